"""Every claim is judged, by what the evidence says."""

import pandas as pd
import pytest

from analysis.claims import COLUMNS, ClaimEvidence, Figures, ledger
from analysis.claims.arithmetic import ARITHMETIC
from analysis.claims.criteria import Criterion
from analysis.claims.evidence import ClaimOutcome
from analysis.claims.ledger import published_claims
from analysis.claims.measured import MEASURED
from analysis.costs import PUBLISHED_2020
from analysis.fits import HEADLINE, fit, fits_frame
from analysis.projections import project
from analysis.theory import theory
from tests.analysis.fits.synthetic import points
from tools.claims_page import TARGET, claims_page

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
    evidence = ClaimEvidence(frame, fits_frame(fitted), project(fitted, PUBLISHED_2020), 99)
    return ledger(evidence, Figures(theory(), HARDWARE)).set_index("claim_id")


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return judged(points(9.0, noise=0.02))


def test_all_claims_are_numbered_and_judged(claims: pd.DataFrame) -> None:
    assert set(claims.columns) | {"claim_id"} == set(COLUMNS)
    assert list(claims.claim_number) == list(range(1, 28))
    assert claims.how_tested.str.len().gt(0).all()
    assert claims.loc[claims.verdict == "cannot be tested", "reason"].notna().all()
    assert claims.loc[claims.verdict != "cannot be tested", "current_value"].notna().all()
    assert claims.loc[claims.verdict != "cannot be tested", "criterion"].notna().all()


def test_a_claim_has_a_test_or_says_why_not() -> None:
    ids = [claim["id"] for claim in published_claims()["claim"]]
    tests = {*ARITHMETIC, *MEASURED}
    assert tests <= set(ids)
    for claim in published_claims()["claim"]:
        assert claim["id"] in tests or claim["reason"]
        assert ("criterion" in claim) == (claim["id"] in tests - {"papers_examined"})


def test_a_ninth_power_with_its_interval_around_nine_does_not_speak_against_at_least_nine(
    claims: pd.DataFrame,
) -> None:
    for claim in ("ninth_power", "halving_takes_500"):
        assert claims.verdict[claim] == "does not speak against"
        assert (claims.n_models[claim], claims.n_works[claim]) == (40, 40)
        assert claims.current_low[claim] < claims.current_value[claim] < claims.current_high[claim]
    assert claims.current_value["ninth_power"] == pytest.approx(9, rel=0.05)


def test_a_twelfth_power_is_at_least_a_ninth() -> None:
    claims = judged(points(12.0, noise=0.01))
    assert claims.verdict["ninth_power"] == claims.verdict["halving_takes_500"] == "holds"


def test_a_fourth_power_in_the_data_does_not() -> None:
    claims = judged(points(4.0, noise=0.01))
    assert claims.verdict["ninth_power"] == "does not hold"
    assert claims.verdict["halving_takes_500"] == "does not hold"
    assert claims.verdict["five_percent_compute"] == "does not hold"


def test_too_few_points_test_nothing_but_leave_arithmetic(claims: pd.DataFrame) -> None:
    few = judged(points(n=4))
    assert few.verdict["ninth_power"] == "cannot be tested"
    assert "4 points, needs 8" in few.reason["ninth_power"]
    assert few.verdict["nasnet_compute"] == "cannot be tested"
    assert few.study_verdict["nasnet_compute"] == "holds"


@pytest.mark.parametrize(
    ("claim", "value", "tolerance"),
    [
        ("computing_speed", 6.85, 0.01),
        ("nasnet_compute", 1007, 1),
        ("nasnet_hardware_part", 6.03, 0.005),
        ("nasnet_halves_error", 2.12, 0.005),
        ("alexnet_training", 6.0, 0.01),
        ("gpt3_cost", 4.57e6, 1e4),
        ("data_grows_as_square", 2.0, 0.2),
        ("compute_grows_as_fourth_power", 4.0, 0.4),
    ],
)
def test_arithmetic_and_theory(claims: pd.DataFrame, claim: str, value: float, tolerance: float) -> None:
    assert claims.study_value[claim] == pytest.approx(value, abs=tolerance)
    assert claims.study_verdict[claim] == "holds"
    assert pd.isna(claims.current_value[claim])


@pytest.mark.parametrize(
    ("claim", "value", "verdict"),
    [
        ("ninth_power", 11.96, "holds"),
        ("halving_takes_500", 3985, "holds"),
        ("five_percent_compute", 25.77, "does not hold"),
        ("five_percent_cost", 8.94, "does not hold"),
        ("five_percent_emissions", 8.30, "does not speak against"),
        ("five_percent_date", 2025.8, "does not speak against"),
        ("more_parameters_than_examples", 46.8, "holds"),
    ],
)
def test_the_studys_own_tables_are_judged_beside(
    claims: pd.DataFrame, claim: str, value: float, verdict: str
) -> None:
    assert claims.study_value[claim] == pytest.approx(value, rel=1e-3)
    assert claims.study_verdict[claim] == verdict
    assert "models of the study's tables" in claims.study_basis[claim]


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (ClaimOutcome(12.0, 9.5, 14.0), "holds"),
        (ClaimOutcome(12.0, 8.5, 14.0), "does not speak against"),
        (ClaimOutcome(12.0, 8.5, is_open_above=True), "does not speak against"),
        (ClaimOutcome(7.0, 6.0, 8.9), "does not hold"),
        (ClaimOutcome(None), "cannot be tested"),
    ],
    ids=["above", "around", "open", "below", "nothing"],
)
def test_at_least_asks_of_the_whole_interval(outcome: ClaimOutcome, verdict: str) -> None:
    assert Criterion(9.0).judge(outcome) == verdict


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (ClaimOutcome(28.4, 27.0, 29.5), "holds"),
        (ClaimOutcome(28.4), "holds"),
        (ClaimOutcome(28.4, 20.0, 35.0), "does not speak against"),
        (ClaimOutcome(25.8, 24.0, 28.5), "does not speak against"),
        (ClaimOutcome(25.8, 24.8, 27.2), "does not hold"),
        (ClaimOutcome(25.8), "does not hold"),
    ],
    ids=["narrow", "without interval", "wide", "reaches it", "misses it", "far without interval"],
)
def test_about_asks_for_value_and_interval(outcome: ClaimOutcome, verdict: str) -> None:
    assert Criterion(28.0, 1.0).judge(outcome) == verdict


def test_the_date_of_five_percent_follows_the_best_of_each_year() -> None:
    frame = points(n=60, noise=0.0)
    frame["year"] = 2012 + pd.RangeIndex(60) % 10
    frame["error"] = 0.367 * 10 ** (-0.0630 * (frame.year - 2012))
    claims = judged(frame)
    assert claims.current_value["five_percent_date"] == pytest.approx(2012 + 0.8657 / 0.0630, abs=0.05)
    assert claims.verdict["five_percent_date"] in ("holds", "does not speak against")


def test_parameters_are_those_read_where_there_are_any() -> None:
    frame = points().assign(parameters=3e6)
    frame.loc[0, ["model_name", "parameters"]] = ["NoisyStudent (EfficientNet-L2)", 4.9e8]
    claims = judged(frame)
    assert claims.current_value["noisy_student_parameters"] == 4.9e8
    assert claims.current_value["more_parameters_than_examples"] == pytest.approx(3e6 / 1.28e6)


def test_the_page_of_claims_is_that_of_the_file() -> None:
    assert TARGET.read_text("utf-8") == claims_page(), "run make claims"


def test_every_claim_stands_in_the_page_with_its_criterion_or_why_it_is_not_tested() -> None:
    rows = [line.split(" | ") for line in claims_page().splitlines() if line[2:3].isdigit()]
    assert [int(row[0].removeprefix("| ")) for row in rows] == list(range(1, 28))
    for row in rows:
        assert (row[3] == "none") == (row[6] == "cannot be tested |"), row


@pytest.mark.parametrize(("asked", "brief"), [
    (Criterion(9.0), "at least 9"),
    (Criterion(28.0, 1.0), "about 28, within 1"),
    (Criterion(4.8e8, 2.4e7), "about 480,000,000, within 24,000,000"),
])  # fmt: skip
def test_a_criterion_in_a_few_words(asked: Criterion, brief: str) -> None:
    assert asked.brief == brief
