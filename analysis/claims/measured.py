"""Claims that data answer: the study's tables, and the papers read here, each by the same test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from analysis.claims.evidence import ClaimEvidence, ClaimOutcome, untestable
from analysis.fits import halving_factor
from analysis.frames import records
from analysis.trend import year_reached

BENCHMARK = "imagenet_top1"
TARGET_ERROR = 0.05
NOISY_STUDENT = "noisystudent"
MINIMUM_RATIOS = 5
"""Models whose parameters and examples are both known, for a median of their ratio."""


def noisy_student_parameters(evidence: ClaimEvidence) -> ClaimOutcome:
    """Parameters of the model."""
    letters = evidence.points["model_name"].str.lower().str.replace(r"[^a-z]", "", regex=True)
    is_named = letters.str.contains(NOISY_STUDENT, regex=False)
    found = evidence.points.loc[is_named, "parameters"].dropna()
    if found.empty:
        return untestable("no paper read here gives both a result and the compute of this model")
    return ClaimOutcome(float(found.max()), n_models=1, n_works=1)


def more_parameters_than_examples(evidence: ClaimEvidence) -> ClaimOutcome:
    """Ratio of parameters to examples over the ImageNet models."""
    runs = evidence.points[evidence.points["benchmark_id"] == BENCHMARK]
    runs = runs.drop_duplicates(["paper_id", "model_name"])
    ratios = (runs["parameters"].astype(float) / runs["training_examples"].astype(float)).dropna()
    if len(ratios) < MINIMUM_RATIOS:
        return untestable(f"{len(ratios)} models with known parameters and examples, needs {MINIMUM_RATIOS}")
    low, middle, high = (float(quartile) for quartile in np.quantile(ratios, [0.25, 0.5, 0.75]))
    works = runs.loc[ratios.index, "paper_id"].nunique()
    return ClaimOutcome(middle, low, high, n_models=len(ratios), n_works=works)


def papers_examined(evidence: ClaimEvidence) -> ClaimOutcome:
    """Papers read."""
    return ClaimOutcome(float(evidence.paper_count), n_works=evidence.paper_count)


def ninth_power(evidence: ClaimEvidence) -> ClaimOutcome:
    """Exponent of the declared fit."""
    return _of_fit(evidence, lambda value: value)


def halving_takes_500(evidence: ClaimEvidence) -> ClaimOutcome:
    """2 to that exponent."""
    return _of_fit(evidence, halving_factor)


def five_percent_compute(evidence: ClaimEvidence) -> ClaimOutcome:
    """Powers of ten of FLOP."""
    return _projected(evidence, "log10_flop")


def five_percent_cost(evidence: ClaimEvidence) -> ClaimOutcome:
    """Powers of ten of dollars."""
    return _projected(evidence, "log10_usd")


def five_percent_emissions(evidence: ClaimEvidence) -> ClaimOutcome:
    """Powers of ten of kg CO2."""
    return _projected(evidence, "log10_kg_co2e")


def five_percent_date(evidence: ClaimEvidence) -> ClaimOutcome:
    """Year at which the line through the best errors reaches the target."""
    points = evidence.points[evidence.points["benchmark_id"] == BENCHMARK]
    reached = year_reached(points, TARGET_ERROR)
    if reached is None:
        return untestable("too few years with models of known compute, or no trend to lower errors")
    value, low, high = reached
    return ClaimOutcome(
        value,
        low,
        None if np.isinf(high) else high,
        n_models=len(points[["paper_id", "model_name"]].drop_duplicates()),
        n_works=points["paper_id"].nunique(),
        is_open_above=bool(np.isinf(high)),
    )


def _declared(evidence: ClaimEvidence) -> dict[str, Any] | None:
    found = records(evidence.fits[evidence.fits["fit_id"] == evidence.headline.fit_id])
    return found[0] if found else None


def _of_fit(evidence: ClaimEvidence, turned: Callable[[float], float | None]) -> ClaimOutcome:
    """Return the exponent of the declared fit with its interval, each turned into what the claim is about."""
    fit = _declared(evidence)
    if fit is None:
        return untestable(f"no points for the declared fit, {evidence.headline.fit_id}")
    if fit["exponent"] is None:
        return untestable(f"the declared fit is none: {fit['reason']}")
    low, high = fit["exponent_bootstrap_low"], fit["exponent_bootstrap_high"]
    is_open = high is None or bool(np.isinf(high))
    return ClaimOutcome(
        turned(fit["exponent"]),
        None if low is None else turned(low),
        None if is_open else turned(high),
        evidence.headline.fit_id,
        fit["n"],
        fit["n_papers"],
        is_open,
    )


def _projected(evidence: ClaimEvidence, quantity: str) -> ClaimOutcome:
    """Return what the declared fit asks for at the target error, in the powers of ten of a quantity."""
    fit = _declared(evidence)
    rows = evidence.projections
    chosen = records(
        rows[
            (rows["fit_id"] == evidence.headline.fit_id)
            & (rows["target_error"] == TARGET_ERROR)
            & (rows["quantity"] == quantity)
            & (rows["cost_model"] == "published 2020")
        ]
    )
    if fit is None or fit["reason"] or not chosen:
        return untestable(
            f"the declared fit is none: {fit['reason']}" if fit else "no points for the declared fit"
        )
    row = chosen[0]
    return ClaimOutcome(
        row["value"],
        row["value_low"],
        row["value_high"],
        evidence.headline.fit_id,
        fit["n"],
        fit["n_papers"],
        row["value_high"] is None,
    )


MEASURED: dict[str, Callable[[ClaimEvidence], ClaimOutcome]] = {
    test.__name__: test
    for test in (
        noisy_student_parameters,
        more_parameters_than_examples,
        papers_examined,
        ninth_power,
        halving_takes_500,
        five_percent_compute,
        five_percent_cost,
        five_percent_emissions,
        five_percent_date,
    )
}
