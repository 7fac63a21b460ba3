"""Costs printed in tables: one per model row, or per column where the rows are quantities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from extractors.catalog.hardware import find
from extractors.documents.model import Paragraph, ParagraphKind, Table
from extractors.facts.compute.cells import (
    bare_number,
    cell_statements,
    label_statements,
    part_of,
    size_in_name,
)
from extractors.facts.compute.columns import PRINTED_SIZE, SPEED, column_meaning, cost_columns
from extractors.facts.compute.heads import (
    TRAINING_DATA,
    Meaning,
    counts_training_data,
    is_layer_head,
    is_unit,
    is_value_head,
    meaning_of,
)
from extractors.facts.compute.mentions import SIZES
from extractors.facts.compute.named import data_sets_in, is_description, models_in
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.scales import Scale, scale_of_bare_numbers
from extractors.facts.compute.staging import stage_of
from extractors.facts.naming import PaperNames, without_marks
from extractors.facts.numbers import parse_number
from extractors.facts.results.context import PaperContext
from extractors.facts.results.models import distinguished, model_name
from extractors.facts.results.ownership import TableOwnership
from extractors.facts.tables import Column, Label, LabelKind, Row, TableView, is_numeric, view_table
from extractors.records import Evidence, Quantity, ReportedCompute, Stage

_SCORE_HEAD = any_of(r"%|\bm?AP\b|\bacc|\berr|\bF1\b|BLEU|score|\btop-?[15]\b|\bmIoU\b|perplexity|\bppl\b")
_SUM_HEAD = any_of(r"(?:grand\s)?total|sum|all|overall|value|setting|ours")
_OF_INFERENCE = frozenset({Quantity.HARDWARE_MODEL, Quantity.DEVICE_COUNT, Quantity.BATCH_SIZE})
_OF_ONE_ROW = SIZES | {Quantity.DEVICE_COUNT}
"""What each row has of its own, be it equal to that of the next; a schedule printed down the rows is one schedule."""
_SAYS_MULTIPLY_ADDS = any_of(r"multiply[\s-]adds?|mult-?adds?|MACs")
_NAMES_MODELS = any_of(r"model", r"param", r"network", r"size", r"variant", r"config", r"name")
_SIZE_ALONE = any_of(r"\d+(?:\.\d+)?[MBT]|tiny|small|base|medium|large|big|huge|giant|xl|xxl")
"""What sizes of the paper's own model are called beside each other: ``Base``, ``13B``."""
_HEAD_ROWS = 2
"""Rows in which a transposed table says what its columns are: the layers of one network, say."""
_SIZES_BELOW_TASKS = any_of(
    r"numbers? (?:below|under|beside|next to|in (?:brackets|parenthes\w+))[^.]{0,60}"
    r"\b(?:training )?(?:examples|samples|sentences)"
)
"""What a caption says of the sizes that stand below the names of tasks in the heads."""
_SIZE_IN_HEAD = re.compile(r"(?P<data>.*\S)\s(?P<size>\d[\d.,]*[kM])$")
_SMALLEST_NAMING_SIZE = 1e8
_CAPTION_HEAD = 60
"""Characters at the start of a caption that may say what all values of a table are."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A cost with its place, before it is known whose it is."""

    fact: ReportedCompute
    row: Row
    column: Column
    is_across: bool
    """True when the row's label names the quantity and the column's head the model."""


def table_statements(
    table: Table,
    context: PaperContext,
    names: PaperNames,
    counts_macs: bool,
    data_sizes: frozenset[float] = frozenset(),
) -> Iterator[ReportedCompute]:
    """Yield what the cells of a table say about cost.

    Args:
        table: The grid with its caption.
        context: What the paper says about its tables.
        names: What the paper calls its own models and those of others.
        counts_macs: Whether the paper says that its FLOPs are multiply-adds.
        data_sizes: How many tokens, words or examples the text counts.
    """
    view = view_table(table)
    found = list(_found(view, data_sizes))
    if not found:
        return
    counts_macs = counts_macs or bool(_SAYS_MULTIPLY_ADDS.search(table.caption))
    ownership = TableOwnership(view, names, context.of_table(table))
    subject = _subject(table.caption, names)
    for item, printed in zip(found, _names(view, found), strict=True):
        owner = ownership.of_column(item.column) if item.is_across else ownership.of(item.row, item.column)
        fact = item.fact
        name = _completed(printed, item, names, subject) if owner.is_own else printed
        yield replace(
            fact,
            evidence=_evidence(view, item),
            model_name=name or (names.main if owner.is_own else "") or None,
            dataset_name=_data_of(item),
            is_own=owner.is_own,
            counts_macs=fact.quantity is Quantity.FORWARD_FLOPS and (fact.counts_macs or counts_macs),
            confidence=round(fact.confidence * table.quality, 3),
            reasons=(*fact.reasons, owner.reason),
        )


def _found(view: TableView, data_sizes: frozenset[float]) -> Iterator[_Found]:
    stage = stage_of(view.table.caption)
    is_of_layers = not _has_scores(view) and any(
        is_layer_head(column.head) and not _counts_layers(view, column) for column in view.columns
    )
    of_caption = _caption_meaning(view)
    model_rows: list[Row] = []
    if any(is_layer_head(label.text) for row in view.rows[:_HEAD_ROWS] for label in row.labels[:1]):
        return
    for row in view.rows:
        across = _row_meaning(row, view.table.caption)
        if across is not None:
            yield from _across(view, row, across, stage)
        elif not is_of_layers:
            model_rows.append(row)
    for _, alike in groupby(model_rows, key=lambda row: row.columns):
        rows = list(alike)
        for column, meaning in cost_columns(view, rows, of_caption, data_sizes):
            yield from _down(view, rows, column, meaning, stage)
    yield from _heads_as_values(view, model_rows, stage)
    yield from _sizes_in_heads(view, model_rows, stage)
    for row in model_rows:
        yield from _sizes_as_names(row, stage)
        yield from _said_in_labels(row, stage)


def _has_scores(view: TableView) -> bool:
    """Tell rows that were evaluated, be it with a ``Kernel size`` each, from the layers of one network."""
    return any(_SCORE_HEAD.search(column.head) for column in view.columns)


def _counts_layers(view: TableView, column: Column) -> bool:
    """Tell ``Layers`` over how many each model has from ``Layers`` over those of one network."""
    cells = [text for row in view.rows if (text := view.text(row.index, column.index))]
    return column.head.strip().lower() == "layers" and bool(cells) and all(map(is_numeric, cells))


def _row_meaning(row: Row, caption: str) -> Meaning | None:
    """Return what a row of quantities holds, or None for a row that stands for a model."""
    labels = [label.text for label in _quantity_labels(row)]
    if len(labels) == 1 and counts_training_data(labels[0], caption):
        return TRAINING_DATA
    return next((meaning for text in (*labels, " ".join(labels)) if (meaning := meaning_of(text))), None)


def _quantity_labels(row: Row) -> Iterator[Label]:
    """Yield the labels of a row that could name a quantity: the first two that are words.

    ``TPU`` below ``Platform`` names none: it is one of the platforms.
    """
    kinds = (LabelKind.NAME, LabelKind.SETTING)
    words = (label for label in row.labels if label.kind in kinds and not label.text[:1].isdigit())
    return islice((label for label in words if not _is_hardware(label.head)), 2)


def _is_hardware(head: str) -> bool:
    meaning = meaning_of(head)
    return meaning is not None and Quantity.HARDWARE_MODEL in meaning.quantities


def _caption_meaning(view: TableView) -> Meaning | None:
    """Return what all values of a table are, where no head or label but the start of the caption says it."""
    texts = [column.head for column in view.columns]
    texts += [label.text for row in view.rows for label in row.labels]
    if any(meaning_of(text) for text in texts):
        return None
    meaning = meaning_of(view.table.caption[:_CAPTION_HEAD])
    if meaning is None or meaning.quantities[0] not in (Quantity.PARAMETERS, Quantity.FORWARD_FLOPS):
        return None
    return replace(meaning, needs_scale=True)


def _down(
    view: TableView, rows: Sequence[Row], column: int, meaning: Meaning, stage: Stage | None
) -> Iterator[_Found]:
    """Yield the costs of the models of a table, read from one column."""
    bare = _scale_of_column(view, rows, column, meaning)
    for row in rows:
        head = row.columns[column]
        if _starts_here(view, row, head):
            text = part_of(view.text(row.index, column), meaning)
            for fact in cell_statements(text, meaning, bare):
                yield _Found(_staged(fact, meaning, head.head, stage), row, head, False)


def _scale_of_column(view: TableView, rows: Sequence[Row], column: int, meaning: Meaning) -> Scale | None:
    """Return in what the bare numbers of a column count, judged by the parameters beside them."""
    texts = ((row, part_of(view.text(row.index, column), meaning)) for row in rows)
    counted = [(row, bare_number(text, meaning)) for row, text in texts]
    bare = [(row, count) for row, count in counted if count is not None]
    sizes = [_parameters(view, row) for row, _ in bare]
    counts = [count for _, count in bare]
    heads = " ".join(other.head for other in view.columns)
    return scale_of_bare_numbers(meaning.quantities[0], counts, sizes, view.table.caption, heads)


def _parameters(view: TableView, row: Row) -> float | None:
    for column in row.columns:
        meaning = column_meaning(column)
        if meaning is None or meaning.quantities[0] is not Quantity.PARAMETERS:
            continue
        facts = cell_statements(view.text(row.index, column.index), meaning, Scale(1e6, 0.6, ""))
        return next((fact.value for fact in facts), None)
    unheaded = (view.text(row.index, column.index) for column in row.columns[:2] if not column.head)
    sizes = (parse_number(text) for text in unheaded if PRINTED_SIZE.fullmatch(text.strip()))
    return next((size.value for size in sizes if size), None)


def _heads_as_values(view: TableView, rows: Sequence[Row], stage: Stage | None) -> Iterator[_Found]:
    """Yield costs that head the columns: ``#Params | 5 × 10^4 | 1 × 10^5`` above the scores of each budget."""
    first, *others = view.columns
    meaning = meaning_of(first.head)
    heads = [column for column in others if column.head]
    if meaning is None or not rows or len(heads) < 2 or not all(is_numeric(c.head) for c in heads):
        return
    for column in heads:
        for fact in cell_statements(column.head, meaning):
            yield _Found(_staged(fact, meaning, first.head, stage), rows[0], column, True)


def _sizes_in_heads(view: TableView, rows: Sequence[Row], stage: Stage | None) -> Iterator[_Found]:
    """Yield sizes of training data below the names of tasks, where the caption says what they are."""
    if not rows or not _SIZES_BELOW_TASKS.search(view.table.caption):
        return
    for column in view.columns:
        printed = _SIZE_IN_HEAD.match(column.head)
        if printed is None:
            continue
        for fact in cell_statements(printed["size"], TRAINING_DATA):
            named = replace(fact, model_name=printed["data"], stage=stage or Stage.TRAINING)
            yield _Found(named, rows[0], column, True)


def _sizes_as_names(row: Row, stage: Stage | None) -> Iterator[_Found]:
    for label in row.labels[:1]:
        size = size_in_name(label.text) if _NAMES_MODELS.search(label.head) or not label.head else None
        if size is not None:
            yield _Found(replace(size, stage=stage or Stage.TRAINING), row, row.columns[label.column], False)


def _said_in_labels(row: Row, stage: Stage | None) -> Iterator[_Found]:
    """Yield how long a model was trained and how large it is where its label says so: ``NetA, 1000 epochs``."""
    for label in row.labels:
        if label.kind in (LabelKind.NAME, LabelKind.SETTING):
            for fact in label_statements(label.text):
                found = replace(fact, model_name=label.text, stage=stage or Stage.TRAINING)
                yield _Found(found, row, row.columns[label.column], False)


def _across(view: TableView, row: Row, meaning: Meaning, stage: Stage | None) -> Iterator[_Found]:
    """Yield one cost of several models, read from a row whose label names a cost."""
    labels = list(_quantity_labels(row))
    label_columns = {label.column for label in labels if meaning_of(label.text)}
    label_columns = label_columns or {label.column for label in labels}
    texts = (view.text(row.index, column.index) for column in row.columns)
    counts = [count for text in texts if (count := bare_number(text, meaning)) is not None]
    bare = scale_of_bare_numbers(meaning.quantities[0], counts, [None] * len(counts), view.table.caption)
    for column in row.columns:
        if (
            column.index in label_columns
            or column.index < min(label_columns)
            or not is_value_head(column.head)
        ):
            continue
        if not _starts_here(view, row, column):
            continue
        text = view.text(row.index, column.index)
        for fact in cell_statements(text, meaning, bare):
            yield _Found(_staged(fact, meaning, column.head, stage), row, column, True)


def _starts_here(view: TableView, row: Row, column: Column) -> bool:
    cell = view.cells.get((row.index, column.index))
    return cell is None or (cell.column == column.index and cell.row_span == 1) or cell.row == row.index


def _staged(fact: ReportedCompute, meaning: Meaning, head: str, stage: Stage | None) -> ReportedCompute:
    of_head = stage_of(head)
    stage = meaning.stage or of_head or stage or Stage.TRAINING
    if SPEED.search(head):
        stage = Stage.INFERENCE
    if stage is Stage.INFERENCE and fact.quantity not in _OF_INFERENCE:
        stage = Stage.TRAINING
    return replace(fact, stage=stage)


def _names(view: TableView, found: list[_Found]) -> list[str]:
    """Model names, made distinct within each column of values where equal names have unequal values."""
    found = [replace(item, row=_without_machines(item.row)) for item in found]
    named: dict[int, str] = {}
    lines: dict[tuple[bool, int, Quantity], list[int]] = defaultdict(list)
    for index, item in enumerate(found):
        line = item.row.index if item.is_across else item.column.index
        lines[item.is_across, line, item.fact.quantity].append(index)
    for (is_across, _, _), indices in lines.items():
        if is_across:
            heads = {found[i].column.head for i in indices}
            named.update((i, _name_in_head(found[i]) if len(heads) > 1 else "") for i in indices)
        else:
            named.update(_names_in_rows(view, {i: found[i] for i in indices}))
    return [named[index] for index in range(len(found))]


def _without_machines(row: Row) -> Row:
    """Leave the machine of a row out of what its model is called, where the row names more."""
    labels = tuple(label for label in row.labels if not (_is_hardware(label.head) and find(label.text)))
    return replace(row, labels=labels) if labels else row


def _subject(caption: str, names: PaperNames) -> str:
    """Return the model that a table of settings is about: the first its caption names, else the paper's own."""
    passage = Passage(caption[:_CAPTION_HEAD], ParagraphKind.CAPTION, (), Paragraph(caption))
    return next((named.name for named in models_in(passage) if not is_description(named.name)), names.main)


def _completed(printed: str, item: _Found, names: PaperNames, subject: str) -> str:
    """Return ``NetA-Base`` for the ``Base`` of a table of schedules, unless its row names models itself.

    A row of numbers alone (``N | 12``) is a setting of what the table is about.
    """
    labels = [label.text for label in item.row.labels]
    if subject and labels and not item.is_across and not any(map(str.isalpha, "".join(labels))):
        return f"{subject}, {printed}" if printed else subject
    is_size = names.main and _SIZE_ALONE.fullmatch(printed) and item.fact.quantity not in SIZES
    if not is_size or any(names.names_own(label.text) for label in item.row.labels):
        return printed
    return f"{names.main}-{printed}"


def _name_in_head(item: _Found) -> str:
    if item.fact.model_name:
        return item.fact.model_name
    head = item.column.head
    if (
        stage_of(head)
        or _SCORE_HEAD.search(head)
        or _SUM_HEAD.fullmatch(head.strip())
        or head.startswith("#")
    ):
        return ""
    return model_name(item.row, item.column, True) or without_marks(head)


def _names_in_rows(view: TableView, items: dict[int, _Found]) -> dict[int, str]:
    """Name the rows of a column; equal names of unequal values are told apart.

    What each row has of its own is told apart in further rows of an equal value too.
    """
    plain = _with_sizes(view, items, {index: _name_in_row(view, item) for index, item in items.items()})
    firsts: dict[tuple[str, float | None, str], int] = {}
    same = {
        index: firsts.setdefault((plain[index], item.fact.value, item.fact.text_value), index)
        for index, item in items.items()
    }
    by_value = _told_apart(plain, items, list(firsts.values()))
    by_row = _told_apart(plain, items, list(items))
    return {
        index: by_row[index] if _is_another(items[index], items[first]) else by_value[first]
        for index, first in same.items()
    }


def _is_another(item: _Found, first: _Found) -> bool:
    """Tell whether a row states anew what an earlier one of its name does: its own size, or for other data."""
    if item is first:
        return False
    return item.fact.quantity in _OF_ONE_ROW or _data_of(item) != _data_of(first)


def _with_sizes(view: TableView, items: dict[int, _Found], plain: dict[int, str]) -> dict[int, str]:
    """Complete a name that rows of several sizes share by the size of each: ``1.5B NetA``, ``13B NetA``."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, name in plain.items():
        sharing[name].append(index)
    completed = dict(plain)
    for name, indices in sharing.items():
        rows = {items[index].row.index: items[index].row for index in indices}
        sizes = {at: _size_in_words(_parameters(view, row)) for at, row in rows.items() if len(rows) > 1}
        if all(sizes.values()) and len(set(sizes.values())) > 1:
            completed |= {index: f"{sizes[items[index].row.index]} {name}".strip() for index in indices}
    return completed


def _size_in_words(parameters: float | None) -> str:
    """Return ``1.5B`` for a size that models go by, and an empty text for a smaller one."""
    if not parameters or parameters < _SMALLEST_NAMING_SIZE:
        return ""
    return f"{parameters / 1e9:g}B" if parameters >= 1e9 else f"{parameters / 1e6:g}M"


def _told_apart(plain: dict[int, str], items: dict[int, _Found], indices: list[int]) -> dict[int, str]:
    names = distinguished([(plain[index], items[index].row) for index in indices])
    return dict(zip(indices, names, strict=True))


def _name_in_row(view: TableView, item: _Found) -> str:
    """Name a row by its labels and by the heads that do not say what is counted, and in which unit."""
    if item.fact.model_name:
        return without_marks(item.fact.model_name)
    heads = _heads_beside_quantity(item.column)
    labels, printed = item.row.labels, view.text(item.row.index, item.column.index)
    if labels and all(map(_is_amount, labels)):
        return ", ".join(item.row.groups)
    says_nothing = not any(letter.isalpha() for label in labels for letter in label.text)
    is_name = _SIZE_ALONE.fullmatch(printed) and _size_in_words(item.fact.value)
    if says_nothing and item.fact.quantity is Quantity.PARAMETERS and is_name:
        return printed
    name = model_name(item.row, replace(item.column, heads=heads), False)
    return name or ", ".join((*item.row.groups, *(label.text for label in item.row.labels)))


def _heads_beside_quantity(column: Column) -> tuple[str, ...]:
    """Return the heads that do not say what is counted, alone or together: ``TPUv3`` above ``core-days``."""
    says_it = any(meaning_of(head) for head in column.heads)
    if not says_it and meaning_of(column.head) is not None:
        return ()
    return tuple(head for head in column.heads if not _says_what_is_counted(head))


def _says_what_is_counted(head: str) -> bool:
    return bool(meaning_of(head) or is_unit(head) or stage_of(head) or find(head))


def _is_amount(label: Label) -> bool:
    """Tell ``12M`` below ``#Iterations`` from the sizes that models go by."""
    meaning = meaning_of(label.head)
    return meaning is not None and is_numeric(label.text) and not SIZES.intersection(meaning.quantities)


def _data_of(item: _Found) -> str:
    """Return the one data set that the labels and the heads of a cost name, or an empty text."""
    if item.fact.quantity in SIZES:
        return ""
    texts = (*item.row.groups, *(label.text for label in item.row.labels), *item.column.heads)
    named = {data.name for text in texts for data in data_sets_in(text)}
    return named.pop() if len(named) == 1 else ""


def _evidence(view: TableView, item: _Found) -> Evidence:
    table = view.table
    cell = table.cell_at(item.row.index, item.column.index)
    labels = " ".join((*item.row.groups, *(label.text for label in item.row.labels)))
    text = view.text(item.row.index, item.column.index)
    return Evidence(
        quote=" | ".join(part for part in (labels, item.column.head, text) if part),
        page=table.place.page,
        anchor=table.place.anchor,
        table_label=table.label,
        row=item.row.index,
        column=item.column.index,
        box=(cell.box if cell else None) or table.place.box,
    )
