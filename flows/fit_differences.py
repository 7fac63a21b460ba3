"""Two refits of a published file, side by side."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rich.console import Console

from analysis.attribution import ComparedRefit, Difference, compare
from analysis.frames import records
from flows.errors import SettingsError
from flows.tables import print_rows
from warehouse.query import query

_NAMED = {"latest": -1, "previous": -2}


def difference(database: Path, before: str, after: str) -> Difference:
    """Compare two refits.

    Args:
        database: The published file.
        before: The earlier one: the start of its `fit_run_id`, ``previous`` or ``latest``.
        after: The later one, named likewise.

    Returns:
        What moved between them, and by which papers.

    Raises:
        SettingsError: No refit, or more than one, is named so.
        WarehouseError: The file cannot be read.
    """
    runs = _frame(database, "SELECT fit_run_id FROM fit_runs ORDER BY is_latest, load_id")[
        "fit_run_id"
    ].tolist()
    return compare(*(_refit(database, _named(runs, name)) for name in (before, after)))


def _named(runs: list[str], name: str) -> str:
    if name in _NAMED:
        if len(runs) < -_NAMED[name]:
            raise SettingsError(f"there is no {name} refit: {len(runs)} are kept")
        return runs[_NAMED[name]]
    found = [run for run in runs if run.startswith(name)]
    if len(found) != 1:
        known = ", ".join(runs) or "none"
        raise SettingsError(f"{len(found)} refits start with {name!r}; kept are {known}")
    return found[0]


def _refit(database: Path, fit_run_id: str) -> ComparedRefit:
    fits, points = (
        _frame(database, f"FROM core.{table} WHERE fit_run_id = '{fit_run_id}' ORDER BY ALL")
        for table in ("fits", "fit_points")
    )
    return ComparedRefit(fits, points)


def _frame(database: Path, sql: str) -> pd.DataFrame:
    frame: pd.DataFrame = query(database, sql).to_pandas()
    return frame


_PAPERS_SHOWN = 5


def print_difference(found: Difference, console: Console) -> None:
    """Print every move with the papers that moved it most."""
    if found.moves.empty:
        console.print("no fit moved and no point changed")
        return
    rows = []
    for move in records(found.moves):
        own = found.papers[found.papers["fit_id"] == move["fit_id"]].head(_PAPERS_SHOWN)
        rows.append([
            str(move["fit_id"]),
            _figure(move["exponent_before"]),
            _figure(move["exponent_after"]),
            _figure(move["moved_by"], sign="+"),
            f"{move['n_before']} to {move['n_after']}",
            "\n".join([
                *([str(move["reason"])] if move["reason"] else []),
                *(f"{row.paper_id} ({row.change}) {_figure(row.moved_by, sign='+')}" for row in own.itertuples()),
            ]),
        ])  # fmt: skip
    names = ("fit", "before", "after", "moved by", "points", "moved most by")
    print_rows(console, names, rows, title="exponents")


def _figure(value: object, sign: str = "") -> str:
    return "–" if value is None or pd.isna(value) else f"{value:{sign}.2f}"  # type: ignore[call-overload]
