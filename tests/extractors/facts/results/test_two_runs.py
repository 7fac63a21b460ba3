"""One measure printed twice: as the paper ran it, and as others reported it."""

from __future__ import annotations

import pytest

from extractors.facts.results import extract
from extractors.facts.results.two_runs import prints_two_runs
from extractors.facts.results.values import cell_values
from tests.extractors.facts.results.papers import paper, table, values

CAPTION = "Errors on ImageNet."


@pytest.mark.parametrize(
    "head",
    [
        "top-1 error ours [orig]",
        "top-1 error ours±_std [orig.]",
        "top-1 error re-impl. (paper)",
        "reproduced top-1 error (reported)",
        "Our top-1 error (published)",
    ],
)
def test_own_numbers_stand_before_those_of_others_in_brackets(head: str) -> None:
    drawing = (
        f"Model | {head}\n---\nNetA-50 | 23.2±_{{0.09}} [23.9]\nNetB-50 | 21.9 (22.2)\nNetC | 21.7±_{{0.08}}"
    )
    found = {result.value: result.is_own for result in extract(paper(table(CAPTION, drawing)))}
    assert found == {23.2: True, 23.9: False, 21.9: True, 22.2: False, 21.7: True}


@pytest.mark.parametrize("head", ["top-1 err. orig. (ours)", "top-1 err. reported [reproduced]"])
def test_numbers_of_others_stand_before_the_own(head: str) -> None:
    drawing = f"Model | {head}\n---\nNetA-50 | 23.9 (23.2)\nNetB-50 | 22.2 (21.9)"
    found = {result.value: result.is_own for result in extract(paper(table(CAPTION, drawing)))}
    assert found == {23.9: False, 23.2: True, 22.2: False, 21.9: True}


@pytest.mark.parametrize(
    "head",
    [
        "top-1 err. (ours)",
        "top-1 err. [%]",
        "top-1 err. (drop)",
        "original top-1 err. (%)",
        "ours (top-1 err.)",
    ],
)
def test_other_brackets_in_heads_are_no_second_run(head: str) -> None:
    assert not prints_two_runs(head)
    drawing = f"Model | {head}\n---\nNetA-50 | 23.9 (23.2)\nNetB-50 | 22.2 (21.9)"
    assert values(paper(table(CAPTION, drawing))) == {"imagenet_top1": [-23.9, -22.2]}


@pytest.mark.parametrize("others", ["orig.", "reported", "in paper", "published"])
def test_columns_of_others_beside_the_own(others: str) -> None:
    drawing = (
        f"Model | top-1 error | <\n^ | ours | {others}\n---\nNetA-50 | 23.2 | 23.9\nNetB-50 | 21.9 | 22.2"
    )
    found = {result.value: result.is_own for result in extract(paper(table(CAPTION, drawing)))}
    assert found == {23.2: True, 23.9: False, 21.9: True, 22.2: False}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("21.7±_{0.08}", 21.7),
        ("21.7 ±^{0.1}", 21.7),
        ("70.40 (+0.56) [D121]", 70.4),
        ("70.4 (↑0.5) (B)", 70.4),
    ],
)
def test_deviations_and_remarks_are_no_part_of_a_score(text: str, value: float) -> None:
    assert [one.value for one in cell_values(text) if one] == [value]


@pytest.mark.parametrize("head", ["AP^{b/m}", "AP^{box / mask}", "AP^b / AP^m"])
def test_one_name_with_two_scripts_is_over_two_values(head: str) -> None:
    drawing = f"Model | OldDet on COCO\n| {head}\n---\nWeft-T | 50.5/43.7\nWeft-S | 52.5/45.3"
    found = {
        (result.benchmark_id, result.value): result.model_name
        for result in extract(paper(table("Detectors.", drawing)))
    }
    assert found["coco_box_ap", 50.5] == found["coco_mask_ap", 43.7] == "Weft-T (OldDet)"
