"""Papers typeset in the test session, and what the reader has to find in them.

After a change that is meant to alter what is read, write the expected files anew and review the difference:

    python -m tests.extractors.documents.pdf.golden_files
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from extractors.documents.model import Cell, Document, Table
from extractors.documents.pdf import read_pdf

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in FOLDER.glob("*.typ") if path.stem != "paper")


@cache
def pdf_bytes(name: str) -> bytes:
    """Return a golden paper as PDF."""
    return typst.compile(FOLDER / f"{name}.typ")


@cache
def document(name: str) -> Document:
    """Return a golden paper as the reader sees it."""
    return read_pdf(pdf_bytes(name), name)


def expected(name: str) -> dict[str, Any]:
    """Return what the reader has to find."""
    summary: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return summary


def summary(read: Document) -> dict[str, Any]:
    """Return what a person would check in a document: everything but places."""
    return {
        "title": read.title,
        "authors": list(read.authors),
        "arxiv_id": read.arxiv_id,
        "version": read.version,
        "sections": [
            f"{'#' * section.level} {section.number} {section.title}{' (appendix)' if section.is_appendix else ''}"
            for section in read.sections
        ],
        "paragraphs": [
            f"[{paragraph.kind.value}, {read.section_title(paragraph.section)}] {paragraph.text}"
            for paragraph in read.paragraphs
        ],
        "references": list(read.references),
        "tables": [table_summary(table) for table in read.tables],
        "page_count": read.page_count,
        "damage": [damage.code for damage in read.damage],
        "quality": read.quality,
    }


def table_summary(table: Table) -> dict[str, Any]:
    """Return a table with its grid as lines of text; see `grid_lines`."""
    return {
        "label": table.label,
        "caption": table.caption,
        "grid": grid_lines(table),
        "notes": list(table.notes),
        "damage": [damage.code for damage in table.damage],
    }


def grid_lines(table: Table) -> list[str]:
    """Return one line for each row, ``H`` for header and ``G`` for group rows, with bars between cells.

    ``*`` marks a bold cell, ``{<2}`` one over two columns, ``{v3}`` over three rows, ``.`` an empty position.
    """
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    lines = []
    for row in range(table.row_count):
        kind = "H" if row < table.header_row_count else "G" if row in table.group_rows else " "
        texts, column = [], 0
        while column < table.column_count:
            cell = cells.get((row, column))
            texts.append(_cell_text(cell) if cell else ".")
            column += cell.column_span if cell else 1
        lines.append(f"{kind} {' | '.join(texts)}")
    return lines


def _cell_text(cell: Cell) -> str:
    columns = f"<{cell.column_span}" if cell.column_span > 1 else ""
    rows = f"v{cell.row_span}" if cell.row_span > 1 else ""
    spans = f"{{{columns}{rows}}}" if columns or rows else ""
    return f"{'*' if cell.is_bold else ''}{cell.text}{spans}"


def main() -> None:
    """Write the expected file of every golden paper."""
    for name in NAMES:
        text = json.dumps(summary(document(name)), indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
