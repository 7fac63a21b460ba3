"""Which candidates are points of the fit: one model, its error, its training compute, all three right.

A candidate is a model run with a result and an estimate. How likely all of its parts are right is told by a logistic
regression on how each part is known; its weights (``points.toml``) are learned from annotated papers by
``python -m tools.train_points``. What is not likely enough is no point: it stays visible as a candidate, with its
reasons.
"""

from __future__ import annotations

import json
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

from analysis.frames import records
from analysis.runs.links import RANK, How

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
    shared = errors_of_one_compute(rows)
    features = features_of(rows)
    probabilities = [known.probability(own) for own in features]
    refusals = [_contradiction(row, contradicted) or refusal(row, shared[compute_key(row)]) for row in rows]
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


def refusal(row: Row, errors: set[float]) -> str:
    """Say why a candidate cannot be a point whatever speaks for it; empty for one that can.

    Args:
        row: The candidate.
        errors: The errors of all candidates of the paper that share its compute.
    """
    flags = set(row["flags"])
    if any(flag.endswith("_not_counted") for flag in flags):
        return "a stage without schedule"
    if flags & _IMPOSSIBLE:
        return "impossible beside another measure"
    is_of_nobody = any(How(figure["how"]) in _OF_NOBODY for figure in _schedule(row))
    if row["measure"] in _PER_RUN and is_of_nobody and row["error"] > min(errors):
        return "a cost of one run that is stated for the best model"
    return ""


_IMPOSSIBLE = frozenset({"burden_below_operations", "utilisation_above_1"})
_PER_RUN = frozenset({"hardware_burden", "hardware_burden_with_search", "reported", "consolidated"})
"""Measures whose inputs are those of one run: a time that names no model is that of one model, not of each."""
_OF_NOBODY = frozenset({How.PAPER, How.FAMILY, How.UNKNOWN_NAME, How.OTHER_STAGE})


def _schedule(row: Row) -> list[Row]:
    """The figures of the stages that are counted."""
    facts: Mapping[str, Mapping[str, Row]] = json.loads(row["facts"])
    counted = [stage for stage in (row["stages"] or "").split(", ") if stage in facts]
    return [facts[stage][name] for stage in counted for name in _SCHEDULE if name in facts[stage]]


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
    ratio = one["compute_flop"] / other["compute_flop"]
    is_as_good = bool(abs(one["error"] - other["error"]) < _SAME_ERROR)
    return is_as_good and 1 / _SAME_COMPUTE < ratio < _SAME_COMPUTE


def features_of(rows: Sequence[Row]) -> list[Features]:
    """Return what is known of how each candidate came about, by name.

    Args:
        rows: All candidates: how many of a paper share one statement is a feature of each.
    """
    shared = errors_of_one_compute(rows)
    return [_features(row, shared[compute_key(row)]) for row in rows]


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


def _features(row: Row, sharing: set[float]) -> Features:
    facts: Mapping[str, Mapping[str, Row]] = json.loads(row["facts"])
    counted = [stage for stage in (row["stages"] or "").split(", ") if stage]
    network = facts.get("model", {})
    schedule = [
        facts[stage][name]
        for stage in counted
        if stage in facts
        for name in _SCHEDULE
        if name in facts[stage]
    ]
    hows = [How(figure["how"]) for figure in schedule if figure["how"] != How.BENCHMARK]
    measure = row["measure"]
    confidence = min(max(float(row["result_confidence"]), 0.02), 0.98)
    features: Features = {
        f"measure: {measure}": 1.0,
        "sureness of the result": log(confidence / (1 - confidence)),
        "several stages": float("," in (row["stages"] or "")),
        "imputed": float(bool(row["is_imputed"])),
        "quoted": float(not row["is_own"]),
    }
    if hows:
        features[f"schedule: {_group(max(hows, key=RANK.__getitem__))}"] = 1.0
    features["schedule names the data"] = float(any(figure.get("names_data") for figure in schedule))
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
