"""Fits of lines whose slope is known, and of points that allow none."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from analysis.fits import (
    HEADLINE,
    SPECIFICATIONS,
    Form,
    Specification,
    fit,
    fit_all,
    fit_points_frame,
    fits_frame,
)
from analysis.fits.estimators import ESTIMATORS
from analysis.fits.lines import FittedLine, Lines
from analysis.fits.soundness import trouble_with_line
from tests.analysis.fits.synthetic import points


@pytest.mark.parametrize("exponent", [4.0, 9.0, 12.0])
def test_a_power_law_without_noise_gives_its_exponent(exponent: float) -> None:
    fitted = fit(points(exponent, noise=0), HEADLINE, draws=0)
    assert fitted.exponent == pytest.approx(exponent)
    row = fits_frame([fitted]).iloc[0]
    assert row.halving_factor == pytest.approx(2**exponent)
    assert row.r_squared == pytest.approx(1)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    intervals = [
        fit(points(9.0, noise=0.05, seed=seed), HEADLINE, draws=0).exponent_interval for seed in range(200)
    ]
    coverage = np.mean([low <= 9.0 <= high for low, high in intervals])  # type: ignore[operator]
    assert 0.90 <= coverage <= 0.99


def test_forms_are_linear_on_their_own_scales() -> None:
    frame = points()
    x = np.log10(frame.compute_flop)
    exponential = fit(frame.assign(error=1 / (2 + 1.3 * (x - 16))), Specification("e", form=Form.EXPONENTIAL))
    linear = fit(frame.assign(error=0.6 - 0.03 * (x - 16)), Specification("l", form=Form.LINEAR))
    assert exponential.line is not None and exponential.line.slope == pytest.approx(1.3)
    assert linear.line is not None and linear.line.slope == pytest.approx(-0.03)
    assert exponential.exponent is None


def test_errors_that_rise_are_no_fit() -> None:
    frame = points()
    row = fits_frame([fit(frame.assign(error=1 - frame.error), HEADLINE, draws=500)]).iloc[0]
    assert (row.status, row.reason) == ("not_fitted", "the error rises with compute")
    assert row.slope > 0
    assert pd.isna(row.exponent) and pd.isna(row.halving_factor)


def test_an_interval_that_reaches_zero_leaves_the_exponent_open_above() -> None:
    fitted = fit(points(60.0, n=12, noise=0.1, seed=6), HEADLINE, draws=0)
    assert fitted.line is not None and fitted.line.slope < 0 < (fitted.line.slope_high or 0)
    assert fitted.exponent_interval[1] == math.inf


class TestPointsThatDoNotCount:
    @pytest.mark.parametrize(
        "bad",
        [
            {"error": 0.0},
            {"error": 1.0},
            {"error": math.nan},
            {"compute_flop": 0.0},
            {"compute_flop": math.nan},
        ],
        ids=str,
    )
    def test_impossible_values_are_left_out(self, bad: dict[str, float]) -> None:
        frame = points()
        frame.loc[0, list(bad)] = list(bad.values())
        assert fit(frame, HEADLINE, draws=0).n == 39

    def test_doubtful_points_are_left_out(self) -> None:
        frame = points(confidence=0.9)
        frame.loc[:4, "confidence"] = 0.3
        assert fit(frame, HEADLINE, draws=0).n == 35

    def test_models_that_share_one_compute_statement_count_once_with_their_best(self) -> None:
        frame = points()
        worse = frame.iloc[:5].assign(model_name="ablation", error=lambda rows: rows.error * 1.3)
        assert (
            fit(pd.concat([worse, frame]), HEADLINE, draws=0).exponent
            == fit(frame, HEADLINE, draws=0).exponent
        )

    def test_imputed_and_tpu_points_can_be_left_out(self) -> None:
        frame = points(hardware_kinds="gpu")
        frame.loc[:9, "is_imputed"] = True
        frame.loc[10:14, "hardware_kinds"] = "cpu, tpu"
        assert fit(frame, Specification("observed", with_imputed=False)).n == 30
        assert fit(frame, Specification("no tpu", with_tpu=False)).n == 35

    def test_quoted_points_count_only_where_asked_for(self) -> None:
        frame = points(is_quoted=False)
        frame.loc[:9, "is_quoted"] = True
        assert fit(frame, HEADLINE, draws=0).n == 30
        assert fit(frame, Specification("with quoted", with_quoted=True), draws=0).n == 40

    def test_points_that_people_verified_can_count_alone(self) -> None:
        frame = points(is_verified=False)
        frame.loc[:11, "is_verified"] = True
        verified = Specification("verified", verified_only=True)
        assert fit(frame, verified, draws=0).n == 12
        assert fit(points(), verified, draws=0).reason == "0 points, needs 8"

    def test_papers_with_many_models_can_count_once(self) -> None:
        frame = points(n=40).assign(paper_id=[f"p{k // 4}" for k in range(40)])
        fitted = fit(frame, Specification("best", best_of_paper_only=True), draws=0)
        assert (fitted.n, fitted.n_papers) == (10, 10)
        assert fitted.points is not None
        best = frame.loc[frame.groupby("paper_id").error.idxmin()]
        assert sorted(fitted.points.error) == sorted(best.error)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (points(n=7), "7 points, needs 8"),
        (points(paper_id="arxiv:1"), "models of 1 work, needs 5"),
        (points().assign(work_id=[f"w{k % 4}" for k in range(40)]), "models of 4 works, needs 5"),
        (
            points(compute_flop=[10.0 ** (18 + k % 4) for k in range(40)]),
            "4 distinct values of compute, needs 5",
        ),
        (
            points(compute_flop=[1e25, *np.logspace(18, 18.8, 39)]),
            "one work, arxiv:0, holds 95% of the spread of compute",
        ),
        (points(compute_flop=np.linspace(1e20, 2e20, 40)), "compute spans 0.30 decades"),
        (points(error=0.2), "all errors are equal"),
        (points(error=0.0), "0 points, needs 8"),
    ],
    ids=[
        "few points",
        "one paper",
        "copies of four works",
        "few values of compute",
        "one work decides",
        "no spread",
        "equal errors",
        "no usable point",
    ],
)
def test_no_fit_says_why(frame: pd.DataFrame, reason: str) -> None:
    fitted = fit(frame, HEADLINE, draws=0)
    row = fits_frame([fitted]).iloc[0]
    assert row.status == "not_fitted"
    assert row.reason.startswith(reason)
    assert fitted.points is None


@pytest.mark.parametrize(
    ("frame", "specification", "reason"),
    [
        (points(60.0, n=12, noise=0.1, seed=6), HEADLINE, "the line cannot be told from a level one"),
        (points(9.0, noise=0.0), HEADLINE, "its interval has no width"),
        (
            points(n=12).assign(model_name=["Net", "Net", *(f"Other{'abcdefghij'[k]}" for k in range(10))]),
            next(known for known in SPECIFICATIONS if known.name == "within_families"),
            "too few families",
        ),
    ],
    ids=["level", "no scatter", "families of one"],
)
def test_a_line_that_tells_nothing_is_no_fit(
    frame: pd.DataFrame, specification: Specification, reason: str
) -> None:
    fitted = fit(frame, specification, draws=1000)
    row = fits_frame([fitted]).iloc[0]
    assert row.status == "not_fitted"
    assert row.reason.startswith(reason)
    assert pd.isna(row.exponent)
    assert fitted.points is None


def test_resamples_that_allow_no_line_make_it_no_fit() -> None:
    line = FittedLine(slope=-0.1, intercept=1.0)
    drawn = Lines(np.array([*np.full(94, -0.1), *np.full(6, np.nan)]), np.zeros(100))
    assert trouble_with_line(line, drawn, Form.POWER) == "6% of the resamples of works allow no line"


def test_a_level_line_keeps_the_end_of_its_interval_that_is_known() -> None:
    row = fits_frame([fit(points(60.0, n=12, noise=0.1, seed=6), HEADLINE, draws=1000)]).iloc[0]
    assert 5 < row.exponent_bootstrap_low < 60
    assert row.exponent_bootstrap_high == math.inf


def test_copies_of_a_work_are_resampled_together() -> None:
    frame = points(n=20, noise=0.05)
    copies = pd.concat([frame, frame.assign(paper_id=frame.paper_id + "-copy")])
    works = copies.assign(work_id=copies.paper_id.str.removesuffix("-copy"))
    alone, together = (fits_frame([fit(one, HEADLINE, draws=2000)]).iloc[0] for one in (frame, works))
    assert together.n_papers == 20
    assert together.exponent_bootstrap_high == pytest.approx(alone.exponent_bootstrap_high)


def test_a_fit_takes_one_benchmark_and_measure() -> None:
    with pytest.raises(ValueError, match="one benchmark and measure"):
        fit(pd.concat([points(), points(measure="reported")]), HEADLINE, draws=0)


def test_every_specification_is_tried_on_every_group() -> None:
    frame = pd.concat([points(), points(benchmark_id="coco_box_ap"), points(measure="reported", n=3)])
    table = fits_frame(fit_all(frame, draws=0))
    assert table.fit_id.is_unique
    assert (table.groupby(["benchmark_id", "measure"]).size() == len(SPECIFICATIONS)).all()
    headlines = table[table.specification == HEADLINE.name].set_index(["benchmark_id", "measure"]).status
    assert headlines.to_dict() == {
        ("coco_box_ap", "network_operations"): "fitted",
        ("imagenet_top1", "network_operations"): "fitted",
        ("imagenet_top1", "reported"): "not_fitted",
    }


def test_every_specification_names_an_estimator_that_exists() -> None:
    assert {specification.estimator for specification in SPECIFICATIONS} == set(ESTIMATORS)
    assert len({specification.name for specification in SPECIFICATIONS}) == len(SPECIFICATIONS)


def test_bootstrap_intervals_stand_beside_the_analytic_ones() -> None:
    row = fits_frame([fit(points(noise=0.05), HEADLINE, draws=2000)]).iloc[0]
    assert row.bootstrap_draws == 2000
    assert row.exponent_bootstrap_low == pytest.approx(row.exponent_low, rel=0.1)
    assert row.exponent_bootstrap_high == pytest.approx(row.exponent_high, rel=0.1)


def test_points_carry_residual_and_influence_of_their_paper() -> None:
    frame = points(noise=0)
    frame.loc[0, "error"] *= 3
    used = fit_points_frame([fit(frame, HEADLINE, draws=0)])
    outlier = used[used.paper_id == "arxiv:0"].iloc[0]
    assert outlier.residual == used.residual.max()
    assert outlier.influence == pytest.approx(9 - fit(frame, HEADLINE, draws=0).exponent)  # type: ignore[operator]


def test_the_order_of_the_rows_does_not_matter() -> None:
    frame = points()
    shuffled = frame.sample(frac=1, random_state=1)
    assert fits_frame(fit_all(frame, draws=100)).equals(fits_frame(fit_all(shuffled, draws=100)))


def test_no_points_give_empty_frames() -> None:
    assert fit_all(points().iloc[:0]) == ()
    assert fits_frame([]).empty
    assert fit_points_frame([]).empty


def test_estimator_details_are_json() -> None:
    assert json.loads(fits_frame([fit(points(), HEADLINE, draws=0)]).iloc[0].parameters) == {}
