"""The section of the report on results that other papers quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.frames import records
from analysis.report.data import ReportData

_NETWORKS = 40
"""Networks the page shows; the download has all."""


def quotations_section(data: ReportData, names: Mapping[str, str]) -> dict[str, Any]:
    """Arrange what other papers quote for the template.

    Args:
        data: The frames of the report.
        names: Benchmark id to name.

    Returns:
        What `sections/quotations.html` shows, by the names it uses.
    """
    counts = [
        {**row, "benchmark": names.get(row["benchmark_id"], row["benchmark_id"])}
        for row in records(data.quoted)
    ]
    differing = data.quotations[data.quotations["verdict"] == "differs"]
    points = data.compute_error.drop_duplicates("result_id")["result_id"]
    quoted = data.quotations.loc[data.quotations["verdict"] == "agrees", "source_result_id"]
    agreeing = {*quoted, *data.confirmed_results["result_id"]}
    costs = data.cost_quotations[data.cost_quotations["verdict"] == "differs"]
    return {
        "counts": [row for row in counts if row["quoted_count"]],
        "differing": [
            {**row, "benchmark": names.get(row["benchmark_id"], row["benchmark_id"])}
            for row in records(differing)
        ],
        "points": len(points),
        "confirmed_points": int(points.isin(agreeing).sum()),
        "differing_costs": records(costs),
        "networks": [
            {**row, "subject": names.get(row["subject"], row["subject"].replace("_", " "))}
            for row in records(data.known_networks)[:_NETWORKS]
        ],
    }
