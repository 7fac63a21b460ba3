"""The points of a fit: which rows of `compute_error` count, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.fits.specification import (
    MINIMUM_PAPERS,
    MINIMUM_POINTS,
    MINIMUM_SPREAD_DECADES,
    Form,
    Specification,
)
from analysis.runs.names import family

Vector = NDArray[np.float64]

MINIMUM_CONFIDENCE = 0.5
"""Points whose weakest fact is less certain than this are kept in the database and left out of every fit."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The points of one fit, as arrays on the scale of its form."""

    frame: pd.DataFrame
    """Rows of `compute_error`, in a fixed order."""
    x: Vector
    """log10 of compute in FLOP."""
    y: Vector
    """Error on the scale of the form: log10 E, 1/E or E."""
    paper: NDArray[np.intp]
    """Number of the paper of each point, from 0."""
    year: Vector
    """Year of the paper; NaN where it is not known."""
    family: NDArray[np.intp]
    """Number of the model family of each point, from 0; see `analysis.names.family`."""

    @property
    def n(self) -> int:
        """Number of points."""
        return len(self.x)

    @property
    def n_papers(self) -> int:
        """Number of papers."""
        return int(self.paper.max()) + 1 if self.n else 0


class TooFewPointsError(ValueError):
    """The points do not allow a fit; the message says what is missing."""


def usable(points: pd.DataFrame, minimum_confidence: float = MINIMUM_CONFIDENCE) -> pd.DataFrame:
    """Leave out what no fit can use, and all but the best of models that share one compute statement.

    A row drops out for an error outside (0, 1), a compute that is missing or not positive, or too little
    confidence. Papers state compute once for many variants of a model: of the rows of a paper
    with equal compute, only the best is the run the statement was made about; its own before a quoted one.

    Args:
        points: Rows of `compute_error`.
        minimum_confidence: Rows less certain than this are left out.

    Returns:
        The rows that count, in a fixed order.
    """
    error, compute = points["error"].astype(float), points["compute_flop"].astype(float)
    is_usable = error.between(0, 1, inclusive="neither") & np.isfinite(compute) & (compute > 0)
    if "confidence" in points:
        is_usable &= ~(points["confidence"].astype(float) < minimum_confidence)
    keys = ["benchmark_id", "measure", "paper_id", "compute_flop"]
    return (
        points.assign(is_quoted=_is_quoted(points))[is_usable]
        .sort_values([*keys, "is_quoted", "error", "model_name"], kind="stable")
        .drop_duplicates(keys)
        .reset_index(drop=True)
    )


def sample(points: pd.DataFrame, specification: Specification, *, needs_year: bool = False) -> Sample:
    """Choose and scale the points of one fit.

    Args:
        points: Usable rows of one benchmark and one measure.
        specification: Which of them count and on which scale.
        needs_year: Leave out points of unknown year.

    Raises:
        TooFewPointsError: Fewer points, papers or decades of compute than a fit needs.
    """
    chosen = points
    if not specification.with_imputed:
        chosen = chosen[~chosen["is_imputed"].astype(bool)]
    if not specification.with_tpu:
        chosen = chosen[~_uses_tpu(chosen)]
    if not specification.with_quoted:
        chosen = chosen[~_is_quoted(chosen)]
    if needs_year:
        chosen = chosen[chosen["year"].notna()]
    if specification.best_of_paper_only:
        chosen = chosen.sort_values("error", kind="stable").drop_duplicates("paper_id").sort_index()
    if len(chosen) < MINIMUM_POINTS:
        raise TooFewPointsError(f"{len(chosen)} points, needs {MINIMUM_POINTS}")
    chosen = chosen.reset_index(drop=True)
    drawn = Sample(
        frame=chosen,
        x=np.log10(chosen["compute_flop"].to_numpy(dtype=float)),
        y=to_scale(chosen["error"].to_numpy(dtype=float), specification.form),
        paper=pd.factorize(chosen["paper_id"], sort=True)[0],
        year=chosen["year"].to_numpy(dtype=float, na_value=np.nan),
        family=pd.factorize(chosen["model_name"].map(family), sort=True)[0],
    )
    _check(drawn)
    if needs_year and np.ptp(drawn.year) == 0:
        raise TooFewPointsError("all points are of one year")
    return drawn


def to_scale(error: Vector, form: Form) -> Vector:
    """Return errors on the scale on which a form is linear in log compute."""
    if form is Form.POWER:
        return np.log10(error)
    return 1 / error if form is Form.EXPONENTIAL else error


def _is_quoted(points: pd.DataFrame) -> pd.Series:
    return points.get("is_quoted", pd.Series(False, index=points.index)).astype(bool)


def _uses_tpu(points: pd.DataFrame) -> pd.Series:
    if "hardware_kinds" not in points:
        return pd.Series(False, index=points.index)
    return points["hardware_kinds"].fillna("").str.contains("tpu", regex=False)


def _check(drawn: Sample) -> None:
    if drawn.n_papers < MINIMUM_PAPERS:
        raise TooFewPointsError(f"points of {drawn.n_papers} papers, needs {MINIMUM_PAPERS}")
    if (spread := float(np.ptp(drawn.x))) < MINIMUM_SPREAD_DECADES:
        raise TooFewPointsError(
            f"compute spans {spread:.2f} decades, needs {MINIMUM_SPREAD_DECADES}: no slope can be told"
        )
    if np.ptp(drawn.y) == 0:
        raise TooFewPointsError("all errors are equal")


def groups(
    points: pd.DataFrame, minimum_confidence: float = MINIMUM_CONFIDENCE
) -> Iterable[tuple[str, str, pd.DataFrame]]:
    """Yield benchmark, measure and their usable points, in a fixed order."""
    for (benchmark_id, measure), group in usable(points, minimum_confidence).groupby(
        ["benchmark_id", "measure"], sort=True
    ):
        yield str(benchmark_id), str(measure), group
