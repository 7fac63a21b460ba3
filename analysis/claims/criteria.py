"""What a claim must meet to hold: one criterion per claim, written down before the numbers it judges."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analysis.claims.evidence import ClaimOutcome


class ClaimVerdict(StrEnum):
    """What data say of a claim."""

    HOLDS = "holds"
    OPEN = "does not speak against"
    """The interval reaches the claim and beyond it: the data allow it, and something else as well."""
    FAILS = "does not hold"
    UNTESTED = "cannot be tested"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a value with its interval is asked for."""

    value: float
    tolerance: float | None = None
    """Distance within which the value has to lie; None where it has to lie at the value or above."""

    @property
    def brief(self) -> str:
        """The criterion as a table has room for it."""
        if self.tolerance is None:
            return f"at least {_plain(self.value)}"
        return f"about {_plain(self.value)}, within {_plain(self.tolerance)}"

    @property
    def text(self) -> str:
        """The criterion in words."""
        if self.tolerance is None:
            at = f"{self.value:,.10g}"
            return f"holds where the whole 95 % interval is at least {at}, does not hold where none of it is"
        near, far = self.tolerance, 2 * self.tolerance
        return (
            f"holds where the value lies within {_plain(near)} of {_plain(self.value)} and its 95 % interval within "
            f"{_plain(far)}, does not hold where the value lies farther and the interval misses {_plain(self.value)}"
        )

    def judge(self, outcome: ClaimOutcome) -> ClaimVerdict:
        """Judge a value with its interval; a value without one is its own interval."""
        if outcome.value is None:
            return ClaimVerdict.UNTESTED
        low = outcome.value if outcome.low is None else outcome.low
        high = outcome.value if outcome.high is None else outcome.high
        if outcome.is_open_above:
            high = math.inf
        return (
            self._judge_bound(low, high) if self.tolerance is None else self._judge(outcome.value, low, high)
        )

    def _judge_bound(self, low: float, high: float) -> ClaimVerdict:
        if low >= self.value:
            return ClaimVerdict.HOLDS
        return ClaimVerdict.FAILS if high < self.value else ClaimVerdict.OPEN

    def _judge(self, value: float, low: float, high: float) -> ClaimVerdict:
        tolerance = self.tolerance or 0.0
        is_near = abs(value - self.value) <= tolerance
        is_narrow = low >= self.value - 2 * tolerance and high <= self.value + 2 * tolerance
        if is_near and is_narrow:
            return ClaimVerdict.HOLDS
        return ClaimVerdict.FAILS if not is_near and not low <= self.value <= high else ClaimVerdict.OPEN


def criterion(known: Mapping[str, Any] | None) -> Criterion | None:
    """Read the criterion of a claim; None for one that is not tested."""
    return None if known is None else Criterion(known["value"], known.get("tolerance"))


def _plain(value: float) -> str:
    return f"{value:,.10g}"
