"""Which benchmark a number is for, by what its heads, labels, caption and section say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.catalog.benchmarks import Benchmark, benchmarks
from extractors.catalog.terms import Facet, find_terms, is_training_data, terms_of
from extractors.facts.results.context_terms import ContextPassage, NearestMention, TermSource, nearest_mention
from extractors.facts.results.metrics import (
    DIRECTIONS,
    FIRST,
    Metric,
    ValuePosition,
    counts,
    is_cost_in_cell,
    is_no_result,
    is_setting,
    metric_of,
)
from extractors.facts.results.objections import Objection
from extractors.facts.results.tested_data import (
    dataset_of,
    is_part,
    named_datasets,
    of_task,
    up_to,
    with_metric,
)

_SCORES_ONLY = frozenset({"ap", "box_ap", "mask_ap", "keypoint_ap", "bleu", "em", "f1"})
_UNTRAINED = frozenset({"linear_probe", "zero_shot", "few_shot", "knn"})
_CORRUPTED = "corrupted"


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


def readings(
    passages: Sequence[ContextPassage], place: ValuePosition = FIRST, elsewhere: Collection[str] = ()
) -> tuple[Reading, ...]:
    """Tell which benchmarks a number may belong to.

    Args:
        passages: The texts about the number, the closest first: column heads from the innermost, row labels,
            group labels, then what stands outside the grid.
        place: The number's place in its cell.
        elsewhere: The data sets that other columns are headed by.

    Returns:
        One reading for each benchmark whose data set is named anywhere and whose metric none contradicts, with what
        speaks against it.
    """
    about = _Surroundings(passages, place, elsewhere)
    return tuple(_reading(about, benchmark) for benchmark in about.fitting) if about.named else ()


@dataclass(frozen=True)
class _Surroundings:
    """What the texts about a number say, whichever benchmark it may be of."""

    passages: Sequence[ContextPassage]
    place: ValuePosition
    elsewhere: Collection[str]
    """The data sets that other columns are headed by."""

    @cached_property
    def named(self) -> Mapping[str, TermSource]:
        """The data sets of benchmarks that are named, and the closest source of each."""
        return named_datasets(self.passages)

    @cached_property
    def metric(self) -> Metric:
        """The metric, with an empty id where none or several are named."""
        return self._metric or Metric("", None)

    @cached_property
    def _metric(self) -> Metric | None:
        return metric_of(self.passages, self.place)

    @cached_property
    def dataset(self) -> NearestMention | None:
        """What the closest passage names as data set; None where head and label name two."""
        return dataset_of(self.passages, self.metric)

    @cached_property
    def nearest(self) -> tuple[str, ...]:
        """The data sets of that passage, one where there is one for each value of the cell.

        Variants of others in a caption that head columns of their own are not what a column headed by a metric is on.
        """
        if self.dataset is None:
            return ()
        picked = self.place.pick(self.dataset.term_ids)
        if picked:
            return (picked,)
        # What a caption says of the metric completes a head, ``Acc.``, and is else on other columns, too.
        near = up_to(self.passages, TermSource.LABEL)
        is_headed = any(terms_of(passage.text, Facet.METRIC) for passage in near)
        named = with_metric(self.dataset.term_ids, self.metric) if is_headed else self.dataset.term_ids
        if self.dataset.source is not TermSource.CAPTION or self.metric.source is not TermSource.HEAD:
            return named
        variants = {f"{dataset}_other" for dataset in named}
        return tuple(dataset for dataset in named if dataset not in variants.intersection(self.elsewhere))

    @cached_property
    def split(self) -> NearestMention | None:
        """The split: farther away than the table, it is that of other experiments unless named with the data set."""
        near = up_to(self.passages, TermSource.REFERENCE)
        return nearest_mention([*near, self.dataset.passage] if self.dataset else near, Facet.SPLIT)

    @cached_property
    def in_head_or_label(self) -> frozenset[str]:
        """The terms that heads and labels name."""
        near = up_to(self.passages, TermSource.LABEL)
        return frozenset(term.term_id for passage in near for term in find_terms(passage.text))

    @cached_property
    def fitting(self) -> Sequence[Benchmark]:
        """The benchmarks whose data set is named and whose metric no other contradicts."""
        is_open = self._metric is None or self.place.count > 1
        return [
            benchmark
            for benchmark in benchmarks()
            if benchmark.dataset in self.named and _may_count(self.metric, benchmark, is_open=is_open)
        ]

    @cached_property
    def of_nearest(self) -> Collection[Benchmark]:
        """Those of them on the data set named nearest and on the part of it."""
        return {b for b in self.fitting if b.dataset in self.nearest and self.is_part(b)}

    @cached_property
    def of_task(self) -> Collection[Benchmark]:
        """Those of them with the task that the closest passage speaks of."""
        return of_task(self.of_nearest, self.metric, self.passages, self.dataset)

    def is_part(self, benchmark: Benchmark) -> bool:
        """Tell whether the number is on the part of the data set that a benchmark is on."""
        return is_part(benchmark, self.passages, self.place)

    @cached_property
    def objections(self) -> frozenset[Objection]:
        """What speaks against the number being a result of any benchmark."""
        cases = {
            Objection.COST_OR_DIFFERENCE: is_no_result(self.passages)
            or is_cost_in_cell(self.passages, self.place),
            Objection.SEVERAL_METRICS: self._metric is None,
            Objection.SETTINGS: self._metric is not None and is_setting(self.metric, self.passages),
            Objection.TWO_DATA_SETS: self.dataset is None,
        }
        return frozenset(objection for objection, applies in cases.items() if applies)


def _reading(about: _Surroundings, benchmark: Benchmark) -> Reading:
    objections = {objection for check in _CHECKS if (objection := check(about, benchmark))}
    is_error, direction_source = _direction(about.passages, benchmark)
    return Reading(
        benchmark=benchmark,
        is_error=is_error,
        direction_source=direction_source,
        split=_split(about.split, about.place),
        dataset_source=about.named[benchmark.dataset],
        metric_source=about.metric.source,
        is_implied=about.metric.term_id != benchmark.metric,
        is_task_headed=benchmark.task in about.in_head_or_label,
        objections=about.objections | objections,
    )


def _check_metric(about: _Surroundings, benchmark: Benchmark) -> Objection | None:
    """Object where no metric is named and the data set implies none; two values may be told apart by their order."""
    is_ordered = about.place.count == 2 and not about.metric.term_id and _has_order(benchmark)
    is_told = counts(about.metric.term_id, benchmark) or is_ordered
    return None if is_told else Objection.NO_METRIC


def _check_dataset(about: _Surroundings, benchmark: Benchmark) -> Objection | None:
    if about.dataset and benchmark.dataset not in about.nearest:
        # Outside of heads such data are named nearest only where the text says that they were tested on.
        is_training = about.dataset.source is TermSource.HEAD and all(map(is_training_data, about.nearest))
        return Objection.TRAINING_DATA if is_training else Objection.OTHER_DATA_SET
    if len(about.nearest) > 1:
        is_variant = f"{benchmark.dataset}_other" in about.nearest
        return Objection.VARIANT if is_variant else Objection.SEVERAL_DATA_SETS
    return None


def _check_part_and_task(about: _Surroundings, benchmark: Benchmark) -> Objection | None:
    if not about.is_part(benchmark):
        return Objection.OTHER_PART
    is_of_other = benchmark in about.of_nearest and benchmark not in about.of_task
    return Objection.OTHER_TASK if is_of_other else None


def _check_distance(about: _Surroundings, benchmark: Benchmark) -> Objection | None:
    is_far = about.named[benchmark.dataset] > TermSource.CAPTION
    return Objection.FAR_AND_UNSAID if is_far and about.metric.source is None else None


def _check_regime(about: _Surroundings, benchmark: Benchmark) -> Objection | None:
    source = about.named[benchmark.dataset]
    known = max(source, about.metric.source or TermSource.HEAD, TermSource.CAPTION)
    objection = _regime(benchmark, about.passages, known, is_told=source <= TermSource.LABEL)
    # Attacks or noise that a caption speaks of are in the column headed by a variant, where there is one.
    has_variant = f"{benchmark.dataset}_other" in about.elsewhere
    return None if has_variant and objection is Objection.PERHAPS_CORRUPTED else objection


def _check_split(about: _Surroundings, benchmark: Benchmark) -> Objection | None:
    """Object to scores on training data, and on splits that the benchmark does not count."""
    uncounted = {"train", *benchmark.excluded_splits}
    return Objection.OTHER_SPLIT if about.split and set(about.split.term_ids) <= uncounted else None


_CHECKS = (
    _check_metric, _check_dataset, _check_part_and_task, _check_distance, _check_regime, _check_split,
)  # fmt: skip
"""Each tells what speaks against one benchmark; no two speak of the same thing, so their order does not matter."""


def _may_count(metric: Metric, benchmark: Benchmark, *, is_open: bool) -> bool:
    """False where the metric named is surely another; where none or several are, it may be any."""
    return counts(metric.term_id, benchmark) or (is_open and metric.term_id in ("", "accuracy"))


def _has_order(benchmark: Benchmark) -> bool:
    """True for benchmarks of which two values in a cell are told apart by their order."""
    return bool(benchmark.never_above) or any(benchmark.benchmark_id == b.never_above for b in benchmarks())


def _regime(
    benchmark: Benchmark, passages: Sequence[ContextPassage], known: TermSource, *, is_told: bool
) -> Objection | None:
    """Return the objection by how the model met the task, as the closest passage on that says.

    Of sentences farther away than data set and metric only those on untrained models count: other remarks in
    them, such as on noisy labels, are on other experiments. A caption that speaks of attacks above columns that name
    data sets (`is_told`) may be on what models are trained with.
    """
    regimes = nearest_mention(up_to(passages, TermSource.REFERENCE), Facet.REGIME)
    if regimes is None or set(regimes.term_ids) & set(benchmark.allowed_regimes):
        return None
    named = set(regimes.term_ids)
    if "finetuned" in named:
        return Objection.REGIME_UNCLEAR if named & _UNTRAINED else None
    if named == {_CORRUPTED} and is_told and regimes.source is TermSource.CAPTION:
        return Objection.PERHAPS_CORRUPTED
    return Objection.OTHER_REGIME if regimes.source <= known or named & _UNTRAINED else None


def _split(split: NearestMention | None, place: ValuePosition) -> str:
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
        named = nearest_mention((passage,), Facet.METRIC)
        directions = {term_id for term_id in named.term_ids if term_id in DIRECTIONS} if named else set()
        if len(directions) == 1:
            return directions == {"error"}, passage.source
        if directions and passage.source is TermSource.CAPTION:
            # What a caption speaks of first is what its table is about; the rest are remarks.
            terms = (term.term_id for term in find_terms(passage.text))
            return next(term_id for term_id in terms if term_id in DIRECTIONS) == "error", passage.source
    return None, None
