"""Families of benchmarks: which data their models are trained on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.catalog.benchmarks import (
    Benchmark,
    PretrainingSet,
    benchmarks,
    datasets,
    other_data_words,
    pretraining_sets,
    training_sets,
)
from extractors.catalog.terms import Facet, find_terms


@dataclass(frozen=True, slots=True)
class Family:
    """Benchmarks that are scored on models trained on the same data."""

    family_id: str
    benchmark_ids: tuple[str, ...]
    training_set_size: float
    """Training examples of the standard training set."""
    source: str
    words: frozenset[str]
    """Words by which a model name, a sentence or a heading shows that it is about this data."""
    usual_epochs: tuple[float, float] | None = None
    """The least and the most passes that models are trained for, None where that is not known."""


FAMILIES = tuple(
    Family(
        family_id=known.training_set_id,
        benchmark_ids=tuple(b.benchmark_id for b in benchmarks() if b.training_set == known.training_set_id),
        training_set_size=known.example_count,
        source=known.source,
        words=frozenset(known.words),
        usual_epochs=known.usual_epochs,
    )
    for known in training_sets()
)

OTHER_DATA_WORDS = other_data_words()
"""Words that show a statement to be about data of no family."""

OTHER_DATA = "other"
"""Stands for such data where a set of families is expected."""

_FAMILY_OF = {benchmark_id: family for family in FAMILIES for benchmark_id in family.benchmark_ids}
_FAMILY_BY_ID = {family.family_id: family for family in FAMILIES}


def family_of(benchmark_id: str) -> str:
    """Return the family of a benchmark; one whose training set the catalog lacks is a family of its own."""
    family = _FAMILY_OF.get(benchmark_id)
    return family.family_id if family else benchmark_id


def training_set_size(family_id: str) -> float | None:
    """Return the number of examples in a family's standard training set, None where it is not known."""
    family = _FAMILY_BY_ID.get(family_id)
    return family.training_set_size if family else None


def is_size_of_another(size: float | None, family_id: str | None) -> bool:
    """Tell whether a size is that of the training set of another family, and not of this one."""
    if size is None or family_id is None:
        return False

    def is_of(family: str) -> bool:
        known = training_set_size(family)
        return known is not None and abs(size / known - 1) <= _ROUNDED

    return not is_of(family_id) and any(is_of(family.family_id) for family in FAMILIES)


_ROUNDED = 0.01
"""Sizes of data sets are printed with two or three digits."""


def pretraining_set_in(text: str) -> PretrainingSet | None:
    """Return the set for pre-training that a text names, None where it names none that the catalog knows."""
    return next(
        (known for known in pretraining_sets() if re.search(known.pattern, text, re.IGNORECASE)), None
    )


def is_translation(family_id: str) -> bool:
    """Tell whether a family's models translate, so that each example has two sides."""
    family = _FAMILY_BY_ID.get(family_id)
    return family is not None and any(
        known.task == "translation" for known in benchmarks() if known.benchmark_id in family.benchmark_ids
    )


def are_of_one_data_set(family_id: str, other_id: str | None) -> bool:
    """Tell whether two families are parts of one data set, such as two pairs of languages."""
    if family_id == other_id:
        return True
    return not _data_sets(family_id).isdisjoint(_data_sets(other_id))


def _data_sets(family_id: str | None) -> frozenset[str]:
    family = _FAMILY_BY_ID.get(family_id or "")
    ids = family.benchmark_ids if family else ()
    return frozenset(known.dataset for known in benchmarks() if known.benchmark_id in ids)


def usual_examples(family_id: str) -> tuple[float, float] | None:
    """Return the least and the most examples that a family's models usually see, None where that is not known."""
    family = _FAMILY_BY_ID.get(family_id)
    if family is None or family.usual_epochs is None:
        return None
    least, most = family.usual_epochs
    return least * family.training_set_size, most * family.training_set_size


def families_mentioned(words: frozenset[str]) -> frozenset[str]:
    """Return the families whose data the words mention, `OTHER_DATA` included."""
    found = {family.family_id for family in FAMILIES if family.words & words}
    if OTHER_DATA_WORDS & words:
        found.add(OTHER_DATA)
    return frozenset(found)


@lru_cache(maxsize=16_384)
def families_in(text: str) -> frozenset[str]:
    """Return the families whose data a text names, `OTHER_DATA` included."""
    terms = find_terms(text)
    data = _united(_families_of_data(), (t.term_id for t in terms if t.facet is Facet.DATASET))
    named = {t.term_id for t in terms if t.facet is Facet.PART}
    parts = _united(_families_of_part(), named)
    if named and not parts:
        return frozenset({OTHER_DATA})  # ``WMT Zh-En``: a part that no benchmark is scored on
    return (data & parts) or data or parts


@lru_cache(maxsize=16_384)
def families_of_task_in(text: str) -> frozenset[str]:
    """Return the families of the benchmarks that score the task a heading is about, `OTHER_DATA` for other tasks."""
    tasks = [term.term_id for term in find_terms(text) if term.facet is Facet.TASK]
    return _united(_families_of_task(), tasks) or frozenset({OTHER_DATA} if tasks else ())


def _united(families: Mapping[str, frozenset[str]], ids: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(families.get(term_id, frozenset()) for term_id in ids))


@cache
def _families_of_data() -> Mapping[str, frozenset[str]]:
    """By id of a data set; one that no benchmark is scored on is other data, unless it is only trained on."""
    return {
        known.dataset_id: _trained_on(b for b in benchmarks() if b.dataset == known.dataset_id)
        or frozenset(() if known.is_training_data else {OTHER_DATA})
        for known in datasets()
    }


@cache
def _families_of_part() -> Mapping[str, frozenset[str]]:
    return {
        part: _trained_on(b for b in benchmarks() if b.part == part)
        for part in {b.part for b in benchmarks()}
    }


@cache
def _families_of_task() -> Mapping[str, frozenset[str]]:
    return {
        task: _trained_on(b for b in benchmarks() if b.task == task)
        for task in {b.task for b in benchmarks()}
    }


def _trained_on(scored: Iterable[Benchmark]) -> frozenset[str]:
    return frozenset(family_of(one.benchmark_id) for one in scored)
