"""Turns tables whose columns are models so that their rows are.

Papers set a comparison of few models with many measures sideways. What is read from rows of models (names, owners,
groups, settings) then needs no second rule.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extractors.catalog.terms import Facet, find_terms
from extractors.documents.model import Cell, Damage, Table
from extractors.facts.table_view import TableView
from extractors.facts.tables import view_table

_MEASURES = frozenset({Facet.METRIC, Facet.COST, Facet.DIFFERENCE})
_TESTED = frozenset({Facet.DATASET, Facet.PART})
_BESIDE = frozenset({Facet.SPLIT, Facet.TASK})
"""What may stand beside a data set in the label of a row that is about nothing else."""
_OF_MEASURES = re.compile(
    r"\b(?:tasks?|data\s?sets?|corp(?:us|ora)|benchmarks?|domains?|metrics?|measures?|criteri\w+|results?)\b",
    re.IGNORECASE,
)
"""A corner cell that describes the labels below it; they become heads."""
_FEWEST_MODELS = 2
_MOST_OTHER_LETTERS = 3


@lru_cache(maxsize=256)
def is_sideways(table: Table) -> bool:
    """Tell whether the rows of a table are measures or data sets, and its columns models."""
    view = view_table(table)
    values = [column for column in view.columns if column.label_kind is None]
    labels = [label.text for row in view.rows for label in row.labels if not label.column]
    if len(values) < _FEWEST_MODELS or not labels or not _has_one_part(table, view):
        return False
    is_told_by_head = any(_facets(head) & (_MEASURES | _TESTED) for column in values for head in column.heads)
    is_told_by_label = 2 * sum(map(_is_measured, labels)) > len(view.rows)
    has_labels_first = view.columns[0].label_kind is not None
    return has_labels_first and is_told_by_label and not is_told_by_head


def _has_one_part(table: Table, view: TableView) -> bool:
    """True for a table without groups, whose heads hold for all rows and stand above all columns of values."""
    is_headed = all(column.heads for column in view.columns if column.label_kind is None)
    has_groups = table.group_rows or any(row.groups or row.columns != view.columns for row in view.rows)
    return is_headed and not has_groups


def upright(table: Table) -> Table:
    """Return the table with models in its rows: itself, or turned where it is set sideways."""
    return _turned(table) if is_sideways(table) else table


def _turned(table: Table) -> Table:
    view = view_table(table)
    labels = next(column.index for column in view.columns if column.label_kind is None)
    first_row = min(row.index for row in view.rows)
    cells = (
        cell
        for cell in table.cells
        if cell.column >= labels or cell.row >= first_row or not _OF_MEASURES.search(cell.text)
    )
    return replace(
        table,
        cells=tuple(sorted((_turned_cell(cell, labels) for cell in cells), key=_position)),
        row_count=table.column_count,
        column_count=table.row_count,
        header_row_count=labels,
        damage=tuple(_turned_damage(damage) for damage in table.damage),
    )


def _turned_cell(cell: Cell, header_rows: int) -> Cell:
    return replace(
        cell,
        row=cell.column,
        column=cell.row,
        row_span=cell.column_span,
        column_span=cell.row_span,
        is_header=cell.column < header_rows,
    )


def _turned_damage(damage: Damage) -> Damage:
    return replace(damage, rows=damage.columns, columns=damage.rows)


def _position(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _facets(text: str) -> frozenset[Facet]:
    return frozenset(term.facet for term in find_terms(text))


def _is_measured(label: str) -> bool:
    """True for a label that names a measure, or a data set and nothing else."""
    terms = find_terms(label)
    facets = {term.facet for term in terms}
    if facets & _MEASURES:
        return True
    named = {i for term in terms if term.facet in _TESTED | _BESIDE for i in range(term.start, term.end)}
    others = sum(character.isalpha() for index, character in enumerate(label) if index not in named)
    return bool(facets & _TESTED) and others <= _MOST_OTHER_LETTERS
