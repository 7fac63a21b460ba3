"""The candidates of all tables of a paper, and which columns print again what another table prints.

A table of an ablation often holds the paper's own model and does not say what it was tested on. The main table prints
the same number, and its heads say it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.catalog.benchmarks import benchmarks
from extractors.catalog.terms import find_terms
from extractors.documents.model import Document, Table
from extractors.facts.naming import name_key
from extractors.facts.orientation import upright
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.candidates import ResultCandidate, candidates, chosen
from extractors.facts.results.context import PaperContext
from extractors.facts.results.context_terms import ContextPassage, TermSource
from extractors.facts.results.expected_weights import OTHER_IN_CAPTION, OTHER_IN_HEAD, REPEATED
from extractors.facts.results.objections import Objection
from extractors.facts.results.paper_evidence import PaperEvidence
from extractors.facts.table_view import LabelKind, TableView, names_quantity
from extractors.facts.tables import view_table

_SURE = 0.9
"""Probability from which on a number is taken for a result when others are compared with it."""
_FEWEST_DIGITS = 3
"""Digits below which two numbers are often equal by chance."""
_FAR = frozenset({Objection.FAR_AND_UNSAID, Objection.SEVERAL_DATA_SETS, Objection.OTHER_DATA_SET})
"""Objections to what is said far from a table. Where head, label or caption say that a number is on other things, it
equals one of another table by chance."""

_NUMBER = re.compile(r"\d+\.\d+")

_Number = tuple[str, float, bool]
"""Benchmark, value in percent, and whether it is an error."""
_Words = tuple[frozenset[str], frozenset[str]]
"""The words that name a model in its row, and above its column."""


@dataclass(frozen=True, slots=True)
class TableCandidates:
    """One table with every number in it that may be a result."""

    table: Table
    view: TableView
    outside: Sequence[ContextPassage]
    found: Sequence[ResultCandidate]


def candidates_of_tables(
    document: Document, context: PaperContext, names: PaperNames, paper: PaperEvidence
) -> list[TableCandidates]:
    """Return the tables of a paper with their candidates, each with all evidence, in reading order.

    Args:
        document: The paper.
        context: What the paper says about its tables.
        names: The model names of the paper.
        paper: What the paper as a whole says about data sets.
    """
    read = []
    for table in document.tables:
        view, outside = view_table(upright(table)), context.of_table(table)
        read.append(TableCandidates(table, view, outside, candidates(view, outside, context, names, paper)))
    printed = _printed(read)
    compared = [replace(one, found=list(_compared(one, printed))) for one in read]
    tested = list(dict.fromkeys(benchmark_id for benchmark_id, _, _ in printed))
    for index, one in enumerate(compared):
        if not one.found and _prints_any(one.table, printed):
            tried = (_tried(one, benchmark_id, context, names, paper) for benchmark_id in tested)
            again = (tuple(filter(_is_repeated, _compared(other, printed))) for other in tried)
            compared[index] = replace(one, found=next(filter(None, again), ()))
    return compared


def _tried(
    one: TableCandidates, benchmark_id: str, context: PaperContext, names: PaperNames, paper: PaperEvidence
) -> TableCandidates:
    """Read a table that names no data set as if the paper spoke of one before it."""
    name = next(benchmark.name for benchmark in benchmarks() if benchmark.benchmark_id == benchmark_id)
    outside = (*one.outside, ContextPassage(TermSource.PAPER, name))
    return replace(one, found=candidates(one.view, outside, context, names, paper))


def _is_repeated(item: ResultCandidate) -> bool:
    return REPEATED in item.features


def _prints_any(table: Table, printed: Iterable[_Number]) -> bool:
    """Tell cheaply whether any number may come again in a table."""
    shown = {f"{score:g}" for _, score, _ in printed}
    return any(
        text.rstrip("0").rstrip(".") in shown for cell in table.cells for text in _NUMBER.findall(cell.text)
    )


def _printed(read: Iterable[TableCandidates]) -> Mapping[_Number, list[tuple[Table, _Words]]]:
    """The tables and rows that each number surely is a result in."""
    printed: dict[_Number, list[tuple[Table, _Words]]] = defaultdict(list)
    for one in read:
        for item, probability in chosen(one.found):
            if probability >= _SURE and _is_telling(item):
                printed[_number(item)].append((one.table, _words(item)))
    return printed


def _compared(
    one: TableCandidates, printed: Mapping[_Number, list[tuple[Table, _Words]]]
) -> Iterator[ResultCandidate]:
    repeated: dict[tuple[int, str], set[_Words]] = defaultdict(set)
    for item in filter(_is_telling, one.found):
        words = _words(item)
        for table, others in printed.get(_number(item), ()):
            if table is not one.table and _are_alike(words, others):
                repeated[_place(item)].add(words)
    for item in one.found:
        if _holds(repeated.get(_place(item), set()), item):
            yield replace(item, features={**item.features, REPEATED: 1.0})
        else:
            yield item


def _holds(repeated: Iterable[_Words], item: ResultCandidate) -> bool:
    """Tell whether the rows that come again say what a number of their column is."""
    reading = item.reading
    if not reading.objections <= _FAR:
        return False
    if reading.dataset_source <= TermSource.CAPTION:
        if Objection.SEVERAL_DATA_SETS in reading.objections:
            # Named in one breath: each row is on one of them.
            words = _words(item)
            return any(_are_alike(words, others) for others in repeated)
    elif any(item.features.get(name) for name in (OTHER_IN_HEAD, OTHER_IN_CAPTION)):
        return False
    return any(True for _ in repeated)


def _are_alike(words: _Words, others: _Words) -> bool:
    """True for two names of which one may be the other with more said: ``Net (ours)`` and ``Net-T``."""
    pairs = [(one, other) for one, other in zip(words, others, strict=True) if one and other]
    return bool(pairs) and all(one <= other or other <= one for one, other in pairs)


def _place(item: ResultCandidate) -> tuple[int, str]:
    return item.column.index, item.reading.benchmark.benchmark_id


def _number(item: ResultCandidate) -> _Number:
    return item.reading.benchmark.benchmark_id, item.score, item.is_error


def _is_telling(item: ResultCandidate) -> bool:
    return sum(map(str.isdigit, item.value.printed)) >= _FEWEST_DIGITS


def _words(item: ResultCandidate) -> _Words:
    labels = (label.text for label in item.row.labels_of(item.column.index) if label.kind is LabelKind.NAME)
    in_row = (text for text in labels if not names_quantity(text))
    above = (head for head in item.column.heads if not find_terms(head))
    return _words_of(in_row), _words_of(above)


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in name_key(text) if len(word) > 1)
