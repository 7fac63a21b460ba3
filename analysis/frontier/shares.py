"""What the fall of the error is made of: more compute, more data, and the rest, better algorithms.

Errors follow log10 E = a + b log10 C + c year + d log10 D, with D the training examples. The fall from the
best model of the first year to that of the last, in points of error, is shared out by the Shapley value: the
mean over all orders in which compute, algorithms and data can be moved from their first to their last value.
Erdil and Besiroglu 2022 (arXiv 2212.05153) share out theirs so, on another curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from analysis.fits.bootstrap import paper_weights
from analysis.fits.gram import gram, least_squares
from analysis.fits.lines import interval
from analysis.fits.points import Array, Sample, TooFewPointsError, Vector
from analysis.frontier.planes import DRAWS, check_years

MINIMUM_DATA_SETS = 3
"""Different numbers of training examples that a share of data needs."""


@dataclass(frozen=True, slots=True)
class FactorShare:
    """The share of one factor in the fall of the error."""

    factor: str
    """compute, algorithms or data."""
    value: float
    low: float
    high: float


def shares(points: Sample, training_examples: Vector | None = None) -> tuple[FactorShare, ...]:
    """Share out the fall of the error.

    Args:
        points: The sample, on the log scale, years known.
        training_examples: Of each point; NaN where not known. Data are a factor of their own only where at
            least `MINIMUM_DATA_SETS` sizes occur and all are known.

    Returns:
        Shares that sum to 1. One below 0 belongs to a factor that has made errors larger.

    Raises:
        TooFewPointsError: Too few years, factors that rise together, or an error that has not fallen.
    """
    check_years(points)
    names = ["compute", "algorithms"]
    factors = [points.x, points.year - points.year.min()]
    if training_examples is not None and _varies(training_examples):
        names.append("data")
        factors.append(np.log10(training_examples))
    columns = np.column_stack([np.ones(points.n), *factors, points.y])
    weights = paper_weights(points.n_papers, DRAWS)
    fitted = least_squares(gram(columns, points.paper, np.ones((1, points.n_papers))))[0]
    if np.isnan(fitted).any():
        raise TooFewPointsError("compute, year and data rise together: their parts cannot be told apart")
    first, last = _best_of(points, points.year.min()), _best_of(points, points.year.max())
    moved = columns[last, 1:-1] - columns[first, 1:-1]
    start = columns[first, :-1]
    if points.y[last] >= points.y[first]:
        raise TooFewPointsError("the best error of the last year is not below that of the first")
    drawn = _shapley(least_squares(gram(columns, points.paper, weights)), start, moved)
    values = _shapley(fitted[None], start, moved)[0]
    return tuple(
        FactorShare(name, float(value), *interval(column))
        for name, value, column in zip(names, values, drawn.T, strict=True)
    )


def _shapley(coefficients: Array, start: Vector, moved: Vector) -> Array:
    """Shares of the fall of the error, one row per row of coefficients."""
    steps = coefficients[:, 1:] * moved
    before = coefficients @ start
    n = len(moved)
    total = 10**before - 10 ** (before + steps.sum(axis=1))
    found = np.zeros_like(steps)
    for factor in range(n):
        others = [other for other in range(n) if other != factor]
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for earlier in combinations(others, size):
                reached = before + steps[:, list(earlier)].sum(axis=1)
                found[:, factor] += weight * (10**reached - 10 ** (reached + steps[:, factor]))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(found / total[:, None])


def _best_of(points: Sample, year: float) -> int:
    own = np.flatnonzero(points.year == year)
    return int(own[points.y[own].argmin()])


def _varies(training_examples: Vector) -> bool:
    return bool(
        np.isfinite(training_examples).all() and len(np.unique(training_examples)) >= MINIMUM_DATA_SETS
    )
