"""The tables of all pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.documents.checks import check_table, holds_several_values
from extractors.documents.heads import parted
from extractors.documents.model import Box, Cell, Damage, Table
from extractors.documents.pdf.captions import CaptionBlock, CaptionKind, Side, find_captions
from extractors.documents.pdf.geometry import overlap
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.tables.areas import TableArea, framed_areas, unframed_area
from extractors.documents.pdf.tables.build import build_table
from extractors.documents.pdf.tables.matching import PageTables, match_captions, preferred_side, survey
from extractors.documents.pdf.tables.rows import is_filler, is_value

_LOSSES = ("digits_lost", "digits_invented")
_OVERLAP_SHARE = 0.3
_WORD = re.compile("[^\\W\\d_]{2}")


@dataclass(slots=True)
class PageContent:
    """What a page holds besides running text."""

    view: PageView
    captions: list[CaptionBlock]
    tables: list[Table] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Identities (`id`) of the lines in captions and tables."""


def read_tables(views: Sequence[PageView], furniture: set[int]) -> list[PageContent]:
    """Return the captions and tables of each page.

    Args:
        views: The pages.
        furniture: Identities of lines that are page furniture.
    """
    surveys = []
    for view in views:
        lines = [line for line in view.lines if id(line) not in furniture]
        surveys.append(survey(view, lines, find_captions(lines, view.rules)))
    preferred = preferred_side(surveys)
    return [_read_page(page, preferred) for page in surveys]


def _read_page(page: PageTables, preferred: Side) -> PageContent:
    content = PageContent(page.view, page.captions)
    content.taken |= {id(line) for caption in page.captions for line in caption.lines}
    matched: set[int] = set()
    for area in framed_areas(page, match_captions(page, preferred)):
        _take(content, area, matched)
    for caption in page.captions:
        if caption.kind is CaptionKind.TABLE and id(caption) not in matched:
            unframed = unframed_area(page, caption, preferred)
            if unframed is not None and not _is_taken(unframed, content.taken):
                _take(content, unframed, matched)
    content.tables = _with_overlaps_marked(_in_reading_order(content.tables))
    return content


def _is_taken(area: TableArea, taken: set[int]) -> bool:
    """Tell whether most rows of an area are those of tables that were found already."""
    return 2 * sum(id(line) in taken for line in area.lines) > len(area.lines)


def _with_overlaps_marked(tables: Sequence[Table]) -> list[Table]:
    """Return tables with a mark on those that share their place with another one: its caption may be theirs."""
    marked = []
    for table in tables:
        others = (other.place.box for other in tables if other is not table)
        box = table.place.box
        if box and any(other and _shared_area(box, other) > _OVERLAP_SHARE for other in others):
            rows = tuple(range(table.header_row_count, table.row_count))
            damage = Damage("tables_overlap", "another table was found in the same place", table.place, rows)
            marked.append(replace(table, damage=(*table.damage, damage), quality=0.0))
        else:
            marked.append(table)
    return marked


def _shared_area(a: Box, b: Box) -> float:
    """Return the common area of two boxes of one page as a share of the smaller one."""
    width = overlap(a.x0, a.x1, b.x0, b.x1)
    height = overlap(a.top, a.bottom, b.top, b.bottom)
    smaller = min((box.x1 - box.x0) * (box.bottom - box.top) for box in (a, b))
    return max(width, 0.0) * max(height, 0.0) / smaller if smaller > 0 else 0.0


def _take(content: PageContent, area: TableArea, matched: set[int]) -> None:
    """Add the table of an area to the page if it is one."""
    table = build_table(area, content.view)
    if table is None or not _is_table(area, table):
        return
    content.tables += _checked_parts(table)
    content.taken |= {id(line) for line in (*area.lines, *area.subcaption, *area.note_lines)}
    if area.caption is not None:
        matched.add(id(area.caption))


def _checked_parts(table: Table) -> list[Table]:
    """Return the tables that repeated heads divide a table into; lost digits may be of any of them."""
    parts = parted(table)
    if len(parts) == 1:
        return parts
    lost = tuple(damage for damage in table.damage if damage.code in _LOSSES)
    return [check_table(replace(part, damage=lost)) for part in parts]


def _in_reading_order(tables: Sequence[Table]) -> list[Table]:
    """Return tables top to bottom, those beside each other left to right."""
    bands: list[list[tuple[Box, Table]]] = []
    boxed = [(table.place.box, table) for table in tables if table.place.box is not None]
    for box, table in sorted(boxed, key=lambda pair: pair[0].top):
        if bands and box.top < min(other.bottom for other, _ in bands[-1]):
            bands[-1].append((box, table))
        else:
            bands.append([(box, table)])
    return [table for band in bands for _, table in sorted(band, key=lambda pair: pair[0].x0)]


def _is_lowest(head: Cell, table: Table) -> bool:
    """Tell whether a wide head stands right above the body, but not over all of it."""
    is_last = head.row + head.row_span == table.header_row_count
    return is_last and head.column_span < table.column_count - 1


def _is_table(area: TableArea, table: Table) -> bool:
    """Return whether it is a table, not a box, plot or formula that has rules too.

    These have no head over every column, no word in the heads, the numbers of an axis there, or no number in a cell.
    """
    if area.is_called_table:
        return True
    is_tiny = table.row_count < 3 and table.column_count < 3
    if is_tiny or not table.header_row_count or table.quality < 1.0:
        return False
    # A head over all values says nothing of any column below it.
    headed = {
        column
        for cell in table.cells
        if cell.row < table.header_row_count and (cell.column_span == 1 or _is_lowest(cell, table))
        for column in range(cell.column, cell.column + cell.column_span)
    }
    heads = [cell.text for cell in table.cells if cell.row < table.header_row_count]
    rows = [row for row in range(table.header_row_count, table.row_count) if row not in table.group_rows]
    body = [cell for cell in table.cells if cell.row in rows and cell.column > 0]
    numbers = sum(is_value(cell.text.replace(" ", "")) or is_filler(cell.text) for cell in body)
    labels = {
        row for cell in table.cells if cell.column == 0 for row in range(cell.row, cell.row + cell.row_span)
    }
    labelled = len(labels.intersection(rows))
    return (
        headed >= set(range(1, table.column_count))
        and numbers > 0
        and any(map(_WORD.search, heads))
        and not any(map(holds_several_values, heads))
        and labelled >= 0.7 * len(rows)
        and len(table.group_rows) < 0.4 * table.row_count
        and len(body) >= 0.7 * len(rows) * (table.column_count - 1)
        and numbers >= 0.5 * len(body)
    )
