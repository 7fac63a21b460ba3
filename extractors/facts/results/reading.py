"""Which benchmark a number is for, by what its heads, labels, caption and section say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from extractors.catalog.benchmarks import Benchmark, benchmarks
from extractors.catalog.terms import Facet, Term, find_terms, is_training_data, task_of_metric, terms_of
from extractors.facts.results.context import Passage, Said, Source, said, tested_terms

_DIRECTIONS = ("accuracy", "error")
_SCORES_ONLY = frozenset({"ap", "box_ap", "mask_ap", "keypoint_ap", "bleu", "em", "f1"})
_CAPTION_TOPIC = 70
"""Letters of a caption that say what its table is about."""
_CHANGE_OF = re.compile(
    r"\b(?:increase|decrease|drop|loss|change|degradation|reduction|gain|improvement)s?\s(?:of|in)\s"
    r"(?:the\s)?(?:[\w-]+\s){0,2}(?:error|accuracy|AP|BLEU|F1)\b",
    re.IGNORECASE,
)
"""``Increase of top-5 error``: what a caption says first is what its numbers are."""
_VARIED = re.compile(
    r"\b(?:effects?|impact|influence|role|choice|ablat\w+|variants?|different)\b[^.]*\Z", re.IGNORECASE
)
_CHANGES_A_PART = re.compile(
    r"(?:\A|\band\s)(?:increas(?:e|ed|ing)|decreas(?:e|ed|ing)|reduc(?:e|ed|ing))\s(?!(?:in|of|over|from|by|vs)\b)[a-z]",
    re.IGNORECASE,
)
_BETWEEN_VALUES = re.compile(r"\s?[/|]\s?")
_UNTRAINED = frozenset({"linear_probe", "zero_shot", "few_shot", "knn"})
_CORRUPTED = "corrupted"
_MOST_OTHER_WORDS = 14
"""Letters a row label may hold beside the name of a metric and still be taken for a row of that metric."""


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
    direction_source: Source | None
    """Where that was read; None where nothing says it, or the metric implies it."""
    split: str
    dataset_source: Source
    metric_source: Source | None
    """None where no metric is named and the data set implies it."""
    is_implied: bool
    """True when the metric named is a general one, such as accuracy."""
    objections: frozenset[Objection] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Which of the values in its cell a number is: ``76.3`` in ``76.3/93.1`` is the first of two."""

    index: int = 0
    count: int = 1

    def pick(self, term_ids: Sequence[str]) -> str | None:
        """Return the term for this place when there is one for each value of the cell."""
        return term_ids[self.index] if self.count > 1 and len(term_ids) == self.count else None


def readings(passages: Sequence[Passage], place: Place = Place()) -> tuple[Reading, ...]:
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
    metric = _metric(passages, place)
    general: set[Objection] = set()
    if _is_no_result(passages) or _is_cost_in_cell(passages, place):
        general.add(Objection.COST_OR_DIFFERENCE)
    if metric is None:
        general.add(Objection.SEVERAL_METRICS)
        metric = _Metric("", None)
    elif _is_setting(metric, passages):
        general.add(Objection.SETTINGS)
    dataset = _dataset(passages, metric)
    if dataset is None:
        general.add(Objection.TWO_DATA_SETS)
    is_ordered = place.count == 2 and not metric.term_id
    is_open = Objection.SEVERAL_METRICS in general or place.count > 1
    fitting = [b for b in benchmarks() if b.dataset in named and _may_count(metric, b, is_open=is_open)]
    nearest = _dataset_ids(dataset, place) if dataset else ()
    of_nearest = {b for b in fitting if b.dataset in nearest and _is_part(b, passages, place)}
    of_task = _of_task(of_nearest, metric, passages, _reach(dataset, metric))
    found = []
    for benchmark in fitting:
        source = named[benchmark.dataset]
        objections = set(general)
        if not _counts(metric.term_id, benchmark) and not (is_ordered and _has_order(benchmark)):
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
        if metric.source is None and source > Source.CAPTION:
            objections.add(Objection.FAR_AND_UNSAID)
        known = max(source, metric.source or Source.HEAD, Source.CAPTION)
        if regime := _regime(benchmark, passages, known, is_told=source <= Source.LABEL):
            objections.add(regime)
        # Farther away, splits are those of other experiments unless they are named with the data set.
        near = [*_up_to(passages, Source.REFERENCE), *([dataset.passage] if dataset else [])]
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
                objections=frozenset(objections),
            )
        )
    return tuple(found)


def _named_datasets(passages: Sequence[Passage]) -> dict[str, Source]:
    """The data sets of benchmarks that passages name, and the closest source of each."""
    named: dict[str, Source] = {}
    for passage in passages:
        for dataset_id in _benchmark_datasets(passage.text):
            named.setdefault(dataset_id, passage.source)
    return named


@lru_cache(maxsize=4096)
def _benchmark_datasets(text: str) -> tuple[str, ...]:
    known = {benchmark.dataset for benchmark in benchmarks()}
    terms = (term.term_id for term in tested_terms(text) if term.facet is Facet.DATASET)
    return tuple(dataset_id for dataset_id in terms if dataset_id in known)


def _may_count(metric: _Metric, benchmark: Benchmark, *, is_open: bool) -> bool:
    """False where the metric named is surely another; where none or several are, it may be any."""
    return _counts(metric.term_id, benchmark) or (is_open and metric.term_id in ("", "accuracy"))


def _has_order(benchmark: Benchmark) -> bool:
    """True for benchmarks of which two values in a cell are told apart by their order."""
    return bool(benchmark.never_above) or any(benchmark.benchmark_id == b.never_above for b in benchmarks())


def _reach(dataset: Said | None, metric: _Metric) -> Source:
    """How far tasks are looked for: to a head without metric, as far as the caption."""
    if dataset is None:
        return Source.CAPTION
    is_bare_head = metric.source is None and dataset.source is Source.HEAD
    return Source.CAPTION if is_bare_head else dataset.source


@dataclass(frozen=True, slots=True)
class _Metric:
    term_id: str
    """Empty when none is named."""
    source: Source | None


def _is_no_result(passages: Sequence[Passage]) -> bool:
    """True when head or label say it is a cost, a difference or a score of something else."""
    passages = [p for p in passages if p.source is not Source.LABEL or not _changes_a_part(p.text)]
    labels = (passage.text for passage in passages if passage.source is Source.LABEL)
    if any(
        _is_quantity(text) and any(not _is_in_name(text, term) for term in terms_of(text, Facet.DIFFERENCE))
        for text in labels
        if not text.lstrip().startswith("+")
    ):
        return True
    captions = (passage.text[:_CAPTION_TOPIC] for passage in passages if passage.source is Source.CAPTION)
    if any(_CHANGE_OF.search(text) for text in captions):
        return True
    for passage in passages:
        if passage.source > Source.LABEL or (
            passage.source is Source.LABEL and not _is_quantity(passage.text)
        ):
            continue
        facets = [term.facet for term in find_terms(passage.text) if not _is_in_name(passage.text, term)]
        if Facet.DIFFERENCE in facets:
            return True
        if Facet.METRIC in facets:
            return False
        if Facet.COST in facets:
            return True
    return False


def _changes_a_part(label: str) -> bool:
    """True for ``increase width``: what was done to the model is no difference of results."""
    return _CHANGES_A_PART.search(label) is not None and not terms_of(label, Facet.METRIC)


def _is_cost_in_cell(passages: Sequence[Passage], place: Place) -> bool:
    """True for the second of two values under ``Top-1 / GFLOPs``."""
    heads = (_BETWEEN_VALUES.split(passage.text) for passage in passages if passage.source is Source.HEAD)
    parts = next((parts for parts in heads if len(parts) == place.count > 1), None)
    facets = {term.facet for term in find_terms(parts[place.index])} if parts else set()
    return Facet.COST in facets and Facet.METRIC not in facets


def _is_in_name(label: str, term: Term) -> bool:
    """True for the end of a name: ``WeftNet-GAP`` is no gap."""
    return term.facet is Facet.DIFFERENCE and re.search(r"\w[-_]\Z", label[: term.start]) is not None


def _is_setting(metric: _Metric, passages: Sequence[Passage]) -> bool:
    """True where no head or label names a metric and the caption begins with hyper-parameters."""
    if metric.source is not None and metric.source <= Source.GROUP:
        return False
    captions = (passage.text[:_CAPTION_TOPIC] for passage in passages if passage.source is Source.CAPTION)
    return any(term.term_id == "settings" for text in captions for term in terms_of(text, Facet.COST))


def _is_quantity(label: str) -> bool:
    """True when a row label names a metric or a cost and little else."""
    terms = [term for term in find_terms(label) if term.facet in (Facet.METRIC, Facet.COST, Facet.DIFFERENCE)]
    if not terms:
        return False
    named = sum(term.end - term.start for term in find_terms(label))
    return sum(character.isalpha() for character in label) - named <= _MOST_OTHER_WORDS - len(terms)


def _metric(passages: Sequence[Passage], place: Place) -> _Metric | None:
    """The metric of the closest passage that names one; None where it names several to choose from."""
    general: _Metric | None = None
    for passage in passages:
        if passage.source > Source.REFERENCE:
            break
        if passage.source in (Source.LABEL, Source.GROUP) and not _is_quantity(passage.text):
            continue
        terms = (term for term in tested_terms(passage.text) if term.facet is Facet.METRIC)
        named = [term.term_id for term in terms if not _is_varied(passage, term)]
        if not named or (passage.source is Source.HEAD and _is_initial(passage, passages)):
            continue
        specific = [term_id for term_id in named if term_id not in _DIRECTIONS]
        if not specific:
            general = general or _Metric("accuracy", passage.source)
            if passage.source is Source.HEAD:
                continue
            break
        if general and passage.source > Source.CAPTION:
            break
        picked = place.pick(specific) or (specific[0] if len(set(specific)) == 1 else None)
        if picked is None and place.count == 1 and general is None:
            return None
        return _Metric(picked, passage.source) if picked else general
    return general or _Metric("", None)


def _is_varied(passage: Passage, metric: Term) -> bool:
    """True for the loss that a table tries variants of: ``Effect of the prediction loss``."""
    is_far = passage.source >= Source.CAPTION and metric.term_id == "other"
    return is_far and _VARIED.search(passage.text, 0, metric.start) is not None


def _is_initial(head: Passage, passages: Sequence[Passage]) -> bool:
    """True for the ``F`` of flipped images below ``AP``: a letter under another metric names none."""
    others = (p.text for p in passages if p.source is Source.HEAD and p is not head)
    return len(head.text) == 1 and any(terms_of(text, Facet.METRIC) for text in others)


def _dataset(passages: Sequence[Passage], metric: _Metric) -> Said | None:
    """Return what the closest passage names as data set; None where head and label name two.

    One of the two is what models were trained on first, and which one heads do not tell.

    A row label that names a benchmark's data set beside a metric nobody reports on it, such as ``ImageNet``
    in a column of box AP, says what the model was trained on.
    """
    dataset = said(passages, Facet.DATASET)
    if dataset is not None and dataset.source is Source.HEAD:
        label = said([p for p in passages if p.source is Source.LABEL and _is_topic(p.text)], Facet.DATASET)
        return dataset if label is None or set(label.term_ids) == set(dataset.term_ids) else None
    if dataset is None or dataset.source is Source.HEAD or metric.term_id in ("", "accuracy"):
        return dataset
    return next((one for one in _all_said(passages, Facet.DATASET) if _may_be_tested(one, metric)), dataset)


def _all_said(passages: Sequence[Passage], facet: Facet) -> Iterator[Said]:
    return (one for passage in passages if (one := said((passage,), facet)))


def _may_be_tested(dataset: Said, metric: _Metric) -> bool:
    """False for data sets of benchmarks none of which has the metric, and for those that models are only trained on."""
    # Far away, ``58.5 mIoU on ADE20K`` is not about a column of box AP either.
    known = [b for b in benchmarks() if b.dataset in dataset.term_ids]
    if known:
        return any(_counts(metric.term_id, b) for b in known)
    if dataset.source >= Source.SECTION and _is_on_other_metric(dataset.passage.text, metric):
        return False
    return not all(map(is_training_data, dataset.term_ids))


def _is_on_other_metric(text: str, metric: _Metric) -> bool:
    """True where a text names metrics, and none that a benchmark of the metric has."""
    counting = [b for b in benchmarks() if _counts(metric.term_id, b)]
    named = {term.term_id for term in tested_terms(text) if term.facet is Facet.METRIC} - {*_DIRECTIONS}
    return bool(named) and not any(_counts(one, b) for one in named for b in counting)


def _is_topic(label: str) -> bool:
    """True for a label that names a data set and little else."""
    named = sum(term.end - term.start for term in find_terms(label) if term.facet is Facet.DATASET)
    return sum(map(str.isalnum, label)) - named <= _MOST_OTHER_WORDS


def _counts(metric_id: str, benchmark: Benchmark) -> bool:
    return metric_id == benchmark.metric or metric_id in benchmark.implied_metrics


def _dataset_ids(dataset: Said, place: Place) -> tuple[str, ...]:
    picked = place.pick(dataset.term_ids)
    return (picked,) if picked else dataset.term_ids


def _is_part(benchmark: Benchmark, passages: Sequence[Passage], place: Place) -> bool:
    if not benchmark.part and not benchmark.excluded_parts:
        return True
    parts = said(_up_to(passages, Source.PAPER if benchmark.part else Source.CAPTION), Facet.PART)
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
    found: Collection[Benchmark], metric: _Metric, passages: Sequence[Passage], dataset: Source
) -> Collection[Benchmark]:
    """Return the benchmarks but those whose task is not the one the closest passage speaks of.

    Where data set and metric leave one task only, passages farther away than the data set do not count,
    except to a head that names nothing else.
    """
    if task_of_metric(metric.term_id):
        return found
    farthest = Source.PAPER if len({b.task for b in found}) > 1 else min(dataset, Source.REFERENCE)
    for passage in _up_to(passages, farthest):
        tasks = _tasks(passage)
        if tasks and not _lists_datasets(passage, found):
            found = [b for b in found if b.task in tasks]
            break
    if len(found) > 1:
        return [b for b in found if b.is_default_task] or found
    return found


def _lists_datasets(passage: Passage, found: Collection[Benchmark]) -> bool:
    """True where a text names data sets of benchmarks among others: a task in such a list is of another column."""
    named = {term.term_id for term in tested_terms(passage.text) if term.facet is Facet.DATASET}
    return len(named) > 1 and any(b.dataset in named for b in found) and passage.source is Source.CAPTION


def _tasks(passage: Passage) -> set[str]:
    """The tasks a passage names, be it by a metric of one task alone, such as ``mask`` above ``AP``."""
    terms = tested_terms(passage.text)
    by_metric = {task_of_metric(term.term_id) for term in terms if term.facet is Facet.METRIC} - {""}
    return by_metric | {term.term_id for term in terms if term.facet is Facet.TASK}


def _regime(
    benchmark: Benchmark, passages: Sequence[Passage], known: Source, *, is_told: bool
) -> Objection | None:
    """Return what the closest passage that says how the model met the task objects.

    Of sentences farther away than data set and metric only those on untrained models count: other remarks in
    them, such as on noisy labels, are on other experiments. A caption that speaks of attacks above columns that name
    data sets (`is_told`) may be on what models are trained with.
    """
    regimes = said(_up_to(passages, Source.REFERENCE), Facet.REGIME)
    if regimes is None or set(regimes.term_ids) & set(benchmark.allowed_regimes):
        return None
    named = set(regimes.term_ids)
    if "finetuned" in named:
        return Objection.REGIME_UNCLEAR if named & _UNTRAINED else None
    if named == {_CORRUPTED} and is_told and regimes.source is Source.CAPTION:
        return Objection.PERHAPS_CORRUPTED
    return Objection.OTHER_REGIME if regimes.source <= known or named & _UNTRAINED else None


def _is_split(benchmark: Benchmark, split: Said | None) -> bool:
    """False for scores on training data, and on splits that the benchmark does not count."""
    return split is None or not set(split.term_ids) <= {"train", *benchmark.excluded_splits}


def _split(split: Said | None, place: Place) -> str:
    if split is None:
        return ""
    picked = place.pick(split.term_ids)
    if picked:
        return picked
    return split.term_ids[0] if len(split.term_ids) == 1 else ""


def _direction(passages: Sequence[Passage], benchmark: Benchmark) -> tuple[bool | None, Source | None]:
    """Whether the number is an error, by what the closest passage says, and where it says so."""
    if benchmark.metric in _SCORES_ONLY:
        return False, None
    if benchmark.metric == "wer":
        return True, None
    for passage in passages:
        if passage.source > Source.SECTION:
            break
        named = said((passage,), Facet.METRIC)
        directions = {term_id for term_id in named.term_ids if term_id in _DIRECTIONS} if named else set()
        if len(directions) == 1:
            return directions == {"error"}, passage.source
        if directions and passage.source is Source.CAPTION:
            # What a caption speaks of first is what its table is about; the rest are remarks.
            terms = (term.term_id for term in find_terms(passage.text))
            return next(term_id for term_id in terms if term_id in _DIRECTIONS) == "error", passage.source
    return None, None


def _up_to(passages: Sequence[Passage], farthest: Source) -> list[Passage]:
    return [passage for passage in passages if passage.source <= farthest]
