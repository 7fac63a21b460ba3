"""Every claim is judged, by what the evidence says."""

import pandas as pd
import pytest

from analysis.claims import COLUMNS, Evidence, ledger
from analysis.claims.ledger import TESTS, published_claims
from analysis.costs import PUBLISHED_2020
from analysis.fits import HEADLINE, fit, fits_frame
from analysis.projections import project
from analysis.theory import theory
from tests.analysis.fits.synthetic import points

HARDWARE = pd.DataFrame({
    "kind": ["cpu", "cpu", "gpu"],
    "released_on": ["2008-01-01", "2014-01-01", "2009-01-01"],
    "peak_fp32_flop_per_s": [8.5e10, 4e11, 7e11],
})  # fmt: skip


def judged(frame: pd.DataFrame) -> pd.DataFrame:
    fitted = [fit(frame, HEADLINE, draws=2000)]
    frame = frame.assign(
        parameters=frame.get("parameters"), training_examples=frame.get("training_examples", 1.28e6)
    )
    evidence = Evidence(frame, fits_frame(fitted), project(fitted, PUBLISHED_2020), theory(), HARDWARE, 99)
    return ledger(evidence).set_index("claim_id")


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return judged(points(9.0, noise=0.02))


def test_all_claims_are_numbered_and_judged(claims: pd.DataFrame) -> None:
    assert set(claims.columns) | {"claim_id"} == set(COLUMNS)
    assert list(claims.claim_number) == list(range(1, 28))
    assert claims.how_tested.str.len().gt(0).all()
    assert claims.loc[claims.verdict == "cannot be tested", "reason"].notna().all()
    assert claims.loc[claims.verdict != "cannot be tested", "current_value"].notna().all()


def test_a_claim_has_a_test_or_says_why_not() -> None:
    ids = [claim["id"] for claim in published_claims()["claim"]]
    assert set(TESTS) <= set(ids)
    for claim in published_claims()["claim"]:
        assert claim["id"] in TESTS or claim["reason"]


def test_a_ninth_power_in_the_data_holds(claims: pd.DataFrame) -> None:
    for claim in ("ninth_power", "halving_takes_500"):
        assert claims.verdict[claim] == "holds"
        assert claims.current_low[claim] < claims.current_value[claim] < claims.current_high[claim]
    assert claims.current_value["ninth_power"] == pytest.approx(9, rel=0.05)


def test_a_fourth_power_in_the_data_does_not() -> None:
    claims = judged(points(4.0, noise=0.01))
    assert claims.verdict["ninth_power"] == "does not hold"
    assert claims.verdict["halving_takes_500"] == "does not hold"
    assert claims.verdict["five_percent_compute"] == "does not hold"


def test_too_few_points_test_nothing_but_leave_arithmetic(claims: pd.DataFrame) -> None:
    few = judged(points(n=4))
    assert few.verdict["ninth_power"] == "cannot be tested"
    assert "too few points" in few.reason["ninth_power"]
    assert few.verdict["nasnet_compute"] == "holds"


@pytest.mark.parametrize(
    ("claim", "value", "tolerance"),
    [
        ("computing_speed", 6.85, 0.01),
        ("nasnet_compute", 1007, 1),
        ("nasnet_hardware_part", 6.03, 0.005),
        ("nasnet_halves_error", 2.12, 0.005),
        ("alexnet_training", 6.0, 0.01),
        ("gpt3_cost", 4.57e6, 1e4),
        ("more_parameters_than_examples", 375, 1),
        ("data_grows_as_square", 2.0, 0.2),
        ("compute_grows_as_fourth_power", 4.0, 0.4),
    ],
)
def test_arithmetic_and_theory(claims: pd.DataFrame, claim: str, value: float, tolerance: float) -> None:
    assert claims.current_value[claim] == pytest.approx(value, abs=tolerance)
    assert claims.verdict[claim] == "holds"


def test_the_date_of_five_percent_follows_the_best_of_each_year() -> None:
    frame = points(n=60, noise=0.0)
    frame["year"] = 2012 + pd.RangeIndex(60) % 10
    frame["error"] = 0.367 * 10 ** (-0.0630 * (frame.year - 2012))
    claims = judged(frame)
    assert claims.current_value["five_percent_date"] == pytest.approx(2012 + 0.8657 / 0.0630, abs=0.05)
    assert claims.verdict["five_percent_date"] == "holds"


def test_parameters_are_those_read_where_there_are_any() -> None:
    frame = points().assign(parameters=3e6)
    frame.loc[0, ["model_name", "parameters"]] = ["NoisyStudent (EfficientNet-L2)", 4.9e8]
    claims = judged(frame)
    assert claims.current_value["noisy_student_parameters"] == 4.9e8
    assert claims.current_value["more_parameters_than_examples"] == pytest.approx(3e6 / 1.28e6)
