"""Rows of markup cells into a table grid: spans resolved, header rows and group rows told apart.

HTML and LaTeX both give cells in rows with spans and rules; this is what they share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from extractors.documents.model import Cell, Damage

_MOST_ROWS = 2000
_MOST_COLUMNS = 200
_MOST_HEADER_ROWS = 6
_LONGEST_VALUE = 100
_ODD_SHARE = 0.3
"""Rows wider than the head are the odd ones when they are no more than this share."""
_VALUE = re.compile(r"[^A-Za-z]*\d[\d.,:/%±×·^{}()\[\]\s*†‡∼≈<>+-]*(?:[KMBGTkx]|ms|s|h|GB)?[^A-Za-z]*")


@dataclass(frozen=True, slots=True)
class MarkupCell:
    """One cell as the markup gives it."""

    text: str
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    is_bold: bool = False
    has_rule_above: bool = False


@dataclass(frozen=True, slots=True)
class MarkupRow:
    """One row as the markup gives it."""

    cells: tuple[MarkupCell, ...]
    is_head: bool = False
    """True in the part of the table that the markup sets apart as its head."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in place, and which rows are no data."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    header_row_count: int
    group_rows: tuple[int, ...]
    damage: tuple[Damage, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A markup cell with its place in the grid."""

    cell: MarkupCell
    row: int
    column: int

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.cell.row_span)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.cell.column_span)


def is_value(text: str) -> bool:
    """Tell whether a cell text is a number with its signs and unit, or a dash for a missing one."""
    if len(text) > _LONGEST_VALUE:
        return False
    return text in ("-", "–", "—", "✓", "✗", "×") or _VALUE.fullmatch(text) is not None


def build_grid(rows: Sequence[MarkupRow], *, covers_spans: bool) -> Grid:
    r"""Put cells in their places and find the rows that are no data.

    Args:
        rows: The rows as written.
        covers_spans: True when the markup writes an (empty) cell also where a cell from above reaches down, as
            LaTeX does below ``\\multirow``; False when it leaves it out, as HTML does.

    Returns:
        The grid.
    """
    placed, damage = _place(rows, covers_spans)
    placed, row_numbers = _without_empty_lines(placed)
    row_count = len(row_numbers)
    column_count = max((item.columns.stop for item in placed), default=0)
    head_rows = {new for new, old in enumerate(row_numbers) if rows[old].is_head}
    by_row: list[list[_Placed]] = [[] for _ in range(row_count)]
    for item in placed:
        by_row[item.row].append(item)
    header_row_count = _header_row_count(by_row, head_rows, column_count)
    cells = tuple(
        Cell(
            row=item.row,
            column=item.column,
            text=item.cell.text,
            row_span=item.cell.row_span,
            column_span=item.cell.column_span,
            is_header=item.row < header_row_count or item.cell.is_header,
            is_bold=item.cell.is_bold,
        )
        for item in sorted(placed, key=lambda item: (item.row, item.column))
    )
    group_rows = _group_rows(by_row, header_row_count, column_count)
    if lost := _lost_spans(placed, by_row, header_row_count, group_rows):
        damage += (lost,)
    return Grid(cells, row_count, column_count, header_row_count, group_rows, damage)


def _lost_spans(
    placed: Sequence[_Placed],
    by_row: Sequence[Sequence[_Placed]],
    header_row_count: int,
    group_rows: Sequence[int],
) -> Damage | None:
    """Return the damage of a head that is narrower than the rows below it, as pages that lost their spans have.

    Which head holds for which value cannot be told then: only the first column, of labels, keeps its own. A single
    row that is too wide is doubtful itself.
    """
    head_end = max((item.columns.stop for item in placed if item.row < header_row_count), default=0)
    body = [row for row in range(header_row_count, len(by_row)) if row not in group_rows]
    ends = {
        row: max((item.columns.stop for item in by_row[row] if is_value(item.cell.text)), default=0)
        for row in body
    }
    wider = [row for row in body if ends[row] > head_end]
    if head_end < 2 or not wider:
        return None
    widest = max(ends.values())
    detail = f"heads over {head_end} columns, values in {widest}"
    if len(wider) <= _ODD_SHARE * len(body):
        return Damage("row_wider_than_head", detail, rows=tuple(wider))
    return Damage("heads_narrower_than_rows", detail, columns=tuple(range(1, widest)))


def _place(rows: Sequence[MarkupRow], covers_spans: bool) -> tuple[list[_Placed], tuple[Damage, ...]]:
    """Give each cell its row and column."""
    damage = []
    if len(rows) > _MOST_ROWS:
        damage.append(Damage("table_truncated", f"{len(rows)} rows, the first {_MOST_ROWS} were read"))
    placed: list[_Placed] = []
    owners: dict[tuple[int, int], int] = {}
    row_count = min(len(rows), _MOST_ROWS)
    for row_number, row in enumerate(rows[:row_count]):
        column = 0
        for cell in row.cells:
            while not covers_spans and (row_number, column) in owners:
                column += 1
            if column >= _MOST_COLUMNS:
                damage.append(Damage("table_truncated", f"row {row_number + 1} is too wide"))
                break
            start, width = column, min(max(cell.column_span, 1), _MOST_COLUMNS - column)
            column += width
            owner = owners.get((row_number, start))
            if owner is not None:
                if not cell.text:
                    continue
                # Something is written where a cell from above was said to reach: it does not reach so far.
                _end_above(placed, owners, owner, row_number)
            height = min(max(cell.row_span, 1), row_count - row_number)
            taken = (c - start for c in range(start, start + width) if (row_number, c) in owners)
            span = replace(cell, row_span=height, column_span=next(taken, width))
            item = _Placed(span, row_number, start)
            owners |= dict.fromkeys(product(item.rows, item.columns), len(placed))
            placed.append(item)
    return placed, tuple(damage)


def _end_above(
    placed: list[_Placed], owners: dict[tuple[int, int], int], index: int, row_number: int
) -> None:
    """Let a cell that spans rows end before a row."""
    item = placed[index]
    for position in product(range(row_number, item.rows.stop), item.columns):
        owners.pop(position, None)
    placed[index] = replace(item, cell=replace(item.cell, row_span=row_number - item.row))


def _without_empty_lines(placed: list[_Placed]) -> tuple[list[_Placed], list[int]]:
    """Drop rows and columns in which nothing is written: they are spacing.

    Returns:
        The cells in their new places, and the original numbers of the rows kept.
    """
    written = [item for item in placed if item.cell.text]
    # A spanning head above a spacing column does not fill it: only cells of their own do.
    rows_kept = sorted({item.row for item in written})
    columns_kept = sorted({item.column for item in written})
    new_row = {old: new for new, old in enumerate(rows_kept)}
    new_column = {old: new for new, old in enumerate(columns_kept)}
    moved = []
    for item in placed:
        rows = [new_row[row] for row in item.rows if row in new_row]
        columns = [new_column[column] for column in item.columns if column in new_column]
        if rows and columns:
            cell = replace(item.cell, row_span=len(rows), column_span=len(columns))
            moved.append(_Placed(cell, rows[0], columns[0]))
    return moved, rows_kept


def _header_row_count(by_row: list[list[_Placed]], head_rows: set[int], column_count: int) -> int:
    """Return the number of leading rows that hold column heads.

    They end with the markup's own head or the first rule right across, whichever is further down; without
    both, a first row without values counts as head.
    """
    marked = next((row for row in range(len(by_row)) if row not in head_rows), len(by_row))
    ruled = next((row for row in range(1, len(by_row)) if _is_ruled_off(by_row[row], column_count)), 0)
    most = min(_MOST_HEADER_ROWS, len(by_row) - 1)
    if not marked < ruled <= most or any(map(_holds_values, by_row[max(marked, 1) : ruled])):
        ruled = 0
    if 0 < max(marked, ruled) <= most:
        return max(marked, ruled)
    if len(by_row) > 1 and by_row[0] and not _holds_values(by_row[0]):
        return min(max(item.cell.row_span for item in by_row[0]), most)
    return 0


def _is_ruled_off(row: list[_Placed], column_count: int) -> bool:
    """Tell whether a rule runs above a row from the first column to the last."""
    return sum(len(item.columns) for item in row if item.cell.has_rule_above) == column_count


def _holds_values(row: list[_Placed]) -> bool:
    """Tell whether most of what stands behind the row's label is values."""
    texts = [item.cell.text for item in row if item.column > 0 and item.cell.text]
    return 2 * sum(map(is_value, texts)) > len(texts)


def _group_rows(by_row: list[list[_Placed]], header_row_count: int, column_count: int) -> tuple[int, ...]:
    """Find the rows below the head that hold one label for the rows below them."""
    groups = []
    for number in range(header_row_count, len(by_row) - 1):
        written = [item for item in by_row[number] if item.cell.text]
        if len(written) != 1 or column_count < 2:
            continue
        (only,) = written
        stands_alone = only.column == 0 or len(only.columns) > 1
        spans_rows_below = only.cell.row_span > 1
        if stands_alone and not spans_rows_below and not is_value(only.cell.text):
            groups.append(number)
    return tuple(groups)
