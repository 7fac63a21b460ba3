"""A headline carries a figure only where its fit can, and never turns to another fit."""

import pandas as pd
import pytest

from analysis.headline import Declared, finding, published_exponent
from analysis.report.headline import in_words

DECLARED = Declared()
SOUND = {
    "fit_id": DECLARED.fit_id, "status": "fitted", "reason": None, "n": 41, "n_papers": 23, "exponent": 9.0,
    "exponent_bootstrap_low": 7.0, "exponent_bootstrap_high": 11.0,
}  # fmt: skip


def judged(influence=0.1, **changes):
    fits = pd.DataFrame([SOUND | changes])
    points = pd.DataFrame(
        {"fit_id": DECLARED.fit_id, "paper_id": ["arxiv:1", "arxiv:2"], "influence": [influence, 0]}
    )
    return finding(fits, points, DECLARED.fit_id)


def said(found):
    return in_words(DECLARED, "ImageNet top-1", found)


def test_a_sound_fit_carries_a_figure():
    words = said(judged())
    assert words.title == "To halve the error takes about 510 times the compute."
    assert "power 9.0 of the improvement (7.0 to 11.0, 95 % interval over resampled works" in words.detail
    assert "41 models of 23 works" in words.detail


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exponent_bootstrap_high": 14.0}, "its interval spans more than two powers of ten"),
        ({"exponent_bootstrap_high": float("inf")}, "its interval is open"),
        ({"n_papers": 19}, "a figure needs 20 works, and there are 19"),
        ({"influence": -4.0}, "one work, arxiv:1, moves the factor more than tenfold when it is left out"),
    ],
    ids=["wide", "open", "few works", "one work decides"],
)
def test_what_carries_no_figure_says_between_what_and_what_and_why(changes, reason):
    words = said(judged(**changes))
    assert "these papers do not tell" in words.title
    assert "510" not in str(words)
    assert reason in words.detail


def test_the_ends_that_are_known_are_said():
    assert "between 130 and 16,000 times" in said(judged(exponent_bootstrap_high=14.0)).title
    assert "at least 130 times" in said(judged(exponent_bootstrap_high=float("inf"))).title


def test_a_refused_fit_gives_its_reason():
    refused = {
        "status": "not_fitted",
        "exponent": None,
        "exponent_bootstrap_low": None,
        "exponent_bootstrap_high": None,
    }
    words = said(judged(**refused, reason="7 points, needs 8"))
    assert words.title == "These papers do not tell what halving the error takes."
    assert "7 points, needs 8" in words.detail


def test_the_headline_does_not_turn_to_another_fit():
    other = pd.DataFrame([SOUND | {"fit_id": "imagenet_top1/hardware_burden/ols"}])
    found = finding(other, pd.DataFrame({"fit_id": [], "paper_id": [], "influence": []}), DECLARED.fit_id)
    assert found.exponent is None
    assert "do not tell" in said(found).title


def test_the_published_figure_stands_beside_it():
    printed = published_exponent("imagenet_top1", "network_operations")
    assert (round(printed.value, 1), round(printed.low, 1), round(printed.high, 1), printed.n) == (
        12.0,
        10.4,
        13.9,
        77,
    )
    assert published_exponent("imagenet_top5", "network_operations") is None
    assert "printed 12.0 (10.4 to 13.9, analytic) in 2022 on 77 models" in said(judged()).published


@pytest.mark.parametrize(
    ("changes", "is_wide"),
    [
        ({}, False),
        ({"exponent_bootstrap_high": 14.0}, True),
        ({"exponent_bootstrap_high": float("inf")}, True),
        ({"n_papers": 5}, False),
    ],
)
def test_a_wide_interval_is_told_from_too_few_works(changes, is_wide):
    assert judged(**changes).is_wide is is_wide
