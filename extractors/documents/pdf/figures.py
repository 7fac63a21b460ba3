"""Text that belongs to the drawing of a figure: axis labels, boxes, legends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.documents.pdf.captions import CaptionBlock, CaptionKind
from extractors.documents.pdf.geometry import Rectangle, grouped
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.page import PageView

_HEADING = re.compile(r"^(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)*)\.?\s+[A-Z]")
_MIN_PICTURE_SIZE = 40.0
_MAX_PICTURE_SHARE = 0.6
"""A picture that covers more of the page than this is its background."""


def find_figure_text(
    view: PageView,
    lines: Sequence[Line],
    captions: Iterable[CaptionBlock],
    body_size: float,
    gutter: float | None,
) -> set[int]:
    """Return the identities (`id`) of the lines that are part of a drawing.

    Args:
        view: The page.
        lines: Its lines without furniture, tables and captions.
        captions: All captions of the page: a drawing ends where another float begins.
        body_size: Font size of running text.
        gutter: Middle of the white between two text columns, None for one column.
    """
    drawings = _drawings(view)
    found = {
        id(line)
        for line in lines
        if _lies_in(line, drawings) and not _is_running_text(line, lines, view, body_size)
    }
    floats = list(captions)
    for caption in floats:
        if caption.kind is CaptionKind.FIGURE:
            found |= _above(caption, view, lines, floats, body_size, gutter)
    return found


def _above(
    caption: CaptionBlock,
    view: PageView,
    lines: Sequence[Line],
    floats: Sequence[CaptionBlock],
    body_size: float,
    gutter: float | None,
) -> set[int]:
    """Return the lines from a figure's caption up to running text or another float."""
    box = caption.box
    x0, x1 = 0.0, view.width
    if gutter is not None and not box.x0 < gutter < box.x1:
        x0, x1 = (0.0, gutter) if box.x1 <= gutter else (gutter, view.width)
    ceiling = max(
        (
            other.box.y1
            for other in floats
            if other is not caption and other.box.y1 <= box.y0 and other.box.x0 < x1 and other.box.x1 > x0
        ),
        default=0.0,
    )
    column = [line for line in lines if x0 <= line.x <= x1 and ceiling <= line.y < box.y0]
    upwards = sorted(column, key=lambda line: line.y, reverse=True)
    found: set[int] = set()
    for row in grouped(upwards, lambda first, line: first.y - line.y < 0.15 * line.size):
        if any(_is_running_text(line, column, view, body_size) for line in row):
            break
        found |= {id(line) for line in row}
    return found


def _is_running_text(line: Line, column: Sequence[Line], view: PageView, body_size: float) -> bool:
    """Tell whether a line is a full line of text, the last one of a paragraph, or a heading."""
    if view.is_prose(line):
        return True
    if abs(line.size - body_size) > 0.08 * body_size:
        is_at_margin = any(-2.5 < line.x0 - measure.x0 < 3 * line.size for measure in view.measures)
        return line.size > body_size and (is_at_margin or bool(_HEADING.match(line.text)))
    if _HEADING.match(line.text) and line.is_bold:
        return True
    above = [other for other in column if 0.5 * line.size < line.y - other.y < 1.5 * line.size]
    goes_on = any(view.is_prose(other) and abs(other.x0 - line.x0) < 2 * line.size for other in above)
    return goes_on or (line.is_prose and len(line.words) >= 8)


def _drawings(view: PageView) -> list[Rectangle]:
    """Return the pictures of a page that are neither its background nor as small as a symbol."""
    page_area = view.width * view.height
    return [
        picture
        for picture in view.pictures
        if min(picture.width, picture.height) > _MIN_PICTURE_SIZE
        and picture.width * picture.height < _MAX_PICTURE_SHARE * page_area
    ]


def _lies_in(line: Line, pictures: Sequence[Rectangle]) -> bool:
    return any(picture.holds(line.x0, line.y) and picture.holds(line.x1, line.y) for picture in pictures)
