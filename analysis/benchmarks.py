"""What the analysis has to know about a benchmark: which data its models are trained on."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.catalog.benchmarks import benchmarks, other_data_words, training_sets


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


FAMILIES = tuple(
    Family(
        family_id=known.training_set_id,
        benchmark_ids=tuple(b.benchmark_id for b in benchmarks() if b.training_set == known.training_set_id),
        training_set_size=known.example_count,
        source=known.source,
        words=frozenset(known.words),
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


def families_mentioned(words: frozenset[str]) -> frozenset[str]:
    """Return the families whose data the words mention, `OTHER_DATA` included."""
    found = {family.family_id for family in FAMILIES if family.words & words}
    if OTHER_DATA_WORDS & words:
        found.add(OTHER_DATA)
    return frozenset(found)
