"""The network of a run: its size, what one forward pass costs, and how many of it there are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.measures import FLOP_PER_MULTIPLY_ADD
from analysis.runs.choices import Choice, Choices, LinkedFact, choose_from
from analysis.runs.convention import Convention
from analysis.runs.facts import ComputeFact
from analysis.runs.how import How
from analysis.runs.models import Model
from analysis.runs.names import resolution_of
from analysis.runs.plausible import BACKBONE_FAMILY, FAMILIES_ON_A_BACKBONE, is_plausible_forward_flop
from extractors.catalog.networks import find

LARGER_INPUT = 1.5
"""From this factor in forward FLOP on, two runs of one network differ in the size of their input."""


def network_facts(
    candidates: Mapping[str, Sequence[LinkedFact]], model: Model, convention: Convention, family: str | None
) -> Choices:
    """Choose parameters and forward FLOP; multiply-adds become FLOP here.

    Args:
        candidates: The statements that hold for the model, by quantity.
        model: The model.
        convention: What the paper's FLOPs count.
        family: The benchmark family the model was trained for.

    Returns:
        What is chosen, the operations in FLOP for one example.
    """
    chosen: Choices = {}
    parameters = candidates.get("parameters", ())
    active = [candidate for candidate in parameters if candidate.fact.counts_active_only]
    total = [candidate for candidate in parameters if not candidate.fact.counts_active_only]
    if total:
        chosen["parameters"] = choose_from(total)
    if active:
        chosen["active_parameters"] = choose_from(active)
    size = chosen.get("active_parameters") or chosen.get("parameters")
    plausible = [
        candidate
        for candidate in candidates.get("forward_flops", ())
        if _is_of_whole(candidate, model, family)
        and is_plausible_forward_flop(
            (candidate.fact.value or 0.0) * _flop_factor(candidate.fact, convention),
            size.value if size else None,
            family,
        )
    ]
    if plausible:
        flop = choose_from(plausible)
        chosen["forward_flop"] = flop.scaled(_flop_factor(flop.fact, convention)) if flop.fact else flop
    elif model.is_own and family == BACKBONE_FAMILY and (reference := _reference(model)) is not None:
        chosen["forward_flop"] = reference
    return chosen


def _is_of_whole(candidate: LinkedFact, model: Model, family: str | None) -> bool:
    """False for the cost of a detector's backbone, which the same row, a column of it or another table prints."""
    if family not in FAMILIES_ON_A_BACKBONE:
        return True
    how, fact = candidate
    # A row with results of both prints the cost of the backbone.
    if any(r.family == BACKBONE_FAMILY and r.place.table_row == fact.place.table_row for r in model.results):
        return False
    heads = fact.place.quote.split(" | ")[1:-1] if fact.place.is_in_table else []
    if any(map(_OF_BACKBONE.search, heads)):
        return False
    return how is How.SAME_ROW or family in fact.families


_OF_BACKBONE = re.compile(r"\bbackbones?\b", re.IGNORECASE)


def networks(model: Model) -> Choice:
    """Return how many networks an ensemble has, each trained on its own."""
    count = float(model.network_count)
    return Choice(count, count, count, How.SAME_ROW, None, source=model.printed)


def _flop_factor(fact: ComputeFact, convention: Convention) -> float:
    return FLOP_PER_MULTIPLY_ADD if fact.counts_macs or convention.counts_macs else 1.0


def _reference(model: Model) -> Choice | None:
    """Return the multiply-adds of the well-known network that a model's name speaks of, as FLOP.

    The catalog counts them for images of ImageNet.
    """
    match = find(model.printed)
    width = match.width if match is not None else None
    if match is None or width is None:
        return None
    side = resolution_of(model.printed) or match.network.resolution
    flop = FLOP_PER_MULTIPLY_ADD * match.network.multiply_adds * (side / match.network.resolution) ** 2
    source = f"{match.network.name}: {match.network.source}"
    if side != match.network.resolution:
        source += f"; at {side} instead of {match.network.resolution} pixels"
    if width == 1:
        return Choice(flop, flop, flop, How.REFERENCE, None, source=source)
    source += f"; {width:g} times as wide"
    value, *ends = (flop * width**power for power in _GROWTH_WITH_WIDTH)
    return Choice(value, min(ends), max(ends), How.REFERENCE, None, source=source)


_GROWTH_WITH_WIDTH = (1.75, 1.5, 2.0)
"""Multiply-adds grow with the square of the width, less where the first layers and small ones keep theirs: the power
taken, and between which it lies for the widths that the papers on MobileNets and wide residual networks print."""
