"""The section on what targets would cost, beside what the study published."""

from __future__ import annotations

import math

from analysis.frames import records
from analysis.report.data import ReportData, names_of
from analysis.report.points import rank
from analysis.report.words import (
    FORM_NAMES,
    NONE,
    TemplateRow,
    measure_name,
    power_of_ten,
)

CURRENT_COSTS = "current"
"""Name of the cost model whose projections the page shows; the downloads have all."""
_LOG10_GIGA = 9
_PUBLISHED_FORMS = {"polynomial": "power", "exponential": "exponential"}


def projections_section(data: ReportData) -> TemplateRow:
    """Arrange the projections for the template."""
    return {"projections": _projections(data, names_of(data))}


def _projections(data: ReportData, names: dict[str, str]) -> list[TemplateRow]:
    """Set the quantities of one fit and target at current costs beside each other and what was published."""
    published = {
        (row["benchmark_id"], row["target_error"], _PUBLISHED_FORMS.get(row["form"])): row["published"]
        for row in records(data.published_projections)
        if row["quantity"] == "gflop"
    }
    rows = []
    current = data.projections[data.projections["cost_model"] == CURRENT_COSTS]
    for _, group in current.groupby(["fit_id", "target_error"], sort=False):
        by_quantity = {row["quantity"]: row for row in records(group)}
        flop = by_quantity["log10_flop"]
        target = float(flop["target_error"])
        usd, co2, year = (
            by_quantity.get(name, {}).get("value")
            for name in ("log10_usd", "log10_kg_co2e", "year_affordable")
        )
        earlier = published.get((flop["benchmark_id"], target, flop["form"]))
        rows.append(
            {
                "benchmark": names.get(flop["benchmark_id"], flop["benchmark_id"]),
                "measure": measure_name(flop["measure"]),
                "target_error": target,
                "form": FORM_NAMES.get(flop["form"], flop["form"]),
                "flop": _power(flop["value"]),
                "flop_sort": flop["value"],
                "interval": f"{_power(flop['value_low'])} to {_power(flop['value_high'], above='unbounded')}",
                "published": NONE if earlier is None else power_of_ten(int(earlier) + _LOG10_GIGA),
                "usd": _power(usd),
                "usd_sort": usd,
                "co2": _power(co2),
                "co2_sort": co2,
                "year": _year(year),
                "is_doubtful": flop["is_far_beyond_data"] or flop["is_below_label_errors"],
                "note": flop["note"] or "",
                "order": (
                    list(names).index(flop["benchmark_id"]),
                    rank(flop["form"], list(FORM_NAMES)),
                    -target,
                ),
            }
        )
    return sorted(rows, key=lambda row: (*row["order"], row["measure"]))


def _power(log10: float | None, above: str = NONE) -> str:
    return above if log10 is None or not math.isfinite(log10) else power_of_ten(math.floor(log10 + 0.5))


def _year(year: float | None) -> str:
    return NONE if year is None or not math.isfinite(year) else str(int(year))
