"""Curves that bend: a power law above an irreducible error, and one whose exponent changes on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.special import expit

from analysis.fits.lines import Estimator, Line, Lines, r_squared, t_quantile
from analysis.fits.points import Sample, TooFewPointsError, Vector

Array = NDArray[np.float64]

MINIMUM_POINTS = 16
"""Curves have more parameters than a line; fewer points do not hold them."""

_BREAK_WIDTH_DECADES = 0.3
"""How gradually the slope changes at the break; fixed, as the data do not tell it."""
_STEPS = 8
"""Of the resampled fits, which start from the fit of the sample itself."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve that is linear in log compute but for one bend."""

    predict: Callable[[Array, Sample], tuple[Array, Array]]
    """Parameters (resamples, k) to predictions (resamples, points) and derivatives (resamples, points, k)."""
    starts: Callable[[Sample], list[Vector]]
    """Where to start the search; the best of the solutions counts."""
    slope: int
    """Position of the parameter that is reported as the slope."""
    describe: Callable[[Vector, Sample], dict[str, float]]
    """The other parameters, by name."""

    def line(self, points: Sample) -> Line:
        """Fit by nonlinear least squares (scipy).

        Raises:
            TooFewPointsError: There are fewer than `MINIMUM_POINTS`.
        """
        parameters = self._solve(points)
        predicted, derivatives = self.predict(parameters[None], points)
        freedom = points.n - len(parameters)
        variance = ((points.y - predicted[0]) ** 2).sum() / freedom
        covariance = variance * np.linalg.pinv(derivatives[0].T @ derivatives[0])
        slope, se = float(parameters[self.slope]), float(np.sqrt(covariance[self.slope, self.slope]))
        reach = t_quantile(freedom) * se
        return Line(
            slope=slope,
            intercept=float(predicted[0, points.x.argmax()] - slope * points.x.max()),
            slope_se=se,
            slope_low=slope - reach,
            slope_high=slope + reach,
            r_squared=r_squared(points, predicted[0]),
            parameters=self.describe(parameters, points),
        )

    def resample(self, points: Sample, weights: Vector) -> Lines:
        """Fit every resample by damped Gauss-Newton steps, all at once, from the fit of the sample itself."""
        point_weights = weights[:, points.paper]
        parameters = np.tile(self._solve(points), (len(weights), 1))
        damping = np.full(len(weights), 1e-3)
        predicted, derivatives = self.predict(parameters, points)
        loss = (point_weights * (points.y - predicted) ** 2).sum(axis=1)
        for _ in range(_STEPS):
            weighted = (derivatives * point_weights[..., None]).transpose(0, 2, 1)
            curvature = weighted @ derivatives
            gradient = weighted @ (points.y - predicted)[..., None]
            ridge = damping[:, None] * np.einsum("bii->bi", curvature) + np.finfo(float).tiny
            np.einsum("bii->bi", curvature)[...] += ridge
            tried = parameters + np.linalg.solve(curvature, gradient)[..., 0]
            tried_predicted, tried_derivatives = self.predict(tried, points)
            tried_loss = (point_weights * (points.y - tried_predicted) ** 2).sum(axis=1)
            is_better = tried_loss < loss
            parameters[is_better], loss[is_better] = tried[is_better], tried_loss[is_better]
            predicted[is_better], derivatives[is_better] = (
                tried_predicted[is_better],
                tried_derivatives[is_better],
            )
            damping = np.where(is_better, damping / 5, damping * 5)
        slopes = parameters[:, self.slope]
        at_most = predicted[:, points.x.argmax()]
        return Lines(slopes, at_most - slopes * points.x.max())

    def _solve(self, points: Sample) -> Vector:
        if points.n < MINIMUM_POINTS:
            raise TooFewPointsError(f"{points.n} points, a curve needs {MINIMUM_POINTS}")

        def residuals(parameters: Vector) -> Vector:
            predicted: Vector = self.predict(parameters[None], points)[0][0]
            return predicted - points.y

        def derivatives(parameters: Vector) -> Array:
            by_parameter: Array = self.predict(parameters[None], points)[1][0]
            return by_parameter

        solutions = [least_squares(residuals, start, jac=derivatives) for start in self.starts(points)]
        best: Vector = min(solutions, key=lambda solution: solution.cost).x
        return best


def _floor(parameters: Array, points: Sample) -> tuple[Array, Array]:
    """log10 E = log10(10^(a + b x) + floor), x centred, the floor as a logit share of the least error."""
    a, b, logit = (column[:, None] for column in parameters.T)
    share = expit(logit)
    floor = share * 10 ** points.y.min()
    x = points.x - points.x.mean()
    power = 10 ** np.clip(a + b * x, -300, 300)
    total = power + floor
    by_a = power / total
    by_logit = floor * (1 - share) / total / np.log(10)
    return np.log10(total), np.stack([by_a, by_a * x, by_logit], axis=-1)


def _floor_starts(points: Sample) -> list[Vector]:
    starts = []
    for share in (0.05, 0.5, 0.9):
        floor = share * 10 ** points.y.min()
        b, a = np.polyfit(points.x - points.x.mean(), np.log10(10**points.y - floor), 1)
        starts.append(np.array([a, b, np.log(share / (1 - share))]))
    return starts


def _break(parameters: Array, points: Sample) -> tuple[Array, Array]:
    """Slope b before the break, c after it; the break as the logit of its place in the middle of the data.

    One break of fixed width, in the form of broken neural scaling laws (Caballero et al. 2022, arXiv
    2210.14891).
    """
    height, before, after, logit = (column[:, None] for column in parameters.T)
    first, last = np.quantile(points.x, [0.1, 0.9])
    share = expit(logit)
    distance = (points.x - first - share * (last - first)) / _BREAK_WIDTH_DECADES
    offset = _BREAK_WIDTH_DECADES * distance
    bend = _BREAK_WIDTH_DECADES * np.logaddexp(0.0, distance)
    local_slope = before + (after - before) * expit(distance)
    by_logit = -local_slope * (last - first) * share * (1 - share)
    predicted = height + before * offset + (after - before) * bend
    return predicted, np.stack([np.ones_like(predicted), offset - bend, bend, by_logit], axis=-1)


def _break_starts(points: Sample) -> list[Vector]:
    b, a = np.polyfit(points.x, points.y, 1)
    first, last = np.quantile(points.x, [0.1, 0.9])
    return [
        np.array(
            [a + b * (first + share * (last - first)), b * steeper, b / steeper, np.log(share / (1 - share))]
        )
        for share in (0.25, 0.5, 0.75)
        for steeper in (0.7, 1.4)
    ]


def _break_at(parameters: Vector, points: Sample) -> float:
    first, last = np.quantile(points.x, [0.1, 0.9])
    return float(first + expit(parameters[3]) * (last - first))


FLOOR = Curve(
    _floor,
    _floor_starts,
    slope=1,
    describe=lambda parameters, points: {"floor": float(expit(parameters[2]) * 10 ** points.y.min())},
)
BREAK = Curve(
    _break,
    _break_starts,
    slope=2,
    describe=lambda parameters, points: {
        "break_log10_flop": _break_at(parameters, points),
        "slope_before": float(parameters[1]),
    },
)

CURVES = {
    "floor": Estimator(FLOOR.line, FLOOR.resample, "a power law above an irreducible error"),
    "broken": Estimator(
        BREAK.line, BREAK.resample, "a power law whose exponent changes once; the slope is the later"
    ),
}
