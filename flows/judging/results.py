"""What audits have found, on the terminal and for scripts."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from analysis.frames import records
from analysis.precision import agreement, calibration, precision


def audit_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers about items that were drawn at random: only these tell how often all are right."""
    return answers[answers["sample"] != ""]


def results_json(answers: pd.DataFrame) -> dict[str, Any]:
    """Return precision by part, calibration and agreement as plain values."""
    shared, alike = agreement(answers)
    return {
        "precision": records(precision(answers)),
        "calibration": records(calibration(answers)),
        "judged_by_two": shared,
        "judged_alike": alike,
    }


def print_results(answers: pd.DataFrame) -> None:
    """Print them for a person."""
    console = Console(highlight=False)
    if answers.empty:
        console.print("no audit yet: ninthpower audit draws a sample and opens a page")
        return
    table = Table(title="how often what was read is right", title_justify="left")
    for heading in ("kind", "benchmark", "part", "right", "of", "share", "95 % Wilson interval", "unclear"):
        table.add_column(heading)
    for row in records(precision(answers)):
        shares = [
            "–" if row[name] is None else f"{row[name]:.0%}"
            for name in ("precision", "precision_low", "precision_high")
        ]
        table.add_row(
            row["kind"],
            row["benchmark_id"] or "all",
            row["part"],
            str(row["right_count"]),
            str(row["judged_count"]),
            shares[0],
            f"{shares[1]} to {shares[2]}",
            str(row["unclear_count"]),
        )
    console.print(table)
    shared, alike = agreement(answers)
    if shared:
        console.print(f"{shared} items were judged by two people or more; {alike} of them alike")
