"""The one Document model every reader fills and every extractor reads.

Text conventions, the same for every format:

- superscripts are written ``10^18`` or ``ResNet^†``, subscripts ``AP_50``; a longer script is braced: ``10^{-3}``;
- citations stay in place as bracketed markers, ``[41]`` or ``(Vaswani et al., 2017)``;
- math is read from its source and reduced to plain text: ``×`` ``±`` ``·`` ``≈`` ``%``; never ``10^20`` as ``1020``;
- ligatures are resolved, words hyphenated at a line end are joined, whitespace is single spaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Format(StrEnum):
    """The kinds of file a paper can come as."""

    HTML = "html"
    PDF = "pdf"
    LATEX = "latex"


class ParagraphKind(StrEnum):
    """What a run of text is to the reader of the paper."""

    ABSTRACT = "abstract"
    BODY = "body"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points with the origin at the top left of the page."""

    page: int
    """Page number, counted from 1."""
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document something stands: page and box for PDF, anchor for HTML, file and line for LaTeX."""

    page: int | None = None
    anchor: str | None = None
    """HTML id, or ``file.tex:120`` for LaTeX."""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its place in the outline."""

    title: str
    number: str = ""
    """As printed, ``3.2`` or ``A``; empty when the heading has none."""
    level: int = 1
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One run of text."""

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    section: int | None = None
    """Index into `Document.sections`; None before the first heading."""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table grid.

    A cell that spans rows or columns stands once in `Table.cells`, at its top left corner.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    """True in header rows and header columns that the markup or the typesetting marks as such."""
    is_bold: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """Something the reader knows it did not read faithfully."""

    code: str
    """Short stable name, such as ``digits_lost`` or ``latexml_error``."""
    detail: str
    place: Place = Place()
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    """Rows and columns of a table whose values no longer stand under the heads, or beside the labels, that they
    were printed with; see `Table.trusted`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of cells."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    header_row_count: int
    """Leading rows that hold column heads."""
    label: str = ""
    """As printed, ``Table 3``; empty when there is none."""
    caption: str = ""
    notes: tuple[str, ...] = ()
    """Footnotes printed below the table."""
    group_rows: tuple[int, ...] = ()
    """Rows that hold one label for the rows below them instead of values."""
    section: int | None = None
    place: Place = Place()
    damage: tuple[Damage, ...] = ()
    quality: float = 1.0
    """1 when every check of the grid holds, lower with each that fails; see `documents.checks`."""

    def grid(self) -> list[list[str]]:
        """Return the text of every position, spans filled in.

        Returns:
            `row_count` lists of `column_count` strings; a spanning cell's text stands in each position it covers.
        """
        rows = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.row_count)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.column_count)):
                    rows[row][column] = cell.text
        return rows

    def cell_at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a position, or None where the grid has a hole."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None

    @property
    def is_trusted(self) -> bool:
        """Whether every value stands under its head and beside its label, as far as the reader knows."""
        return not any(damage.rows or damage.columns for damage in self.damage)

    def trusted(self) -> Table:
        """Return the table without the cells that cannot be trusted: those in the rows and columns of its damage.

        A cell that spans stays as long as one of its rows and columns is sound. This is the table to read facts from.
        """
        if self.is_trusted:
            return self
        rows = {row for damage in self.damage for row in damage.rows}
        columns = {column for damage in self.damage for column in damage.columns}
        return replace(
            self,
            cells=tuple(
                cell
                for cell in self.cells
                if not rows.issuperset(range(cell.row, cell.row + cell.row_span))
                and not columns.issuperset(range(cell.column, cell.column + cell.column_span))
            ),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as read from one file."""

    format: Format
    title: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str | None = None
    """Without version, as printed or linked in the document; None when it carries none."""
    version: int | None = None
    year: int | None = None
    """Year the document itself states (stamp, date line, metadata)."""
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    """In reading order: abstract, body, captions, footnotes, appendix. The bibliography is in `references`."""
    tables: tuple[Table, ...] = ()
    references: tuple[str, ...] = ()
    page_count: int | None = None
    damage: tuple[Damage, ...] = field(default=())
    quality: float = 1.0
    """Between 0 (unreadable) and 1; see `documents.checks`."""

    def section_title(self, index: int | None) -> str:
        """Return the heading a paragraph or table stands under, or an empty string."""
        return "" if index is None else self.sections[index].title

    def body_text(self) -> Iterator[Paragraph]:
        """Yield the paragraphs that are prose: all but captions."""
        return (p for p in self.paragraphs if p.kind is not ParagraphKind.CAPTION)
