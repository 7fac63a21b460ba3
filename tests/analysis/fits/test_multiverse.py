"""How choices move the exponent."""

import pandas as pd
import pytest

from analysis.fits import Specification, fit_all, fits_frame
from analysis.fits.multiverse import COLUMNS, largest_moves, multiverse
from tests.analysis.fits.synthetic import points


@pytest.fixture
def universe() -> pd.DataFrame:
    frame = pd.concat(
        [points(noise=0.08), points(exponent=12, noise=0.08, seed=1, measure="hardware_burden")]
    )
    specifications = (
        Specification("ols"),
        Specification("reverse_ols", "reverse_ols"),
        Specification("rma", "rma"),
    )
    return multiverse(fits_frame(fit_all(frame, specifications, draws=2000)))


def test_every_exponent_stands_beside_its_headline(universe: pd.DataFrame) -> None:
    assert list(universe.columns) == list(COLUMNS)
    assert len(universe) == 6
    assert (universe[universe.is_headline].moves_by == 1).all()
    assert universe.exponent.is_monotonic_increasing


def test_intervals_are_those_over_resampled_papers(universe: pd.DataFrame) -> None:
    assert (universe.exponent_low < universe.exponent).all()
    assert (universe.exponent < universe.exponent_high).all()


def test_the_choice_that_moves_most_comes_first(universe: pd.DataFrame) -> None:
    ranked = largest_moves(universe).set_index("choice")
    assert ranked.move_factor["reverse_ols"] < ranked.move_factor["rma"] < 1 < ranked.move_factor["measure"]
    assert list(ranked.index).index("reverse_ols") < list(ranked.index).index("rma")


def test_no_fits_make_an_empty_multiverse() -> None:
    empty = multiverse(fits_frame(fit_all(points(n=3), draws=0)))
    assert empty.empty
    assert largest_moves(empty).empty
