"""One fact once: the same cost stated in abstract, text and table becomes one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from extractors.catalog.hardware import find
from extractors.facts.naming import name_key
from extractors.records import Quantity, ReportedCompute, Stage

_SIZES = frozenset({Quantity.PARAMETERS, Quantity.FORWARD_FLOPS, Quantity.TRAINING_FLOPS})
_GENERIC_WORDS = frozenset({"model", "models", "network", "networks", "net", "the", "our", "ours", "a"})
_DIGITS = 3
"""Significant digits in which two printings of one value agree (``25.6M``, ``25.56M`` do not)."""


def merge(statements: Iterable[ReportedCompute]) -> tuple[ReportedCompute, ...]:
    """Return each fact once, with its best evidence, in reading order.

    Statements of one value are one fact when they name the same model, or one names it in more words than
    the other and they stand in different places. A statement that names no model gives way to one that does,
    and a size stated in running text gives way to a table that prints it.

    Args:
        statements: Everything read, those of tables first, each group in reading order.
    """
    facts: dict[Hashable, list[ReportedCompute]] = defaultdict(list)
    for statement in statements:
        same_value = facts[_value_key(statement)]
        twin = next((i for i, kept in enumerate(same_value) if _is_same(statement, kept)), None)
        if twin is None:
            same_value.append(statement)
        else:
            same_value[twin] = _better(same_value[twin], statement)
    return tuple(fact for same_value in facts.values() for fact in _named_first(same_value))


def _named_first(same_value: list[ReportedCompute]) -> list[ReportedCompute]:
    """Leave out statements without a model where one with a model says the same of whose it is."""
    named_by_owner = {fact.is_own for fact in same_value if fact.model_name}
    return [fact for fact in same_value if fact.model_name or fact.is_own not in named_by_owner]


def _is_same(statement: ReportedCompute, kept: ReportedCompute) -> bool:
    new, old = model_key(statement.model_name), model_key(kept.model_name)
    if new == old:
        return True
    if _place(statement) == _place(kept) and statement.evidence.table_label:
        return False
    if statement.quantity in _SIZES and kept.evidence.table_label and not statement.evidence.table_label:
        return True
    return bool(new and old) and (new <= old or old <= new)


def _better(kept: ReportedCompute, statement: ReportedCompute) -> ReportedCompute:
    """Prefer the statement that says most precisely whose value it is, then the surer one."""
    new, old = model_key(statement.model_name), model_key(kept.model_name)
    if len(new) != len(old) and not kept.evidence.table_label:
        return max(kept, statement, key=lambda fact: len(model_key(fact.model_name)))
    return statement if statement.confidence > kept.confidence else kept


def _place(statement: ReportedCompute) -> Hashable:
    evidence = statement.evidence
    return evidence.table_label, evidence.page, evidence.anchor


def model_key(name: str | None) -> frozenset[str]:
    """Return the words of a model name that tell models apart."""
    return frozenset(name_key(name or "")) - _GENERIC_WORDS


def _value_key(statement: ReportedCompute) -> Hashable:
    if statement.quantity in _SIZES:
        return statement.quantity, _digits(statement)
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
