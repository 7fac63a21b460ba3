"""Frames: the horizontal rules of a table, and how far its rows go beyond them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractors.documents.pdf.geometry import Rectangle, Rule, grouped
from extractors.documents.pdf.lines import Line, LineIndex
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.tables.rows import is_filler, is_value

_MIN_LONE_RULE_LENGTH = 60.0
_MIN_HEIGHT = 8.0
_SLACK = 4.0
"""How far, in points, an inner rule may stick out of the frame."""
_FULL_SHARE = 0.9
"""A rule that covers this share of the frame closes it."""
_PARTING_SHARE, _RIGHT_SLACK = 0.6, 8.0
"""A rule that leaves out the labels has this share of the frame's length, and ends so near its right edge."""
_WIDE_SHARE = 0.85
_PROSE_LINE_COUNT = 2
"""So many lines of running text one after the other separate two frames."""
_FIRST_ROW_GAP_SHARE = 0.95
_ROW_GAP_SHARE = 1.3
"""White between rows beyond the outer rules, as a share of the font size."""
_CELL_GAP_SHARE = 0.55
"""Words this share of the font size apart stand in different cells when there are several such gaps in a line."""
_MAX_LABEL_ROWS = 2
_MAX_HEADER_HEIGHT = 45.0
"""Points from a short rule at the top of a table down to the first rule of full width."""


@dataclass(slots=True)
class Frame:
    """Rules of one table, top to bottom, and the extent of its rows."""

    x0: float
    x1: float
    rules: list[Rule]
    top: float = 0.0
    bottom: float = 0.0
    is_panel: bool = False
    """Whether it is one of several parts of a frame, each with a title of its own."""

    @property
    def area(self) -> Rectangle:
        """From the first row or rule to the last (y down)."""
        return Rectangle(self.x0, self.top, self.x1, self.bottom)

    def is_full(self, rule: Rule) -> bool:
        """Tell whether a rule goes from side to side."""
        return rule.length >= _FULL_SHARE * (self.x1 - self.x0)


@dataclass(slots=True)
class _LineRow:
    lines: list[Line]

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    def is_tabular(self) -> bool:
        """Tell whether the row has cells: separate texts, several numbers, or words set wide apart."""
        words = [word for line in self.lines for word in line.words]
        values = sum(is_value(word.text) or is_filler(word.text) for word in words)
        wide_gaps = sum(
            word.x0 - last.x1 > _CELL_GAP_SHARE * word.size
            for line in self.lines
            for last, word in zip(line.words, line.words[1:], strict=False)
        )
        return len(self.lines) >= 2 or values >= 2 or wide_gaps >= 2


def find_frames(
    rules: Sequence[Rule], view: PageView, lines: Iterable[Line], barriers: Iterable[Line]
) -> list[Frame]:
    """Return the frames of a page, top to bottom.

    Args:
        rules: The page's horizontal rules as `joined_rules` gives them.
        view: The page.
        lines: Its lines without page furniture.
        barriers: Lines no table goes across, such as captions.
    """
    finder = _FrameFinder(rules, view, LineIndex(lines), {id(line) for line in barriers})
    frames = []
    used: set[int] = set()
    for position in range(len(rules)):
        if position not in used:
            frame, members = finder.find(position, used)
            if frame is not None:
                used.update(members)
                frames.append(frame)
    return frames


@dataclass(slots=True)
class _FrameFinder:
    """Collects the rules and rows of one frame."""

    rules: Sequence[Rule]
    view: PageView
    lines: LineIndex
    stops: set[int]
    """Identities of lines no frame goes across."""

    def find(self, first: int, used: set[int]) -> tuple[Frame | None, list[int]]:
        """Return the frame that begins with a rule, and the positions of its rules."""
        frame, chained = self._chained(first, used)
        members = [position for position in chained if self.rules[position].y <= frame.rules[-1].y]
        self._drop_empty_ends(frame)
        frame.top, frame.bottom = frame.rules[0].y, frame.rules[-1].y
        if len(frame.rules) > 1 or frame.x1 - frame.x0 > _MIN_LONE_RULE_LENGTH:
            trailing = [position for position in chained if self._parts_rows(position, frame, members)]
            own = {*members, *trailing}
            self._extend(frame, [rule for other, rule in enumerate(self.rules) if other not in own])
            inside = [position for position in trailing if self.rules[position].y < frame.bottom]
            frame.rules += [self.rules[position] for position in inside]
            members += inside
        # A rule alone is a frame when rows stand above and below it.
        has_rows = len(frame.rules) >= 2 or frame.top < frame.rules[0].y < frame.bottom
        return (frame, members) if has_rows and frame.bottom - frame.top > _MIN_HEIGHT else (None, members)

    def _chained(self, first: int, used: set[int]) -> tuple[Frame, list[int]]:
        """Collect the rules below a rule that belong to the same table, and the positions of all that may."""
        seed = self.rules[first]
        frame = Frame(seed.x0, seed.x1, [seed])
        members = [first]
        for position in range(first + 1, len(self.rules)):
            rule = self.rules[position]
            if position in used or rule.x1 < frame.x0 + _SLACK or rule.x0 > frame.x1 - _SLACK:
                continue
            is_inside = rule.x0 >= frame.x0 - _SLACK and rule.x1 <= frame.x1 + _SLACK
            is_around = rule.x0 <= frame.x0 + _SLACK and rule.x1 >= frame.x1 - _SLACK
            # Short rules under spanning heads may stand above the first rule of full width.
            is_widening = is_around and rule.y - seed.y < _MAX_HEADER_HEIGHT
            if not (is_inside or is_widening) or self._is_separated(frame, frame.rules[-1].y, rule.y):
                break
            if not is_inside:
                frame.x0, frame.x1 = rule.x0, rule.x1
            frame.rules.append(rule)
            members.append(position)
        while not frame.is_full(frame.rules[-1]):
            frame.rules.pop()
        return frame, members

    def _parts_rows(self, position: int, frame: Frame, members: Sequence[int]) -> bool:
        """Tell whether a rule below the last of full width parts rows of the same label, which it leaves out."""
        rule = self.rules[position]
        is_indented = rule.x0 > frame.x0 + _SLACK and rule.x1 > frame.x1 - _RIGHT_SLACK
        return (
            position not in members and is_indented and rule.length > _PARTING_SHARE * (frame.x1 - frame.x0)
        )

    def _between(self, frame: Frame, y0: float, y1: float) -> list[Line]:
        return self.lines.between(frame.x0 - _SLACK, frame.x1 + _SLACK, y0, y1)

    def _is_separated(self, frame: Frame, y0: float, y1: float) -> bool:
        """Tell whether a caption or running text stands between two rules: they frame different things."""
        run = 0
        for line in self._between(frame, y0, y1):
            if id(line) in self.stops:
                return True
            run = run + 1 if self._is_prose(line, frame) else 0
            if run >= _PROSE_LINE_COUNT:
                return not self._is_bridged(frame, y0, y1)
        return False

    def _is_bridged(self, frame: Frame, y0: float, y1: float) -> bool:
        """Tell whether a vertical rule joins two horizontal ones: text between them stands in cells."""
        return any(
            not rule.is_horizontal
            and frame.x0 - _SLACK <= rule.x <= frame.x1 + _SLACK
            and min(rule.y1, y1) - max(rule.y0, y0) > 0.8 * (y1 - y0)
            for rule in self.view.rules
        )

    def _is_prose(self, line: Line, frame: Frame) -> bool:
        is_wide = line.width >= _WIDE_SHARE * (frame.x1 - frame.x0)
        return (is_wide and len(line.words) >= 8 and line.is_prose) or self.view.is_prose(line)

    def _drop_empty_ends(self, frame: Frame) -> None:
        """Drop outer rules with nothing between them and the next: rules under running heads, doubled rules."""
        rules = frame.rules
        while len(rules) >= 2 and not self._between(frame, rules[0].y, rules[1].y):
            rules.pop(0)
        while len(rules) >= 2 and not self._between(frame, rules[-2].y, rules[-1].y):
            rules.pop()

    def _extend(self, frame: Frame, others: Sequence[Rule]) -> None:
        """Move the ends of a frame over the rows that stand beyond its outer rules."""
        near = [line for line in self.lines if line.x0 > frame.x0 - _SLACK and line.x1 < frame.x1 + _SLACK]

        def is_blocked(y0: float, y1: float) -> bool:
            return any(
                y0 < rule.y < y1 and rule.x0 < frame.x1 - _SLACK and rule.x1 > frame.x0 + _SLACK
                for rule in others
            )

        def is_stop(row: _LineRow) -> bool:
            return any(id(line) in self.stops or self._is_prose(line, frame) for line in row.lines)

        above = _rows(line for line in near if line.bottom < frame.top + 2.0)
        below = _rows(line for line in near if line.top > frame.bottom - 2.0)
        # A short rule at the top underlines a head that spans several columns.
        has_head_above = not frame.is_full(frame.rules[0])
        frame.top = _reach(frame.top, above[::-1], -1, is_stop, is_blocked, takes_first=has_head_above)
        frame.bottom = _reach(frame.bottom, below, 1, is_stop, is_blocked)


def _reach(
    edge: float,
    rows: Sequence[_LineRow],
    direction: int,
    is_stop: Callable[[_LineRow], bool],
    is_blocked: Callable[[float, float], bool],
    *,
    takes_first: bool = False,
) -> float:
    """Return how far tabular rows go beyond an edge, upwards (-1) or downwards (1)."""
    reached = y = edge
    pending = 0
    limit = _FIRST_ROW_GAP_SHARE
    for row in rows:
        near, far = (row.top, row.bottom) if direction > 0 else (row.bottom, row.top)
        if (
            direction * (near - y) > limit * row.size
            or is_stop(row)
            or is_blocked(min(y, near), max(y, near))
        ):
            break
        is_row = row.is_tabular() or (takes_first and row is rows[0])
        pending = 0 if is_row else pending + 1
        if pending > _MAX_LABEL_ROWS:
            break
        if not pending:
            reached = far
        y, limit = far, _ROW_GAP_SHARE
    return reached


def _rows(lines: Iterable[Line]) -> list[_LineRow]:
    """Group lines on one baseline, top to bottom."""
    ordered = sorted(lines, key=lambda line: line.y)
    return [_LineRow(row) for row in grouped(ordered, lambda first, line: line.y - first.y < 0.3 * line.size)]
