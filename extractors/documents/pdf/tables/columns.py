"""Columns of a table: the white corridors its rows leave open."""

from __future__ import annotations

import itertools
import math
import re
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
_TOLERANCE_SHARE = 0.34
"""Share of the rows whose cells may stand in the way of a corridor: spanning cells and labels that overflow."""
_MIN_TOLERANT_ROWS = 4
_GAP_SHARE, _HEADED_GAP_SHARE = 0.3, 0.2
"""Share of the font size that a corridor left open by most rows is wide, at least; and one between two heads."""
_COMPANION = re.compile(r"[±/%]|\([±+−–↑↓-]\s?\d")
_OFF_GRID_SHARE = 0.9
"""A line nearer to its neighbours than this share of the row pitch is no row of its own."""


@dataclass(slots=True)
class ColumnExtent:
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

    columns: list[ColumnExtent]
    edges: list[float]
    """The middle of each corridor: one fewer than columns."""

    def __len__(self) -> int:
        return len(self.columns)

    def at(self, x: float) -> int:
        """Return the column a position falls into."""
        return bisect_right(self.edges, x)

    def middle(self, first: int, last: int) -> float:
        """Return the centre of neighbouring columns taken together."""
        return (self.columns[first].x0 + self.columns[last].x1) / 2

    def covered(self, x0: float, x1: float) -> range:
        """Return the columns whose contents a stretch overlaps, at least the one its middle falls into."""
        hit = [i for i, column in enumerate(self.columns) if column.x0 < x1 - 0.5 and column.x1 > x0 + 0.5]
        middle = self.at((x0 + x1) / 2)
        first, last = min([*hit, middle]), max([*hit, middle])
        return range(first, last + 1)


def find_columns(
    rows: Sequence[TextRow], verticals: Sequence[float] = (), heads: Sequence[Phrase] = ()
) -> Columns:
    """Return the columns of a table body.

    Args:
        rows: Rows below the header; rows of a single phrase say nothing about columns and are left out.
        verticals: Positions of vertical rules that go through the body.
        heads: The heads right above the body, which mostly stand over one column each.
    """
    parted = [row.phrases for row in rows if len(row.phrases) >= 2] or [row.phrases for row in rows]
    parted += [row.phrases for row in _floating(rows)]
    size = float(np.median([row.size for row in rows]))
    unspanned = _without_spanners(parted)
    left = min(phrase.x0 for phrases in unspanned for phrase in phrases)
    right = max(phrase.x1 for phrases in unspanned for phrase in phrases)
    coverage = _Coverage.of([phrase for phrases in unspanned for phrase in phrases], left, right)
    columns = _split(coverage, ColumnExtent(left, right), 0, size)
    if len(parted) >= _MIN_TOLERANT_ROWS:
        for tolerance in coverage.levels(int(_TOLERANCE_SHARE * len(parted))):
            columns = [
                part
                for column in columns
                for part in _split_tolerantly(unspanned, coverage, column, tolerance, size, heads)
            ]
    columns = _split_at(columns, verticals)
    columns = _joined_companions(columns, unspanned)
    edges = [(a.x1 + b.x0) / 2 for a, b in itertools.pairwise(columns)]
    return Columns(columns, edges)


def _floating(rows: Sequence[TextRow]) -> list[TextRow]:
    """Return the rows of a single text that stands off the row grid, as labels centred over several rows do."""
    steps = [
        below.y - above.y
        for above, below in itertools.pairwise(rows)
        if len(above.phrases) >= 2 and len(below.phrases) >= 2
    ]
    if not steps:
        return []
    pitch = float(np.median(steps))
    return [
        row
        for position, row in enumerate(rows)
        if len(row.phrases) == 1
        and 0 < position < len(rows) - 1
        and max(row.y - rows[position - 1].y, rows[position + 1].y - row.y) < _OFF_GRID_SHARE * pitch
    ]


def _without_spanners(rows: Sequence[Sequence[Phrase]]) -> list[list[Phrase]]:
    """Return the phrases of each row without texts that stand across several columns of numbers."""
    stacks: list[ColumnExtent] = []
    for phrase in sorted((p for row in rows for p in row if _is_number(p)), key=lambda phrase: phrase.x0):
        if stacks and phrase.x0 < stacks[-1].x1:
            stacks[-1].x1 = max(stacks[-1].x1, phrase.x1)
        else:
            stacks.append(ColumnExtent(phrase.x0, phrase.x1))
    kept = [
        [
            phrase
            for phrase in row
            if _is_number(phrase) or sum(phrase.x0 < stack.x < phrase.x1 for stack in stacks) < 2
        ]
        for row in rows
    ]
    return kept if any(kept) else [list(row) for row in rows]


def _is_number(phrase: Phrase) -> bool:
    return is_value(phrase.words[0].text) or is_filler(phrase.text)


@dataclass(frozen=True, slots=True)
class _Coverage:
    """How many phrases cover each step from the left edge of a table to its right edge."""

    left: float
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, phrases: Sequence[Phrase], left: float, right: float) -> _Coverage:
        """Count phrases."""
        step_count = int((right - left) / _STEP) + 2
        edges = np.array([(phrase.x0, phrase.x1) for phrase in phrases])
        start, stop = ((edges - left) / _STEP).astype(np.int64).T
        counts = np.bincount(start, minlength=step_count)[:step_count]
        counts -= np.bincount(np.minimum(stop + 1, step_count - 1), minlength=step_count)
        return cls(left, counts.cumsum())

    def levels(self, most: int) -> list[int]:
        """Return the counts from 1 to `most` that occur: others divide nothing."""
        occurring = np.unique(self.counts)
        return [int(count) for count in occurring[(occurring >= 1) & (occurring <= most)]]

    def between(self, x0: float, x1: float) -> NDArray[np.int64]:
        """Return the counts of a stretch."""
        start, stop = round((x0 - self.left) / _STEP), math.ceil((x1 - self.left) / _STEP - 1e-6)
        return self.counts[start:stop]


def _split(coverage: _Coverage, column: ColumnExtent, tolerance: int, size: float) -> list[ColumnExtent]:
    """Return the stretches of a column that more than `tolerance` phrases cover."""
    left = column.x0
    is_covered = coverage.between(column.x0, column.x1) > tolerance
    changes = np.flatnonzero(np.diff(np.concatenate(([False], is_covered, [False])).astype(np.int8)))
    columns: list[ColumnExtent] = []
    for start, stop in zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True):
        x0, x1 = left + start * _STEP, left + stop * _STEP
        if columns and x0 - columns[-1].x1 < _MIN_CORRIDOR_SHARE * size:
            columns[-1].x1 = x1
        else:
            columns.append(ColumnExtent(x0, x1))
    return columns


def _split_tolerantly(
    rows: Sequence[Sequence[Phrase]],
    coverage: _Coverage,
    column: ColumnExtent,
    tolerance: int,
    size: float,
    heads: Sequence[Phrase],
) -> list[ColumnExtent]:
    """Split a stretch that only a few rows hold together, when the heads or most rows show both parts."""
    parts = _split(coverage, column, tolerance, size)
    if len(parts) < 2:
        return [column]
    kept = [ColumnExtent(column.x0, parts[0].x1)]
    for part in parts[1:]:
        gap = part.x0 - kept[-1].x1
        is_headed = gap >= _HEADED_GAP_SHARE * size and _are_headed(kept[-1], part, heads)
        if is_headed or (gap >= _GAP_SHARE * size and _share_of_rows(rows, kept[-1], part) >= 0.5):
            kept.append(part)
        else:
            kept[-1].x1 = part.x1
    kept[-1].x1 = max(kept[-1].x1, column.x1)
    return kept


def _are_headed(left: ColumnExtent, right: ColumnExtent, heads: Sequence[Phrase]) -> bool:
    """Tell whether each of two columns has a head of its own."""
    over_left = [head for head in heads if head.x0 < left.x1 and head.x1 > left.x0]
    over_right = [head for head in heads if head.x0 < right.x1 and head.x1 > right.x0]
    return bool(over_left and over_right) and not any(
        head is other for head in over_left for other in over_right
    )


def _share_of_rows(rows: Sequence[Sequence[Phrase]], left: ColumnExtent, right: ColumnExtent) -> float:
    """Return the share of the rows with something in one of two columns that have something in both."""
    both = either = 0
    for row in rows:
        has_left = any(left.x0 - 1 < phrase.x < left.x1 + 1 for phrase in row)
        has_right = any(right.x0 - 1 < phrase.x < right.x1 + 1 for phrase in row)
        both += has_left and has_right
        either += has_left or has_right
    return both / either if either else 0.0


def _split_at(columns: list[ColumnExtent], verticals: Sequence[float]) -> list[ColumnExtent]:
    """Split the columns a vertical rule goes through."""
    for x in verticals:
        for position, column in enumerate(columns):
            if column.x0 + 1 < x < column.x1 - 1:
                columns[position : position + 1] = [
                    ColumnExtent(column.x0, x - 0.5),
                    ColumnExtent(x + 0.5, column.x1),
                ]
                break
    return columns


def _joined_companions(columns: list[ColumnExtent], rows: Sequence[Sequence[Phrase]]) -> list[ColumnExtent]:
    """Join columns of which one holds only companions of the other's values: ``± 0.2``, ``/ 5.7``, ``(+1.2)``."""
    kept = columns[:1]
    is_open = False
    gaps = [math.inf, *(right.x0 - left.x1 for left, right in itertools.pairwise(columns)), math.inf]
    for position, (left, column) in enumerate(itertools.pairwise(columns), start=1):
        before, gap, after = gaps[position - 1 : position + 2]
        texts = [phrase.text for row in rows for phrase in _inside(row, column)]
        companions = sum(_COMPANION.match(text) is not None for text in texts)
        # A mark in place of a value, centred over both halves, may stand in the second.
        is_companion = 2 * companions > len(texts) and all(
            _COMPANION.match(text) or len(text) == 1 for text in texts
        )
        is_sign = is_companion and all(text in ("±", "/") for text in texts)
        opens = is_companion and not is_sign and after < gap
        is_led = gap < before and _are_led_by_companions(left, column, rows)
        if is_open or is_led or (is_companion and not opens):
            kept[-1] = ColumnExtent(kept[-1].x0, column.x1)
        else:
            kept.append(column)
        is_open = opens or is_sign
    return kept


def _are_led_by_companions(left: ColumnExtent, right: ColumnExtent, rows: Sequence[Sequence[Phrase]]) -> bool:
    """Tell whether values stand in the right column just where the left one has a companion: ``(+1.0) 48.2``."""
    pairs = [(_inside(row, left), _inside(row, right)) for row in rows]
    led = [(a, b) for a, b in pairs if b]
    return (
        any(a and not b for a, b in pairs)
        and all(len(a) == len(b) == 1 and _COMPANION.match(a[0].text) and _is_number(b[0]) for a, b in led)
        and not any(_COMPANION.match(phrase.text) for a, b in pairs if not b for phrase in a)
    )


def _inside(row: Sequence[Phrase], column: ColumnExtent) -> list[Phrase]:
    return [phrase for phrase in row if column.x0 - 1 < phrase.x < column.x1 + 1]
