"""Where the tables of a page are: captions matched with ruled frames, or with aligned rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.documents.pdf.captions import Caption, CaptionKind
from extractors.documents.pdf.geometry import Rule
from extractors.documents.pdf.lines import Line, box_of
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.tables.build import TableArea
from extractors.documents.pdf.tables.frames import Frame, find_frames, joined_rules, lines_between
from extractors.documents.pdf.tables.grid import joined_text
from extractors.documents.pdf.tables.rows import is_value

_MAX_CAPTION_DISTANCE = 60.0
"""Points between a caption and its table."""
_WRONG_SIDE_COST = 40.0
_MAX_NEIGHBOUR_DISTANCE = 45.0
_MAX_SUBCAPTION_DISTANCE = 70.0
_SUBCAPTION = re.compile(r"^\(?([a-h])\)\s*(?=\S)|^\(?([a-h])\)$")
_NOTE = re.compile(r"^(?:\^|\*|†|‡|Notes?[:.]|Source[:.])")


class Side(StrEnum):
    """Where a paper puts its captions."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(slots=True)
class PageTables:
    """Frames and captions of one page before they are matched."""

    view: PageView
    lines: list[Line]
    """Without page furniture."""
    captions: list[Caption]
    frames: list[Frame]
    rules: list[Rule]
    subcaptions: dict[int, list[Line]] = field(default_factory=dict)
    """Lines of each frame's own caption, ``(a) ...``, by position of the frame."""


def survey(view: PageView, lines: list[Line], captions: list[Caption]) -> PageTables:
    """Find the frames of a page and their sub-captions.

    Args:
        view: The page.
        lines: Its lines without page furniture.
        captions: Its captions.
    """
    rules = joined_rules(view.rules)
    barriers = [line for caption in captions for line in caption.lines]
    page = PageTables(
        view, lines, captions, find_frames(rules, view, [*lines, *view.sideways], barriers), rules
    )
    taken = {id(line) for line in barriers}
    page.subcaptions = _subcaptions(page.frames, [line for line in lines if id(line) not in taken])
    return page


def side_votes(page: PageTables) -> dict[Side, int]:
    """Count on which side of their table the captions of a page stand, where only one side is possible."""
    votes = dict.fromkeys(Side, 0)
    for caption in page.captions:
        if caption.kind is not CaptionKind.TABLE:
            continue
        sides = {side for frame in page.frames if (side := _side(caption, frame, page)) is not None}
        if len(sides) == 1:
            votes[sides.pop()] += 1
    return votes


def find_areas(page: PageTables, preferred: Side) -> list[TableArea]:
    """Return the table areas of a page.

    Args:
        page: As `survey` returns it.
        preferred: The side on which the paper puts its captions.
    """
    owners = _owners(page, preferred)
    areas = []
    for position, frame in enumerate(page.frames):
        caption = owners.get(position)
        areas.append(_framed_area(page, position, frame, caption))
    served = {id(caption) for caption in owners.values()}
    for caption in page.captions:
        if caption.kind is CaptionKind.TABLE and id(caption) not in served:
            area = _unframed_area(page, caption, preferred)
            if area is not None:
                areas.append(area)
    return areas


def _side(caption: Caption, frame: Frame, page: PageTables) -> Side | None:
    """Return on which side of a frame a caption stands when nothing but white is between them, else None."""
    box, area = caption.box, frame.area
    overlap = min(box.x1, area.x1) - max(box.x0, area.x0)
    if overlap < 0.3 * min(box.width, area.width):
        return None
    if -4 <= area.y0 - box.y1 <= 2 * _MAX_CAPTION_DISTANCE:
        side, y0, y1 = Side.ABOVE, box.y1, area.y0
    elif -4 <= box.y0 - area.y1 <= 2 * _MAX_CAPTION_DISTANCE:
        side, y0, y1 = Side.BELOW, area.y1, box.y0
    else:
        return None
    sub = {id(line) for lines in page.subcaptions.values() for line in lines}
    own = {id(line) for line in caption.lines}
    all_between = [
        line for line in lines_between(page.lines, area.x0, area.x1, y0, y1) if id(line) not in own
    ]
    between = [line for line in all_between if id(line) not in sub]
    sub_height = sum(1.2 * line.size for line in all_between if id(line) in sub)
    if y1 - y0 > _MAX_CAPTION_DISTANCE + sub_height:
        return None
    others = [
        other
        for other in page.frames
        if other is not frame
        and other.x0 < area.x1
        and other.x1 > area.x0
        and y0 - 1 < (other.area.y0 + other.area.y1) / 2 < y1 + 1
    ]
    rows = {round(line.y) for line in between}
    is_clear = not others and (len(rows) <= 3 and not any(line.is_prose() for line in between))
    return side if is_clear else None


def _owners(page: PageTables, preferred: Side) -> dict[int, Caption]:
    """Return the caption of each frame that has one, by position of the frame."""
    pairs = []
    for position, frame in enumerate(page.frames):
        for caption in page.captions:
            if caption.kind is CaptionKind.OTHER:
                continue
            side = _side(caption, frame, page)
            if side is None:
                continue
            expected = preferred if caption.kind is CaptionKind.TABLE else Side.BELOW
            box, area = caption.box, frame.area
            distance = area.y0 - box.y1 if side is Side.ABOVE else box.y0 - area.y1
            cost = distance + (0.0 if side is expected else _WRONG_SIDE_COST)
            pairs.append((cost, position, caption, side))
    owners: dict[int, Caption] = {}
    sides: dict[int, Side] = {}
    for _, position, caption, side in sorted(pairs, key=lambda pair: pair[0]):
        if position not in owners and sides.get(id(caption), side) is side:
            owners[position] = caption
            sides[id(caption)] = side
    _inherit(page, owners)
    return owners


def _inherit(page: PageTables, owners: dict[int, Caption]) -> None:
    """Give frames without a caption the one of the frame next to them: sub-tables of one float."""
    is_changed = True
    while is_changed:
        is_changed = False
        for position, frame in enumerate(page.frames):
            if position in owners:
                continue
            for other in list(owners):
                if _are_neighbours(page, position, other):
                    owners[position] = owners[other]
                    is_changed = True
                    break


def _are_neighbours(page: PageTables, first: int, second: int) -> bool:
    a, b = page.frames[first].area, page.frames[second].area
    upper, lower = (a, b) if a.y0 < b.y0 else (b, a)
    x_overlap = min(a.x1, b.x1) - max(a.x0, b.x0)
    y_overlap = min(a.y1, b.y1) - max(a.y0, b.y0)
    if y_overlap > 0.5 * min(a.height, b.height):
        gap = max(a.x0, b.x0) - min(a.x1, b.x1)
        has_own = page.subcaptions[first] and page.subcaptions[second]
        return gap < _MAX_NEIGHBOUR_DISTANCE and (bool(has_own) or gap < 30)
    if x_overlap < 0.3 * min(a.width, b.width):
        return False
    own = {id(line) for lines in page.subcaptions.values() for line in lines}
    between = lines_between(page.lines, max(a.x0, b.x0), min(a.x1, b.x1), upper.y1, lower.y0)
    limit = _MAX_NEIGHBOUR_DISTANCE + sum(1.2 * line.size for line in between if id(line) in own)
    return lower.y0 - upper.y1 < limit and all(id(line) in own for line in between)


def _subcaptions(frames: Sequence[Frame], lines: Sequence[Line]) -> dict[int, list[Line]]:
    """Return the lines of each frame's own caption, ``(a) ...``, all below their frames or all above."""
    ordered = sorted(lines, key=lambda line: (line.y, line.x0))
    starts = [line for line in ordered if _SUBCAPTION.match(line.text)]
    matches = [_matched(starts, frames, side) for side in (Side.BELOW, Side.ABOVE)]
    best = max(matches, key=len)
    return {
        position: _grown(best[position], ordered, frame) if position in best else []
        for position, frame in enumerate(frames)
    }


def _matched(starts: Sequence[Line], frames: Sequence[Frame], side: Side) -> dict[int, Line]:
    """Return the sub-caption on one side of each frame that has one, each with its nearest frame."""
    matched: dict[int, Line] = {}
    for start in starts:
        distances = [
            (distance, position)
            for position, frame in enumerate(frames)
            if position not in matched and (distance := _subcaption_distance(start, frame, side)) is not None
        ]
        if distances:
            matched[min(distances)[1]] = start
    return matched


def _subcaption_distance(line: Line, frame: Frame, side: Side) -> float | None:
    """Return how far a sub-caption stands from a frame, None when it cannot belong to it."""
    area = frame.area
    if min(line.x1, area.x1) - max(line.x0, area.x0) < 0.4 * min(line.width, area.width):
        return None
    distance = line.top - area.y1 if side is Side.BELOW else area.y0 - line.bottom
    limit = _MAX_SUBCAPTION_DISTANCE if side is Side.BELOW else 2.5 * line.size
    return distance if -2 < distance < limit else None


def _grown(start: Line, lines: Sequence[Line], frame: Frame) -> list[Line]:
    """Return a sub-caption with the lines that go on from it."""
    block = [start]
    for line in lines:
        step = line.y - block[-1].y
        is_next = 0.5 * line.size < step < 1.45 * line.size and abs(line.size - start.size) < 0.6
        is_under = min(line.x1, start.x1) - max(line.x0, start.x0) > 0.6 * min(line.width, start.width)
        if is_next and is_under and not frame.area.y0 - 1 < line.y < frame.area.y1 + 1:
            block.append(line)
    return block


def _text(lines: Iterable[Line]) -> str:
    return joined_text([line.words for line in lines])


def _framed_area(page: PageTables, position: int, frame: Frame, caption: Caption | None) -> TableArea:
    area = frame.area
    taken = {id(line) for other in page.captions for line in other.lines}
    taken |= {id(line) for line in page.subcaptions[position]}
    lines = [
        line
        for line in lines_between(page.lines, area.x0, area.x1, area.y0 - 1, area.y1)
        if id(line) not in taken
    ]
    lines += lines_between(page.view.sideways, area.x0, area.x1, area.y0 - 1, area.y1)
    found = TableArea(area, lines, list(frame.rules))
    if caption is not None:
        found.label = caption.label
        parts = [_text(caption.lines), _text(page.subcaptions[position])]
        found.caption = " ".join(part for part in parts if part)
        found.is_captioned_as_table = caption.kind is CaptionKind.TABLE
    found.notes = [_text([line]) for line in _notes(page, frame, taken)]
    return found


def _notes(page: PageTables, frame: Frame, taken: set[int]) -> list[Line]:
    """Return the footnote lines right below a frame."""
    area = frame.area
    notes: list[Line] = []
    y = area.y1
    for line in sorted(page.lines, key=lambda line: line.y):
        if line.y <= area.y1 or id(line) in taken or not area.x0 - 4 <= line.x0 <= area.x1:
            continue
        if line.top - y > 0.9 * line.size or not (_NOTE.match(line.text) or notes) or line.x1 > area.x1 + 10:
            break
        if notes and line.size > notes[0].size + 0.3:
            break
        notes.append(line)
        y = line.bottom
    return notes


def _unframed_area(page: PageTables, caption: Caption, preferred: Side) -> TableArea | None:
    """Return the aligned rows next to a caption whose table has no frame of rules."""
    sides = (preferred, Side.BELOW if preferred is Side.ABOVE else Side.ABOVE)
    for side in sides:
        lines = _aligned_rows(page, caption, side)
        if lines:
            area = box_of(lines)
            rules = [
                rule
                for rule in page.rules
                if area.y0 - 6 <= rule.y <= area.y1 + 6 and rule.x0 < area.x1 and rule.x1 > area.x0
            ]
            found = TableArea(area, lines, rules, caption.label, _text(caption.lines))
            found.is_captioned_as_table = True
            return found
    return None


def _aligned_rows(page: PageTables, caption: Caption, side: Side) -> list[Line]:
    box = caption.box
    is_below = side is Side.ABOVE  # a caption above has its table below
    taken = {id(line) for other in page.captions for line in other.lines}
    strip = [
        line
        for line in page.lines
        if id(line) not in taken
        and line.x1 > box.x0 - 20
        and line.x0 < box.x1 + 20
        and (line.y > box.y1 if is_below else line.y < box.y0)
    ]
    strip.sort(key=lambda line: line.y if is_below else -line.y)
    rows: list[list[Line]] = []
    for line in strip:
        if rows and abs(line.y - rows[-1][0].y) < 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    kept: list[list[Line]] = []
    y = box.y1 if is_below else box.y0
    for row in rows:
        edge = min(line.top for line in row) if is_below else max(line.bottom for line in row)
        limit = (4.0 if not kept else 2.0) * row[0].size
        if abs(edge - y) > limit or (len(row) == 1 and row[0].is_prose() and row[0].width > 0.7 * box.width):
            break
        if any(_is_barrier(page, other, y, edge, row) for other in page.captions if other is not caption):
            break
        kept.append(row)
        y = max(line.bottom for line in row) if is_below else min(line.top for line in row)
    several = [row for row in kept if len(row) >= 2 or sum(is_value(word.text) for word in row[0].words) >= 2]
    if len(several) < 2 or len(several) < 0.4 * len(kept):
        return []
    while kept and kept[-1] not in several:
        kept.pop()
    return [line for row in kept for line in row]


def _is_barrier(page: PageTables, caption: Caption, y: float, edge: float, row: Sequence[Line]) -> bool:
    box = caption.box
    low, high = min(y, edge) - 1, max(y, edge) + 1
    return low < (box.y0 + box.y1) / 2 < high and box.x0 < row[-1].x1 and box.x1 > row[0].x0
