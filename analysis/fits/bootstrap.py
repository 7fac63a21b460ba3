"""Resampling papers: models of one paper share authors, data and statements, so papers are what repeats."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.fits.lines import Lines, Resampler
from analysis.fits.points import Sample, Vector

DRAWS = 10_000
SEED = 20200710
"""The day the first version of the published study appeared; any fixed number would do."""

_CELLS_AT_ONCE = 100_000
"""Resamples times points worked on at a time: what stays in a core's cache."""


@lru_cache(maxsize=8)
def paper_weights(n_papers: int, draws: int) -> NDArray[np.uint16]:
    """Return how often each paper is drawn in each resample, shape (draws, n_papers); always the same."""
    counts = np.random.default_rng(SEED).multinomial(n_papers, np.full(n_papers, 1 / n_papers), size=draws)
    weights = counts.astype(np.uint16)
    weights.flags.writeable = False
    return weights


def bootstrap(points: Sample, resample: Resampler, draws: int = DRAWS) -> Lines:
    """Draw papers with replacement and fit each draw.

    Args:
        points: The sample.
        resample: What an estimator's `resampler` makes of the sample.
        draws: Number of resamples.

    Returns:
        The lines, NaN where a resample allows none (such as one paper drawn throughout).
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        lines = [resample(weights) for weights in weights_in_parts(points, draws)]
    return Lines(
        np.concatenate([part.slopes for part in lines]),
        np.concatenate([part.intercepts for part in lines]),
    )


def weights_in_parts(points: Sample, draws: int) -> Iterator[Vector]:
    """Yield the weights of `paper_weights`, as many resamples at a time as a core's cache holds."""
    weights = paper_weights(points.n_papers, draws)
    at_once = max(1, _CELLS_AT_ONCE // points.n)
    for start in range(0, draws, at_once):
        yield weights[start : start + at_once].astype(float)


def without_each_paper(points: Sample, resample: Resampler) -> Vector:
    """Return the slopes that are left when one paper is left out, by paper."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return resample(1.0 - np.eye(points.n_papers)).slopes
