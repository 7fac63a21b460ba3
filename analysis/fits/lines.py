"""What every estimator returns: a line, and the same line on many resamples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import stats

from analysis.fits.points import Sample, Vector

CONFIDENCE_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class FittedLine:
    """A line y = intercept + slope x with its uncertainty."""

    slope: float
    intercept: float
    slope_se: float | None = None
    intercept_se: float | None = None
    slope_low: float | None = None
    """Lower end of the 95 % interval, by the estimator's own theory; None where it has none."""
    slope_high: float | None = None
    r_squared: float | None = None
    parameters: dict[str, float] = field(default_factory=dict)
    """What else the estimator found, by name."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of many resamples; NaN where one allows none."""

    slopes: Vector
    intercepts: Vector


Resampler = Callable[[Vector], Lines]
"""Draws a line for each of many resamples of one sample: paper weights of shape (resamples, papers) in, lines
out."""


@dataclass(frozen=True, slots=True)
class Estimator:
    """A way of drawing the line."""

    line: Callable[[Sample], FittedLine]
    resampler: Callable[[Sample], Resampler] | None = None
    """Does once what all resamples of a sample share; None where there is no way that is fast enough."""
    meaning: str = ""
    needs_year: bool = False


def r_squared(points: Sample, predicted: Vector) -> float:
    """Return the share of the variance of y that the predictions explain."""
    return float(1 - ((points.y - predicted) ** 2).sum() / ((points.y - points.y.mean()) ** 2).sum())


def line_of(fitted: Any, r_squared: float, parameters: Mapping[str, float]) -> FittedLine:
    """Return the line that statsmodels has fitted to a constant and compute.

    Args:
        fitted: Its results; the constant comes first, compute second.
        r_squared: Share of the variance that the fit explains.
        parameters: What else was found.
    """
    low, high = fitted.conf_int()[1]
    return FittedLine(
        slope=float(fitted.params[1]),
        intercept=float(fitted.params[0]),
        slope_se=float(fitted.bse[1]),
        intercept_se=float(fitted.bse[0]),
        slope_low=float(low),
        slope_high=float(high),
        r_squared=r_squared,
        parameters=dict(parameters),
    )


def t_quantile(degrees_of_freedom: int) -> float:
    """Return the two-sided quantile of Student's t at `CONFIDENCE_LEVEL`."""
    return float(stats.t.ppf((1 + CONFIDENCE_LEVEL) / 2, degrees_of_freedom))


def interval(draws: Vector) -> tuple[float, float]:
    """Return the percentile interval of resampled values, those that are not finite left out."""
    tail = 100 * (1 - CONFIDENCE_LEVEL) / 2
    low, high = np.percentile(draws[np.isfinite(draws)], [tail, 100 - tail])
    return float(low), float(high)
