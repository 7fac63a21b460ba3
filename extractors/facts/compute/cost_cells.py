"""The cells of a table that print costs: one per model row, or per column where the rows are quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from extractors.catalog.hardware import find_all
from extractors.facts.compute.cells import (
    bare_number,
    cell_statements,
    label_statements,
    part_of,
    size_in_name,
)
from extractors.facts.compute.columns import (
    SCORE_HEAD,
    SPEED,
    column_meaning,
    cost_columns,
    is_of_hardware,
    parameters_of,
    time_of_caption,
)
from extractors.facts.compute.cost_names import CostCell
from extractors.facts.compute.head_times import is_time_of_run
from extractors.facts.compute.heads import (
    counts_training_data,
    is_layer_head,
    is_value_head,
    meaning_of,
    meaning_of_last_part,
)
from extractors.facts.compute.meaning import TRAINING_DATA, Meaning
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.scales import Scale, scale_of_bare_numbers
from extractors.facts.compute.staging import stage_of, stage_of_lengths
from extractors.facts.grid import is_numeric
from extractors.facts.table_view import Column, Label, LabelKind, Row, TableView
from extractors.records import Quantity, ReportedCompute, Stage

_OF_INFERENCE = frozenset({Quantity.HARDWARE_MODEL, Quantity.DEVICE_COUNT, Quantity.BATCH_SIZE})
_NAMES_MODELS = any_of(r"model", r"param", r"network", r"size", r"variant", r"config", r"name")
_HEAD_ROWS = 2
"""Rows in which a transposed table says what its columns are: the layers of one network, say."""
_SIZES_BELOW_TASKS = any_of(
    r"numbers? (?:below|under|beside|next to|in (?:brackets|parenthes\w+))[^.]{0,60}"
    r"\b(?:training )?(?:examples|samples|sentences)"
)
"""What a caption says of the sizes that stand below the names of tasks in the heads."""
_SIZE_IN_HEAD = re.compile(r"(?P<data>.*\S)\s(?P<size>\d[\d.,]*[kM])$")
_CAPTION_HEAD = 60
"""Characters at the start of a caption that may say what all values of a table are."""


def cost_cells(view: TableView, data_sizes: frozenset[float]) -> Iterator[CostCell]:
    """Yield the costs that a table prints, with the row and the column of each.

    Args:
        view: The table.
        data_sizes: How many tokens, words or examples the text counts.
    """
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
    """True for a table of evaluated models: its rows are no layers, even if each has a ``Kernel size``."""
    return any(SCORE_HEAD.search(column.head) for column in view.columns)


def _counts_layers(view: TableView, column: Column) -> bool:
    """Tell ``Layers`` over how many each model has from ``Layers`` over those of one network."""
    cells = [text for row in view.rows if (text := view.text(row.index, column.index))]
    return column.head.strip().lower() == "layers" and bool(cells) and all(map(is_numeric, cells))


def _row_meaning(row: Row, caption: str) -> Meaning | None:
    """Return what a row of quantities holds, or None for a row that stands for a model.

    Below heads that name costs it stands for one, whatever its group is called: ``Small model size (~20M)``.
    """
    if any(_is_cost_column(column) for column in row.columns):
        return None
    labels = [label.text for label in _quantity_labels(row)]
    if len(labels) == 1 and counts_training_data(labels[0], caption):
        return TRAINING_DATA
    texts = (*labels, " ".join(labels))
    said = (meaning_of(text) or time_of_caption(text, caption) for text in texts)
    return next(filter(None, said), None)


def _is_cost_column(column: Column) -> bool:
    """Tell a column of costs by its head; below ``Output size`` may stand anything."""
    meaning = column_meaning(column) if column.label_kind is None else None
    return meaning is not None and not meaning.needs_scale


def _quantity_labels(row: Row) -> Iterator[Label]:
    """Return the labels of a row that could name a quantity: the first two that are words.

    ``TPU`` below ``Platform`` names none: it is one of the platforms.
    """
    kinds = (LabelKind.NAME, LabelKind.SETTING)
    words = (label for label in row.labels if label.kind in kinds and not label.text[:1].isdigit())
    return islice((label for label in words if not is_of_hardware(label.head)), 2)


def _caption_meaning(view: TableView) -> Meaning | None:
    """Return what all values of a table are, where no head or label but the start of the caption says it."""
    if _times_runs(view):
        return Meaning((Quantity.WALL_TIME_HOURS,), needs_scale=True)
    texts = [column.head for column in view.columns]
    texts += [label.text for row in view.rows for label in row.labels]
    if any(meaning_of(text) for text in texts):
        return None
    meaning = meaning_of(view.table.caption[:_CAPTION_HEAD])
    if meaning is None or meaning.quantities[0] not in (Quantity.PARAMETERS, Quantity.FORWARD_FLOPS):
        return None
    return replace(meaning, needs_scale=True)


def _times_runs(view: TableView) -> bool:
    """Tell a table of what trainings took (``5.4 hrs``) by its caption; no other column may say what it holds."""
    caption = view.table.caption[:_CAPTION_HEAD]
    is_of_runs = is_time_of_run(caption) and not SPEED.search(caption)
    return is_of_runs and not any(column_meaning(column) for column in view.columns)


def _down(
    view: TableView, rows: Sequence[Row], column: int, meaning: Meaning, stage: Stage | None
) -> Iterator[CostCell]:
    """Yield the costs of the models of a table, read from one column."""
    bare = _scale_of_column(view, rows, column, meaning)
    if meaning.quantities[0] in (Quantity.EPOCHS, Quantity.STEPS):
        stage = stage_of_lengths(stage, [c.head for c in view.columns if c.label_kind])
    for row in rows:
        head = row.columns[column]
        if _starts_here(view, row, head):
            text = part_of(view.text(row.index, column), meaning)
            for fact in _with_machine(cell_statements(text, meaning, bare), head.head):
                yield CostCell(_staged(fact, meaning, head.head, stage), row, head, False)


def _scale_of_column(view: TableView, rows: Sequence[Row], column: int, meaning: Meaning) -> Scale | None:
    """Return the scale of the bare numbers of a column, judged by the parameters beside them."""
    texts = ((row, part_of(view.text(row.index, column), meaning)) for row in rows)
    counted = [(row, bare_number(text, meaning)) for row, text in texts]
    bare = [(row, count) for row, count in counted if count is not None]
    sizes = [parameters_of(view, row) for row, _ in bare]
    counts = [count for _, count in bare]
    heads = " ".join(other.head for other in view.columns)
    return scale_of_bare_numbers(meaning.quantities[0], counts, sizes, view.table.caption, heads)


def _heads_as_values(view: TableView, rows: Sequence[Row], stage: Stage | None) -> Iterator[CostCell]:
    """Yield costs that head the columns: ``#Params | 5 × 10^4 | 1 × 10^5`` above the scores of each budget."""
    first, *others = view.columns
    meaning = meaning_of(first.head)
    heads = [column for column in others if column.head]
    if meaning is None or not rows or len(heads) < 2 or not all(is_numeric(c.head) for c in heads):
        return
    for column in heads:
        for fact in cell_statements(column.head, meaning):
            yield CostCell(_staged(fact, meaning, first.head, stage), rows[0], column, True)


def _sizes_in_heads(view: TableView, rows: Sequence[Row], stage: Stage | None) -> Iterator[CostCell]:
    """Yield sizes of training data below the names of tasks, where the caption says what they are."""
    if not rows or not _SIZES_BELOW_TASKS.search(view.table.caption):
        return
    for column in view.columns:
        printed = _SIZE_IN_HEAD.match(column.head)
        if printed is None:
            continue
        for fact in cell_statements(printed["size"], TRAINING_DATA):
            named = replace(fact, model_name=printed["data"], stage=stage or Stage.TRAINING)
            yield CostCell(named, rows[0], column, True)


def _sizes_as_names(row: Row, stage: Stage | None) -> Iterator[CostCell]:
    for label in row.labels[:1]:
        size = size_in_name(label.text) if _NAMES_MODELS.search(label.head) or not label.head else None
        if size is not None:
            yield CostCell(
                replace(size, stage=stage or Stage.TRAINING), row, row.columns[label.column], False
            )


def _said_in_labels(row: Row, stage: Stage | None) -> Iterator[CostCell]:
    """Yield how long a model was trained and how large it is where its label says so: ``NetA, 1000 epochs``."""
    for label in row.labels:
        headed = meaning_of(label.head)  # the column is read for itself
        is_said = headed is None or headed.quantities[0] not in (Quantity.EPOCHS, Quantity.STEPS)
        if is_said and label.kind in (LabelKind.NAME, LabelKind.SETTING):
            for fact in (*label_statements(label.text), *_after_slash(label)):
                found = replace(fact, model_name=label.text, stage=stage or Stage.TRAINING)
                yield CostCell(found, row, row.columns[label.column], False)


def _after_slash(label: Label) -> Iterator[ReportedCompute]:
    """Yield the cost of ``NetA/300`` below ``Model/Epochs``."""
    meaning = meaning_of_last_part(label.head)
    name, _, cost = label.text.rpartition("/")
    if meaning is not None and name:
        yield from cell_statements(cost, meaning)


def _across(view: TableView, row: Row, meaning: Meaning, stage: Stage | None) -> Iterator[CostCell]:
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
        said = " ".join(label.text for label in labels if label.column in label_columns)
        for fact in _with_machine(cell_statements(text, meaning, bare), said):
            yield CostCell(_staged(fact, meaning, column.head, stage), row, column, True)


def _with_machine(facts: Iterator[ReportedCompute], head: str) -> Iterator[ReportedCompute]:
    """Yield facts, and after a count of devices which they are, where its head says so: ``# A100 GPUs``."""
    for fact in facts:
        yield fact
        machine = next(find_all(head), None) if fact.quantity is Quantity.DEVICE_COUNT else None
        if machine is not None:
            yield ReportedCompute(
                Quantity.HARDWARE_MODEL,
                None,
                machine.text,
                fact.evidence,
                fact.confidence,
                text_value=machine.text,
            )


def _starts_here(view: TableView, row: Row, column: Column) -> bool:
    cell = view.cells.get((row.index, column.index))
    return cell is None or (cell.column == column.index and cell.row_span == 1) or cell.row == row.index


def _staged(fact: ReportedCompute, meaning: Meaning, head: str, stage: Stage | None) -> ReportedCompute:
    of_head = stage_of(head)
    stage = meaning.stage or of_head or stage or Stage.TRAINING
    if SPEED.search(head) and meaning.stage is None:
        stage = Stage.INFERENCE
    if stage is Stage.INFERENCE and fact.quantity not in _OF_INFERENCE:
        stage = Stage.TRAINING
    return replace(fact, stage=stage)
