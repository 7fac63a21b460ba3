"""What the rows of one table are called, all of them together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from extractors.catalog.terms import Facet, find_terms, terms_of
from extractors.facts.grid import is_numeric
from extractors.facts.label_kinds import names_models
from extractors.facts.naming import name_key
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.bases import (
    corner_model,
    has_baseline,
    is_ablation,
    is_about,
    is_compared,
    is_variant_of,
    model_of_caption,
)
from extractors.facts.results.candidates import ResultCandidate
from extractors.facts.results.context_terms import TermSource
from extractors.facts.results.distinguishing import distinguished
from extractors.facts.results.models import model_name
from extractors.facts.results.two_runs import head_of_value
from extractors.facts.table_view import Column, LabelKind, Row, TableView

_MEASURED = frozenset({Facet.METRIC, Facet.COST, Facet.DIFFERENCE})
_SAYS_ABLATION = re.compile(r"\bablat", re.IGNORECASE)
_PART = re.compile(
    r"(?!(?i:settings?|variants?|config\w*|descriptions?|rows?|ablations?|experiments?|exp|id|cases?|tasks?)\b)"
    r"[A-Z]?[a-z]+(?:[\s-][A-Z]?[a-z]+){0,3}",
)
"""The head of labels that says which part of a model they are for: ``Text encoder``."""
_LENGTH = re.compile(r"\bepochs?\b|\bsched|\bschd\b", re.IGNORECASE)
"""Heads that say how long models were trained, in epochs or schedules: ``Lr schd``."""
_SMALL_NUMBER = re.compile(r"\d{1,2}")


def names_of(found: Sequence[ResultCandidate], names: PaperNames, view: TableView) -> list[str]:
    """Return the model names of numbers in one table, made distinct within each column.

    Rows of an ablation that name no model are variants of the one its caption names.

    Args:
        found: The numbers that are results.
        names: The model names of the paper.
        view: Their table.
    """
    varied = _varied_model(view, names)
    complete = _distinct_names(found, varied.model or names.main, view)
    if not varied.model or not _varies(varied, complete, view.table.caption, names):
        return complete
    vary = [
        is_variant_of(varied.model, name, item.row, names, has_rivals=varied.has_rivals)
        for name, item in zip(complete, found, strict=True)
    ]
    parts = {_part(item.row) for item, is_variant in zip(found, vary, strict=True) if is_variant} - {""}
    return [
        _of_part(varied.model, name, item.row)
        if is_variant or (_part(item.row) in parts and not _is_whole(varied.model, name, names))
        else name
        for name, item, is_variant in zip(complete, found, vary, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _VariedModel:
    """The model that the rows of a table may be variants of."""

    model: str
    """Empty where the table names none."""
    is_in_corner: bool
    """True where the head of the labels names it."""
    has_rivals: bool
    """True where the rows are methods, the paper's own among them, that are tried on one model of others."""


def _varied_model(view: TableView, names: PaperNames) -> _VariedModel:
    caption = view.table.caption
    if corner := corner_model(view, names):
        return _VariedModel(corner, is_in_corner=True, has_rivals=False)
    model = model_of_caption(caption, names, has_baseline=has_baseline(view))
    is_ablated = _SAYS_ABLATION.search(caption) is not None
    if not is_ablated and names.names_own(model) and is_compared(model, view):
        tried_on = model_of_caption(caption, names, has_baseline=True)
        return _VariedModel(tried_on, is_in_corner=False, has_rivals=True)
    return _VariedModel(model, is_in_corner=False, has_rivals=False)


def _distinct_names(found: Sequence[ResultCandidate], main: str, view: TableView) -> list[str]:
    """Return the names that rows and heads give, made distinct within the numbers of one column and benchmark."""
    columns: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, item in enumerate(found):
        columns[item.column.index, item.reading.benchmark.benchmark_id].append(index)
    counts = partial(_telling_numbers, view, {item.column.index for item in found})
    named: dict[int, str] = {}
    for indices in columns.values():
        plain = [(_plain_name(found[index], main), found[index].row) for index in indices]
        named.update(zip(indices, distinguished(plain, counts), strict=True))
    return [named[index] for index in range(len(found))]


def _varies(varied: _VariedModel, complete: Sequence[str], caption: str, names: PaperNames) -> bool:
    """True for a table whose rows vary a model, also where its caption is on a model of others and no row names one."""
    if varied.is_in_corner or is_ablation(caption):
        return True
    is_of_others = not names.names_own(varied.model) and not any(map(names.names_cited, complete))
    return is_of_others and is_about(varied.model, caption)


def _is_whole(varied: str, name: str, names: PaperNames) -> bool:
    """True for a name that says which model it is of."""
    return names.names_own(name) or name_key(varied)[:1] == name_key(name)[:1]


def _of_part(varied: str, name: str, row: Row) -> str:
    """A variant with the part of the model that is varied, where its label says only which: ``Schedule cosine``."""
    first = next((label.text for label in row.labels if label.kind is LabelKind.NAME), "")
    part = "" if row.base or is_numeric(name) or not name.startswith(first) else _part(row)
    name = f"{part} {name}" if part.lower() not in name.lower() else name
    return f"{varied}, {name}".strip(", ")


def _part(row: Row) -> str:
    """The head of a row's first label where it says which part of a model the labels are for: ``Text encoder``."""
    head = next((label.head for label in row.labels if label.kind is LabelKind.NAME), "")
    return head if _PART.fullmatch(head) and not names_models(head) else ""


def _plain_name(item: ResultCandidate, main: str) -> str:
    is_topic = item.reading.dataset_source is TermSource.LABEL or _names_part(item)
    is_label_metric = item.reading.metric_source is TermSource.LABEL
    return model_name(
        item.row, own_head(item), is_label_metric, main, is_topic=is_topic, without_topics=is_topic
    )


def _names_part(item: ResultCandidate) -> bool:
    """True where the label says which part of the data set is tested: ``EN-DE``."""
    labels = (label.text for label in item.row.labels_of(item.column.index))
    part = item.reading.benchmark.part
    return bool(part) and any(term.term_id == part for text in labels for term in terms_of(text, Facet.PART))


def own_head(item: ResultCandidate) -> Column:
    """Return the column with what its head says of this value alone, as ``A / B`` does above ``76.3 / 78.0``."""
    return head_of_value(item.column, item.place.index, item.place.count)


def _telling_numbers(view: TableView, results: Collection[int], row: Row) -> dict[str, str]:
    """What tells rows of one name apart beside their labels: small numbers, and how long each was trained."""
    lengths = (
        label for label in row.labels if label.kind is LabelKind.SETTING and _LENGTH.search(label.head)
    )
    return {label.head: label.text for label in lengths} | _small_numbers(view, results, row)


def _small_numbers(view: TableView, results: Collection[int], row: Row) -> dict[str, str]:
    """The whole numbers of a row, of two digits at most, left of its results: ``C1 4``."""
    left = (column for column in row.columns if column.label_kind is None and column.index < min(results))
    numbers = {}
    for column in left:
        text = view.text(row.index, column.index)
        facets = {term.facet for head in column.heads for term in find_terms(head)}
        if _SMALL_NUMBER.fullmatch(text) and not facets & _MEASURED:
            numbers[column.head] = text
    return numbers
