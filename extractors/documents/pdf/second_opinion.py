"""Doubtful tables read once more by another library: pdfplumber, slow and independent of PDFium."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from extractors.documents.checks import number_tokens
from extractors.documents.model import Damage, Table

MOST_TABLES = 5
"""Tables of one document that are read again: pdfplumber takes as long for a page as the reader for thirty."""
_EDGE = 1.0
"""Points around a table's box that still belong to it."""


def with_second_opinion(data: bytes, tables: Sequence[Table]) -> tuple[Table, ...]:
    """Let pdfplumber read the areas of the tables whose checks failed, and note where it sees other digits.

    Args:
        data: The whole PDF.
        tables: All tables, already checked.

    Returns:
        The tables in the same order; a doubtful one in which the two libraries see different digits carries
        the damage ``readers_disagree`` and the lower quality that goes with it.
    """
    doubtful = [table for table in tables if table.quality < 1.0 and table.place.box is not None]
    if not doubtful:
        return tuple(tables)
    chosen = doubtful[:MOST_TABLES]
    pages = sorted({table.place.box.page for table in chosen if table.place.box})
    try:
        with pdfplumber.open(io.BytesIO(data), pages=pages) as file:
            by_number = {page.page_number: page for page in file.pages}
            seen = {id(table): _digits(by_number, table) for table in chosen}
    except (PDFException, PdfminerException, ValueError, TypeError, KeyError, RecursionError):
        # An opinion that cannot be had is none: the first reading stands with its own doubts.
        return tuple(tables)
    return tuple(_compared(table, seen.get(id(table))) for table in tables)


def _digits(pages: dict[int, pdfplumber.page.Page], table: Table) -> str | None:
    """Return the digits of a table's area in sorted order, None on a page that is turned."""
    box = table.place.box
    page = pages.get(box.page) if box else None
    if box is None or page is None or page.rotation:
        return None
    area = (box.x0 - _EDGE, box.top - _EDGE, box.x1 + _EDGE, box.bottom + _EDGE)
    inside = page.crop(area, strict=False).chars
    return "".join(sorted(char["text"] for char in inside if char["text"].isdigit()))


def _compared(table: Table, seen: str | None) -> Table:
    if seen is None:
        return table
    read = "".join(digit for cell in table.cells for token in number_tokens(cell.text) for digit in token)
    ours, theirs = (Counter(filter(str.isdigit, text)) for text in (read, seen))
    different = (ours - theirs).total() + (theirs - ours).total()
    if not different:
        return table
    share = min(1.0, different / max(1, theirs.total()))
    note = Damage("readers_disagree", f"pdfplumber sees {different} digits otherwise", table.place)
    return replace(table, damage=(*table.damage, note), quality=round(table.quality * (1.0 - share), 4))
