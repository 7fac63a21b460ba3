"""Small papers for the tests, their tables drawn as text."""

from __future__ import annotations

from collections import defaultdict

from extractors.documents.model import Cell, Document, Format, Paragraph, ParagraphKind, Section, Table
from extractors.facts.paper_names import paper_names
from extractors.facts.results import extract
from extractors.facts.results.context import PaperContext
from extractors.facts.results.ownership import Ownership, TableOwnership
from extractors.facts.tables import view_table


def table(caption: str, drawing: str, label: str = "Table 1") -> Table:
    """Draw a table: ``|`` between cells, ``---`` below the heads.

    ``<`` widens the cell to its left, ``^`` the cell above; a line of one cell is a group row.
    """
    lines = [line.strip() for line in drawing.strip().splitlines()]
    header_rows = lines.index("---")
    rows = [[text.strip() for text in line.split("|")] for line in lines if line != "---"]
    width = max(map(len, rows))
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            across = 1 + sum(1 for _ in _run(texts[column + 1 :], "<")) if len(texts) > 1 else width
            below = [other[column] if column < len(other) else "" for other in rows[row + 1 :]]
            cells.append(Cell(row, column, text, 1 + sum(1 for _ in _run(below, "^")), across))
    groups = tuple(row for row, texts in enumerate(rows) if len(texts) == 1 and row >= header_rows)
    return Table(
        tuple(cells),
        len(rows),
        width,
        header_rows,
        label=label,
        caption=f"{label}: {caption}",
        group_rows=groups,
        section=0,
    )


def _run(texts: list[str], mark: str) -> list[str]:
    length = next((index for index, text in enumerate(texts) if text != mark), len(texts))
    return texts[:length]


def paper(
    *tables: Table, text: str = "", heading: str = "Experiments", title: str = "A Study", abstract: str = ""
) -> Document:
    paragraphs = [Paragraph(abstract, ParagraphKind.ABSTRACT)] if abstract else []
    paragraphs += [Paragraph(part.strip(), section=0) for part in text.split("\n\n") if part.strip()]
    return Document(
        Format.PDF, title=title, sections=(Section(heading),), paragraphs=tuple(paragraphs), tables=tables
    )


def values(document: Document) -> dict[str, list[float]]:
    """The values read for each benchmark, in reading order; errors are negative."""
    found: dict[str, list[float]] = defaultdict(list)
    for result in extract(document):
        found[result.benchmark_id].append(-result.value if result.is_error else result.value)
    return dict(found)


def models(document: Document) -> list[str]:
    return [result.model_name for result in extract(document)]


def own(document: Document) -> dict[str, bool]:
    return {result.model_name: result.is_own for result in extract(document)}


def ownership(one: Table, *others: Table, text: str, row: int, heading: str = "Experiments") -> Ownership:
    """What is decided first about whose the last number of a row is, with what else bears on it."""
    document = paper(one, *others, text=text, heading=heading)
    view, context = view_table(one), PaperContext(document)
    owners = TableOwnership(view, paper_names(document), context.of_table(one), context)
    found, column = view.rows[row], view.columns[-1]
    return owners.of(found, column, view.text(found.index, column.index))
