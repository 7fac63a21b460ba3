"""Every number of a table that may be a result, with the evidence for and against."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, product
from operator import attrgetter

from extractors.catalog.benchmarks import benchmarks
from extractors.catalog.terms import Facet, find_terms, needs_mention, terms_of
from extractors.facts.citations import without_citations
from extractors.facts.naming import PaperNames, looks_like_a_name
from extractors.facts.results.averages import averages
from extractors.facts.results.context import ContextPassage, PaperContext, TermSource, of_first_number, said
from extractors.facts.results.cues import told_by_head
from extractors.facts.results.distillation import columns_of_scores, score_behind
from extractors.facts.results.evidence import PaperEvidence, TableEvidence, of_reading, of_values
from extractors.facts.results.expected_weights import (
    BARE_FRACTIONS,
    FRACTIONS,
    IN_CAPTION_ALONE,
    OTHER_COLUMN,
    OTHER_MEASURE,
    RETRIEVAL,
    STRANGER,
)
from extractors.facts.results.metrics import ValuePosition
from extractors.facts.results.reading import Objection, Reading, readings
from extractors.facts.results.strangers import is_named, strange_columns
from extractors.facts.results.two_runs import prints_two_runs
from extractors.facts.results.values import PrintedValue, cell_values
from extractors.facts.results.weighing import LEAST_PROBABILITY, Features, decision
from extractors.facts.table_view import Column, LabelKind, Row, TableView

_SETTINGS_OF_A_TABLE = 3
_ENUMERATOR = re.compile(r"\(?[a-z]\)")
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
        item for item in _found(view, outside) if _is_spelled_out(item.reading.benchmark.dataset, context)
    ]
    if not found:
        return []
    evidence = TableEvidence(view, outside, names)
    lists_settings = _lists_settings(view)
    # Where heads name metrics or costs, what a head that names none stands for is open.
    tells_apart = any(
        is_named(column, facet)
        for column in view.columns
        if column.label_kind is None
        for facet in (Facet.METRIC, Facet.COST)
    )
    by_reading: dict[tuple[int, str], list[_Found]] = defaultdict(list)
    for item in found:
        by_reading[item.column.index, item.reading.benchmark.benchmark_id].append(item)
    directions = _directions(found)
    percents, headed = _company(found)
    complete: list[ResultCandidate] = []
    for (index, benchmark_id), items in by_reading.items():
        is_error, is_stated = directions[index, benchmark_id]
        levels = [
            item for item in items if Objection.COST_OR_DIFFERENCE not in item.reading.objections
        ] or items
        values = [item.value.value for item in levels]
        is_fraction = max(values) <= 1.0
        # Beside columns in percent a network that guesses is right in ``0.1`` percent.
        scale = 100.0 if is_fraction and benchmark_id not in percents else 1.0
        reading = items[0].reading
        # What a metric heads are results, be it of one setting after the other.
        is_headed = reading.metric_source is TermSource.HEAD and not reading.is_implied
        settings = {"rows are settings of training": float(lists_settings and not is_headed)}
        company = {
            FRACTIONS: float(is_fraction and benchmark_id in percents),
            OTHER_COLUMN: float(benchmark_id in headed and reading.metric_source is not TermSource.HEAD),
        }
        shared = {
            **company,
            **evidence.outside(items[0].reading),
            **paper.of(items[0].reading.benchmark, told_by_head(items[0].reading)),
            **of_values(
                values,
                items[0].reading,
                is_error=is_error,
                printed=[i.value.printed for i in levels],
                scale=scale,
            ),
            **settings,
        }
        cached: dict[tuple[object, ...], Features] = {}
        is_count = all("." not in item.value.printed for item in items)
        for item in items:
            score = round(item.value.value * scale, 6)
            if not item.reading.benchmark.is_plausible(score, is_error):
                continue
            if item.is_ordered_pair and _is_out_of_order(item, is_error=is_error):
                continue
            key = (item.column.heads, benchmark_id, item.labels, item.groups, item.place)
            if key not in cached:
                near = evidence.of(item.column, item.labels, item.groups, item.reading)
                old = _old_rules(item, is_count=is_count, is_fraction=is_fraction)
                own = {**near, **of_reading(item.reading), **old}
                if tells_apart and IN_CAPTION_ALONE in own:
                    own["no rule objects"] = 0.0
                is_on_stranger = item.reading.dataset_source > TermSource.CAPTION and STRANGER in shared
                is_objected = old or near[RETRIEVAL] or settings["rows are settings of training"]
                if is_objected or is_on_stranger:
                    own["no rule objects"] = 0.0
                cached[key] = {**shared, **own}
            complete.append(
                ResultCandidate(
                    item.row,
                    item.column,
                    item.place,
                    item.value,
                    score,
                    item.reading,
                    is_error,
                    is_stated,
                    cached[key],
                )
            )
    order = {id(item.row): number for number, item in enumerate(found)}
    return sorted(complete, key=lambda c: (c.row.index, c.column.index, c.place.index, order[id(c.row)]))


def _company(found: Iterable[_Found]) -> tuple[set[str], set[str]]:
    """The benchmarks of which some number is above one, and those whose metric heads a column."""
    percents, headed = set(), set()
    for item in found:
        reading = item.reading
        if item.value.value > 1.0:
            percents.add(reading.benchmark.benchmark_id)
        if reading.metric_source is TermSource.HEAD and not reading.is_implied and not reading.objections:
            headed.add(reading.benchmark.benchmark_id)
    return percents, headed


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with one of its readings, before the whole column has been looked at."""

    row: Row
    column: Column
    place: ValuePosition
    value: PrintedValue
    others: tuple[PrintedValue | None, ...]
    """All values of its cell."""
    labels: tuple[str, ...]
    """The labels of its row in which the catalog finds anything."""
    groups: tuple[str, ...]
    """Group labels and corner heads of its row."""
    reading: Reading
    is_stranger: bool

    @property
    def is_ordered_pair(self) -> bool:
        """True for one of two values in a cell whose metrics are not named: their order tells them apart."""
        return len(self.others) == 2 and self.reading.metric_source is None


def _old_rules(item: _Found, *, is_count: bool, is_fraction: bool) -> Features:
    reading = item.reading
    features = {}
    if item.is_stranger:
        features["a head without data set or metric beside heads that name them"] = 1.0
    if not _is_told(item):
        features["a data set of several metrics, and none is named"] = 1.0
    if is_count and (reading.metric_source is None or reading.metric_source > TermSource.LABEL):
        features["whole numbers under a head without metric"] = 1.0
    if is_fraction and reading.metric_source is None:
        # Scores are printed in percent but for few, whose heads say so: distances, correlations and losses are not.
        features[BARE_FRACTIONS] = 1.0
    if any(map(_measures_something_else, item.column.heads)):
        features[OTHER_MEASURE] = 1.0
    return features


def _measures_something_else(head: str) -> bool:
    """True for ``R² ↑``: an arrow says that higher is better of a measure the catalog does not know."""
    arrow = _ARROW.search(head)
    return arrow is not None and not any(term.facet in _TOLD_BY_HEAD for term in find_terms(head))


def _is_out_of_order(item: _Found, *, is_error: bool) -> bool:
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


def _found(view: TableView, outside: Sequence[ContextPassage]) -> Iterator[_Found]:
    known: dict[tuple[object, ...], tuple[Reading, ...]] = {}
    is_transposed = view.is_transposed
    has_costs = bool(terms_of(view.table.caption, Facet.COST))
    left_out = averages(view)
    for columns, rows in groupby(view.rows, key=attrgetter("columns")):
        scored = {c.index: c for c in columns_of_scores(columns)}
        of_values = [c for c in columns if c.label_kind is None and c.index not in left_out]
        headed = [] if is_transposed else [column for column in of_values if column.heads]
        strangers = strange_columns(headed, has_costs)
        doubled = {c.index for c in of_values if c.heads and prints_two_runs(c.heads[-1])}
        for row, column in product(rows, (*scored.values(), *of_values)):
            cell = view.cells.get((row.index, column.index))
            # A number that spans several rows or columns is one number.
            if cell is None or (cell.row, cell.column) != (row.index, column.index):
                continue
            if column.index in scored:
                values = score_behind(cell.text)
            else:
                values = cell_values(cell.text, has_two=column.index in doubled)
            if not values:
                continue
            labels = (
                label.text
                for label in reversed(row.labels_of(column.index))
                if label.kind is LabelKind.NAME and not _is_training_data(label.head)
            )
            telling = tuple(text for text in labels if _may_tell(text))
            groups = (*row.corners_of(column.index), *row.groups)
            for index, value in enumerate(values):
                if value is None:
                    continue
                place = ValuePosition(index, len(values))
                key = (column.heads, telling, groups, place)
                if key not in known:
                    known[key] = readings(_passages(column, telling, groups, outside), place)
                is_stranger = column.index in strangers
                for reading in known[key]:
                    yield _Found(
                        row,
                        column,
                        place,
                        value,
                        values,
                        telling,
                        groups,
                        reading,
                        is_stranger,
                    )


def _may_tell(label: str) -> bool:
    """True for a label in which the catalog finds anything, and not for the number of a row: ``(a)``."""
    return len(label) > 1 and not _ENUMERATOR.fullmatch(label) and bool(find_terms(label))


@lru_cache(maxsize=1024)
def _is_training_data(head: str) -> bool:
    """True for ``Init.`` and ``Pre-training data``: what stands below is not what is tested."""
    return any(term.term_id == "training_data" for term in terms_of(head, Facet.SETTING))


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


def _is_told(item: _Found) -> bool:
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
    named = [said([one], facet) for one in passages for facet in (Facet.DATASET, Facet.TASK)]
    inner = item.column.heads[-1]
    is_plain = bool(terms_of(inner, Facet.DATASET) or terms_of(inner, Facet.SPLIT)) or looks_like_a_name(
        inner
    )
    return is_plain and len({term_id for one in named if one for term_id in one.term_ids}) > 1


def _passages(
    column: Column, labels: Sequence[str], groups: Sequence[str], outside: Sequence[ContextPassage]
) -> tuple[ContextPassage, ...]:
    return (
        *(
            ContextPassage(TermSource.HEAD, of_first_number(without_citations(text)))
            for text in reversed(column.heads)
        ),
        *(ContextPassage(TermSource.LABEL, text) for text in labels),
        *(ContextPassage(TermSource.GROUP, text) for text in reversed(groups)),
        *outside,
    )


def _directions(found: Sequence[_Found]) -> dict[tuple[int, str], tuple[bool, bool]]:
    """Return for each column and benchmark whether its values are errors, and whether the paper says so.

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
        is_near = reading.direction_source is None or reading.direction_source <= TermSource.GROUP
        is_contradicted = reading.is_error is not None and reading.is_error != looks_like_error
        if reading.is_error and reading.direction_source is TermSource.CAPTION:
            # Small models err on more than half of the examples: one column alone tells little.
            is_contradicted = is_contradicted and lowest[reading.benchmark.benchmark_id] >= 50.0
        if reading.is_error is None or (is_contradicted and not is_near):
            directions[key] = looks_like_error, False
        else:
            directions[key] = reading.is_error, True
    return directions
