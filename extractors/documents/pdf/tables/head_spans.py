"""The columns that the heads of a table span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.documents.pdf.geometry import Rule
from extractors.documents.pdf.tables.columns import ColumnExtent, Columns
from extractors.documents.pdf.tables.grid import GridRow, Slot
from extractors.documents.pdf.tables.headers import LINE_SHARE

_CENTRED_SHARE, _RULED_SHARE = 0.6, 3.0
"""A head is centred over columns when its middle is at most this share of the font size off theirs; over the part of a
rule that it shares with other heads."""
_NEARER_SHARE = 0.3
"""It is nearer to the middle of several columns than to that of its own when the difference is more than this."""
_FLUSH_SHARE = 0.15
"""The same for a head that is flush with an edge of its own column."""
_RULE_SLACK = 2.0
_LEFT_OUT, _LEFT_OUT_OF_RULE = 0.2, 1.0
"""What a column counts, in font sizes off the middle, that has a lower head and none above it: beside rules, and over
one."""


def span_headers(
    rows: Sequence[GridRow],
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
        for slot in row.slots:
            _place(slot, _columns_between(slot, row, columns, separators))
        level = _Level.of(rows[:header_count], position, columns, _under(rows, position, rules))
        for slot, spanned in zip(level.slots, level.assigned(), strict=True):
            _place(slot, spanned)


def _place(slot: Slot, spanned: range | None) -> None:
    if spanned:
        slot.column, slot.column_span = spanned.start, len(spanned)


def _under(rows: Sequence[GridRow], position: int, rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules between a header row and the next row."""
    row = rows[position]
    below = rows[position + 1].y if position + 1 < len(rows) else float("inf")
    return [rule for rule in rules if row.y < rule.y + 1.0 and rule.y < below - 0.3 * row.size]


@dataclass(frozen=True, slots=True)
class _Level:
    """One row of heads, and what tells how far each of them reaches."""

    slots: list[Slot]
    """Left to right."""
    size: float
    extents: list[ColumnExtent]
    """What stands in each column, lower heads included."""
    has_lower_head: list[bool]
    """By column. A head on nearly the same height counts as none: the two are side by side."""
    has_head: list[bool]
    """By column, whether any row of heads has one there."""
    ruled: list[range]
    """The columns over each short rule below the heads."""

    @classmethod
    def of(cls, heads: Sequence[GridRow], position: int, columns: Columns, rules: Sequence[Rule]) -> _Level:
        """Collect what is known of one of the rows of heads."""
        row, lower = heads[position], heads[position + 1 :]
        beside = [other for other in lower if other.y - row.y < LINE_SHARE * row.size]
        below = [other for other in lower if other.y - row.y >= LINE_SHARE * row.size]
        extents = [ColumnExtent(column.x0, column.x1) for column in columns.columns]
        for slot in (slot for other in below for slot in other.slots if slot.column_span == 1):
            extent = extents[slot.column]
            extent.x0, extent.x1 = min(extent.x0, slot.x0), max(extent.x1, slot.x1)
        over = (
            [
                position
                for position, column in enumerate(columns.columns)
                if rule.x0 - _RULE_SLACK <= column.x <= rule.x1 + _RULE_SLACK
            ]
            for rule in rules
        )
        return cls(
            sorted(row.slots, key=lambda slot: slot.column),
            row.size,
            extents,
            [_has_head(below, column) and not _has_head(beside, column) for column in range(len(columns))],
            [_has_head(heads, column) for column in range(len(columns))],
            [range(hit[0], hit[-1] + 1) for hit in over if 1 < len(hit) < len(columns)],
        )

    def assigned(self) -> list[range]:
        """Return the columns of each head: as centred over them as can be, and few that are left out."""
        width = len(self.extents)

        @cache
        def best(position: int, free: int) -> tuple[float, tuple[range, ...]]:
            if position == len(self.slots):
                return self._left_out(range(free, width)), ()
            options = []
            for spanned in self._choices(position, free):
                cost, rest = best(position + 1, spanned.stop)
                cost += self._off_centre(self.slots[position], spanned)
                cost += self._left_out(range(free, spanned.start))
                options.append((cost, (spanned, *rest)))
            # Of two readings that are as good the narrower one.
            return min(options, key=lambda option: (option[0], sum(map(len, option[1]))))

        return list(best(0, 0)[1])

    def _choices(self, position: int, free: int) -> Iterator[range]:
        """Yield the columns that a head may span, from its own to all up to the heads beside it."""
        slot = self.slots[position]
        own = range(slot.column, slot.end)
        yield own
        if any(word.is_sideways for word in slot.words):
            return
        stop = self.slots[position + 1].column if position + 1 < len(self.slots) else len(self.extents)
        for first in range(own.start, free - 1, -1):
            for last in range(own.stop, stop + 1):
                spanned = range(first, last)
                if spanned != own and self._may_span(slot, spanned):
                    yield spanned

    def _may_span(self, slot: Slot, spanned: range) -> bool:
        rule = self._rule_below(slot)
        if rule is not None:
            if not rule.start <= spanned.start <= spanned.stop <= rule.stop:
                return False
            is_alone = sum(self._rule_below(other) == rule for other in self.slots) == 1
            return spanned == rule if is_alone else self._off_centre(slot, spanned) < _RULED_SHARE
        own = range(slot.column, slot.end)
        off_centre = self._off_centre(slot, spanned)
        if all(self.has_lower_head[column] for column in spanned):
            # What is centred on one column is centred on a stretch of them by chance, unless that is in its middle.
            is_middle = 2 * slot.column == spanned.start + spanned.stop - 1
            is_nearer = self._off_centre(slot, own) > off_centre + _NEARER_SHARE
            return off_centre < _CENTRED_SHARE and (slot.column_span > 1 or is_middle or is_nearer)
        # Columns that have no head at all are below the one that stands between them.
        is_between = not any(self.has_head[column] for column in spanned if column not in own)
        return (
            is_between
            and not self._is_flush(slot)
            and self._off_centre(slot, own) > _CENTRED_SHARE > off_centre
        )

    def _is_flush(self, slot: Slot) -> bool:
        """Tell whether a head begins or ends where its own column does."""
        left, right = self.extents[slot.column].x0, self.extents[slot.end - 1].x1
        return min(abs(left - slot.x0), abs(right - slot.x1)) < _FLUSH_SHARE * self.size

    def _rule_below(self, slot: Slot) -> range | None:
        """Return the columns over the short rule below the middle of a head."""
        for columns in self.ruled:
            if (
                self.extents[columns[0]].x0 - _RULE_SLACK
                <= slot.x
                <= self.extents[columns[-1]].x1 + _RULE_SLACK
            ):
                return columns
        return None

    def _off_centre(self, slot: Slot, spanned: range) -> float:
        """Return how far a head is off the middle of columns, as a share of the font size."""
        rule = self._rule_below(slot)
        if rule == spanned and rule is not None:
            return 0.0
        middle = (self.extents[spanned[0]].x0 + self.extents[spanned[-1]].x1) / 2
        return abs(middle - slot.x) / self.size

    def _left_out(self, columns: range) -> float:
        """Return what columns count that have a lower head and none of this row."""
        ruled = {column for rule in self.ruled for column in rule}
        return sum(
            _LEFT_OUT_OF_RULE if column in ruled else _LEFT_OUT
            for column in columns
            if column in ruled or self.has_lower_head[column]
        )


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
