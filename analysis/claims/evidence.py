"""What claims are tested on, and what a test answers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a refit has found."""

    points: pd.DataFrame
    """Rows of `compute_error`, with `training_examples` and `parameters`."""
    fits: pd.DataFrame
    projections: pd.DataFrame
    theory: pd.DataFrame
    hardware: pd.DataFrame
    paper_count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the current data say of a claim."""

    value: float | None
    holds: bool | None
    """None where the data do not allow a verdict."""
    low: float | None = None
    high: float | None = None
    reason: str | None = None
    """Why there is no verdict, or what the value rests on."""


def untestable(reason: str, value: float | None = None) -> Outcome:
    """Say why a claim cannot be tested."""
    return Outcome(value, None, reason=reason)
