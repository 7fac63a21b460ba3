"""Resampling papers: models of one paper share authors, data and statements, so papers are what repeats."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from analysis.fits.lines import Estimator, Lines
from analysis.fits.points import Sample, Vector

DRAWS = 10_000
SEED = 20200710
"""The day the first version of the published study appeared; any fixed number would do."""

_CELLS_AT_ONCE = 100_000
"""Resamples times points worked on at a time: what stays in a core's cache."""


@lru_cache(maxsize=8)
def paper_weights(n_papers: int, draws: int) -> Vector:
    """Return how often each paper is drawn in each resample, shape (draws, n_papers); always the same."""
    counts = np.random.default_rng(SEED).multinomial(n_papers, np.full(n_papers, 1 / n_papers), size=draws)
    weights = counts.astype(float)
    weights.flags.writeable = False
    return weights


def bootstrap(points: Sample, estimator: Estimator, draws: int = DRAWS) -> Lines | None:
    """Draw papers with replacement and fit each draw.

    Args:
        points: The sample.
        estimator: What to fit.
        draws: Number of resamples.

    Returns:
        The lines, NaN where a resample allows none (such as one paper drawn throughout); None for an
        estimator that cannot be resampled.
    """
    if estimator.resample is None:
        return None
    weights = paper_weights(points.n_papers, draws)
    at_once = max(1, _CELLS_AT_ONCE // points.n)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        chunks = [
            estimator.resample(points, weights[start : start + at_once]) for start in range(0, draws, at_once)
        ]
    return Lines(
        np.concatenate([chunk.slopes for chunk in chunks]),
        np.concatenate([chunk.intercepts for chunk in chunks]),
    )


def without_each_paper(points: Sample, estimator: Estimator) -> Vector | None:
    """Return the slopes that are left when one paper is left out, by paper."""
    if estimator.resample is None:
        return None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return estimator.resample(points, 1.0 - np.eye(points.n_papers)).slopes
