"""Merges statements: a cost stated in abstract, text and table becomes one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from extractors.catalog.hardware import HardwareKind, find
from extractors.facts.compute.attaching import ALL_MODELS, INFERRED
from extractors.facts.compute.mentions import SIZES
from extractors.facts.compute.recognisers.devices import NO_VERSION
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.same_fact import are_of_one_schedule, is_same_fact, length_of_table, owner_key
from extractors.records import SETTINGS, Quantity, ReportedCompute, Stage

_TRAINS = any_of(
    r"\b(?:we|are|is|were|was)\s(?:\w+\s){0,2}?(?:(?:re-?)?train(?:ed)?|us(?:e|ed)|adopt(?:ed)?|follow)\b"
)
"""What tells how something is trained; other sentences name a schedule to say how well it does."""
_DIGITS = 3
"""Significant digits in which two printings of one value agree (``25.6M``, ``25.56M`` do not)."""


def merge(statements: Iterable[ReportedCompute]) -> tuple[ReportedCompute, ...]:
    """Return each fact once, with its best evidence, in reading order.

    Two statements of one value are one fact when they name the same model, when they stand in different places
    and one names the model in more words than the other, or when the text does not say which model they are
    about. A statement without a model is dropped for one with a model, a size in running text for the same size
    in a table, and a TPU without a version for a TPU whose version the paper names.

    Args:
        statements: Everything read, those of tables first, each group in reading order.
    """
    facts: dict[Hashable, list[ReportedCompute]] = defaultdict(list)
    for statement in statements:
        same_value = facts[_value_key(statement)]
        twin = next((i for i, kept in enumerate(same_value) if is_same_fact(statement, kept)), None)
        if twin is None:
            same_value.append(statement)
        else:
            same_value[twin] = _better(same_value[twin], statement)
    merged = [fact for same_value in facts.values() for fact in _named_first(same_value)]
    has_version = any(_is_versioned(fact) for fact in merged)
    return tuple(fact for fact in merged if not (has_version and NO_VERSION in fact.reasons))


def _named_first(same_value: list[ReportedCompute]) -> list[ReportedCompute]:
    """Return the statements without those that name no model where another, own or quoted as they are, names one.

    A statement about all models stays: it says more than one about a single model.
    """
    named_by_owner = {fact.is_own for fact in same_value if fact.model_name}
    return [
        fact
        for fact in same_value
        if fact.model_name
        or ALL_MODELS in fact.reasons
        or length_of_table(fact)
        or fact.is_own not in named_by_owner
    ]


def _is_versioned(fact: ReportedCompute) -> bool:
    hardware = find(fact.text_value) if fact.quantity is Quantity.HARDWARE_MODEL else None
    return hardware is not None and hardware.kind is HardwareKind.TPU


def _better(kept: ReportedCompute, statement: ReportedCompute) -> ReportedCompute:
    """Prefer the statement that says most precisely whose value it is, then the surer one."""
    for one, other in ((kept, statement), (statement, kept)):
        if ALL_MODELS in one.reasons and not INFERRED.isdisjoint(other.reasons):
            return one
    if are_of_one_schedule(kept, statement):
        says_so = _TRAINS.search(statement.evidence.quote) and not _TRAINS.search(kept.evidence.quote)
        return statement if says_so else kept
    new, old = owner_key(statement), owner_key(kept)
    if len(new) != len(old) and not kept.evidence.table_label:
        return statement if len(new) > len(old) else kept
    return statement if statement.confidence > kept.confidence else kept


def _value_key(statement: ReportedCompute) -> Hashable:
    if statement.quantity in SIZES:
        return statement.quantity, _digits(statement)
    if statement.quantity in SETTINGS:
        # Costs are only computed with them, for each model: the same setting of two models is kept twice.
        return (
            statement.quantity, _digits(statement), statement.model_name, statement.stage, statement.is_own,
        )  # fmt: skip
    is_inference = statement.stage is Stage.INFERENCE
    if statement.quantity is Quantity.HARDWARE_MODEL:
        hardware = find(statement.text_value)
        return (
            statement.quantity,
            is_inference,
            hardware.hardware_id if hardware else statement.text_value.lower(),
        )
    return statement.quantity, is_inference, _digits(statement)


def _digits(statement: ReportedCompute) -> float:
    return float(f"{statement.value or 0.0:.{_DIGITS}g}")
