"""One page as the layout steps see it: upright lines, rules and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.documents.model import Box
from extractors.documents.pdf.geometry import Rectangle, Rotation, Rule, on_page, upright, upright_rule
from extractors.documents.pdf.lines import Line, read_lines
from extractors.documents.pdf.pdfium import PdfPage
from extractors.documents.pdf.words import read_words

_MIN_SIDEWAYS_LETTERS = 60
"""Sideways text shorter than this labels an axis."""


@dataclass(slots=True)
class PageView:
    """The text of one page that is read in one direction, turned upright (y down)."""

    number: int
    """Counted from 1."""
    width: float
    height: float
    rotation: Rotation
    """Reading direction of the text on the unturned page."""
    lines: list[Line]
    """In the order of the content stream."""
    rules: list[Rule]
    pictures: list[Rectangle]
    page_bounds: Rectangle
    page_rotation: Rotation
    marks: list[str] = field(default_factory=list)
    """Texts in the margin that belong to no view, such as the arXiv stamp."""

    def box(self, area: Rectangle) -> Box:
        """Return where an area of this view lies on the page as a viewer shows it."""
        unturned = on_page(area, self.page_bounds, self.rotation)
        shown = upright(unturned, self.page_bounds, self.page_rotation)
        return Box(
            self.number, round(shown.x0, 1), round(shown.y0, 1), round(shown.x1, 1), round(shown.y1, 1)
        )


def read_views(page: PdfPage) -> Iterator[PageView]:
    """Yield what is read on a page: its main text, then text that stands sideways to it."""
    groups = page.characters()
    if not groups:
        return
    graphics = page.graphics()
    sideways = [read_lines(read_words(group, page.styles), page.number) for group in groups[1:]]
    for position, group in enumerate(groups):
        lines = (
            sideways[position - 1] if position else read_lines(read_words(group, page.styles), page.number)
        )
        if position and sum(len(line.text) for line in lines) < _MIN_SIDEWAYS_LETTERS:
            continue
        is_lying = group.rotation in (Rotation.QUARTER, Rotation.THREE_QUARTERS)
        width, height = page.bounds.width, page.bounds.height
        yield PageView(
            page.number,
            height if is_lying else width,
            width if is_lying else height,
            group.rotation,
            lines,
            [upright_rule(rule, page.bounds, group.rotation) for rule in graphics.rules],
            [upright(picture, page.bounds, group.rotation) for picture in graphics.pictures],
            page.bounds,
            page.rotation,
            [line.text for group_lines in sideways for line in group_lines] if not position else [],
        )
