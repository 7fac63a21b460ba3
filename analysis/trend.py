"""The trend of the best models over the years, whatever they cost."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.fits.bootstrap import paper_weights
from analysis.fits.gram import least_squares

MINIMUM_YEARS = 4
DRAWS = 2_000


def year_reached(points: pd.DataFrame, target_error: float) -> tuple[float, float, float] | None:
    """Return the year at which the line through the best error of each year reaches a target.

    Args:
        points: Rows of `compute_error` of one benchmark.
        target_error: Fraction.

    Returns:
        The year with its 95 % interval; None for fewer than `MINIMUM_YEARS` years or a trend that does not
        fall. An end is infinite where the resamples do not bound it.
    """
    dated = points[points["year"].notna() & points["error"].between(0, 1, inclusive="neither")]
    years = np.unique(dated["year"].astype(float))
    if len(years) < MINIMUM_YEARS:
        return None
    y = np.log10(dated["error"].to_numpy(dtype=float))
    paper = pd.factorize(dated["paper_id"], sort=True)[0]
    is_drawn = paper_weights(int(paper.max()) + 1, DRAWS)[:, paper] > 0
    is_drawn = np.vstack([np.ones(len(y), dtype=bool), is_drawn])
    own = dated["year"].to_numpy(dtype=float)[:, None] == years
    best = np.stack([np.where(is_drawn & of_year, y, np.inf).min(axis=1) for of_year in own.T], axis=1)
    known = np.isfinite(best).astype(float)
    columns = np.stack(
        [np.ones_like(best), np.broadcast_to(years - years[0], best.shape), np.where(known > 0, best, 0)],
        axis=2,
    )
    lines = least_squares(np.einsum("by,byk,byl->bkl", known, columns, columns))
    falls = lines[:, 1] < 0
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = years[0] + np.where(falls, (np.log10(target_error) - lines[:, 0]) / lines[:, 1], np.inf)
    if not falls[0]:
        return None
    low, high = interval_with_infinity(reached[1:][~np.isnan(lines[1:, 1])])
    return float(reached[0]), low, high


def interval_with_infinity(draws: np.ndarray) -> tuple[float, float]:
    """Return the percentile interval of draws of which some never reach the target."""
    low, high = np.quantile(draws, [0.025, 0.975], method="higher")
    return float(low), float(high)
