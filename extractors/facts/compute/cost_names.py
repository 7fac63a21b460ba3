"""Which model each cost of a table belongs to. Rows of equal names with unequal values get distinct names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from extractors.catalog.hardware import find
from extractors.documents.model import Paragraph, ParagraphKind
from extractors.facts.compute.columns import (
    SCORE_HEAD,
    column_meaning,
    is_of_hardware,
    parameters_of,
    spelled_out,
    time_of_caption,
)
from extractors.facts.compute.head_times import is_time_of_run
from extractors.facts.compute.heads import is_unit, meaning_of
from extractors.facts.compute.mentions import SIZES
from extractors.facts.compute.named import data_sets_in, is_description, models_in
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.staging import stage_of
from extractors.facts.grid import is_numeric
from extractors.facts.naming import without_marks
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.distinguishing import distinguished
from extractors.facts.results.models import model_name
from extractors.facts.table_view import Column, Label, Row, TableView
from extractors.records import Quantity, ReportedCompute

_SUM_HEAD = any_of(r"(?:grand\s)?total|sum|all|overall|values?|(?:main\s)?results?|setting|ours")
_OF_ONE_ROW = SIZES | {Quantity.DEVICE_COUNT}
"""What each row states for itself, even if it equals the next row; an equal schedule in many rows is one schedule."""
_SIZE_ALONE = any_of(r"\d+(?:\.\d+)?[MBT]|tiny|small|base|medium|large|big|huge|giant|xl|xxl")
"""What sizes of the paper's own model are called beside each other: ``Base``, ``13B``."""
_NUMBER = re.compile(r"[\d.,+−^{}-]+(?:e[\d.,+−^{}-]+)?[kKMBGT]?")
_SMALLEST_NAMING_SIZE = 1e8
_CAPTION_HEAD = 60
"""Characters at the start of a caption that may say what the table is about."""


@dataclass(frozen=True, slots=True)
class CostCell:
    """A cost and its place in the table, before its model is known."""

    fact: ReportedCompute
    row: Row
    column: Column
    is_across: bool
    """True when the row's label names the quantity and the column's head the model."""


def names_of(view: TableView, found: list[CostCell]) -> list[str]:
    """Return a model name for each cost; equal names of unequal values in one column are made distinct."""
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


def subject_of(caption: str, names: PaperNames) -> str:
    """Return the model that a table of settings is about: the first its caption names, else the paper's own."""
    passage = Passage(caption[:_CAPTION_HEAD], ParagraphKind.CAPTION, (), Paragraph(caption))
    return next((named.name for named in models_in(passage) if not is_description(named.name)), names.main)


def completed(printed: str, item: CostCell, names: PaperNames, subject: str) -> str:
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


def data_of(item: CostCell, caption: str = "") -> str:
    """Return the one data set that the labels and the heads of a cost name, or an empty text.

    Args:
        item: The cost and its place.
        caption: What the table is about; where that is times of training, it names their data, too.
    """
    if item.fact.quantity in SIZES:
        return ""
    texts = (*item.row.groups, *(label.text for label in item.row.labels), *item.column.heads)
    named = {data.name for text in texts for data in data_sets_in(text)}
    is_of_times = item.fact.quantity is Quantity.WALL_TIME_HOURS and is_time_of_run(caption[:_CAPTION_HEAD])
    if not named and is_of_times:
        named = {data.name for data in data_sets_in(caption)}
    return named.pop() if len(named) == 1 else ""


def _without_machines(row: Row) -> Row:
    """Leave the machine of a row out of what its model is called, where the row names more."""
    labels = tuple(label for label in row.labels if not (is_of_hardware(label.head) and find(label.text)))
    return replace(row, labels=labels) if labels else row


def _name_in_head(item: CostCell) -> str:
    if item.fact.model_name:
        return item.fact.model_name
    head = item.column.head
    if stage_of(head) or SCORE_HEAD.search(head) or _SUM_HEAD.fullmatch(head.strip()) or head.startswith("#"):
        return ""
    return model_name(item.row, item.column, True) or without_marks(head)


def _names_in_rows(view: TableView, items: dict[int, CostCell]) -> dict[int, str]:
    """Return the names of the rows of a column; equal names of unequal values are told apart.

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


def _is_another(item: CostCell, first: CostCell) -> bool:
    """Tell whether a row says more than an earlier row of the same name: a size of its own, or other data."""
    if item is first:
        return False
    return item.fact.quantity in _OF_ONE_ROW or data_of(item) != data_of(first)


def _with_sizes(view: TableView, items: dict[int, CostCell], plain: dict[int, str]) -> dict[int, str]:
    """Complete a name that rows of several sizes share by the size of each: ``1.5B NetA``, ``13B NetA``."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, name in plain.items():
        sharing[name].append(index)
    completed = dict(plain)
    for name, indices in sharing.items():
        rows = {items[index].row.index: items[index].row for index in indices}
        sizes = {at: _size_in_words(parameters_of(view, row)) for at, row in rows.items() if len(rows) > 1}
        if all(sizes.values()) and len(set(sizes.values())) > 1:
            completed |= {index: f"{sizes[items[index].row.index]} {name}".strip() for index in indices}
    return completed | _sizes_of_numbers(view, items)


def _sizes_of_numbers(view: TableView, items: dict[int, CostCell]) -> dict[int, str]:
    """Return ``6.7B`` for rows of numbers alone (``4096 | 32 | 3.0e-4``), where each has a size of its own."""
    rows = {item.row.index: item.row for item in items.values()}
    labels = [label.text for row in rows.values() for label in row.labels]
    sizes = {at: _size_in_words(parameters_of(view, row)) for at, row in rows.items()}
    meanings = filter(None, map(column_meaning, next(iter(rows.values())).columns))
    is_of_one_size = sum(Quantity.PARAMETERS in meaning.quantities for meaning in meanings) == 1
    are_told_apart = is_of_one_size and all(sizes.values()) and len(set(sizes.values())) == len(sizes) > 1
    if not labels or not are_told_apart or not all(map(_NUMBER.fullmatch, labels)):
        return {}
    return {
        index: sizes[item.row.index]
        for index, item in items.items()
        if item.fact.quantity is not Quantity.PARAMETERS
    }


def _size_in_words(parameters: float | None) -> str:
    """Return ``1.5B`` for a size that models go by, and an empty text for a smaller one."""
    if not parameters or parameters < _SMALLEST_NAMING_SIZE:
        return ""
    return f"{parameters / 1e9:g}B" if parameters >= 1e9 else f"{parameters / 1e6:g}M"


def _told_apart(plain: dict[int, str], items: dict[int, CostCell], indices: list[int]) -> dict[int, str]:
    names = distinguished([(plain[index], items[index].row) for index in indices])
    return dict(zip(indices, names, strict=True))


def _name_in_row(view: TableView, item: CostCell) -> str:
    """Name a row by its labels and by the heads that do not say what is counted, and in which unit."""
    if item.fact.model_name:
        return without_marks(item.fact.model_name)
    heads = _heads_beside_quantity(item.column, view.table.caption)
    labels, printed = item.row.labels, view.text(item.row.index, item.column.index)
    if labels and all(map(_is_amount, labels)):
        return ", ".join(item.row.groups)
    says_nothing = all(
        _NUMBER.fullmatch(label.text) or not any(map(str.isalpha, label.text)) for label in labels
    )
    is_name = _SIZE_ALONE.fullmatch(printed) and _size_in_words(item.fact.value)
    if says_nothing and item.fact.quantity is Quantity.PARAMETERS and is_name:
        return printed
    name = model_name(item.row, replace(item.column, heads=heads), False, is_topic=False)
    return name or ", ".join((*item.row.groups, *(label.text for label in item.row.labels)))


def _heads_beside_quantity(column: Column, caption: str) -> tuple[str, ...]:
    """Return the heads that do not say what is counted, alone or together: ``TPUv3`` above ``core-days``.

    ``TS`` says it too where the caption spells it out.
    """
    says_it = any(meaning_of(head) for head in column.heads)
    if not says_it and meaning_of(column.head) is not None:
        return ()
    spelled = spelled_out(caption)
    return tuple(
        head for head in column.heads if not _says_what_is_counted(spelled.get(head.strip(), head), caption)
    )


def _says_what_is_counted(head: str, caption: str) -> bool:
    is_cost = meaning_of(head) or time_of_caption(head, caption)
    return bool(is_cost or is_unit(head) or stage_of(head) or find(head) or _SUM_HEAD.fullmatch(head.strip()))


def _is_amount(label: Label) -> bool:
    """Tell ``12M`` below ``#Iterations`` from the sizes that models go by."""
    meaning = meaning_of(label.head)
    return meaning is not None and is_numeric(label.text) and not SIZES.intersection(meaning.quantities)
