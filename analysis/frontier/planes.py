"""Error on compute and year together: log10 E = a + b log10 C + c (year - first year)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm

from analysis.fits.bootstrap import paper_weights, weights_in_parts
from analysis.fits.gram import gram, least_squares
from analysis.fits.lines import interval
from analysis.fits.points import Array, Sample, TooFewPointsError, Vector
from analysis.fits.quantiles import FRONTIER_QUANTILE, smoothed_quantiles

DRAWS = 2_000
"""Resamples of papers; intervals of a few figures need no more."""
MINIMUM_YEARS = 3
METHODS = ("ols", "quantile_10")

_MONTHS = 12.0
_COLLINEAR = 0.98
"""Correlation of compute and year beyond which their parts cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A fitted plane and the same plane on resampled papers."""

    method: str
    first_year: float
    coefficients: Vector
    """Intercept, slope per decade of compute, slope per year."""
    draws: Array
    """Shape (resamples, 3); rows of NaN where a resample allows no plane."""

    def error(self, log10_flop: Vector, year: float) -> tuple[Vector, Vector, Vector]:
        """Return the error at given compute in a year, with its 95 % interval."""
        columns = np.column_stack([
            np.ones_like(log10_flop), log10_flop, np.full_like(log10_flop, year - self.first_year)
        ])  # fmt: skip
        drawn = self.draws[np.isfinite(self.draws).all(axis=1)] @ columns.T
        low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
        return 10 ** (columns @ self.coefficients), 10**low, 10**high

    def log10_flop(self, error: float, year: float) -> float:
        """Return the compute at which an error is reached in a year; infinite where it does not fall."""
        a, b, c = self.coefficients
        return float((np.log10(error) - a - c * (year - self.first_year)) / b) if b < 0 else np.inf

    def halving_time_months(self) -> tuple[float | None, float | None, float | None]:
        """Return in how many months the compute for a fixed error halves, with its 95 % interval.

        None where compute for the same error has not fallen; an upper end is infinite where the resamples do
        not exclude that.
        """
        decades_per_year = _decades_per_year(self.coefficients[None])[0]
        if not decades_per_year > 0:
            return None, None, None
        slow, fast = interval(_decades_per_year(self.draws))
        return halving_months(decades_per_year), halving_months(fast), halving_months(slow)


def halving_months(decades_per_year: float) -> float:
    """Turn a fall in decades per year into months per halving; infinite where there is no fall."""
    return _MONTHS * float(np.log10(2)) / decades_per_year if decades_per_year > 0 else np.inf


def plane(points: Sample, method: str, draws: int = DRAWS) -> Plane:
    """Fit error on compute and year.

    Args:
        points: The sample, on the log scale, years known.
        method: One of `METHODS`.
        draws: Resamples of papers.

    Returns:
        The coefficients with their intervals, and what they say of progress.

    Raises:
        TooFewPointsError: Too few years, or compute and year rise together.
    """
    check_years(points)
    first_year = float(points.year.min())
    columns = np.column_stack([np.ones(points.n), points.x, points.year - first_year])
    if method == "ols":
        coefficients = sm.OLS(points.y, columns).fit().params
        weights = paper_weights(points.n_papers, draws)
        drawn = least_squares(gram(np.column_stack([columns, points.y]), points.paper, weights))
    else:
        fitted = sm.QuantReg(points.y, columns).fit(q=FRONTIER_QUANTILE, max_iter=5000)
        coefficients = fitted.params
        resampled = smoothed_quantiles(columns, points.y, FRONTIER_QUANTILE)
        parts = weights_in_parts(points, draws)
        drawn = np.concatenate([resampled(weights[:, points.paper]) for weights in parts])
    return Plane(method, first_year, np.asarray(coefficients), drawn)


def check_years(points: Sample) -> None:
    """Refuse points whose compute and year cannot be told apart.

    Raises:
        TooFewPointsError: Too few years, or compute and year rise together.
    """
    years = len(np.unique(points.year))
    if years < MINIMUM_YEARS:
        raise TooFewPointsError(f"points of {years} years, needs {MINIMUM_YEARS}")
    if abs(np.corrcoef(points.x, points.year)[0, 1]) > _COLLINEAR:
        raise TooFewPointsError("compute and year rise together: their parts cannot be told apart")


def _decades_per_year(coefficients: Array) -> Vector:
    """Fall of the compute for a fixed error; minus infinity where error does not fall with compute at all."""
    b, c = coefficients[:, 1], coefficients[:, 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b < 0, c / b, np.where(np.isnan(b), np.nan, -np.inf))
