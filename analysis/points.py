"""Which candidates are points of the fit: one model, its error, its training compute, all three right.

A candidate is a model run with a result and an estimate. How likely all of its parts are right is told by a logistic
regression on how each part is known; its weights (``points.toml``) are learned from annotated papers by
``python -m tools.train_points``. What is not likely enough is no point: it stays visible as a candidate, with its
reasons.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis.benchmarks import family_of, usual_examples
from analysis.frames import records
from analysis.runs.links import RANK, How
from analysis.runs.names import network_of, parse, training_of
from analysis.stages import examples

COLUMNS = {
    "run_id": "The model run, see `model_runs`",
    "benchmark_id": "The benchmark of the result",
    "measure": "The measure of compute, see `compute_estimates`",
    "probability": "How likely error and compute are both right, learned from annotated papers",
    "is_point": "True where that is likely enough for the fits, and no other candidate is the same point",
    "reasons": "What speaks for it (+) and against it (-), the weightiest first",
}
"""The columns of the frame `judge` returns, with what they hold."""

Row = Mapping[str, Any]
Features = dict[str, float]

_SAME_ERROR, _SAME_COMPUTE = 5e-4, 1.05
"""Candidates of one paper closer than this, in error and by factor in compute, are one point."""
_SAME_NETWORK = 1.6
"""The same where one name is part of the other: a figure printed again, rounded or at another input."""
_REASON_COUNT = 4
_SCHEDULE = (
    "epochs",
    "steps",
    "wall_time_hours",
    "device_hours",
    "training_flops",
    "dataset_size",
    "batch_size",
)


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over named features."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    """Least probability of a point."""

    def probability(self, features: Features) -> float:
        """Return how likely a candidate with these features is right."""
        score = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + exp(-score))

    def reasons(self, features: Features) -> list[str]:
        """Return the weightiest contributions, as ``+ printed in the same row``."""
        parts = {name: self.weights.get(name, 0.0) * value for name, value in features.items()}
        weightiest = sorted((name for name in parts if parts[name]), key=lambda name: -abs(parts[name]))
        return [f"{'+' if parts[name] > 0 else '-'} {name}" for name in weightiest[:_REASON_COUNT]]


@cache
def weights() -> Weights:
    """Return the weights that ship with the package."""
    content = tomllib.loads(resources.files("analysis").joinpath("points.toml").read_text("utf-8"))
    return Weights(content["intercept"], content["weights"], content["threshold"])


def judge(candidates: pd.DataFrame, contradicted: Mapping[str, str] = MappingProxyType({})) -> pd.DataFrame:
    """Tell for every candidate how likely it is right, and which candidates are points.

    Args:
        candidates: Rows of the view `point_candidates` with `facts`, `flop_convention` and `missing_stages` of
            their run and `flags`, `inputs` and `stages` of their estimate.
        contradicted: Facts that a second reading of the page contradicts, with what it sees instead.

    Returns:
        One row per candidate with the columns of `COLUMNS`.
    """
    rows = records(candidates)
    known = weights()
    features = features_of(rows)
    probabilities = [known.probability(own) for own in features]
    refusals = [
        _contradiction(row, contradicted) or refused
        for row, refused in zip(rows, refusals_of(rows), strict=True)
    ]
    chosen = {
        index for index in distinct(rows, probabilities, refusals) if probabilities[index] >= known.threshold
    }
    judged = [
        {
            "run_id": row["run_id"],
            "benchmark_id": row["benchmark_id"],
            "measure": row["measure"],
            "probability": round(0.0 if refused else probability, 4),
            "is_point": index in chosen,
            "reasons": [f"- {refused}"] if refused else known.reasons(own),
        }
        for index, (row, own, probability, refused) in enumerate(
            zip(rows, features, probabilities, refusals, strict=True)
        )
    ]
    return pd.DataFrame(judged, columns=list(COLUMNS))


def _contradiction(row: Row, contradicted: Mapping[str, str]) -> str:
    facts = (row["result_id"], *row["compute_ids"]) if contradicted else ()
    seen = next((contradicted[fact] for fact in facts if fact in contradicted), "")
    return f"a second reading of the page disagrees: {seen}" if seen else ""


def refusals_of(rows: Sequence[Row]) -> list[str]:
    """Say for each candidate why it cannot be a point whatever speaks for it; empty for one that can.

    Args:
        rows: All candidates of the papers: what another one of the same paper says counts.
    """
    shared = errors_of_one_compute(rows)
    best: dict[tuple[Any, ...], float] = {}
    for row in rows:
        training = _training(row)
        best[training] = min(row["error"], best.get(training, row["error"]))
    return [_refusal(row, shared[compute_key(row)], best[_training(row)]) for row in rows]


def _training(row: Row) -> tuple[Any, ...]:
    """Equal for the tests of one training at several resolutions."""
    return (*compute_key(row), training_of(row["model_name"]))


def _refusal(row: Row, errors: set[float], best: float) -> str:
    flags = set(row["flags"])
    if any(flag.endswith("_not_counted") for flag in flags):
        return "a stage without schedule"
    if flags & _IMPOSSIBLE:
        return "impossible beside another measure"
    if row["measure"] in _PER_RUN and any(How(f["how"]) is How.INFERENCE for f in _schedule(row, _MACHINE)):
        return "the machine is named for inference only"
    is_counted = "networks" in json.loads(row["facts"]).get("model", {})
    if row["measure"] in _PER_RUN and not is_counted and _SEVERAL_NETWORKS.search(row["model_name"]):
        return "several networks, and the cost of one"
    if row["error"] > best:
        return "another test of a training with a better result"
    is_of_nobody = any(How(figure["how"]) in _OF_NOBODY for figure in _schedule(row))
    if row["measure"] in _PER_RUN and is_of_nobody and row["error"] > min(errors):
        return "a cost of one run that is stated for the best model"
    return ""


_SEVERAL_NETWORKS = re.compile(r"\bensembles?\b", re.IGNORECASE)
_IMPOSSIBLE = frozenset({"burden_below_operations", "utilisation_above_1"})
_PER_RUN = frozenset({"hardware_burden", "hardware_burden_with_search", "reported", "consolidated"})
"""Measures whose inputs are those of one run: a time that names no model is that of one model, not of each."""
_OF_NOBODY = frozenset({How.PAPER, How.FAMILY, How.UNKNOWN_NAME, How.OTHER_STAGE})


_MACHINE = ("device_count", "hardware_model")


def _schedule(row: Row, quantities: Sequence[str] = _SCHEDULE) -> list[Row]:
    """The figures of the stages that the estimate was computed from."""
    facts: Mapping[str, Mapping[str, Row]] = json.loads(row["facts"])
    counted = [stage for stage in (row["stages"] or "").split(", ") if stage in facts]
    figures = [facts[stage][name] for stage in counted for name in quantities if name in facts[stage]]
    used = set(row["compute_ids"])
    return [figure for figure in figures if "compute_id" not in figure or figure["compute_id"] in used]


def distinct(rows: Sequence[Row], probabilities: Sequence[float], refusals: Sequence[str]) -> list[int]:
    """Return the places of the rows that are points of their own: of equal ones the likeliest, none refused."""
    kept: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index in sorted(range(len(rows)), key=lambda place: (-probabilities[place], rows[place]["run_id"])):
        row = rows[index]
        if refusals[index]:
            continue
        group = kept[row["paper_id"], row["benchmark_id"], row["measure"], bool(row["is_own"])]
        if not any(_is_same(row, rows[other]) for other in group):
            group.append(index)
    return sorted(index for group in kept.values() for index in group)


def _is_same(one: Row, other: Row) -> bool:
    if abs(one["error"] - other["error"]) >= _SAME_ERROR:
        return False
    names = parse(one["model_name"]).tokens, parse(other["model_name"]).tokens
    factor = _SAME_NETWORK if names[0] <= names[1] or names[1] <= names[0] else _SAME_COMPUTE
    return bool(1 / factor < one["compute_flop"] / other["compute_flop"] < factor)


def features_of(rows: Sequence[Row]) -> list[Features]:
    """Return what is known of how each candidate came about, by name.

    Args:
        rows: All candidates: how many of a paper share one statement is a feature of each.
    """
    shared = errors_of_one_compute(rows)
    cheapest = _cheapest(rows)
    return [_features(row, shared[compute_key(row)], cheapest) for row in rows]


_Network = tuple[str, str]
"""A paper, and a network at any resolution of its input."""


def _network(row: Row) -> _Network:
    return row["paper_id"], network_of(row["model_name"])


def _forward_flop(row: Row) -> float | None:
    value = json.loads(row["facts"]).get("model", {}).get("forward_flop", {}).get("value")
    return None if value is None else float(value)


def _cheapest(rows: Sequence[Row]) -> dict[_Network, float]:
    """The forward FLOP of each network at its least resolution."""
    found: dict[_Network, float] = {}
    for row in rows:
        if (flop := _forward_flop(row)) is not None:
            network = _network(row)
            found[network] = min(flop, found.get(network, flop))
    return found


def errors_of_one_compute(rows: Sequence[Row]) -> dict[tuple[Any, ...], set[float]]:
    """Return the errors of the candidates of each paper that share one compute, see `compute_key`."""
    shared: dict[tuple[Any, ...], set[float]] = defaultdict(set)
    for row in rows:
        shared[compute_key(row)].add(row["error"])
    return shared


def compute_key(row: Row) -> tuple[Any, ...]:
    """Equal for candidates of one paper, benchmark and measure with the same compute."""
    flop = f"{row['compute_flop']:.3g}"
    return (row["paper_id"], row["benchmark_id"], row["measure"], bool(row["is_own"]), flop)


_LARGER_INPUT = 1.5
"""From this factor in forward FLOP on, two runs of one network differ in resolution."""
_MADE_FROM_A_TRAINED_ONE = re.compile(
    r"\b(?:prun\w+|compress\w+|quanti[sz]\w+|bina?r[yi]\w*|ternary|slim\w*|fine-?tun\w*|low-rank|decompos\w+|hashed)\b",
    re.IGNORECASE,
)
"""Words of networks that another training came before."""


def _features(row: Row, sharing: set[float], cheapest: Mapping[_Network, float]) -> Features:
    facts: Mapping[str, Mapping[str, Row]] = json.loads(row["facts"])
    counted = [stage for stage in (row["stages"] or "").split(", ") if stage]
    network = facts.get("model", {})
    schedule = _schedule(row)
    hows = [How(figure["how"]) for figure in schedule if figure["how"] not in (How.BENCHMARK, How.BACKBONE)]
    measure = row["measure"]
    confidence = min(max(float(row["result_confidence"]), 0.02), 0.98)
    features: Features = {
        f"measure: {measure}": 1.0,
        "sureness of the result": log(confidence / (1 - confidence)),
        "several stages": float(sum(not _is_of_backbone(facts.get(stage, {})) for stage in counted) > 1),
        "imputed": float(bool(row["is_imputed"])),
        "quoted": float(not row["is_own"]),
        "made from a trained network": float(
            any(_MADE_FROM_A_TRAINED_ONE.search(text or "") for text in (row["title"], row["model_name"]))
        ),
    }
    own_flop = _forward_flop(row)
    if own_flop is not None:
        is_larger = own_flop > _LARGER_INPUT * cheapest[_network(row)] or "↑" in row["model_name"]
        is_counted = any(_is_of_backbone(facts.get(stage, {})) for stage in counted)
        features["the network at a larger input"] = float(is_larger and not is_counted)
    features |= _unusual_schedule(row, facts, counted)
    if hows:
        features[f"schedule: {_group(max(hows, key=RANK.__getitem__))}"] = 1.0
    machine = [How(figure["how"]) for figure in _schedule(row, _MACHINE)]
    if machine and measure.startswith("hardware_burden"):
        features[f"machine: {_group(max(machine, key=RANK.__getitem__))}"] = 1.0
    features["schedule names the data"] = float(any(figure.get("names_data") for figure in schedule))
    features["data of the schedule inferred"] = float(any(figure.get("infers_data") for figure in schedule))
    features["rival schedules"] = log(1 + max((figure.get("rivals", 0) for figure in schedule), default=0))
    weakest = min((float(figure.get("confidence", 1.0)) for figure in schedule), default=1.0)
    features["doubt of the schedule"] = 1 - weakest
    if measure == "network_operations" and "forward_flop" in network:
        flop = network["forward_flop"]
        features[f"FLOPs: {_group(How(flop['how']))}"] = 1.0
        features["rival FLOPs"] = log(1 + flop.get("rivals", 0))
        features["FLOPs assumed to be multiply-adds"] = float("assumed" in (row["flop_convention"] or ""))
    if measure != "network_operations":
        features["compute shared by other errors"] = log(len(sharing))
        features["worse than another of the same compute"] = float(row["error"] > min(sharing))
    return features


_PRE_TRAINING = 20
"""Pre-training on more data shows a network up to this many times as many examples."""


def _unusual_schedule(row: Row, facts: Mapping[str, Mapping[str, Row]], counted: Sequence[str]) -> Features:
    """How far the examples seen lie outside of what the data set is usually trained for, in powers of e."""
    usual = usual_examples(family_of(row["benchmark_id"]))
    seen = [part.amount.value for stage in counted if (part := examples(facts.get(stage, {}))) is not None]
    if usual is None or not seen:
        return {}
    least, most = usual
    has_more = "pretraining" in counted
    return {
        "schedule shorter than usual": log(max(1.0, least / sum(seen))),
        "schedule longer than usual": log(max(1.0, sum(seen) / (most * (_PRE_TRAINING if has_more else 1)))),
    }


def _is_of_backbone(stage: Mapping[str, Row]) -> bool:
    return any(figure["how"] == How.BACKBONE for figure in stage.values())


_GROUPS = {
    How.SAME_ROW: "same row",
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
