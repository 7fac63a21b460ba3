"""The section on the curve: every benchmark with its fits and its points."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.frames import records
from analysis.report.data import ReportData, names_of
from analysis.report.points import exponent_interval, with_use
from analysis.report.words import (
    MEASURE_MEANINGS,
    MEASURE_NAMES,
    TemplateRow,
    interval,
    measure_name,
    specification_name,
)


def benchmarks_section(data: ReportData) -> TemplateRow:
    """Arrange every benchmark for the template: those with a figure, those without, and those without points."""
    names = names_of(data)
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


def _benchmark(benchmark: dict[Any, Any], points: pd.DataFrame, data: ReportData) -> TemplateRow:
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


def _fit(row: dict[Any, Any]) -> TemplateRow:
    return {
        **row,
        "name": specification_name(row["specification"]),
        "measure_name": measure_name(row["measure"]),
        "interval": exponent_interval(row),
        "analytic": interval(row["exponent_low"], row["exponent_high"]),
    }
