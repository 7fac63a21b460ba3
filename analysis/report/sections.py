"""What each section of the page shows, as plain rows for the templates."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.decomposition import ALEXNET, NASNET_A, Machine, decompose
from analysis.fits import HEADLINE
from analysis.fits.multiverse import largest_moves, multiverse
from analysis.frames import records
from analysis.report.data import DataTest, ReportData
from analysis.report.points import exponent_ends, exponent_interval, with_use
from analysis.report.words import (
    NONE,
    interval,
    is_missing,
    measure_name,
    number,
    power_of_ten,
    specification_name,
)

NAVIGATION = (
    ("curve", "Curve"),
    ("multiverse", "Choices"),
    ("projections", "Projections"),
    ("theory", "Theory"),
    ("decomposition", "AlexNet to NASNet"),
    ("claims", "Claims"),
    ("coverage", "Coverage"),
    ("quality", "Quality"),
    ("downloads", "Use it"),
)
"""Anchor and label of each section the page's bar leads to."""

Row = dict[str, Any]

SECONDS_PER_DAY = 86400


@dataclass(frozen=True, slots=True)
class Sections:
    """Everything below the first screen; fields are the names the templates use."""

    sections: list[Row]
    """One per benchmark with points."""
    without_points: list[str]
    universe: pd.DataFrame
    """See `analysis.fits.multiverse`."""
    multiverse: list[Row]
    """Benchmarks to choose from."""
    moves: list[Row]
    moves_of: str | None
    projections: list[Row]
    decomposition: Row
    claims: list[Row]
    coverage: list[Row]
    data_tests: list[DataTest]


def sections(data: ReportData) -> Sections:
    """Arrange the frames for the templates."""
    names = dict(zip(data.benchmarks["benchmark_id"], data.benchmarks["name"], strict=True))
    points = with_use(data)
    with_points = set(points["benchmark_id"])
    universe = multiverse(data.fits)
    compared = [
        {"id": benchmark, "name": name}
        for benchmark, name in names.items()
        if benchmark in set(universe["benchmark_id"])
    ]
    moves = largest_moves(universe)
    moves_of = compared[0]["id"] if compared else None
    return Sections(
        sections=[
            _benchmark(benchmark, points, data)
            for benchmark in records(data.benchmarks)
            if benchmark["benchmark_id"] in with_points
        ],
        without_points=[name for benchmark, name in names.items() if benchmark not in with_points],
        universe=universe,
        multiverse=compared,
        moves=[
            {"name": _choice_name(row["specification"]), "factor": row["factor"]}
            for row in records(moves[moves["benchmark_id"] == moves_of].head(5))
        ],
        moves_of=names[moves_of] if moves_of else None,
        projections=_projections(data, names),
        decomposition=_decomposition(),
        claims=[
            {**row, "interval": interval(row["current_low"], row["current_high"])}
            for row in records(data.claims)
        ],
        coverage=records(data.coverage),
        data_tests=sorted(data.data_tests, key=lambda test: (-test.count, test.severity, test.name)),
    )


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
    headline = fits[fits["specification"] == HEADLINE.name]
    return {
        "id": benchmark_id,
        "name": benchmark["name"],
        "description": benchmark["description"],
        "models": len(mine[["paper_id", "model_name"]].drop_duplicates()),
        "papers": mine["paper_id"].nunique(),
        "figure": bool(headline["exponent"].notna().any()),
        "fits": [_fit(row) for row in records(fits[fits["status"] == "fitted"])],
        "unfitted": [
            {"measure": measure_name(row["measure"]), "reason": row["reason"]}
            for row in records(headline[headline["status"] == "not_fitted"])
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
        "low": exponent_ends(row)[0],
    }


def _projections(data: ReportData, names: dict[str, str]) -> list[Row]:
    """Set the quantities of one fit and target beside each other."""
    rows = []
    measures = data.fits.set_index("fit_id")["measure"].to_dict()
    for (fit_id, target), group in data.projections.groupby(["fit_id", "target_error"], sort=False):
        by_quantity = {row["quantity"]: row for row in records(group)}
        first = flop = by_quantity["log10_flop"]
        usd, co2, year = (
            by_quantity.get(name, {}).get("value")
            for name in ("log10_usd", "log10_kg_co2e", "year_affordable")
        )
        rows.append(
            {
                "benchmark": names.get(first["benchmark_id"], first["benchmark_id"]),
                "measure": measure_name(measures.get(fit_id, "")),
                "target_error": target,
                "form": first["form"],
                "flop": _power(flop["value"]),
                "flop_sort": flop["value"],
                "interval": f"{_power(flop['value_low'])} to {_power(flop['value_high'], above='unbounded')}",
                "usd": _power(usd),
                "usd_sort": usd,
                "co2": _power(co2),
                "co2_sort": co2,
                "year": _year(year),
                "note": first["note"],
            }
        )
    return rows


def _power(log10: float | None, above: str = NONE) -> str:
    return above if log10 is None or is_missing(log10) else power_of_ten(math.floor(log10 + 0.5))


def _year(year: float | None) -> str:
    return NONE if year is None or is_missing(year) else str(int(year))


def _decomposition() -> Row:
    """Split the growth of compute between the two models of the published study into its factors."""
    growth = decompose(ALEXNET, NASNET_A)
    parts, at = [], 0.0
    factors = (
        ("all of it", growth.compute),
        (f"faster processors ({_tera(NASNET_A)} against {_tera(ALEXNET)} TFLOP/s)", growth.hardware_speed),
        (f"more of them ({NASNET_A.devices:.0f} against {ALEXNET.devices:.0f})", growth.devices),
        (f"time ({_days(NASNET_A)} days against {_days(ALEXNET)})", growth.time),
    )
    for name, factor in factors:
        share = 100 * math.log(factor) / math.log(growth.compute)
        begin = 0.0 if name == "all of it" else at
        parts.append(
            {
                "name": name,
                "factor": factor,
                "share": share,
                "start": 0.92 * min(begin, begin + share),
                "width": 0.92 * abs(share),
            }
        )
        at = 0.0 if name == "all of it" else at + share
    return {
        "before": ALEXNET.name,
        "after": NASNET_A.name,
        "compute": growth.compute,
        "parts": parts,
        "note": "Both from the tables of Thompson et al.; the 500 processors of NASNet-A are those of its "
        "architecture search on CIFAR-10 (arXiv 1707.07012, section 4).",
    }


def _tera(machine: Machine) -> str:
    return number(machine.peak_flop_per_s / 1e12)


def _days(machine: Machine) -> str:
    return f"{machine.seconds / SECONDS_PER_DAY:.0f}"
