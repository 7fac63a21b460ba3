"""How things stand: what is under way, the last nights, what waits, and up to which day each listing goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from analysis.wording import counted
from flows.live import STARTING, read_live
from flows.settings import Settings
from flows.tables import print_rows
from warehouse.errors import WarehouseError, WarehouseLockedError
from warehouse.lock import NightLock
from warehouse.query import query
from warehouse.versions import reading

_NIGHTS = """
SELECT
    load_id, date_trunc('second', started_at) AS started_at, status, source, item_count, loaded_count, failed_count,
    message
FROM loads ORDER BY load_id DESC LIMIT 5
"""
_CANDIDATES = "SELECT source, state, count(*) AS papers FROM candidates GROUP BY ALL ORDER BY ALL"
_LISTED = """
SELECT source, part, max(until_date) AS listed_until FROM windows WHERE is_believed GROUP BY ALL ORDER BY ALL
"""
_TABLES = {"nights": _NIGHTS, "candidates": _CANDIDATES, "listed": _LISTED}
_HEADS = {"load_id": "night", "item_count": "papers", "loaded_count": "loaded", "failed_count": "failed"}
_NUMBERS = (*_HEADS.values(), "papers")


def read_status(settings: Settings) -> dict[str, Any]:
    """Return how things stand, at any time and from any process.

    ``now`` is the run under way, or None; ``last`` what the last one told of itself. The tables come from the warehouse
    or, while a night holds it, from what was last published; before that there are none.

    Args:
        settings: Where they lie.

    Raises:
        WarehouseError: The warehouse is damaged, or of another version.
    """
    live = read_live(settings.home)
    holder = NightLock(settings.warehouse).holder or _about_to_begin(live)
    is_its_own = live is not None and live.get("pid") == holder and live.get("outcome") is None
    now = None if holder is None else live if is_its_own else {"pid": holder, "step": "at work"}
    database, tables = _tables(settings)
    for night in tables["nights"]:
        # A killed night could not close its row; the next one will.
        if night["status"] == "running" and holder is None:
            night["status"] = "interrupted"
            night["message"] = "killed; run it again to go on"
    last = _last(live) if holder is None else None
    return {"is_running": holder is not None, "now": now, "last": last, "database": database, **tables}


def _about_to_begin(live: dict[str, Any] | None) -> int | None:
    """Return the process that starts a run, and has not come to lock the warehouse."""
    if live is None or live.get("outcome") or live.get("step") != STARTING:
        return None
    pid = int(live["pid"])
    return pid if Path(f"/proc/{pid}").exists() else None


def _last(live: dict[str, Any] | None) -> dict[str, Any] | None:
    if live is None or live.get("outcome"):
        return live
    return {
        **live,
        "outcome": "interrupted",
        "message": f"killed, or out of disk ({live.get('step')}); run it again to go on",
    }


def _tables(settings: Settings) -> tuple[str | None, dict[str, list[dict[str, Any]]]]:
    published = settings.published / "ninthpower.duckdb"
    for database in (settings.warehouse, published):
        if not database.exists():
            continue
        try:
            with reading(database):
                return str(database), {
                    name: query(database, sql).to_pylist() for name, sql in _TABLES.items()
                }
        except WarehouseLockedError:
            continue
        except WarehouseError:
            # A night replaces or closes the file at this moment.
            if database == published or NightLock(settings.warehouse).holder is None:
                raise
    return None, {name: [] for name in _TABLES}


def print_status(status: dict[str, Any]) -> None:
    """Print it for a person."""
    console = Console()
    for line in _now_lines(status):
        console.print(line, highlight=False, markup=False)
    if status["is_running"] and status["database"]:
        console.print("what follows is as it was last published", highlight=False)
    for name in _TABLES:
        rows = status[name]
        if rows:
            texts = [["" if value is None else str(value) for value in row.values()] for row in rows]
            heads = [_HEADS.get(column, column) for column in rows[0]]
            print_rows(console, heads, texts, numeric=_NUMBERS, title=name)


def _now_lines(status: dict[str, Any]) -> list[str]:
    now, last = status["now"], status["last"]
    if now is None:
        if not status["database"]:
            return ["no night has run here yet: ninthpower night --source samples"]
        if last is None:
            return ["nothing is running"]
        said = f" ({last['message']})" if last.get("message") else ""
        return [f"nothing is running; the last run: {last['outcome']}{said}"]
    if "started_at" not in now:
        return [f"process {now['pid']} is at work on the warehouse"]
    number = f"night {now['load_id']}" if now["load_id"] else "a night"
    lines = [
        f"{number} of {now['source']} is running since {_moment(now['started_at'])} (process {now['pid']})"
    ]
    if now["paper_count"] is None:
        lines.append(f"  {now['step']}")
    else:
        lines += [
            f"  {now['step']}: {now['done_count']:,} of {counted(now['paper_count'], 'paper')}",
            f"  {now['fetched_count']:,} fetched, {now['loaded_count']:,} loaded, {now['failed_count']:,} failed",
        ]
    if now["papers_per_minute"]:
        lines.append(
            f"  {now['papers_per_minute']:,.1f} papers a minute; read by about "
            f"{_moment(now['expected_end_of_step'])}, then fits, publishing and report"
        )
    if now["waiting_for"]:
        left = (datetime.fromisoformat(now["waiting_until"]) - datetime.now(UTC)).total_seconds()
        lines.append(
            f"  waiting {max(0.0, left):,.0f} s more for {now['waiting_for']}: {now['waiting_because']}"
        )
    return lines


def _moment(text: str | None) -> str:
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M:%S} UTC" if text else "an unknown time"
