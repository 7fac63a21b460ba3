"""The points of a fit: which rows of `compute_error` count, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.fits.specification import (
    LARGEST_SHARE_OF_SPREAD,
    MINIMUM_COMPUTE_VALUES,
    MINIMUM_POINTS,
    MINIMUM_SPREAD_DECADES,
    MINIMUM_WORKS,
    Form,
    Specification,
)
from analysis.runs.names import family
from analysis.wording import counted

Vector = NDArray[np.float64]
Array = NDArray[np.float64]
"""The same with more dimensions, such as one for resamples."""
Single = NDArray[np.float32]
"""Of single precision, where resamples are many and an interval needs few digits."""

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
    """Number of the work of each point, from 0: copies and versions of a paper are one work."""
    year: Vector
    """Year of the paper; NaN where it is not known."""
    family: NDArray[np.intp]
    """Number of the model family of each point, from 0; see `analysis.runs.names.family`."""

    @property
    def n(self) -> int:
        """Number of points."""
        return len(self.x)

    @property
    def n_papers(self) -> int:
        """Number of works."""
        return int(self.paper.max()) + 1 if self.n else 0


class TooFewPointsError(ValueError):
    """The points do not allow a fit; the message says what is missing."""


def usable(points: pd.DataFrame) -> pd.DataFrame:
    """Leave out what no fit can use; see `why_unusable`.

    Args:
        points: Rows of `compute_error`.

    Returns:
        The rows that count, in a fixed order.
    """
    ordered = _ordered(points).reset_index(drop=True)
    return ordered[why_unusable(ordered).isna()].reset_index(drop=True)


def why_unusable(points: pd.DataFrame) -> pd.Series:
    """Say of each row why no fit can use it.

    A row drops out for an error outside (0, 1), a compute that is missing or not positive, or too little
    confidence. Papers state compute once for many variants of a model: of the rows of a paper
    with equal compute, only the best is the run the statement was made about; its own before a quoted one.

    Args:
        points: Rows of `compute_error`.

    Returns:
        A reason per row; None for those that count.
    """
    rows = points.reset_index(drop=True)
    error, compute = rows["error"].astype(float), rows["compute_flop"].astype(float)
    why = pd.Series(None, index=rows.index, dtype=object)
    if "confidence" in rows:
        why[rows["confidence"].astype(float) < MINIMUM_CONFIDENCE] = (
            f"the weakest fact behind it is read with a confidence below {MINIMUM_CONFIDENCE:.2g}"
        )
    why[~(np.isfinite(compute) & (compute > 0))] = "its compute is no positive number"
    why[~error.between(0, 1, inclusive="neither")] = "its error is not between 0 and 1"
    counted = _ordered(rows[why.isna()])
    why[counted.index[counted.duplicated(_COMPUTE_KEY)]] = (
        "a better model of the paper has the very same compute"
    )
    return why


_COMPUTE_KEY = ["benchmark_id", "measure", "paper_id", "compute_flop"]


def _ordered(points: pd.DataFrame) -> pd.DataFrame:
    keys = [*_COMPUTE_KEY, "is_quoted", "error", "model_name"]
    return points.assign(is_quoted=_is_quoted(points)).sort_values(keys, kind="stable")


def sample(points: pd.DataFrame, specification: Specification, *, needs_year: bool = False) -> Sample:
    """Choose and scale the points of one fit.

    Args:
        points: Usable rows of one benchmark and one measure.
        specification: Which of them count and on which scale.
        needs_year: Leave out points of unknown year.

    Returns:
        Compute, error and year of the points that count, on the scale of the specification.

    Raises:
        TooFewPointsError: The points cannot tell a slope; the rules stand in `analysis.fits.specification`.
    """
    chosen = points
    for is_asked, counts in (
        (not specification.with_imputed, lambda rows: ~rows["is_imputed"].astype(bool)),
        (not specification.with_tpu, lambda rows: ~_uses_tpu(rows)),
        (not specification.with_quoted, lambda rows: ~_is_quoted(rows)),
        (specification.verified_only, _is_verified),
        (needs_year, lambda rows: rows["year"].notna()),
    ):
        if is_asked:
            chosen = chosen[counts(chosen)]
    if specification.best_of_paper_only:
        chosen = chosen.sort_values("error", kind="stable").drop_duplicates("paper_id").sort_index()
    if len(chosen) < MINIMUM_POINTS:
        raise TooFewPointsError(f"{counted(len(chosen), 'point')}, needs {MINIMUM_POINTS}")
    chosen = chosen.reset_index(drop=True)
    drawn = Sample(
        frame=chosen,
        x=np.log10(chosen["compute_flop"].to_numpy(dtype=float)),
        y=to_scale(chosen["error"].to_numpy(dtype=float), specification.form),
        paper=pd.factorize(works(chosen), sort=True)[0],
        year=chosen["year"].to_numpy(dtype=float, na_value=np.nan),
        family=pd.factorize(chosen["model_name"].map(family), sort=True)[0],
    )
    _check(drawn)
    if needs_year and np.ptp(drawn.year) == 0:
        raise TooFewPointsError("all points are of one year")
    return drawn


def works(points: pd.DataFrame) -> pd.Series:
    """Return the work of each row: its `work_id` where copies are known, else its paper."""
    return points["work_id"].fillna(points["paper_id"]) if "work_id" in points else points["paper_id"]


def to_scale(error: Vector, form: Form) -> Vector:
    """Return errors on the scale on which a form is linear in log compute."""
    if form is Form.POWER:
        return np.log10(error)
    return 1 / error if form is Form.EXPONENTIAL else error


def _is_quoted(points: pd.DataFrame) -> pd.Series:
    return points.get("is_quoted", pd.Series(False, index=points.index)).astype(bool)


def _is_verified(points: pd.DataFrame) -> pd.Series:
    return points.get("is_verified", pd.Series(False, index=points.index)).astype(bool)


def _uses_tpu(points: pd.DataFrame) -> pd.Series:
    if "hardware_kinds" not in points:
        return pd.Series(False, index=points.index)
    return points["hardware_kinds"].fillna("").str.contains("tpu", regex=False)


def _check(points: Sample) -> None:
    """Refuse points that cannot tell a slope.

    Raises:
        TooFewPointsError: Too few works or values of compute, too little spread, or one work that decides.
    """
    if points.n_papers < MINIMUM_WORKS:
        raise TooFewPointsError(f"models of {counted(points.n_papers, 'work')}, needs {MINIMUM_WORKS}")
    distinct = len(np.unique(points.x.round(2)))
    if distinct < MINIMUM_COMPUTE_VALUES:
        raise TooFewPointsError(
            f"{counted(distinct, 'distinct value')} of compute, needs {MINIMUM_COMPUTE_VALUES}"
        )
    spread = float(np.ptp(points.x))
    if spread < MINIMUM_SPREAD_DECADES:
        raise TooFewPointsError(
            f"compute spans {spread:.2f} decades, needs {MINIMUM_SPREAD_DECADES}: no slope can be told"
        )
    if np.ptp(points.y) == 0:
        raise TooFewPointsError("all errors are equal")
    shares = _shares_of_spread(points)
    largest = int(shares.argmax())
    if shares[largest] > LARGEST_SHARE_OF_SPREAD:
        paper_id = points.frame["paper_id"].iloc[int((points.paper == largest).argmax())]
        raise TooFewPointsError(
            f"one work, {paper_id}, holds {shares[largest]:.0%} of the spread of compute: it alone decides the line"
        )


def _shares_of_spread(points: Sample) -> Vector:
    """Return by which share the variation of log compute shrinks without each work: its leverage on a slope."""
    x = points.x - points.x.mean()
    counts = np.bincount(points.paper)
    sums, squares = np.bincount(points.paper, x), np.bincount(points.paper, x**2)
    rest = np.maximum(points.n - counts, 1)
    variation_without = (x**2).sum() - squares - sums**2 / rest
    shares: Vector = 1 - variation_without / (x**2).sum()
    return shares


def groups(points: pd.DataFrame) -> Iterable[tuple[str, str, pd.DataFrame]]:
    """Yield benchmark, measure and their usable points, in a fixed order."""
    for (benchmark_id, measure), group in usable(points).groupby(["benchmark_id", "measure"], sort=True):
        yield str(benchmark_id), str(measure), group
