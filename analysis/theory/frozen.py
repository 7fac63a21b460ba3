"""The simulated curves as they were frozen: they depend on no fact of the warehouse."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def theory() -> pd.DataFrame:
    """Return the curves of the four strategies, as `analysis.theory.simulation.simulate` found them."""
    return _frozen().copy()


@cache
def _frozen() -> pd.DataFrame:
    with (resources.files("analysis.theory") / "simulated.csv").open("rb") as file:
        return pd.read_csv(file)


def performance_at(curves: pd.DataFrame, strategy: str, examples: float) -> float:
    """Return a strategy's performance, between simulated numbers of examples on a straight line in their logs."""
    return float(_performance(curves, strategy, np.array([examples]))[0])


def crossing(curves: pd.DataFrame, strategy: str, other: str) -> float:
    """Return the number of examples from which a strategy stays ahead of another; infinite where it never does."""
    examples = np.geomspace(1, curves["examples"].max(), 2000)
    is_ahead = _performance(curves, strategy, examples) > _performance(curves, other, examples)
    behind = np.flatnonzero(~is_ahead)
    if not len(behind):
        return float(examples[0])
    return float(examples[behind[-1] + 1]) if behind[-1] + 1 < len(examples) else np.inf


def _performance(curves: pd.DataFrame, strategy: str, examples: NDArray[np.float64]) -> NDArray[np.float64]:
    own = curves[curves["strategy"] == strategy].sort_values("examples")
    found: NDArray[np.float64] = np.interp(np.log(examples), np.log(own["examples"]), own["performance"])
    return found
