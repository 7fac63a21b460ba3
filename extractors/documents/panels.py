"""Panels of one table, one above the other: each under heads of its own, or under those of the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.documents.model import Table

_NUMBER = re.compile(r"[\s\d.,%±+/()\[\]–−-]*\d[\s\d.,%±+/()\[\]–−-]*")


def with_heads_of_first(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return tables, those without heads under the heads of the panel before them.

    A panel is a table with the label of the one before it; it has that one's heads where it has as many columns.

    Args:
        tables: In reading order.
    """
    found: list[Table] = []
    for table in tables:
        before = found[-1] if found else None
        found.append(_under_heads(table, before) if before and _continues(table, before) else table)
    return tuple(found)


def _continues(table: Table, before: Table) -> bool:
    return (
        bool(table.label)
        and table.label == before.label
        and table.column_count == before.column_count
        and table.header_row_count == 0 < before.header_row_count
        and not table.damage
    )


def _under_heads(table: Table, before: Table) -> Table:
    count = before.header_row_count
    heads = tuple(cell for cell in before.cells if cell.row + cell.row_span <= count)
    return replace(
        table,
        cells=(*heads, *(replace(cell, row=cell.row + count) for cell in table.cells)),
        row_count=table.row_count + count,
        header_row_count=count,
        group_rows=tuple(row + count for row in table.group_rows),
    )


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
    """Return the rows in which other heads begin: their lowest row is repeated, or, of a single row, its first cell."""
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
    """Tell heads from the title of a block, which stands over all columns."""
    return len(set(filter(None, row))) > 1


def _has_corner_of(row: Sequence[str], head: Sequence[str]) -> bool:
    return bool(head[0]) and row[0] == head[0] and all(row) and len(set(row)) > 1


def _has_numbers(rows: Sequence[Sequence[str]]) -> bool:
    return any(_NUMBER.fullmatch(text) for row in rows for text in row)


def _part(table: Table, start: int, count: int, end: int) -> Table:
    """Return the rows from the heads at `start` to before `end`, the heads moved to the top."""
    cells = tuple(
        replace(cell, row=cell.row - start) if cell.row < start + count else cell
        for cell in table.cells
        if start <= cell.row < end
    )
    groups = tuple(row for row in table.group_rows if start + count <= row < end)
    return replace(table, cells=cells, row_count=end, group_rows=groups)
