"""Chooses one value for a quantity of a run from several statements, with the range of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from analysis.runs.facts import ComputeFact
from analysis.runs.how import RANK, How

STAGES = ("training", "pretraining", "finetuning", "search")


@dataclass(frozen=True, slots=True)
class Choice:
    """The value taken for one quantity of one run, and the span of the values that were as good."""

    value: float | None
    low: float
    high: float
    how: How
    fact: ComputeFact | None
    """None for a value no statement gives, see `How.BENCHMARK` and `How.REFERENCE`."""
    rival_count: int = 0
    """Other values that are stated as closely."""
    names_data: bool = False
    """True when the statement says that it is about the data of the benchmark."""
    with_machine: bool = False
    """True for a time whose statement also says which devices worked so long, and how many."""
    source: str = ""
    """Where a value that no statement gives is from."""

    def scaled(self, factor: float) -> Choice:
        """Return the same choice in a unit `factor` times smaller."""
        value = None if self.value is None else factor * self.value
        return replace(self, value=value, low=factor * self.low, high=factor * self.high)

    def as_json(self) -> dict[str, Any]:
        """Return the plain form that stands in the column `facts`."""
        optional = {
            "rivals": self.rival_count,
            "names_data": self.names_data,
            "with_machine": self.with_machine,
            "source": self.source,
        }
        entry: dict[str, Any] = {"how": self.how.value} | {
            name: value for name, value in optional.items() if value
        }
        if self.value is not None:
            entry |= {"value": self.value, "low": self.low, "high": self.high}
        if self.fact is not None:
            entry |= {
                "compute_id": self.fact.compute_id,
                "confidence": self.fact.confidence,
                "text": self.fact.text,
                "unit": self.fact.unit_printed,
                "words_after": self.fact.words_after,
            }
            if (lengths := self.fact.rival_lengths) is not None:
                entry["rival_lengths"] = asdict(lengths)
            if self.fact.quantity == "hardware_model":
                entry["hardware_id"] = self.fact.hardware_id
        return entry


class LinkedFact(NamedTuple):
    """A statement that may hold for a stage of a run, with the link between them."""

    how: How
    fact: ComputeFact


Choices = dict[str, Choice]
"""Quantity -> what was chosen for it."""


def choose_from(
    candidates: Sequence[LinkedFact],
    beside: frozenset[Hashable] = frozenset(),
    preferring: frozenset[Hashable] = frozenset(),
    pages: frozenset[int | None] = frozenset(),
    sections: frozenset[str] = frozenset(),
) -> Choice:
    """Take the closest, most trusted, first-said candidate.

    Args:
        candidates: Statements of one quantity.
        beside: Statements whose candidates come before all others: those of a companion fact.
        preferring: Statements whose candidates come first among equally close and trusted ones.
        pages: Where the run's results are printed: what is said there comes before what is said elsewhere.
        sections: The same for documents without pages.

    Returns:
        The value, with the statements it rests on.
    """

    def closeness(candidate: LinkedFact) -> tuple[int, bool, int]:
        how, fact = candidate
        # Among statements for several models, one about the very data comes before one that names no data.
        is_elsewhere = fact.quantity in _PER_DATA_SET and not fact.families
        return (RANK[how] if how.is_of_model else RANK[How.ALL_MODELS], is_elsewhere, RANK[how])

    grids = grids_among(candidates)

    def order(candidate: LinkedFact) -> tuple[bool, bool, tuple[int, bool, int], float, bool, bool, int]:
        _, fact = candidate
        statement = fact.place.statement
        is_apart = bool(beside) and statement not in beside
        is_one_of_many = statement in grids
        page = fact.place.page
        is_elsewhere = fact.section not in sections if page is None else page not in pages
        rest = (-fact.confidence, statement not in preferring, is_elsewhere, fact.order)
        return (is_one_of_many, is_apart, closeness(candidate), *rest)

    first = min(candidates, key=order)
    best_how, best = first
    is_beside = best.place.statement in beside
    peers = [
        candidate.fact
        for candidate in candidates
        if closeness(candidate)[:2] == closeness(first)[:2]
        and (not is_beside or candidate.fact.place.statement == best.place.statement)
    ]
    alike = [fact for fact in peers if _is_alike(fact, best)]
    low, high = min(fact.low for fact in alike), max(fact.high for fact in alike)
    # "Between five and six days" is five and a half, give or take a half.
    value = best.value if best.low == best.high else (best.low + best.high) / 2
    rivals = {
        fact.value if fact.value is not None else fact.text for fact in peers if not _is_alike(fact, best)
    }
    return Choice(value, low, high, best_how, best, len(rivals), best.names_data)


_PER_DATA_SET = frozenset({"epochs", "steps", "batch_size", "dataset_size", "sequence_length"})
"""What papers state again for each data set; a time is mostly stated once."""


def grids_among(candidates: Sequence[LinkedFact]) -> frozenset[Hashable]:
    """Return the sentences that list values that were tried: none of them is the value of one run."""
    listed: dict[Hashable, set[float | None]] = defaultdict(set)
    for _, fact in candidates:
        if not fact.place.is_in_table:
            listed[fact.place.statement].add(fact.value)
    return frozenset(statement for statement, values in listed.items() if len(values) >= _FEWEST_OF_A_GRID)


_FEWEST_OF_A_GRID = 3


_ALIKE = 1.3
"""Statements within this factor say the same; others are rivals."""


def _is_alike(fact: ComputeFact, other: ComputeFact) -> bool:
    if fact.value is None or other.value is None:
        return fact.hardware_id == other.hardware_id
    if not fact.value or not other.value:
        return fact.value == other.value
    return 1 / _ALIKE <= fact.value / other.value <= _ALIKE


def statements(candidates: Sequence[LinkedFact]) -> frozenset[Hashable]:
    """Return the sentences and table rows that candidates are printed in."""
    return frozenset(fact.place.statement for _, fact in candidates)


def statements_of(chosen: Choices, *quantities: str) -> frozenset[Hashable]:
    """Return the sentences and table rows that chosen quantities are printed in."""
    facts = [chosen[quantity].fact for quantity in quantities if quantity in chosen]
    return frozenset(fact.place.statement for fact in facts if fact is not None)
