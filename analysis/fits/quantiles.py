"""The line along the best models: quantile regression, and its resamples all at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import statsmodels.api as sm

from analysis.fits.gram import least_squares
from analysis.fits.lines import Estimator, FittedLine, Lines, Resampler
from analysis.fits.points import Array, Sample, Single, Vector

FRONTIER_QUANTILE = 0.1
"""The published frontier: a tenth of the models have less error at their compute."""

_WIDE, _NARROW = (1.0, 0.5), (0.25, 0.12, 0.06)
"""Smoothing widths of the check function, in residual standard deviations, one after the other. The sample itself
goes through all of them, its resamples start from its line and need the narrow ones alone."""
_STEPS = 4
"""Newton steps at each width."""


def quantile(points: Sample, q: float) -> FittedLine:
    """Quantile regression (statsmodels)."""
    fitted = sm.QuantReg(points.y, sm.add_constant(points.x)).fit(q=q, max_iter=5000)
    low, high = fitted.conf_int()[1]
    return FittedLine(
        slope=float(fitted.params[1]),
        intercept=float(fitted.params[0]),
        slope_se=_finite(fitted.bse[1]),
        intercept_se=_finite(fitted.bse[0]),
        slope_low=_finite(low),
        slope_high=_finite(high),
        parameters={"quantile": q, "pseudo_r_squared": float(fitted.prsquared)},
    )


def _resampler(points: Sample, q: float) -> Resampler:
    fit = smoothed_quantiles(np.column_stack([np.ones(points.n), points.x]), points.y, q)

    def resample(weights: Vector) -> Lines:
        found = fit(weights[:, points.paper])
        return Lines(found[:, 1], found[:, 0])

    return resample


def smoothed_quantiles(columns: Array, y: Vector, q: float) -> Callable[[Array], Array]:
    """Prepare quantile regressions of many resamples of a sample.

    Newton steps on the check function, smoothed by a logistic kernel (Fernandes, Guerre and Horta 2021). The
    smoothing shrinks from step to step. What is left of it costs about 1 % of the loss against the exact
    line and makes the spread of the resamples some 5 % smaller.

    Args:
        columns: Regressors, of shape (points, k); the first is the constant.
        y: Response.
        q: Quantile.

    Returns:
        A function from how often each point counts, of shape (resamples, points), to coefficients of shape
        (resamples, k).
    """
    # Resamples need no more than single precision, once the columns are centred.
    centre, height = columns[:, 1:].mean(axis=0), y.mean()
    x = np.column_stack([columns[:, 0], columns[:, 1:] - centre]).astype(np.float32)
    response, k = (y - height).astype(np.float32), x.shape[1]
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), k * k)
    mean = np.linalg.lstsq(columns, y, rcond=None)[0]
    # Never zero, also where all points lie on one line.
    spread = np.float32(max(np.std(y - columns @ mean), np.finfo(np.float32).eps))
    farthest = np.abs(x).max(axis=0)

    def descend(found: Single, counted: Single, widths: tuple[float, ...]) -> Single:
        for width in widths:
            scale = np.float32(width) * spread
            for _ in range(_STEPS):
                # The logistic function; scipy's takes three times as long in single precision.
                with np.errstate(over="ignore"):
                    below = 1 / (1 + np.exp((response - found @ x.T) / scale))
                curvature = counted * below * (1 - below) / scale
                # Where all points lie on one side of the line there is no curvature, and no step.
                step = np.nan_to_num(_solved(curvature @ products, (counted * (np.float32(q) - below)) @ x))
                reach = np.abs(step) @ farthest
                damping = np.minimum(1, spread / np.maximum(reach, np.finfo(np.float32).tiny))
                found = found + damping[:, None] * step
        return found

    all_once = np.ones((1, len(y)), dtype=np.float32)
    from_mean = _solved(all_once @ products, (all_once * response) @ x)
    of_sample = descend(from_mean, all_once, _WIDE + _NARROW)

    def fit(point_weights: Array) -> Array:
        starts = np.tile(of_sample, (len(point_weights), 1))
        found = descend(starts, point_weights.astype(np.float32), _NARROW)
        coefficients = found.astype(np.float64)
        coefficients[:, 0] += height - coefficients[:, 1:] @ centre
        return coefficients

    return fit


def _solved(left: Single, right: Single) -> Single:
    """Solve k equations per resample; NaN where they are singular."""
    k = right.shape[1]
    sums = np.zeros((len(right), k + 1, k + 1))
    sums[:, :k, :k] = left.reshape(-1, k, k)
    sums[:, :k, k] = right
    return least_squares(sums).astype(np.float32)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


QUANTILES = {
    "quantile_10": Estimator(
        partial(quantile, q=FRONTIER_QUANTILE),
        partial(_resampler, q=FRONTIER_QUANTILE),
        "the best tenth of the models at their compute",
    ),
}
