"""Shows published and recomputed regressions side by side."""

from __future__ import annotations

import pandas as pd
from rich.console import Console
from rich.table import Table

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


def _side_by_side(numbers: pd.DataFrame, statistic: str) -> str:
    if statistic not in numbers.index:
        return "–"
    printed, value = numbers.loc[statistic, ["published", "recomputed"]]
    decimals = len(str(printed).partition(".")[2])
    return f"{printed} / {value:.{decimals}f}"
