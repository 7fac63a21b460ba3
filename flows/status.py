"""How things stand: the last nights, what waits, and up to which day each listing goes."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from flows.settings import Settings
from warehouse.errors import WarehouseLockedError
from warehouse.query import query

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


def read_status(settings: Settings) -> dict[str, Any]:
    """Return how things stand, from the warehouse or, while a night runs, from what was last published.

    Args:
        settings: Where they lie.

    Raises:
        WarehouseError: There is neither yet.
    """
    tables = {"nights": _NIGHTS, "candidates": _CANDIDATES, "listed": _LISTED}
    database, is_running = settings.warehouse, False
    try:
        found = {name: query(database, sql).to_pylist() for name, sql in tables.items()}
    except WarehouseLockedError:
        database, is_running = settings.published / "ninthpower.duckdb", True
        found = {name: query(database, sql).to_pylist() for name, sql in tables.items()}
    return {"database": str(database), "is_running": is_running, **found}


def print_status(status: dict[str, Any]) -> None:
    """Print it for a person."""
    console = Console()
    if status["is_running"]:
        console.print("a night is running; what follows is as it was last published")
    for name in ("nights", "candidates", "listed"):
        rows = status[name]
        if not rows:
            continue
        table = Table(title=name, title_justify="left")
        for column in rows[0]:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row.values()))
        console.print(table)
