"""Tables that contradict themselves: heads nobody can read, heads that are the same, values their heads rule out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.documents.model import Cell, Damage, Table

UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
"""What stands for a glyph without a character; see `documents.pdf.glyphs.identity`."""
_VALUE = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?%?")
_PERCENT_HEAD = re.compile(r"%\)?$")
_MOST_PERCENT = 100.0
_CONTRADICTED_SHARE = 0.5
"""A head is contradicted when more than this share of the values below it cannot be what it says."""


def contradictions(table: Table) -> Iterator[Damage]:
    """Yield what in a table cannot be as it was read.

    The codes: ``unreadable_head``, ``unreadable_cell`` (a glyph without a character), ``same_heads`` (columns
    side by side under heads of their own that read the same), ``head_contradicted`` (values above 100 below a
    head in percent).
    """
    heads = _heads_by_column(table)
    unreadable = [column for column, texts in enumerate(heads) if any(map(UNREADABLE.search, texts))]
    if unreadable:
        quoted = ", ".join(" ".join(heads[column]) for column in unreadable[:3])
        yield Damage(
            "unreadable_head",
            f"heads with glyphs that have no character: {quoted}",
            columns=tuple(unreadable),
        )
    rows = sorted({cell.row for cell in _body(table) if UNREADABLE.search(cell.text)})
    if rows:
        yield Damage("unreadable_cell", f"{len(rows)} rows hold glyphs that have no character")
    if same := _same_heads(table, heads):
        yield Damage(
            "same_heads",
            f"columns side by side are headed the same: {' '.join(heads[same[0]])}",
            columns=same,
        )
    contradicted = tuple(
        column for column in range(1, table.column_count) if _is_contradicted(table, heads, column)
    )
    if contradicted:
        quoted = " ".join(heads[contradicted[0]])
        yield Damage("head_contradicted", f"values above 100 below “{quoted}”", columns=contradicted)


def doubtful_share(table: Table, damage: Damage) -> float:
    """Return the share of a table's body cells that a damage makes doubtful."""
    cells = _body(table)
    rows, columns = set(damage.rows), set(damage.columns)
    return sum(cell.row in rows or cell.column in columns for cell in cells) / max(1, len(cells))


def _body(table: Table) -> list[Cell]:
    return [cell for cell in table.cells if cell.row >= table.header_row_count]


def _heads_by_column(table: Table) -> list[list[str]]:
    """Return the head texts above each column, from the top down."""
    heads: list[list[str]] = [[] for _ in range(table.column_count)]
    for cell in table.cells:
        if cell.row < table.header_row_count and cell.text:
            for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                heads[column].append(cell.text)
    return heads


def _same_heads(table: Table, heads: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the columns of values that stand beside one with the same heads, each in a cell of its own.

    Heads that repeat in turn (``A B A B``) are those of two halves set side by side; where words stand in the first
    row below them, these tell the columns apart.
    """
    own = {
        cell.column
        for cell in table.cells
        if cell.row + cell.row_span == table.header_row_count and cell.column_span == 1 and cell.text
    }
    first = {
        cell.column for cell in table.cells if cell.row == table.header_row_count and _VALUE.match(cell.text)
    }
    same: set[int] = set()
    for left, right in pairwise(range(1, table.column_count)):
        if {left, right} <= own & first and heads[left] == heads[right]:
            same |= {left, right}
    return tuple(sorted(same))


def _is_contradicted(table: Table, heads: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether most values of a column are no percentages though its head says so."""
    if not heads[column] or not _PERCENT_HEAD.search(heads[column][-1]):
        return False
    values = [
        float(match[0].rstrip("%").replace(",", "").replace("−", "-"))
        for cell in _body(table)
        if cell.column == column and cell.column_span == 1 and (match := _VALUE.fullmatch(cell.text))
    ]
    return sum(abs(value) > _MOST_PERCENT for value in values) > _CONTRADICTED_SHARE * len(values)
