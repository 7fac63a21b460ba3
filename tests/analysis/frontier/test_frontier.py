"""Frontiers and progress whose answer was put in."""

import numpy as np
import pandas as pd
import pytest

from analysis.fits.points import Sample, TooFewPointsError, sample
from analysis.fits.specification import HEADLINE
from analysis.frontier import compute_for_error, frontier, progress
from analysis.frontier.planes import plane
from analysis.frontier.records import best_models, cheapest_models, halving_time
from analysis.frontier.shares import shares
from tests.analysis.fits.synthetic import points

EXPONENT = 9.0
DECADES_PER_YEAR = 0.4
MONTHS = 12 * np.log10(2) / DECADES_PER_YEAR


def improving(n: int = 120, noise: float = 0.01, seed: int = 0, drift: float = 0.3) -> pd.DataFrame:
    """Points whose compute for a fixed error falls by `DECADES_PER_YEAR`, and rises by `drift` a year."""
    random = np.random.default_rng(seed)
    year = random.integers(2012, 2022, n)
    log_compute = random.uniform(17, 20, n) + drift * (year - 2012)
    effective = log_compute - 17 + DECADES_PER_YEAR * (year - 2012)
    log_error = -0.4 - effective / EXPONENT + random.normal(0, noise, n)
    return points(n=n, compute_flop=10**log_compute, error=10**log_error, year=year)


def drawn(frame: pd.DataFrame) -> Sample:
    return sample(frame, HEADLINE, needs_year=True)


class TestPlanes:
    @pytest.mark.parametrize("method", ["ols", "quantile_10"])
    def test_the_halving_time_that_was_put_in_is_found(self, method: str) -> None:
        value, low, high = plane(drawn(improving()), method).halving_time_months()
        assert value == pytest.approx(MONTHS, rel=0.1)
        assert low is not None and high is not None and low < value < high  # type: ignore[operator]

    def test_its_interval_covers_the_truth_about_as_often_as_it_says(self) -> None:
        covered = 0
        for seed in range(60):
            frame = improving(n=60, noise=0.04, seed=seed)
            _, low, high = plane(drawn(frame), "ols", draws=500).halving_time_months()
            covered += low <= MONTHS <= high  # type: ignore[operator]
        assert covered >= 51

    def test_models_that_do_not_improve_have_no_halving_time(self) -> None:
        frame = improving()
        worsening = frame.assign(error=frame.error * 10 ** (0.1 * (frame.year - 2012)))
        assert plane(drawn(worsening), "ols").halving_time_months() == (None, None, None)

    def test_compute_and_year_that_rise_together_are_not_told_apart(self) -> None:
        frame = improving()
        frame["compute_flop"] = 10.0 ** (17 + (frame.year - 2012))
        with pytest.raises(TooFewPointsError, match="rise together"):
            plane(drawn(frame), "ols")

    def test_few_years_do_not_hold_a_plane(self) -> None:
        with pytest.raises(TooFewPointsError, match="points of 2 years"):
            plane(drawn(improving().assign(year=lambda rows: 2015 + np.arange(len(rows)) % 2)), "ols")


class TestRecords:
    frame = points(
        n=9,
        compute_flop=[1e20, 1e19, 1e18, 1e21, 3e19, 1e20, 1e17, 1e22, 1e22],
        error=[0.20, 0.20, 0.20, 0.10, 0.25, 0.19, 0.40, 0.10, 0.09],
        year=[2012, 2014, 2016, 2016, 2016, 2016, 2016, 2016, 2017],
        model_name=list("abcdefghi"),
    )

    def names(self, positions: np.ndarray) -> list[str]:
        return list(drawn(self.frame).frame["model_name"].iloc[positions])

    def test_the_frontier_of_a_year_holds_what_no_other_model_equals(self) -> None:
        assert self.names(best_models(drawn(self.frame), 2012)) == ["a"]
        assert self.names(best_models(drawn(self.frame), 2017)) == ["g", "c", "f", "d", "i"]

    def test_records_at_a_fixed_error_get_cheaper(self) -> None:
        assert self.names(cheapest_models(drawn(self.frame), 0.20)) == ["a", "b", "c"]

    def test_the_halving_time_is_that_from_the_first_to_the_cheapest(self) -> None:
        found = halving_time(drawn(self.frame), 0.20)
        assert found.records == 3
        assert found.months == pytest.approx(48 * np.log10(2) / 2)
        assert found.low <= found.months <= found.high

    def test_an_error_few_models_reach_has_none(self) -> None:
        with pytest.raises(TooFewPointsError, match="1 models set a record"):
            halving_time(drawn(self.frame), 0.095)


class TestShares:
    def test_shares_are_those_of_the_growth_that_was_put_in(self) -> None:
        """One model each in the first and the last year: compute grew by 3 decades, algorithms by 4."""
        frame = improving(noise=1e-4)
        frame["year"] = frame.year.clip(2013, 2021)
        ends = points(n=2, compute_flop=[1e17, 1e20], error=[10**-0.4, 10 ** (-0.4 - 7 / 9)])
        ends = ends.assign(year=[2012, 2022], paper_id=["first", "last"])
        first, last = improving(n=200, noise=1e-4, seed=1), ends
        found = {share.factor: share for share in shares(drawn(pd.concat([first[first.year > 2012], last])))}
        assert found["compute"].value == pytest.approx(3 / 7, abs=0.01)
        assert found["algorithms"].value == pytest.approx(4 / 7, abs=0.01)
        assert found["compute"].low <= found["compute"].value <= found["compute"].high

    def test_data_are_a_factor_of_their_own_where_they_vary(self) -> None:
        random = np.random.default_rng(3)
        frame = improving(noise=0.001)
        examples = 10 ** random.uniform(6, 9, len(frame))
        frame["error"] *= examples**-0.05 * 2
        measured = drawn(frame.assign(training_examples=examples))
        found = shares(measured, measured.frame["training_examples"].to_numpy())
        assert [share.factor for share in found] == ["compute", "algorithms", "data"]
        assert sum(share.value for share in found) == pytest.approx(1)

    def test_an_error_that_has_not_fallen_is_not_shared_out(self) -> None:
        frame = improving()
        frame.loc[frame.year == frame.year.max(), "error"] = 0.9
        with pytest.raises(TooFewPointsError, match="not below that of the first"):
            shares(drawn(frame))


class TestTables:
    def test_published_figures_stand_beside_ours(self) -> None:
        table = progress(improving()).set_index(["quantity", "method"])
        assert table.loc[("halving_time_months", "ols"), "published_value"] == 9.0
        assert "hardly vary" in str(table.loc[("share_of_data", "ols"), "note"])

    def test_other_benchmarks_have_no_published_figures(self) -> None:
        assert progress(improving().assign(benchmark_id="coco_box_ap")).published_value.isna().all()

    def test_the_frontier_falls_with_compute_and_with_time(self) -> None:
        table = frontier(improving())
        quantile = table[table.method == "quantile_10"].pivot(
            index="year", columns="compute_flop", values="error"
        )
        assert (quantile.diff().iloc[1:] < 0).all(axis=None)
        assert (quantile.diff(axis=1).iloc[:, 1:] < 0).all(axis=None)
        records = table[table.method == "record"]
        assert not records.duplicated(["year", "compute_flop"]).any()

    def test_compute_for_an_error_falls(self) -> None:
        table = compute_for_error(improving())
        for _, group in table.groupby(["method", "target_error"]):
            assert group.sort_values("year").compute_flop.is_monotonic_decreasing

    @pytest.mark.parametrize("table", [frontier, compute_for_error, progress])
    def test_too_few_points_give_no_rows(self, table) -> None:
        assert table(points(n=5)).empty
        assert table(points(year=None)).empty
