"""Where the tables of a page are, and what belongs to each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.documents.pdf.captions import CaptionBlock, CaptionKind, Side
from extractors.documents.pdf.geometry import Rectangle, Rule, grouped
from extractors.documents.pdf.lines import Line, box_of
from extractors.documents.pdf.page import Sideways
from extractors.documents.pdf.tables.grid import joined_text
from extractors.documents.pdf.tables.matching import Owner, PageTables
from extractors.documents.pdf.tables.rows import is_value

_NOTE = re.compile(r"^(?:\^|\*|†|‡|Notes?[:.]|Source[:.])")
_NOTE_GAP_SHARE = 0.9
_FIRST_GAP_SHARE, _GAP_SHARE = 4.0, 2.0
"""White between a caption and unframed rows, and between those rows, as a share of the font size."""


@dataclass(slots=True)
class TableArea:
    """Where one table stands on a page, and what belongs to it."""

    area: Rectangle
    lines: list[Line]
    """The lines of the body, without caption and notes."""
    sideways: list[Sideways]
    """Texts set at right angles inside it: column heads and labels of several rows."""
    rules: list[Rule]
    """Horizontal rules inside, top to bottom."""
    caption: CaptionBlock | None = None
    subcaption: list[Line] = field(default_factory=list)
    note_lines: list[Line] = field(default_factory=list)
    is_called_table: bool = False
    """Whether the paper itself calls it a table, rather than it only looking like one."""

    @property
    def label(self) -> str:
        """As printed, ``Table 3``; empty when there is none."""
        return self.caption.label if self.caption else ""

    @property
    def caption_text(self) -> str:
        """The caption, and the sub-caption after it."""
        parts = [_text(self.caption.lines) if self.caption else "", _text(self.subcaption)]
        return " ".join(part for part in parts if part)

    @property
    def notes(self) -> tuple[str, ...]:
        """The footnotes below the table."""
        return tuple(_text([line]) for line in self.note_lines)


def framed_areas(page: PageTables, owners: Mapping[int, Owner]) -> list[TableArea]:
    """Return the areas of a page's frames.

    Args:
        page: The page.
        owners: The captions of the frames, by position.
    """
    taken = {id(line) for caption in page.captions for line in caption.lines}
    taken |= {id(line) for lines in page.subcaptions.values() for line in lines}
    areas = []
    for position, frame in enumerate(page.frames):
        area = frame.area
        lines = [
            line
            for line in page.lines.between(area.x0 - 4, area.x1 + 4, area.y0 - 1, area.y1)
            if id(line) not in taken
        ]
        notes = _notes([line for line in page.lines if id(line) not in taken], area)
        owner = owners.get(position)
        areas.append(
            TableArea(
                area,
                lines,
                [
                    text
                    for text in page.view.sideways
                    if area.holds(text.line.x, text.place.y0 + text.place.height / 2)
                ],
                frame.rules,
                owner.caption if owner else None,
                page.subcaptions[position],
                notes,
                is_called_table=owner is not None
                and (owner.is_near or frame.is_panel)
                and owner.caption.kind is CaptionKind.TABLE,
            )
        )
    return areas


def _notes(lines: Sequence[Line], area: Rectangle) -> list[Line]:
    """Return the footnote lines right below a frame."""
    notes: list[Line] = []
    y = area.y1
    for line in sorted(lines, key=lambda line: line.y):
        if line.y <= area.y1 or not area.x0 - 4 <= line.x0 <= area.x1:
            continue
        if line.top - y > _NOTE_GAP_SHARE * line.size or not (_NOTE.match(line.text) or notes):
            break
        if line.x1 > area.x1 + 10 or (notes and line.size > notes[0].size + 0.3):
            break
        notes.append(line)
        y = line.bottom
    return notes


def unframed_area(page: PageTables, caption: CaptionBlock, preferred: Side) -> TableArea | None:
    """Return the aligned rows next to a caption whose table has no rules around it, or None.

    Args:
        page: The page.
        caption: A caption no frame belongs to.
        preferred: The side on which the paper puts its captions.
    """
    for side in (preferred, Side.BELOW if preferred is Side.ABOVE else Side.ABOVE):
        lines = _aligned_rows(page, caption, side)
        if lines:
            area = box_of(lines)
            rules = [
                rule
                for rule in page.rules
                if area.y0 - 6 <= rule.y <= area.y1 + 6 and rule.x0 < area.x1 and rule.x1 > area.x0
            ]
            return TableArea(area, lines, [], rules, caption, is_called_table=True)
    return None


def _aligned_rows(page: PageTables, caption: CaptionBlock, side: Side) -> list[Line]:
    """Return the lines of the rows on one side of a caption, as far as they look like a table."""
    is_below = side is Side.ABOVE  # a caption above has its table below
    box = caption.box
    y = box.y1 if is_below else box.y0
    kept: list[list[Line]] = []
    for row in _rows_from(page, caption, is_below=is_below):
        edge = min(line.top for line in row) if is_below else max(line.bottom for line in row)
        limit = (_GAP_SHARE if kept else _FIRST_GAP_SHARE) * row[0].size
        if abs(edge - y) > limit or any(page.view.is_prose(line) for line in row):
            break
        if len(row) == 1 and row[0].is_prose and row[0].width > 0.7 * box.width:
            break
        if any(_stands_between(other.box, y, edge, row) for other in page.captions if other is not caption):
            break
        kept.append(row)
        y = max(line.bottom for line in row) if is_below else min(line.top for line in row)
    several = [row for row in kept if len(row) >= 2 or sum(is_value(word.text) for word in row[0].words) >= 2]
    if len(several) < 2 or len(several) < 0.4 * len(kept):
        return []
    while kept[-1] not in several:
        kept.pop()
    return [line for row in kept for line in row]


def _rows_from(page: PageTables, caption: CaptionBlock, *, is_below: bool) -> list[list[Line]]:
    """Return the rows of a caption's column, going away from it."""
    taken = {id(line) for other in page.captions for line in other.lines}
    x0, x1 = _column_around(page, caption)
    strip = [
        line
        for line in page.lines
        if id(line) not in taken
        and x0 - 4 <= line.x <= x1 + 4
        and (line.y > caption.box.y1 if is_below else line.y < caption.box.y0)
    ]
    strip.sort(key=lambda line: line.y if is_below else -line.y)
    return grouped(strip, lambda first, line: abs(line.y - first.y) < 0.3 * line.size)


def _column_around(page: PageTables, caption: CaptionBlock) -> tuple[float, float]:
    """Return the edges of the text column a caption stands in; those of the page when it stands in none."""
    box = caption.box
    around = [
        measure for measure in page.view.measures if measure.x0 - 6 <= box.x0 and box.x1 <= measure.x1 + 6
    ]
    if not around:
        return 0.0, page.view.width
    narrowest = min(around, key=lambda measure: measure.x1 - measure.x0)
    return narrowest.x0, narrowest.x1


def _stands_between(box: Rectangle, y: float, edge: float, row: Sequence[Line]) -> bool:
    low, high = min(y, edge) - 1, max(y, edge) + 1
    x0, x1 = min(line.x0 for line in row), max(line.x1 for line in row)
    return low < (box.y0 + box.y1) / 2 < high and box.x0 < x1 and box.x1 > x0


def _text(lines: Iterable[Line]) -> str:
    return joined_text([line.words for line in lines])
