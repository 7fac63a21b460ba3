"""Tables that contradict themselves: heads nobody can read, heads that are the same, values their heads rule out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractors.documents.listed_heads import dealt_out
from extractors.documents.model import Cell, Damage, Table

UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
"""What stands for a glyph without a character; see `documents.pdf.glyphs.identity`."""
_VALUE = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?%?")
_WORD = re.compile("[A-Za-z]{3}")
_PERCENT_HEAD = re.compile(r"%\)?$")
_MOST_PERCENT = 100.0
_LEAST_VALUES = 2
_CONTRADICTED_SHARE = 0.5
"""A head is contradicted when more than this share of the values below it cannot be what it says."""


def contradictions(table: Table) -> Iterator[Damage]:
    """Yield what in a table cannot be as it was read.

    The codes: ``unreadable_head``, ``unreadable_cell`` (a glyph without a character), ``same_heads`` (columns
    side by side under heads of their own that read the same), ``head_over_several`` (columns of values under one
    head with none below it), ``column_without_head``, ``torn_head`` (a bracket opens in one head and closes in
    the next), ``head_contradicted`` (values above 100 below a head in percent).
    """
    heads = _heads_by_column(table)
    unreadable = [column for column, texts in enumerate(heads) if any(map(UNREADABLE.search, texts))]
    if unreadable:
        quoted = ", ".join(" ".join(heads[column]) for column in unreadable[:3])
        detail = f"heads with glyphs that have no character: {quoted}"
        yield Damage("unreadable_head", detail, columns=tuple(unreadable))
    rows = {cell.row for cell in _body(table) if UNREADABLE.search(cell.text)}
    if rows:
        yield Damage("unreadable_cell", f"{len(rows)} rows hold glyphs that have no character")
    for code, detail, find in _CHECKS:
        if columns := find(table, heads):
            yield Damage(code, detail.format(" ".join(heads[columns[0]])), columns=columns)


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


def _value_columns(table: Table) -> set[int]:
    """Return the columns without words of which two cells at least, and no fewer than half, hold a plain number."""
    counts = Counter(cell.column for cell in _body(table))
    values = Counter(
        cell.column for cell in _body(table) if cell.column_span == 1 and _VALUE.fullmatch(cell.text)
    )
    worded = {cell.column for cell in _body(table) if _WORD.search(cell.text)}
    return {
        column
        for column, count in values.items()
        if count >= _LEAST_VALUES and 2 * count >= counts[column] and column not in worded
    }


def _shared_heads(table: Table, heads: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the columns of values that one head spans, with nothing above or below it to tell them apart.

    A head may list its columns in brackets. Columns of which no row fills two are one that was split; a first row that
    is printed unlike those below it, such as one of sizes over scores, tells columns apart as a head does.
    """
    grid = table.grid()[table.header_row_count :]
    valued = _value_columns(table)
    shared: set[int] = set()
    for cell in table.cells:
        if cell.column == 0 or cell.row + cell.row_span != table.header_row_count:
            continue
        if dealt_out(cell.text, cell.column_span):
            continue
        spanned = sorted(valued.intersection(range(cell.column, cell.column + cell.column_span)))
        alike = [column for column in spanned if heads[column] == heads[spanned[0]]]
        rows = [row for row in grid if sum(bool(_VALUE.fullmatch(row[column])) for column in alike) > 1]
        if len(alike) > 1 and rows and not _tells_apart(grid, alike):
            shared.update(alike)
    return tuple(sorted(shared))


def _tells_apart(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
    """Tell whether the first row that fills some columns differs in each and is printed like none below it."""
    filled = [[row[column] for column in columns] for row in rows if all(row[column] for column in columns)]
    if not filled or len(set(filled[0])) < len(columns):
        return False
    forms = {_form(text) for texts in filled[1:] for text in texts}
    return not forms.intersection(map(_form, filled[0]))


def _form(text: str) -> str:
    """Return how a value is printed: ``76.3`` and ``84.1`` alike, ``76`` and ``40M`` not."""
    return re.sub(r"\d+", "9", re.sub(r"(?<=\.)\d", "8", text))


def _headless(table: Table, heads: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the columns of values without a head, right of one with: those left of all heads hold labels.

    A page that lost its spans says so already.
    """
    headed = [column for column in range(table.column_count) if heads[column]]
    if not headed or not table.is_trusted:
        return ()
    return tuple(
        sorted(column for column in _value_columns(table) if column > headed[0] and not heads[column])
    )


def _torn_heads(table: Table, heads: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the columns of two heads side by side of which one opens a bracket that the other closes."""
    head_cells = sorted(
        (cell for cell in table.cells if cell.row < table.header_row_count),
        key=lambda cell: (cell.row, cell.column),
    )
    torn = [
        column
        for left, right in pairwise(head_cells)
        if left.row == right.row and _open_brackets(left.text) > 0 > _open_brackets(right.text)
        for column in range(left.column, right.column + right.column_span)
    ]
    return tuple(torn)


def _open_brackets(text: str) -> int:
    return text.count("(") - text.count(")")


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


def _contradicted_heads(table: Table, heads: Sequence[Sequence[str]]) -> tuple[int, ...]:
    return tuple(column for column in range(1, table.column_count) if _is_contradicted(table, heads, column))


_CHECKS: Sequence[tuple[str, str, Callable[[Table, Sequence[Sequence[str]]], tuple[int, ...]]]] = (
    ("same_heads", "columns side by side are headed the same: {}", _same_heads),
    ("head_over_several", "columns of values under one head: {}", _shared_heads),
    ("column_without_head", "values under no head beside others that have one", _headless),
    ("torn_head", "a bracket opens in one head and closes in the next: {}", _torn_heads),
    ("head_contradicted", "values above 100 below “{}”", _contradicted_heads),
)
"""Code and detail of each damage, the heads of its first column left open, and what finds its columns."""
