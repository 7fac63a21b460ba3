import re
from pathlib import Path

import pandas as pd
import pytest

from extractors.documents.model import Format
from extractors.records import Evidence, PaperMetadata, Quantity
from flows.science import benchmarks_frame
from tests.warehouse.builders import NOON, Nights, add_runs, compute, read, result
from warehouse.correction_entries import read_corrections
from warehouse.metadata import record_metadata
from warehouse.publish import publish
from warehouse.review import DoubtfulFact, doubtful_facts, draft


def published(nights: Nights) -> Path:
    folder = nights.warehouse.path.parent / "published"
    return publish(nights.warehouse, folder, published_at=NOON, code_version="0").database


def found(nights: Nights, **filters: object) -> list[tuple[object, ...]]:
    return [(fact.says, fact.doubts) for fact in doubtful_facts(published(nights), **filters)]


def test_facts_that_nothing_speaks_against_are_not_listed(nights: Nights):
    nights.run(read("a.pdf", result(), compute()))
    assert found(nights) == []


def test_low_confidence_is_a_doubt_with_its_reasons(nights: Nights):
    nights.run(read("a.pdf", result(75.0, confidence=0.3, reasons=("no metric named", "own by guess"))))
    assert found(nights) == [("75.0", ("low confidence: no metric named; own by guess",))]


def test_files_that_contradict_each_other_are_a_doubt(nights: Nights):
    nights.run(
        read("a.html", result(78.5), result(70.0, row=6), format=Format.HTML),
        read("a.pdf", result(7.85), result(70.0, row=6)),
    )
    assert found(nights) == [("78.5", ("files disagree: the pdf file says 7.85",))]


def test_an_implausible_score_is_a_doubt(nights: Nights):
    nights.warehouse.replace({"benchmarks": benchmarks_frame(())})
    nights.run(read("a.pdf", result(763.0)))
    assert found(nights) == [("763.0", ("implausible: scores lie between 0.05 and 93.0",))]


def test_a_fact_of_a_retracted_paper_is_a_doubt(nights: Nights):
    nights.run(read("a.pdf", result()), read("b.pdf", result(70.0), paper_id="arxiv:1512.00001"))
    said = PaperMetadata("arxiv:1512.03385", "10.48550/arxiv.1512.03385", "W1", is_retracted=True)
    record_metadata(nights.warehouse, [said], fetched_at=NOON)
    assert found(nights) == [("76.3", ("retracted paper: OpenAlex lists it as retracted (W1)",))]


def record_residuals(nights: Nights, residuals: dict[str, float]) -> None:
    """A fit through twenty ordinary points and given ones."""
    fit = {
        "fit_id": "f",
        "benchmark_id": "imagenet_top1",
        "measure": "hardware_burden",
        "specification": "ols",
    }
    fits = [{**fit, "form": "power", "estimator": "ols", "status": "fitted", "slope": -0.1, "n": 21}]
    ordinary = {f"r{n}": (n - 9.5) / 100 for n in range(20)}
    point = {"fit_id": "f", "paper_id": "p", "model_name": "m", "error": 0.2, "compute_flop": 1e18}
    points = [
        {**point, "is_imputed": False, "result_id": name, "residual": distance}
        for name, distance in {**ordinary, **residuals}.items()
    ]
    nights.warehouse.record_fits(
        nights.begin(),
        "run",
        {"fits": pd.DataFrame(fits), "fit_points": pd.DataFrame(points)},
        recorded_at=NOON,
        snapshot_hash="s",
        code_version="0",
    )


@pytest.mark.parametrize(("residual", "is_doubted"), [(0.9, True), (0.05, False)])
def test_an_outlier_of_the_fit_casts_doubt_on_the_result_and_on_its_compute(
    nights: Nights, residual: float, is_doubted: bool
):
    nights.run(read("a.pdf", result(75.0), compute()))
    add_runs(nights.warehouse)
    record_residuals(nights, {nights.rows("SELECT result_id FROM reported_results")[0][0]: residual})
    doubted = doubtful_facts(published(nights))
    assert {fact.table_name for fact in doubted} == (
        {"reported_results", "reported_compute"} if is_doubted else set()
    )
    assert all(fact.is_in_fits and "hardware_burden fit" in fact.doubts[0] for fact in doubted)


def test_a_fact_of_many_outliers_has_one_line_a_fit(nights: Nights):
    scores = [result(70.0 + k, model_name=f"Net-{k}", row=k) for k in range(3)]
    nights.run(read("a.pdf", *scores, compute()))
    add_runs(nights.warehouse)
    ids = [row[0] for row in nights.rows("SELECT result_id FROM reported_results ORDER BY value")]
    tables = {
        name: nights.warehouse.frame(f"FROM core.{name}") for name in ("model_runs", "compute_estimates")
    }
    each = {
        name: pd.concat(
            [frame.assign(run_id=f"1/net{k}", model_name=f"Net-{k}") for k in range(3)], ignore_index=True
        )
        for name, frame in tables.items()
    }
    each["model_runs"]["result_ids"] = [[one] for one in ids]
    nights.warehouse.replace(each)
    record_residuals(nights, dict(zip(ids, (0.9, -0.8, 0.95), strict=True)))
    [shared] = [fact for fact in doubtful_facts(published(nights)) if fact.table_name == "reported_compute"]
    [line] = shared.doubts
    assert re.match(
        r"outlier of the fit: 3 points, the farthest \d+\.\d standard deviations from the hardware", line
    )


def test_what_the_fits_rest_on_comes_first(nights: Nights):
    nights.run(
        read("a.pdf", result(75.0, confidence=0.4)),
        read("b.pdf", result(60.0, confidence=0.1), paper_id="b"),
    )
    used = nights.rows("SELECT result_id FROM reported_results WHERE value = 75")[0]
    add_runs(nights.warehouse, result_ids=list(used))
    assert [says for says, _ in found(nights)] == ["75.0", "60.0"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"paper_id": "b"}, 1),
        ({"doubt": "low confidence"}, 2),
        ({"doubt": "implausible"}, 0),
        ({"with_quoted": True}, 3),
    ],
    ids=str,
)
def test_the_list_can_be_narrowed(nights: Nights, filters: dict, count: int):
    doubtful = result(75.0, confidence=0.3)
    nights.run(
        read("a.pdf", doubtful, result(70.0, row=8, confidence=0.3, is_own=False)),
        read("b.pdf", doubtful, paper_id="b"),
    )
    assert len(found(nights, **filters)) == count


TRICKY = 'He said "best\\worst"\u00d7\x7f | 76.3'
HARD_TO_NAME = (
    result(75.0, confidence=0.3),
    result(75.0, confidence=0.3, row=9, protocol="10-crop"),
    result(71.0, confidence=0.3, evidence=Evidence(TRICKY, anchor="S4.T1")),
    compute(confidence=0.2),
    compute(Quantity.HARDWARE_MODEL, None, text_value="Tesla V100", confidence=0.2),
)


def decided(text: str) -> str:
    """What a person makes of a draft: take the comment signs away, give reason and name."""
    text = re.sub(r"^# (?=\[\[|\w+ = )", "", text, flags=re.MULTILINE)
    return text.replace('reason = ""', 'reason = "checked"').replace('who = ""', 'who = "K. Reader"')


def draft_of(nights: Nights) -> tuple[Path, list[DoubtfulFact], str]:
    database = published(nights)
    facts = doubtful_facts(database)
    return database, facts, draft(database, facts)


def test_a_draft_changes_nothing_until_somebody_decides(nights: Nights, tmp_path: Path):
    nights.run(read("a.pdf", *HARD_TO_NAME))
    (tmp_path / "draft.toml").write_text(draft_of(nights)[2])
    assert read_corrections(tmp_path) == []


def test_every_entry_of_a_draft_names_its_fact_alone(nights: Nights, tmp_path: Path):
    nights.run(read("a.pdf", *HARD_TO_NAME))
    _, facts, text = draft_of(nights)
    assert len(facts) == len(HARD_TO_NAME)
    (tmp_path / "decided.toml").write_text(decided(text))
    outcomes = nights.warehouse.apply_corrections(read_corrections(tmp_path))
    assert [outcome.problem for outcome in outcomes] == [None] * len(facts)
    assert [outcome.fact_ids for outcome in outcomes] == [(fact.fact_id,) for fact in facts]
    assert found(nights) == []  # what is confirmed is not asked again


def test_a_draft_shows_the_quote_and_what_is_doubted(nights: Nights):
    nights.run(
        read("a.pdf", result(71.0, confidence=0.3, reasons=("no metric",), evidence=Evidence(TRICKY, page=2)))
    )
    text = draft_of(nights)[2]
    assert "# low confidence: no metric\n" in text
    assert '# p. 2: He said "best\\worst"\u00d7 | 76.3\n' in text


def test_a_fact_printed_twice_is_said_to_have_no_name_of_its_own(nights: Nights):
    sentence = Evidence("76.3 with one crop and 76.3 with ten", page=2)
    nights.run(
        read("a.pdf", result(confidence=0.3, evidence=sentence), result(confidence=0.3, evidence=sentence))
    )
    assert draft_of(nights)[2].count("can only drop all of them") == 2


def test_a_decision_guards_against_a_better_reading(nights: Nights, tmp_path: Path):
    nights.run(read("a.pdf", result(75.0, confidence=0.3)))
    (tmp_path / "decided.toml").write_text(decided(draft_of(nights)[2]))
    nights.run(read("a.pdf", result(75.0, confidence=0.3, protocol="10-crop")), extractor="v2")
    (outcome,) = nights.warehouse.apply_corrections(read_corrections(tmp_path))
    assert outcome.problem is not None
    assert "no longer says" in outcome.problem
