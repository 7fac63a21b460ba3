"""Lines that a few odd points cannot turn."""

from __future__ import annotations

import numpy as np
import statsmodels.api as sm
from scipy import stats

from analysis.fits.lines import CONFIDENCE_LEVEL, Estimator, FittedLine, Lines, Resampler, line_of, r_squared
from analysis.fits.points import Sample, Single, Vector

_HUBER_TUNING = 1.345
"""Statsmodels' default: 95 % efficiency where errors are normal."""
_HUBER_STEPS = 12
_MAXIMUM_PAIRS = 12_000
"""Points pairs beyond which Theil-Sen is not resampled: the work grows with their number."""


def theil_sen(points: Sample) -> FittedLine:
    """Median of the slopes between all pairs of points (scipy)."""
    slope, intercept, low, high = stats.theilslopes(
        points.y, points.x, alpha=CONFIDENCE_LEVEL, method="joint"
    )
    return FittedLine(
        float(slope),
        float(intercept),
        slope_low=float(low),
        slope_high=float(high),
        r_squared=r_squared(points, intercept + slope * points.x),
    )


def huber(points: Sample) -> FittedLine:
    """M estimate with Huber's weights (statsmodels)."""
    fitted = sm.RLM(points.y, sm.add_constant(points.x), M=sm.robust.norms.HuberT(_HUBER_TUNING)).fit()
    return line_of(fitted, r_squared(points, fitted.fittedvalues), {"scale": float(fitted.scale)})


def _resampler_theil_sen(points: Sample) -> Resampler:
    """A pair counts as often as the papers of its two points together; the median is the weighted one."""
    first, second = np.triu_indices(points.n, k=1)
    distance = points.x[second] - points.x[first]
    is_pair = distance != 0
    first, second = first[is_pair], second[is_pair]
    slopes = (points.y[second] - points.y[first]) / distance[is_pair]
    order = np.argsort(slopes)
    first, second, slopes = first[order], second[order], slopes[order]

    def resample(weights: Vector) -> Lines:
        medians = np.full(len(weights), np.nan)
        if len(slopes) > _MAXIMUM_PAIRS:
            return Lines(medians, medians)
        point_weights = weights[:, points.paper].astype(np.float32)
        for start in range(0, len(weights), _CHUNK):
            part = point_weights[start : start + _CHUNK]
            medians[start : start + _CHUNK] = _weighted_medians(slopes, part[:, first] * part[:, second])
        offsets = points.y - medians[:, None] * points.x
        order = np.argsort(offsets, axis=1)
        sorted_weights = np.take_along_axis(point_weights, order, axis=1)
        return Lines(medians, _weighted_medians(np.take_along_axis(offsets, order, axis=1), sorted_weights))

    return resample


def _weighted_medians(ascending: Vector, weights: Single) -> Vector:
    """Median of ascending values, each counted as often as its weight in a row says; one for every row."""
    cumulative = np.cumsum(weights, axis=1)
    middle = (cumulative < cumulative[:, -1:] / 2).sum(axis=1, keepdims=True)
    rows = np.broadcast_to(ascending, weights.shape)
    medians: Vector = np.take_along_axis(rows, np.minimum(middle, weights.shape[1] - 1), axis=1)[:, 0]
    return medians


_CHUNK = 500


def _resampler_huber(points: Sample) -> Resampler:
    """Iteratively reweighted least squares, all resamples at once; the scale is that of the sample itself."""
    scale, tuning = np.float32(huber(points).parameters["scale"]), np.float32(_HUBER_TUNING)
    mean_x, mean_y = points.x.mean(), points.y.mean()
    # Resamples need no more than single precision, once they are centred.
    x, y = (points.x - mean_x).astype(np.float32), (points.y - mean_y).astype(np.float32)

    def resample(weights: Vector) -> Lines:
        point_weights = weights.astype(np.float32)[:, points.paper]
        slopes, heights = _weighted_lines(x, y, point_weights)
        for _ in range(_HUBER_STEPS):
            distance = np.abs(y - heights - slopes * x) / scale
            pull = tuning / np.maximum(distance, tuning)
            slopes, heights = _weighted_lines(x, y, point_weights * pull)
        found = slopes[:, 0].astype(np.float64)
        return Lines(found, mean_y + heights[:, 0].astype(np.float64) - found * mean_x)

    return resample


def _weighted_lines(x: Single, y: Single, point_weights: Single) -> tuple[Single, Single]:
    """Slopes, and heights at x = 0, each of shape (resamples, 1)."""
    n = point_weights.sum(axis=1)
    mean_x, mean_y = point_weights @ x / n, point_weights @ y / n
    variance = point_weights @ (x * x) / n - mean_x**2
    slopes = (point_weights @ (x * y) / n - mean_x * mean_y) / variance
    return slopes[:, None], (mean_y - slopes * mean_x)[:, None]


ROBUST = {
    "theil_sen": Estimator(theil_sen, _resampler_theil_sen, "median slope between pairs of points"),
    "huber": Estimator(huber, _resampler_huber, "least squares that bounds the pull of distant points"),
}
