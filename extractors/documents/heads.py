"""Heads that a table repeats further down: from there on it is another table under the same label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.documents.grid import is_value
from extractors.documents.model import Box, Cell, Table

_LETTER = re.compile(r"^\(?([a-h])\)\s*\w")
_LEAST_HEADS = 2
"""Further heads, besides the one over the labels, that make a row one of heads."""
_LEAST_ROWS = 2


def rows_of_other_heads(table: Table) -> list[int]:
    """Return the rows below the heads that hold heads again, and not the same.

    Such a row repeats the head over the labels, has words where values stand, and at least one of them is not in
    the head of its column: tables over several pages print the same heads once more, or their first lines.
    """
    grid = table.grid()
    top = grid[: table.header_row_count]
    corners = {row[0] for row in top} - {""}
    above = [" ".join(row[column] for row in top) for column in range(table.column_count)]
    found = []
    for number in range(table.header_row_count, table.row_count):
        row = grid[number]
        others = {text for text in row[1:] if text}
        is_same = all(text in head for text, head in zip(row, above, strict=True))
        if (
            row[0] in corners
            and len(others) >= _LEAST_HEADS
            and not is_same
            and not any(map(is_value, others))
        ):
            found.append(number)
    return found


def parted(table: Table) -> list[Table]:
    """Return a table cut above every row of other heads, each part with its own.

    A row that names a panel, above its heads or, with the letter of the panel before, below its values, becomes part
    of that one's caption. A table is left whole where a part would hold no values, or a cell reaches across the cut.
    """
    grid = table.grid()
    starts = rows_of_other_heads(table)
    bounds = list(pairwise([0, *starts, table.row_count]))
    if not starts or not all(_holds_values(grid[start + 1 : stop]) for start, stop in bounds):
        return [table]
    if any(cell.row < start < cell.row + cell.row_span for cell in table.cells for start in starts):
        return [table]
    titles = [""] * len(bounds)
    parts = []
    for number, (start, stop) in enumerate(bounds):
        last = stop - 1
        is_titled = stop in starts and last in table.group_rows
        if is_titled:
            letter = _LETTER.match(grid[last][0])
            is_below = letter is not None and "abcdefgh".index(letter[1]) == number
            titles[number if is_below else number + 1] = grid[last][0]
        parts.append((start, last if is_titled else stop))
    return [_part(table, grid, *rows, title) for rows, title in zip(parts, titles, strict=True)]


def _holds_values(rows: Sequence[Sequence[str]]) -> bool:
    valued = [row for row in rows if any(is_value(text) for text in row[1:])]
    return len(valued) >= _LEAST_ROWS and 2 * len(valued) >= len(rows)


def _head_count(grid: Sequence[Sequence[str]], start: int, stop: int) -> int:
    """Return how many rows from `start` hold heads: the first, and those below it with words and without a label."""
    row = start + 1
    while row < stop - 1 and not grid[row][0] and any(grid[row]) and not any(map(is_value, grid[row])):
        row += 1
    return row - start


def _part(table: Table, grid: Sequence[Sequence[str]], start: int, stop: int, title: str) -> Table:
    """Return the rows of a table from `start` to before `stop` as one of its own, with a title after its caption."""
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
        caption=f"{table.caption} {title}".strip(),
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
