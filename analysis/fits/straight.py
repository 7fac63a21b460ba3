"""Least squares in its several directions, with closed forms for resamples.

Which variable is taken to be without error decides the slope: error regressed on compute gives the flattest
line and so the largest exponent, compute regressed on error the steepest.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import statsmodels.api as sm

from analysis.fits.gram import Moments, gram_of, least_squares, moments_of
from analysis.fits.lines import Estimator, FittedLine, Lines, Resampler, line_of, r_squared, t_quantile
from analysis.fits.points import Sample, TooFewPointsError, Vector

COMPUTE_ERROR_DECADES = 0.39
"""Standard error of log10 compute. The 11 models for which Thompson et al. have both measures scatter by
0.557 decades around the line between them; shared equally, each measure errs by 0.557 / sqrt 2."""

SCORE_ERROR_DECADES = 0.01
"""Standard error of log10 error: half a point of accuracy at 20 % error, as between evaluation protocols."""

SlopesOf = Callable[[Moments], Vector]


def ols(points: Sample) -> FittedLine:
    """Ordinary least squares of y on x (statsmodels)."""
    return _statsmodels_line(points, np.column_stack([np.ones(points.n), points.x]))


def reverse_ols(points: Sample) -> FittedLine:
    """Least squares of x on y (statsmodels), turned around."""
    fitted = sm.OLS(points.x, sm.add_constant(points.y)).fit()
    slope = 1 / float(fitted.params[1])
    ends = [1 / float(end) for end in fitted.conf_int()[1]]
    excludes_zero = ends[0] * ends[1] > 0
    return FittedLine(
        slope=slope,
        intercept=float(points.y.mean() - slope * points.x.mean()),
        slope_low=min(ends) if excludes_zero else None,
        slope_high=max(ends) if excludes_zero else None,
        r_squared=float(fitted.rsquared),
    )


def reduced_major_axis(points: Sample) -> FittedLine:
    """Reduced major axis; its interval is that of McArdle 2003 (Canadian Journal of Zoology 81: 1329)."""
    line = _line_by(_rma_slopes)(points)
    unexplained = t_quantile(points.n - 2) ** 2 * max(0.0, 1 - (line.r_squared or 0.0)) / (points.n - 2)
    ends = [line.slope * (np.sqrt(unexplained + 1) + sign * np.sqrt(unexplained)) for sign in (-1, 1)]
    return FittedLine(
        line.slope,
        line.intercept,
        slope_low=float(min(ends)),
        slope_high=float(max(ends)),
        r_squared=line.r_squared,
    )


def ols_with_year(points: Sample) -> FittedLine:
    """Least squares of y on x and on the year since the first (statsmodels).

    Returns:
        The line at the first year; the effect of a year stands among its `parameters`.

    Raises:
        TooFewPointsError: Compute is a straight function of the year.
    """
    regressors = _columns_with_year(points)[:, :-1]
    if np.linalg.matrix_rank(regressors) < regressors.shape[1]:
        raise TooFewPointsError("compute and year rise together: their parts cannot be told apart")
    return _statsmodels_line(points, regressors)


def within_families(points: Sample) -> FittedLine:
    """Least squares of y on x and an indicator per model family (statsmodels)."""
    indicators = (points.family[:, None] == np.arange(points.family.max() + 1)).astype(float)
    spread = (points.x - _family_means(points.x, indicators)).var()
    if points.n - indicators.shape[1] < _MINIMUM_WITHIN or spread < _MINIMUM_WITHIN_VARIANCE:
        raise TooFewPointsError("too few families have models of different compute")
    fitted = sm.OLS(points.y, np.column_stack([points.x, indicators])).fit()
    low, high = fitted.conf_int()[0]
    return FittedLine(
        slope=float(fitted.params[0]),
        intercept=float(np.average(fitted.params[1:], weights=indicators.sum(axis=0))),
        slope_se=float(fitted.bse[0]),
        slope_low=float(low),
        slope_high=float(high),
        r_squared=r_squared(points, fitted.fittedvalues),
        parameters={"families": float(indicators.shape[1])},
    )


_MINIMUM_WITHIN = 4
"""Points beyond one per family that a slope within families needs."""
_MINIMUM_WITHIN_VARIANCE = 0.01
"""Of log10 compute within families."""


def _statsmodels_line(points: Sample, regressors: np.ndarray) -> FittedLine:
    fitted = sm.OLS(points.y, regressors).fit()
    of_years = (
        {
            "first_year": float(points.year.min()),
            "slope_per_year": float(fitted.params[2]),
            "slope_per_year_se": float(fitted.bse[2]),
        }
        if regressors.shape[1] > 2
        else {}
    )
    return line_of(fitted, float(fitted.rsquared), of_years)


def _ols_slopes(m: Moments) -> Vector:
    return m.cov / m.var_x


def _reverse_slopes(m: Moments) -> Vector:
    return m.var_y / m.cov


def _rma_slopes(m: Moments) -> Vector:
    return np.sign(m.cov) * np.sqrt(m.var_y / m.var_x)


def _deming_slopes(m: Moments) -> Vector:
    ratio = (SCORE_ERROR_DECADES / COMPUTE_ERROR_DECADES) ** 2
    difference = m.var_y - ratio * m.var_x
    return (difference + np.sqrt(difference**2 + 4 * ratio * m.cov**2)) / (2 * m.cov)


def _corrected_slopes(m: Moments) -> Vector:
    true_variance = m.var_x - COMPUTE_ERROR_DECADES**2
    return np.where(true_variance > 0.1 * m.var_x, m.cov / true_variance, np.nan)


def _line_by(slopes_of: SlopesOf) -> Callable[[Sample], FittedLine]:
    def line(points: Sample) -> FittedLine:
        m = moments_of(points)(np.ones((1, points.n_papers)))
        slope = slopes_of(m)
        if not np.isfinite(slope[0]):
            raise TooFewPointsError("compute varies no more than its stated error")
        return FittedLine(float(slope[0]), float(m.intercepts(slope)[0]), r_squared=float(m.r_squared[0]))

    return line


def _resampler_by(slopes_of: SlopesOf) -> Callable[[Sample], Resampler]:
    def resampler(points: Sample) -> Resampler:
        moments = moments_of(points)

        def resample(weights: Vector) -> Lines:
            m = moments(weights)
            slopes = slopes_of(m)
            return Lines(slopes, m.intercepts(slopes))

        return resample

    return resampler


def _resampler_with_year(points: Sample) -> Resampler:
    sums_of = gram_of(_columns_with_year(points), points.paper, points.n_papers)

    def resample(weights: Vector) -> Lines:
        coefficients = least_squares(sums_of(weights))
        return Lines(coefficients[:, 1], coefficients[:, 0])

    return resample


def _columns_with_year(points: Sample) -> np.ndarray:
    return np.column_stack([np.ones(points.n), points.x, points.year - points.year.min(), points.y])


def _resampler_within_families(points: Sample) -> Resampler:
    """Families are centred anew in every resample: each gives its own sums."""
    columns = np.column_stack([np.ones(points.n), points.x - points.x.mean(), points.y - points.y.mean()])
    members = [points.family == family for family in np.flatnonzero(np.bincount(points.family) > 1)]
    sums_of_families = [gram_of(columns[own], points.paper[own], points.n_papers) for own in members]
    moments = moments_of(points)

    def resample(weights: Vector) -> Lines:
        variance, covariance = np.zeros(len(weights)), np.zeros(len(weights))
        for sums_of in sums_of_families:
            sums = sums_of(weights)
            n = np.maximum(sums[:, 0, 0], 1.0)
            variance += sums[:, 1, 1] - sums[:, 0, 1] ** 2 / n
            covariance += sums[:, 1, 2] - sums[:, 0, 1] * sums[:, 0, 2] / n
        has_spread = variance > 0
        slopes = np.divide(covariance, variance, out=np.full(len(weights), np.nan), where=has_spread)
        return Lines(slopes, moments(weights).intercepts(slopes))

    return resample


def _family_means(values: Vector, indicators: np.ndarray) -> Vector:
    means: Vector = indicators @ (indicators.T @ values / indicators.sum(axis=0))
    return means


STRAIGHT = {
    "ols": Estimator(ols, _resampler_by(_ols_slopes), "error on compute, compute exact: as published"),
    "reverse_ols": Estimator(
        reverse_ols,
        _resampler_by(_reverse_slopes),
        "compute on error, error exact: all scatter is in compute",
    ),
    "rma": Estimator(
        reduced_major_axis, _resampler_by(_rma_slopes), "scatter shared in proportion to the variances"
    ),
    "deming": Estimator(
        _line_by(_deming_slopes),
        _resampler_by(_deming_slopes),
        "orthogonal distance with the stated errors of both variables, no other scatter (Deming 1943)",
    ),
    "errors_in_compute": Estimator(
        _line_by(_corrected_slopes),
        _resampler_by(_corrected_slopes),
        "error on compute, corrected for the stated error of compute (Fuller 1987, section 1.2)",
    ),
    "ols_with_year": Estimator(
        ols_with_year, _resampler_with_year, "error on compute within a year", needs_year=True
    ),
    "within_families": Estimator(
        within_families, _resampler_within_families, "error on compute within a model family"
    ),
}
