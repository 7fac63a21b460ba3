"""Columns of a table: the white corridors its rows leave open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.documents.pdf.tables.rows import Phrase, TextRow, is_filler, is_value

_STEP = 0.25
"""Resolution in points."""
_MIN_CORRIDOR_SHARE = 0.12
"""A corridor is at least this share of the font size wide."""
_TOLERANCE_SHARE = 0.15
"""Share of the rows whose cells may stand in the way of a corridor: spanning cells and labels that overflow."""
_MIN_TOLERANT_ROWS = 4


@dataclass(slots=True)
class Column:
    """The extent of what stands in one column, between two corridors."""

    x0: float
    x1: float

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Columns:
    """The columns of one table, left to right."""

    columns: list[Column]
    edges: list[float]
    """The middle of each corridor: one fewer than columns."""

    def __len__(self) -> int:
        return len(self.columns)

    def at(self, x: float) -> int:
        """Return the column a position falls into."""
        return bisect_right(self.edges, x)

    def covered(self, x0: float, x1: float) -> range:
        """Return the columns whose contents a stretch overlaps, at least the one its middle falls into."""
        hit = [i for i, column in enumerate(self.columns) if column.x0 < x1 - 0.5 and column.x1 > x0 + 0.5]
        middle = self.at((x0 + x1) / 2)
        first, last = min([*hit, middle]), max([*hit, middle])
        return range(first, last + 1)


def find_columns(rows: Sequence[TextRow], verticals: Sequence[float]) -> Columns:
    """Return the columns of a table body.

    Args:
        rows: Rows below the header; rows of a single phrase say nothing about columns and are left out.
        verticals: Positions of vertical rules that go through the body.
    """
    told = [row for row in rows if len(row.phrases) >= 2] or list(rows)
    left = min(phrase.x0 for row in told for phrase in row.phrases)
    right = max(phrase.x1 for row in told for phrase in row.phrases)
    size = float(np.median([row.size for row in told]))
    columns = _split(told, left, right, 0, size)
    tolerance = max(1, int(_TOLERANCE_SHARE * len(told))) if len(told) >= _MIN_TOLERANT_ROWS else 0
    if tolerance:
        columns = [part for column in columns for part in _split_tolerantly(told, column, tolerance, size)]
    columns = _split_at(columns, verticals)
    columns = _joined_companions(columns, told)
    edges = [(a.x1 + b.x0) / 2 for a, b in zip(columns, columns[1:], strict=False)]
    return Columns(columns, edges)


def _coverage(phrases: Sequence[Phrase], left: float, right: float) -> NDArray[np.int64]:
    """Return how many phrases cover each step from left to right."""
    counts = np.zeros(int((right - left) / _STEP) + 2, dtype=np.int64)
    for phrase in phrases:
        start = max(0, int((phrase.x0 - left) / _STEP))
        stop = min(len(counts) - 1, int((phrase.x1 - left) / _STEP) + 1)
        if stop > start:
            counts[start] += 1
            counts[stop] -= 1
    return counts.cumsum()


def _split(rows: Sequence[TextRow], left: float, right: float, tolerance: int, size: float) -> list[Column]:
    """Return the stretches that more than `tolerance` phrases cover."""
    phrases = [phrase for row in rows for phrase in row.phrases if left - 1 < phrase.x < right + 1]
    is_covered = _coverage(phrases, left, right) > tolerance
    changes = np.flatnonzero(np.diff(np.concatenate(([False], is_covered, [False])).astype(np.int8)))
    columns: list[Column] = []
    for start, stop in zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True):
        x0, x1 = left + start * _STEP, left + stop * _STEP
        if columns and x0 - columns[-1].x1 < _MIN_CORRIDOR_SHARE * size:
            columns[-1].x1 = x1
        else:
            columns.append(Column(x0, x1))
    return columns


def _split_tolerantly(rows: Sequence[TextRow], column: Column, tolerance: int, size: float) -> list[Column]:
    """Split a stretch that only a few rows hold together, when most rows show both parts."""
    parts = _split(rows, column.x0, column.x1, tolerance, size)
    if len(parts) < 2:
        return [column]
    kept = [parts[0]]
    for part in parts[1:]:
        both = either = 0
        for row in rows:
            has_left = any(kept[-1].x0 - 1 < phrase.x < kept[-1].x1 + 1 for phrase in row.phrases)
            has_right = any(part.x0 - 1 < phrase.x < part.x1 + 1 for phrase in row.phrases)
            both += has_left and has_right
            either += has_left or has_right
        if both >= 0.5 * either and part.x0 - kept[-1].x1 >= 0.3 * size:
            kept.append(part)
        else:
            kept[-1] = Column(kept[-1].x0, part.x1)
    return [Column(kept[0].x0 if i else column.x0, part.x1) if not i else part for i, part in enumerate(kept)]


def _split_at(columns: list[Column], verticals: Sequence[float]) -> list[Column]:
    """Split the columns a vertical rule goes through."""
    for x in verticals:
        for position, column in enumerate(columns):
            if column.x0 + 1 < x < column.x1 - 1:
                columns[position : position + 1] = [Column(column.x0, x - 0.5), Column(x + 0.5, column.x1)]
                break
    return columns


def _joined_companions(columns: list[Column], rows: Sequence[TextRow]) -> list[Column]:
    """Join columns that hold only the second half of their neighbour's values, such as ``± 0.2`` or ``/ 5.7``."""
    kept = columns[:1]
    for column in columns[1:]:
        texts = [
            phrase.text for row in rows for phrase in row.phrases if column.x0 - 1 < phrase.x < column.x1 + 1
        ]
        if texts and all(text.startswith(("±", "/", "(±", "%")) for text in texts):
            kept[-1] = Column(kept[-1].x0, column.x1)
        else:
            kept.append(column)
    return kept


def looks_numeric(texts: Sequence[str]) -> bool:
    """Tell whether most of some cell texts are values."""
    filled = [text for text in texts if text]
    return bool(filled) and sum(is_value(text) or is_filler(text) for text in filled) >= 0.6 * len(filled)
