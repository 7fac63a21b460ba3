"""Which form of the curve predicts best, on one scale: the density it gives to errors it has not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from analysis.fits.curves import BREAK, FLOOR, MINIMUM_POINTS, Curve
from analysis.fits.points import Sample, TooFewPointsError, Vector, groups, sample
from analysis.fits.specification import Form, Specification

FOLDS = 20
"""Papers are dealt into this many parts at most; each is predicted from the others."""
MINIMUM_TRAINING_POINTS = 8
_LEAST_SCALE = 1e-6
"""Of a prediction: points on one line have a density all the same."""

COLUMNS = {
    "benchmark_id": "Benchmark",
    "measure": "Compute measure",
    "form": "Form of the curve",
    "n": "Points predicted from other papers",
    "log_score": "Mean log density of log10 error, in nats: higher is better, whatever the form's own scale",
    "log_score_difference": "Against the power law",
    "log_score_difference_se": "Its standard error, by paper",
    "n_later": "Points predicted from earlier years; compare the next two only where this is equal",
    "later_log_score": "Mean log density of log10 error of later years",
    "later_rmse_decades": "Root mean squared error of log10 error of later years",
}
"""The columns of the frame `compare_forms` returns, with what they hold."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A Student t distribution for each point, on the scale of the form."""

    centre: Vector
    scale: Vector
    freedom: int

    def log_density(self, y: Vector) -> Vector:
        """Return the log density of the observed values on the form's own scale."""
        density: Vector = stats.t.logpdf(y, self.freedom, self.centre, np.maximum(self.scale, _LEAST_SCALE))
        return density


@dataclass(frozen=True, slots=True)
class ComparedForm:
    """A form that can be compared."""

    name: str
    form: Form
    predict: Callable[[Sample, Sample, Vector | None], Prediction]
    """Fits the first sample, starting at given parameters where there are some, and predicts the second."""
    parameters: Callable[[Sample], Vector] | None = None
    """Fits a sample, for those that search: other parts of the sample are then fitted from there."""


def compare_forms(points: pd.DataFrame) -> pd.DataFrame:
    """Compare the forms on every benchmark and measure that allow a fit.

    Args:
        points: Rows of `compute_error`.

    Returns:
        One row per benchmark, measure and form with the columns of `COLUMNS`.
    """
    rows = [
        row
        for benchmark_id, measure, group in groups(points)
        for row in _compare(benchmark_id, measure, group)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _compare(benchmark_id: str, measure: str, points: pd.DataFrame) -> list[dict[str, Any]]:
    points = points[points["year"].notna()]
    rows, power_scores = [], None
    for candidate in CANDIDATES:
        try:
            drawn = sample(points, Specification(candidate.name, form=candidate.form))
            drawn = replace(drawn, frame=drawn.frame[[]])  # only the arrays are cut into parts
            held_out = _held_out(candidate, drawn)
        except TooFewPointsError:
            continue
        if candidate.name == Form.POWER:
            power_scores = held_out
        later = _later(candidate, drawn)
        difference = held_out - power_scores if power_scores is not None else np.zeros(0)
        rows.append(
            {
                "benchmark_id": benchmark_id,
                "measure": measure,
                "form": candidate.name,
                "n": drawn.n,
                "log_score": float(held_out.mean()),
                "log_score_difference": float(difference.mean()),
                "log_score_difference_se": _clustered_se(difference, drawn.paper),
                **later,
            }
        )
    return rows


def _held_out(candidate: ComparedForm, points: Sample) -> Vector:
    """Log density of each point's log10 error, predicted from the papers of the other folds."""
    scores = np.full(points.n, np.nan)
    fold = points.paper % min(FOLDS, points.n_papers)
    near = candidate.parameters(points) if candidate.parameters else None
    for number in np.unique(fold):
        is_test = fold == number
        train, test = _part(points, ~is_test), _part(points, is_test)
        scores[is_test] = _score(candidate, train, test, near)[0]
    return scores


def _later(candidate: ComparedForm, points: Sample) -> dict[str, float | int | None]:
    """Score of every year's fit on the points of the years after it."""
    scores, squares = [], []
    for year in np.unique(points.year)[:-1]:
        train = _part(points, points.year <= year)
        needed = MINIMUM_POINTS if candidate.name in ("floor", "broken") else MINIMUM_TRAINING_POINTS
        if train.n < needed or np.ptp(train.x) < 1:
            continue
        test = _part(points, points.year > year)
        try:
            score, miss = _score(candidate, train, test)
        except TooFewPointsError:
            continue
        scores.append(score)
        squares.append(miss**2)
    if not scores:
        return {"n_later": 0, "later_log_score": None, "later_rmse_decades": None}
    joined, misses = np.concatenate(scores), np.concatenate(squares)
    return {
        "n_later": len(joined),
        "later_log_score": float(joined.mean()),
        "later_rmse_decades": float(np.sqrt(misses.mean())),
    }


def _score(
    candidate: ComparedForm, train: Sample, test: Sample, near: Vector | None = None
) -> tuple[Vector, Vector]:
    """Log density and miss of log10 error; densities on other scales are turned into it by the Jacobian."""
    predicted = candidate.predict(train, test, near)
    density = predicted.log_density(test.y)
    if candidate.form is Form.POWER:
        return density, test.y - predicted.centre
    error = 1 / test.y if candidate.form is Form.EXPONENTIAL else test.y
    centre = 1 / predicted.centre if candidate.form is Form.EXPONENTIAL else predicted.centre
    jacobian = np.log(10) / error if candidate.form is Form.EXPONENTIAL else np.log(10) * error
    return density + np.log(jacobian), np.log10(error) - np.log10(np.clip(centre, _LEAST_ERROR, 1.0))


_LEAST_ERROR = 1e-4
"""Forms that pass through zero error predict this instead when their miss is taken."""


def _linear(train: Sample, test: Sample, _: Vector | None) -> Prediction:
    return _least_squares(train, test, lambda points: np.column_stack([np.ones(points.n), points.x]))


_EPOCH_YEAR = 2012.0
"""Years are counted from here, so that they are of the size of the other columns."""


def _with_year(train: Sample, test: Sample, _: Vector | None) -> Prediction:
    return _least_squares(
        train, test, lambda points: np.column_stack([np.ones(points.n), points.x, points.year - _EPOCH_YEAR])
    )


def _least_squares(train: Sample, test: Sample, regressors: Callable[[Sample], np.ndarray]) -> Prediction:
    columns = regressors(train)
    if train.n - columns.shape[1] < _MINIMUM_FREEDOM or np.linalg.matrix_rank(columns) < columns.shape[1]:
        raise TooFewPointsError("the points of the other papers do not hold this form")
    fitted = sm.OLS(train.y, columns).fit()
    predicted = fitted.get_prediction(regressors(test))
    return Prediction(predicted.predicted_mean, predicted.se_obs, int(fitted.df_resid))


_MINIMUM_FREEDOM = 3
"""Points beyond the parameters that a prediction needs."""


def _curve(name: str, curve: Curve) -> ComparedForm:
    def predict(train: Sample, test: Sample, near: Vector | None) -> Prediction:
        return Prediction(*curve.predict(train, test.x, near))

    return ComparedForm(name, Form.POWER, predict, lambda points: curve.solve(points).parameters)


def _part(points: Sample, chosen: np.ndarray) -> Sample:
    return Sample(
        points.frame[chosen],
        points.x[chosen],
        points.y[chosen],
        points.paper[chosen],
        points.year[chosen],
        points.family[chosen],
    )


def _clustered_se(differences: Vector, paper: np.ndarray) -> float:
    """Standard error of a mean whose terms belong together by paper."""
    centred = np.bincount(paper, weights=differences - differences.mean())
    return float(np.sqrt((centred**2).sum()) / len(differences))


CANDIDATES = (
    ComparedForm("power", Form.POWER, _linear),
    ComparedForm("exponential", Form.EXPONENTIAL, _linear),
    ComparedForm("linear", Form.LINEAR, _linear),
    ComparedForm("power_with_year", Form.POWER, _with_year),
    _curve("floor", FLOOR),
    _curve("broken", BREAK),
)
