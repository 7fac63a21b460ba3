"""Header rows of a table and the columns their cells span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.documents.pdf.geometry import Rule
from extractors.documents.pdf.tables.columns import Columns
from extractors.documents.pdf.tables.grid import GridRow, Slot
from extractors.documents.pdf.tables.rows import TextRow, is_filler, is_value

_MAX_HEADER_ROWS = 6
LINE_SHARE = 0.95
"""Baselines nearer than this share of the font size are not two lines of one text."""
_CENTRED_SHARE = 0.6
"""A header is centred over columns when its middle is at most this share of the font size off theirs."""


@dataclass(frozen=True, slots=True)
class HeadRow:
    """What tells a header row from a row of the body."""

    texts: tuple[str, ...]
    """Its cells, left to right."""
    x0: float
    """Left edge of the first."""
    size: float
    band: int

    @classmethod
    def of_text(cls, row: TextRow) -> HeadRow:
        """Return the row before its phrases are sorted into columns."""
        texts = tuple(phrase.text for phrase in row.phrases)
        return cls(texts, row.phrases[0].x0, row.size, row.band)

    @classmethod
    def of_grid(cls, row: GridRow) -> HeadRow:
        """Return the row with its phrases in columns."""
        slots = sorted(row.slots, key=lambda slot: slot.column)
        return cls(tuple(slot.text for slot in slots), slots[0].x0, row.size, row.band)


def header_row_count(rows: Sequence[HeadRow]) -> int:
    """Return how many rows at the top hold column heads.

    Rules tell: the heads stand above the first full-width rule. Without one, the heads end at the first row
    that mostly holds numbers.
    """
    count = _candidate_count(rows)
    return count - _trailing_label_count(rows, count)


def _candidate_count(rows: Sequence[HeadRow]) -> int:
    first_band = [row for row in rows if row.band == rows[0].band]
    body = rows[len(first_band) :]
    if body and len(first_band) <= _MAX_HEADER_ROWS and not _is_body(first_band, body):
        count = len(first_band)
        while more := _next_head_band(rows, count):
            count += more
        return count
    for position, row in enumerate(rows[: _MAX_HEADER_ROWS + 1]):
        if _holds_values([row]):
            return position
    return 1 if len(rows) > 1 else 0


def _is_body(band: Sequence[HeadRow], below: Sequence[HeadRow]) -> bool:
    """Tell whether the rows above the first rule are rows of the body already: values printed as those below."""
    if not _holds_values(band):
        return False
    patterns = {_pattern(text) for row in below for text in row.texts[1:]}
    values = [text for row in band for text in row.texts[1:] if _is_data(text)]
    return sum(_pattern(text) in patterns for text in values) >= 0.5 * len(values)


def _pattern(text: str) -> str:
    """Return how a value is printed: ``76.3`` and ``84.1`` alike, ``10 devices`` and ``76.3`` not."""
    return re.sub(r"\d+", "9", re.sub(r"(?<=\.)\d", "8", text))


def _trailing_label_count(rows: Sequence[HeadRow], count: int) -> int:
    """Return how many of the last header rows are labels of the rows below: one text at the left margin."""
    left = min(row.x0 for row in rows)
    trailing = 0
    for row in reversed(rows[1:count]):
        is_label = len(row.texts) == 1 and row.x0 < left + 1.5 * row.size
        if not is_label or row.band == rows[0].band != rows[count - 1].band:
            break
        trailing += 1
    return trailing


def _holds_values(rows: Sequence[HeadRow]) -> bool:
    """Tell whether at least half of the cells besides the first column are numbers."""
    cells = [text for row in rows for text in row.texts[1:]]
    values = [text for text in cells if _is_data(text)]
    return bool(values) and len(values) >= 0.5 * len(cells)


def _is_data(text: str) -> bool:
    """Tell data from heads that are made of digits: ``@1``, a year, ``50`` of AP_50, a resolution."""
    first = text.split(" ", 1)[0]
    return is_filler(text) or (is_value(first) and (any(mark in first for mark in ".%±") or len(first) <= 2))


def _next_head_band(rows: Sequence[HeadRow], count: int) -> int:
    """Return the number of rows of the next band if they are heads too: several texts, numbers only below."""
    if count >= len(rows):
        return 0
    band = [row for row in rows[count:] if row.band == rows[count].band]
    below = rows[count + len(band) :]
    if len(band) > 2 or count + len(band) > _MAX_HEADER_ROWS:
        return 0
    if any(len(row.texts) < 2 or any(map(_is_number, row.texts)) for row in band):
        return 0
    return len(band) if any(map(_is_number, (text for row in below for text in row.texts))) else 0


def _is_number(text: str) -> bool:
    return is_value(text.split(" ", 1)[0]) or is_filler(text)


def lower_head_count(rows: Sequence[GridRow], header_count: int) -> int:
    """Return how many rows below the heads are lower heads, though a rule goes between.

    They leave the column of labels, which has its head above, empty and hold words alone; the row after them has a
    label and numbers.
    """
    count = 0
    while _is_lower_head(rows[:header_count], rows[header_count + count :]):
        count += 1
    after = rows[header_count + count] if header_count + count < len(rows) else None
    return count if after is not None and after.slot_at(0) is not None and after.has_value() else 0


def _is_lower_head(heads: Sequence[GridRow], rows: Sequence[GridRow]) -> bool:
    return (
        len(heads) > 0
        and len(rows) > 1
        and heads[0].slot_at(0) is not None
        and rows[0].slot_at(0) is None
        and len(rows[0].slots) > 1
        and all(any(map(str.isalpha, slot.text)) and not slot.is_value for slot in rows[0].slots)
    )


def span_headers(
    rows: list[GridRow],
    header_count: int,
    columns: Columns,
    rules: Sequence[Rule],
    separators: Sequence[float],
) -> None:
    """Widen the heads that stand over several columns.

    Args:
        rows: All rows of the grid.
        header_count: How many of them hold heads.
        columns: The columns.
        rules: Horizontal rules: a short one under a head tells what it spans.
        separators: Positions of vertical rules: a head alone between two of them spans what is between.
    """
    for position in range(header_count):
        row = rows[position]
        below = rows[position + 1].y if position + 1 < len(rows) else float("inf")
        under = [rule for rule in rules if row.y < rule.y + 1.0 and rule.y < below - 0.3 * row.size]
        for slot in row.slots:
            spanned = (
                _columns_over_rule(slot, columns, under)
                or _columns_between(slot, row, columns, separators)
                or _columns_around(slot, row, rows[position + 1 : header_count], columns)
            )
            if spanned and not _collides(row, slot, spanned):
                slot.column, slot.column_span = spanned.start, len(spanned)


def _columns_over_rule(slot: Slot, columns: Columns, rules: Sequence[Rule]) -> range | None:
    """Return the columns over the short rule the head is centred on."""
    for rule in rules:
        if rule.x0 - 2 <= slot.x <= rule.x1 + 2:
            hit = [i for i, column in enumerate(columns.columns) if rule.x0 - 2 <= column.x <= rule.x1 + 2]
            if len(hit) > 1 and len(hit) < len(columns):
                return range(hit[0], hit[-1] + 1)
    return None


def _columns_around(slot: Slot, row: GridRow, lower: Sequence[GridRow], columns: Columns) -> range | None:
    """Return the columns the head is centred over, when lower heads stand in all of them."""
    beside = [other for other in lower if other.y - row.y < LINE_SHARE * row.size]
    lower = [other for other in lower if other.y - row.y >= LINE_SHARE * row.size]
    if not lower:
        return None
    best: range | None = None
    best_distance = _CENTRED_SHARE * row.size
    for spanned in _free_columns_around(slot, row, len(columns)):
        if not all(_has_head(lower, column) and not _has_head(beside, column) for column in spanned):
            continue
        distance = abs(columns.middle(spanned[0], spanned[-1]) - slot.x)
        is_wider = best is not None and len(spanned) > len(best)
        if distance < best_distance or (is_wider and distance < best_distance + 0.5):
            best, best_distance = spanned, distance
    if best is None:
        return None
    is_better = abs(columns.columns[slot.column].x - slot.x) > best_distance + 0.3 * row.size
    return best if is_better or slot.column_span > 1 or len(best) % 2 == 1 else None


def _free_columns_around(slot: Slot, row: GridRow, count: int) -> Iterator[range]:
    """Yield the stretches of two or more columns around a head without another head of its row, the nearest first."""

    def is_free(column: int) -> bool:
        return row.slot_at(column) is None

    for first in (slot.column, *takewhile(is_free, range(slot.column - 1, -1, -1))):
        for last in (slot.end - 1, *takewhile(is_free, range(slot.end, count))):
            if last > first:
                yield range(first, last + 1)


def _columns_between(slot: Slot, row: GridRow, columns: Columns, separators: Sequence[float]) -> range | None:
    """Return the columns between the vertical rules around a head that stands alone and centred between them."""
    left = max((x for x in separators if x < slot.x), default=None)
    right = min((x for x in separators if x > slot.x), default=None)
    if left is None and right is None:
        return None
    inside = [
        i
        for i, column in enumerate(columns.columns)
        if (left is None or column.x > left) and (right is None or column.x < right)
    ]
    if len(inside) < 2 or inside[0] == 0:
        return None
    if any(other is not slot and other.column <= inside[-1] and other.end > inside[0] for other in row.slots):
        return None
    is_centred = abs(columns.middle(inside[0], inside[-1]) - slot.x) < row.size
    return range(inside[0], inside[-1] + 1) if is_centred else None


def _has_head(rows: Sequence[GridRow], column: int) -> bool:
    return any(row.slot_at(column) is not None for row in rows)


def _collides(row: GridRow, slot: Slot, spanned: range) -> bool:
    return any(
        other is not slot and other.column < spanned.stop and spanned.start < other.end for other in row.slots
    )
