"""Printed rules put together from their pieces."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.documents.pdf.geometry import Rule, horizontal

_MIN_RULE_LENGTH = 12.0
_DASH_LENGTH, _DASH_GAP = 8.0, 5.0
"""Points. Shorter pieces with smaller gaps are one dashed rule."""
_MAX_RULE_COUNT = 250
"""Per page. Past this, a plot is drawn: only the longest rules are looked at."""


def joined_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Return the horizontal rules, with the pieces of broken and dashed ones put together, top to bottom."""
    rows: list[list[Rule]] = []
    for rule in sorted((rule for rule in rules if rule.is_horizontal), key=lambda rule: rule.y):
        if rows and rule.y - rows[-1][0].y < 0.8:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    joined = []
    for row in rows:
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
