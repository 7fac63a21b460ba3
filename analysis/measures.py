"""The formulas that turn what a paper reports into FLOP, and the arithmetic of their ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self, TypeVar


class Scalable(Protocol):
    """What the formulas need of a quantity: numbers, arrays, data frame columns and spans all have it."""

    def __mul__(self, other: Self, /) -> Self: ...
    def __rmul__(self, other: float, /) -> Self: ...


Amount = TypeVar("Amount", bound=Scalable)

FORWARD_AND_BACKWARD = 3.0
"""Operations of a training step over those of its forward pass: one forward, two backward. Thompson et al.
(arXiv 2007.05558) use 3 for every model; it multiplies directly, it is not 1 + 3."""

FLOP_PER_PARAMETER_AND_TOKEN = 6.0
"""Training FLOP of a transformer language model per parameter and token: Kaplan et al. 2020
(arXiv 2001.08361), section 2.1, C = 6 N D."""

FLOP_PER_MULTIPLY_ADD = 2.0
"""One multiply and one add: Thompson et al., F = 2 x multiadds."""

SECONDS_PER_HOUR = 3600.0

DEFAULT_UTILISATION = 0.33
"""Share of the peak a training run reaches where nothing else is known: Epoch AI, "Estimating training
compute of deep learning models" (2022), uses about a third."""


@dataclass(frozen=True, slots=True)
class Span:
    """A positive quantity with the range it may lie in."""

    value: float
    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Span:
        """Return a quantity known without a range."""
        return cls(value, value, value)

    def __mul__(self, other: Span) -> Span:
        return Span(self.value * other.value, self.low * other.low, self.high * other.high)

    def __rmul__(self, factor: float) -> Span:
        return Span(factor * self.value, factor * self.low, factor * self.high)

    def __add__(self, other: Span) -> Span:
        return Span(self.value + other.value, self.low + other.low, self.high + other.high)


def network_operations(forward_flop: Amount, examples: Amount) -> Amount:
    """Training compute by counting operations: N = 3 x forward FLOP x examples seen.

    Args:
        forward_flop: FLOP of one forward pass of one example.
        examples: Examples processed in training, summed over stages (epochs x data set size).

    Returns:
        FLOP. Source: Thompson et al., column ``network_operations`` of their published tables.
    """
    return FORWARD_AND_BACKWARD * (forward_flop * examples)


def hardware_burden(device_seconds: Amount, peak_flop_per_s: Amount) -> Amount:
    """Training compute the hardware could have done: H = devices x seconds x peak rate, at utilisation 1.

    Returns:
        FLOP. Source: Thompson et al., column ``hardware_burden``.
    """
    return device_seconds * peak_flop_per_s


def token_rule(parameters: Amount, tokens: Amount) -> Amount:
    """Training compute of a transformer language model: C = 6 x parameters x tokens.

    Args:
        parameters: Parameters used per token.
        tokens: Tokens processed in training, repeats included.

    Returns:
        FLOP. Source: Kaplan et al. 2020, section 2.1.
    """
    return FLOP_PER_PARAMETER_AND_TOKEN * (parameters * tokens)
