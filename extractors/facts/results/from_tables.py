"""Results printed in tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from operator import attrgetter

from extractors.catalog.benchmarks import benchmarks
from extractors.catalog.terms import Facet, find_terms, needs_mention, terms_of
from extractors.documents.model import Document, Table
from extractors.facts.citations import without_citations
from extractors.facts.naming import PaperNames, looks_like_a_name
from extractors.facts.results.confidence import of_table_value
from extractors.facts.results.context import PaperContext, Passage, Source, said
from extractors.facts.results.models import distinguished, extra_training_data, model_name, run_settings
from extractors.facts.results.ownership import TableOwnership
from extractors.facts.results.protocol import is_ensemble, protocol_of
from extractors.facts.results.reading import Place, Reading, read_number
from extractors.facts.results.values import PrintedValue, cell_values
from extractors.facts.tables import Column, LabelKind, Row, TableView, view_table
from extractors.records import Evidence, ReportedResult

_SETTINGS_OF_A_TABLE = 3
_RESOLUTION = re.compile(r"(?<!\d)[1-9]\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with its reading, before the whole column has been looked at."""

    row: Row
    column: Column
    value: PrintedValue
    reading: Reading


def results_of_table(
    document: Document, table: Table, context: PaperContext, names: PaperNames
) -> Iterator[ReportedResult]:
    """Yield the results of one table in reading order.

    Args:
        document: The paper.
        table: One of its tables.
        context: What the paper says about its tables.
        names: The model names of the paper.
    """
    view = view_table(table)
    outside = context.of_table(table)
    found = _without_counts(list(_found(view, outside)))
    found = [f for f in found if _is_told(f) and _is_spelled_out(f.reading.benchmark.dataset, context)]
    if _lists_settings(view):
        found = [f for f in found if f.reading.metric_source in (Source.HEAD, Source.LABEL)]
    if not found:
        return
    directions = _directions(found)
    scales = _scales(found)
    ownership = TableOwnership(view, names, outside)
    for item, name in zip(found, _model_names(found, names.main), strict=True):
        benchmark = item.reading.benchmark
        is_error, is_stated = directions[item.column.index, benchmark.benchmark_id]
        value = round(item.value.value * scales[item.column.index, benchmark.benchmark_id], 6)
        if not name or not benchmark.is_plausible(value, is_error):
            continue
        owner = ownership.of(item.row, item.column, view.text(item.row.index, item.column.index))
        labels = [f"{label.text} {label.head}" for label in item.row.labels]
        near = [*item.column.heads, *labels, *item.row.groups]
        confidence, reasons = of_table_value(item.reading, owner, table.quality, is_stated)
        yield ReportedResult(
            benchmark_id=benchmark.benchmark_id,
            model_name=name,
            value=value,
            value_printed=item.value.printed,
            is_error=is_error,
            is_own=owner.is_own,
            evidence=_evidence(document, view, item),
            confidence=confidence,
            reasons=reasons,
            split=item.reading.split,
            protocol=", ".join(filter(None, [protocol_of(near, table.caption), run_settings(item.row)])),
            is_ensemble=is_ensemble([*near, table.caption]),
            extra_training_data=extra_training_data(item.row),
        )


def _found(view: TableView, outside: Sequence[Passage]) -> Iterator[_Found]:
    has_one_column = sum(column.label_kind is None for column in view.columns) == 1
    readings: dict[tuple[object, ...], Reading | None] = {}
    has_costs = bool(terms_of(view.table.caption, Facet.COST))
    for columns, rows in groupby(view.rows, key=attrgetter("columns")):
        headed = [c for c in columns if c.label_kind is None and (c.heads or has_one_column)]
        strangers = _strangers(headed, has_costs)
        of_values = [column for column in headed if column.index not in strangers]
        for row, column in product(rows, of_values):
            cell = view.cells.get((row.index, column.index))
            if cell is None or cell.column != column.index:
                continue
            values = cell_values(cell.text)
            if not values:
                continue
            labels = (label.text for label in row.labels_of(column.index) if label.kind is LabelKind.NAME)
            telling = tuple(text for text in labels if len(text) > 1 and find_terms(text))
            groups = (*row.corners_of(column.index), *row.groups)
            for index, value in enumerate(values):
                if value is None:
                    continue
                place = Place(index, len(values))
                key = (column.heads, telling, groups, place)
                if key not in readings:
                    readings[key] = read_number(_passages(column, telling, groups, outside), place)
                reading = readings[key]
                if reading is not None:
                    yield _Found(row, column, value, reading)


def _lists_settings(view: TableView) -> bool:
    """True for a table whose rows are settings of training: learning rate, batch size, weight decay."""
    first = [row.labels[0].text for row in view.rows if row.labels]
    settings = (term for text in first for term in find_terms(text) if term.facet is Facet.SETTING)
    return sum(term.term_id == "training" for term in settings) >= _SETTINGS_OF_A_TABLE


def _is_spelled_out(dataset_id: str, context: PaperContext) -> bool:
    return not needs_mention(dataset_id) or context.mentions(dataset_id)


def _strangers(columns: Sequence[Column], has_costs: bool) -> frozenset[int]:
    """Columns on something unknown.

    Their heads name neither data set nor metric, but those beside them do: several data sets, or a metric in a
    table whose caption speaks of costs. Such are latencies on phones, headed by their names, beside ``Top-1``.
    """
    values = [column for column in columns if column.heads]
    heads = {column.heads[-1] for column in values}
    data_sets = [head for head in heads if said([Passage(Source.HEAD, head)], Facet.DATASET)]
    has_metric = any(_is_named(column, Facet.METRIC) for column in values)
    if len(data_sets) < 2 and not (has_metric and has_costs):
        return frozenset()
    telling = (Facet.DATASET, Facet.METRIC, Facet.PART, Facet.SPLIT, Facet.REGIME)
    return frozenset(
        column.index
        for column in values
        if not any(_is_named(column, facet) for facet in telling) and not _RESOLUTION.search(column.head)
    )


def _is_told(item: _Found) -> bool:
    """False for a column that names a data set of several metrics, and no metric, where that is not enough.

    It is enough beside columns on other data sets, under a head that names nothing more than a model or split.
    """
    reading = item.reading
    if reading.metric_source is not None or reading.dataset_source is not Source.HEAD:
        return True
    if sum(other.dataset == reading.benchmark.dataset for other in benchmarks()) == 1:
        return True
    heads = {head for column in item.row.columns if column.label_kind is None for head in column.heads}
    named = (said([Passage(Source.HEAD, head)], Facet.DATASET) for head in heads)
    inner = item.column.heads[-1]
    is_plain = bool(terms_of(inner, Facet.DATASET) or terms_of(inner, Facet.SPLIT)) or looks_like_a_name(
        inner
    )
    return is_plain and len({term_id for one in named if one for term_id in one.term_ids}) > 1


def _is_named(column: Column, facet: Facet) -> bool:
    return any(term.facet is facet for head in column.heads for term in find_terms(head))


def _without_counts(found: Sequence[_Found]) -> list[_Found]:
    """Leave out columns of whole numbers whose head names no metric: layers, channels, pixels."""
    fractional = {item.column.index for item in found if "." in item.value.printed}
    return [
        item
        for item in found
        if item.column.index in fractional
        or (item.reading.metric_source is not None and item.reading.metric_source <= Source.LABEL)
    ]


def _passages(
    column: Column, labels: Sequence[str], groups: Sequence[str], outside: Sequence[Passage]
) -> tuple[Passage, ...]:
    return (
        *(Passage(Source.HEAD, without_citations(text)) for text in reversed(column.heads)),
        *(Passage(Source.LABEL, text) for text in labels),
        *(Passage(Source.GROUP, text) for text in reversed(groups)),
        *outside,
    )


def _model_names(found: Sequence[_Found], main: str) -> list[str]:
    """Model names, made distinct within each column."""
    named: dict[int, str] = {}
    columns: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, item in enumerate(found):
        columns[item.column.index, item.reading.benchmark.benchmark_id].append(index)
    for indices in columns.values():
        plain = [
            (
                model_name(item.row, item.column, item.reading.metric_source is Source.LABEL, main),
                item.row,
            )
            for item in (found[i] for i in indices)
        ]
        named.update(zip(indices, distinguished(plain), strict=True))
    return [named[index] for index in range(len(found))]


def _directions(found: Sequence[_Found]) -> dict[tuple[int, str], tuple[bool, bool]]:
    """Tell for each column and benchmark whether its values are errors, and whether the paper says so.

    What heads and labels say is believed. What is said farther away is often on other numbers: values that
    contradict it are believed instead; a caption that speaks of errors is contradicted only by a whole table.
    """
    values: dict[tuple[int, str], list[_Found]] = defaultdict(list)
    for item in found:
        values[item.column.index, item.reading.benchmark.benchmark_id].append(item)
    lowest: dict[str, float] = {}
    for item in found:
        benchmark_id = item.reading.benchmark.benchmark_id
        lowest[benchmark_id] = min(item.value.value, lowest.get(benchmark_id, item.value.value))
    directions = {}
    for key, items in values.items():
        reading = items[0].reading
        looks_like_error = 1.0 < max(item.value.value for item in items) < 50.0
        is_near = reading.direction_source is None or reading.direction_source <= Source.GROUP
        is_contradicted = reading.is_error is not None and reading.is_error != looks_like_error
        if reading.is_error and reading.direction_source is Source.CAPTION:
            # Small models err on more than half of the examples: one column alone tells little.
            is_contradicted = is_contradicted and lowest[reading.benchmark.benchmark_id] >= 50.0
        if reading.is_error is None or (is_contradicted and not is_near):
            directions[key] = looks_like_error, False
        else:
            directions[key] = reading.is_error, True
    return directions


def _scales(found: Sequence[_Found]) -> dict[tuple[int, str], float]:
    """100 for columns of fractions, 1 for columns of percentages."""
    largest: dict[tuple[int, str], float] = defaultdict(float)
    for item in found:
        key = item.column.index, item.reading.benchmark.benchmark_id
        largest[key] = max(largest[key], item.value.value)
    return {key: 100.0 if value <= 1.0 else 1.0 for key, value in largest.items()}


def _evidence(document: Document, view: TableView, item: _Found) -> Evidence:
    table = view.table
    cell = view.cells.get((item.row.index, item.column.index))
    box = cell.box if cell else None
    quote = " | ".join(
        [" ".join(label.text for label in item.row.labels), item.column.head, cell.text if cell else ""]
    )
    return Evidence(
        quote=quote,
        page=box.page if box else table.place.page,
        anchor=table.place.anchor,
        section=document.section_title(table.section),
        table_label=table.label,
        row=item.row.index,
        column=item.column.index,
        box=box or table.place.box,
    )
