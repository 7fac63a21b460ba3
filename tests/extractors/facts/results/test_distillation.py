"""Tables of teachers and students: whose the numbers are, and what their models are called."""

from __future__ import annotations

import pytest

from extractors.facts.results import extract
from extractors.facts.results.distillation import Role, role_of
from tests.extractors.facts.results.papers import models, own, paper, table, values

CAPTION = "Top-1 accuracy (%) on ImageNet."
TITLE = "WeftKD: Students that Listen"


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Teacher", Role.TEACHER),
        ("Student model", Role.STUDENT),
        ("Pre-trained teacher", Role.TEACHER),
        ("Student (S)", Role.STUDENT),
        ("Teacher network", Role.TEACHER),
        ("Noisy Student", None),
        ("Mean Teacher", None),
        ("Teacher assistant", None),
        ("Students in class", None),
    ],
)
def test_heads_say_who_teaches_and_who_is_taught(head: str, role: Role | None) -> None:
    assert role_of(head) is role


@pytest.mark.parametrize(
    ("teacher", "student"),
    [("Teacher", "Student"), ("Teacher model", "Student model"), ("Pretrained teacher", "Student network")],
)
def test_the_model_is_the_student_and_both_scores_are_results(teacher: str, student: str) -> None:
    drawing = f"{teacher} | {student} | KD | WeftKD\n---\nNetA-34 (73.31) | NetB-18 (69.76) | 70.66 | 72.19"
    document = paper(table(CAPTION, drawing), title=TITLE)
    assert values(document) == {"imagenet_top1": [73.31, 69.76, 70.66, 72.19]}
    assert models(document) == ["NetA-34", "NetB-18", "NetB-18 (KD)", "NetB-18 (WeftKD)"]


def test_scores_of_both_in_columns_of_their_own() -> None:
    drawing = (
        "Teacher | Student | Teacher | Student | KD | WeftKD\n---\n"
        "NetA-34 | NetB-18 | 73.31 | 69.76 | 71.21 | 72.19\nNetA-50 | NetB-18 | 76.13 | 69.76 | 71.35 | 72.26"
    )
    document = paper(table(CAPTION, drawing), title=TITLE)
    assert models(document)[:1] == ["NetA-34"]
    assert "NetB-18 (KD), teacher NetA-50" in models(document)


def test_numbers_in_brackets_behind_other_names_are_no_results() -> None:
    drawing = (
        "Backbone | Detector | AP\n---\nNetA-34 (73.31) | NetD (69.76) | 40.2\nNetA-50 (76.1) | NetD | 41.2"
    )
    assert values(paper(table("Detection on COCO.", drawing))) == {"coco_box_ap": [40.2, 41.2]}


METHODS = "Teacher | Student | KD [4] | CRD [5] | WeftKD\n---\nNetA (73.31) | NetB-18 (69.76) | 70.66 | 71.17 | 72.19"


def test_other_methods_beside_the_own_are_quoted() -> None:
    owners = own(paper(table(CAPTION, METHODS), title=TITLE, text="We compare with KD [4] and CRD [5]."))
    assert not owners["NetB-18 (KD)"]
    assert not owners["NetB-18 (CRD)"]
    assert not owners["NetA"]
    assert owners["NetB-18 (WeftKD)"]


@pytest.mark.parametrize(
    "remark",
    [
        "All results of other methods are reproduced under the same settings.",
        "We reproduce all methods with the same code.",
        "All methods are re-implemented by us.",
    ],
)
def test_other_methods_that_were_run_again_are_own(remark: str) -> None:
    document = paper(
        table(f"{CAPTION} {remark}", METHODS), title=TITLE, text="We compare with KD [4] and CRD [5]."
    )
    assert own(document)["NetB-18 (KD)"]


def test_heads_repeated_inside_the_body_hold_below() -> None:
    drawing = (
        "Teacher | Student | KD | CRD | WeftKD\n---\nNetA-34 (73.31) | NetB-18 (69.76) | 70.66 | 71.17 | 72.19\n"
        "Teacher | Student | AT | OFD | WeftKD\nNetA-50 (76.16) | NetC (70.13) | 70.72 | 71.25 | 72.96"
    )
    found = models(paper(table(CAPTION, drawing), title=TITLE))
    assert found[-3:] == ["NetC (AT)", "NetC (OFD)", "NetC (WeftKD)"]


def test_what_is_added_in_each_half_is_added_to_the_row_of_that_half() -> None:
    drawing = (
        "Model | AP | Model | AP\n---\nNetD-R50 | 37.93 | NetE-R50 | 36.15\n+ KD | 38.35 | + KD | 36.76\n"
    )
    found = {r.value: r.model_name for r in extract(paper(table("Detection on COCO.", drawing)))}
    assert found[38.35] == "NetD-R50 + KD"
    assert found[36.76] == "NetE-R50 + KD"
