"""What the rows of one table are called, all of them together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from extractors.catalog.terms import Facet, find_terms, terms_of
from extractors.facts.naming import PaperNames
from extractors.facts.results.bases import (
    corner_model,
    has_baseline,
    is_ablation,
    is_about,
    is_variant_of,
    model_of_caption,
)
from extractors.facts.results.candidates import Candidate
from extractors.facts.results.context import Source
from extractors.facts.results.models import distinguished, model_name
from extractors.facts.tables import Column, Row, TableView

_MEASURED = frozenset({Facet.METRIC, Facet.COST, Facet.DIFFERENCE})
_BETWEEN_VALUES = re.compile(r"\s?[/|]\s?")
_SMALL_NUMBER = re.compile(r"\d{1,2}")


def names_of(found: Sequence[Candidate], names: PaperNames, view: TableView) -> list[str]:
    """Return the model names of numbers in one table, made distinct within each column.

    Rows of an ablation that name no model are variants of the one its caption names.

    Args:
        found: The numbers that are results.
        names: The model names of the paper.
        view: Their table.
    """
    caption = view.table.caption
    corner = corner_model(view, names)
    varied = corner or model_of_caption(caption, names, has_baseline=has_baseline(view))
    main = varied or names.main
    named: dict[int, str] = {}
    columns: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, item in enumerate(found):
        columns[item.column.index, item.reading.benchmark.benchmark_id].append(index)
    results = {item.column.index for item in found}
    counts = partial(_small_numbers, view, results)
    for indices in columns.values():
        plain = [(_plain_name(found[index], main), found[index].row) for index in indices]
        named.update(zip(indices, distinguished(plain, counts), strict=True))
    complete = [named[index] for index in range(len(found))]
    is_base = bool(corner) or is_ablation(caption)
    is_others = bool(varied) and not names.names_own(varied)
    if is_others and not is_base and not any(map(names.names_cited, complete)):
        is_base = is_about(varied, caption)
    if not varied or not is_base:
        return complete
    return [
        f"{varied}, {name}".strip(", ") if is_variant_of(varied, name, item.row, names) else name
        for name, item in zip(complete, found, strict=True)
    ]


def _plain_name(item: Candidate, main: str) -> str:
    is_topic = item.reading.dataset_source is Source.LABEL or _names_part(item)
    is_label_metric = item.reading.metric_source is Source.LABEL
    return model_name(
        item.row, own_head(item), is_label_metric, main, is_topic=is_topic, without_topics=is_topic
    )


def _names_part(item: Candidate) -> bool:
    """True where the label says which part of the data set is tested: ``EN-DE``."""
    labels = (label.text for label in item.row.labels_of(item.column.index))
    part = item.reading.benchmark.part
    return bool(part) and any(term.term_id == part for text in labels for term in terms_of(text, Facet.PART))


def own_head(item: Candidate) -> Column:
    """Return the column with what its head says of this value alone, as ``A / B`` does above ``76.3 / 78.0``."""
    if item.place.count == 1 or not item.column.heads:
        return item.column
    parts = _BETWEEN_VALUES.split(item.column.heads[-1])
    if len(parts) != item.place.count:
        return item.column
    return replace(item.column, heads=(*item.column.heads[:-1], parts[item.place.index]))


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
