"""Forms of the curve, compared by how well they predict what they have not seen."""

import numpy as np
import pandas as pd
import pytest

from analysis.fits.forms import COLUMNS, compare_forms
from tests.analysis.fits.synthetic import points


def compared(frame: pd.DataFrame) -> pd.DataFrame:
    return compare_forms(frame).set_index("form")


def exponential(n: int, seed: int = 0) -> pd.DataFrame:
    frame = points(n=n, seed=seed)
    random = np.random.default_rng(seed)
    return frame.assign(error=1 / (2 + 1.5 * (np.log10(frame.compute_flop) - 17) + random.normal(0, 0.15, n)))


@pytest.mark.parametrize(
    ("frame", "best", "worse"),
    [
        (points(5.0, n=120, noise=0.01), "power", "exponential"),
        (exponential(120), "exponential", "power"),
        (points(4.0, n=120, noise=0.01).assign(error=lambda f: f.error + 0.05), "floor", "power"),
    ],
    ids=["power law", "exponential law", "power law above a floor"],
)
def test_the_form_that_made_the_points_predicts_best(frame: pd.DataFrame, best: str, worse: str) -> None:
    table = compared(frame)
    assert table.log_score[best] > table.log_score[worse] + 0.1


def test_forms_that_hardly_differ_hardly_differ_in_score() -> None:
    """Where error falls by a fifth every form is nearly a straight line: scores on one scale must agree."""
    table = compared(points(60.0, n=100, noise=0.02))
    assert abs(table.log_score["power"] - table.log_score["exponential"]) < 0.02
    assert abs(table.log_score["power"] - table.log_score["linear"]) < 0.02


def test_the_score_is_the_density_of_the_noise() -> None:
    """Predicted with next to no doubt about the line, normal noise of 0.03 has this mean log density."""
    table = compared(points(9.0, n=400, noise=0.03))
    expected = -np.log(0.03 * np.sqrt(2 * np.pi)) - 0.5
    assert table.log_score["power"] == pytest.approx(expected, abs=0.1)


def test_later_years_are_predicted_from_earlier_ones() -> None:
    frame = points(9.0, n=100, noise=0.02)
    table = compared(frame)
    assert table.n_later["power"] > 0
    assert table.later_rmse_decades["power"] == pytest.approx(0.02, rel=0.3)
    faster = frame.assign(error=frame.error * 10 ** (-0.1 * (frame.year - 2014).clip(lower=0)))
    assert compared(faster).later_rmse_decades["power"] > 0.1


def test_curves_are_left_out_where_points_are_few() -> None:
    assert set(compared(points(n=12)).index) == {"power", "exponential", "linear", "power_with_year"}


def test_nothing_to_compare_gives_an_empty_frame() -> None:
    table = compare_forms(points(n=4))
    assert list(table.columns) == list(COLUMNS)
    assert table.empty
