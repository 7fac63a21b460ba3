"""Every number of a table with what it may be a result of, by the texts about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, product
from operator import attrgetter

from extractors.catalog.terms import Facet, find_terms, terms_of
from extractors.facts.citations import without_citations
from extractors.facts.results.context_terms import ContextPassage, TermSource, of_first_number
from extractors.facts.results.distillation import columns_of_scores, score_behind
from extractors.facts.results.metrics import ValuePosition
from extractors.facts.results.other_columns import (
    averages,
    columns_of_sizes,
    headed_elsewhere,
    unrelated_columns,
)
from extractors.facts.results.reading import Reading, readings
from extractors.facts.results.two_runs import prints_two_runs
from extractors.facts.results.values import PrintedValue, cell_values
from extractors.facts.table_view import Column, Label, LabelKind, Row, TableView

_ENUMERATOR = re.compile(r"\(?[a-z]\)")
_DATA_HEAD = re.compile(
    r"(?:(?:train\w*|label\w*|annotat\w*|data|samples?|images?|examples?|sets?|size|subset|fraction|ratio|share|portion"
    r"|percentage|amount|budget|of|for|the|used|in|imagenet)[\s-]*|[%()#]\s?)+",
    re.IGNORECASE,
)
"""The head of labels that say how much was trained on: ``Train size``, ``Fraction of labels (%)``, ``% of data``."""
_OF_DATA = re.compile(r"train|label|annotat|data|sample|image|example", re.IGNORECASE)
_PART_OF_ALL = re.compile(r"\d{1,2}(?:\.\d+)?\s?%")
_FEW_LABELS = "label fraction"
"""In the catalog's words, what a model is called that was trained on a part of the data."""


@dataclass(frozen=True, slots=True)
class CellReading:
    """A number with one of its readings, before the other numbers of its column have been looked at."""

    row: Row
    column: Column
    place: ValuePosition
    value: PrintedValue
    others: tuple[PrintedValue | None, ...]
    """All values of its cell."""
    labels: tuple[str, ...]
    """The labels of its row in which the catalog finds anything."""
    groups: tuple[str, ...]
    """Group labels and corner heads of its row."""
    reading: Reading
    is_unrelated: bool
    """True for a column on something that the catalog does not know."""

    @property
    def is_ordered_pair(self) -> bool:
        """True for one of two values in a cell whose metrics are not named: their order tells them apart."""
        return len(self.others) == 2 and self.reading.metric_source is None


def cell_readings(view: TableView, outside: Sequence[ContextPassage]) -> Iterator[CellReading]:
    """Yield every number of a table once for each benchmark it may be of, in reading order.

    Args:
        view: The table.
        outside: What stands about it outside its grid, the closest first.
    """
    known: dict[tuple[object, ...], tuple[Reading, ...]] = {}
    for row, column, values, is_unrelated, elsewhere in _cells_of_values(view):
        labels = _telling_labels(row, column)
        groups = (*row.corners_of(column.index), *row.groups)
        for index, value in enumerate(values):
            if value is None:
                continue
            place = ValuePosition(index, len(values))
            key = (column.heads, labels, groups, place, elsewhere)
            if key not in known:
                known[key] = readings(_passages(column, labels, groups, outside), place, elsewhere)
            for reading in known[key]:
                yield CellReading(row, column, place, value, values, labels, groups, reading, is_unrelated)


def _cells_of_values(
    view: TableView,
) -> Iterator[tuple[Row, Column, tuple[PrintedValue | None, ...], bool, frozenset[str]]]:
    """Yield row, column and values of each cell that holds any, and what the table's heads say of the column.

    That is whether it is on something unknown, and which data sets are those of other columns.
    """
    has_costs = bool(terms_of(view.table.caption, Facet.COST))
    left_out = averages(view)
    for columns, rows in groupby(view.rows, key=attrgetter("columns")):
        scored = {c.index: c for c in columns_of_scores(columns)}
        of_values = [c for c in columns if c.label_kind is None and c.index not in left_out]
        headed = [] if view.is_transposed else [column for column in of_values if column.heads]
        unrelated = unrelated_columns(headed, has_costs) | columns_of_sizes(of_values)
        doubled = {c.index for c in of_values if c.heads and prints_two_runs(c.heads[-1])}
        elsewhere = {c.index: headed_elsewhere(c, of_values) for c in (*scored.values(), *of_values)}
        for row, column in product(rows, (*scored.values(), *of_values)):
            cell = view.cells.get((row.index, column.index))
            # A number that spans several rows or columns is one number.
            if cell is None or (cell.row, cell.column) != (row.index, column.index):
                continue
            if column.index in scored:
                values = score_behind(cell.text)
            else:
                values = cell_values(cell.text, has_two=column.index in doubled)
            if values:
                yield row, column, values, column.index in unrelated, elsewhere[column.index]


def _telling_labels(row: Row, column: Column) -> tuple[str, ...]:
    """Return the names of a row in which the catalog finds anything, from right to left."""
    labels = [label for label in reversed(row.labels_of(column.index)) if label.kind is LabelKind.NAME]
    return tuple(
        _FEW_LABELS if _is_part_of_data(label) else label.text
        for label in labels
        if _is_part_of_data(label) or (not _is_training_data(label.head) and _may_tell(label.text))
    )


def _is_part_of_data(label: Label) -> bool:
    """True for ``5%`` below ``Train size``."""
    is_headed = _DATA_HEAD.fullmatch(label.head) and _OF_DATA.search(label.head)
    return bool(is_headed) and _PART_OF_ALL.fullmatch(label.text) is not None


def _may_tell(label: str) -> bool:
    """True for a label in which the catalog finds anything, and not for the number of a row: ``(a)``."""
    return len(label) > 1 and not _ENUMERATOR.fullmatch(label) and bool(find_terms(label))


@lru_cache(maxsize=1024)
def _is_training_data(head: str) -> bool:
    """True for ``Init.`` and ``Pre-training data``: what stands below is not what is tested."""
    return any(term.term_id == "training_data" for term in terms_of(head, Facet.SETTING))


def _passages(
    column: Column, labels: Sequence[str], groups: Sequence[str], outside: Sequence[ContextPassage]
) -> tuple[ContextPassage, ...]:
    return (
        *(
            ContextPassage(TermSource.HEAD, of_first_number(without_citations(text)))
            for text in reversed(column.heads)
        ),
        *(ContextPassage(TermSource.LABEL, text) for text in labels),
        *(ContextPassage(TermSource.GROUP, text) for text in reversed(groups)),
        *outside,
    )
