"""The sections on progress: how fast compute for an error falls, and what its growth is made of."""

from __future__ import annotations

import math

from analysis.frames import records
from analysis.report.data import ReportData, names_of
from analysis.report.points import rank
from analysis.report.words import (
    MEASURE_NAMES,
    NONE,
    TemplateRow,
    interval,
    measure_name,
    number,
    specification_name,
)

_BAR_SCALE = 0.92
"""Leaves room for a part that takes back what another has given."""
_GROWTH_PARTS = {
    "faster processors": "hardware_speed_factor",
    "more of them": "device_factor",
    "time": "time_factor",
}
_PROGRESS_NAMES = {
    "halving_time_months": "months in which compute for a fixed error halves",
    "share_of_compute": "share of progress from compute",
    "share_of_algorithms": "share of progress from algorithms",
    "share_of_data": "share of progress from data",
}


def frontier_section(data: ReportData) -> TemplateRow:
    """Arrange the frontiers and the speed of progress for the template."""
    names = names_of(data)
    return {
        "frontiers": [
            {
                "id": f"{benchmark}/{measure}",
                "name": f"{names.get(benchmark, benchmark)}, {measure_name(measure)}",
            }
            for benchmark, measure in frontier_pairs(data)
        ],
        "progress": _progress(data, names),
    }


def decomposition_section(data: ReportData) -> TemplateRow:
    """Arrange the factors of the growth of compute for the template."""
    names = names_of(data)
    return {
        "decomposition": decomposition(data),
        "growths": [
            {**row, "benchmark": names.get(row["benchmark_id"], row["benchmark_id"])}
            for row in records(data.decompositions)
        ],
    }


def frontier_pairs(data: ReportData) -> list[tuple[str, str]]:
    """Return the benchmarks and measures that have a frontier, in the order in which they are offered."""
    pairs = data.frontier[["benchmark_id", "measure"]].drop_duplicates().itertuples(index=False, name=None)
    order = data.benchmarks["benchmark_id"].tolist()
    return sorted(pairs, key=lambda pair: (rank(pair[0], order), rank(pair[1], list(MEASURE_NAMES))))


def decomposition(data: ReportData) -> TemplateRow | None:
    """Split the published growth of compute, from AlexNet to NASNet-A, into its factors."""
    published = data.decompositions[data.decompositions["basis"] == "published"]
    if published.empty:
        return None
    growth = records(published)[0]
    parts = [_part("all of it", growth["compute_factor"], growth["compute_factor"], 0.0)]
    at = 0.0
    for name, column in _GROWTH_PARTS.items():
        parts.append(_part(name, growth[column], growth["compute_factor"], at))
        at += parts[-1]["share"]
    return {**growth, "parts": parts}


def _part(name: str, factor: float, whole: float, begin: float) -> TemplateRow:
    """Return one bar; widths are shares of the logarithm of the whole, in percent."""
    share = 100 * math.log(factor) / math.log(whole)
    return {
        "name": name,
        "factor": factor,
        "share": share,
        "start": _BAR_SCALE * min(begin, begin + share),
        "width": _BAR_SCALE * abs(share),
    }


def _progress(data: ReportData, names: dict[str, str]) -> list[TemplateRow]:
    """Return how fast compute for a fixed error falls, and what progress is made of."""
    return [
        {
            **row,
            "benchmark": names.get(row["benchmark_id"], row["benchmark_id"]),
            "measure": measure_name(row["measure"]),
            "what": _PROGRESS_NAMES.get(row["quantity"], row["quantity"]),
            "method": specification_name(row["method"]),
            "interval": interval(row["value_low"], row["value_high"], _progress_digits(row["quantity"])),
            "digits": _progress_digits(row["quantity"]),
            "published": _published(row),
        }
        for row in sorted(records(data.progress), key=lambda row: rank(row["benchmark_id"], list(names)))
        if row["value"] is not None
    ]


def _published(row: TemplateRow) -> str:
    if row["published_value"] is None:
        return NONE
    digits = _progress_digits(row["quantity"])
    ends = interval(row["published_low"], row["published_high"], digits)
    return number(row["published_value"], digits) + ("" if ends == NONE else f" ({ends})")


def _progress_digits(quantity: str) -> int:
    return 1 if quantity == "halving_time_months" else 2
