"""Blocks of rows under titles of their own, the first of which stands above the heads."""

from __future__ import annotations

import pytest

from extractors.facts.tables import view_table
from tests.extractors.facts.results.papers import models, paper, table

CAPTION = "Top-1 accuracy on ImageNet."


def _drawing(first: str, second: str, *, again: bool = True) -> str:
    heads = "Method | FLOPs | Top-1"
    repeated = f"{heads}\n" if again else ""
    return (
        f"{first} | < | <\n{heads}\n---\nNetA | 1.1G | 70.8\nNetB | 1.1G | 72.9\n"
        f"{second}\n{repeated}NetA | 4.5G | 79.4\nNetB | 4.5G | 81.8"
    )


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("(a) Comparison on TinyT setting", "(b) Comparison on BigT setting", ("on TinyT", "on BigT")),
        ("TinyT backbone", "BigT backbone", ("TinyT backbone", "BigT backbone")),
        ("a) TinyT", "b) BigT", ("TinyT", "BigT")),
    ],
)
def test_the_title_above_the_heads_tells_the_first_block(
    first: str, second: str, names: tuple[str, str]
) -> None:
    found = models(paper(table(CAPTION, _drawing(first, second))))
    tiny, big = (name.removeprefix("on ") for name in names)
    assert found == [f"NetA, {tiny}", f"NetB, {tiny}", f"NetA, {big}", f"NetB, {big}"]


def test_lettered_blocks_need_no_heads_again() -> None:
    found = models(paper(table(CAPTION, _drawing("(a) TinyT", "(b) BigT", again=False))))
    assert found == ["NetA, TinyT", "NetB, TinyT", "NetA, BigT", "NetB, BigT"]


@pytest.mark.parametrize("title", ["Results on all models", "Accuracy of all models"])
def test_a_title_of_the_whole_table_is_no_block(title: str) -> None:
    view = view_table(table(CAPTION, _drawing(title, "Large models", again=False)))
    assert [row.groups for row in view.rows] == [(), (), ("Large models",), ("Large models",)]


@pytest.mark.parametrize(
    ("head", "short", "long"), [("Epochs", "150", "300"), ("Lr schd", "1x", "3x"), ("Schedule", "12e", "36e")]
)
def test_rows_of_one_name_are_told_apart_by_how_long_they_were_trained(
    head: str, short: str, long: str
) -> None:
    drawing = (
        f"Method | {head} | AP\n---\nNetA | {short} | 39.5\nNetB | {short} | 40.5\n"
        f"NetA | {long} | 42.1\nNetB | {long} | 42.8"
    )
    found = models(paper(table("Object detection on COCO val2017.", drawing)))
    assert found == [
        f"NetA, {head} {short}",
        f"NetB, {head} {short}",
        f"NetA, {head} {long}",
        f"NetB, {head} {long}",
    ]


@pytest.mark.parametrize("head", ["Epochs", "Schedule"])
def test_rows_of_their_own_names_need_no_length(head: str) -> None:
    drawing = f"Method | {head} | AP\n---\nNetA | 150 | 39.5\nNetB | 300 | 40.5"
    assert models(paper(table("Object detection on COCO val2017.", drawing))) == ["NetA", "NetB"]


@pytest.mark.parametrize("head", ["Reso", "Image size", "Test size"])
def test_the_size_of_the_input_is_part_of_the_protocol(head: str) -> None:
    drawing = (
        f"Method | {head} | Top-1\n---\nNetA | 224^2 | 83.5\nNetB | 224^2 | 84.5\n"
        "NetA | 384^2 | 84.5\nNetB | 384^2 | 85.0"
    )
    assert models(paper(table(CAPTION, drawing))) == ["NetA", "NetB", "NetA", "NetB"]
