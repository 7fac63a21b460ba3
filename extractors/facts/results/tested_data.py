"""What a number was measured on: the data set, the part of it and the task, by the texts about the number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from extractors.catalog.benchmarks import Benchmark, benchmarks
from extractors.catalog.terms import Facet, find_terms, task_of_metric
from extractors.facts.results.context_terms import (
    ContextPassage,
    NearestMention,
    TermSource,
    nearest_mention,
    tested_terms,
)
from extractors.facts.results.metrics import DIRECTIONS, MOST_OTHER_WORDS, Metric, ValuePosition, counts


def named_datasets(passages: Sequence[ContextPassage]) -> dict[str, TermSource]:
    """Return the data sets of benchmarks that passages name, and the closest source of each."""
    named: dict[str, TermSource] = {}
    for passage in passages:
        for dataset_id in _benchmark_datasets(passage.text):
            named.setdefault(dataset_id, passage.source)
    return named


@lru_cache(maxsize=4096)
def _benchmark_datasets(text: str) -> tuple[str, ...]:
    known = {benchmark.dataset for benchmark in benchmarks()}
    terms = (term.term_id for term in tested_terms(text) if term.facet is Facet.DATASET)
    return tuple(dataset_id for dataset_id in terms if dataset_id in known)


def dataset_of(passages: Sequence[ContextPassage], metric: Metric) -> NearestMention | None:
    """Return what the closest passage names as data set; None where head and label name two.

    Models were trained on one of the two first, and the heads do not say on which.

    A row label that names a benchmark's data set beside a metric nobody reports on it, such as ``ImageNet``
    in a column of box AP, says what the model was trained on.
    """
    dataset = nearest_mention(passages, Facet.DATASET)
    if dataset is not None and dataset.source is TermSource.HEAD:
        label = nearest_mention(
            [p for p in passages if p.source is TermSource.LABEL and _is_topic(p.text)], Facet.DATASET
        )
        return dataset if label is None or set(label.term_ids) == set(dataset.term_ids) else None
    if dataset is None or metric.term_id in ("", "accuracy"):
        return dataset
    named = (nearest_mention((passage,), Facet.DATASET) for passage in passages)
    return next((one for one in named if one and _may_be_tested(one, metric)), dataset)


def with_metric(dataset_ids: Sequence[str], metric: Metric) -> tuple[str, ...]:
    """Return those of several data sets on which a metric is reported, all where it is on none.

    ``AP`` below a caption on ImageNet and COCO is on COCO.
    """
    if not metric.term_id:
        return tuple(dataset_ids)
    others = {
        dataset
        for dataset in dataset_ids
        if (known := [b for b in benchmarks() if b.dataset == dataset])
        and not any(counts(metric.term_id, b) for b in known)
    }
    return tuple(one for one in dataset_ids if one not in others) or tuple(dataset_ids)


def _may_be_tested(dataset: NearestMention, metric: Metric) -> bool:
    """False for data sets of benchmarks none of which has the metric, and far away for others beside other metrics."""
    # Far away, ``58.5 mIoU on ADE20K`` is not about a column of box AP either.
    known = [b for b in benchmarks() if b.dataset in dataset.term_ids]
    if known:
        return any(counts(metric.term_id, b) for b in known)
    return dataset.source < TermSource.SECTION or not _is_on_other_metric(dataset.passage.text, metric)


def _is_on_other_metric(text: str, metric: Metric) -> bool:
    """True where a text names metrics, and none that a benchmark of the metric has."""
    counting = [b for b in benchmarks() if counts(metric.term_id, b)]
    named = {term.term_id for term in tested_terms(text) if term.facet is Facet.METRIC} - {*DIRECTIONS}
    return bool(named) and not any(counts(one, b) for one in named for b in counting)


def _is_topic(label: str) -> bool:
    """True for a label that names a data set and little else."""
    named = sum(term.end - term.start for term in find_terms(label) if term.facet is Facet.DATASET)
    return sum(map(str.isalnum, label)) - named <= MOST_OTHER_WORDS


def is_part(benchmark: Benchmark, passages: Sequence[ContextPassage], place: ValuePosition) -> bool:
    """Tell whether a number is on the part of the data set that a benchmark is on."""
    if not benchmark.part and not benchmark.excluded_parts:
        return True
    parts = nearest_mention(
        up_to(passages, TermSource.PAPER if benchmark.part else TermSource.CAPTION), Facet.PART
    )
    if benchmark.excluded_parts:
        return parts is None or not set(parts.term_ids) & set(benchmark.excluded_parts)
    if parts is None:
        return False
    picked = place.pick(parts.term_ids)
    wanted = {picked} if picked else {part for part in parts.term_ids if part in _parts_of(benchmark.dataset)}
    return wanted == {benchmark.part}


def _parts_of(dataset: str) -> frozenset[str]:
    known = {b.part for b in benchmarks() if b.dataset == dataset}
    return frozenset(known | {"other_pair", "other_libri"})


def of_task(
    found: Collection[Benchmark],
    metric: Metric,
    passages: Sequence[ContextPassage],
    dataset: NearestMention | None,
) -> Collection[Benchmark]:
    """Return the benchmarks but those whose task is not the one the closest passage speaks of.

    Where data set and metric leave one task only, passages farther away than the data set do not count,
    except to a head that names nothing else.
    """
    if task_of_metric(metric.term_id):
        return found
    farthest = (
        TermSource.PAPER
        if len({b.task for b in found}) > 1
        else min(_reach(dataset, metric), TermSource.REFERENCE)
    )
    for passage in up_to(passages, farthest):
        tasks = _tasks(passage)
        if tasks and not _lists_datasets(passage, found):
            found = [b for b in found if b.task in tasks]
            break
    if len(found) > 1:
        return [b for b in found if b.is_default_task] or found
    return found


def _lists_datasets(passage: ContextPassage, found: Collection[Benchmark]) -> bool:
    """True where a text names data sets of benchmarks among others: a task in such a list is of another column."""
    named = {term.term_id for term in tested_terms(passage.text) if term.facet is Facet.DATASET}
    return len(named) > 1 and any(b.dataset in named for b in found) and passage.source is TermSource.CAPTION


def _tasks(passage: ContextPassage) -> set[str]:
    """Return the tasks a passage names, also by a metric that belongs to one task: ``mask`` above ``AP``."""
    terms = tested_terms(passage.text)
    by_metric = {task_of_metric(term.term_id) for term in terms if term.facet is Facet.METRIC} - {""}
    return by_metric | {term.term_id for term in terms if term.facet is Facet.TASK}


def _reach(dataset: NearestMention | None, metric: Metric) -> TermSource:
    """Return how far tasks are looked for: to the data set, from a head without metric to the caption."""
    is_bare_head = metric.source is None and dataset is not None and dataset.source is TermSource.HEAD
    return TermSource.CAPTION if dataset is None or is_bare_head else dataset.source


def up_to(passages: Sequence[ContextPassage], farthest: TermSource) -> list[ContextPassage]:
    """Return the passages that are no farther away than a source."""
    return [passage for passage in passages if passage.source <= farthest]
