"""Curves that bend: a power law above an irreducible error, and one whose exponent changes on the way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.special import expit, logit

from analysis.fits.lines import Estimator, Line, Lines, r_squared, t_quantile
from analysis.fits.points import Sample, TooFewPointsError, Vector

Array = NDArray[np.float64]
Floats = NDArray[np.floating]
"""Of double precision for the sample itself, of single precision for its resamples."""

MINIMUM_POINTS = 16
"""Curves have more parameters than a line; fewer points do not hold them."""

BREAK_WIDTH_DECADES = 0.3
"""How gradually the slope changes at the break; fixed, as the data do not tell it."""
_LN_10 = math.log(10)
_FARTHEST = 37.0
"""Powers of ten beyond which single precision overflows, far from any error or its inverse."""
_STEPS = 8
"""Of the resampled fits at most; they start from the fit of the sample itself."""
_LEAST_GAIN = 1e-5
"""Share of the loss below which a step changes nothing, and the fit has arrived."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Places in a sample that the parameters are counted from."""

    mean_x: float
    first_tenth: float
    last_tenth: float
    least_error: float

    @classmethod
    def of(cls, points: Sample) -> Anchor:
        """Return the places of a sample."""
        first, last = np.quantile(points.x, [0.1, 0.9])
        return cls(float(points.x.mean()), float(first), float(last), float(10 ** points.y.min()))

    def between(self, share: float) -> float:
        """Return the log compute at a share of the way from the first to the last tenth."""
        return self.first_tenth + share * (self.last_tenth - self.first_tenth)


@dataclass(frozen=True, slots=True)
class Solution:
    """A curve fitted to a sample."""

    parameters: Vector
    covariance: Array
    variance: float
    """Of the points around the curve."""
    freedom: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve that is linear in log compute but for one bend."""

    evaluate: Callable[[Floats, Floats, Anchor], tuple[Floats, Floats]]
    """Parameters (resamples, k) and x to y (resamples, points) and its derivatives (resamples, points, k)."""
    starts: Callable[[Sample, Anchor], list[Vector]]
    """Where to start the search; the best of the solutions counts."""
    slope: int
    """Position of the parameter that is reported as the slope."""
    describe: Callable[[Vector, Anchor], dict[str, float]]
    """The other parameters, by name."""

    def solve(self, points: Sample, near: Vector | None = None) -> Solution:
        """Fit by nonlinear least squares (scipy).

        Args:
            points: The sample.
            near: Where to start, when a sample much like this one has been fitted; several places else.

        Raises:
            TooFewPointsError: There are fewer than `MINIMUM_POINTS`.
        """
        if points.n < MINIMUM_POINTS:
            raise TooFewPointsError(f"{points.n} points, a curve needs {MINIMUM_POINTS}")
        anchor = Anchor.of(points)

        def residuals(parameters: Vector) -> Vector:
            predicted: Vector = self.evaluate(parameters[None], points.x, anchor)[0][0]
            return predicted - points.y

        def derivatives(parameters: Vector) -> Array:
            by_parameter: Array = self.evaluate(parameters[None], points.x, anchor)[1][0]
            return by_parameter

        starts = self.starts(points, anchor) if near is None else [near]
        found = [least_squares(residuals, start, jac=derivatives) for start in starts]
        best = min(found, key=lambda solution: solution.cost)
        freedom = points.n - len(best.x)
        variance = 2 * best.cost / freedom
        covariance = variance * np.linalg.pinv(best.jac.T @ best.jac)
        return Solution(best.x, covariance, float(variance), freedom, anchor)

    def line(self, points: Sample) -> Line:
        """Fit, and report the slope at the high end of compute as that of a line."""
        solution = self.solve(points)
        predicted = self.evaluate(solution.parameters[None], points.x, solution.anchor)[0][0]
        slope = float(solution.parameters[self.slope])
        se = float(np.sqrt(solution.covariance[self.slope, self.slope]))
        reach = t_quantile(solution.freedom) * se
        return Line(
            slope=slope,
            intercept=float(predicted[points.x.argmax()] - slope * points.x.max()),
            slope_se=se,
            slope_low=slope - reach,
            slope_high=slope + reach,
            r_squared=r_squared(points, predicted),
            parameters=self.describe(solution.parameters, solution.anchor),
        )

    def predict(self, points: Sample, x: Vector, near: Vector | None = None) -> tuple[Vector, Vector, int]:
        """Return centre, scale and degrees of freedom of Student's t for new places."""
        solution = self.solve(points, near)
        centre, derivatives = self.evaluate(solution.parameters[None], x, solution.anchor)
        spread = np.einsum("nk,kl,nl->n", derivatives[0], solution.covariance, derivatives[0])
        return centre[0], np.sqrt(solution.variance + spread), solution.freedom

    def resample(self, points: Sample, weights: Vector) -> Lines:
        """Fit every resample by damped Gauss-Newton steps, all at once, from the fit of the sample itself."""
        solution = self.solve(points)
        # Resamples need no more than single precision, in which numpy's functions are many times faster.
        x, y = points.x.astype(np.float32), points.y.astype(np.float32)
        point_weights = weights.astype(np.float32)[:, points.paper]
        parameters = np.tile(solution.parameters, (len(weights), 1)).astype(np.float32)
        predicted, derivatives = self.evaluate(parameters, x, solution.anchor)
        loss = (point_weights * (y - predicted) ** 2).sum(axis=1)
        damping = np.full(len(weights), 1e-3)
        moving = np.arange(len(weights))
        for _ in range(_STEPS):
            weighted = (derivatives * point_weights[moving, :, None]).transpose(0, 2, 1)
            curvature = (weighted @ derivatives).astype(np.float64)
            gradient = weighted @ (y - predicted)[..., None]
            diagonal = np.einsum("bii->bi", curvature)
            diagonal[...] += damping[moving, None] * diagonal + np.finfo(float).tiny
            step = np.linalg.solve(curvature, gradient)[..., 0]
            tried = (parameters[moving] + step).astype(np.float32)
            tried_predicted, tried_derivatives = self.evaluate(tried, x, solution.anchor)
            tried_loss = (point_weights[moving] * (y - tried_predicted) ** 2).sum(axis=1)
            gain = 1 - tried_loss / loss[moving]
            better = gain > 0
            damping[moving] *= np.where(better, 0.2, 5)
            parameters[moving[better]], loss[moving[better]] = tried[better], tried_loss[better]
            predicted[better], derivatives[better] = tried_predicted[better], tried_derivatives[better]
            is_moving = ~(np.abs(gain) < _LEAST_GAIN)
            moving, predicted, derivatives = moving[is_moving], predicted[is_moving], derivatives[is_moving]
        slopes = parameters[:, self.slope].astype(np.float64)
        highest = x[[points.x.argmax()]]
        heights = self.evaluate(parameters, highest, solution.anchor)[0][:, 0]
        return Lines(slopes, heights - slopes * points.x.max())


def _floor(parameters: Floats, x: Floats, anchor: Anchor) -> tuple[Floats, Floats]:
    """log10 E = log10(10^(a + b x) + floor), x centred, the floor as a logit share of the least error."""
    a, b, share_logit = (column[:, None] for column in parameters.T)
    share = expit(share_logit)
    floor = share * anchor.least_error
    x = x - anchor.mean_x
    power = np.exp(_LN_10 * np.clip(a + b * x, -_FARTHEST, _FARTHEST))
    total = power + floor
    by_a = power / total
    by_share = floor * (1 - share) / total / _LN_10
    return np.log(total) / _LN_10, np.stack([by_a, by_a * x, by_share], axis=-1)


def _floor_starts(points: Sample, anchor: Anchor) -> list[Vector]:
    starts = []
    for share in (0.05, 0.5, 0.9):
        above_floor = np.log10(10**points.y - share * anchor.least_error)
        b, a = np.polyfit(points.x - anchor.mean_x, above_floor, 1)
        starts.append(np.array([a, b, logit(share)]))
    return starts


def _break(parameters: Floats, x: Floats, anchor: Anchor) -> tuple[Floats, Floats]:
    """Slope b before the break, c after it; the break as the logit of its place in the middle of the data.

    One break of fixed width, in the form of broken neural scaling laws (Caballero et al. 2022, arXiv
    2210.14891).
    """
    height, before, after, share_logit = (column[:, None] for column in parameters.T)
    span = anchor.last_tenth - anchor.first_tenth
    share = expit(share_logit)
    distance = (x - anchor.first_tenth - share * span) / BREAK_WIDTH_DECADES
    offset = BREAK_WIDTH_DECADES * distance
    bend = BREAK_WIDTH_DECADES * (np.maximum(distance, 0) + np.log(1 + np.exp(-np.abs(distance))))
    local_slope = before + (after - before) * expit(distance)
    by_share = -local_slope * span * share * (1 - share)
    predicted = height + before * offset + (after - before) * bend
    return predicted, np.stack([np.ones_like(predicted), offset - bend, bend, by_share], axis=-1)


def _break_starts(points: Sample, anchor: Anchor) -> list[Vector]:
    b, a = np.polyfit(points.x, points.y, 1)
    return [
        np.array([a + b * anchor.between(share), b * steeper, b / steeper, logit(share)])
        for share in (0.25, 0.5, 0.75)
        for steeper in (0.7, 1.4)
    ]


FLOOR = Curve(
    _floor,
    _floor_starts,
    slope=1,
    describe=lambda parameters, anchor: {"floor": float(expit(parameters[2]) * anchor.least_error)},
)
BREAK = Curve(
    _break,
    _break_starts,
    slope=2,
    describe=lambda parameters, anchor: {
        "break_log10_flop": anchor.between(float(expit(parameters[3]))),
        "slope_before": float(parameters[1]),
    },
)

CURVES = {
    "floor": Estimator(FLOOR.line, FLOOR.resample, "a power law above an irreducible error"),
    "broken": Estimator(
        BREAK.line, BREAK.resample, "a power law whose exponent changes once, and its later slope"
    ),
}
