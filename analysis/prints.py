"""Numbers that several papers print of one model, and when two prints are the same number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

import pandas as pd

from analysis.frames import records
from analysis.measures import FLOP_PER_MULTIPLY_ADD
from analysis.runs.names import parse

OF_NETWORKS = frozenset({"parameters", "forward_flops"})
"""Costs that belong to the network itself, wherever it is trained: several papers can print the same."""
_FAR_POINTS, _FAR_FACTOR = 10.0, 2.0
"""Larger differences count as this one: points of error, factors of a cost."""
ENOUGH = 3
"""Papers that print a number alike and make it a reference."""
_SIZE = r"\s*[×x]?\s*(?:\d+\.\d+|\d)\s*[×x]?\s*"
_IN_BRACKETS = re.compile(rf"\s*\((?!{_SIZE}\))[^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Print:
    """One number of one model, as a paper prints it."""

    fact_id: str
    paper_id: str
    subject: tuple[str, bool]
    """Benchmark or quantity, and whether it is of an ensemble."""
    names: frozenset[frozenset[str]]
    """The words that tell the model, with and without what stands in brackets behind it; empty for no name."""
    key: str
    """The whole name, data and settings included: of two models that differ in these, other numbers say less."""
    value: float
    unit: float
    """The value of one unit of its last printed digit."""
    confidence: float
    is_own: bool

    @property
    def is_cost(self) -> bool:
        """True for what a network costs, false for a result."""
        return self.subject[0] in OF_NETWORKS


def prints_of(results: pd.DataFrame, compute: pd.DataFrame) -> list[Print]:
    """Return the numbers that several papers may print alike.

    Args:
        results: Rows of `reported_results`, with the confidence of the reading alone.
        compute: Rows of `reported_compute`, likewise.
    """
    found = []
    for row in records(results):
        printed = str(row.get("value_printed") or row["value"])
        error = float(row["value"] if row["is_error"] else 100 - row["value"])
        subject = (row["benchmark_id"], bool(row["is_ensemble"]))
        found.append(
            Print(
                row["result_id"], row["paper_id"], subject, *_names(row["model_name"]), round(error, 6),
                10.0 ** -decimals_of_percent(printed), float(row["confidence"]), bool(row["is_own"]),
            )
        )  # fmt: skip
    for row in records(compute):
        if row["quantity"] in OF_NETWORKS and row["value"] is not None:
            value = float(row["value"])
            unit = unit_of(value, str(row.get("value_printed") or value))
            subject = (row["quantity"], False)
            found.append(
                Print(
                    row["compute_id"], row["paper_id"], subject, *_names(row["model_name"] or ""), value, unit,
                    float(row["confidence"]), bool(row["is_own"]),
                )
            )  # fmt: skip
    return found


def without_setting(printed: str) -> str:
    """Return a name without what stands in brackets behind it: ``(320px)``, but not the width in ``FooNet (0.5×)``."""
    return _IN_BRACKETS.sub("", printed)


def _names(printed: str) -> tuple[frozenset[frozenset[str]], str]:
    whole, short = parse(printed), parse(without_setting(printed))
    return frozenset(name.tokens for name in (whole, short) if name.tokens and name.is_distinct), whole.key


def usual(prints: Sequence[Print]) -> list[Print]:
    """Return the prints of the number that most papers print alike, the finest first; none if they are too few."""
    by_number: dict[tuple[float, float], list[Print]] = defaultdict(list)
    for one in prints:
        by_number[one.value, one.unit].append(one)
    best: list[Print] = []
    for numbered in by_number.values():
        same = (other for other in by_number.values() if is_same(numbered[0], other[0]))
        alike = [one for group in same for one in group]
        if (count_papers(alike), len(alike)) > (count_papers(best), len(best)):
            best = alike
    if count_papers(best) < ENOUGH:
        return []
    return sorted(best, key=lambda one: (one.unit, one.value, one.fact_id))


def count_papers(prints: Iterable[Print]) -> int:
    """Return how many papers print them."""
    return len({one.paper_id for one in prints})


def is_same(one: Print, other: Print) -> bool:
    """Tell whether two prints are one number; of operations, whether or not additions are counted."""
    factors = (1.0, FLOP_PER_MULTIPLY_ADD, 1 / FLOP_PER_MULTIPLY_ADD)
    return any(
        are_equal(one.value * factor, other.value, one.unit * factor, other.unit)
        for factor in (factors if one.subject[0] == "forward_flops" else factors[:1])
    )


def distance(one: Print, value: float) -> float:
    """Return how far a value is from a print, 0 for equal and 1 for far."""
    if not one.is_cost:
        return min(1.0, abs(one.value - value) / _FAR_POINTS)
    if one.value <= 0 or value <= 0:
        return float(one.value != value)
    return min(1.0, abs(log(one.value / value)) / log(_FAR_FACTOR))


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text as they stand there, without signs and units."""
    number = ""
    for character in f"{text} ":
        if character.isdigit() or (character == "." and "." not in number):
            number += character
        elif any(c.isdigit() for c in number):
            yield number.rstrip(".")
            number = ""
        else:
            number = ""


def decimals_of_percent(printed: str) -> int:
    """Count the decimals of the percentage a text prints: ``0.7812`` has two."""
    number = next(_numbers(printed), "")
    whole, _, fraction = number.partition(".")
    return max(0, len(fraction) - 2) if whole in ("", "0") else len(fraction)


def unit_of(value: float, printed: str) -> float:
    """Return the value of one unit of the last printed digit: 0.1e6 for 25.6e6 printed as ``25.6M``.

    Args:
        value: The number, in its base unit.
        printed: As it was printed, with any unit.
    """
    number = next(_numbers(printed.replace(",", "")), "")
    if not number or not float(number):
        return 0.0
    _, _, fraction = number.partition(".")
    return abs(value) / float(number) * 10.0 ** -len(fraction)


def are_equal(one: float, other: float, unit: float, other_unit: float) -> bool:
    """Tell whether two numbers are equal when written as finely as the coarser of both; halves may go either way."""
    slack = max(unit, other_unit) / 2 if unit != other_unit else 0.0
    return abs(one - other) <= slack + 1e-9 * max(1.0, abs(one))
