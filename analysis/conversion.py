"""The line that predicts hardware burden from network operations, for runs that report no hardware."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures import Span

MINIMUM_RUNS = 8
"""Fewer runs with both measures than this do not make a line; the published one is used instead."""

_COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class ConversionLine:
    """log10 H = intercept + slope log10 N, with what a prediction interval needs."""

    intercept: float
    slope: float
    n: int
    mean_log_operations: float
    sum_of_squares: float
    """Of log10 N around its mean."""
    residual_sd: float
    """In decades."""
    source: str

    def predict(self, network_operations: float) -> Span:
        """Return the hardware burden expected for a run and its 95 % prediction interval, in FLOP."""
        x = np.log10(network_operations)
        centre = self.intercept + self.slope * x
        spread = self.residual_sd * np.sqrt(
            1 + 1 / self.n + (x - self.mean_log_operations) ** 2 / self.sum_of_squares
        )
        reach = stats.t.ppf((1 + _COVERAGE) / 2, self.n - 2) * spread
        return Span(float(10**centre), float(10 ** (centre - reach)), float(10 ** (centre + reach)))


PUBLISHED_LINE = ConversionLine(
    intercept=3.1337,
    slope=0.8716,
    n=11,
    mean_log_operations=19.52,
    sum_of_squares=21.0,
    residual_sd=0.557,
    source="Thompson et al. 2022, ImageNet notebook, 11 models that report both measures",
)
"""Intercept and slope as printed; the other three follow from the printed log-likelihood (-8.0736) and
standard errors (2.377 and 0.1215)."""


def conversion_line(pairs: pd.DataFrame) -> ConversionLine:
    """Fit the line to runs that have both measures.

    Args:
        pairs: Columns `network_operations` and `hardware_burden` in FLOP, one row per run.

    Returns:
        The fitted line, or `PUBLISHED_LINE` where fewer than `MINIMUM_RUNS` runs have both or their
        operations lie within one decade.
    """
    both = pairs[["network_operations", "hardware_burden"]].dropna()
    x, y = np.log10(both["network_operations"].to_numpy()), np.log10(both["hardware_burden"].to_numpy())
    if len(x) < MINIMUM_RUNS or np.ptp(x) < 1.0:
        return PUBLISHED_LINE
    line = stats.linregress(x, y)
    residuals = y - line.intercept - line.slope * x
    return ConversionLine(
        intercept=float(line.intercept),
        slope=float(line.slope),
        n=len(x),
        mean_log_operations=float(x.mean()),
        sum_of_squares=float(((x - x.mean()) ** 2).sum()),
        residual_sd=float(np.sqrt((residuals**2).sum() / (len(x) - 2))),
        source=f"{len(x)} runs of this warehouse that report both measures",
    )
