"""What each section of the page shows, as plain rows for the templates."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.frames import records
from analysis.precision import agreement, calibration
from analysis.report.audits import audited
from analysis.report.data import ReportData
from analysis.report.imported import agreement_section
from analysis.report.overview import headline_rows, overview
from analysis.report.points import exponent_interval, rank, with_use
from analysis.report.quotations import quotations_section
from analysis.report.reproduction import reproduction
from analysis.report.words import (
    CLAIM_SECTIONS,
    FORM_NAMES,
    MEASURE_MEANINGS,
    MEASURE_NAMES,
    NONE,
    Row,
    in_unit,
    interval,
    measure_name,
    number,
    power_of_ten,
    specification_name,
)

CURRENT_COSTS = "current"
"""Name of the cost model whose projections the page shows; the downloads have all."""

_LOG10_GIGA = 9
_BAR_SCALE = 0.92
"""Leaves room for a part that takes back what another has given."""

_PUBLISHED_FORMS = {"polynomial": "power", "exponential": "exponential"}
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


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the page that is drawn by itself."""

    anchor: str
    label: str
    """What the bar calls it; its heading, where it cannot be drawn."""
    template: str
    """File of `templates/sections`, without its ending."""
    show: Callable[[ReportData], Row]
    """Arranges the frames under the names the template uses."""


def _show_benchmarks(data: ReportData) -> Row:
    names = _names(data)
    points = with_use(data)
    with_points = set(points["benchmark_id"])
    benchmarks = [
        _benchmark(benchmark, points, data)
        for benchmark in records(data.benchmarks)
        if benchmark["benchmark_id"] in with_points
    ]
    return {
        "fitted": [section for section in benchmarks if section["figure"]],
        "unfitted": [section for section in benchmarks if not section["figure"]],
        "without_points": [name for benchmark, name in names.items() if benchmark not in with_points],
        "measures": [
            {"name": name, "meaning": MEASURE_MEANINGS[measure]}
            for measure, name in MEASURE_NAMES.items()
            if measure in set(points["measure"])
        ],
    }


def _show_multiverse(data: ReportData) -> Row:
    names = _names(data)
    compared = [
        {"id": benchmark, "name": name}
        for benchmark, name in names.items()
        if benchmark in set(data.multiverse["benchmark_id"])
    ]
    moves = data.multiverse_moves
    moves_of = compared[0]["id"] if compared else None
    return {
        "multiverse": compared,
        "moves": [
            {"name": _choice_name(row["choice"]), "factor": row["move_factor"]}
            for row in records(moves[moves["benchmark_id"] == moves_of].head(5))
        ],
        "moves_of": names[moves_of] if moves_of else None,
        "forms": [
            {
                **row,
                "benchmark": names.get(row["benchmark_id"], row["benchmark_id"]),
                "measure": measure_name(row["measure"]),
                "form": FORM_NAMES.get(row["form"], row["form"]),
            }
            for row in records(data.form_comparison)
            if row["log_score"] is not None
        ],
    }


def _show_frontier(data: ReportData) -> Row:
    names = _names(data)
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


def _show_projections(data: ReportData) -> Row:
    return {"projections": _projections(data, _names(data))}


def _show_theory(data: ReportData) -> Row:
    return {
        "rows": [row for row in headline_rows(data) if row["figure"] is not None],
        "has_theory": not data.theory.empty,
    }


def _show_decomposition(data: ReportData) -> Row:
    names = _names(data)
    return {
        "decomposition": decomposition(data),
        "growths": [
            {**row, "benchmark": names.get(row["benchmark_id"], row["benchmark_id"])}
            for row in records(data.decompositions)
        ],
    }


def _show_claims(data: ReportData) -> Row:
    with_points = set(data.compute_error["benchmark_id"])
    # What the data say first; what no data set can say last.
    claims = sorted(
        records(data.claims), key=lambda claim: (_untested(claim, ""), _untested(claim, "study_"))
    )
    return {
        "claims": [
            {
                **row,
                "study_figure": in_unit(row["study_value"], row["unit"]),
                "figure": in_unit(row["current_value"], row["unit"]),
                "study_interval": _claim_interval(row, "study"),
                "interval": _claim_interval(row, "current"),
                "section": _section_of_claim(row["claim_id"], with_points),
            }
            for row in claims
        ],
        "verdicts": dict(Counter(claim["verdict"] for claim in claims)),
        "study_verdicts": dict(Counter(claim["study_verdict"] for claim in claims)),
    }


def _untested(claim: Row, prefix: str) -> bool:
    return str(claim[f"{prefix}verdict"]).startswith("cannot")


def _show_coverage(data: ReportData) -> Row:
    return {
        "coverage": records(data.coverage),
        "undated": int(data.coverage.loc[data.coverage["year"].isna(), "paper_count"].sum()),
    }


def _show_quotations(data: ReportData) -> Row:
    return {"quotations": quotations_section(data, _names(data))}


def _show_quality(data: ReportData) -> Row:
    return {
        "data_tests": sorted(data.data_tests, key=lambda test: (-test.count, test.severity, test.name)),
        "blind": _blind(data.scores.blind),
        "scored": _scored(data, _names(data)),
        "measured_on": data.scores.measured_on,
        "is_tuned": data.scores.is_tuned,
        "audited": audited(data),
        "calibrated": records(calibration(data.audits)),
        "agreed": agreement(data.audits),
        "files_read": records(data.files_read),
        "failures": records(data.failures),
        "damage": records(data.damage),
        "doubts": records(data.doubts),
        "odd_years": records(data.odd_years),
    }


SECTIONS = (
    ReportSection("top", "Overview", "overview", overview),
    ReportSection("curve", "Curve", "benchmarks", _show_benchmarks),
    ReportSection("multiverse", "Choices", "multiverse", _show_multiverse),
    ReportSection("frontier", "Progress", "frontier", _show_frontier),
    ReportSection("projections", "Projections", "projections", _show_projections),
    ReportSection("theory", "Theory", "theory", _show_theory),
    ReportSection("decomposition", "Growth", "decomposition", _show_decomposition),
    ReportSection(
        "reproduction", "Reproduction", "reproduction", lambda data: {"reproduction": reproduction(data)}
    ),
    ReportSection("agreement", "Agreement", "agreement", agreement_section),
    ReportSection("claims", "Claims", "claims", _show_claims),
    ReportSection("coverage", "Coverage", "coverage", _show_coverage),
    ReportSection("quotations", "Quotations", "quotations", _show_quotations),
    ReportSection("quality", "Quality", "quality", _show_quality),
    ReportSection("downloads", "Use it", "downloads", lambda _: {}),
)
"""The page, from top to bottom."""


def _names(data: ReportData) -> dict[str, str]:
    return dict(zip(data.benchmarks["benchmark_id"], data.benchmarks["name"], strict=True))


def frontier_pairs(data: ReportData) -> list[tuple[str, str]]:
    """Return the benchmarks and measures that have a frontier, in the order in which they are offered."""
    pairs = data.frontier[["benchmark_id", "measure"]].drop_duplicates().itertuples(index=False, name=None)
    order = data.benchmarks["benchmark_id"].tolist()
    return sorted(pairs, key=lambda pair: (rank(pair[0], order), rank(pair[1], list(MEASURE_NAMES))))


def _blind(scores: pd.DataFrame) -> Row:
    """Set blind scores side by side: a row per fold and kind of paper, a column per measure."""
    measures = list(dict.fromkeys(scores["measure"]))
    rows = []
    for (fold, kind), own in scores.groupby(["fold", "kind"], sort=True):
        values = dict(zip(own["measure"], own["value"], strict=True))
        rows.append({"fold": fold, "kind": kind, "values": [values.get(measure) for measure in measures]})
    return {"measures": measures, "rows": rows}


def _scored(data: ReportData, names: dict[str, str]) -> list[Row]:
    """Name what was scored; whole kinds first."""
    totals = {"own only": "own alone", "all": "all"}
    rows = [
        {
            **row,
            "is_total": row["subject"] in totals,
            "subject": totals.get(row["subject"])
            or names.get(row["subject"], row["subject"].replace("_", " ")),
        }
        for row in records(data.scores.rows)
    ]
    return sorted(rows, key=lambda row: (not row["is_total"], row["kind"] != "results", row["subject"]))


def _section_of_claim(claim: str, with_points: set[str]) -> str | None:
    section = CLAIM_SECTIONS.get(claim)
    return section if section in with_points | {known.anchor for known in SECTIONS} else None


def _claim_interval(claim: Row, whose: str) -> str:
    low, high, unit = claim[f"{whose}_low"], claim[f"{whose}_high"], claim["unit"]
    if low is None and high is None:
        return NONE
    return f"{in_unit(low, unit)} to {'no end' if high is None else in_unit(high, unit)}"


def _choice_name(specification: str) -> str:
    return "the compute measure" if specification == "measure" else specification_name(specification)


def _benchmark(benchmark: dict[Any, Any], points: pd.DataFrame, data: ReportData) -> Row:
    benchmark_id = benchmark["benchmark_id"]
    mine = points[points["benchmark_id"] == benchmark_id].merge(
        data.papers[["paper_id", "title", "url"]], on="paper_id", how="left"
    )
    # The page's script finds a point by its place among those of its benchmark and measure.
    mine["place"] = mine.groupby("measure").cumcount()
    fits = data.fits[data.fits["benchmark_id"] == benchmark_id]
    headline = fits[fits["specification"] == data.headline.specification]
    return {
        "id": benchmark_id,
        "name": benchmark["name"],
        "description": benchmark["description"],
        "models": len(mine[["paper_id", "model_name"]].drop_duplicates()),
        "papers": mine["paper_id"].nunique(),
        "figure": bool(headline["exponent"].notna().any()),
        "imported": int((data.imported_models["benchmark_id"] == benchmark_id).sum()),
        "fits": [_fit(row) for row in records(fits[fits["status"] == "fitted"])],
        "unfitted": [
            {
                "measure": measure_name(row["measure"]),
                "name": specification_name(row["specification"]),
                "reason": row["reason"],
                "is_headline": row["specification"] == data.headline.specification,
            }
            for row in records(fits[fits["status"] == "not_fitted"])
        ],
        "rows": [
            {
                **row,
                "key": f"{benchmark_id}/{row['measure']}/{row['place']}",
                "measure_name": measure_name(row["measure"]),
            }
            for row in records(mine.sort_values(["error", "measure"], kind="stable"))
        ],
    }


def _fit(row: dict[Any, Any]) -> Row:
    return {
        **row,
        "name": specification_name(row["specification"]),
        "measure_name": measure_name(row["measure"]),
        "interval": exponent_interval(row),
        "analytic": interval(row["exponent_low"], row["exponent_high"]),
    }


def _projections(data: ReportData, names: dict[str, str]) -> list[Row]:
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


def decomposition(data: ReportData) -> Row | None:
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


def _part(name: str, factor: float, whole: float, begin: float) -> Row:
    """Return one bar; widths are shares of the logarithm of the whole, in percent."""
    share = 100 * math.log(factor) / math.log(whole)
    return {
        "name": name,
        "factor": factor,
        "share": share,
        "start": _BAR_SCALE * min(begin, begin + share),
        "width": _BAR_SCALE * abs(share),
    }


def _progress(data: ReportData, names: dict[str, str]) -> list[Row]:
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


def _published(row: Row) -> str:
    if row["published_value"] is None:
        return NONE
    digits = _progress_digits(row["quantity"])
    ends = interval(row["published_low"], row["published_high"], digits)
    return number(row["published_value"], digits) + ("" if ends == NONE else f" ({ends})")


def _progress_digits(quantity: str) -> int:
    return 1 if quantity == "halving_time_months" else 2
