"""Models that set a record: no earlier one was as good with as little compute."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.fits.bootstrap import paper_weights
from analysis.fits.lines import interval
from analysis.fits.points import Sample, TooFewPointsError, Vector
from analysis.frontier.planes import DRAWS, halving_months

Positions = NDArray[np.intp]

MINIMUM_RECORDS = 3
"""Models that each reached an error with less compute than all before, which a halving time needs."""


def best_models(points: Sample, year: float) -> Positions:
    """Return the models up to a year that none equals with less or equal compute, cheapest first."""
    known = np.flatnonzero(points.year <= year)
    cheapest_first = known[np.lexsort((points.y[known], points.x[known]))]
    y = points.y[cheapest_first]
    best_before = np.concatenate([[np.inf], np.minimum.accumulate(y)[:-1]])
    return cheapest_first[y < best_before]


def cheapest_models(points: Sample, target_error: float) -> Positions:
    """Return the models that reached an error with less compute than any before, earliest first.

    Of several in one year only the cheapest counts.
    """
    reached = np.flatnonzero(points.y <= np.log10(target_error) + _TIE)
    earliest_first = reached[np.lexsort((points.x[reached], points.year[reached]))]
    x = points.x[earliest_first]
    least_before = np.concatenate([[np.inf], np.minimum.accumulate(x)[:-1]])
    is_first_of_year = np.diff(points.year[earliest_first], prepend=-np.inf) > 0
    return earliest_first[(x < least_before) & is_first_of_year]


_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class HalvingTime:
    """In how many months the compute for an error halved, by the models that set a record."""

    months: float
    low: float
    high: float
    records: int


def halving_time(points: Sample, target_error: float) -> HalvingTime:
    """Compare the first and the cheapest model that reached an error (Hernandez and Brown 2020).

    Args:
        points: The sample, on the log scale, years known.
        target_error: Fraction.

    Returns:
        The months in which the compute for this error halves, with their interval over papers.

    Raises:
        TooFewPointsError: Fewer than `MINIMUM_RECORDS` models set a record at this error.
    """
    records = cheapest_models(points, target_error)
    if len(records) < MINIMUM_RECORDS:
        raise TooFewPointsError(f"{len(records)} models set a record, needs {MINIMUM_RECORDS}")
    fallen = points.x[records[0]] - points.x[records[-1]]
    rate = fallen / (points.year[records[-1]] - points.year[records[0]])
    slow, fast = interval(_resampled_rates(points, target_error))
    return HalvingTime(halving_months(rate), halving_months(fast), halving_months(slow), len(records))


def _resampled_rates(points: Sample, target_error: float) -> Vector:
    """Decades per year from the first year's cheapest to the cheapest model of all, per resample."""
    reached = points.y <= np.log10(target_error) + _TIE
    x, year, paper = points.x[reached], points.year[reached], points.paper[reached]
    is_drawn = paper_weights(points.n_papers, DRAWS)[:, paper] > 0
    years = np.unique(year)
    cheapest = np.stack(
        [np.where(is_drawn[:, year == one], x[year == one], np.inf).min(axis=1) for one in years], axis=1
    )
    has_any = np.isfinite(cheapest)
    first, last = has_any.argmax(axis=1), cheapest.argmin(axis=1)
    rows = np.arange(DRAWS)
    span = years[last] - years[first]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = (cheapest[rows, first] - cheapest[rows, last]) / span
    # A resample in which the first model stays the cheapest shows no fall.
    rates[has_any.any(axis=1) & (span == 0)] = 0.0
    return np.asarray(rates)
