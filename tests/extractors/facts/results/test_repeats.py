"""Columns that print again what another table prints."""

from __future__ import annotations

import pytest

from extractors.documents.model import Table
from extractors.facts.paper_names import paper_names
from extractors.facts.results.context import PaperContext
from extractors.facts.results.expected_weights import REPEATED, expected_weight
from extractors.facts.results.paper_evidence import PaperEvidence
from extractors.facts.results.repeats import candidates_of_tables
from tests.extractors.facts.results.papers import paper, table

MAIN = table(
    "Top-1 accuracy on ImageNet.",
    "Method | Top-1 (%)\n---\nNetX-S [1] | 79.9\nNetA-T (ours) | 82.9",
    "Table 1",
)
TEXT = "We train all networks on ImageNet. Table 1 shows their top-1 accuracy. Table 2 shows ablations."


def repeated(other: Table, text: str = TEXT) -> set[float]:
    """The numbers of a second table that count as in a column with one of the first."""
    document = paper(MAIN, other, text=text)
    names, context = paper_names(document), PaperContext(document)
    read = candidates_of_tables(document, context, names, PaperEvidence(document))
    return {
        item.score
        for item in read[1].found
        if item.features.get(REPEATED) and item.reading.benchmark.benchmark_id == "imagenet_top1"
    }


@pytest.mark.parametrize("name", ["NetA (ours)", "NetA-T", "NetA", "Full NetA-T (ours)"])
def test_the_row_of_a_model_that_comes_again_says_what_its_column_is(name: str) -> None:
    drawing = f"Variant | Acc.\n---\nw/o gate | 81.8\nw/o norm | 82.2\n{name} | 82.9"
    assert repeated(table("Core ablation.", drawing, "Table 2")) == {81.8, 82.2, 82.9}


def test_models_may_stand_above_the_numbers() -> None:
    drawing = "Setting | NetA-T | NetA-T\n^ | plain | gated\n---\nTop-1 (%) | 82.9 | 83.4"
    assert 82.9 in repeated(table("Core ablation.", drawing, "Table 2"))


@pytest.mark.parametrize(
    ("caption", "drawing"),
    [
        ("Variants.", "Variant | Acc.\n---\nNetB | 82.9\nNetA | 82.2"),
        ("Variants on CIFAR-100.", "Variant | Acc.\n---\nNetA-T | 82.9\nw/o gate | 82.2"),
        ("Variants.", "Variant | CIFAR-100\n---\nNetA-T | 82.9\nw/o gate | 82.2"),
        ("Variants.", "Variant | Acc.\n---\nNetA-T | 83\nw/o gate | 82.2"),
        ("Variants.", "Variant | Drop of acc.\n---\nNetA-T | 82.9\nw/o gate | 82.2"),
    ],
)
def test_numbers_of_others_or_on_other_data_are_equal_by_chance(caption: str, drawing: str) -> None:
    assert repeated(table(caption, drawing, "Table 2")) == set()


def test_where_a_caption_names_two_data_sets_only_rows_of_that_model_count() -> None:
    rows = "NetC-20 | no | 71.2\nNetC-20 | yes | 71.9\nNetA-T | no | 82.1\nNetA-T | yes | 82.9"
    drawing = f"Model | gate | Acc.\n---\n{rows}"
    found = repeated(table("Ablation: NetC on CIFAR-10 and others on ImageNet.", drawing, "Table 2"))
    assert found == {82.1, 82.9}


@pytest.mark.parametrize("head", ["Top-1", "Acc. (%)", "Accuracy"])
def test_a_table_far_from_any_data_set_is_on_that_of_the_other(head: str) -> None:
    drawing = f"Model | Params | {head}\n---\nNetA-T | 28M | 82.9\nNetA-T + teacher | 28M | 83.7"
    assert repeated(table("Improvements by a teacher.", drawing, "Table 2"), text="") == {82.9, 83.7}


@pytest.mark.parametrize("head", ["Latency (ms)", "FLOPs (G)", "mIoU", "BLEU"])
def test_other_quantities_are_equal_by_chance(head: str) -> None:
    drawing = f"Model | {head}\n---\nNetA-T | 82.9\nNetA-T + teacher | 83.7"
    assert repeated(table("Improvements by a teacher.", drawing, "Table 2"), text="") == set()


def test_it_speaks_for_a_result() -> None:
    assert expected_weight(REPEATED) > 0
