"""What a recogniser hands on: one quantity read at one place of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.facts.numbers import Number
from extractors.records import Quantity, Stage

LOWER_BOUND = "printed as a lower bound"
UPPER_BOUND = "printed as an upper bound"
END_OF_RANGE = "one end of what many runs took"
SUBSET = "a subset of the data"
SIZES = frozenset({Quantity.PARAMETERS, Quantity.FORWARD_FLOPS, Quantity.TRAINING_FLOPS})
"""Quantities that belong to a model rather than to one run of it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One quantity, before it is known whose it is."""

    quantity: Quantity
    start: int
    end: int
    value: float | None
    value_low: float | None = None
    value_high: float | None = None
    text_value: str = ""
    unit_printed: str = ""
    counts_macs: bool = False
    stage: Stage | None = None
    """Set where the wording of the quantity itself tells the stage."""
    confidence: float = 0.9
    reasons: tuple[str, ...] = ()


def of_number(
    quantity: Quantity,
    number: Number,
    *,
    end: int | None = None,
    factor: float = 1.0,
    text_value: str = "",
    unit_printed: str = "",
    counts_macs: bool = False,
    confidence: float = 0.9,
    reasons: tuple[str, ...] = (),
) -> Mention:
    """Return the mention of a quantity whose amount is one printed number.

    Args:
        quantity: What the number measures.
        number: The number and its place.
        end: Where the statement ends, if after the number.
        factor: What turns the printed number into the unit of the quantity.
        text_value: What is counted, for dataset and batch sizes.
        unit_printed: The unit as printed.
        counts_macs: Whether multiply-adds are counted.
        confidence: How sure the wording is, between 0 and 1.
        reasons: What raised or lowered the confidence.
    """
    bounds = {"upper": (UPPER_BOUND,), "lower": (LOWER_BOUND,)}
    return Mention(
        quantity=quantity,
        start=number.start,
        end=end if end is not None else number.end,
        value=_exact(number.value * factor),
        value_low=None if number.low is None else _exact(number.low * factor),
        value_high=None if number.high is None else _exact(number.high * factor),
        text_value=text_value,
        unit_printed=unit_printed,
        counts_macs=counts_macs,
        confidence=confidence,
        reasons=bounds.get(number.bound, ()) + reasons,
    )


def _exact(value: float) -> float:
    """Drop the noise of binary arithmetic."""
    return float(f"{value:.12g}")
