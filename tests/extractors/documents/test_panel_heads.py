"""Panels without heads below the one that has them."""

from __future__ import annotations

from dataclasses import replace

from extractors.documents.model import Table
from extractors.documents.panel_heads import with_heads_of_first
from tests.extractors.facts.results.papers import paper, table, values

FIRST = table(
    "Errors on ImageNet.", "Model | FLOPs | top-1 error\n---\nNetA-50 | 4.1 | 23.2\nNetB | 4.0 | 21.4"
)


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
