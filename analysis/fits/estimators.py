"""Straight lines through points, each estimator on its own terms and all with the same answer type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import statsmodels.api as sm

from analysis.fits.moments import Moments
from analysis.fits.points import Sample, Vector

CONFIDENCE_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Line:
    """A line y = intercept + slope x with its uncertainty."""

    slope: float
    intercept: float
    slope_se: float | None
    intercept_se: float | None
    slope_low: float | None
    """Lower end of the 95 % interval, by the estimator's own theory; None where it has none."""
    slope_high: float | None
    r_squared: float | None


Slopes = Callable[[Moments], Vector]


@dataclass(frozen=True, slots=True)
class Estimator:
    """A way of drawing the line."""

    line: Callable[[Sample], Line]
    slopes: Slopes
    """The same slope for many samples at once."""


def ols(points: Sample) -> Line:
    """Ordinary least squares of y on x, errors independent and of equal variance (statsmodels)."""
    fitted = sm.OLS(points.y, sm.add_constant(points.x)).fit()
    low, high = fitted.conf_int(alpha=1 - CONFIDENCE_LEVEL)[1]
    return Line(
        slope=float(fitted.params[1]),
        intercept=float(fitted.params[0]),
        slope_se=float(fitted.bse[1]),
        intercept_se=float(fitted.bse[0]),
        slope_low=float(low),
        slope_high=float(high),
        r_squared=float(fitted.rsquared),
    )


def ols_slopes(moments: Moments) -> Vector:
    """Slopes of least squares of y on x: covariance over variance of x."""
    return moments.cov / moments.var_x


ESTIMATORS = {"ols": Estimator(ols, ols_slopes)}


def residuals(points: Sample, line: Line) -> Vector:
    """Return y minus the line, on the scale of the form."""
    return points.y - line.intercept - line.slope * points.x
