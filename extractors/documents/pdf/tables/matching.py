"""Which caption belongs to which frame."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.documents.pdf.captions import CaptionBlock, CaptionKind, Side
from extractors.documents.pdf.geometry import Rectangle, Rule, overlap
from extractors.documents.pdf.lines import Line, LineIndex
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.tables.frames import Frame, find_frames
from extractors.documents.pdf.tables.panels import panels_of
from extractors.documents.pdf.tables.rules import joined_rules
from extractors.documents.pdf.tables.subcaptions import find_subcaptions

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
_NOTE_MARK = re.compile(r"^\^?[*†‡]")
"""What a note below a table begins with, which may stand between it and its caption."""


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
    subcaptions = find_subcaptions(frames, [line for line in lines if id(line) not in taken])
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
    """Give a table caption without a frame one beside it, where the caption of that frame is beside a free one.

    Of tables one above the other, the caption between two is beside both.
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
    if overlap(box.x0, box.x1, area.x0, area.x1) < 0.3 * min(box.width, area.width):
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
    unrelated = [line for line in between if id(line) not in own]
    own_height = sum(1.2 * line.size for line in between if id(line) in own)
    has_frame_between = any(
        other is not frame
        and overlap(other.x0, other.x1, area.x0, area.x1) > 0
        and y0 - 1 < (other.top + other.bottom) / 2 < y1 + 1
        for other in page.frames
    )
    is_clear = (
        y1 - y0 <= _MAX_CAPTION_DISTANCE + own_height
        and not has_frame_between
        and len({round(line.y) for line in unrelated}) <= _MAX_ROWS_BETWEEN
        and not any(line.is_prose and not _NOTE_MARK.match(line.text) for line in unrelated)
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
    if overlap(a.y0, a.y1, b.y0, b.y1) > 0.5 * min(a.height, b.height):
        have_own = page.subcaptions[first] and page.subcaptions[second]
        gap = max(a.x0, b.x0) - min(a.x1, b.x1)
        return bool(have_own) or gap < _MAX_GAP_BESIDE
    if overlap(a.x0, a.x1, b.x0, b.x1) < 0.3 * min(a.width, b.width):
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


def _subcaption_lines(page: PageTables) -> set[int]:
    return {id(line) for lines in page.subcaptions.values() for line in lines}
