"""Which caption belongs to which frame."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.documents.pdf.captions import CaptionBlock, CaptionKind
from extractors.documents.pdf.geometry import Rectangle, Rule
from extractors.documents.pdf.lines import Line, LineIndex
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.tables.frames import Frame, find_frames
from extractors.documents.pdf.tables.panels import panels_of
from extractors.documents.pdf.tables.rules import joined_rules

_MAX_CAPTION_DISTANCE = 60.0
"""Points between a caption and its table."""
_MAX_STRAY_DISTANCE = 120.0
_WRONG_SIDE_COST = 40.0
_FIGURE_COST = 20.0
_MAX_GAP_BESIDE, _MAX_GAP_BELOW = 30.0, 20.0
"""White between tables of one float without captions of their own, side by side and one above the other."""
_MAX_GAP_CAPTIONED = 45.0
"""White between tables one above the other, besides the sub-captions between them."""
_MAX_ROWS_BETWEEN = 3
"""Lines that may stand between a caption and its table: a heading, a note."""
_MAX_SUBCAPTION_DISTANCE = 70.0
_NOTE_MARK = re.compile(r"^\^?[*†‡]")
"""What a note below a table begins with, which may stand between it and its caption."""
_SUBCAPTION = re.compile(r"^\(?([a-h])\)\s*(?=\S)|^\(?([a-h])\)$")


class Side(StrEnum):
    """Where a caption stands, seen from its table."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(slots=True)
class PageTables:
    """Frames and captions of one page."""

    view: PageView
    lines: LineIndex
    """Without page furniture."""
    captions: list[CaptionBlock]
    frames: list[Frame]
    rules: list[Rule]
    """Horizontal, joined."""
    subcaptions: dict[int, list[Line]] = field(default_factory=dict)
    """Lines of each frame's own caption, ``(a) ...``, by position of the frame."""


def survey(view: PageView, lines: list[Line], captions: list[CaptionBlock]) -> PageTables:
    """Find the frames of a page and their sub-captions.

    Args:
        view: The page.
        lines: Its lines without page furniture.
        captions: Its captions.

    Returns:
        The frames, each with its caption where it has one.
    """
    rules = joined_rules(view.rules)
    barriers = [line for caption in captions for line in caption.lines]
    sideways = [text.line for text in view.sideways]
    frames = find_frames(rules, view, [*lines, *sideways], barriers)
    frames = [panel for frame in frames for panel in panels_of(frame, lines)]
    taken = {id(line) for line in barriers}
    subcaptions = _subcaptions(frames, [line for line in lines if id(line) not in taken])
    return PageTables(view, LineIndex(lines), captions, frames, rules, subcaptions)


def preferred_side(pages: Iterable[PageTables]) -> Side:
    """Return the side on which a paper puts the captions of its tables, where only one side is possible."""
    votes = dict.fromkeys(Side, 0)
    for page in pages:
        for caption in page.captions:
            sides = {side for frame in page.frames if (side := _side(caption, frame, page)) is not None}
            if caption.kind is CaptionKind.TABLE and len(sides) == 1:
                votes[sides.pop()] += 1
    return Side.ABOVE if votes[Side.ABOVE] >= votes[Side.BELOW] else Side.BELOW


@dataclass(frozen=True, slots=True)
class Owner:
    """The caption of a frame."""

    caption: CaptionBlock
    is_near: bool = True
    """False when the caption stands nearer to another frame of the same float."""


def match_captions(page: PageTables, preferred: Side) -> dict[int, Owner]:
    """Return the caption of each frame that has one, by position of the frame.

    Args:
        page: As `survey` returns it.
        preferred: The side on which the paper puts its captions.
    """
    pairs = []
    for position, frame in enumerate(page.frames):
        for caption in page.captions:
            side = _side(caption, frame, page)
            if caption.kind is CaptionKind.OTHER or side is None:
                continue
            is_table = caption.kind is CaptionKind.TABLE
            expected = preferred if is_table else Side.BELOW
            cost = _distance(caption.box, frame.area) + (0.0 if is_table else _FIGURE_COST)
            cost += 0.0 if side is expected else _WRONG_SIDE_COST
            pairs.append((cost, position, caption, side))
    owners: dict[int, Owner] = {}
    sides: dict[int, Side] = {}
    for _, position, caption, side in sorted(pairs, key=lambda pair: pair[0]):
        if position not in owners and sides.get(id(caption), side) is side:
            owners[position] = Owner(caption)
            sides[id(caption)] = side
    _make_room(page, owners)
    _inherit(page, owners)
    if _adopt(page, owners):
        _inherit(page, owners)
    return owners


def _make_room(page: PageTables, owners: dict[int, Owner]) -> None:
    """Let a table caption without a frame have the one it stands at, if that one's caption stands at a free one too.

    Tables one above the other have a caption between them that stands at both.
    """
    tables = [caption for caption in page.captions if caption.kind is CaptionKind.TABLE]
    for caption in tables:
        if any(owner.caption is caption for owner in owners.values()):
            continue
        for position, owner in list(owners.items()):
            frames = [other for other in owners if owners[other].caption is owner.caption]
            if (
                len(frames) > 1
                or owner.caption not in tables
                or not _side(caption, page.frames[position], page)
            ):
                continue
            free = next(
                (
                    other
                    for other, frame in enumerate(page.frames)
                    if other not in owners and _side(owner.caption, frame, page)
                ),
                None,
            )
            if free is not None:
                owners[free], owners[position] = owner, Owner(caption)
                break


def _side(caption: CaptionBlock, frame: Frame, page: PageTables) -> Side | None:
    """Return on which side of a frame a caption stands when nothing but white is between them, else None."""
    box, area = caption.box, frame.area
    if _overlap(box.x0, box.x1, area.x0, area.x1) < 0.3 * min(box.width, area.width):
        return None
    if box.y1 - 4 <= area.y0:
        side, y0, y1 = Side.ABOVE, box.y1, area.y0
    elif area.y1 - 4 <= box.y0:
        side, y0, y1 = Side.BELOW, area.y1, box.y0
    else:
        return None
    if y1 - y0 > 2 * _MAX_CAPTION_DISTANCE:
        return None
    own = _subcaption_lines(page)
    caption_lines = {id(line) for line in caption.lines}
    between = [
        line for line in page.lines.between(area.x0 - 4, area.x1 + 4, y0, y1) if id(line) not in caption_lines
    ]
    strange = [line for line in between if id(line) not in own]
    own_height = sum(1.2 * line.size for line in between if id(line) in own)
    has_frame_between = any(
        other is not frame
        and _overlap(other.x0, other.x1, area.x0, area.x1) > 0
        and y0 - 1 < (other.top + other.bottom) / 2 < y1 + 1
        for other in page.frames
    )
    is_clear = (
        y1 - y0 <= _MAX_CAPTION_DISTANCE + own_height
        and not has_frame_between
        and len({round(line.y) for line in strange}) <= _MAX_ROWS_BETWEEN
        and not any(line.is_prose and not _NOTE_MARK.match(line.text) for line in strange)
    )
    return side if is_clear else None


def _inherit(page: PageTables, owners: dict[int, Owner]) -> None:
    """Give frames without a caption the one of the frame next to them: panels first, then sub-tables of one float."""
    for are_near in (_are_panels, _are_neighbours):
        is_changed = True
        while is_changed:
            is_changed = False
            for position in range(len(page.frames)):
                if position in owners:
                    continue
                neighbour = next((other for other in owners if are_near(page, position, other)), None)
                if neighbour is not None:
                    owners[position] = Owner(owners[neighbour].caption, is_near=False)
                    is_changed = True


def _are_panels(page: PageTables, first: int, second: int) -> bool:
    """Tell whether two neighbours are panels of one frame."""
    a, b = page.frames[first], page.frames[second]
    is_same_frame = a.is_panel and b.is_panel and (a.x0, a.x1) == (b.x0, b.x1)
    return is_same_frame and _are_neighbours(page, first, second)


def _are_neighbours(page: PageTables, first: int, second: int) -> bool:
    a, b = page.frames[first].area, page.frames[second].area
    upper, lower = (a, b) if a.y0 < b.y0 else (b, a)
    if _overlap(a.y0, a.y1, b.y0, b.y1) > 0.5 * min(a.height, b.height):
        have_own = page.subcaptions[first] and page.subcaptions[second]
        gap = max(a.x0, b.x0) - min(a.x1, b.x1)
        return bool(have_own) or gap < _MAX_GAP_BESIDE
    if _overlap(a.x0, a.x1, b.x0, b.x1) < 0.3 * min(a.width, b.width):
        return False
    own = _subcaption_lines(page)
    between = page.lines.between(max(a.x0, b.x0) - 4, min(a.x1, b.x1) + 4, upper.y1, lower.y0)
    limit = _MAX_GAP_CAPTIONED if between else _MAX_GAP_BELOW
    limit += sum(1.2 * line.size for line in between if id(line) in own)
    return lower.y0 - upper.y1 < limit and all(id(line) in own for line in between)


def _adopt(page: PageTables, owners: dict[int, Owner]) -> bool:
    """Give each table caption without a frame the nearest frame without one: captions beside their table.

    Returns:
        True where a caption found a frame.
    """
    count = len(owners)
    for caption in page.captions:
        if caption.kind is not CaptionKind.TABLE or any(
            owner.caption is caption for owner in owners.values()
        ):
            continue
        free = [position for position in range(len(page.frames)) if position not in owners]
        distances = {position: _distance(caption.box, page.frames[position].area) for position in free}
        nearest = min(free, key=distances.__getitem__, default=None)
        if nearest is not None and distances[nearest] <= _MAX_STRAY_DISTANCE:
            owners[nearest] = Owner(caption)
    return len(owners) > count


def _distance(a: Rectangle, b: Rectangle) -> float:
    """Return the white between two rectangles."""
    dx = max(a.x0 - b.x1, b.x0 - a.x1, 0.0)
    dy = max(a.y0 - b.y1, b.y0 - a.y1, 0.0)
    return math.hypot(dx, dy)


def _overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    return min(a1, b1) - max(a0, b0)


def _subcaption_lines(page: PageTables) -> set[int]:
    return {id(line) for lines in page.subcaptions.values() for line in lines}


def _subcaptions(frames: Sequence[Frame], lines: Sequence[Line]) -> dict[int, list[Line]]:
    """Return the lines of each frame's own caption, ``(a) ...``, all below their frames or all above."""
    outside = [line for line in lines if not any(_is_row_of(frame, line) for frame in frames)]
    ordered = sorted(outside, key=lambda line: (line.y, line.x0))
    starts = [line for line in ordered if _SUBCAPTION.match(line.text)]
    best = max((_nearest_starts(starts, frames, side) for side in (Side.BELOW, Side.ABOVE)), key=len)
    return {
        position: _grown(best[position], ordered) if position in best else []
        for position in range(len(frames))
    }


def _nearest_starts(starts: Sequence[Line], frames: Sequence[Frame], side: Side) -> dict[int, Line]:
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
    if _overlap(line.x0, line.x1, frame.x0, frame.x1) < 0.4 * min(line.width, frame.x1 - frame.x0):
        return None
    distance = line.top - frame.bottom if side is Side.BELOW else frame.top - line.bottom
    limit = _MAX_SUBCAPTION_DISTANCE if side is Side.BELOW else 2.5 * line.size
    return distance if -2 < distance < limit else None


def _is_row_of(frame: Frame, line: Line) -> bool:
    """Tell whether a line stands in a frame: rows may be labelled ``(a) ...`` too."""
    return frame.top - 1 < line.y < frame.bottom + 1 and frame.x0 - 4 < line.x < frame.x1 + 4


def _grown(start: Line, lines: Sequence[Line]) -> list[Line]:
    """Return a sub-caption with the lines that go on from it."""
    block = [start]
    for line in lines:
        step = line.y - block[-1].y
        is_next = 0.5 * line.size < step < 1.45 * line.size and abs(line.size - start.size) < 0.6
        is_under = _overlap(line.x0, line.x1, start.x0, start.x1) > 0.6 * min(line.width, start.width)
        if is_next and is_under:
            block.append(line)
    return block
