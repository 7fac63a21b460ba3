"""Panels of one table: without heads below the one that has them, and with heads of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.model import Table
from extractors.documents.panels import with_heads_of_first, with_panels_apart
from extractors.facts.results import extract
from tests.extractors.facts.results.papers import paper, table, values

FIRST = table(
    "Errors on ImageNet.", "Model | FLOPs | top-1 error\n---\nNetA-50 | 4.1 | 23.2\nNetB | 4.0 | 21.4"
)
CAPTION = "Top-1 accuracy on ImageNet."
UPPER = (
    " | NetA-50 | NetA-101\nImageNet | Accuracy | Accuracy\n---\nVanilla | 76.0 | 77.8\nOurs | 77.8 | 79.3\n"
)
LOWER = "Vanilla | 78.5 | 68.1\nOurs | 79.9 | 69.5"


def _without_heads(rows: str, label: str = "Table 1") -> Table:
    whole = table("Errors on ImageNet.", f"a | b | c\n---\n{rows}", label=label)
    cells = tuple(replace(cell, row=cell.row - 1) for cell in whole.cells if cell.row)
    return replace(whole, cells=cells, row_count=whole.row_count - 1, header_row_count=0)


def test_a_panel_without_heads_has_those_of_the_panel_above() -> None:
    second = _without_heads("NetC-101 | 7.8 | 21.3\nNetD | 8.0 | 20.7")
    completed = with_heads_of_first([FIRST, second])
    assert completed[1].grid()[0] == ["Model", "FLOPs", "top-1 error"]
    assert values(paper(*completed)) == {"imagenet_top1": [-23.2, -21.4, -21.3, -20.7]}


def test_another_table_has_heads_of_its_own_or_none() -> None:
    other = _without_heads("NetC-101 | 7.8 | 21.3\nNetD | 8.0 | 20.7", label="Table 2")
    headed = replace(FIRST, caption="Table 1: Errors on COCO.")
    assert with_heads_of_first([FIRST, other, headed]) == (FIRST, other, headed)


def test_a_panel_under_heads_of_its_own_is_a_table_whose_rows_keep_their_numbers() -> None:
    whole = table(CAPTION, f"{UPPER} | NetA-152 | NetB-S\nImageNet | Accuracy | Accuracy\n{LOWER}")
    panels = with_panels_apart([whole])
    assert [panel.grid()[0] for panel in panels] == [["", "NetA-50", "NetA-101"], ["", "NetA-152", "NetB-S"]]
    read = [(result.evidence.row, result.model_name, result.value) for result in extract(paper(*panels))]
    assert read[-2:] == [(7, "Ours (NetA-152)", 79.9), (7, "Ours (NetB-S)", 69.5)]


def test_a_corner_again_begins_a_panel() -> None:
    drawing = "Method | NetA | NetB\n---\nBase | 70.1 | 71.2\nMethod | NetC | NetD\nBase | 72.3 | 73.4"
    assert [panel.grid()[0][1] for panel in with_panels_apart([table(CAPTION, drawing)])] == ["NetA", "NetC"]


@pytest.mark.parametrize(
    "again",
    [
        " | NetA-50 | NetA-101\nImageNet | Accuracy | Accuracy",  # the same heads once more
        "(b) Positions | < | <\nImageNet | Accuracy | Accuracy",  # the title of a block
        " | NetA-152 | NetB-S\nImageNet | 80.1 | 81.2",  # values
        " | NetA-152 | NetB-S\nImageNet | Accuracy | Speed",  # other measures
    ],
)
def test_what_is_no_other_heads_begins_no_panel(again: str) -> None:
    whole = table(CAPTION, f"{UPPER}{again}\n{LOWER}")
    assert with_panels_apart([whole]) == (whole,)
