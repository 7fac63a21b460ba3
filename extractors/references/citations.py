"""Which references the quoted numbers of a paper are cited from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractors.documents.model import Document, ParagraphKind, Table
from extractors.facts.citations import without_citations
from extractors.facts.grid import is_numeric
from extractors.records import Citation, CitedBy, Evidence, Reference, ReportedCompute, ReportedResult
from extractors.references.marks import CitationIndex, Mark

_NAME_BEFORE = re.compile(r"([^\W_][\w.+*-]*(?:\s[^\W_][\w.+*-]*){0,3})\s?[(\[]?\s?$")
_PARTS = re.compile(r"[\s\-_/.+]+")
_LEAST_LETTERS = 3
_CLEAR_MAJORITY = 0.8

ReportedFact = ReportedResult | ReportedCompute


def citations_of(
    document: Document,
    references: Sequence[Reference],
    results: Sequence[ReportedResult],
    compute: Sequence[ReportedCompute],
) -> tuple[Citation, ...]:
    """Lead each quoted number to the references it is cited from.

    Args:
        document: The paper.
        references: Its bibliography, read.
        results: Its results; those of its own are left alone.
        compute: Its compute statements; likewise.

    Returns:
        The citations, in the order of the results.
    """
    if not references:
        return ()
    citation_index = CitationIndex(references, has_superscripts=_cites_by_superscript(document))
    finder = _Finder(document, citation_index)
    kinds: tuple[tuple[str, Sequence[ReportedFact]], ...] = (
        ("reported_results", results),
        ("reported_compute", compute),
    )
    return tuple(
        Citation(kind, index, position, mark, cited_by)
        for kind, facts in kinds
        for index, fact in enumerate(facts)
        if not fact.is_own
        for position, mark, cited_by in finder.citations(fact)
    )


def _cites_by_superscript(document: Document) -> bool:
    """Tell whether the text cites by raised numbers: then it has none in brackets."""
    text = " ".join(paragraph.text for paragraph in document.body_text())
    return (
        len(re.findall(r"[a-z.,]\^\{?\d{1,3}(?:,\d{1,3})*\}?", text)) > 10
        and len(re.findall(r"\[\d{1,3}\]", text)) < 3
    )


class _Finder:
    """Looks for the citation of a fact, from what stands closest to what stands furthest."""

    def __init__(self, document: Document, citation_index: CitationIndex) -> None:
        self._citation_index = citation_index
        self._tables: dict[str, list[Table]] = defaultdict(list)
        for table in document.tables:
            self._tables[table.label].append(table)
        self._named = _cited_names(document, citation_index)

    def citations(self, fact: ReportedFact) -> Iterator[tuple[int, str, CitedBy]]:
        """Yield position, mark and kind of place of the citations of one fact."""
        evidence = fact.evidence
        table = self._table(evidence)
        found = (
            self._in_sentence(fact)
            if table is None or evidence.row is None or evidence.column is None
            else self._in_table(table, evidence.row, evidence.column)
        )
        if found is None and fact.model_name:
            found = self._by_name(fact.model_name)
        if found is not None:
            mark, cited_by = found
            yield from ((position, mark.text, cited_by) for position in dict.fromkeys(mark.positions))

    def _table(self, evidence: Evidence) -> Table | None:
        tables = self._tables.get(evidence.table_label, [])
        here = [t for t in tables if t.place.page == evidence.page and evidence.page is not None] or tables
        for table in here:
            if evidence.row is not None and evidence.row < table.row_count:
                return table
        return None

    def _in_table(self, table: Table, row: int, column: int) -> tuple[Mark, CitedBy] | None:
        grid = table.grid()
        if column >= table.column_count:
            return None
        cells = grid[row]
        labels = [text for index, text in enumerate(cells) if index != column and _is_label(text)]
        heads = [grid[head][column] for head in range(min(table.header_row_count, row))]
        groups = [grid[group][0] for group in reversed(table.group_rows) if group < row][:1]
        for texts, cited_by in (
            ([cells[column]], CitedBy.CELL),
            (labels, CitedBy.ROW),
            (list(reversed(heads)), CitedBy.COLUMN),
            (groups, CitedBy.GROUP),
        ):
            for text in texts:
                if marks := self._citation_index.marks(text):
                    return marks[0], cited_by
        return None

    def _in_sentence(self, fact: ReportedFact) -> tuple[Mark, CitedBy] | None:
        quote = fact.evidence.quote
        marks = self._citation_index.marks(quote)
        if not marks:
            return None
        name = fact.model_name or ""
        start = quote.find(name) if name else -1
        after = [mark for mark in marks if start >= 0 and 0 <= mark.start - (start + len(name)) <= 2]
        if after:
            return after[0], CitedBy.SENTENCE
        return (marks[0], CitedBy.SENTENCE) if len(marks) == 1 else None

    def _by_name(self, model_name: str) -> tuple[Mark, CitedBy] | None:
        """Look the name up among those that are cited somewhere, without its size where it has to be."""
        parts = [part for part in _PARTS.split(without_citations(model_name).lower()) if part]
        for count in range(len(parts), 0, -1):
            key = "".join(parts[:count])
            if sum(letter.isalpha() for letter in key) >= _LEAST_LETTERS and key in self._named:
                return self._named[key], CitedBy.NAME
        return None


def _is_label(text: str) -> bool:
    """A cell that says what the row is: words, or nothing but a citation. ``75.3 [12]`` is another value."""
    bare = without_citations(text)
    return not is_numeric(text) or bare.startswith(("[", "("))


def _cited_names(document: Document, citation_index: CitationIndex) -> Mapping[str, Mark]:
    """Return the names that stand right before a citation, each with the one it mostly stands before."""
    seen: dict[str, Counter[tuple[int, ...]]] = defaultdict(Counter)
    marks: dict[tuple[int, ...], Mark] = {}
    texts = [p.text for p in document.paragraphs if p.kind is not ParagraphKind.FOOTNOTE]
    texts += [cell.text for table in document.tables for cell in table.cells]
    for text in texts:
        for mark in citation_index.marks(text):
            if len(mark.positions) != 1 or not (before := _NAME_BEFORE.search(text[: mark.start])):
                continue
            marks.setdefault(mark.positions, mark)
            for key in _keys_of_name(before[1]):
                seen[key][mark.positions] += 1
    chosen = {key: counted.most_common(1)[0] for key, counted in seen.items()}
    return {
        key: marks[positions]
        for key, (positions, count) in chosen.items()
        if count >= _CLEAR_MAJORITY * seen[key].total()
    }


def _keys_of_name(text: str) -> Iterator[str]:
    """Yield what may be the name: the words before the citation that begin it with a capital, with and without size."""
    words = text.split()
    for first in range(len(words)):
        if not any(letter.isupper() for letter in words[first]):
            continue
        parts = [part for part in _PARTS.split(" ".join(words[first:]).lower()) if part]
        for count in range(len(parts), 0, -1):
            key = "".join(parts[:count])
            if sum(letter.isalpha() for letter in key) >= _LEAST_LETTERS and (
                count == len(parts) or all(any(c.isdigit() for c in part) for part in parts[count:])
            ):
                yield key
