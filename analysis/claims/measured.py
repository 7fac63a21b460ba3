"""Claims that the current fits answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.claims.evidence import Evidence, Outcome, untestable
from analysis.fits import HEADLINE
from analysis.trend import year_reached

BENCHMARK = "imagenet_top1"
MEASURES = ("network_operations", "hardware_burden", "consolidated")
"""The first of these with a fit is the headline of the study; the published ninth power is of network operations."""
TARGET_ERROR = 0.05

_NO_FIT = "no headline fit on ImageNet top-1: too few points"


def ninth_power(evidence: Evidence) -> Outcome:
    """Exponent of the headline fit."""
    fit = _headline(evidence)
    if fit is None:
        return untestable(_NO_FIT)
    low, high = _ends(fit, "exponent")
    return Outcome(fit["exponent"], high >= 9, low, high, _basis(fit))


def halving_takes_500(evidence: Evidence) -> Outcome:
    """2 to that exponent."""
    fit = _headline(evidence)
    if fit is None:
        return untestable(_NO_FIT)
    low, high = (2.0 ** min(end, 1000.0) for end in _ends(fit, "exponent"))
    return Outcome(fit["halving_factor"], high >= 500, low, high, _basis(fit))


def five_percent_compute(evidence: Evidence) -> Outcome:
    """Powers of ten of FLOP."""
    return _projected(evidence, "log10_flop", 28.0)


def five_percent_cost(evidence: Evidence) -> Outcome:
    """Powers of ten of dollars."""
    return _projected(evidence, "log10_usd", 11.0)


def five_percent_emissions(evidence: Evidence) -> Outcome:
    """Powers of ten of kg CO2."""
    return _projected(evidence, "log10_kg_co2e", 9.67)


def five_percent_date(evidence: Evidence) -> Outcome:
    """Year at which the line through the best errors reaches the target."""
    points = evidence.points[evidence.points["benchmark_id"] == BENCHMARK]
    reached = year_reached(points, TARGET_ERROR)
    if reached is None:
        return untestable("too few years with models of known compute, or no trend to lower errors")
    value, low, high = reached
    return Outcome(value, low <= 2025.99 and high >= 2025, low, high)


def _headline(evidence: Evidence) -> dict[str, Any] | None:
    fits = evidence.fits
    chosen = fits[
        (fits["benchmark_id"] == BENCHMARK)
        & (fits["specification"] == HEADLINE.name)
        & fits["exponent"].notna()
    ].set_index("measure")
    for measure in MEASURES:
        if measure in chosen.index:
            return {"measure": measure, **{str(k): v for k, v in chosen.loc[measure].items()}}
    return None


def _ends(fit: dict[str, Any], name: str) -> tuple[float, float]:
    """The interval over resampled papers, else the analytic one."""
    bootstrap = fit[f"{name}_bootstrap_low"], fit[f"{name}_bootstrap_high"]
    low, high = bootstrap if pd.notna(bootstrap[0]) else (fit[f"{name}_low"], fit[f"{name}_high"])
    return float(low), float(high)


def _basis(fit: dict[str, Any]) -> str:
    return f"{fit['measure']}, {fit['n']} models of {fit['n_papers']} papers"


def _projected(evidence: Evidence, quantity: str, published: float) -> Outcome:
    """Holds where the published power lies within the interval, powers rounded down as published."""
    fit = _headline(evidence)
    rows = evidence.projections
    if fit is None:
        return untestable(_NO_FIT)
    chosen = rows[
        (rows["fit_id"] == fit["fit_id"])
        & (rows["target_error"] == TARGET_ERROR)
        & (rows["quantity"] == quantity)
        & (rows["cost_model"] == "published 2020")
    ]
    if chosen.empty:
        return untestable("the headline line does not fall with compute")
    row = chosen.iloc[0]
    low = None if pd.isna(row["value_low"]) else float(row["value_low"])
    high = None if pd.isna(row["value_high"]) else float(row["value_high"])
    reaches_down = low is None or low < published + 1
    return Outcome(
        float(row["value"]), reaches_down and (high is None or high >= published), low, high, _basis(fit)
    )


MEASURED: dict[str, Callable[[Evidence], Outcome]] = {
    test.__name__: test
    for test in (
        ninth_power,
        halving_takes_500,
        five_percent_compute,
        five_percent_cost,
        five_percent_emissions,
        five_percent_date,
    )
}
