"""Training compute by each measure that follows from the facts of a run alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis import stages
from analysis.hardware import Catalog
from analysis.measures import Span, network_operations, token_rule
from analysis.stages import Figure, RunFacts, StageCost, StageFacts

_SCHEDULED = frozenset({"epochs", "steps", "wall_time_hours"})
_TRAINING_STAGES = ("pretraining", "training", "finetuning")


@dataclass(slots=True)
class EstimateDraft:
    """A measure of one run while it is put together."""

    measure: str
    flop: Span
    stages: Sequence[str]
    inputs: dict[str, Any]
    used: Sequence[Figure]
    precision: str | None = None
    hardware_kinds: str | None = None
    is_imputed: bool = False
    headroom: float = 1.0
    flags: set[str] = field(default_factory=set)
    checks: dict[str, float] = field(default_factory=dict)


def direct_measures(facts: RunFacts, catalog: Catalog) -> Iterator[EstimateDraft]:
    """Yield each measure that a run has the facts for; of an ensemble, that of all its networks.

    Args:
        facts: The column `facts` of its row in `model_runs`.
        catalog: Peak rates of accelerators.

    Yields:
        One measure after another.
    """
    count = facts.get("model", {}).get("networks", {}).get("value", 1.0)
    for draft in (
        *_network_operations(facts),
        *_hardware_burdens(facts, catalog),
        *_reported(facts),
        *_token_rule(facts),
    ):
        several = {"flop": count * draft.flop, "inputs": draft.inputs | {"networks": count}}
        yield replace(draft, **several) if count > 1 else draft


def _network_operations(facts: RunFacts) -> Iterator[EstimateDraft]:
    forward = facts.get("model", {}).get("forward_flop")
    parts = _per_stage(facts, stages.examples)
    if forward is None or not parts:
        return
    uncounted = {
        stage for stage in _TRAINING_STAGES if stage not in parts and _SCHEDULED & facts.get(stage, {}).keys()
    }
    # A detector's backbone was trained alone, and each of its examples cost less.
    networks = {stage: facts[stage].get("forward_flop", forward) for stage in parts}
    first, *rest = (network_operations(stages.span(networks[stage]), parts[stage].amount) for stage in parts)
    inputs = {
        "formula": "3 x forward_flop x examples",
        "forward_flop": forward["value"],
        "examples": _inputs(parts),
    }
    others = {stage: network["value"] for stage, network in networks.items() if network is not forward}
    if others:
        inputs["forward_flop_of_stage"] = others
    yield EstimateDraft(
        "network_operations",
        sum(rest, start=first),
        list(parts),
        inputs,
        [forward, *(network for network in networks.values() if network is not forward), *_used(parts)],
        flags={f"{stage}_not_counted" for stage in uncounted},
    )


def _hardware_burdens(facts: RunFacts, catalog: Catalog) -> Iterator[EstimateDraft]:
    def burden(stage: StageFacts) -> StageCost | None:
        return stages.burden(stage, catalog)

    parts = stages.without_parts_of_a_total(_per_stage(facts, burden))
    search = burden(facts.get("search", {}))
    measures = {"hardware_burden": parts}
    # A search alone is no training.
    if search is not None and parts:
        measures["hardware_burden_with_search"] = {"search": search, **parts}
    for measure, counted in measures.items():
        if counted:
            yield EstimateDraft(
                measure,
                _total(counted),
                list(counted),
                {"formula": "devices x seconds x peak_flop_per_s", "stages": _inputs(counted)},
                _used(counted),
                precision=_joined(part.precision for part in counted.values()),
                hardware_kinds=_joined(part.hardware_kind for part in counted.values()),
                headroom=max(part.headroom for part in counted.values()),
                flags={flag for part in counted.values() for flag in part.flags},
            )


def _reported(facts: RunFacts) -> Iterator[EstimateDraft]:
    parts = stages.without_parts_of_a_total(_per_stage(facts, stages.printed_flop))
    if parts:
        inputs = {"formula": "as printed", "stages": _inputs(parts)}
        yield EstimateDraft("reported", _total(parts), list(parts), inputs, _used(parts))


def _token_rule(facts: RunFacts) -> Iterator[EstimateDraft]:
    network = facts.get("model", {})
    parameters = network.get("active_parameters") or network.get("parameters")
    architecture = network.get("architecture")
    parts = _per_stage(facts, stages.tokens)
    if parameters is not None and parts and architecture is not None:
        total = _total(parts)
        flags = {
            f"{stage}_not_counted"
            for stage in ("pretraining", "training")
            if stage not in parts
            and (_SCHEDULED & facts.get(stage, {}).keys() or set(parts) == {"finetuning"})
        }
        if total.high < parameters["low"]:
            flags.add("fewer_tokens_than_parameters")
        yield EstimateDraft(
            "token_rule",
            token_rule(stages.span(parameters), total),
            list(parts),
            {
                "formula": "6 x parameters x tokens",
                "parameters": parameters["value"],
                "tokens": _inputs(parts),
            },
            [parameters, architecture, *_used(parts)],
            flags=flags,
        )


def _per_stage(facts: RunFacts, part_of: Callable[[StageFacts], StageCost | None]) -> dict[str, StageCost]:
    parts = {stage: part_of(facts.get(stage, {})) for stage in _TRAINING_STAGES}
    return {stage: part for stage, part in parts.items() if part is not None}


def _total(parts: Mapping[str, StageCost]) -> Span:
    first, *rest = (part.amount for part in parts.values())
    return sum(rest, start=first)


def _inputs(parts: Mapping[str, StageCost]) -> dict[str, Any]:
    return {stage: part.inputs for stage, part in parts.items()}


def _joined(words: Iterable[str | None]) -> str:
    return ", ".join(sorted({word for word in words if word}))


def _used(parts: Mapping[str, StageCost]) -> list[Figure]:
    return [figure for part in parts.values() for figure in part.used]
