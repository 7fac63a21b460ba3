"""The checks that every table goes through, whatever its format, and the quality that follows from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.documents.contradictions import contradictions, doubtful_share
from extractors.documents.model import Cell, Damage, Table

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SEVERAL_VALUES = re.compile(
    r"""(?<![\w.,/±×^_(+\-−–])   # not the second half of 3 × 3, 78.9 ± 0.2 or 10^-3
        \d+(?:[.,]\d+)*%?         # a value
        \s+
        \d+(?:[.,]\d+)*%?         # and right after it another one
        (?![\w.,/×^_(]|\s*[±×/])""",
    re.VERBOSE,
)
_SPACED_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
_ROUND_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})* 000")
"""A number whose thousands a space sets apart; one that ends in ``000`` tells that those of its column do."""
_SEVERAL_MARKS = re.compile(r"[✓✗](?:\s*[✓✗])+")
"""Check marks of neighbouring columns."""


def number_tokens(text: str) -> list[str]:
    """Return the numbers of a text as printed: ``"25.1 (1,000)"`` gives ``["25.1", "1,000"]``."""
    return _NUMBER.findall(text)


def holds_several_values(text: str) -> bool:
    """Tell whether a cell text holds two values or check marks with only space between them, as merged columns do."""
    return _SEVERAL_VALUES.search(text) is not None or _SEVERAL_MARKS.fullmatch(text) is not None


def check_table(table: Table, area_texts: Iterable[str] | None = None) -> Table:
    """Return the table with `Table.damage` extended and `Table.quality` set by the checks of its grid.

    The checks: the cells lie inside the grid and do not overlap (``not_rectangular``); no cell below the
    header holds two values side by side (``several_values``); every number of the table's area is in exactly
    one cell (``digits_lost``, ``digits_invented``); and what `documents.contradictions` finds. Damage that is
    noted already counts by the part of the table it makes doubtful.

    Args:
        table: The grid as read.
        area_texts: The texts found in the table's area before they were put into cells, in the same text
            conventions; None when the format gives cells directly, and then digits are not compared.
    """
    found = [(damage, doubtful_share(table, damage)) for damage in table.damage]
    found += _failed_checks(table, area_texts)
    found += [(damage, doubtful_share(table, damage)) for damage in contradictions(table)]
    quality = 1.0
    for _, share in found:
        quality *= 1.0 - share
    damage = tuple(replace(damage, place=table.place) for damage, _ in found)
    return replace(table, damage=damage, quality=round(quality, 4))


def document_quality(tables: Sequence[Table], readable_share: float = 1.0) -> float:
    """Return the quality of a document between 0 and 1.

    Args:
        tables: All tables, already checked.
        readable_share: Share of the text that was read faithfully: characters with a known meaning in a PDF,
            text outside of conversion errors in HTML.
    """
    table_quality = sum(table.quality for table in tables) / len(tables) if tables else 1.0
    return round(table_quality * readable_share, 4)


def _failed_checks(table: Table, area_texts: Iterable[str] | None) -> Iterable[tuple[Damage, float]]:
    """Yield the damage and failed share (0 to 1) of every check that does not hold."""
    if not table.cells:
        yield Damage("empty_table", "no cell was found"), 1.0
        return
    misplaced = _misplaced(table)
    if misplaced:
        yield (
            Damage(
                "not_rectangular",
                f"cells overlap or leave the grid: {_quoted(misplaced)}",
                rows=_rows_of(table, misplaced),
            ),
            len(misplaced) / len(table.cells),
        )
    body = [cell for cell in table.cells if cell.row >= table.header_row_count and not cell.is_header]
    crowded = [cell for cell in body if holds_several_values(cell.text)]
    spaced = {cell.column for cell in crowded if _ROUND_THOUSANDS.fullmatch(cell.text)}
    crowded = [
        cell for cell in crowded if cell.column not in spaced or not _SPACED_THOUSANDS.fullmatch(cell.text)
    ]
    if crowded:
        damage = Damage("several_values", f"two values in one cell: {_quoted(crowded)}")
        yield damage, len(crowded) / len(body)
    if area_texts is None:
        return
    printed = Counter(token for text in area_texts for token in number_tokens(text))
    kept = Counter(token for cell in table.cells for token in number_tokens(cell.text))
    if lost := printed - kept:
        yield (
            Damage("digits_lost", f"printed but in no cell: {', '.join(sorted(lost)[:10])}"),
            lost.total() / printed.total(),
        )
    if invented := kept - printed:
        yield (
            Damage("digits_invented", f"in more cells than printed: {', '.join(sorted(invented)[:10])}"),
            invented.total() / kept.total(),
        )


def _misplaced(table: Table) -> list[Cell]:
    """Return the cells that leave the grid or cover a position another cell covers already."""
    covered: set[tuple[int, int]] = set()
    misplaced = []
    for cell in table.cells:
        rows = range(cell.row, cell.row + cell.row_span)
        columns = range(cell.column, cell.column + cell.column_span)
        is_outside = (
            min(cell.row, cell.column) < 0 or rows.stop > table.row_count or columns.stop > table.column_count
        )
        # A span of millions of rows is outside of any grid: not worth walking.
        positions = set() if is_outside else {(row, column) for row in rows for column in columns}
        if is_outside or positions & covered:
            misplaced.append(cell)
        covered |= positions
    return misplaced


def _rows_of(table: Table, misplaced: Sequence[Cell]) -> tuple[int, ...]:
    """Return the rows that overlapping labels of several rows share: which label is theirs is unknown."""
    spanned = {
        row
        for cell in misplaced
        if cell.row_span > 1
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count))
    }
    return tuple(sorted(row for row in spanned if row >= table.header_row_count))


def _quoted(cells: Sequence[Cell]) -> str:
    """Return the first few cells' texts for a damage note."""
    return ", ".join(f"“{cell.text[:40]}”" for cell in cells[:3])
