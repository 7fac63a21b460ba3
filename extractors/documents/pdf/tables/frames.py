"""Frames: the horizontal rules of a table, and how far its rows go beyond them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from extractors.documents.pdf.geometry import Rectangle, Rule, horizontal
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.tables.rows import is_filler, is_value

_MIN_RULE_LENGTH = 12.0
_SLACK = 4.0
"""How far, in points, an inner rule may stick out of the frame."""
_DASH_LENGTH, _DASH_GAP = 8.0, 5.0
_FULL_SHARE = 0.9
"""A rule that covers this share of the frame closes it."""
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

    @property
    def area(self) -> Rectangle:
        """From the first row or rule to the last (y down)."""
        return Rectangle(self.x0, self.top, self.x1, self.bottom)

    def is_full(self, rule: Rule) -> bool:
        """Tell whether a rule goes from side to side."""
        return rule.length >= _FULL_SHARE * (self.x1 - self.x0)


@dataclass(slots=True)
class _Row:
    lines: list[Line] = field(default_factory=list)

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
    return joined


def find_frames(
    rules: Sequence[Rule], view: PageView, lines: Sequence[Line], barriers: Sequence[Line]
) -> list[Frame]:
    """Return the frames of a page, top to bottom.

    Args:
        rules: The page's horizontal rules as `joined_rules` gives them.
        view: The page.
        lines: Its lines without page furniture.
        barriers: Lines no table goes across, such as captions.
    """
    stops = {id(line) for line in barriers}
    frames = []
    used: set[int] = set()
    for position in range(len(rules)):
        if position in used:
            continue
        frame, members = _chained(position, rules, used, view, lines, stops)
        _drop_empty_ends(frame, lines)
        if not frame.rules:
            continue
        frame.top, frame.bottom = frame.rules[0].y, frame.rules[-1].y
        others = [rule for other, rule in enumerate(rules) if other not in members]
        _extend(frame, view, lines, others, stops)
        if frame.bottom - frame.top > 8 and frame.top < frame.rules[0].y + 0.1:
            has_rows = len(frame.rules) >= 2 or frame.top < frame.rules[0].y < frame.bottom
            if has_rows:
                used.update(members)
                frames.append(frame)
    return frames


def _chained(
    first: int,
    rules: Sequence[Rule],
    used: set[int],
    view: PageView,
    lines: Sequence[Line],
    stops: set[int],
) -> tuple[Frame, list[int]]:
    """Collect the rules below a rule that belong to the same table."""
    seed = rules[first]
    frame = Frame(seed.x0, seed.x1, [seed])
    members = [first]
    for position in range(first + 1, len(rules)):
        rule = rules[position]
        if position in used or rule.x1 < frame.x0 + _SLACK or rule.x0 > frame.x1 - _SLACK:
            continue
        if _is_separated(frame, frame.rules[-1].y, rule.y, view, lines, stops):
            break
        is_inside = rule.x0 >= frame.x0 - _SLACK and rule.x1 <= frame.x1 + _SLACK
        is_around = rule.x0 <= frame.x0 + _SLACK and rule.x1 >= frame.x1 - _SLACK
        if is_around and not is_inside and rule.y - seed.y < _MAX_HEADER_HEIGHT:
            # Short rules under spanning heads may stand above the first rule of full width.
            frame.x0, frame.x1 = rule.x0, rule.x1
        elif not is_inside:
            break
        frame.rules.append(rule)
        members.append(position)
    while not frame.is_full(frame.rules[-1]):
        frame.rules.pop()
        members.pop()
    return frame, members


def lines_between(lines: Sequence[Line], x0: float, x1: float, y0: float, y1: float) -> list[Line]:
    """Return the lines whose middle lies in an area, top to bottom."""
    inside = [
        line for line in lines if x0 - _SLACK < line.x < x1 + _SLACK and y0 < line.y - 0.25 * line.size < y1
    ]
    return sorted(inside, key=lambda line: (line.y, line.x0))


def _is_separated(
    frame: Frame, y0: float, y1: float, view: PageView, lines: Sequence[Line], stops: set[int]
) -> bool:
    """Tell whether a caption or running text stands between two rules, so that they frame different things."""
    between = lines_between(lines, frame.x0, frame.x1, y0, y1)
    if any(id(line) in stops for line in between):
        return True
    if _is_bridged(frame, y0, y1, view):
        return False
    run = 0
    for line in between:
        run = run + 1 if _is_prose(line, frame, view) else 0
        if run >= _PROSE_LINE_COUNT:
            return True
    return False


def _is_bridged(frame: Frame, y0: float, y1: float, view: PageView) -> bool:
    """Tell whether a vertical rule joins two horizontal ones: text between them stands in cells."""
    return any(
        not rule.is_horizontal
        and frame.x0 - _SLACK <= rule.x <= frame.x1 + _SLACK
        and min(rule.y1, y1) - max(rule.y0, y0) > 0.8 * (y1 - y0)
        for rule in view.rules
    )


def _is_prose(line: Line, frame: Frame, view: PageView) -> bool:
    is_wide = line.width >= _WIDE_SHARE * (frame.x1 - frame.x0)
    return view.is_prose(line) or (is_wide and line.is_prose() and len(line.words) >= 8)


def _drop_empty_ends(frame: Frame, lines: Sequence[Line]) -> None:
    """Drop outer rules with nothing between them and the next: rules under running heads, doubled rules."""
    rules = frame.rules
    while len(rules) >= 2 and not lines_between(lines, frame.x0, frame.x1, rules[0].y, rules[1].y):
        rules.pop(0)
    while len(rules) >= 2 and not lines_between(lines, frame.x0, frame.x1, rules[-2].y, rules[-1].y):
        rules.pop()


def _extend(
    frame: Frame, view: PageView, lines: Sequence[Line], others: Sequence[Rule], stops: set[int]
) -> None:
    """Move the ends of a frame over the rows that stand beyond its outer rules."""
    near = [line for line in lines if line.x0 > frame.x0 - _SLACK and line.x1 < frame.x1 + _SLACK]

    def is_blocked(y0: float, y1: float) -> bool:
        return any(
            y0 < rule.y < y1 and rule.x0 < frame.x1 - _SLACK and rule.x1 > frame.x0 + _SLACK
            for rule in others
        )

    def is_stop(row: _Row) -> bool:
        return any(id(line) in stops or _is_prose(line, frame, view) for line in row.lines)

    above = _rows(line for line in near if line.bottom < frame.top + 2.0)
    below = _rows(line for line in near if line.top > frame.bottom - 2.0)
    # A short rule at the top underlines a head that spans several columns.
    has_head_above = not frame.is_full(frame.rules[0])
    frame.top = _reach(frame.top, above[::-1], -1, is_stop, is_blocked, takes_first=has_head_above)
    frame.bottom = _reach(frame.bottom, below, 1, is_stop, is_blocked)


def _reach(
    edge: float,
    rows: Sequence[_Row],
    direction: int,
    is_stop: Callable[[_Row], bool],
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


def _rows(lines: Iterable[Line]) -> list[_Row]:
    """Group lines on one baseline, top to bottom."""
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda line: line.y):
        if rows and line.y - rows[-1].lines[0].y < 0.3 * line.size:
            rows[-1].lines.append(line)
        else:
            rows.append(_Row([line]))
    return rows
