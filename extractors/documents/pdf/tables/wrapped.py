"""Texts over several lines: the lines of one head, or of one cell, are joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from extractors.documents.pdf.geometry import Rule
from extractors.documents.pdf.tables.columns import Columns
from extractors.documents.pdf.tables.grid import GridRow, Slot
from extractors.documents.pdf.tables.headers import LINE_SHARE
from extractors.documents.pdf.tables.rules import Cuts

LEADING_SHARE = 1.45
"""Lines of one cell are at most this many font sizes apart."""
_LEVEL_SHARE = 2.8
"""Two levels of heads are at most this many font sizes apart."""
_OPEN_ENDS = ("\u00ad", ",", "-", "/", "+", "&")


def folded_header(rows: Sequence[GridRow], rules: Sequence[Rule]) -> list[GridRow]:
    """Return the header with the lines of each head joined: one row for each level of heads."""
    return _joined(_without_centred(rows), lambda last, row: _is_same_level(last, row, rules))


def joined_bands(rows: Sequence[GridRow]) -> list[GridRow]:
    """Return the rows with those between the same two rules put together."""
    return _joined(rows, lambda last, row: last.band == row.band)


def joined_lines(rows: Sequence[GridRow], columns: Columns, cuts: Cuts) -> list[GridRow]:
    """Return the rows, with each line joined to the line above where it continues texts that filled their column."""
    return _joined(rows, lambda last, row: _continues(last, row, columns, cuts))


def _joined(rows: Sequence[GridRow], continues: Callable[[GridRow, GridRow], bool]) -> list[GridRow]:
    """Join each row that continues the one before to it; cells of the same column become further lines of its text."""
    joined: list[GridRow] = []
    for row in rows:
        if not joined or not continues(joined[-1], row):
            joined.append(row)
            continue
        last = joined[-1]
        for slot in row.slots:
            if target := last.slot_at(slot.column):
                target.lines.extend(slot.lines)
            else:
                last.slots.append(slot)
        last.y, last.bottom_y = min(last.y, row.y), max(last.bottom_y, row.bottom_y)
    return joined


def _without_centred(rows: Sequence[GridRow]) -> list[GridRow]:
    """Put heads that are centred between two levels into the upper one, spanning both."""
    kept = list(rows)
    for upper, row, lower in zip(rows, rows[1:], rows[2:], strict=False):
        is_spanned = any(slot.column_span > 1 for slot in upper.slots)
        is_between_levels = is_spanned and upper in kept and lower.y - upper.y <= _LEVEL_SHARE * row.size
        if not is_between_levels or not row.is_beside((upper, lower)):
            continue
        for slot in row.slots:
            slot.row_span = 2
        upper.slots.extend(row.slots)
        kept.remove(row)
    return kept


def _is_same_level(last: GridRow, row: GridRow, rules: Sequence[Rule]) -> bool:
    """Tell whether a header line continues heads of the line above, and has no heads of its own."""
    if (
        row.y - last.bottom_y > LEADING_SHARE * row.size
        or any(last.bottom_y < rule.y < row.y - 0.2 * row.size for rule in rules)
        or any(slot.row_span > 1 for slot in (*last.slots, *row.slots))
        or _spans_heads_of(last, row)
        or _spans_heads_of(row, last)
    ):
        return False
    is_off_grid = row.y - last.bottom_y < LINE_SHARE * row.size
    shared = [slot for slot in row.slots if last.slot_at(slot.column) is not None]
    opens_both = last.slot_at(0) is not None and row.slot_at(0) is not None
    return is_off_grid or (not opens_both and len(shared) < max(len(row.slots), len(last.slots)))


def _spans_heads_of(row: GridRow, other: GridRow) -> bool:
    """Tell whether a wide head of a row has heads of another row above or below it."""
    return any(
        other.slot_at(column) is not None
        for slot in row.slots
        if slot.column_span > 1
        for column in range(slot.column, slot.end)
    )


def is_ruled_row_by_row(rows: Sequence[GridRow]) -> bool:
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
    return all(b.y - a.bottom_y <= LEADING_SHARE * a.size for a, b in pairwise(rows))


def _continues(last: GridRow, row: GridRow, columns: Columns, cuts: Cuts) -> bool:
    """Tell whether a line without values continues some of the texts of the line above."""
    return (
        0 < len(row.slots) < max(2, len(last.slots))
        and not row.has_value()
        and row.y - last.bottom_y <= LEADING_SHARE * row.size
        and not any(cuts.between(last.bottom_y, row.y, slot.column) for slot in row.slots)
        and all(_continues_text(last.slot_at(slot.column), slot, columns, row.size) for slot in row.slots)
    )


def _continues_text(above: Slot | None, slot: Slot, columns: Columns, size: float) -> bool:
    """Tell whether a text continues the one above, which had no room for its first word or is incomplete."""
    if above is None or above.column_span != slot.column_span or above.is_value:
        return False
    last_line, first = above.lines[-1], slot.lines[0][0]
    room = columns.columns[slot.end - 1].x1 - max(word.x1 for word in last_line)
    is_full = room < first.x1 - first.x0 + 0.2 * size
    is_open = last_line[-1].text.endswith(_OPEN_ENDS) or first.text[:1] == "(" or first.text[:1].islower()
    is_aligned = first.x0 - above.x0 > -1.0
    return (is_full or is_open) and is_aligned
