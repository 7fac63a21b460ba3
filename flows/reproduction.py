"""Shows published and recomputed regressions side by side, and keeps them for the report."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

from analysis import thompson
from analysis.thompson.data import COMMIT, URL
from analysis.thompson.reproduction import as_printed
from flows.settings import Settings
from flows.version import code_version
from warehouse.errors import WarehouseError
from warehouse.store import Warehouse

_SHOWN = ("n", "slope.estimate", "slope.standard_error", "r_squared")


def print_reproduction(comparison: pd.DataFrame, quirks: pd.DataFrame) -> None:
    """Print one row per regression table, the numbers that differ, and the known quirks.

    Args:
        comparison: The frame of `analysis.thompson.reproduce`.
        quirks: The frame of `analysis.thompson.quirks`.
    """
    console = Console()
    table = Table(title="published / recomputed", title_justify="left")
    table.add_column("regression", overflow="fold")
    for heading in ("points", "slope", "standard error", "R²", "numbers equal"):
        table.add_column(heading, justify="right")
    for regression_id, numbers in comparison.groupby("regression_id", sort=False):
        by_name = numbers.set_index("statistic")
        cells = [_side_by_side(by_name, name) for name in _SHOWN]
        table.add_row(str(regression_id), *cells, f"{numbers['is_equal'].sum()} of {len(numbers)}")
    console.print(table)
    for row in comparison[~comparison["is_equal"]].itertuples():
        console.print(f"differs: {row.regression_id} {row.statistic}: {row.published} / {row.recomputed:.6g}")
    console.print(f"{comparison['is_equal'].sum()} of {len(comparison)} printed numbers equal")
    console.print("\nQuirks of the published figures (as published / put right):")
    for row in quirks.itertuples():
        console.print(
            f"- {row.quirk}: {row.figure} {row.published:.4g} / {row.corrected:.4g}", highlight=False
        )


def keep_reproduction(
    study: str, folder: Path, comparison: pd.DataFrame, quirks: pd.DataFrame, settings: Settings
) -> str:
    """Keep a reproduction in the warehouse, where there is one that can be written.

    Args:
        study: Which study.
        folder: The data it was recomputed from.
        comparison: The frame of `analysis.thompson.reproduce`.
        quirks: The frame of `analysis.thompson.quirks`.
        settings: Where the warehouse lies.

    Returns:
        What became of it, for a person.
    """
    if not settings.warehouse.exists():
        return f"not kept for the report: {settings.warehouse} does not exist; run a night first"
    try:
        with Warehouse(settings.warehouse) as warehouse:
            warehouse.record_reproduction(
                study,
                comparison,
                quirks,
                recorded_at=datetime.now(UTC),
                code_version=code_version(),
                data_url=URL,
                data_commit=COMMIT,
                is_data_verified=thompson.is_as_published(folder),
            )
    except WarehouseError as error:
        return f"not kept for the report: {error}"
    return (
        "kept: the next night, or ninthpower refit, publishes it in the views reproduction and "
        "reproduction_quirks and shows it in the report"
    )


def _side_by_side(numbers: pd.DataFrame, statistic: str) -> str:
    if statistic not in numbers.index:
        return "–"
    printed, value = (numbers[column].to_dict()[statistic] for column in ("published", "recomputed"))
    return f"{printed} / {as_printed(value, printed)}"
