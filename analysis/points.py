"""Which candidates are points of the fit: one model, its error, its training compute, all three right.

A candidate is a model run with a result and an estimate. How likely all of its parts are right is told by a logistic
regression on how each part is known; its weights (``points.toml``) are learned from annotated papers by
``python -m tools.train_points``. What is not likely enough is no point: it stays visible as a candidate, with its
reasons.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis.frames import FrameRow, records
from analysis.point_features import Features, features_of
from analysis.refusals import refusals_of
from analysis.runs.names import parse

COLUMNS = {
    "run_id": "The model run, see `model_runs`",
    "benchmark_id": "The benchmark of the result",
    "measure": "The measure of compute, see `compute_estimates`",
    "probability": "How likely error and compute are both right, learned from annotated papers",
    "is_point": "True where that is likely enough for the fits, and no other candidate is the same point",
    "reasons": "What speaks for it (+) and against it (-), the weightiest first",
}
"""The columns of the frame `judge` returns, with what they hold."""

_SAME_ERROR, _SAME_COMPUTE = 5e-4, 1.05
"""Candidates of one paper closer than this, in error and by factor in compute, are one point."""
_SAME_NETWORK = 1.6
"""The same where one name is part of the other: a figure printed again, rounded or at another input."""
_REASON_COUNT = 4


@dataclass(frozen=True, slots=True)
class PointWeights:
    """A logistic regression over named features."""

    intercept: float
    weights: Mapping[str, float]
    thresholds: Mapping[str, float]
    """Least probability of a point by measure; what is not named here needs the highest of them."""

    def threshold(self, measure: str) -> float:
        """Return the least probability of a point of a measure."""
        return self.thresholds.get(measure, max(self.thresholds.values()))

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
def weights() -> PointWeights:
    """Return the weights that ship with the package."""
    content = tomllib.loads(resources.files("analysis").joinpath("points.toml").read_text("utf-8"))
    return PointWeights(content["intercept"], content["weights"], content["thresholds"])


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
        index
        for index in distinct(rows, probabilities, refusals)
        if probabilities[index] >= known.threshold(rows[index]["measure"])
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


def _contradiction(row: FrameRow, contradicted: Mapping[str, str]) -> str:
    facts = (row["result_id"], *row["compute_ids"]) if contradicted else ()
    seen = next((contradicted[fact] for fact in facts if fact in contradicted), "")
    return f"a second reading of the page disagrees: {seen}" if seen else ""


def distinct(rows: Sequence[FrameRow], probabilities: Sequence[float], refusals: Sequence[str]) -> list[int]:
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


def _is_same(one: FrameRow, other: FrameRow) -> bool:
    if abs(one["error"] - other["error"]) >= _SAME_ERROR:
        return False
    names = parse(one["model_name"]).tokens, parse(other["model_name"]).tokens
    factor = _SAME_NETWORK if names[0] <= names[1] or names[1] <= names[0] else _SAME_COMPUTE
    return bool(1 / factor < one["compute_flop"] / other["compute_flop"] < factor)
