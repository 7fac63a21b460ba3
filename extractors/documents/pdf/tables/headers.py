"""Header rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.documents.pdf.tables.grid import GridRow
from extractors.documents.pdf.tables.rows import TextRow, is_filler, is_value

_MAX_HEADER_ROWS = 6
LINE_SHARE = 0.95
"""Baselines nearer than this share of the font size are not two lines of one text."""


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
        return count + _is_titled(rows, count)
    for position, row in enumerate(rows[: _MAX_HEADER_ROWS + 1]):
        if _holds_values([row]):
            return position
    return 1 if len(rows) > 1 else 0


def _is_titled(rows: Sequence[HeadRow], count: int) -> bool:
    """Tell whether the only text above the rule is a title, and the row below it has the heads of the columns."""
    if count != 1 or len(rows[0].texts) != 1 or len(rows) < 3:
        return False
    return len(rows[1].texts) > 2 and not any(map(_is_number, rows[1].texts)) and _holds_values([rows[2]])


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
