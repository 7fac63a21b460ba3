"""Panels of one table with heads of their own."""

from __future__ import annotations

import pytest

from extractors.documents.stacked_panels import with_panels_apart
from extractors.facts.results import extract
from tests.extractors.facts.results.papers import paper, table

CAPTION = "Top-1 accuracy on ImageNet."
FIRST = (
    " | NetA-50 | NetA-101\nImageNet | Accuracy | Accuracy\n---\nVanilla | 76.0 | 77.8\nOurs | 77.8 | 79.3\n"
)
SECOND = "Vanilla | 78.5 | 68.1\nOurs | 79.9 | 69.5"


def test_a_panel_under_heads_of_its_own_is_a_table_whose_rows_keep_their_numbers() -> None:
    whole = table(CAPTION, f"{FIRST} | NetA-152 | NetB-S\nImageNet | Accuracy | Accuracy\n{SECOND}")
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
    whole = table(CAPTION, f"{FIRST}{again}\n{SECOND}")
    assert with_panels_apart([whole]) == (whole,)
