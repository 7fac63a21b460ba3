"""Which benchmark a number is for, by what its heads, labels, caption and section say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.catalog.benchmarks import Benchmark, benchmarks
from extractors.catalog.terms import Facet, find_terms, task_of_metric, terms_of
from extractors.facts.results.context import Passage, Said, Source, said, tested_terms

_DIRECTIONS = ("accuracy", "error")
_SCORES_ONLY = frozenset({"ap", "box_ap", "mask_ap", "keypoint_ap", "bleu", "em", "f1"})
_CAPTION_TOPIC = 70
"""Letters of a caption that say what its table is about."""
_UNTRAINED = frozenset({"linear_probe", "zero_shot", "few_shot", "knn"})
_MOST_OTHER_WORDS = 14
"""Letters a row label may hold beside the name of a metric and still be taken for a row of that metric."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number is a result of, and where that was read."""

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
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Which of the values in its cell a number is: ``76.3`` in ``76.3/93.1`` is the first of two."""

    index: int = 0
    count: int = 1

    def pick(self, term_ids: Sequence[str]) -> str | None:
        """Return the term for this place when there is one for each value of the cell."""
        return term_ids[self.index] if self.count > 1 and len(term_ids) == self.count else None


def read_number(passages: Sequence[Passage], place: Place = Place()) -> Reading | None:
    """Tell which benchmark a number belongs to.

    Args:
        passages: The texts about the number, the closest first: column heads from the innermost, row labels,
            group labels, then what stands outside the grid.
        place: The number's place in its cell.

    Returns:
        The reading, or None when it is no result of any benchmark, or it cannot be told of which.
    """
    if _is_no_result(passages):
        return None
    metric = _metric(passages, place)
    if metric is None or _is_setting(metric, passages):
        return None
    dataset = _dataset(passages, metric)
    if dataset is None:
        return None
    doubts: list[str] = []
    dataset_ids = _dataset_ids(dataset, place)
    if metric.source is None and dataset.source > Source.GROUP:
        return None
    found = [b for b in benchmarks() if b.dataset in dataset_ids and _counts(metric.term_id, b)]
    found = [b for b in found if _is_part(b, passages, place)]
    known = max(dataset.source, metric.source or Source.HEAD)
    is_bare_head = metric.source is None and dataset.source is Source.HEAD
    found = _of_task(found, metric, passages, Source.CAPTION if is_bare_head else dataset.source)
    found = [b for b in found if _is_regime(b, passages, max(known, Source.CAPTION))]
    # Farther away, splits are those of other experiments unless they are named with the data set.
    split = said((*_up_to(passages, Source.REFERENCE), dataset.passage), Facet.SPLIT)
    if len(found) != 1 or not _is_split(found[0], split):
        return None
    if len(dataset_ids) > 1:
        doubts.append("other data sets are named in the same place")
    is_error, direction_source = _direction(passages, found[0])
    return Reading(
        benchmark=found[0],
        is_error=is_error,
        direction_source=direction_source,
        split=_split(split, place),
        dataset_source=dataset.source,
        metric_source=metric.source,
        is_implied=metric.term_id != found[0].metric,
        doubts=tuple(doubts),
    )


@dataclass(frozen=True, slots=True)
class _Metric:
    term_id: str
    """Empty when none is named."""
    source: Source | None


def _is_no_result(passages: Sequence[Passage]) -> bool:
    """True when head or label say it is a cost, a difference or a score of something else."""
    for passage in passages:
        if passage.source > Source.LABEL or (
            passage.source is Source.LABEL and not _is_quantity(passage.text)
        ):
            continue
        facets = [term.facet for term in find_terms(passage.text)]
        if Facet.DIFFERENCE in facets:
            return True
        if Facet.METRIC in facets:
            return False
        if Facet.COST in facets:
            return True
    return False


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
        named = [term.term_id for term in tested_terms(passage.text) if term.facet is Facet.METRIC]
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


def _is_initial(head: Passage, passages: Sequence[Passage]) -> bool:
    """True for the ``F`` of flipped images below ``AP``: a letter under another metric names none."""
    others = (p.text for p in passages if p.source is Source.HEAD and p is not head)
    return len(head.text) == 1 and any(terms_of(text, Facet.METRIC) for text in others)


def _dataset(passages: Sequence[Passage], metric: _Metric) -> Said | None:
    """What the closest passage names as data set; None where head and label name two.

    One of the two is what models were trained on first, and which one heads do not tell.

    A row label that names a benchmark's data set beside a metric nobody reports on it, such as ``ImageNet``
    in a column of box AP, says what the model was trained on.
    """
    dataset = said(passages, Facet.DATASET)
    if dataset is not None and dataset.source is Source.HEAD:
        label = said([p for p in passages if p.source is Source.LABEL and _is_topic(p.text)], Facet.DATASET)
        return dataset if label is None or set(label.term_ids) == set(dataset.term_ids) else None
    if dataset is None or dataset.source is not Source.LABEL or not metric.term_id:
        return dataset
    known = [b for b in benchmarks() if b.dataset in dataset.term_ids]
    if known and not any(_counts(metric.term_id, b) for b in known):
        return said((p for p in passages if p.source is not Source.LABEL), Facet.DATASET)
    return dataset


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
    found: list[Benchmark], metric: _Metric, passages: Sequence[Passage], dataset: Source
) -> list[Benchmark]:
    """Leave out the benchmarks whose task is not the one the closest passage speaks of.

    Where data set and metric leave one task only, passages farther away than the data set do not count,
    except to a head that names nothing else.
    """
    if task_of_metric(metric.term_id):
        return found
    farthest = Source.PAPER if len({b.task for b in found}) > 1 else min(dataset, Source.REFERENCE)
    for passage in _up_to(passages, farthest):
        tasks = _tasks(passage)
        if tasks:
            found = [b for b in found if b.task in tasks]
            break
    if len(found) > 1:
        return [b for b in found if b.is_default_task] or found
    return found


def _tasks(passage: Passage) -> set[str]:
    """The tasks a passage names, be it by a metric of one task alone, such as ``mask`` above ``AP``."""
    terms = tested_terms(passage.text)
    by_metric = {task_of_metric(term.term_id) for term in terms if term.facet is Facet.METRIC} - {""}
    return by_metric | {term.term_id for term in terms if term.facet is Facet.TASK}


def _is_regime(benchmark: Benchmark, passages: Sequence[Passage], known: Source) -> bool:
    """False where the closest passage that says how the model met the task excludes it.

    Of sentences farther away than data set and metric only those on untrained models count: other remarks in
    them, such as on noisy labels, are on other experiments.
    """
    regimes = said(_up_to(passages, Source.REFERENCE), Facet.REGIME)
    if regimes is None or set(regimes.term_ids) & {"finetuned", *benchmark.allowed_regimes}:
        return True
    return regimes.source > known and not set(regimes.term_ids) & _UNTRAINED


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
