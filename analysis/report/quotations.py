"""The section of the report on results that other papers quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.frames import records
from analysis.report.data import ReportData


def quotations_section(data: ReportData, names: Mapping[str, str]) -> dict[str, Any]:
    """Arrange what other papers quote for the template.

    Args:
        data: The frames of the report.
        names: Benchmark id to name.
    """
    counts = [
        {**row, "benchmark": names.get(row["benchmark_id"], row["benchmark_id"])}
        for row in records(data.quoted)
    ]
    differing = data.quotations[data.quotations["verdict"] == "differs"]
    points = data.compute_error.drop_duplicates("result_id")["result_id"]
    agreeing = data.quotations.loc[data.quotations["verdict"] == "agrees", "source_result_id"]
    return {
        "counts": [row for row in counts if row["quoted_count"]],
        "differing": [
            {**row, "benchmark": names.get(row["benchmark_id"], row["benchmark_id"])}
            for row in records(differing)
        ],
        "points": len(points),
        "confirmed_points": int(points.isin(set(agreeing)).sum()),
    }
