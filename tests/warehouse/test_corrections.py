from pathlib import Path

import pytest

from extractors.records import Quantity
from tests.warehouse.builders import Nights, compute, read, result
from warehouse.correction_entries import CorrectionsError, read_corrections
from warehouse.corrections import CorrectionOutcome

PAPER = "arxiv:1512.03385"
RESNET = 'fact = {benchmark_id = "imagenet_top1", model_name = "ResNet-50", value = 75.0}'


def correction(action: str, *lines: str, paper: str = PAPER, table: str = "reported_results") -> str:
    return "\n".join(
        [
            "[[correction]]",
            f'paper = "{paper}"',
            f'table = "{table}"',
            f'action = "{action}"',
            'reason = "read it in the paper"',
            'who = "K. Reader"',
            *lines,
            "",
        ]
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corrections").mkdir()
    return tmp_path / "corrections"


def apply(nights: Nights, folder: Path, *corrections: str) -> list[CorrectionOutcome]:
    (folder / "resnet.toml").write_text("\n".join(corrections))
    return nights.warehouse.apply_corrections(read_corrections(folder))


def problems(outcomes: list[CorrectionOutcome]) -> list[str | None]:
    return [outcome.problem for outcome in outcomes]


def test_drop_takes_a_fact_away(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0), result(76.3, row=6)))
    assert problems(apply(nights, folder, correction("drop", RESNET))) == [None]
    assert nights.rows("SELECT value FROM reported_results") == [(76.3,)]


def test_override_changes_what_it_sets_and_keeps_id_and_evidence(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0)))
    before = nights.rows("SELECT result_id, location, quote FROM reported_results")
    apply(nights, folder, correction("override", RESNET, 'set = {value = 76.3, protocol = "10-crop"}'))
    assert nights.rows("SELECT value, protocol, confidence, reasons FROM reported_results") == [
        (76.3, "10-crop", 1.0, ["override by K. Reader: read it in the paper"])
    ]
    assert nights.rows("SELECT result_id, location, quote FROM reported_results") == before


def test_confirm_makes_a_fact_certain(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0, confidence=0.4)))
    apply(nights, folder, correction("confirm", RESNET))
    assert nights.rows("SELECT value, confidence FROM reported_results") == [(75.0, 1.0)]


def test_add_brings_a_fact_the_extractor_missed(nights: Nights, folder: Path):
    nights.run(read("a.pdf"))
    apply(
        nights,
        folder,
        correction("add", 'set = {benchmark_id = "imagenet_top1", model_name = "ResNet-50", value = 76.3}'),
        correction(
            "add", 'set = {quantity = "hardware_model", text_value = "Tesla V100"}', table="reported_compute"
        ),
    )
    assert nights.rows("SELECT paper_id, value, is_own, document_id IS NOT NULL FROM reported_results") == [
        (PAPER, 76.3, True, True)
    ]
    assert nights.rows("SELECT quantity, value, text_value, stage FROM reported_compute") == [
        ("hardware_model", None, "Tesla V100", "training")
    ]


def test_an_added_fact_gives_way_once_the_extractor_reads_it(nights: Nights, folder: Path):
    add = correction("add", 'set = {benchmark_id = "imagenet_top1", model_name = "ResNet-50", value = 75.0}')
    nights.run(read("a.pdf"))
    apply(nights, folder, add)
    nights.run(read("a.pdf", result(75.0)), extractor="v2")
    assert problems(apply(nights, folder, add)) == ["the extractor reads this by itself now"]
    assert nights.rows("SELECT count(*) FROM reported_results") == [(1,)]


def test_corrections_survive_another_reading_of_the_paper(nights: Nights, folder: Path):
    override = correction("override", RESNET, "set = {value = 76.3}")
    nights.run(read("a.pdf", result(75.0)))
    apply(nights, folder, override)
    nights.run(read("a.pdf", result(75.0, row=9), compute()), extractor="v2")
    assert problems(apply(nights, folder, override)) == [None]
    assert nights.rows("SELECT value, row_index FROM reported_results") == [(76.3, 9)]


def test_corrections_taken_out_of_the_files_no_longer_hold(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0)))
    apply(nights, folder, correction("drop", RESNET))
    apply(nights, folder)
    assert nights.rows("SELECT value, correction_id FROM reported_results") == [(75.0, None)]


def test_applying_twice_changes_nothing(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0)))
    apply(nights, folder, correction("override", RESNET, "set = {value = 76.3}"))
    before = nights.rows("FROM reported_results"), nights.rows("FROM corrections")
    apply(nights, folder, correction("override", RESNET, "set = {value = 76.3}"))
    assert (nights.rows("FROM reported_results"), nights.rows("FROM corrections")) == before


@pytest.mark.parametrize(
    ("stale", "problem"),
    [
        ([correction("drop", 'fact = {model_name = "ResNet-34"}')], "the paper states no such fact"),
        ([correction("confirm", 'fact = {model_name = "ResNet-50"}')], "2 facts fit"),
        ([correction("drop", RESNET, "expect = {page = 7}")], 'the fact no longer says {"page": 7}'),
        ([correction("drop", RESNET, paper="arxiv:1")], "there is no paper arxiv:1"),
        (
            [correction("drop", RESNET), correction("confirm", RESNET)],
            "another correction has changed this fact",
        ),
        ([correction("drop", RESNET), correction("drop", RESNET)], "the same correction is given twice"),
    ],
    ids=["no such fact", "ambiguous", "not as expected", "no such paper", "conflicting", "repeated"],
)
def test_a_correction_that_does_not_fit_is_reported_and_changes_nothing(
    nights: Nights, folder: Path, stale: list[str], problem: str
):
    nights.run(read("a.pdf", result(75.0), result(75.5, row=6)))
    last = apply(nights, folder, *stale)[-1]
    assert last.problem is not None
    assert problem in last.problem
    assert len(nights.rows("FROM reported_results")) == 2 - (len(stale) - 1)


def test_drop_may_take_several_facts(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0), result(75.5, row=6)))
    apply(nights, folder, correction("drop", 'fact = {table_label = "Table 4"}'))
    assert nights.rows("FROM reported_results") == []


def test_an_empty_text_stands_for_not_stated(nights: Nights, folder: Path):
    nights.run(read("a.pdf", compute(model_name=None), compute(Quantity.STEPS, 6e5, model_name="ResNet-50")))
    apply(nights, folder, correction("drop", 'fact = {model_name = ""}', table="reported_compute"))
    assert nights.rows("SELECT quantity FROM reported_compute") == [("steps",)]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[correction", "is not TOML"),
        (correction("delete", RESNET), r"correction 1: action: Input should be"),
        (correction("drop"), "correction 1: .*drop needs a fact"),
        (correction("drop", RESNET, "set = {value = 1.0}"), "drop takes no set"),
        (correction("override", RESNET), "override needs set"),
        (correction("add", "set = {value = 1.0}"), "needs benchmark_id, model_name and value"),
        (correction("drop", "fact = {modle_name = 'x'}"), r"fact.modle_name: Extra inputs"),
        (correction("override", RESNET, "set = {value = nan}"), "set.value: Input should be a finite number"),
        (
            correction("override", RESNET, "set = {confidence = 2}"),
            "set.confidence: .*less than or equal to 1",
        ),
        (correction("drop", RESNET, table="papers"), "correction 1"),
        (
            correction("drop", RESNET).replace("K. Reader", " "),
            "who: String should have at least 1 character",
        ),
    ],
    ids=[
        "no TOML",
        "unknown action",
        "drop what",
        "drop and set",
        "override by what",
        "half a fact",
        "misspelt column",
        "not a number",
        "impossible confidence",
        "another table",
        "nobody",
    ],
)
def test_a_file_that_makes_no_sense_is_named_with_its_entry(folder: Path, text: str, complaint: str):
    (folder / "resnet.toml").write_text(text)
    with pytest.raises(CorrectionsError, match=rf"resnet\.toml(?s:.*){complaint}"):
        read_corrections(folder)


def test_no_folder_means_no_corrections(tmp_path: Path):
    assert read_corrections(tmp_path / "nowhere") == []
