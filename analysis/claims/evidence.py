"""What claims are tested on, and what a test answers."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from analysis.headline import Declared


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """What a refit has found."""

    points: pd.DataFrame
    """Rows of `compute_error`, with `training_examples` and `parameters`."""
    fits: pd.DataFrame
    projections: pd.DataFrame
    paper_count: int
    headline: Declared = field(default_factory=Declared)


@dataclass(frozen=True, slots=True)
class Figures:
    """What does not come from papers read: the simulation of the theory and the hardware catalog."""

    theory: pd.DataFrame
    hardware: pd.DataFrame


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What data say of a claim, before it is judged."""

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None
    """Why there is no value, or what it rests on."""
    n_models: int | None = None
    n_works: int | None = None
    is_open_above: bool = False
    """The interval has no upper end."""


def untestable(reason: str) -> ClaimOutcome:
    """Say why a claim cannot be tested."""
    return ClaimOutcome(None, reason=reason)
