"""A table area into a `Table`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.documents.checks import check_table
from extractors.documents.model import Cell, Place, Table
from extractors.documents.pdf.geometry import Rectangle, Rule
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.page import PageView, Sideways
from extractors.documents.pdf.tables.areas import TableArea
from extractors.documents.pdf.tables.columns import find_columns
from extractors.documents.pdf.tables.grid import GridRow, RowRole, filled_row
from extractors.documents.pdf.tables.head_spans import span_headers
from extractors.documents.pdf.tables.headers import HeadRow, header_row_count, lower_head_count
from extractors.documents.pdf.tables.rows import is_value, text_rows
from extractors.documents.pdf.tables.spans import settle_rows
from extractors.documents.pdf.words import Word

_RULE_REACH = 12.0
"""Points. Vertical rules further above or below the rows are none of theirs."""
_STACKED_GAP_SHARE, _STACKED_OVERLAP_SHARE = 0.45, 0.5
"""Two lines of a sideways head are nearer than this share of the font size, and beside each other for this share of the
shorter one."""
_MIN_VERTICAL_SHARE = 0.5
"""A vertical rule separates columns when it goes through at least this share of the body."""


def build_table(found: TableArea, view: PageView) -> Table | None:
    """Return the table of an area, or None when there is no grid in it."""
    words = [word for line in found.lines for word in line.words]
    words += [_with_baseline(text, found.lines) for text in _stacked(found.sideways)]
    if not words:
        return None
    area = found.area
    full = [rule.y for rule in found.rules if rule.length >= 0.9 * area.width]
    verticals = [
        rule
        for rule in view.rules
        if not rule.is_horizontal
        and area.x0 + 2 < rule.x < area.x1 - 2
        and rule.y1 > area.y0 - _RULE_REACH
        and rule.y0 < area.y1 + _RULE_REACH
    ]
    rows = text_rows(words, full, verticals)
    header_count = header_row_count([HeadRow.of_text(row) for row in rows])
    body = rows[header_count:] or rows
    heads = rows[header_count - 1].phrases if header_count else []
    columns = find_columns(body, _separators(verticals, body[0].y, body[-1].y), heads)
    if len(columns) < 2:
        columns = find_columns(rows, _separators(verticals, rows[0].y, rows[-1].y))
    if len(columns) < 2 or len(rows) < 2:
        return None
    roles = [RowRole.UPPER_HEAD] * (header_count - 1) + [RowRole.LAST_HEAD] * min(1, header_count)
    roles += [RowRole.BODY] * (len(rows) - header_count)
    grid = [filled_row(row, columns, role) for row, role in zip(rows, roles, strict=True)]
    # Seen in columns, rows tell better what they are than as a string of phrases.
    header_count = header_row_count([HeadRow.of_grid(row) for row in grid])
    if lower := lower_head_count(grid, header_count):
        header_count += lower
        roles = [RowRole.UPPER_HEAD] * (header_count - 1) + [RowRole.LAST_HEAD]
        grid[:header_count] = [
            filled_row(row, columns, role) for row, role in zip(rows[:header_count], roles, strict=True)
        ]
    span_headers(grid, header_count, columns, found.rules, _separators(verticals, rows[0].y, rows[-1].y))
    grid, header_count = settle_rows(grid, header_count, columns, found.rules)
    table = Table(
        cells=tuple(_cells(grid, header_count, view)),
        row_count=len(grid),
        column_count=len(columns),
        header_row_count=header_count,
        label=found.label,
        caption=found.caption_text,
        notes=found.notes,
        group_rows=tuple(position for position, row in enumerate(grid) if row.is_group),
        place=Place(page=view.number, box=view.box(area)),
    )
    return check_table(table, [word.text for word in words])


def _stacked(sideways: Sequence[Sideways]) -> list[Sideways]:
    """Return sideways texts with the lines of one head put together: they stand closer than columns do.

    Turned to the left, as nearly all are, the first line is the leftmost.
    """
    stacked: list[Sideways] = []
    for text in sorted(sideways, key=lambda text: text.place.x0):
        last = stacked[-1] if stacked else None
        if last is not None and _is_next_line(last.place, text.place, text.line.size):
            words = [*last.line.words, *text.line.words]
            place = last.place.joined(text.place)
            word = replace(words[0], text=" ".join(word.text for word in words), x0=place.x0, x1=place.x1)
            stacked[-1] = Sideways(replace(last.line, words=[word]), place)
        else:
            stacked.append(text)
    return stacked


def _is_next_line(left: Rectangle, right: Rectangle, size: float) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    return right.x0 - left.x1 < _STACKED_GAP_SHARE * size and shared > _STACKED_OVERLAP_SHARE * min(
        left.height, right.height
    )


def _with_baseline(text: Sideways, lines: Sequence[Line]) -> Word:
    """Return a sideways text as a word.

    Beside rows of numbers it is their label, centred over them. Beside other heads it is a head.
    """
    word = text.line.words[0]
    top, bottom = text.place.y0, text.place.y1
    beside = [line for line in lines if top < line.y - 0.3 * line.size < bottom]
    numbered = {round(line.y) for line in beside if any(is_value(part.text) for part in line.words)}
    if len(numbered) >= 2:
        return replace(word, y=(top + bottom) / 2 + 0.3 * word.size)
    return replace(word, y=max(line.y for line in beside)) if beside else word


def _separators(verticals: Sequence[Rule], top: float, bottom: float) -> list[float]:
    """Return the positions of vertical rules through the rows, in pieces or whole."""
    lengths: dict[int, float] = {}
    for rule in verticals:
        inside = min(rule.y1, bottom + 6) - max(rule.y0, top - _RULE_REACH)
        if inside > 0:
            key = round(rule.x / 2)
            lengths[key] = lengths.get(key, 0.0) + inside
    return sorted(
        2.0 * key for key, length in lengths.items() if length >= _MIN_VERTICAL_SHARE * (bottom - top)
    )


def _cells(rows: Sequence[GridRow], header_count: int, view: PageView) -> list[Cell]:
    cells = []
    for position, row in enumerate(rows):
        for slot in sorted(row.slots, key=lambda slot: slot.column):
            words = slot.words
            cells.append(
                Cell(
                    row=position,
                    column=slot.column,
                    text=slot.text,
                    row_span=min(slot.row_span, len(rows) - position),
                    column_span=slot.column_span,
                    is_header=position < header_count,
                    is_bold=2 * sum(word.is_bold for word in words) > len(words),
                    box=view.box(_area(words)),
                )
            )
    return cells


def _area(words: Sequence[Word]) -> Rectangle:
    return Rectangle(
        min([word.x0 for word in words]),
        min([word.top for word in words]),
        max([word.x1 for word in words]),
        max([word.bottom for word in words]),
    )
