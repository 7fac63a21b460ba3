"""Panels of one table, one above the other, each under heads of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.documents.model import Table

_NUMBER = re.compile(r"[\s\d.,%±+/()\[\]–−-]*\d[\s\d.,%±+/()\[\]–−-]*")


def with_panels_apart(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return tables, those with other heads again below their first rows as one table for each panel.

    The rows of a panel keep their numbers, under heads in the place of the first ones: what is said of a row holds for
    the row of the page.

    Args:
        tables: In reading order.
    """
    return tuple(panel for table in tables for panel in _panels(table))


def _panels(table: Table) -> tuple[Table, ...]:
    count = table.header_row_count
    starts = _starts(table) if count else []
    if not starts:
        return (table,)
    ends = [*starts[1:], table.row_count]
    first = _part(table, 0, count, starts[0])
    return (first, *(_part(table, start, count, end) for start, end in zip(starts, ends, strict=True)))


def _starts(table: Table) -> list[int]:
    """The rows in which heads begin again that are not the first ones: the lowest alike, or the corner alone."""
    grid, count = table.grid(), table.header_row_count
    heads = grid[:count]
    starts = []
    for start in range(count + 1, table.row_count - count):
        rows = grid[start : start + count]
        is_again = rows[-1] == heads[-1] if count > 1 else _has_corner_of(rows[0], heads[0])
        others = [row for row, head in zip(rows, heads, strict=True) if row != head]
        if is_again and any(map(_has_heads, others)) and _has_numbers([grid[start + count]]):
            starts.append(start)
    return starts if all(not _has_numbers(grid[start : start + count]) for start in starts) else []


def _has_heads(row: Sequence[str]) -> bool:
    """False for the title of a block, which stands over all columns."""
    return len(set(filter(None, row))) > 1


def _has_corner_of(row: Sequence[str], head: Sequence[str]) -> bool:
    return bool(head[0]) and row[0] == head[0] and all(row) and len(set(row)) > 1


def _has_numbers(rows: Sequence[Sequence[str]]) -> bool:
    return any(_NUMBER.fullmatch(text) for row in rows for text in row)


def _part(table: Table, start: int, count: int, end: int) -> Table:
    """The rows from the heads at `start` to `end`, the heads moved to the top."""
    cells = tuple(
        replace(cell, row=cell.row - start) if cell.row < start + count else cell
        for cell in table.cells
        if start <= cell.row < end
    )
    groups = tuple(row for row in table.group_rows if start + count <= row < end)
    return replace(table, cells=cells, row_count=end, group_rows=groups)
