"""Which benchmark a number is for, by what its heads, labels, caption and section say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from extractors.catalog.benchmarks import Benchmark, benchmarks
from extractors.catalog.terms import Facet, find_terms, is_training_data, task_of_metric
from extractors.facts.results.context import ContextPassage, Said, TermSource, said, tested_terms
from extractors.facts.results.metrics import (
    DIRECTIONS,
    FIRST,
    MOST_OTHER_WORDS,
    Metric,
    ValuePosition,
    counts,
    is_cost_in_cell,
    is_no_result,
    is_setting,
    metric_of,
)

_SCORES_ONLY = frozenset({"ap", "box_ap", "mask_ap", "keypoint_ap", "bleu", "em", "f1"})
_UNTRAINED = frozenset({"linear_probe", "zero_shot", "few_shot", "knn"})
_CORRUPTED = "corrupted"


class Objection(StrEnum):
    """What speaks against a reading, in words."""

    COST_OR_DIFFERENCE = "head or label speaks of a cost or a difference"
    SETTINGS = "the caption speaks of settings"
    SEVERAL_METRICS = "several metrics are named"
    NO_METRIC = "no metric is named where one is needed"
    OTHER_DATA_SET = "another data set is named nearer"
    TRAINING_DATA = "data that models are trained on before is named nearer"
    TWO_DATA_SETS = "head and label name two data sets"
    SEVERAL_DATA_SETS = "other data sets are named in the same place"
    VARIANT = "a variant of the data set is named in the same place"
    OTHER_PART = "another part of the data set is named"
    OTHER_TASK = "another task is named nearer"
    OTHER_REGIME = "models are not trained on the task"
    PERHAPS_CORRUPTED = "the caption speaks of attacks or noise, and the head of the plain data set"
    REGIME_UNCLEAR = "models trained on the task and others are named in the same place"
    OTHER_SPLIT = "the split does not count"
    FAR_AND_UNSAID = "the data set is named far away and no metric at all"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number may be a result of, where that was read, and what speaks against it."""

    benchmark: Benchmark
    is_error: bool | None
    """None where nothing says it; the values decide then."""
    direction_source: TermSource | None
    """Where that was read; None where nothing says it, or the metric implies it."""
    split: str
    dataset_source: TermSource
    metric_source: TermSource | None
    """None where no metric is named and the data set implies it."""
    is_implied: bool
    """True when the metric named is a general one, such as accuracy."""
    is_task_headed: bool = False
    """True when a head or label names the task of the benchmark beside the metric: ``Cls`` over ``Acc.``."""
    objections: frozenset[Objection] = frozenset()


def readings(passages: Sequence[ContextPassage], place: ValuePosition = FIRST) -> tuple[Reading, ...]:
    """Tell which benchmarks a number may belong to.

    Args:
        passages: The texts about the number, the closest first: column heads from the innermost, row labels,
            group labels, then what stands outside the grid.
        place: The number's place in its cell.

    Returns:
        One reading for each benchmark whose data set is named anywhere and whose metric none contradicts, with what
        speaks against it.
    """
    named = _named_datasets(passages)
    if not named:
        return ()
    metric = metric_of(passages, place)
    general: set[Objection] = set()
    if is_no_result(passages) or is_cost_in_cell(passages, place):
        general.add(Objection.COST_OR_DIFFERENCE)
    if metric is None:
        general.add(Objection.SEVERAL_METRICS)
        metric = Metric("", None)
    elif is_setting(metric, passages):
        general.add(Objection.SETTINGS)
    dataset = _dataset(passages, metric)
    if dataset is None:
        general.add(Objection.TWO_DATA_SETS)
    is_ordered = place.count == 2 and not metric.term_id
    is_open = Objection.SEVERAL_METRICS in general or place.count > 1
    fitting = [b for b in benchmarks() if b.dataset in named and _may_count(metric, b, is_open=is_open)]
    nearest = _dataset_ids(dataset, place) if dataset else ()
    of_nearest = {b for b in fitting if b.dataset in nearest and _is_part(b, passages, place)}
    headed = {
        term.term_id for passage in _up_to(passages, TermSource.LABEL) for term in find_terms(passage.text)
    }
    of_task = _of_task(of_nearest, metric, passages, _reach(dataset, metric))
    found = []
    for benchmark in fitting:
        source = named[benchmark.dataset]
        objections = set(general)
        if not counts(metric.term_id, benchmark) and not (is_ordered and _has_order(benchmark)):
            objections.add(Objection.NO_METRIC)
        if dataset and benchmark.dataset not in nearest:
            is_training = all(map(is_training_data, nearest))
            objections.add(Objection.TRAINING_DATA if is_training else Objection.OTHER_DATA_SET)
        elif len(nearest) > 1:
            is_variant = f"{benchmark.dataset}_other" in nearest
            objections.add(Objection.VARIANT if is_variant else Objection.SEVERAL_DATA_SETS)
        if not _is_part(benchmark, passages, place):
            objections.add(Objection.OTHER_PART)
        elif benchmark in of_nearest and benchmark not in of_task:
            objections.add(Objection.OTHER_TASK)
        if metric.source is None and source > TermSource.CAPTION:
            objections.add(Objection.FAR_AND_UNSAID)
        known = max(source, metric.source or TermSource.HEAD, TermSource.CAPTION)
        if regime := _regime(benchmark, passages, known, is_told=source <= TermSource.LABEL):
            objections.add(regime)
        # Farther away, splits are those of other experiments unless they are named with the data set.
        near = [*_up_to(passages, TermSource.REFERENCE), *([dataset.passage] if dataset else [])]
        split = said(near, Facet.SPLIT)
        if not _is_split(benchmark, split):
            objections.add(Objection.OTHER_SPLIT)
        is_error, direction_source = _direction(passages, benchmark)
        found.append(
            Reading(
                benchmark=benchmark,
                is_error=is_error,
                direction_source=direction_source,
                split=_split(split, place),
                dataset_source=source,
                metric_source=metric.source,
                is_implied=metric.term_id != benchmark.metric,
                is_task_headed=benchmark.task in headed,
                objections=frozenset(objections),
            )
        )
    return tuple(found)


def _named_datasets(passages: Sequence[ContextPassage]) -> dict[str, TermSource]:
    """The data sets of benchmarks that passages name, and the closest source of each."""
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


def _may_count(metric: Metric, benchmark: Benchmark, *, is_open: bool) -> bool:
    """False where the metric named is surely another; where none or several are, it may be any."""
    return counts(metric.term_id, benchmark) or (is_open and metric.term_id in ("", "accuracy"))


def _has_order(benchmark: Benchmark) -> bool:
    """True for benchmarks of which two values in a cell are told apart by their order."""
    return bool(benchmark.never_above) or any(benchmark.benchmark_id == b.never_above for b in benchmarks())


def _reach(dataset: Said | None, metric: Metric) -> TermSource:
    """How far tasks are looked for: to a head without metric, as far as the caption."""
    if dataset is None:
        return TermSource.CAPTION
    is_bare_head = metric.source is None and dataset.source is TermSource.HEAD
    return TermSource.CAPTION if is_bare_head else dataset.source


def _dataset(passages: Sequence[ContextPassage], metric: Metric) -> Said | None:
    """Return what the closest passage names as data set; None where head and label name two.

    One of the two is what models were trained on first, and which one heads do not tell.

    A row label that names a benchmark's data set beside a metric nobody reports on it, such as ``ImageNet``
    in a column of box AP, says what the model was trained on.
    """
    dataset = said(passages, Facet.DATASET)
    if dataset is not None and dataset.source is TermSource.HEAD:
        label = said(
            [p for p in passages if p.source is TermSource.LABEL and _is_topic(p.text)], Facet.DATASET
        )
        return dataset if label is None or set(label.term_ids) == set(dataset.term_ids) else None
    if dataset is None or dataset.source is TermSource.HEAD or metric.term_id in ("", "accuracy"):
        return dataset
    return next((one for one in _all_said(passages, Facet.DATASET) if _may_be_tested(one, metric)), dataset)


def _all_said(passages: Sequence[ContextPassage], facet: Facet) -> Iterator[Said]:
    return (one for passage in passages if (one := said((passage,), facet)))


def _may_be_tested(dataset: Said, metric: Metric) -> bool:
    """False for data sets of benchmarks none of which has the metric, and for those that models are only trained on."""
    # Far away, ``58.5 mIoU on ADE20K`` is not about a column of box AP either.
    known = [b for b in benchmarks() if b.dataset in dataset.term_ids]
    if known:
        return any(counts(metric.term_id, b) for b in known)
    if dataset.source >= TermSource.SECTION and _is_on_other_metric(dataset.passage.text, metric):
        return False
    return not all(map(is_training_data, dataset.term_ids))


def _is_on_other_metric(text: str, metric: Metric) -> bool:
    """True where a text names metrics, and none that a benchmark of the metric has."""
    counting = [b for b in benchmarks() if counts(metric.term_id, b)]
    named = {term.term_id for term in tested_terms(text) if term.facet is Facet.METRIC} - {*DIRECTIONS}
    return bool(named) and not any(counts(one, b) for one in named for b in counting)


def _is_topic(label: str) -> bool:
    """True for a label that names a data set and little else."""
    named = sum(term.end - term.start for term in find_terms(label) if term.facet is Facet.DATASET)
    return sum(map(str.isalnum, label)) - named <= MOST_OTHER_WORDS


def _dataset_ids(dataset: Said, place: ValuePosition) -> tuple[str, ...]:
    picked = place.pick(dataset.term_ids)
    return (picked,) if picked else dataset.term_ids


def _is_part(benchmark: Benchmark, passages: Sequence[ContextPassage], place: ValuePosition) -> bool:
    if not benchmark.part and not benchmark.excluded_parts:
        return True
    parts = said(_up_to(passages, TermSource.PAPER if benchmark.part else TermSource.CAPTION), Facet.PART)
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


def _of_task(
    found: Collection[Benchmark], metric: Metric, passages: Sequence[ContextPassage], dataset: TermSource
) -> Collection[Benchmark]:
    """Return the benchmarks but those whose task is not the one the closest passage speaks of.

    Where data set and metric leave one task only, passages farther away than the data set do not count,
    except to a head that names nothing else.
    """
    if task_of_metric(metric.term_id):
        return found
    farthest = TermSource.PAPER if len({b.task for b in found}) > 1 else min(dataset, TermSource.REFERENCE)
    for passage in _up_to(passages, farthest):
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
    """The tasks a passage names, be it by a metric of one task alone, such as ``mask`` above ``AP``."""
    terms = tested_terms(passage.text)
    by_metric = {task_of_metric(term.term_id) for term in terms if term.facet is Facet.METRIC} - {""}
    return by_metric | {term.term_id for term in terms if term.facet is Facet.TASK}


def _regime(
    benchmark: Benchmark, passages: Sequence[ContextPassage], known: TermSource, *, is_told: bool
) -> Objection | None:
    """Return what the closest passage that says how the model met the task objects.

    Of sentences farther away than data set and metric only those on untrained models count: other remarks in
    them, such as on noisy labels, are on other experiments. A caption that speaks of attacks above columns that name
    data sets (`is_told`) may be on what models are trained with.
    """
    regimes = said(_up_to(passages, TermSource.REFERENCE), Facet.REGIME)
    if regimes is None or set(regimes.term_ids) & set(benchmark.allowed_regimes):
        return None
    named = set(regimes.term_ids)
    if "finetuned" in named:
        return Objection.REGIME_UNCLEAR if named & _UNTRAINED else None
    if named == {_CORRUPTED} and is_told and regimes.source is TermSource.CAPTION:
        return Objection.PERHAPS_CORRUPTED
    return Objection.OTHER_REGIME if regimes.source <= known or named & _UNTRAINED else None


def _is_split(benchmark: Benchmark, split: Said | None) -> bool:
    """False for scores on training data, and on splits that the benchmark does not count."""
    return split is None or not set(split.term_ids) <= {"train", *benchmark.excluded_splits}


def _split(split: Said | None, place: ValuePosition) -> str:
    if split is None:
        return ""
    picked = place.pick(split.term_ids)
    if picked:
        return picked
    return split.term_ids[0] if len(split.term_ids) == 1 else ""


def _direction(
    passages: Sequence[ContextPassage], benchmark: Benchmark
) -> tuple[bool | None, TermSource | None]:
    """Whether the number is an error, by what the closest passage says, and where it says so."""
    if benchmark.metric in _SCORES_ONLY:
        return False, None
    if benchmark.metric == "wer":
        return True, None
    for passage in passages:
        if passage.source > TermSource.SECTION:
            break
        named = said((passage,), Facet.METRIC)
        directions = {term_id for term_id in named.term_ids if term_id in DIRECTIONS} if named else set()
        if len(directions) == 1:
            return directions == {"error"}, passage.source
        if directions and passage.source is TermSource.CAPTION:
            # What a caption speaks of first is what its table is about; the rest are remarks.
            terms = (term.term_id for term in find_terms(passage.text))
            return next(term_id for term_id in terms if term_id in DIRECTIONS) == "error", passage.source
    return None, None


def _up_to(passages: Sequence[ContextPassage], farthest: TermSource) -> list[ContextPassage]:
    return [passage for passage in passages if passage.source <= farthest]
