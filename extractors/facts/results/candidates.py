"""Every number of a table that may be a result, with the evidence for and against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.catalog.benchmarks import benchmarks
from extractors.catalog.terms import Facet, find_terms, needs_mention, terms_of
from extractors.facts.naming import looks_like_a_name
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.cell_readings import CellReading, cell_readings
from extractors.facts.results.context import PaperContext
from extractors.facts.results.context_terms import ContextPassage, TermSource, nearest_mention
from extractors.facts.results.cues import told_by_head
from extractors.facts.results.evidence import TableEvidence, of_reading, of_values
from extractors.facts.results.expected_weights import (
    BARE_FRACTIONS,
    FRACTIONS,
    IN_CAPTION_ALONE,
    OTHER_COLUMN,
    OTHER_MEASURE,
    RETRIEVAL,
    SETTINGS,
    UNKNOWN_IN_CAPTION,
)
from extractors.facts.results.metrics import ValuePosition
from extractors.facts.results.other_columns import is_named
from extractors.facts.results.paper_evidence import PaperEvidence
from extractors.facts.results.reading import Reading
from extractors.facts.results.series import ColumnSeries, is_headed_by_metric, series_of
from extractors.facts.results.values import PrintedValue
from extractors.facts.results.weighing import LEAST_PROBABILITY, Features, decision
from extractors.facts.table_view import Column, Row, TableView

_SETTINGS_OF_A_TABLE = 3
_ARROW = re.compile(r"(?:[↑↓⇑⇓⬆⬇]|\\(?:up|down)arrow)[\s)\]}$]*$")
_TOLD_BY_HEAD = frozenset({Facet.METRIC, Facet.DATASET, Facet.PART, Facet.COST, Facet.DIFFERENCE})


@dataclass(frozen=True, slots=True)
class ResultCandidate:
    """A number of a table that may be a result of a benchmark, with the evidence for and against."""

    row: Row
    column: Column
    place: ValuePosition
    value: PrintedValue
    """As printed."""
    score: float
    """The value in percent."""
    reading: Reading
    is_error: bool
    is_direction_stated: bool
    features: Features


def chosen(found: Sequence[ResultCandidate]) -> list[tuple[ResultCandidate, float]]:
    """Return the likeliest candidate of each number, where it is likely enough, with its probability."""
    best: dict[tuple[int, int, int], tuple[ResultCandidate, float]] = {}
    weighed = decision("table")
    for item in found:
        key = item.row.index, item.column.index, item.place.index
        probability = weighed.probability(item.features)
        if key not in best or probability > best[key][1]:
            best[key] = item, probability
    return [pair for pair in best.values() if pair[1] >= LEAST_PROBABILITY]


def candidates(
    view: TableView,
    outside: Sequence[ContextPassage],
    context: PaperContext,
    names: PaperNames,
    paper: PaperEvidence,
) -> list[ResultCandidate]:
    """Return every number of a table that may be a result, once for each benchmark it may be of."""
    found = [
        item
        for item in cell_readings(view, outside)
        if _is_spelled_out(item.reading.benchmark.dataset, context)
    ]
    if not found:
        return []
    collector = _EvidenceCollector(view, TableEvidence(view, outside, names), paper)
    complete = [candidate for series in series_of(found) for candidate in collector.candidates(series)]
    return sorted(complete, key=lambda c: (c.row.index, c.column.index, c.place.index))


class _EvidenceCollector:
    """Collects the evidence for and against each number of one table."""

    def __init__(self, view: TableView, evidence: TableEvidence, paper: PaperEvidence) -> None:
        self._evidence = evidence
        self._paper = paper
        self._lists_settings = _lists_settings(view)
        # Where heads name metrics or costs, what a head that names none stands for is open.
        self._names_measures = any(
            is_named(column, facet)
            for column in view.columns
            if column.label_kind is None
            for facet in (Facet.METRIC, Facet.COST)
        )

    def candidates(self, series: ColumnSeries) -> Iterator[ResultCandidate]:
        """Yield the numbers of a series that are plausible, with all features."""
        shared = self._shared(series)
        own: dict[tuple[object, ...], Features] = {}
        for item in series.items:
            score = round(item.value.value * series.scale, 6)
            if not item.reading.benchmark.is_plausible(score, series.is_error):
                continue
            if item.is_ordered_pair and _is_out_of_order(item, is_error=series.is_error):
                continue
            key = (item.column.heads, item.labels, item.groups, item.place)
            if key not in own:
                own[key] = self._own(item, series, shared)
            yield ResultCandidate(
                item.row,
                item.column,
                item.place,
                item.value,
                score,
                item.reading,
                series.is_error,
                series.is_direction_stated,
                {**shared, **own[key]},
            )

    def _shared(self, series: ColumnSeries) -> Features:
        """Return the features that hold for all numbers of a series."""
        reading, levels = series.reading, series.levels
        is_other_column = series.in_table.is_headed and reading.metric_source is not TermSource.HEAD
        return {
            FRACTIONS: float(series.is_fraction and series.is_beside_percents),
            OTHER_COLUMN: float(is_other_column),
            **self._evidence.outside(reading),
            **self._paper.of(reading.benchmark, told_by_head(reading)),
            **of_values(
                [item.value.value for item in levels],
                reading,
                is_error=series.is_error,
                printed=[item.value.printed for item in levels],
                scale=series.scale,
            ),
            # Numbers below a metric are results, even if each row is another setting.
            SETTINGS: float(self._lists_settings and not is_headed_by_metric(reading)),
        }

    def _own(self, item: CellReading, series: ColumnSeries, shared: Features) -> Features:
        """Return the features of a number that not all numbers of its series have."""
        near = self._evidence.of(item.column, item.labels, item.groups, item.reading)
        of_column = _column_objections(item, series)
        own = {**near, **of_reading(item.reading), **of_column}
        is_in_caption_alone = self._names_measures and IN_CAPTION_ALONE in own
        is_on_unknown = item.reading.dataset_source > TermSource.CAPTION and UNKNOWN_IN_CAPTION in shared
        if of_column or near[RETRIEVAL] or shared[SETTINGS] or is_in_caption_alone or is_on_unknown:
            own["no rule objects"] = 0.0
        return own


def _column_objections(item: CellReading, series: ColumnSeries) -> Features:
    """Return what speaks against a number by its column: a head that names too little, or values of another kind."""
    reading = item.reading
    features = {}
    if item.is_unrelated:
        features["a head without data set or metric beside heads that name them"] = 1.0
    if not _is_told(item):
        features["a data set of several metrics, and none is named"] = 1.0
    if series.is_count and (reading.metric_source is None or reading.metric_source > TermSource.LABEL):
        features["whole numbers under a head without metric"] = 1.0
    if series.is_fraction and reading.metric_source is None:
        # Scores are printed in percent but for few, whose heads say so: distances, correlations and losses are not.
        features[BARE_FRACTIONS] = 1.0
    if any(map(_measures_something_else, item.column.heads)):
        features[OTHER_MEASURE] = 1.0
    return features


def _measures_something_else(head: str) -> bool:
    """True for ``R² ↑``: an arrow says that higher is better of a measure the catalog does not know."""
    arrow = _ARROW.search(head)
    return arrow is not None and not any(term.facet in _TOLD_BY_HEAD for term in find_terms(head))


def _is_out_of_order(item: CellReading, *, is_error: bool) -> bool:
    """True where two values of one cell, of metrics of which one is never above the other, lie the other way round."""
    values = [other.value for other in item.others if other is not None]
    benchmark = item.reading.benchmark
    is_lower, is_upper = bool(benchmark.never_above), benchmark.benchmark_id in _uppers()
    if len(values) != 2 or values[0] == values[1] or not (is_lower or is_upper):
        return False
    return (item.value.value == min(values)) != (is_lower != is_error)


@cache
def _uppers() -> frozenset[str]:
    return frozenset(benchmark.never_above for benchmark in benchmarks())


def _lists_settings(view: TableView) -> bool:
    """True for a table whose rows are settings of training: learning rate, batch size, weight decay."""
    first = [row.labels[0].text for row in view.rows if row.labels]
    return sum(map(_is_setting_of_training, first)) >= _SETTINGS_OF_A_TABLE


def _is_setting_of_training(label: str) -> bool:
    """True for ``Learning rate``, not for a model with one: ``Base + reverse + dropout``."""
    named = [term for term in terms_of(label, Facet.SETTING) if term.term_id == "training"]
    letters = sum(map(str.isalpha, label))
    return 2 * sum(term.end - term.start for term in named) >= letters > 0


def _is_spelled_out(dataset_id: str, context: PaperContext) -> bool:
    return not needs_mention(dataset_id) or context.mentions(dataset_id)


def _is_told(item: CellReading) -> bool:
    """Return False for a column that names a data set of several metrics, and no metric, where that is not enough.

    It is enough beside columns on other data sets or tasks, under a head that names nothing more than a model or split.
    """
    reading = item.reading
    if reading.metric_source is not None or reading.dataset_source is not TermSource.HEAD:
        return True
    if sum(other.dataset == reading.benchmark.dataset for other in benchmarks()) == 1:
        return True
    heads = {head for column in item.row.columns if column.label_kind is None for head in column.heads}
    passages = [ContextPassage(TermSource.HEAD, head) for head in heads]
    named = [nearest_mention([one], facet) for one in passages for facet in (Facet.DATASET, Facet.TASK)]
    inner = item.column.heads[-1]
    is_plain = bool(terms_of(inner, Facet.DATASET) or terms_of(inner, Facet.SPLIT)) or looks_like_a_name(
        inner
    )
    return is_plain and len({term_id for one in named if one for term_id in one.term_ids}) > 1
