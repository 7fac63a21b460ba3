"""What a change of the reading did, fact by fact."""

from __future__ import annotations

from tests.extractors.facts.results.papers import paper, table
from tools.facts_diff import changes, facts_of

DRAWING = "model | params | top-1 acc.\n---\nNetA-50 (ours) | 25M | {}\nNetB-50 [3] | 26M | 75.2"


def _facts(value: str, caption: str = "Results on ImageNet."):
    return {"a": facts_of(paper(table(caption, DRAWING.format(value))))}


def test_equal_readings_differ_in_nothing() -> None:
    assert not list(changes(_facts("76.1"), _facts("76.1")))


def test_another_number_is_one_lost_and_one_gained() -> None:
    found = list(changes(_facts("76.1"), _facts("76.4")))
    assert {(one.what, one.kind, (one.before or one.after)["value"]) for one in found} == {
        ("lost", "imagenet_top1", 76.1),
        ("gained", "imagenet_top1", 76.4),
    }


def test_another_name_alters_the_fact() -> None:
    before, after = _facts("76.1"), _facts("76.1")
    after["a"][0] |= {"model": "NetC-50", "is_own": False}
    (change,) = changes(before, after)
    assert change.what == "altered"
    assert "'NetA-50 (ours)' -> 'NetC-50'" in str(change) and "True -> False" in str(change)


def test_a_paper_that_is_new_gains_all_its_facts() -> None:
    after = _facts("76.1")
    assert {one.what for one in changes({}, after)} == {"gained"}
    assert len(list(changes({}, after))) == len(after["a"])
