"""Cells over several lines and rows: wrapped texts, centred labels, group rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.documents.pdf.geometry import Rule
from extractors.documents.pdf.tables.columns import Columns
from extractors.documents.pdf.tables.grid import GridRow, Slot
from extractors.documents.pdf.tables.headers import LINE_SHARE

_OFF_GRID_SHARE = 0.65
"""A line nearer to its neighbour than this share of the row pitch belongs to a cell of several lines."""
_LEVEL_SHARE = 2.8
"""Two levels of heads are at most this many font sizes apart."""
_OPEN_ENDS = ("\u00ad", ",", "-", "/", "+", "&")
_INNER_OFF_GRID_SHARE = 0.9
_WRAP_LEADING_SHARE = 1.45
"""Lines of one cell are at most this many font sizes apart."""


def settle_rows(
    rows: list[GridRow], header_count: int, columns: Columns, rules: Sequence[Rule]
) -> tuple[list[GridRow], int]:
    """Return the rows with cells of several lines put together, and how many of them are header rows.

    Args:
        rows: One per baseline.
        header_count: How many of them hold column heads.
        columns: The columns of the table.
        rules: All horizontal rules of the table.
    """
    head = _folded_header(rows[:header_count], rules)
    body = rows[header_count:]
    cuts = _Cuts.of(rules, columns)
    if _is_ruled_row_by_row(body):
        body = _joined_bands(body)
    else:
        body = _floated(body, cuts)
        body = _wrapped(body, columns, cuts)
    for row in body:
        _mark_group(row, columns)
    _span_labels(body, columns, cuts)
    return [*head, *body], len(head)


@dataclass(slots=True)
class _Cuts:
    """Answers whether a horizontal rule separates two heights of a column."""

    heights: list[list[float]]
    """The heights of the rules through the middle of each column, top to bottom."""

    @classmethod
    def of(cls, rules: Sequence[Rule], columns: Columns) -> _Cuts:
        """Sort rules by the columns they go through."""
        return cls(
            [sorted(rule.y for rule in rules if rule.x0 <= column.x <= rule.x1) for column in columns.columns]
        )

    def between(self, y0: float, y1: float, column: int) -> bool:
        """Tell whether a rule goes through the column between two heights."""
        heights = self.heights[column]
        next_below = bisect_right(heights, y0)
        return next_below < len(heights) and heights[next_below] < y1


def _folded_header(rows: Sequence[GridRow], rules: Sequence[Rule]) -> list[GridRow]:
    """Return the header with heads of several lines put together: one row for each level of heads."""
    folded: list[GridRow] = []
    for row in _without_centred(list(rows)):
        if folded and _is_same_level(folded[-1], row, rules):
            _append(folded[-1], row)
        else:
            folded.append(row)
    return folded


def _without_centred(rows: list[GridRow]) -> list[GridRow]:
    """Put heads that are centred between two levels into the upper one, spanning both."""
    kept = list(rows)
    for upper, row, lower in zip(rows, rows[1:], rows[2:], strict=False):
        is_spanned = any(slot.column_span > 1 for slot in upper.slots)
        if not is_spanned or upper not in kept or lower.y - upper.y > _LEVEL_SHARE * row.size:
            continue
        if any(
            other.slot_at(column) is not None
            for slot in row.slots
            for column in range(slot.column, slot.end)
            for other in (upper, lower)
        ):
            continue
        for slot in row.slots:
            slot.row_span = 2
        upper.slots.extend(row.slots)
        kept.remove(row)
    return kept


def _is_same_level(last: GridRow, row: GridRow, rules: Sequence[Rule]) -> bool:
    """Tell whether a header line goes on heads of the line above, rather than giving heads of its own."""
    if (
        row.y - last.bottom_y > _WRAP_LEADING_SHARE * row.size
        or any(last.bottom_y < rule.y < row.y - 0.2 * row.size for rule in rules)
        or any(slot.column_span > 1 or slot.row_span > 1 for slot in (*last.slots, *row.slots))
    ):
        return False
    is_off_grid = row.y - last.bottom_y < LINE_SHARE * row.size
    shared = [slot for slot in row.slots if last.slot_at(slot.column) is not None]
    opens_both = last.slot_at(0) is not None and row.slot_at(0) is not None
    return is_off_grid or (not opens_both and len(shared) < max(len(row.slots), len(last.slots)))


def _is_ruled_row_by_row(rows: Sequence[GridRow]) -> bool:
    """Tell whether rules separate every row from the next, so that lines between two rules are one row."""
    bands: dict[int, list[GridRow]] = {}
    for row in rows:
        bands.setdefault(row.band, []).append(row)
    if len(bands) < 3 or len(bands) == len(rows) or len(rows) > 2.5 * len(bands):
        return False
    return all(sum(row.has_value() for row in band) <= 1 for band in bands.values()) and all(
        _is_close(band) for band in bands.values()
    )


def _is_close(rows: Sequence[GridRow]) -> bool:
    return all(b.y - a.bottom_y <= _WRAP_LEADING_SHARE * a.size for a, b in pairwise(rows))


def _joined_bands(rows: Sequence[GridRow]) -> list[GridRow]:
    joined: list[GridRow] = []
    for row in rows:
        if joined and joined[-1].band == row.band:
            _append(joined[-1], row)
        else:
            joined.append(row)
    return joined


def _append(row: GridRow, other: GridRow, *, above: bool = False) -> None:
    """Add the cells of a line to a row, as further lines where the row has text already."""
    for slot in other.slots:
        target = row.slot_at(slot.column)
        if target is None:
            row.slots.append(slot)
        elif above:
            target.lines[:0] = slot.lines
        else:
            target.lines.extend(slot.lines)
    row.y, row.bottom_y = min(row.y, other.y), max(row.bottom_y, other.bottom_y)


def _wrapped(rows: Sequence[GridRow], columns: Columns, cuts: _Cuts) -> list[GridRow]:
    """Join lines that go on texts of the line above, because those filled their column."""
    kept: list[GridRow] = []
    for row in rows:
        if kept and _goes_on(kept[-1], row, columns, cuts):
            _append(kept[-1], row)
        else:
            kept.append(row)
    return kept


def _goes_on(last: GridRow, row: GridRow, columns: Columns, cuts: _Cuts) -> bool:
    if (
        row.has_value()
        or not row.slots
        or row.y - last.bottom_y > _WRAP_LEADING_SHARE * row.size
        or len(row.slots) >= max(2, len(last.slots))
        or any(cuts.between(last.bottom_y, row.y, slot.column) for slot in row.slots)
    ):
        return False
    for slot in row.slots:
        above = last.slot_at(slot.column)
        if above is None or above.column_span != slot.column_span or above.is_value:
            return False
        last_line, first = above.lines[-1], slot.lines[0][0]
        room = columns.columns[slot.end - 1].x1 - max(word.x1 for word in last_line)
        is_full = room < first.x1 - first.x0 + 0.2 * row.size
        is_open = last_line[-1].text.endswith(_OPEN_ENDS) or first.text[:1] == "(" or first.text[:1].islower()
        is_aligned = first.x0 - above.x0 > -1.0
        if not (is_full or is_open) or not is_aligned:
            return False
    return True


def _floated(rows: list[GridRow], cuts: _Cuts) -> list[GridRow]:
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
    """Tell whether a row is nearer to its neighbours than rows are, and stands beside their cells."""
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
    is_beside = all(
        other.slot_at(column) is None
        for other in neighbours
        for slot in row.slots
        for column in range(slot.column, slot.end)
    )
    is_text = not any(slot.is_value for slot in row.slots)
    return is_beside and (is_text or len(row.slots) < max(len(other.slots) for other in neighbours))


def _float_blocks(floats: Sequence[GridRow]) -> list[list[tuple[GridRow, Slot]]]:
    """Group the floating lines that make up one cell of several lines."""
    blocks: list[list[tuple[GridRow, Slot]]] = []
    for row in floats:
        for slot in row.slots:
            for block in blocks:
                last_row, last_slot = block[-1]
                is_near = row.y - last_row.y <= _WRAP_LEADING_SHARE * row.size
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
    cuts: _Cuts,
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
    cuts: _Cuts,
    taken: Set[tuple[int, int]],
) -> list[GridRow]:
    """Return the rows around a height whose cell in the column is empty, up to the next cell or rule."""
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


def _mark_group(row: GridRow, columns: Columns) -> None:
    """Mark a row that holds a single text and no value as the label of the rows below it."""
    if len(row.slots) != 1 or len(columns) < 2:
        return
    slot = row.slots[0]
    if slot.is_value or not any(character.isalpha() for character in slot.text):
        return
    row.is_group = True
    slot.column, slot.column_span = 0, len(columns)


def _span_labels(rows: Sequence[GridRow], columns: Columns, cuts: _Cuts) -> None:
    """Let labels span the rows around or below them that have none of their own."""
    for column in range(len(columns)):
        blocks = _label_blocks(rows, column, cuts)
        spans_downwards = column == 0 and _is_label_column(rows)
        for block in blocks:
            is_ruled = len(block) < len(rows) and len(blocks) > 1
            if (column == 0 or is_ruled) and _span_centred(block, column):
                continue
            if spans_downwards:
                _span_downwards(block)


def _span_centred(block: Sequence[GridRow], column: int) -> bool:
    """Let the only label of a block span all of it when it stands in the middle; return whether it does."""
    labelled = [position for position, row in enumerate(block) if row.slot_at(column) is not None]
    if len(labelled) != 1 or labelled[0] == 0:
        return False
    slot = block[labelled[0]].slot_at(column)
    # In the first column nothing but the label of all rows stands alone; elsewhere a value may.
    slack = 2 if column == 0 else 0
    is_centred = abs(2 * labelled[0] - (len(block) - 1)) <= slack
    if slot is None or slot.row_span > 1 or not is_centred or (column > 0 and slot.is_value):
        return False
    block[labelled[0]].slots.remove(slot)
    slot.row_span = len(block)
    block[0].slots.append(slot)
    return True


def _span_downwards(block: Sequence[GridRow]) -> None:
    """Let each label of the first column span the rows below it up to the next."""
    labelled = [position for position, row in enumerate(block) if row.slot_at(0) is not None]
    for start, stop in pairwise([*labelled, len(block)]):
        slot = block[start].slot_at(0)
        if slot is not None and slot.row_span == 1 and slot.column_span == 1:
            slot.row_span = stop - start


def _label_blocks(rows: Sequence[GridRow], column: int, cuts: _Cuts) -> list[list[GridRow]]:
    """Return runs of rows without a group row, or a rule through the column, between them."""
    blocks: list[list[GridRow]] = [[]]
    last: GridRow | None = None
    for row in rows:
        is_cut = last is not None and cuts.between(last.bottom_y, row.y - 0.2 * row.size, column)
        if row.is_group or is_cut:
            blocks.append([])
        if not row.is_group:
            blocks[-1].append(row)
        last = row
    return [block for block in blocks if block]


def _is_label_column(rows: Sequence[GridRow]) -> bool:
    """Tell whether the first column holds texts, and a second text column tells the rows apart."""
    first = [slot for row in rows if (slot := row.slot_at(0)) is not None and not row.is_group]
    unlabelled = [row for row in rows if row.slot_at(0) is None]
    is_text = sum(not slot.is_value for slot in first) > 0.5 * len(first)
    return is_text and all(row.slots for row in unlabelled)
