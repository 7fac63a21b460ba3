"""Horizontal rules that frame a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.documents.pdf.geometry import Rectangle, Rule, horizontal
from extractors.documents.pdf.lines import Line

_MIN_RULE_LENGTH = 12.0
_SLACK = 4.0
"""How far, in points, an inner rule may stick out of the frame."""
_DASH_LENGTH, _DASH_GAP = 8.0, 5.0
_FULL_SHARE = 0.9
"""A rule that covers this share of the frame closes it."""
_PROSE_SHARE = 0.85
_PROSE_LINE_COUNT = 3


@dataclass(slots=True)
class Frame:
    """Rules of one table, from its top rule to its bottom rule."""

    x0: float
    x1: float
    rules: list[Rule] = field(default_factory=list)
    """Horizontal ones, top to bottom; at least two of full width."""

    @property
    def area(self) -> Rectangle:
        """From the first rule to the last (y down)."""
        return Rectangle(self.x0, self.rules[0].y, self.x1, self.rules[-1].y)

    def is_full(self, rule: Rule) -> bool:
        """Tell whether a rule goes from side to side."""
        return rule.length >= _FULL_SHARE * (self.x1 - self.x0)


def joined_rules(rules: Sequence[Rule]) -> list[Rule]:
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
            is_dash = rule.length <= _DASH_LENGTH and gap <= _DASH_GAP
            if gap <= 1.0 or is_dash:
                pieces[-1] = horizontal(last.x0, max(last.x1, rule.x1), last.y)
            else:
                pieces.append(rule)
        joined += [rule for rule in pieces if rule.length >= _MIN_RULE_LENGTH]
    return joined


def find_frames(rules: Sequence[Rule], lines: Sequence[Line], barriers: Sequence[Line]) -> list[Frame]:
    """Return groups of horizontal rules that belong to one table each, top to bottom.

    Args:
        rules: The page's horizontal rules as `joined_rules` gives them.
        lines: The lines of the page.
        barriers: Lines no table goes across, such as captions.
    """
    frames = []
    used: set[int] = set()
    barrier_ids = {id(line) for line in barriers}
    for position, seed in enumerate(rules):
        if position in used:
            continue
        frame = Frame(seed.x0, seed.x1, [seed])
        members = [position]
        for other in range(position + 1, len(rules)):
            rule = rules[other]
            if other in used or rule.x1 < frame.x0 + _SLACK or rule.x0 > frame.x1 - _SLACK:
                continue
            is_inside = rule.x0 >= frame.x0 - _SLACK and rule.x1 <= frame.x1 + _SLACK
            if not is_inside or _is_separated(frame, frame.rules[-1].y, rule.y, lines, barrier_ids):
                break
            frame.rules.append(rule)
            members.append(other)
        while frame.rules and not frame.is_full(frame.rules[-1]):
            frame.rules.pop()
            members.pop()
        _drop_empty_ends(frame, lines)
        if len(frame.rules) >= 2:
            used.update(members)
            frames.append(frame)
    return frames


def lines_between(lines: Sequence[Line], x0: float, x1: float, y0: float, y1: float) -> list[Line]:
    """Return the lines whose middle lies in an area, top to bottom."""
    inside = [
        line for line in lines if x0 - _SLACK < line.x < x1 + _SLACK and y0 < line.y - 0.25 * line.size < y1
    ]
    return sorted(inside, key=lambda line: (line.y, line.x0))


def _is_separated(frame: Frame, y0: float, y1: float, lines: Sequence[Line], barriers: set[int]) -> bool:
    """Tell whether a caption or a paragraph stands between two rules, so that they frame different things."""
    between = lines_between(lines, frame.x0, frame.x1, y0, y1)
    if any(id(line) in barriers for line in between):
        return True
    run = 0
    last_y = y0
    for line in between:
        is_wide = line.width >= _PROSE_SHARE * (frame.x1 - frame.x0)
        run = run + 1 if is_wide and line.is_prose() else (run if line.y - last_y < 0.1 else 0)
        last_y = line.y
        if run >= _PROSE_LINE_COUNT:
            return True
    return False


def _drop_empty_ends(frame: Frame, lines: Sequence[Line]) -> None:
    """Drop outer rules with nothing between them and the next: rules under running heads, doubled rules."""
    rules = frame.rules
    while len(rules) >= 2 and not lines_between(lines, frame.x0, frame.x1, rules[0].y, rules[1].y):
        rules.pop(0)
    while len(rules) >= 2 and not lines_between(lines, frame.x0, frame.x1, rules[-2].y, rules[-1].y):
        rules.pop()
