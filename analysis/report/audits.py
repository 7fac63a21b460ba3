"""How often people who looked found what was read right: for the first screen, and for the section on trust."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.frames import records
from analysis.precision import WHOLE, precision
from analysis.report.data import ReportData, names_of
from analysis.report.words import is_missing

_LEAST_JUDGED = 20
ALL = "all"
"""The benchmark of rows about all of them."""


def audited(data: ReportData) -> list[dict[str, Any]]:
    """Return how often audits found what was read right, whole items first."""
    names = names_of(data)
    rows = [
        {
            **row,
            "is_whole": row["part"] == WHOLE,
            "benchmark": ALL
            if row["benchmark_id"] is None
            else names.get(row["benchmark_id"], row["benchmark_id"]),
            "share": _share(row),
        }
        for row in records(precision(data.audits))
        if row["judged_count"]
    ]
    return sorted(
        rows, key=lambda row: (row["kind"], row["benchmark"] != ALL, row["benchmark"], not row["is_whole"])
    )


def audits_at_a_glance(data: ReportData) -> list[dict[str, Any]]:
    """Return per kind of item the share that is right, with its ``parts``, what is least often right first.

    Parts that were judged seldom are left to the section on quality: their intervals say next to nothing.
    """
    rows = [row for row in audited(data) if row["benchmark"] == ALL]
    return [
        {
            **row,
            "parts": sorted(
                (
                    part
                    for part in rows
                    if part["kind"] == row["kind"]
                    and not part["is_whole"]
                    and part["judged_count"] >= _LEAST_JUDGED
                ),
                key=lambda part: (part["precision"], part["part"]),
            ),
            "earlier_release": _earlier_release(data, row["kind"]),
        }
        for row in rows
        if row["is_whole"]
    ]


def _earlier_release(data: ReportData, kind: str) -> str | None:
    """Return the release that items were last drawn from, where it is not this one."""
    releases: pd.Series = data.audits.loc[data.audits["kind"] == kind, "release_id"]
    last = releases.iloc[-1]
    return None if is_missing(last) or last == data.publication["release_id"] else str(last)


def _share(row: dict[str, Any]) -> str:
    low, high = row["precision_low"], row["precision_high"]
    return f"{100 * row['precision']:.0f} % ({100 * low:.0f} to {100 * high:.0f})"
