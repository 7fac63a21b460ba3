"""Small papers for the tests: one paragraph, or one table."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.documents.model import Cell, Document, Format, Paragraph, Section, Table
from extractors.facts.compute import extract
from extractors.records import SETTINGS, Quantity, ReportedCompute


def paper_of_text(text: str, *, heading: str = "Experiments", title: str = "") -> Document:
    return Document(
        Format.PDF, title=title, sections=(Section(heading),), paragraphs=(Paragraph(text, section=0),)
    )


def paper_of_table(
    rows: Sequence[Sequence[str]], *, caption: str = "", header_rows: int = 1, title: str = "", text: str = ""
) -> Document:
    cells = tuple(
        Cell(row, column, value) for row, values in enumerate(rows) for column, value in enumerate(values)
    )
    table = Table(cells, len(rows), len(rows[0]), header_rows, label="Table 1", caption=caption)
    paragraphs = (Paragraph(text),) if text else ()
    return Document(Format.PDF, title=title, tables=(table,), paragraphs=paragraphs)


def stated(document: Document) -> set[tuple[Quantity, float | str | None]]:
    """What costs a paper states, hardware by name and everything else by value."""
    return {
        (fact.quantity, fact.text_value if fact.quantity is Quantity.HARDWARE_MODEL else fact.value)
        for fact in extract(document)
        if fact.quantity not in SETTINGS
    }


def settings(document: Document) -> set[tuple[Quantity, float | None]]:
    """What a paper states that costs are computed with."""
    return {(fact.quantity, fact.value) for fact in extract(document) if fact.quantity in SETTINGS}


def values(document: Document, quantity: Quantity) -> list[float | None]:
    return sorted(fact.value or 0.0 for fact in extract(document) if fact.quantity is quantity)


def by_model(document: Document, quantity: Quantity) -> dict[str | None, float | None]:
    return {fact.model_name: fact.value for fact in extract(document) if fact.quantity is quantity}


def only(document: Document) -> ReportedCompute:
    (fact,) = extract(document)
    return fact
