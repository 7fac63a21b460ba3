"""Linear regression with 1,000 candidate variables of which 10 matter, fitted in four ways.

The simulation of "The Computational Limits of Deep Learning", version 1 (arXiv 2007.05558v1). Performance is
-log10 of the root mean squared error of the prediction, relative to predicting zero, without the noise of the
response itself. Coefficients are equal and inputs Gaussian; the noise level is the one at which the published
curves come out (the text does not give it).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import lars_path

from analysis.fits.points import Array

NOISE_TO_SIGNAL = 7.2e-4
"""Variance of the noise over that of the signal."""

SEED = 2007_05558

EXAMPLES = (
    1, 3, 5, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 900, 1000, 1100, 1500, 2000, 2500, 3500,
)  # fmt: skip
"""Numbers of training examples, over the range of the published figure."""

COLUMNS = ("strategy", "examples", "performance", "performance_se", "relative_compute")
"""The columns of the frame `simulate` returns."""


@dataclass(frozen=True, slots=True)
class Problem:
    """How many variables there are and how many matter."""

    variables: int = 1000
    relevant: int = 10
    noise_to_signal: float = NOISE_TO_SIGNAL

    def coefficients(self) -> Array:
        """Return the true coefficients: equal, of squared length 1; the relevant variables come first."""
        found = np.zeros(self.variables)
        found[: self.relevant] = self.relevant**-0.5
        return found


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way to choose variables and to fit them."""

    variables: Callable[[Problem], slice]
    """The variables it uses."""
    fit: Callable[[Array, Array], Array]
    """Inputs (simulations, examples, variables) and responses to coefficients (simulations, variables)."""


def simulate(
    examples: Iterable[int] = EXAMPLES, problem: Problem | None = None, simulations: int | None = None
) -> pd.DataFrame:
    """Fit every strategy on ever more examples.

    Args:
        examples: Numbers of training examples.
        problem: The problem; that of the published figure when left out.
        simulations: How often each is repeated with new data; when left out, oftener where examples are few.

    Returns:
        One row per strategy and number of examples with the columns of `COLUMNS`. Relative compute is
        examples times variables in the model, over that of an oracle with as many examples as variables.
    """
    problem = problem or Problem()
    truth = problem.coefficients()
    rows = []
    for n in examples:
        repeats = simulations or int(np.clip(_EXAMPLES_IN_ALL // n, 3, 16))
        random = np.random.default_rng([SEED, n])
        inputs = random.standard_normal((repeats, n, problem.variables))
        noise = random.normal(0, np.sqrt(problem.noise_to_signal), (repeats, n))
        responses = inputs @ truth + noise
        for name, strategy in STRATEGIES.items():
            used = strategy.variables(problem)
            fitted = np.zeros((repeats, problem.variables))
            fitted[:, used] = strategy.fit(inputs[:, :, used], responses)
            # With independent inputs of variance 1, the squared error of prediction is that of coefficients.
            performance = -np.log10(np.linalg.norm(fitted - truth, axis=1))
            rows.append({
                "strategy": name,
                "examples": n,
                "performance": performance.mean(),
                "performance_se": performance.std(ddof=1) / np.sqrt(repeats),
                "relative_compute": n * (used.stop - used.start) / problem.relevant**2,
            })  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


_EXAMPLES_IN_ALL = 4000


def _least_squares(inputs: Array, responses: Array) -> Array:
    """Least squares; of the shortest coefficients where there are fewer examples than variables."""
    return np.stack([_shortest(x, y) for x, y in zip(inputs, responses, strict=True)])


def _shortest(x: Array, y: Array) -> Array:
    n, variables = x.shape
    if n < variables:
        return np.asarray(x.T @ linalg.solve(x @ x.T, y, assume_a="pos"))
    return np.asarray(linalg.solve(x.T @ x, x.T @ y, assume_a="pos"))


def _lasso(inputs: Array, responses: Array) -> Array:
    """Lasso, its penalty chosen on a fifth of the examples."""
    with warnings.catch_warnings():
        # Where there are few examples the path ends early; what is found then is as bad as nothing.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return np.stack([_sparse(x, y) for x, y in zip(inputs, responses, strict=True)])


def _sparse(x: Array, y: Array) -> Array:
    """One lasso, by the path of least angles (scikit-learn): exact, and quick where few variables enter."""
    held_out = len(x) // 5
    if not held_out:
        return np.zeros(x.shape[1])
    train, test = slice(held_out, None), slice(held_out)
    penalties, _, path = lars_path(x[train], y[train], method="lasso", max_iter=_STEPS)
    penalty = penalties[((x[test] @ path - y[test, None]) ** 2).sum(axis=0).argmin()]
    return np.asarray(lars_path(x, y, method="lasso", alpha_min=penalty, max_iter=_STEPS)[2][:, -1])


_STEPS = 60
"""Variables that enter or leave, at most."""


STRATEGIES = {
    "oracle": Strategy(lambda problem: slice(0, problem.relevant), _least_squares),
    "expert": Strategy(lambda problem: slice(1, problem.relevant + 1), _least_squares),
    "flexible": Strategy(lambda problem: slice(0, problem.variables), _least_squares),
    "regularised": Strategy(lambda problem: slice(0, problem.variables), _lasso),
}
"""The oracle knows the variables that matter, the expert all but one and a wrong one; the other two know none."""
