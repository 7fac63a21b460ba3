"""The points and lines of each benchmark with their evidence, as plain values for the page's script."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.fits.points import why_unusable
from analysis.frames import records
from analysis.report.data import ReportData
from analysis.report.imported import imported_layers
from analysis.report.lines import curve
from analysis.report.words import (
    MEASURE_NAMES,
    SPECIFICATION_NAMES,
    interval,
    is_missing,
    measure_name,
    number,
    specification_name,
)
from analysis.run_sentences import sentence_of_run, verdict
from analysis.runs.names import family
from analysis.steps import steps_of_point

_POINT_KEY = ["benchmark_id", "measure", "paper_id", "model_name", "result_id"]
_RESULT = ("value_printed", "is_error", "split", "protocol", "location", "quote", "url")
_STATEMENT = (
    "quantity", "value", "text_value", "unit_printed", "value_printed", "stage", "model_name", "location", "quote",
    "url",
)  # fmt: skip
_JUDGED = ["run_id", "benchmark_id", "measure"]


def plot_data(data: ReportData) -> dict[str, Any]:
    """Return what the plots draw and what a click on a point shows, without repeating any evidence.

    Args:
        data: The frames of the report.

    Returns:
        ``benchmarks`` by id, each with its measures in the order of `MEASURE_NAMES`; ``imported``, the models of
        other people's tables by benchmark; ``runs``, each as a sentence, and ``papers``, ``results`` and
        ``statements`` by id.
    """
    points = with_use(data)
    return {
        "benchmarks": {
            str(benchmark_id): _benchmark(group, data)
            for benchmark_id, group in points.groupby("benchmark_id")
        },
        "papers": _by_id(
            data.papers[data.papers["paper_id"].isin(points["paper_id"])].assign(
                inspection=lambda papers: papers["paper_id"].map(dict(data.inspections))
            ),
            "paper_id",
            ("title", "year", "authors", "url", "inspection"),
        ),
        "imported": imported_layers(data),
        "runs": _runs_told(data),
        "results": _by_id(data.reported_results, "result_id", _RESULT),
        "statements": _by_id(data.reported_compute, "compute_id", _STATEMENT),
    }


def with_use(data: ReportData) -> pd.DataFrame:
    """Return `compute_error` with whether the headline fit uses the point, and if not, why."""
    used = data.fit_points.merge(data.fits[["fit_id", "benchmark_id", "measure"]], on="fit_id")
    points = data.compute_error.merge(
        used[_POINT_KEY].drop_duplicates().assign(is_used=True), on=_POINT_KEY, how="left"
    )
    points["is_used"] = points["is_used"].fillna(value=False).astype(bool)
    points["why_unused"] = _why_unused(points, data)
    return points.sort_values(["benchmark_id", "measure", "compute_flop", *_POINT_KEY[2:]]).reset_index(
        drop=True
    )


def _why_unused(points: pd.DataFrame, data: ReportData) -> pd.Series:
    """Say of each point why it is not in the fit of the headline's specification; empty for those that are."""
    own = data.fits[data.fits["specification"] == data.headline.specification]
    refused = own[own["status"] != "fitted"].set_index(["benchmark_id", "measure"])["reason"].to_dict()
    keys = zip(points["benchmark_id"], points["measure"], strict=True)
    no_fit = pd.Series(
        [f"no fit: {refused[key]}" if key in refused else None for key in keys], points.index, dtype=object
    )
    why = no_fit.fillna(why_unusable(points)).fillna("the specification leaves it out")
    return why.where(~points["is_used"], "")


def measures_of(points: pd.DataFrame) -> list[str]:
    """Return the measures there are points of, in the order in which plots offer them."""
    return sorted(points["measure"].unique(), key=lambda measure: rank(measure, list(MEASURE_NAMES)))


def rank(name: str, known: Sequence[str]) -> tuple[int, str]:
    """Order names as a list has them; those it does not have come last, by name."""
    return (known.index(name) if name in known else len(known), name)


def frontier(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points that no other beats with as little compute, by growing compute."""
    ordered = points.sort_values(["compute_flop", "error"])
    return ordered[ordered["error"] < ordered["error"].cummin().shift(fill_value=float("inf"))]


def _benchmark(points: pd.DataFrame, data: ReportData) -> dict[str, Any]:
    benchmark_id = points["benchmark_id"].iloc[0]
    fits = data.fits[(data.fits["benchmark_id"] == benchmark_id) & (data.fits["status"] == "fitted")]
    return {
        "measures": [
            {
                "id": measure,
                "name": measure_name(measure),
                "declared": (benchmark_id, measure) == (data.headline.benchmark_id, data.headline.measure),
                "points": _columns(points[points["measure"] == measure], data),
                "lines": _lines(
                    points[points["measure"] == measure],
                    fits[fits["measure"] == measure],
                    data.headline.specification,
                ),
            }
            for measure in measures_of(points)
        ]
    }


def _runs_told(data: ReportData) -> dict[str, str]:
    """Return each run as a sentence, by its id."""
    statements = {row["compute_id"]: row for row in records(data.sections)}
    return {
        run["run_id"]: sentence_of_run(
            run["model_name"], json.loads(run["facts"]), run["flop_convention"], statements
        )
        for run in records(data.model_runs)
    }


def _columns(points: pd.DataFrame, data: ReportData) -> dict[str, list[Any]]:
    best = frontier(points).index
    estimates = {(row["run_id"], row["measure"]): row for row in records(data.compute_estimates)}
    verdicts = {tuple(row[name] for name in _JUDGED): verdict(row) for row in records(data.point_candidates)}
    return {
        "flop": points["compute_flop"].tolist(),
        "error": points["error"].tolist(),
        "low": plain(points["flop_low"]),
        "high": plain(points["flop_high"]),
        "model": points["model_name"].tolist(),
        "family": [family(name) for name in points["model_name"]],
        "year": plain(points["year"]),
        "imputed": points["is_imputed"].astype(bool).tolist(),
        "used": points["is_used"].tolist(),
        "why": points["why_unused"].tolist(),
        "best": points.index.isin(best).tolist(),
        "confidence": plain(points["confidence"].astype(float).round(2)),
        "paper": points["paper_id"].tolist(),
        "result": points["result_id"].tolist(),
        "statements": [list(ids) for ids in points["compute_ids"]],
        "run": points["run_id"].tolist(),
        "verdict": [verdicts.get(key, "") for key in points[_JUDGED].itertuples(index=False, name=None)],
        "steps": [steps_of_point(point, estimates) for point in records(points)],
    }


def _lines(points: pd.DataFrame, fits: pd.DataFrame, headline: str) -> list[dict[str, Any]]:
    lines = []
    lowest, highest = points["compute_flop"].min(), points["compute_flop"].max()
    order = list(SPECIFICATION_NAMES)
    for fit in sorted(records(fits), key=lambda fit: rank(fit["specification"], order)):
        drawn = curve(fit, lowest, highest)
        if drawn is None:
            continue
        lines.append(
            {
                "id": fit["specification"],
                "name": specification_name(fit["specification"]),
                "headline": fit["specification"] == headline,
                "exponent": None if is_missing(fit["exponent"]) else number(fit["exponent"]),
                "interval": exponent_interval(fit),
                "n": int(fit["n"]),
                "flop": [float(f"{value:.6g}") for value in drawn[0]],
                "error": [None if is_missing(value) else float(f"{value:.6g}") for value in drawn[1]],
            }
        )
    return lines


def exponent_interval(fit: Mapping[Any, Any]) -> str:
    """Write the interval of an exponent over resampled works; a dash where its estimator is not resampled."""
    return interval(fit["exponent_bootstrap_low"], fit["exponent_bootstrap_high"])


def plain(column: Iterable[Any]) -> list[Any]:
    """Return values as JSON knows them: whole numbers whole, missing ones None."""
    return [_plain(value) for value in column]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        value = value.item()
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _by_id(frame: pd.DataFrame, key: str, columns: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows = frame.drop_duplicates(key).sort_values(key)
    return {
        str(row[key]): {
            column: value for column in columns if (value := _plain(row[column])) not in (None, "")
        }
        for row in records(rows)
    }
