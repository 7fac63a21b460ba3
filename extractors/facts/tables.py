"""Reads a table grid as rows of models and columns of values: heads, labels, groups.

Shared by the extractors of results and of compute. Nothing here knows which numbers matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors.catalog.terms import Facet, find_terms
from extractors.documents.model import Cell, Table
from extractors.facts.blocks import NO_BLOCKS, Blocks, read_blocks
from extractors.facts.grid import TextGrid, column_heads, count_header_rows, is_blank, is_numeric, read_grid
from extractors.facts.kinds import class_columns, variants_beside
from extractors.facts.label_kinds import label_kind
from extractors.facts.subheads import is_subhead, spans_columns, under_metric, with_subheads
from extractors.facts.table_view import (
    Column,
    Label,
    LabelKind,
    Row,
    TableView,
    names_quantity,
    starts_of_halves,
)

_CONTINUES = re.compile(r"\s*(?:\+|↳|→|├|└|…|\.\.\.|&|[-–−]\s|w/|with\b|without\b|and\b)", re.IGNORECASE)


_LETTERED = re.compile(r"\(?[a-z]\)\s")
"""How titles of blocks begin that are lettered: ``(a) Small models``."""
_TITLE_AND_HEADS = 2
"""How many rows of heads there are at least where the first is a title."""
_ROW_NUMBER = re.compile(r"\[(\d{1,2})\]")
_NUMBERED = re.compile(r"\[\d{1,2}\](?=\Z|\s\S)")
"""The number of a row, alone or before its name: ``[2] no dropout``."""
_NUMBERED_COLUMNS, _FEWEST_NUMBERED = 2, 3
"""Among how many columns the numbers of rows are looked for, and how many there must be."""


@lru_cache(maxsize=256)
def view_table(table: Table) -> TableView:
    """Read a grid as rows and columns with their labels and heads; what cannot be trusted in it is left out."""
    table = table.trusted()
    grid = read_grid(table)
    header_rows = count_header_rows(table, grid)
    grid = _with_row_numbers(grid, header_rows)
    banner = _banner(table, grid, header_rows)
    if banner:
        grid = (("",) * len(grid[0]), *grid[1:])
    body = range(header_rows, table.row_count)
    filled = [row for row in body if _group_label(table, row, grid[row]) is None]
    columns = []
    for index in range(table.column_count):
        heads = column_heads(grid, header_rows, index)
        columns.append(Column(index, heads, label_kind(index, heads, [grid[row][index] for row in filled])))
    texts = {column.index: [grid[row][column.index] for row in filled] for column in columns}
    classes = class_columns(columns, texts)
    variants = variants_beside(classes, columns, texts)
    columns = [replace(c, label_kind=LabelKind.NAME) if c is variants else c for c in columns]
    if any(column.label_kind is LabelKind.NAME and column.index not in classes for column in columns):
        columns = [replace(c, label_kind=LabelKind.CLASS) if c.index in classes else c for c in columns]
    elif columns and columns[0].label_kind is LabelKind.REFERENCE:
        columns = [replace(columns[0], label_kind=LabelKind.NAME), *columns[1:]]
    if _are_quantities(texts.get(0, [])) and not _are_quantities([c.heads[-1] for c in columns if c.heads]):
        columns = [replace(c, label_kind=None) if _is_of_model(c, texts[c.index]) else c for c in columns]
    reader = _RowReader(grid, tuple(columns), banner, _blocks(table, grid, body))
    rows = tuple(reader.rows(table, body))
    return TableView(table, tuple(columns), rows, grid, _covering(table))


def _banner(table: Table, grid: TextGrid, header_rows: int) -> str:
    """The title of a table's first block, where it stands above the heads and later ones do above heads again."""
    # Blocks whose titles are lettered alike, ``(a)`` and ``(b)``, need no heads again.
    if header_rows < _TITLE_AND_HEADS or len(set(grid[0])) > 1 or not grid[0][0]:
        return ""
    titles = ((row, _group_label(table, row, grid[row])) for row in range(header_rows, len(grid) - 1))
    is_lettered = _LETTERED.match(grid[0][0]) is not None
    is_first = any(
        title and (grid[row + 1] == grid[header_rows - 1] or (is_lettered and _LETTERED.match(title)))
        for row, title in titles
    )
    return grid[0][0] if is_first else ""


def _with_row_numbers(grid: TextGrid, header_rows: int) -> TextGrid:
    """Print the numbers of rows as ``#1``, where a column counts them as ``[1]``, and so where labels refer to them."""
    # They are no citations: ``[2] – dropout`` is the row numbered two without dropout.
    counted = (
        [number[0] for row in grid[header_rows:] if (number := _NUMBERED.match(row[column]))]
        for column in range(min(_NUMBERED_COLUMNS, len(grid[0]) if grid else 0))
    )
    numbers = next((n for n in counted if len(n) >= _FEWEST_NUMBERED and _are_counted(n)), [])
    if not numbers:
        return grid
    body = (
        tuple(_ROW_NUMBER.sub(lambda m: f"#{m[1]}" if m[0] in numbers else m[0], text) for text in row)
        for row in grid[header_rows:]
    )
    return (*grid[:header_rows], *body)


def _are_counted(numbers: Sequence[str]) -> bool:
    """True for ``[1]``, ``[2]``, and so on, or from nought on."""
    return any(
        list(numbers) == [f"[{number}]" for number in range(first, first + len(numbers))] for first in (0, 1)
    )


def _are_quantities(labels: Sequence[str]) -> bool:
    """True where most texts name what is measured: where labels do and heads do not, models stand in the heads."""
    filled = [text for text in labels if text]
    return 2 * sum(map(names_quantity, filled)) > len(filled)


def _is_of_model(column: Column, texts: Sequence[str]) -> bool:
    """True for a column of numbers whose head, a model's name, speaks of a setting: ``NetA, 4 scales``."""
    is_setting = column.label_kind is LabelKind.SETTING and bool(column.heads)
    return is_setting and 2 * sum(map(is_numeric, texts)) >= len(texts)


def _covering(table: Table) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


class _RowReader:
    """Reads the rows of a table from top to bottom: what heads, groups and labels above hold for each of them."""

    def __init__(self, grid: TextGrid, columns: tuple[Column, ...], banner: str, blocks: Blocks) -> None:
        self._grid = grid
        self._header = self._columns = columns
        self._half_starts = starts_of_halves(columns)
        self._groups = [banner] if banner else []
        self._blocks = blocks
        self._is_after_group = False
        self._begin_part()

    def rows(self, table: Table, body: Sequence[int]) -> Iterator[Row]:
        """Yield the rows of the body that hold values."""
        for index in body:
            texts = self._grid[index]
            if index in self._blocks.title_rows:
                continue
            if (group := _group_label(table, index, texts)) is not None:
                self._begin_group(group)
                continue
            self._is_after_group = False
            if is_subhead(texts, self._columns):
                self._columns = with_subheads(texts, self._columns, is_first=index == body[0])
                self._half_starts = starts_of_halves(self._columns)
                self._begin_part()
            elif spans_columns(texts, self._columns):
                below = (
                    replace(c, heads=(*c.heads, texts[c.index])) if texts[c.index] else c
                    for c in self._header
                )
                self._columns = tuple(below)
                self._begin_part()
            else:
                yield self._row(index, texts)

    def _begin_group(self, label: str) -> None:
        outer = self._groups if self._is_after_group else _outer(self._groups, label)
        self._groups = [*outer, label]
        self._columns = under_metric(label, self._columns)
        self._is_after_group = True
        self._begin_part()

    def _begin_part(self) -> None:
        """Forget the labels above: they do not hold for what follows."""
        self._base_labels: tuple[Label, ...] = ()
        self._base_topics = 0
        self._above: dict[int, str] = {}

    def _row(self, index: int, texts: Sequence[str]) -> Row:
        blocks = self._blocks
        if index in blocks.labels:
            texts = (blocks.labels[index], *texts[1:])
        labels = tuple(_labels(texts, self._columns, self._above))
        named = [label for label in labels if label.kind is LabelKind.NAME]
        # Beside a data set it is the next label that adds to the row above.
        topics = next((i for i, label in enumerate(named) if not _names_topic(label.text)), 0)
        continues = bool(named) and _CONTINUES.match(named[topics].text) is not None
        if not continues:
            self._base_labels, self._base_topics = labels, topics
        kept = _kept_of_base(self._base_labels, named[topics + 1 :]) if continues else ()
        base = [label.text for label in kept if label.kind is LabelKind.NAME]
        title = [blocks.titles[index]] if index in blocks.titles else []
        return Row(
            index,
            labels,
            (*self._groups, *title),
            ", ".join(base[self._base_topics :]),
            self._columns,
            self._half_starts,
            kept,
        )


def _kept_of_base(base: Sequence[Label], beside: Iterable[Label]) -> tuple[Label, ...]:
    """The labels of a row that hold for one that adds to it, too: those in whose columns it says nothing of its own."""
    said = {label.column for label in beside if not _CONTINUES.match(label.text)}
    return tuple(label for label in base if label.column not in said)


def _blocks(table: Table, grid: TextGrid, body: Sequence[int]) -> Blocks:
    loose = {row: label for row in body if (label := _group_label(table, row, grid[row])) is not None}
    filled = [(row, grid[row][0]) for row in body if row not in loose]
    return read_blocks(filled, loose) if loose else NO_BLOCKS


def _outer(groups: list[str], label: str) -> list[str]:
    """Return the outer groups that stay in force below a new group row.

    A group row that names a data set or task starts over; any other replaces the last one.
    """
    if not groups or _names_topic(label):
        return []
    return groups if len(groups) == 1 and _names_topic(groups[0]) else groups[:-1]


def _names_topic(text: str) -> bool:
    return any(term.facet in (Facet.DATASET, Facet.PART, Facet.TASK) for term in find_terms(text))


def _group_label(table: Table, index: int, texts: Sequence[str]) -> str | None:
    distinct = {text for text in texts if text}
    if index in table.group_rows and distinct:
        return max(distinct, key=len)
    if len(distinct) == 1:
        (only,) = distinct
        if not is_blank(only) and not is_numeric(only):
            return only
    return None


def _labels(texts: Sequence[str], columns: tuple[Column, ...], above: dict[int, str]) -> Iterable[Label]:
    """Label cells of a row; an empty one left of a filled one repeats the cell above it."""
    filled = [c.index for c in columns if c.label_kind is LabelKind.NAME and texts[c.index]]
    last_filled = max(filled, default=-1)
    for column in columns:
        if column.label_kind is None:
            continue
        text = texts[column.index]
        if column.label_kind is LabelKind.NAME:
            if not text and column.index < last_filled:
                text = above.get(column.index, "")
            above[column.index] = text
        if text and (column.label_kind is not LabelKind.NAME or not is_blank(text)):
            yield Label(column.index, column.head, text, column.label_kind)
