"""Heads that a table repeats further down: from there on it is another table under the same label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.documents.grid import is_value
from extractors.documents.model import Box, Cell, Table

_TITLE = re.compile(r"^\(?[a-h]\)\s*\w")
_LEAST_HEADS = 2
"""Further heads, besides the one over the labels, that make a row one of heads."""
_LEAST_ROWS = 2


def is_head_row(table: Table, row: Sequence[str]) -> bool:
    """Tell whether a row below the heads repeats the head of the labels, with words beside it where values stand."""
    corners = {cell.text for cell in table.cells if cell.column == 0 and cell.row < table.header_row_count}
    others = [text for text in row[1:] if text]
    return (
        row[0] in corners - {""}
        and len(set(others)) >= _LEAST_HEADS
        and not any(is_value(text) for text in others)
    )


def parted(table: Table) -> list[Table]:
    """Return a table cut above every row of heads that are not those at its top, each part with its own heads.

    A row that names the panel below the values, ``(a) ...``, becomes part of the caption. Heads that are the same once
    more, as tables over several pages repeat them, and words that no values stand under cut nothing.
    """
    grid = table.grid()
    top = [grid[row] for row in range(table.header_row_count)]
    starts = [
        row
        for row in range(table.header_row_count, table.row_count)
        if is_head_row(table, grid[row]) and grid[row] not in top
    ]
    bounds = [0, *starts, table.row_count]
    spans = list(zip(bounds, bounds[1:], strict=False))
    if not starts or not all(_holds_values(grid[start + 1 : stop]) for start, stop in spans):
        return [table]
    if any(cell.row < start < cell.row + cell.row_span for cell in table.cells for start in starts):
        return [table]
    return [_part(table, grid, start, stop) for start, stop in spans]


def _holds_values(rows: Sequence[Sequence[str]]) -> bool:
    valued = [row for row in rows if any(is_value(text) for text in row[1:])]
    return len(valued) >= _LEAST_ROWS and 2 * len(valued) >= len(rows)


def _head_count(grid: Sequence[Sequence[str]], start: int, stop: int) -> int:
    """Return how many rows from `start` hold heads: the first, and those below it with words and without a label."""
    row = start + 1
    while row < stop - 1 and not grid[row][0] and any(grid[row]) and not any(map(is_value, grid[row])):
        row += 1
    return row - start


def _part(table: Table, grid: Sequence[Sequence[str]], start: int, stop: int) -> Table:
    """Return the rows of a table from `start` to before `stop` as one of its own."""
    caption = table.caption
    last = stop - 1
    if stop < table.row_count and last in table.group_rows:
        stop = last
        if _TITLE.match(grid[last][0]):
            caption = f"{caption} {grid[last][0]}".strip()
    head_count = _head_count(grid, start, stop) if start > 0 else table.header_row_count
    cells = tuple(
        replace(cell, row=cell.row - start, is_header=cell.is_header or cell.row < start + head_count)
        for cell in table.cells
        if start <= cell.row < stop
    )
    return replace(
        table,
        cells=cells,
        row_count=stop - start,
        header_row_count=head_count,
        caption=caption,
        group_rows=tuple(row - start for row in table.group_rows if start <= row < stop),
        place=replace(table.place, box=_box(cells) or table.place.box),
    )


def _box(cells: Sequence[Cell]) -> Box | None:
    boxes = [cell.box for cell in cells if cell.box is not None]
    if not boxes:
        return None
    return Box(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
