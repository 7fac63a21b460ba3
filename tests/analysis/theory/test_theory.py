"""The published simulation comes out, and the frozen curves are those it gives."""

import numpy as np
import pandas as pd
import pytest

from analysis.theory import (
    Problem,
    compute_for_improvement,
    crossing,
    data_for_improvement,
    measured_data_exponent,
    performance_at,
    simulate,
    theory,
)

READ_OFFS = [
    ("oracle", 3500, 2.85, 0.05),
    ("regularised", 3500, 2.43, 0.05),
    ("flexible", 3500, 1.78, 0.05),
    ("flexible", 1500, 1.43, 0.05),
    ("flexible", 200, 0.05, 0.02),
    ("expert", 100, 0.52, 0.05),
    ("expert", 3500, 0.52, 0.05),
]
"""Of the published figure: strategy, examples, performance, and how well it can be read."""


@pytest.mark.parametrize(("strategy", "examples", "performance", "tolerance"), READ_OFFS)
def test_the_published_curves_come_out(
    strategy: str, examples: int, performance: float, tolerance: float
) -> None:
    assert performance_at(theory(), strategy, examples) == pytest.approx(performance, abs=tolerance)


def test_curves_cross_where_the_published_ones_do() -> None:
    assert 55 <= crossing(theory(), "regularised", "expert") <= 80
    assert 900 <= crossing(theory(), "flexible", "expert") <= 1100


def test_knowing_nothing_costs_three_orders_of_magnitude() -> None:
    """Read off at performance 1.8 in the published figure: flexible 1e4, regularised 5.3e3, oracle up to 2.7."""
    curves = theory()

    def compute(strategy: str) -> float:
        own = curves[curves.strategy == strategy].sort_values("examples")
        return float(own[own.performance >= 1.7].relative_compute.iloc[0])

    assert 1e3 < compute("flexible") / compute("oracle") < 3e4
    assert 1e2 < compute("regularised") / compute("oracle") < 1e4


def test_frozen_curves_are_what_the_simulation_gives() -> None:
    frozen = theory().set_index(["strategy", "examples"]).performance
    anew = simulate([1, 15, 70, 300]).set_index(["strategy", "examples"]).performance
    assert anew.to_numpy() == pytest.approx(frozen[anew.index].to_numpy(), abs=0.01)


def test_least_squares_errs_as_theory_says() -> None:
    """Mean squared error of k coefficients from n examples: noise k / (n - k - 1)."""
    problem = Problem(variables=20, relevant=5, noise_to_signal=0.1)
    curves = simulate([60], problem, simulations=60).set_index("strategy").performance
    for strategy, k in (("oracle", 5), ("flexible", 20)):
        assert curves[strategy] == pytest.approx(-0.5 * np.log10(0.1 * k / (60 - k - 1)), abs=0.06)


def test_an_improvement_takes_its_square_of_data_and_fourth_power_of_compute() -> None:
    assert data_for_improvement(10) == 100
    assert compute_for_improvement(10) == 10_000
    assert compute_for_improvement(2) == 16


def test_the_simulation_shows_the_square() -> None:
    value, low, high = measured_data_exponent(theory())
    assert low < 2 < high
    assert high - low < 0.6
    assert value == pytest.approx(2, abs=0.2)


def test_a_strategy_that_is_never_ahead_never_crosses() -> None:
    flat = pd.DataFrame({
        "strategy": ["a", "a", "b", "b"], "examples": [1, 100, 1, 100], "performance": [0, 0, 1, 1]
    })  # fmt: skip
    assert crossing(flat, "a", "b") == np.inf
    assert crossing(flat, "b", "a") == 1
