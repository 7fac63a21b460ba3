"""Cells that stand between the lines of their rows, because they are centred over several."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise
from statistics import median

from extractors.documents.pdf.tables.grid import GridRow, Slot
from extractors.documents.pdf.tables.rules import Cuts
from extractors.documents.pdf.tables.wrapped import LEADING_SHARE

_OFF_GRID_SHARE, _INNER_OFF_GRID_SHARE = 0.65, 0.9
"""A line nearer to its neighbour than this share of the row pitch belongs to a cell of several lines; the same for a
lone cell that is not in the first column."""


def with_centred_cells(rows: list[GridRow], cuts: Cuts) -> list[GridRow]:
    """Put cells that stand off the grid of rows, because they are centred over several, into the first of them."""
    pitch = _pitch(rows)
    floats = [row for position, row in enumerate(rows) if _is_floating(rows, position, pitch)]
    if not floats:
        return rows
    anchors = [row for row in rows if not any(row is other for other in floats)]
    taken: set[tuple[int, int]] = set()
    for block in _float_blocks(floats):
        _attach(block, anchors, pitch, cuts, taken)
    return [row for row in rows if row.slots]


def _pitch(rows: Sequence[GridRow]) -> float:
    """Return the usual distance of neighbouring cells in the fullest column, or 0."""
    heights: dict[int, list[float]] = {}
    for row in rows:
        if len(row.slots) >= 2:
            for slot in row.slots:
                heights.setdefault(slot.column, []).append(row.y)
    fullest = max(heights.values(), key=len, default=[])
    steps = [b - a for a, b in pairwise(fullest)]
    return median(steps) if steps else 0.0


def _is_floating(rows: Sequence[GridRow], position: int, pitch: float) -> bool:
    """Tell whether a row is nearer to its neighbours than the usual pitch, and beside their cells."""
    row = rows[position]
    # A label of its own column may stand in the wider gap between two groups of rows.
    is_inner = len(row.slots) == 1 and row.slots[0].column > 0 and row.slots[0].column_span == 1
    share = _INNER_OFF_GRID_SHARE if is_inner else _OFF_GRID_SHARE
    neighbours = [
        rows[other]
        for other in (position - 1, position + 1)
        if 0 <= other < len(rows) and abs(rows[other].y - row.y) < share * pitch
    ]
    if not neighbours or len(row.slots) > min(len(other.slots) for other in neighbours):
        return False
    is_text = not any(slot.is_value for slot in row.slots)
    return row.is_beside(neighbours) and (
        is_text or len(row.slots) < max(len(other.slots) for other in neighbours)
    )


def _float_blocks(floats: Sequence[GridRow]) -> list[list[tuple[GridRow, Slot]]]:
    """Group the floating lines that make up one cell of several lines."""
    blocks: list[list[tuple[GridRow, Slot]]] = []
    for row in floats:
        for slot in row.slots:
            for block in blocks:
                last_row, last_slot = block[-1]
                is_near = row.y - last_row.y <= LEADING_SHARE * row.size
                if is_near and last_slot.column == slot.column and last_row is not row:
                    block.append((row, slot))
                    break
            else:
                blocks.append([(row, slot)])
    return blocks


def _attach(
    block: list[tuple[GridRow, Slot]],
    anchors: Sequence[GridRow],
    pitch: float,
    cuts: Cuts,
    taken: set[tuple[int, int]],
) -> None:
    """Give a floating cell to the rows it is centred over.

    Args:
        block: The lines of the cell.
        anchors: The rows on the grid.
        pitch: Their usual distance.
        cuts: The rules between them.
        taken: Identities of the rows, and columns, that floating cells above cover already; this one adds its own.
    """
    column = block[0][1].column
    middle = (block[0][0].y + block[-1][0].y) / 2
    free = _free_rows(anchors, column, middle, pitch, cuts, taken)
    if not free:
        return
    reach = min(middle - free[0].y, free[-1].y - middle) + 0.6 * pitch
    covered = [row for row in free if abs(row.y - middle) <= reach]
    if not covered:
        return
    cell = Slot([line for _, slot in block for line in slot.lines], column, block[0][1].column_span)
    cell.row_span = len(covered)
    covered[0].slots.append(cell)
    taken.update((id(row), column) for row in covered)
    for row, slot in block:
        row.slots.remove(slot)


def _free_rows(
    anchors: Sequence[GridRow],
    column: int,
    middle: float,
    pitch: float,
    cuts: Cuts,
    taken: Set[tuple[int, int]],
) -> list[GridRow]:
    """Return the rows above and below a height whose cell in the column is empty, up to the next cell or rule."""
    above = [row for row in anchors if row.y <= middle]
    below = [row for row in anchors if row.y > middle]
    free: list[GridRow] = []
    for group in (above[::-1], below):
        edge = middle
        for row in group:
            is_cut = cuts.between(min(edge, row.y), max(edge, row.y), column)
            is_filled = row.slot_at(column) is not None or (id(row), column) in taken
            if is_filled or is_cut or abs(row.y - edge) > 1.6 * pitch:
                break
            free.append(row)
            edge = row.y
    return sorted(free, key=lambda row: row.y)
