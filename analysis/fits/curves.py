"""Curves that bend: a power law above an irreducible error, and one whose exponent changes on the way."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.special import expit, logit

from analysis.fits.lines import Estimator, FittedLine, Lines, Resampler, r_squared, t_quantile
from analysis.fits.points import Array, Sample, TooFewPointsError, Vector

AnyFloats = NDArray[np.floating]
"""Of double precision for the sample itself, of single precision for its resamples."""

MINIMUM_POINTS = 16
"""Curves have more parameters than a line; fewer points do not hold them."""
MINIMUM_COMPUTES = 8
"""Different amounts of compute that tell a bend from scatter."""

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

    evaluate: Callable[[AnyFloats, AnyFloats, Anchor], tuple[AnyFloats, Sequence[AnyFloats]]]
    """Parameters (resamples, k) and x to y (resamples, points) and its k derivatives, each of that shape."""
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

        Returns:
            The parameters of the best fit, and how well it goes through the points.

        Raises:
            TooFewPointsError: There are fewer than `MINIMUM_POINTS`, or they lie at fewer than `MINIMUM_COMPUTES`.
        """
        if points.n < MINIMUM_POINTS:
            raise TooFewPointsError(f"{points.n} points, a curve needs {MINIMUM_POINTS}")
        if (computes := len(np.unique(points.x))) < MINIMUM_COMPUTES:
            raise TooFewPointsError(f"{computes} amounts of compute, a curve needs {MINIMUM_COMPUTES}")
        anchor = Anchor.of(points)

        def residuals(parameters: Vector) -> Vector:
            predicted: Vector = self.evaluate(parameters[None], points.x, anchor)[0][0]
            return predicted - points.y

        def derivatives(parameters: Vector) -> Array:
            by_parameter: Array = np.concatenate(self.evaluate(parameters[None], points.x, anchor)[1])
            return by_parameter.T

        starts = self.starts(points, anchor) if near is None else [near]
        found = [least_squares(residuals, start, jac=derivatives, method="lm") for start in starts]
        best = min(found, key=lambda solution: solution.cost)
        freedom = points.n - len(best.x)
        variance = 2 * best.cost / freedom
        covariance = variance * np.linalg.pinv(best.jac.T @ best.jac)
        return Solution(best.x, covariance, float(variance), freedom, anchor)

    def line(self, points: Sample) -> FittedLine:
        """Fit, and report the slope at the high end of compute as that of a line."""
        solution = self.solve(points)
        predicted = self.evaluate(solution.parameters[None], points.x, solution.anchor)[0][0]
        slope = float(solution.parameters[self.slope])
        se = float(np.sqrt(solution.covariance[self.slope, self.slope]))
        reach = t_quantile(solution.freedom) * se
        return FittedLine(
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
        by_parameter = np.concatenate(derivatives)
        spread = np.einsum("kn,kl,ln->n", by_parameter, solution.covariance, by_parameter)
        return centre[0], np.sqrt(solution.variance + spread), solution.freedom

    def resampler(self, points: Sample) -> Resampler:
        """Fit resamples by damped Gauss-Newton steps, many at once, from the fit of the sample itself."""
        solution = self.solve(points)
        # Resamples need no more than single precision, in which numpy's functions are many times faster.
        x, y = points.x.astype(np.float32), points.y.astype(np.float32)

        def resample(weights: Vector) -> Lines:
            counted = weights.astype(np.float32)[:, points.paper]
            parameters = np.tile(solution.parameters, (len(weights), 1)).astype(np.float32)
            predicted, derivatives = self.evaluate(parameters, x, solution.anchor)
            loss = _sums(counted, (y - predicted) ** 2)
            damping = np.full(len(weights), 1e-3)
            moving = np.arange(len(weights))
            for _ in range(_STEPS):
                step = _step(derivatives, counted, y - predicted, damping[moving])
                tried = parameters[moving] + step
                tried_predicted, tried_derivatives = self.evaluate(tried, x, solution.anchor)
                tried_loss = _sums(counted, (y - tried_predicted) ** 2)
                gain = 1 - tried_loss / loss[moving]
                better = gain > 0
                damping[moving] *= np.where(better, 0.2, 5)
                parameters[moving[better]], loss[moving[better]] = tried[better], tried_loss[better]
                is_moving = ~(np.abs(gain) < _LEAST_GAIN)
                moving, counted, better = moving[is_moving], counted[is_moving], better[is_moving, None]
                predicted, *derivatives = (
                    np.where(better, new[is_moving], old[is_moving])
                    for new, old in zip(
                        (tried_predicted, *tried_derivatives), (predicted, *derivatives), strict=True
                    )
                )
            slopes = parameters[:, self.slope].astype(np.float64)
            highest = x[[points.x.argmax()]]
            heights = self.evaluate(parameters, highest, solution.anchor)[0][:, 0]
            return Lines(slopes, heights - slopes * points.x.max())

        return resample


def _step(
    derivatives: Sequence[AnyFloats], counted: AnyFloats, residuals: AnyFloats, damping: Vector
) -> AnyFloats:
    """Solve the damped normal equations of every resample; shape (resamples, k)."""
    k = len(derivatives)
    curvature, gradient = np.empty((len(counted), k, k)), np.empty((len(counted), k))
    for row, derivative in enumerate(derivatives):
        weighted = derivative * counted
        gradient[:, row] = _sums(weighted, residuals)
        for column in range(row + 1):
            curvature[:, row, column] = curvature[:, column, row] = _sums(weighted, derivatives[column])
    diagonal = np.einsum("bii->bi", curvature)
    diagonal[...] += damping[:, None] * diagonal + np.finfo(float).tiny
    return np.linalg.solve(curvature, gradient[..., None])[..., 0].astype(np.float32)


def _sums(first: AnyFloats, second: AnyFloats) -> AnyFloats:
    """Sums of products over the points of each resample."""
    sums: AnyFloats = np.einsum("bn,bn->b", first, second)
    return sums


def _floor(parameters: AnyFloats, x: AnyFloats, anchor: Anchor) -> tuple[AnyFloats, Sequence[AnyFloats]]:
    """log10 E = log10(10^(a + b x) + floor), x centred, the floor as a logit share of the least error."""
    a, b, share_logit = (column[:, None] for column in parameters.T)
    share = expit(share_logit)
    floor = share * anchor.least_error
    x = x - anchor.mean_x
    power = np.exp(_LN_10 * np.clip(a + b * x, -_FARTHEST, _FARTHEST))
    total = power + floor
    by_a = power / total
    by_share = floor * (1 - share) / total / _LN_10
    return np.log(total) / _LN_10, (by_a, by_a * x, by_share)


def _floor_starts(points: Sample, anchor: Anchor) -> list[Vector]:
    starts = []
    for share in (0.05, 0.5, 0.9):
        above_floor = np.log10(10**points.y - share * anchor.least_error)
        b, a = np.polyfit(points.x - anchor.mean_x, above_floor, 1)
        starts.append(np.array([a, b, logit(share)]))
    return starts


def _break(parameters: AnyFloats, x: AnyFloats, anchor: Anchor) -> tuple[AnyFloats, Sequence[AnyFloats]]:
    """Slope b before the break, c after it; the break as the logit of its place in the middle of the data.

    One break of fixed width, in the form of broken neural scaling laws (Caballero et al. 2022, arXiv
    2210.14891).

    Returns:
        Predicted values, and their derivatives by each parameter: one row per row of `parameters`, one column per
        value of `x`.
    """
    height, before, after, share_logit = (column[:, None] for column in parameters.T)
    span = anchor.last_tenth - anchor.first_tenth
    share = expit(share_logit)
    distance = (x - anchor.first_tenth - share * span) / BREAK_WIDTH_DECADES
    offset = BREAK_WIDTH_DECADES * distance
    decay = np.exp(-np.abs(distance))
    bend = BREAK_WIDTH_DECADES * (np.maximum(distance, 0) + np.log(1 + decay))
    is_past = np.where(distance > 0, 1, decay) / (1 + decay)  # the logistic function, faster than scipy's
    local_slope = before + (after - before) * is_past
    by_share = -local_slope * span * share * (1 - share)
    predicted = height + before * offset + (after - before) * bend
    return predicted, (np.ones_like(predicted), offset - bend, bend, by_share)


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
    "floor": Estimator(FLOOR.line, FLOOR.resampler, "a power law above an irreducible error"),
    "broken": Estimator(
        BREAK.line, BREAK.resampler, "a power law whose exponent changes once, and its later slope"
    ),
}
