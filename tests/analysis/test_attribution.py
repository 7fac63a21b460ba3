"""Which papers moved an exponent, where it is known."""

import pandas as pd
import pytest

from analysis.attribution import MOVE_COLUMNS, PAPER_COLUMNS, ComparedRefit, compare
from analysis.fits import HEADLINE, fit, fit_points_frame, fits_frame
from tests.analysis.fits.synthetic import points


def refit(frame: pd.DataFrame) -> ComparedRefit:
    fitted = [fit(frame, HEADLINE, draws=0)]
    return ComparedRefit(fits_frame(fitted), fit_points_frame(fitted))


BEFORE = points(9.0, noise=0.01)


def test_nothing_moves_between_equal_refits() -> None:
    difference = compare(refit(BEFORE), refit(BEFORE.sample(frac=1, random_state=1)))
    assert difference.moves.empty and difference.papers.empty
    assert list(difference.moves.columns) == list(MOVE_COLUMNS)
    assert list(difference.papers.columns) == list(PAPER_COLUMNS)


def test_a_new_paper_explains_the_whole_move() -> None:
    new = BEFORE.iloc[:1].assign(paper_id="arxiv:new", compute_flop=1e23, error=0.3)
    difference = compare(refit(BEFORE), refit(pd.concat([BEFORE, new])))
    [move], [paper] = difference.moves.to_dict("records"), difference.papers.to_dict("records")
    assert (paper["paper_id"], paper["change"], paper["points_before"]) == ("arxiv:new", "new", 0)
    assert move["moved_by"] > 0.05
    assert paper["moved_by"] == pytest.approx(move["moved_by"])
    assert move["explained_by_papers"] == pytest.approx(move["moved_by"])


def test_papers_that_went_or_changed_are_told_apart_and_ordered_by_what_they_moved() -> None:
    after = BEFORE.iloc[1:].copy()
    after.loc[after.index[0], "error"] *= 2
    papers = compare(refit(BEFORE), refit(after)).papers.set_index("paper_id")
    assert papers.change.to_dict() == {"arxiv:1": "changed", "arxiv:0": "gone"}
    assert papers.moved_by.abs().is_monotonic_decreasing


def test_a_move_without_changed_points_is_the_codes() -> None:
    after = refit(BEFORE)
    difference = compare(refit(BEFORE), ComparedRefit(after.fits.assign(exponent=7.0), after.points))
    assert "code" in difference.moves.reason[0]
    assert difference.papers.empty


def test_fits_that_appear_say_what_kept_them_away() -> None:
    [move] = compare(refit(BEFORE.iloc[:7]), refit(BEFORE.iloc[:12])).moves.to_dict("records")
    assert "before: 7 points, needs 8" in move["reason"]


def test_the_same_refits_give_the_same_bytes() -> None:
    after = refit(BEFORE.iloc[2:])
    first, second = (compare(refit(BEFORE), after) for _ in range(2))
    assert first.papers.to_json() == second.papers.to_json()
    assert first.moves.to_json() == second.moves.to_json()
