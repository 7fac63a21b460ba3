"""One page as the layout steps see it: upright lines, rules and pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from extractors.documents.model import Box
from extractors.documents.pdf.geometry import (
    Rectangle,
    Rotation,
    Rule,
    on_page,
    overlap,
    upright,
    upright_rule,
)
from extractors.documents.pdf.glyphs import unreadable_count
from extractors.documents.pdf.lines import Line, box_of, line_of, read_lines
from extractors.documents.pdf.pdfium import PdfPage
from extractors.documents.pdf.words import Word, read_words

_MIN_VIEW_SHARE = 0.3
"""Text at right angles to most of the page is read on its own when it holds this share of the letters; less of it
labels axes and heads columns."""
_SIDEWAYS_GAP_SHARE = 0.5
_PARTING_SHARE = 0.5
"""A rule parts sideways texts when it reaches over this share of their width."""
_MIN_MEASURE_LINES = 4
_MIN_MEASURE_WIDTH = 150.0


@dataclass(frozen=True, slots=True)
class Measure:
    """The width running text is set to in one column."""

    x0: float
    x1: float

    def holds(self, line: Line) -> bool:
        """Tell whether a line of prose fills the measure, from the margin or an indent to the other margin."""
        return abs(line.x1 - self.x1) < 2.5 and -2.5 < line.x0 - self.x0 < 3 * line.size and line.is_prose


@dataclass(frozen=True, slots=True)
class Sideways:
    """A text set at right angles to a page's main text."""

    line: Line
    """The text as one upright word that fills its place, on a baseline at the foot."""
    place: Rectangle
    """Where it stands in the view of the main text (y down)."""


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
    sideways: list[Sideways] = field(default_factory=list)
    """Short texts at right angles, such as column heads and axis labels."""
    margin_text: str = ""
    """Sideways text of the whole page, where arXiv puts its stamp."""
    unreadable_count: int = 0
    """Characters without a meaning in Unicode."""
    measures: list[Measure] = field(default_factory=list)
    """The widths running text is set to on the page, most frequent first."""

    def box(self, area: Rectangle) -> Box:
        """Return where an area of this view lies on the page as a viewer shows it."""
        shown = area
        if self.rotation is not self.page_rotation:
            unturned = on_page(area, self.page_bounds, self.rotation)
            shown = upright(unturned, self.page_bounds, self.page_rotation)
        return Box(
            self.number, round(shown.x0, 1), round(shown.y0, 1), round(shown.x1, 1), round(shown.y1, 1)
        )

    def is_prose(self, line: Line) -> bool:
        """Tell whether a line belongs to the running text of the page, as far as one line can tell."""
        return any(measure.holds(line) for measure in self.measures)


def read_views(page: PdfPage) -> Iterator[PageView]:
    """Yield what is read on a page: its main text, then longer text that stands at right angles to it."""
    graphics = page.graphics()
    groups = page.characters(graphics.invisible_texts)
    if not groups:
        return
    # What a figure draws beyond its clip is not seen.
    rules = [rule for rule in graphics.rules if page.bounds.holds(rule.x, rule.y)]
    lines_of = [read_lines(read_words(group, page.styles), page.number) for group in groups]
    for position, group in enumerate(groups):
        lines = lines_of[position]
        others = [
            (other.rotation, line)
            for other, other_lines in zip(groups, lines_of, strict=True)
            if other is not group
            for line in other_lines
        ]
        if position and len(group.text) < _MIN_VIEW_SHARE * sum(len(other.text) for other in groups):
            continue
        is_lying = group.rotation in (Rotation.QUARTER, Rotation.THREE_QUARTERS)
        width, height = page.bounds.width, page.bounds.height
        view_rules = [upright_rule(rule, page.bounds, group.rotation) for rule in rules]
        yield PageView(
            page.number,
            height if is_lying else width,
            width if is_lying else height,
            group.rotation,
            lines,
            view_rules,
            [upright(picture, page.bounds, group.rotation) for picture in graphics.pictures],
            page.bounds,
            page.rotation,
            [
                text
                for rotation, line in others
                for text in _turned(line, rotation, group.rotation, page.bounds, view_rules)
            ],
            " ".join(line.text for _, line in others),
            sum(unreadable_count(line.text) for line in lines),
            _measures(lines),
        )


def _turned(
    line: Line, rotation: Rotation, into: Rotation, page: Rectangle, rules: Sequence[Rule]
) -> Iterator[Sideways]:
    """Yield a line of one view as it stands in another.

    Labels of different rows may share a line: it is cut where a rule, or more than a word space, separates them.
    """
    places = [
        upright(on_page(box_of([line_of([word], line.page)]), page, rotation), page, into)
        for word in line.words
    ]
    whole = reduce(Rectangle.joined, places)
    across = [rule for rule in rules if _goes_through(rule, whole)] if len(places) > 1 else []
    words, extent = [line.words[0]], places[0]
    for word, place in zip(line.words[1:], places[1:], strict=True):
        is_apart = word.x0 - words[-1].x1 > _SIDEWAYS_GAP_SHARE * line.size
        if is_apart or any(_parts(rule, extent, place) for rule in across):
            yield _as_upright(words, extent)
            words, extent = [], place
        words.append(word)
        extent = extent.joined(place)
    yield _as_upright(words, extent)


def _goes_through(rule: Rule, area: Rectangle) -> bool:
    return rule.is_horizontal and area.y0 < rule.y < area.y1 and rule.x0 < area.x1 and rule.x1 > area.x0


def _parts(rule: Rule, a: Rectangle, b: Rectangle) -> bool:
    """Tell whether a horizontal rule runs between two rectangles, one above the other, and not just beside."""
    upper, lower = (a, b) if a.y0 < b.y0 else (b, a)
    shared = overlap(rule.x0, rule.x1, upper.x0, upper.x1)
    return upper.y1 - 1 < rule.y < lower.y0 + 1 and shared > _PARTING_SHARE * upper.width


def _as_upright(words: Sequence[Word], place: Rectangle) -> Sideways:
    """Return sideways words as one upright word that fills their place."""
    first = words[0]
    word = replace(
        first,
        text=" ".join(word.text for word in words),
        x0=place.x0,
        x1=place.x1,
        y=place.y1 - 0.22 * first.size,
        is_sideways=True,
    )
    return Sideways(line_of([word], 0), place)


def _measures(lines: Sequence[Line]) -> list[Measure]:
    """Return the left and right margins that several lines of prose share."""
    ends = Counter(
        (round(line.x0), round(line.x1))
        for line in lines
        if line.x1 - line.x0 > _MIN_MEASURE_WIDTH and line.is_prose
    )
    return [Measure(x0, x1) for (x0, x1), count in ends.most_common() if count >= _MIN_MEASURE_LINES]
