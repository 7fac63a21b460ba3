"""Decisions as sums of weighed evidence: logistic regressions whose weights are a data file.

``python -m tools.train_reading`` learns ``extractors/catalog/reading.json`` from annotated papers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Any

Features = dict[str, float]
WEIGHTS_FILE = "reading.json"
LEAST_PROBABILITY = 0.65
"""What is less likely than this to be a result is left out: what is invented harms more than what is missed."""
_FEWEST_WORDS = 0.25
"""Log-odds below which evidence is not worth a word."""
_MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """One yes-or-no question, answered by evidence."""

    intercept: float
    weights: Mapping[str, float]
    scale: float = 1.0
    shift: float = 0.0
    """Log-odds times `scale` plus `shift` are right as often as they say, on papers that were not trained on."""

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Return what the evidence adds up to."""
        return self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """Return how likely the answer is yes, by the evidence: from one half on it is."""
        return _logistic(self.log_odds(features))

    def confidence(self, features: Mapping[str, float]) -> float:
        """Return how often such a yes is right."""
        return _logistic(self.scale * self.log_odds(features) + self.shift)

    def reasons(self, features: Mapping[str, float]) -> tuple[str, ...]:
        """Return the evidence that weighs most, for and against, as words with signs."""
        weighed = [(self.weights.get(name, 0.0) * value, name) for name, value in features.items()]
        telling = sorted(
            (part for part in weighed if abs(part[0]) >= _FEWEST_WORDS), key=lambda p: -abs(p[0])
        )
        return tuple(f"{'+' if weight > 0 else '-'} {name}" for weight, name in telling[:_MOST_REASONS])


@cache
def decision(name: str) -> Decision:
    """Return a decision by its name in the weights file."""
    entry = read_weights()["decisions"][name]
    weights = {key: float(value) for key, value in entry["weights"].items()}
    return Decision(float(entry["intercept"]), weights, float(entry["scale"]), float(entry["shift"]))


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))


def read_weights() -> dict[str, Any]:
    """Return the content of the weights file."""
    content: dict[str, Any] = json.loads(
        resources.files("extractors.catalog").joinpath(WEIGHTS_FILE).read_text("utf-8")
    )
    return content
