"""Heads that list the columns below them."""

from __future__ import annotations

import pytest

from extractors.documents.contradictions import contradictions
from extractors.documents.listed_heads import dealt_out
from tests.extractors.facts.results.papers import paper, table, values


@pytest.mark.parametrize(
    ("head", "columns", "heads"),
    [
        ("DEV(EM, F1)", 2, ("DEV EM", "DEV F1")),
        ("SQuAD 1.1 [EM / F1]", 2, ("SQuAD 1.1 EM", "SQuAD 1.1 F1")),
        ("COCO (AP, AP50, AP75)", 3, ("COCO AP", "COCO AP50", "COCO AP75")),
        ("(m, mm)", 2, ("m", "mm")),
    ],
)
def test_a_list_in_brackets_heads_each_column(head: str, columns: int, heads: tuple[str, ...]) -> None:
    assert dealt_out(head, columns) == heads


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("DEV (EM, F1)", 3),
        ("DEV (EM, F1)", 1),
        ("Training cost (FLOPs)", 2),
        ("Size (1, 2)", 2),
        ("F(2x2, 3x3)", 2),
        ("NetA (Smith et al., 2019)", 2),
        ("Scores (higher is better, in percent)", 2),
        ("(EM, F1) of five runs", 2),
        ("(EM, EM)", 2),
    ],
)
def test_other_brackets_head_them_together(head: str, columns: int) -> None:
    assert dealt_out(head, columns) == ()


@pytest.mark.parametrize("head", ["DEV(EM, F1)", "Dev [EM/F1]", "dev (EM; F1)"])
def test_columns_under_a_list_are_told_apart(head: str) -> None:
    drawing = f"Model | SQuAD 1.1 | <\n| {head} | <\n---\nNetA | 80.8 | 88.5\nNetB (ours) | 83.8 | 90.6"
    drawn = table("Results.", drawing)
    assert not list(contradictions(drawn))
    assert values(paper(drawn)) == {"squad11_em": [80.8, 83.8], "squad11_f1": [88.5, 90.6]}
