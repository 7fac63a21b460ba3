"""What is known of how a candidate for a point of the fit came about, as named features."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log
from typing import Any

from analysis.benchmarks import family_of, usual_examples
from analysis.frames import FrameRow
from analysis.runs.how import RANK, How
from analysis.runs.names import network_of
from analysis.runs.networks import LARGER_INPUT
from analysis.runs.plausible import FAMILIES_ON_A_BACKBONE
from analysis.stages import RunFacts, examples

Features = dict[str, float]

SCHEDULE = (
    "epochs",
    "steps",
    "wall_time_hours",
    "device_hours",
    "training_flops",
    "dataset_size",
    "batch_size",
)


MACHINE = ("device_count", "hardware_model")


def schedule_of(row: FrameRow, quantities: Sequence[str] = SCHEDULE) -> list[FrameRow]:
    """Return the figures of the stages that the estimate was computed from.

    Args:
        row: The candidate.
        quantities: Which figures, `SCHEDULE` or `MACHINE`.
    """
    facts: RunFacts = json.loads(row["facts"])
    counted = [stage for stage in (row["stages"] or "").split(", ") if stage in facts]
    figures = [facts[stage][name] for stage in counted for name in quantities if name in facts[stage]]
    used = set(row["compute_ids"])
    return [figure for figure in figures if "compute_id" not in figure or figure["compute_id"] in used]


def features_of(rows: Sequence[FrameRow]) -> list[Features]:
    """Return what is known of how each candidate came about, by name.

    Args:
        rows: All candidates: how many of a paper share one statement is a feature of each.
    """
    shared = errors_of_one_compute(rows)
    cheapest = _cheapest(rows)
    return [_features(row, shared[compute_key(row)], cheapest) for row in rows]


_Network = tuple[str, str]
"""A paper, and a network at any resolution of its input."""


def _network(row: FrameRow) -> _Network:
    return row["paper_id"], network_of(row["model_name"])


def _forward_flop(row: FrameRow) -> float | None:
    value = json.loads(row["facts"]).get("model", {}).get("forward_flop", {}).get("value")
    return None if value is None else float(value)


def own_input(row: FrameRow) -> float | None:
    """Return the forward FLOP of a network that was trained before at another input, None for any other network."""
    facts: RunFacts = json.loads(row["facts"])
    is_another = any("forward_flop" in facts.get(stage, {}) for stage in (row["stages"] or "").split(", "))
    return _forward_flop(row) if is_another else None


def _cheapest(rows: Sequence[FrameRow]) -> dict[_Network, float]:
    """The forward FLOP of each network at its least resolution."""
    found: dict[_Network, float] = {}
    for row in rows:
        if (flop := _forward_flop(row)) is not None:
            network = _network(row)
            found[network] = min(flop, found.get(network, flop))
    return found


def errors_of_one_compute(rows: Sequence[FrameRow]) -> dict[tuple[Any, ...], set[float]]:
    """Return the errors of the candidates of each paper that share one compute, see `compute_key`."""
    shared: dict[tuple[Any, ...], set[float]] = defaultdict(set)
    for row in rows:
        shared[compute_key(row)].add(row["error"])
    return shared


def compute_key(row: FrameRow) -> tuple[Any, ...]:
    """Equal for candidates of one paper, benchmark and measure with the same compute."""
    flop = f"{row['compute_flop']:.3g}"
    return (row["paper_id"], row["benchmark_id"], row["measure"], bool(row["is_own"]), flop)


_MADE_FROM_A_TRAINED_ONE = re.compile(
    r"\b(?:prun\w+|sparsity|sparsif\w+|sparse(?:ly)?(?:[\s-](?:dense|deep|neural|convolutional|weights?|trained|training|models?"
    r"|(?:sub)?net(?:work)?s?|convnets?|fine-?tun\w+)\b|\s?\(|$)"
    r"|compress\w+|quanti[sz]\w+|bina?r[yi]\w*|ternary|slimm(?:ed|ing)|fine-?tun\w*|FT|low-rank|decompos\w+|hashed)\b",
    re.IGNORECASE,
)
"""Words of networks that another training came before."""


def _features(row: FrameRow, sharing: set[float], cheapest: Mapping[_Network, float]) -> Features:
    # In this order: sums of floats, which the probability is, depend on it.
    facts: RunFacts = json.loads(row["facts"])
    counted = [stage for stage in (row["stages"] or "").split(", ") if stage]
    schedule = schedule_of(row)
    features = _of_the_result(row, facts, counted)
    if row["measure"] == "network_operations":
        features |= _of_a_larger_input(row, facts, counted, cheapest)
    features |= (
        _unusual_schedule(row, facts, counted) | _of_the_links(row, schedule) | _of_the_schedule(schedule)
    )
    if row["measure"] != "network_operations":
        return features | {
            "compute shared by other errors": log(len(sharing)),
            "worse than another of the same compute": float(row["error"] > min(sharing)),
        }
    return features | _of_the_operations(row, facts.get("model", {}))


def _of_the_result(row: FrameRow, facts: RunFacts, counted: Sequence[str]) -> Features:
    confidence = min(max(float(row["result_confidence"]), 0.02), 0.98)
    return {
        f"measure: {row['measure']}": 1.0,
        "sureness of the result": log(confidence / (1 - confidence)),
        "several stages": float(sum(not _is_of_backbone(facts.get(stage, {})) for stage in counted) > 1),
        "imputed": float(bool(row["is_imputed"])),
        "quoted": float(not row["is_own"]),
        "made from a trained network": float(
            any(_MADE_FROM_A_TRAINED_ONE.search(text or "") for text in (row["title"], row["model_name"]))
        ),
    }


def _of_a_larger_input(
    row: FrameRow,
    facts: RunFacts,
    counted: Sequence[str],
    cheapest: Mapping[_Network, float],
) -> Features:
    own_flop = _forward_flop(row)
    if own_flop is None:
        return {}
    is_larger = own_flop > LARGER_INPUT * cheapest[_network(row)] or "↑" in row["model_name"]
    is_counted = any(_is_of_backbone(facts.get(stage, {})) for stage in counted)
    return {"the network at a larger input": float(is_larger and not is_counted)}


def _of_the_links(row: FrameRow, schedule: Sequence[FrameRow]) -> Features:
    """Return how the weakest figures of schedule and machine are joined to the run."""
    features: Features = {}
    hows = [How(figure["how"]) for figure in schedule if figure["how"] not in (How.BENCHMARK, How.BACKBONE)]
    if hows:
        features[f"schedule: {_group(max(hows, key=RANK.__getitem__))}"] = 1.0
    machine = [How(figure["how"]) for figure in schedule_of(row, MACHINE)]
    if machine and row["measure"].startswith("hardware_burden"):
        features[f"machine: {_group(max(machine, key=RANK.__getitem__))}"] = 1.0
        features["time and machine in one statement"] = float(any(f.get("with_machine") for f in schedule))
    return features


def _of_the_schedule(schedule: Sequence[FrameRow]) -> Features:
    lengths = [figure["rival_lengths"] for figure in schedule if "rival_lengths" in figure]
    weakest = min((float(figure.get("confidence", 1.0)) for figure in schedule), default=1.0)
    return {
        "schedule names the data": float(any(figure.get("names_data") for figure in schedule)),
        "rival schedules": log(1 + max((figure.get("rivals", 0) for figure in schedule), default=0)),
        "doubt of the schedule": 1 - weakest,
        "other lengths in the paper": log(1 + max((one["in_paper"] for one in lengths), default=0)),
        "other lengths in the sentence": log(1 + max((one["in_sentence"] for one in lengths), default=0)),
        "a sentence that speaks of no training": float(any(not one["speaks_of_training"] for one in lengths)),
    }


def _of_the_operations(row: FrameRow, network: Mapping[str, FrameRow]) -> Features:
    if "forward_flop" not in network:
        return {}
    flop = network["forward_flop"]
    return {
        f"FLOPs: {_group(How(flop['how']))}": 1.0,
        "rival FLOPs": log(1 + flop.get("rivals", 0)),
        "FLOPs assumed to be multiply-adds": float("assumed" in (row["flop_convention"] or "")),
    }


def spread(figure: FrameRow) -> float:
    """How far the ends of a printed range are apart, in powers of e."""
    low, high = figure.get("low") or 0.0, figure.get("high") or 0.0
    return log(high / low) if 0 < low < high else 0.0


_SHORTER = "schedule shorter than usual"
_PRE_TRAINING = 20
"""Pre-training on more data shows a network up to this many times as many examples."""


def _unusual_schedule(row: FrameRow, facts: RunFacts, counted: Sequence[str]) -> Features:
    """How far the examples seen lie outside of what the data set is usually trained for, in powers of e."""
    usual = usual_examples(family_of(row["benchmark_id"]))
    seen = [part.amount.value for stage in counted if (part := examples(facts.get(stage, {}))) is not None]
    if usual is None or not seen:
        return {}
    least, most = usual
    has_more = "pretraining" in counted
    return {
        _SHORTER: log(max(1.0, least / sum(seen))),
        "schedule longer than usual": log(max(1.0, sum(seen) / (most * (_PRE_TRAINING if has_more else 1)))),
    }


def is_part_of_a_schedule(row: FrameRow) -> bool:
    """Tell whether a detector saw fewer examples than any is trained with: the last part of a schedule."""
    if family_of(row["benchmark_id"]) not in FAMILIES_ON_A_BACKBONE:
        return False
    facts: RunFacts = json.loads(row["facts"])
    counted = [
        stage
        for stage in (row["stages"] or "").split(", ")
        if stage and not _is_of_backbone(facts.get(stage, {}))
    ]
    return _unusual_schedule(row, facts, counted).get(_SHORTER, 0.0) > 0


def _is_of_backbone(stage: Mapping[str, FrameRow]) -> bool:
    return any(figure["how"] == How.BACKBONE for figure in stage.values())


_GROUPS = {
    How.SAME_ROW: "same row",
    How.CAPTION: "by name",
    How.EXACT: "by name",
    How.VARIANT: "by name",
    How.ONLY_MATCH: "by part of the name",
    How.ALL_MODELS: "for all models",
    How.FAMILY: "for the family",
    How.PAPER: "for the paper",
    How.UNKNOWN_NAME: "of an unknown name",
    How.BASE_NETWORK: "of the base network",
    How.REFERENCE: "of the reference network",
}


def _group(how: How) -> str:
    return _GROUPS.get(how, "lent")
