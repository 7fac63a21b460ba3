"""What the inspection page shows: sheets with tables, texts and facts that know where they were printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.documents.model import Box, Cell, Document, Paragraph, ParagraphKind, Place, Table
from extractors.inspection.pictures import PagePicture
from extractors.records import Evidence, ReportedCompute, ReportedResult


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One extracted number, and where on the inspection page it is marked."""

    key: str
    kind: str
    """``result`` or ``compute``."""
    what: str
    """Benchmark or quantity."""
    model: str
    printed: str
    value: float | None
    details: tuple[str, ...]
    """Stage, split, protocol and the like, as short words."""
    confidence: float
    reasons: tuple[str, ...]
    location: str
    quote: str
    target: str
    """Fragment of the cell, paragraph or sheet that holds it."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One position of a grid: a cell, or a hole no cell covers."""

    key: str
    kind: str
    """``head``, ``label``, ``group``, ``value`` or ``hole``."""
    cell: Cell
    facts: tuple[ShownFact, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table with its grid laid out in rows."""

    key: str
    table: Table
    rows: tuple[tuple[ShownCell, ...], ...]
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class ShownText:
    """One paragraph, under a heading when it is the first below it on its sheet."""

    key: str
    paragraph: Paragraph
    heading: str
    facts: tuple[ShownFact, ...]


@dataclass(slots=True)
class Sheet:
    """What is shown side by side: a page of a PDF, a top-level section of other formats."""

    key: str
    name: str
    picture: PagePicture | None = None
    tables: list[ShownTable] = field(default_factory=list)
    texts: list[ShownText] = field(default_factory=list)

    @property
    def captions(self) -> list[ShownText]:
        """The captions among the texts."""
        return [text for text in self.texts if text.paragraph.kind is ParagraphKind.CAPTION]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything the page shows of a document."""

    document: Document
    sheets: tuple[Sheet, ...]
    results: tuple[ShownFact, ...]
    compute: tuple[ShownFact, ...]

    @property
    def tables(self) -> list[ShownTable]:
        """All tables, in the order of the sheets."""
        return [table for sheet in self.sheets for table in sheet.tables]


def inspect(
    document: Document,
    results: Sequence[ReportedResult],
    compute: Sequence[ReportedCompute],
    pictures: Sequence[PagePicture],
) -> Inspection:
    """Lay a document out for a person.

    Args:
        document: As read.
        results: What was extracted from it.
        compute: What was extracted from it.
        pictures: One for each page of a PDF from the first on; empty for other formats.

    Returns:
        Pages, tables, damage and facts, each with its place.
    """
    places = _Places(document)
    facts = [_result_fact(number, result, places) for number, result in enumerate(results, 1)]
    costs = [_compute_fact(number, statement, places) for number, statement in enumerate(compute, 1)]
    by_target: dict[str, list[ShownFact]] = defaultdict(list)
    for fact in (*facts, *costs):
        by_target[fact.target].append(fact)
    sheets = _empty_sheets(document, pictures)
    for number, table in enumerate(document.tables):
        sheets[places.sheet_of(table.place, table.section)].tables.append(
            _shown_table(number, table, by_target)
        )
    last_section: dict[str, int | None] = {}
    for number, paragraph in enumerate(document.paragraphs):
        sheet = sheets[places.sheet_of(paragraph.place, paragraph.section)]
        is_new = last_section.get(sheet.key, -1) != paragraph.section
        last_section[sheet.key] = paragraph.section
        heading = _heading(document, paragraph.section) if is_new else ""
        key = f"p{number}"
        sheet.texts.append(ShownText(key, paragraph, heading, tuple(by_target[key])))
    shown = tuple(sheet for sheet in sheets.values() if sheet.picture or sheet.tables or sheet.texts)
    return Inspection(document, shown, tuple(facts), tuple(costs))


class _Places:
    """Finds what an extracted number was read from."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._top_section: list[int] = []
        for index, section in enumerate(document.sections):
            is_top = section.level == 1 or not self._top_section
            self._top_section.append(index if is_top else self._top_section[-1])

    def sheet_of(self, place: Place, section: int | None) -> str:
        """Return the key of the sheet something stands on: its page, or else its top-level section."""
        if self._document.page_count is not None:
            return f"page-{place.page or 1}"
        return "section-front" if section is None else f"section-{self._top_section[section]}"

    def target(self, evidence: Evidence) -> str:
        """Return the key of the cell or paragraph, or of the page, that holds an extracted number."""
        if evidence.row is not None and evidence.column is not None:
            for number, table in enumerate(self._document.tables):
                cell = table.cell_at(evidence.row, evidence.column) if _is_from(evidence, table) else None
                if cell is not None:
                    return _cell_key(number, cell)
        quote = " ".join(evidence.quote.split())
        for number, paragraph in enumerate(self._document.paragraphs):
            if paragraph.place.page == evidence.page and quote in paragraph.text:
                return f"p{number}"
        return f"page-{evidence.page}" if evidence.page else "top"


def _is_from(evidence: Evidence, table: Table) -> bool:
    """Tell whether evidence points into a table; labels alone may be printed twice."""
    return (
        table.label == evidence.table_label
        and table.place.page == evidence.page
        and (evidence.page is not None or table.place.anchor == evidence.anchor)
        and (evidence.box is None or _is_inside(evidence.box, table.place.box))
    )


def _is_inside(inner: Box, outer: Box | None) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer is None or (outer.x0 - 5 <= x <= outer.x1 + 5 and outer.top - 5 <= y <= outer.bottom + 5)


def _empty_sheets(document: Document, pictures: Sequence[PagePicture]) -> dict[str, Sheet]:
    if document.page_count is not None:
        return {
            f"page-{number}": Sheet(
                f"page-{number}", f"Page {number}", pictures[number - 1] if number <= len(pictures) else None
            )
            for number in range(1, document.page_count + 1)
        }
    sheets = {"section-front": Sheet("section-front", "Before the first heading")}
    for index in range(len(document.sections)):
        sheets[f"section-{index}"] = Sheet(f"section-{index}", _heading(document, index))
    return sheets


def _heading(document: Document, index: int | None) -> str:
    if index is None:
        return ""
    section = document.sections[index]
    return " ".join(part for part in (section.number, section.title) if part)


def _shown_table(number: int, table: Table, by_target: dict[str, list[ShownFact]]) -> ShownTable:
    corners = {(cell.row, cell.column): cell for cell in table.cells}
    covered = {position for cell in table.cells for position in _positions(cell, table)}
    rows = []
    for row in range(table.row_count):
        cells = []
        for column in range(table.column_count):
            cell = corners.get((row, column))
            if cell is not None:
                key = _cell_key(number, cell)
                cells.append(ShownCell(key, _kind(cell, table), cell, tuple(by_target[key])))
            elif (row, column) not in covered:
                cells.append(ShownCell("", "hole", Cell(row, column, "")))
        rows.append(tuple(cells))
    facts = tuple(fact for cells in rows for shown in cells for fact in shown.facts)
    return ShownTable(f"t{number}", table, tuple(rows), facts)


def _positions(cell: Cell, table: Table) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
        for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
            yield row, column


def _kind(cell: Cell, table: Table) -> str:
    if cell.row < table.header_row_count:
        return "head"
    if cell.row in table.group_rows:
        return "group"
    return "label" if cell.is_header else "value"


def _cell_key(table_number: int, cell: Cell) -> str:
    return f"t{table_number}r{cell.row}c{cell.column}"


def _result_fact(number: int, result: ReportedResult, places: _Places) -> ShownFact:
    details = (
        "own" if result.is_own else "quoted",
        "error" if result.is_error else "",
        result.split,
        result.protocol,
        "ensemble" if result.is_ensemble else "",
        result.extra_training_data,
    )
    return _shown_fact(f"result-{number}", result, result.benchmark_id, details, places)


def _compute_fact(number: int, statement: ReportedCompute, places: _Places) -> ShownFact:
    details = (
        statement.stage.value,
        "own" if statement.is_own else "quoted",
        "multiply-adds" if statement.counts_macs else "",
        statement.text_value,
        statement.dataset_name,
        "" if statement.unit_printed in statement.value_printed else statement.unit_printed,
    )
    return _shown_fact(f"compute-{number}", statement, statement.quantity.value, details, places)


def _shown_fact(
    key: str, fact: ReportedResult | ReportedCompute, what: str, details: Iterable[str], places: _Places
) -> ShownFact:
    return ShownFact(
        key=key,
        kind=key.partition("-")[0],
        what=what,
        model=fact.model_name or "",
        printed=fact.value_printed,
        value=fact.value,
        details=tuple(filter(None, details)),
        confidence=fact.confidence,
        reasons=fact.reasons,
        location=fact.evidence.location,
        quote=fact.evidence.quote,
        target=places.target(fact.evidence),
    )
