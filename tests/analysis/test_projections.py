"""Lines turned around, costs, and the published projection table."""

import math

import pandas as pd
import pytest

from analysis.costs import KG_PER_POUND, PUBLISHED_2020, PUBLISHED_2022, CostModel, current_costs
from analysis.fits import HEADLINE, Form, Specification, fit
from analysis.projections import BUDGET_USD, COLUMNS, Targets, project, required_log10_flop
from analysis.thompson.projections import rebuild_2020
from tests.analysis.fits.synthetic import points

TARGETS = (Targets("imagenet_top1", (0.05, 0.001), wrong_labels=0.06),)

HARDWARE = pd.DataFrame(
    {
        "hardware_id": ["h100-sxm5"],
        "name": ["H100 SXM5"],
        "source": ["datasheet"],
        "peak_fp16_flop_per_s": [1e15],
        "tdp_watts": [700.0],
    }
)
CURRENT = current_costs(HARDWARE, utilisation=0.4)


def projected(frame: pd.DataFrame, costs: CostModel = CURRENT) -> pd.DataFrame:
    table = project([fit(frame, HEADLINE, draws=2000)], costs, TARGETS)
    return table.set_index(["target_error", "quantity"])


def test_a_power_law_turned_around() -> None:
    value, low, high = required_log10_flop(fit(points(9.0, noise=0), HEADLINE), 0.05)
    assert value == pytest.approx(17 + 9 * (-0.4 - math.log10(0.05)))
    assert low == pytest.approx(value) and high == pytest.approx(value)


def test_an_exponential_law_turned_around() -> None:
    frame = points()
    frame["error"] = 1 / (2 + 1.5 * (frame.compute_flop.map(math.log10) - 17))
    value, _, _ = required_log10_flop(fit(frame, Specification("exponential", form=Form.EXPONENTIAL)), 0.05)
    assert value == pytest.approx(17 + (20 - 2) / 1.5)


def test_the_interval_covers_what_the_law_needs() -> None:
    truth = 17 + 9 * (-0.4 - math.log10(0.05))
    covered = 0
    for seed in range(60):
        _, low, high = required_log10_flop(
            fit(points(9.0, noise=0.05, seed=seed), HEADLINE, draws=1000), 0.05
        )
        assert low is not None and high is not None
        covered += low <= truth <= high
    assert covered >= 52


def test_a_line_that_may_not_fall_bounds_nothing_from_above() -> None:
    value, low, high = required_log10_flop(fit(points(60.0, n=12, noise=0.1, seed=6), HEADLINE), 0.05)
    assert low is not None and low < value
    assert high is None


def test_a_rising_line_is_not_projected() -> None:
    frame = points()
    rising = frame.assign(error=1 - frame.error)
    with pytest.raises(ValueError, match="no line that falls"):
        required_log10_flop(fit(rising, HEADLINE, draws=0), 0.05)
    assert projected(rising).empty


def test_costs_follow_from_compute() -> None:
    table = projected(points(9.0, noise=0.001), PUBLISHED_2022).value
    flop = table[0.05, "log10_flop"]
    assert table[0.05, "log10_usd"] == pytest.approx(flop - math.log10(6.87405405e16), abs=1e-4)
    pounds = table[0.05, "log10_kg_co2e"] - math.log10(KG_PER_POUND)
    assert pounds == pytest.approx(flop - math.log10(3.49756348e17), abs=1e-6)


def test_operations_cost_more_than_peak_flop() -> None:
    ratio = CURRENT.flop_per_usd("hardware_burden") / CURRENT.flop_per_usd("network_operations")
    assert ratio == pytest.approx(1 / 0.4)


def test_what_an_hour_costs_today_follows_from_the_catalog() -> None:
    assert CURRENT.flop_per_usd("hardware_burden") == pytest.approx(1e15 * 3600 / 2.99)
    assert CURRENT.kg_co2e_per_device_hour == pytest.approx(0.7 * 1.56 * 0.373)


def test_warnings_name_what_speaks_against_a_figure() -> None:
    table = projected(points(9.0))
    notes = table.note
    assert table.is_below_label_errors.all()
    assert table.is_far_beyond_data.unstack().all(axis=1).to_dict() == {0.05: False, 0.001: True}
    assert "budget of USD 1e8" in notes[0.05, "year_affordable"]
    assert "below the share of wrong test labels (6%)" in notes[0.05, "log10_flop"]
    assert "decades beyond the data" in notes[0.001, "log10_flop"]
    assert "decades beyond the data" not in notes[0.05, "log10_flop"]


def test_the_year_is_when_the_price_has_fallen_to_the_budget() -> None:
    table = projected(points(9.0, noise=0.001)).value
    usd = 10 ** table[0.001, "log10_usd"]
    years = 2.46 * math.log2(usd / BUDGET_USD)
    assert table[0.001, "year_affordable"] == pytest.approx(CURRENT.year + years, abs=0.1)


def test_only_headline_and_exponential_fits_of_known_benchmarks_are_projected() -> None:
    others = [fit(points(), Specification("rma", "rma")), fit(points(benchmark_id="speech"), HEADLINE)]
    table = project(others, CURRENT, TARGETS)
    assert table.empty
    assert list(table.columns) == list(COLUMNS)


class TestPublishedTable:
    def test_every_cost_and_every_line_that_was_printed_is_rebuilt(self) -> None:
        table = rebuild_2020()
        assert len(table) == 90
        rebuilt = table[table.is_reproduced.notna()]
        assert len(rebuilt) == 66
        assert rebuilt.is_reproduced.all()

    def test_the_constants_are_those_of_the_time(self) -> None:
        assert math.log10(PUBLISHED_2020.flop_per_usd("hardware_burden")) == pytest.approx(16.84, abs=0.01)
        pounds = PUBLISHED_2020.flop_per_kg_co2e("hardware_burden") * KG_PER_POUND
        assert math.log10(pounds / 1e9) == pytest.approx(8.13, abs=0.005)
