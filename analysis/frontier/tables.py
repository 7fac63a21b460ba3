"""The frontier and the progress of every benchmark and measure, as frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.fits.points import Sample, TooFewPointsError, groups, sample
from analysis.fits.specification import HEADLINE
from analysis.frontier.planes import METHODS, plane
from analysis.frontier.records import best_models, cheapest_models, halving_time
from analysis.frontier.shares import shares

FRONTIER_COLUMNS = (
    "benchmark_id", "measure", "method", "year", "compute_flop", "error", "error_low", "error_high",
    "paper_id", "model_name",
)  # fmt: skip
COMPUTE_FOR_ERROR_COLUMNS = (
    "benchmark_id", "measure", "method", "target_error", "year", "compute_flop", "paper_id", "model_name",
)  # fmt: skip
PROGRESS_COLUMNS = (
    "benchmark_id", "measure", "quantity", "method", "target_error", "n", "n_papers", "value", "value_low",
    "value_high", "published_value", "published_low", "published_high", "published_source", "note",
)  # fmt: skip

TARGET_QUANTILES = (0.75, 0.5, 0.25)
"""Errors that are held fixed, beside the best of the first year."""

Published = dict[str, float | str | None]

_EPOCH = "Erdil and Besiroglu 2022 (arXiv 2212.05153): ImageNet, 95 % interval where given"
_OPENAI = "Hernandez and Brown 2020 (arXiv 2005.04305): AlexNet's error, 2012 to 2019"


def _published(source: str, value: float, low: float | None = None, high: float | None = None) -> Published:
    return {
        "published_value": value,
        "published_low": low,
        "published_high": high,
        "published_source": source,
    }


PUBLISHED = {
    ("halving_time_months", "ols"): _published(_EPOCH, 9.0, 4.0, 25.0),
    ("halving_time_months", "quantile_10"): _published(_EPOCH, 9.0, 4.0, 25.0),
    ("halving_time_months", "record"): _published(_OPENAI, 16.0),
    ("share_of_compute", "ols"): _published(_EPOCH, 0.45),
    ("share_of_algorithms", "ols"): _published(_EPOCH, 0.45),
    ("share_of_data", "ols"): _published(_EPOCH, 0.10),
}
"""Published figures that stand beside ours, for ImageNet."""


def frontier(points: pd.DataFrame) -> pd.DataFrame:
    """Return the best error at given compute by year.

    Args:
        points: Rows of `compute_error`.

    Returns:
        Per benchmark, measure and year the models that no other equals with less or equal compute
        (``record``), and the 10 % quantile of errors on a grid of compute (``quantile_10``), with the columns
        of `FRONTIER_COLUMNS`.
    """
    return _frame(points, _frontier_rows, FRONTIER_COLUMNS)


def compute_for_error(points: pd.DataFrame) -> pd.DataFrame:
    """Return the compute that a fixed error took, by year, with the columns of `COMPUTE_FOR_ERROR_COLUMNS`.

    Args:
        points: Rows of `compute_error`.
    """
    return _frame(points, _compute_rows, COMPUTE_FOR_ERROR_COLUMNS)


def progress(points: pd.DataFrame) -> pd.DataFrame:
    """Return halving times and shares of progress, with the columns of `PROGRESS_COLUMNS`.

    Args:
        points: Rows of `compute_error`; optionally with `training_examples`.
    """
    return _frame(points, _progress_rows, PROGRESS_COLUMNS)


def _frame(
    points: pd.DataFrame, rows_of: Callable[[Sample], Iterator[dict[str, Any]]], columns: tuple[str, ...]
) -> pd.DataFrame:
    rows = [
        {"benchmark_id": benchmark_id, "measure": measure, **row}
        for benchmark_id, measure, drawn in _samples(points)
        for row in rows_of(drawn)
    ]
    return pd.DataFrame(rows, columns=list(columns))


def _samples(points: pd.DataFrame) -> Iterator[tuple[str, str, Sample]]:
    for benchmark_id, measure, group in groups(points):
        try:
            yield benchmark_id, measure, sample(group, HEADLINE, needs_year=True)
        except TooFewPointsError:
            continue


def _model(points: Sample, position: int) -> dict[str, Any]:
    row = points.frame.iloc[position]
    return {
        "compute_flop": row["compute_flop"],
        "error": row["error"],
        "paper_id": row["paper_id"],
        "model_name": row["model_name"],
    }


def _frontier_rows(points: Sample) -> Iterator[dict[str, Any]]:
    years = [int(year) for year in np.unique(points.year)]
    for year in years:
        for position in best_models(points, year):
            yield {"method": "record", "year": year, **_model(points, position)}
    try:
        fitted = plane(points, "quantile_10")
    except TooFewPointsError:
        return
    grid = np.arange(np.floor(points.x.min()), np.ceil(points.x.max()) + 1)
    for year in years:
        for log10_flop, error, low, high in zip(grid, *fitted.error(grid, year), strict=True):
            yield {
                "method": "quantile_10",
                "year": year,
                "compute_flop": 10.0**log10_flop,
                "error": error,
                "error_low": low,
                "error_high": high,
            }


def _targets(points: Sample) -> list[float]:
    errors = 10**points.y
    first = errors[points.year == points.year.min()].min()
    chosen = [first, *np.quantile(errors, TARGET_QUANTILES)]
    return sorted({float(np.ceil(error * 1000) / 1000) for error in chosen}, reverse=True)


def _compute_rows(points: Sample) -> Iterator[dict[str, Any]]:
    for target_error in _targets(points):
        for position in cheapest_models(points, target_error):
            known = _model(points, position)
            del known["error"]
            year = int(points.year[position])
            yield {"method": "record", "target_error": target_error, "year": year, **known}
    try:
        fitted = plane(points, "quantile_10", draws=1)
    except TooFewPointsError:
        return
    for target_error in _targets(points):
        for year in np.unique(points.year):
            log10_flop = fitted.log10_flop(target_error, year)
            if abs(log10_flop) < _LARGEST_POWER:
                yield {
                    "method": "quantile_10",
                    "target_error": target_error,
                    "year": int(year),
                    "compute_flop": 10**log10_flop,
                }


_LARGEST_POWER = 300.0


def _progress_rows(points: Sample) -> Iterator[dict[str, Any]]:
    is_imagenet = str(points.frame["benchmark_id"].iloc[0]).startswith("imagenet")

    def row(quantity: str, method: str, **values: Any) -> dict[str, Any]:
        published = PUBLISHED[quantity, method] if is_imagenet else {}
        counts = {"n": points.n, "n_papers": points.n_papers}
        return {"quantity": quantity, "method": method, **counts, **values, **published}

    for method in METHODS:
        try:
            value, low, high = plane(points, method).halving_time_months()
        except TooFewPointsError as error:
            yield row("halving_time_months", method, note=str(error))
            continue
        note = None if value is not None else "compute for the same error has not fallen"
        yield row("halving_time_months", method, value=value, value_low=low, value_high=high, note=note)
    for target_error in _targets(points):
        try:
            found = halving_time(points, target_error)
        except TooFewPointsError as error:
            yield row("halving_time_months", "record", target_error=target_error, note=str(error))
            continue
        yield row(
            "halving_time_months",
            "record",
            target_error=target_error,
            value=found.months,
            value_low=found.low,
            value_high=found.high,
            note=f"{found.records} models set a record",
        )
    yield from _share_rows(points, row)


def _share_rows(points: Sample, row: Callable[..., dict[str, Any]]) -> Iterator[dict[str, Any]]:
    examples = points.frame.get("training_examples")
    try:
        found = {
            share.factor: share
            for share in shares(
                points, None if examples is None else examples.to_numpy(float, na_value=np.nan)
            )
        }
    except TooFewPointsError as error:
        for factor in ("compute", "algorithms", "data"):
            yield row(f"share_of_{factor}", "ols", note=str(error))
        return
    for factor, share in found.items():
        yield row(f"share_of_{factor}", "ols", value=share.value, value_low=share.low, value_high=share.high)
    if "data" not in found:
        yield row("share_of_data", "ols", note="training examples are not known or hardly vary")
