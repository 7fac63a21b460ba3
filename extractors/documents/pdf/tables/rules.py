"""Printed rules put together from their pieces, and the rows they separate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.documents.pdf.geometry import Rule, grouped, horizontal
from extractors.documents.pdf.tables.columns import Columns

_MIN_RULE_LENGTH = 12.0
_LEVEL_HEIGHT = 0.8
"""Points. Rules this near to each other are on one height."""
_DASH_LENGTH, _DASH_GAP = 8.0, 5.0
"""Points. Shorter pieces with smaller gaps are one dashed rule."""
_MAX_RULE_COUNT = 250
"""Per page. Past this, a plot is drawn: only the longest rules are looked at."""


def joined_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Return the horizontal rules, with the pieces of broken and dashed ones put together, top to bottom."""
    ordered = sorted((rule for rule in rules if rule.is_horizontal), key=lambda rule: rule.y)
    joined = []
    for row in grouped(ordered, lambda first, rule: rule.y - first.y < _LEVEL_HEIGHT):
        row.sort(key=lambda rule: rule.x0)
        pieces = [row[0]]
        for rule in row[1:]:
            last = pieces[-1]
            gap = rule.x0 - last.x1
            if gap <= 1.0 or (rule.length <= _DASH_LENGTH and gap <= _DASH_GAP):
                pieces[-1] = horizontal(last.x0, max(last.x1, rule.x1), last.y)
            else:
                pieces.append(rule)
        joined += [rule for rule in pieces if rule.length >= _MIN_RULE_LENGTH]
    if len(joined) > _MAX_RULE_COUNT:
        joined = sorted(joined, key=lambda rule: rule.length, reverse=True)[:_MAX_RULE_COUNT]
    return sorted(joined, key=lambda rule: (rule.y, rule.x0))


@dataclass(slots=True)
class Cuts:
    """Answers whether a horizontal rule separates two heights of a column."""

    heights: list[list[float]]
    """The heights of the rules through the middle of each column, top to bottom."""

    @classmethod
    def of(cls, rules: Sequence[Rule], columns: Columns) -> Cuts:
        """Sort rules by the columns they go through."""
        return cls(
            [sorted(rule.y for rule in rules if rule.x0 <= column.x <= rule.x1) for column in columns.columns]
        )

    def between(self, y0: float, y1: float, column: int) -> bool:
        """Tell whether a rule goes through the column between two heights."""
        heights = self.heights[column]
        next_below = bisect_right(heights, y0)
        return next_below < len(heights) and heights[next_below] < y1
