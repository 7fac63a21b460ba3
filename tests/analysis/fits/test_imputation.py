"""Burdens that were not reported, drawn instead of taken as data."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from analysis.fits import HEADLINE, fit, fit_all, fits_frame
from analysis.fits.imputation import log_operations, multiple_imputation
from analysis.fits.points import TooFewPointsError, sample, usable
from tests.analysis.fits.synthetic import points

TRUE_SLOPE = -1 / 9
CONVERSION_SD = 0.4


def two_measures(seed: int, n: int = 80, reported: int = 30) -> pd.DataFrame:
    """Error follows burden; operations scatter around it; only the first runs report their burden."""
    random = np.random.default_rng(seed)
    burden = points(n=n, noise=0.04, seed=seed)
    operations = burden.compute_flop * 10 ** random.normal(-0.5, CONVERSION_SD, n)
    is_imputed = np.arange(n) >= reported
    slope, intercept = np.polyfit(
        np.log10(operations[:reported]), np.log10(burden.compute_flop[:reported]), 1
    )
    predicted = 10 ** (intercept + slope * np.log10(operations))
    consolidated = burden.compute_flop.where(~is_imputed, predicted)
    return pd.concat(
        [
            burden.assign(compute_flop=operations),
            burden.assign(measure="consolidated", compute_flop=consolidated, is_imputed=is_imputed),
        ],
        ignore_index=True,
    )


def pooled(frame: pd.DataFrame) -> tuple[float, float, float, float]:
    drawn = sample(usable(frame[frame.measure == "consolidated"]), HEADLINE)
    line = multiple_imputation(drawn, log_operations(frame, drawn.frame), imputations=60)
    assert line.slope_low is not None and line.slope_high is not None
    return line.slope, line.slope_low, line.slope_high, line.slope_se or 0.0


def test_the_interval_covers_the_truth() -> None:
    intervals = [pooled(two_measures(seed)) for seed in range(60)]
    coverage = np.mean([low <= TRUE_SLOPE <= high for _, low, high, _ in intervals])
    assert 0.88 <= coverage <= 1.0
    assert np.mean([slope for slope, *_ in intervals]) == pytest.approx(TRUE_SLOPE, rel=0.03)


def test_predictions_taken_as_data_are_surer_than_they_may_be() -> None:
    """A line through twelve runs predicts the rest: its own uncertainty must show."""
    covered = {"as data": 0, "drawn": 0}
    for seed in range(60):
        frame = two_measures(seed, reported=12)
        as_data = fit(frame[frame.measure == "consolidated"], HEADLINE, draws=0).line
        assert as_data is not None and as_data.slope_low is not None and as_data.slope_high is not None
        covered["as data"] += as_data.slope_low <= TRUE_SLOPE <= as_data.slope_high
        _, low, high, _ = pooled(frame)
        covered["drawn"] += low <= TRUE_SLOPE <= high
    assert covered["as data"] <= 50 < 54 <= covered["drawn"]


def test_the_same_points_give_the_same_line() -> None:
    assert pooled(two_measures(2)) == pooled(two_measures(2))


def test_it_stands_among_the_fits_of_consolidated_burden() -> None:
    table = fits_frame(fit_all(two_measures(3), draws=0)).set_index("fit_id")
    row = table.loc["imagenet_top1/consolidated/multiple_imputation"]
    assert row.status == "fitted"
    assert '"missing_information"' in row.parameters
    assert "imagenet_top1/network_operations/multiple_imputation" not in table.index


def test_a_burden_whose_operations_are_no_point_is_left_out() -> None:
    frame = two_measures(3)
    last = frame.index[frame.measure == "network_operations"][-5:]
    rows = fits_frame(fit_all(frame.drop(index=last), draws=0)).set_index("fit_id")
    row = rows.loc["imagenet_top1/consolidated/multiple_imputation"]
    assert (row.status, row.n) == ("fitted", 75)


@pytest.mark.parametrize(
    ("reported", "reason"), [(80, "no burden is imputed"), (5, "5 runs report both measures")]
)
def test_it_says_when_there_is_nothing_to_draw_or_to_draw_from(reported: int, reason: str) -> None:
    with pytest.raises(TooFewPointsError, match=reason):
        pooled(two_measures(4, reported=reported))


def test_runs_that_are_all_alike_leave_nothing_to_draw_from() -> None:
    drawn = sample(usable(two_measures(1).assign(measure="consolidated")), HEADLINE)
    alike = dataclasses.replace(drawn, y=np.full(drawn.n, drawn.y[0]))
    imputed = drawn.frame.assign(is_imputed=np.arange(drawn.n) >= drawn.n // 2)
    alike = dataclasses.replace(alike, frame=imputed)
    with pytest.raises(TooFewPointsError, match="do not tell operations and error apart"):
        multiple_imputation(alike, np.linspace(9.0, 11.0, drawn.n))
