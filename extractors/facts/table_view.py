"""What a table says, cell by cell: columns, labels and rows with the heads and groups that stand above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.catalog.terms import Facet, Term, find_terms, terms_of
from extractors.documents.model import Cell, Table
from extractors.facts.grid import TextGrid

_MEASURED = frozenset({Facet.DATASET, Facet.METRIC, Facet.PART})


class LabelKind(StrEnum):
    """What a cell that describes a row is about."""

    NAME = "name"
    SETTING = "setting"
    """What tells rows of one model apart, such as depth, image size or epochs."""
    MARK = "mark"
    """A tick or a cross."""
    TRAINING_DATA = "training_data"
    REFERENCE = "reference"
    """Citation or venue."""
    CLASS = "class"
    """What kind of model the row's model is, such as Transformers."""


@dataclass(frozen=True, slots=True)
class Label:
    """One cell that says which model, or which setting of it, a row is about."""

    column: int
    head: str
    text: str
    kind: LabelKind


@dataclass(frozen=True, slots=True)
class Column:
    """One column below its heads."""

    index: int
    heads: tuple[str, ...]
    """Head texts from the outermost to the innermost, each once."""
    label_kind: LabelKind | None
    """What its cells say about their rows; None where they are values."""

    @property
    def head(self) -> str:
        """All heads in one line."""
        return " ".join(self.heads)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of values with everything that names it."""

    index: int
    labels: tuple[Label, ...]
    """From left to right; empty cells left out."""
    groups: tuple[str, ...]
    """Group labels in force, outermost first."""
    base: str
    """Name of the row that this one adds to, where its label starts with ``+`` or ``w/``; else empty."""
    columns: tuple[Column, ...]
    """The columns with the heads in force at this row."""
    half_starts: tuple[int, ...]
    """Where the halves of the table begin, see `labels_of`; fewer than two where it has none."""
    base_labels: tuple[Label, ...] = ()
    """The labels of the row that this one adds to, without those it says otherwise."""

    def labels_of(self, column: int) -> tuple[Label, ...]:
        """Return the labels that belong to the value in a column.

        In a table set in two halves side by side each half has its own labels: it begins where the head of
        the first label column comes again, or where both heads name data sets.
        """
        if len(self.half_starts) < 2:
            return self.labels
        half = self._half(column, self.half_starts[0])
        return tuple(label for label in self.labels if label.column in half)

    def base_of(self, column: int) -> str:
        """Return the name of what this row adds to in the half that a column is in."""
        if not self.base or len(self.half_starts) < 2:
            return self.base
        half = self._half(column, self.half_starts[0])
        named = (label for label in self.base_labels if label.kind is LabelKind.NAME and label.column in half)
        return ", ".join(label.text for label in named)

    def corners_of(self, column: int) -> tuple[str, ...]:
        """Return the heads of the label columns that belong to the value in a column.

        Of several label columns each is about its own cells: ``Training`` above ``random`` says how a model was made,
        and not what was measured.
        """
        names = [c for c in self.columns if c.label_kind is LabelKind.NAME]
        if len(self.half_starts) >= 2:
            half = self._half(column, 0)
            names = [c for c in names if c.index in half]
        heads = tuple(c.head for c in names)
        is_several = len(set(filter(None, heads))) > 1
        return tuple(head for head in heads if not (is_several and _is_on_making(head)))

    def _half(self, column: int, first: int) -> range:
        """The columns of the half that a column is in; those left of the first half begin at `first`."""
        start = max((start for start in self.half_starts if start < column), default=first)
        return range(
            start, min((other for other in self.half_starts if other > start), default=len(self.columns))
        )


def _is_on_making(head: str) -> bool:
    """True for a head that speaks of training or of how models meet a task, and of no data, metric or task."""
    facets = {term.facet for term in find_terms(head)}
    return bool(facets & {Facet.SPLIT, Facet.REGIME}) and facets.isdisjoint(_MEASURED)


def starts_of_halves(columns: Sequence[Column]) -> tuple[int, ...]:
    """Return the columns at which the halves of a table begin that is set in two side by side."""
    names = [c for c in columns if c.label_kind is LabelKind.NAME and c.head]
    starts = [
        c.index
        for c in names
        if c.head == names[0].head or (_is_topic_head(c.head) and _is_topic_head(names[0].head))
    ]
    # A head over two label columns begins one half, not two.
    return tuple(start for start in starts if start - 1 not in starts)


def _is_topic_head(head: str) -> bool:
    return bool(terms_of(head, Facet.DATASET) or terms_of(head, Facet.PART))


@dataclass(frozen=True, slots=True)
class TableView:
    """A table read as rows of models."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    grid: TextGrid
    cells: Mapping[tuple[int, int], Cell]
    """The cell that covers each position."""

    def text(self, row: int, column: int) -> str:
        """Return the text at a position of the grid."""
        return self.grid[row][column]

    @property
    def is_transposed(self) -> bool:
        """True when the rows are quantities and the columns are models."""
        in_rows = sum(names_quantity(row.labels[0].text) for row in self.rows if row.labels)
        in_columns = sum(names_quantity(column.head) for column in self.columns if column.label_kind is None)
        return in_rows > 0 and in_columns == 0


def names_quantity(text: str) -> bool:
    """Tell whether a text names something that is counted or measured."""
    return any(_is_quantity(term) for term in find_terms(text))


def _is_quantity(term: Term) -> bool:
    return term.facet in (Facet.METRIC, Facet.COST, Facet.DIFFERENCE)
