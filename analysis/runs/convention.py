"""What a paper counts under the name of FLOPs: multiply-adds, or two operations for each.

Most papers on vision print multiply-adds. Where a paper does not say it, the networks that everyone knows show it:
a ResNet-50 of 4.1 GFLOPs counts multiply-adds, one of 8.2 does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import log

from analysis.measures import FLOP_PER_MULTIPLY_ADD
from analysis.runs.facts import ComputeFact
from extractors.catalog.networks import find

_NEAR = log(1.35)
"""A printed figure within this factor of a known one counts the same thing."""


class Basis(StrEnum):
    """How the convention is known."""

    STATED = "stated"
    """The paper says what its FLOPs are."""
    INFERRED = "inferred"
    """Networks of known cost in the paper's own tables show it."""
    CATALOG = "catalog"
    """The paper prints none; the catalog's multiply-adds of the network are taken."""
    ASSUMED = "assumed"
    """None of these: multiply-adds, as most papers print them."""


@dataclass(frozen=True, slots=True)
class Convention:
    """What the FLOPs of a paper count."""

    counts_macs: bool
    basis: Basis
    evidence: str = ""
    """The known network that shows it, with both figures."""

    @property
    def name(self) -> str:
        """``multiply-adds, inferred``."""
        return f"{'multiply-adds' if self.counts_macs else 'FLOP'}, {self.basis.value}"


def convention_of(facts: Iterable[ComputeFact]) -> Convention:
    """Tell what the FLOPs of a paper count, quoted networks included.

    Args:
        facts: All statements of the paper.

    Returns:
        What one printed FLOP counts, or that nothing tells.
    """
    printed = [fact for fact in facts if fact.quantity == "forward_flops" and not fact.counts_macs]
    macs: list[str] = []
    flop: list[str] = []
    for fact in printed:
        known = find(fact.model_name or "")
        if known is None or not known.is_exact or not fact.value:
            continue
        distance = log(fact.value / known.network.multiply_adds)
        shown = f"{known.network.name} at {fact.value:.3g}"
        if abs(distance) <= _NEAR:
            macs.append(shown)
        elif abs(distance - log(FLOP_PER_MULTIPLY_ADD)) <= _NEAR:
            flop.append(shown)
    if len(macs) != len(flop):
        more = macs if len(macs) > len(flop) else flop
        return Convention(more is macs, Basis.INFERRED, more[0])
    return Convention(True, Basis.ASSUMED)
