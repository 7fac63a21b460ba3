"""Lines that a few odd points cannot turn, and the line along the best models."""

from __future__ import annotations

from functools import partial

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats

from analysis.fits.gram import least_squares
from analysis.fits.lines import CONFIDENCE_LEVEL, Estimator, Line, Lines, r_squared
from analysis.fits.points import Sample, Vector

Single = NDArray[np.float32]
Matrix = NDArray[np.float64]

FRONTIER_QUANTILE = 0.1
"""The published frontier: a tenth of the models have less error at their compute."""

_HUBER_TUNING = 1.345
"""Statsmodels' default: 95 % efficiency where errors are normal."""
_HUBER_STEPS = 12
_MAXIMUM_PAIRS = 12_000
"""Points pairs beyond which Theil-Sen is not resampled: the work grows with their number."""
_QUANTILE_WIDTHS = (1.0, 0.5, 0.25, 0.12, 0.06)
"""Smoothing widths of the check function, in residual standard deviations, one after the other."""
_QUANTILE_STEPS = 4


def theil_sen(points: Sample) -> Line:
    """Median of the slopes between all pairs of points (scipy)."""
    slope, intercept, low, high = stats.theilslopes(
        points.y, points.x, alpha=CONFIDENCE_LEVEL, method="joint"
    )
    return Line(
        float(slope),
        float(intercept),
        slope_low=float(low),
        slope_high=float(high),
        r_squared=r_squared(points, intercept + slope * points.x),
    )


def huber(points: Sample) -> Line:
    """M estimate with Huber's weights (statsmodels)."""
    fitted = sm.RLM(points.y, sm.add_constant(points.x), M=sm.robust.norms.HuberT(_HUBER_TUNING)).fit()
    low, high = fitted.conf_int()[1]
    return Line(
        slope=float(fitted.params[1]),
        intercept=float(fitted.params[0]),
        slope_se=float(fitted.bse[1]),
        intercept_se=float(fitted.bse[0]),
        slope_low=float(low),
        slope_high=float(high),
        r_squared=r_squared(points, fitted.fittedvalues),
        parameters={"scale": float(fitted.scale)},
    )


def quantile(points: Sample, q: float) -> Line:
    """Quantile regression (statsmodels)."""
    fitted = sm.QuantReg(points.y, sm.add_constant(points.x)).fit(q=q, max_iter=5000)
    low, high = fitted.conf_int()[1]
    return Line(
        slope=float(fitted.params[1]),
        intercept=float(fitted.params[0]),
        slope_se=_finite(fitted.bse[1]),
        intercept_se=_finite(fitted.bse[0]),
        slope_low=_finite(low),
        slope_high=_finite(high),
        parameters={"quantile": q, "pseudo_r_squared": float(fitted.prsquared)},
    )


def _resample_theil_sen(points: Sample, weights: Vector) -> Lines:
    """A pair counts as often as the papers of its two points together; the median is the weighted one."""
    first, second = np.triu_indices(points.n, k=1)
    distance = points.x[second] - points.x[first]
    is_pair = distance != 0
    first, second = first[is_pair], second[is_pair]
    slopes = (points.y[second] - points.y[first]) / distance[is_pair]
    order = np.argsort(slopes)
    first, second, slopes = first[order], second[order], slopes[order]
    medians = np.full(len(weights), np.nan)
    if len(slopes) > _MAXIMUM_PAIRS:
        return Lines(medians, medians)
    point_weights = weights[:, points.paper].astype(np.float32)
    for start in range(0, len(weights), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        medians[chunk] = _weighted_medians(slopes, point_weights[chunk, first] * point_weights[chunk, second])
    offsets = points.y - medians[:, None] * points.x
    order = np.argsort(offsets, axis=1)
    sorted_weights = np.take_along_axis(point_weights, order, axis=1)
    return Lines(medians, _weighted_medians(np.take_along_axis(offsets, order, axis=1), sorted_weights))


def _weighted_medians(ascending: Vector, weights: Single) -> Vector:
    """Median of ascending values, each counted as often as its weight in a row says; one for every row."""
    cumulative = np.cumsum(weights, axis=1)
    middle = (cumulative < cumulative[:, -1:] / 2).sum(axis=1, keepdims=True)
    rows = np.broadcast_to(ascending, weights.shape)
    medians: Vector = np.take_along_axis(rows, np.minimum(middle, weights.shape[1] - 1), axis=1)[:, 0]
    return medians


_CHUNK = 500


def _resample_huber(points: Sample, weights: Vector) -> Lines:
    """Iteratively reweighted least squares, all resamples at once; the scale is that of the sample itself."""
    scale = huber(points).parameters["scale"]
    x, y, point_weights = _centred(points, weights)
    slopes, heights = _weighted_lines(x, y, point_weights)
    for _ in range(_HUBER_STEPS):
        distance = np.abs(y - heights - slopes * x) / np.float32(scale)
        pull = np.float32(_HUBER_TUNING) / np.maximum(distance, np.float32(_HUBER_TUNING))
        slopes, heights = _weighted_lines(x, y, (point_weights * pull).astype(np.float32))
    return _uncentred(points, slopes, heights)


def _resample_quantile(points: Sample, weights: Vector, q: float) -> Lines:
    columns = np.column_stack([np.ones(points.n), points.x])
    found = smoothed_quantiles(columns, points.y, weights[:, points.paper], q)
    return Lines(found[:, 1], found[:, 0])


def smoothed_quantiles(columns: Matrix, y: Vector, point_weights: Matrix, q: float) -> Matrix:
    """Fit quantile regressions to many resamples at once.

    Newton steps on the check function, smoothed by a logistic kernel (Fernandes, Guerre and Horta 2021). The
    smoothing shrinks from step to step. What is left of it costs about 1 % of the loss against the exact
    line and makes the spread of the resamples some 5 % smaller.

    Args:
        columns: Regressors, of shape (points, k); the first is the constant.
        y: Response.
        point_weights: How often each point counts, of shape (resamples, points).
        q: Quantile.

    Returns:
        Coefficients of shape (resamples, k).
    """
    # Resamples need no more than single precision, once the columns are centred.
    centre, height = columns[:, 1:].mean(axis=0), y.mean()
    x = np.column_stack([columns[:, 0], columns[:, 1:] - centre]).astype(np.float32)
    response, counted = (y - height).astype(np.float32), point_weights.astype(np.float32)
    k = x.shape[1]
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), k * k)
    found = _solved(counted @ products, (counted * response) @ x)
    spread = np.float32(np.std(y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]))
    farthest = np.abs(x).max(axis=0)
    for width in _QUANTILE_WIDTHS:
        scale = np.float32(width) * spread
        for _ in range(_QUANTILE_STEPS):
            # The logistic function; scipy's takes three times as long in single precision.
            with np.errstate(over="ignore"):
                below = 1 / (1 + np.exp((response - found @ x.T) / scale))
            curvature = counted * below * (1 - below) / scale
            # Where all points lie on one side of the line there is no curvature, and no step.
            step = np.nan_to_num(_solved(curvature @ products, (counted * (np.float32(q) - below)) @ x))
            reach = np.abs(step) @ farthest
            damping = np.minimum(1, spread / np.maximum(reach, np.finfo(np.float32).tiny))
            found = found + damping[:, None] * step
    coefficients = found.astype(np.float64)
    coefficients[:, 0] += height - coefficients[:, 1:] @ centre
    return coefficients


def _solved(left: Single, right: Single) -> Single:
    """Solve k equations per resample; NaN where they are singular."""
    k = right.shape[1]
    sums = np.zeros((len(right), k + 1, k + 1))
    sums[:, :k, :k] = left.reshape(-1, k, k)
    sums[:, :k, k] = right
    return least_squares(sums).astype(np.float32)


def _centred(points: Sample, weights: Vector) -> tuple[Single, Single, Single]:
    """Centred x and y and the weight of each point, in single precision: resamples need no more."""
    x, y = points.x - points.x.mean(), points.y - points.y.mean()
    return x.astype(np.float32), y.astype(np.float32), weights.astype(np.float32)[:, points.paper]


def _weighted_lines(x: Single, y: Single, point_weights: Single) -> tuple[Single, Single]:
    """Slopes, and heights at x = 0, each of shape (resamples, 1)."""
    n = point_weights.sum(axis=1)
    mean_x, mean_y = point_weights @ x / n, point_weights @ y / n
    variance = point_weights @ (x * x) / n - mean_x**2
    slopes = (point_weights @ (x * y) / n - mean_x * mean_y) / variance
    return slopes[:, None], (mean_y - slopes * mean_x)[:, None]


def _uncentred(points: Sample, slopes: Single, heights: Single) -> Lines:
    found = slopes[:, 0].astype(np.float64)
    return Lines(found, points.y.mean() + heights[:, 0].astype(np.float64) - found * points.x.mean())


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


ROBUST = {
    "theil_sen": Estimator(theil_sen, _resample_theil_sen, "median slope between pairs of points"),
    "huber": Estimator(huber, _resample_huber, "least squares that bounds the pull of distant points"),
    "quantile_10": Estimator(
        partial(quantile, q=FRONTIER_QUANTILE),
        partial(_resample_quantile, q=FRONTIER_QUANTILE),
        "the best tenth of the models at their compute",
    ),
}
