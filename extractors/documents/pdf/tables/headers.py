"""Header rows of a table and the columns their cells span."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.documents.pdf.geometry import Rule
from extractors.documents.pdf.tables.columns import Columns
from extractors.documents.pdf.tables.grid import GridRow, Slot
from extractors.documents.pdf.tables.rows import TextRow, is_filler, is_value

_MAX_HEADER_ROWS = 6
_CENTRED_SHARE = 0.6
"""A header is centred over columns when its middle is at most this share of the font size off theirs."""


def header_row_count(rows: Sequence[TextRow]) -> int:
    """Return how many rows at the top hold column heads.

    Rules tell: the heads stand above the first full-width rule. Without one, the heads end at the first row
    that mostly holds numbers.
    """
    count = _candidate_count(rows)
    return count - _trailing_label_count(rows, count)


def _candidate_count(rows: Sequence[TextRow]) -> int:
    first_band = [row for row in rows if row.band == rows[0].band]
    if len(first_band) < len(rows) and len(first_band) <= _MAX_HEADER_ROWS and not _holds_values(first_band):
        count = len(first_band)
        while more := _next_head_band(rows, count):
            count += more
        return count
    for position, row in enumerate(rows[: _MAX_HEADER_ROWS + 1]):
        if _holds_values([row]):
            return position
    return 1 if len(rows) > 1 else 0


def _trailing_label_count(rows: Sequence[TextRow], count: int) -> int:
    """Return how many of the last header rows are labels of the rows below: one text at the left margin."""
    left = min(row.phrases[0].x0 for row in rows)
    trailing = 0
    for row in reversed(rows[1:count]):
        is_label = len(row.phrases) == 1 and row.phrases[0].x0 < left + 1.5 * row.size
        if not is_label or row.band == rows[0].band != rows[count - 1].band:
            break
        trailing += 1
    return trailing


def _holds_values(rows: Sequence[TextRow]) -> bool:
    """Tell whether at least half of the cells besides the first column are numbers."""
    cells = [phrase for row in rows for phrase in row.phrases[1:]]
    values = [phrase for phrase in cells if _is_data(phrase.words[0].text)]
    return bool(values) and len(values) >= 0.5 * len(cells)


def _is_data(text: str) -> bool:
    """Tell data from heads that are made of digits: ``@1``, a year, ``50`` of AP_50, a resolution."""
    return is_filler(text) or (is_value(text) and (any(mark in text for mark in ".%±") or len(text) <= 2))


def _next_head_band(rows: Sequence[TextRow], count: int) -> int:
    """Return the number of rows of the next band if they are heads too: several texts, no number."""
    if count >= len(rows):
        return 0
    band = [row for row in rows[count:] if row.band == rows[count].band]
    is_last = count + len(band) >= len(rows)
    if is_last or len(band) > 2 or count + len(band) > _MAX_HEADER_ROWS:
        return 0
    if any(len(row.phrases) < 2 or row.value_count() for row in band):
        return 0
    following = rows[count + len(band)]
    return len(band) if following.value_count() else 0


def span_headers(rows: list[GridRow], header_count: int, columns: Columns, rules: Sequence[Rule]) -> None:
    """Widen the heads that stand over several columns, told by the rules under them or by their middle."""
    for position in range(header_count):
        row = rows[position]
        below = rows[position + 1].y if position + 1 < len(rows) else float("inf")
        under = [rule for rule in rules if row.y < rule.y + 1.0 and rule.y < below - 0.3 * row.size]
        for slot in row.slots:
            spanned = _columns_over_rule(slot, columns, under) or (
                _columns_around(slot, row, rows[position + 1 : header_count], columns)
            )
            if spanned and not _collides(row, slot, spanned):
                slot.column, slot.column_span = spanned.start, len(spanned)


def _columns_over_rule(slot: Slot, columns: Columns, rules: Sequence[Rule]) -> range | None:
    """Return the columns over the short rule the head is centred on."""
    middle = (slot.x0 + slot.x1) / 2
    for rule in rules:
        if rule.x0 - 2 <= middle <= rule.x1 + 2:
            hit = [i for i, column in enumerate(columns.columns) if rule.x0 - 2 <= column.x <= rule.x1 + 2]
            if len(hit) > 1 and len(hit) < len(columns):
                return range(hit[0], hit[-1] + 1)
    return None


def _columns_around(slot: Slot, row: GridRow, lower: Sequence[GridRow], columns: Columns) -> range | None:
    """Return the columns the head is centred over, when lower heads stand in all of them."""
    if not lower:
        return None
    middle = (slot.x0 + slot.x1) / 2
    best: range | None = None
    best_distance = _CENTRED_SHARE * row.size
    for first in range(slot.column, -1, -1):
        if first < slot.column and row.slot_at(first) is not None:
            break
        for last in range(slot.end - 1, len(columns)):
            if last >= slot.end and row.slot_at(last) is not None:
                break
            if last == first or not all(_has_head(lower, column) for column in range(first, last + 1)):
                continue
            distance = abs((columns.columns[first].x0 + columns.columns[last].x1) / 2 - middle)
            if distance < best_distance or (
                best and distance < best_distance + 0.5 and last - first >= len(best)
            ):
                best, best_distance = range(first, last + 1), distance
    if best is None:
        return None
    own = columns.columns[slot.column]
    is_better = abs(own.x - middle) > best_distance + 0.3 * row.size or slot.column_span > 1
    return best if is_better or _has_several_heads(lower, best) else None


def _has_head(rows: Sequence[GridRow], column: int) -> bool:
    return any(row.slot_at(column) is not None for row in rows)


def _has_several_heads(rows: Sequence[GridRow], columns: range) -> bool:
    """Tell whether the middle column of the span has a head of its own below, next to others."""
    return len(columns) % 2 == 1 and all(_has_head(rows, column) for column in columns)


def _collides(row: GridRow, slot: Slot, spanned: range) -> bool:
    return any(
        other is not slot and other.column < spanned.stop and spanned.start < other.end for other in row.slots
    )
