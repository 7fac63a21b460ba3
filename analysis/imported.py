"""Other people's tables as points: the error of each model, and its training compute where the table gives enough."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.benchmarks import family_of, training_set_size
from analysis.frames import FrameRow, records
from analysis.imported_totals import TABLE_MEASURES, stated_figure, stated_number
from analysis.measures import network_operations

COLUMNS = ("source_id", "model_name", "year", "benchmark_id", "error", "measure", "compute_flop")
"""The columns of the frame `imported_models` returns; a row without a measure has no compute."""


def imported_models(results: pd.DataFrame, compute: pd.DataFrame) -> pd.DataFrame:
    """Return the models of imported tables by benchmark and measure, the lowest error of each alone.

    Args:
        results: Rows of `imported_results` on benchmarks that are followed.
        compute: Rows of `imported_compute`.

    Returns:
        One row per model, benchmark and measure that the table gives, or that follows from what it gives; one row
        without a measure where none does.
    """
    figures: dict[tuple[Any, ...], dict[str, float | str]] = {}
    for figure in records(compute):
        if figure["quantity"] is not None and figure["stage"] in ("training", "inference"):
            key = figure["source_id"], figure["row_id"]
            figures.setdefault(key, {}).setdefault(figure["quantity"], stated_figure(figure))
    rows = [
        row
        for result in records(results)
        for row in _points(result, figures.get((result["source_id"], result["row_id"]), {}))
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["benchmark_id", "error", "model_name"])
    return frame.drop_duplicates(["source_id", "model_name", "benchmark_id", "measure"]).reset_index(
        drop=True
    )


def _points(result: FrameRow, figures: Mapping[str, float | str]) -> Iterator[dict[str, Any]]:
    error = result["value"] / 100 if result["is_error"] else 1 - result["value"] / 100
    if not 0 < error < 1:
        return
    shared = {
        **{name: result[name] for name in ("source_id", "model_name", "year", "benchmark_id")},
        "error": error,
    }
    found = {measure: flop for measure, flop in _totals(result, figures) if flop and math.isfinite(flop)}
    if not found:
        yield {**shared, "measure": None, "compute_flop": None}
    for measure, flop in found.items():
        yield {**shared, "measure": measure, "compute_flop": flop}


def _totals(result: FrameRow, figures: Mapping[str, float | str]) -> Iterator[tuple[str, float | None]]:
    """Return the totals that a table prints, else the operations that follow from its figures."""
    extra = json.loads(result["extra"])
    printed = {measure: stated_number(extra.get(measure)) for measure in TABLE_MEASURES}
    yield from printed.items()
    forward, epochs = (stated_number(figures.get(name)) for name in ("forward_flops", "epochs"))
    size = training_set_size(family_of(result["benchmark_id"]))
    # Of several data sets, or another one, the epochs do not tell the examples seen.
    is_on_its_own_data = extra.get("training_data") in (None, result["dataset"], [result["dataset"]])
    if printed["network_operations"] is None and forward and epochs and size and is_on_its_own_data:
        yield "network_operations", network_operations(forward, epochs * size)
