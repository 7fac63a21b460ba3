"""What targets would cost: the fitted lines turned around, with intervals and with warnings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.costs import PRICE_PERFORMANCE_DOUBLING_YEARS, CostModel
from analysis.fits.frames import Fit
from analysis.fits.points import to_scale

COLUMNS = {
    "fit_id": "The fit that is turned around",
    "benchmark_id": "Benchmark",
    "measure": "Compute measure of the fit",
    "form": "Form of the fit",
    "cost_model": "Name of the cost model",
    "target_error": "Error to be reached, as a fraction",
    "quantity": "log10_flop, log10_usd, log10_kg_co2e, or year_affordable",
    "value": "What the line says",
    "value_low": "Lower end of the 95 % interval over resampled papers",
    "value_high": "Upper end; NULL where the resamples do not bound it",
    "decades_beyond_data": "Powers of ten from the largest compute that was fitted to the one that is needed",
    "is_far_beyond_data": "More than `FAR_BEYOND_THE_DATA_DECADES`",
    "label_error_share": "Share of wrong test labels, where known",
    "is_below_label_errors": "The target is below it",
    "note": "Budget, and what speaks against believing the figure",
}
"""The columns of the frame `project` returns, with what they hold."""

SPECIFICATIONS = ("ols", "exponential")
"""Fits that are projected: the published polynomial and exponential forms."""

FAR_BEYOND_THE_DATA_DECADES = 3.0
BUDGET_USD = 1e8
"""What `year_affordable` asks for: the year in which this much pays for the target."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Errors to be reached on a benchmark, and what speaks against reaching them."""

    benchmark_id: str
    errors: tuple[float, ...]
    wrong_labels: float | None = None
    """Share of the test labels known to be wrong: an error below it cannot be told from chance agreement."""
    source: str = ""


TARGETS = (
    Targets(
        "imagenet_top1",
        (0.05, 0.01),
        0.06,
        "Northcutt et al. 2021 (arXiv 2103.14749): at least 6 % of ImageNet validation labels are wrong",
    ),
    Targets("coco_box_ap", (0.30, 0.10)),
    Targets("squad11_em", (0.02, 0.01)),
    Targets("squad11_f1", (0.02, 0.01)),
    Targets(
        "conll2003_f1",
        (0.02, 0.01),
        0.05,
        "Wang et al. 2019 (arXiv 1909.01441): labels of about 5 % of the CoNLL-2003 test sentences are wrong",
    ),
    Targets("wmt14_en_fr_bleu", (0.30, 0.10)),
)


def project(fits: Iterable[Fit], costs: CostModel, targets: Sequence[Targets] = TARGETS) -> pd.DataFrame:
    """Say what each target would take under each projected fit.

    Args:
        fits: Fitted lines; those of other specifications than `SPECIFICATIONS` are passed over.
        costs: Hardware, price and emissions.
        targets: What is to be reached.

    Returns:
        One row per fit, target and quantity with the columns of `COLUMNS`.
    """
    by_benchmark = {target.benchmark_id: target for target in targets}
    rows = [
        row
        for fit in fits
        if fit.reason is None
        and fit.specification.name in SPECIFICATIONS
        and fit.benchmark_id in by_benchmark
        for row in _rows(fit, by_benchmark[fit.benchmark_id], costs)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def required_log10_flop(fit: Fit, error: float) -> tuple[float, float | None, float | None]:
    """Turn a line around: log10 of the compute at which it reaches an error.

    Args:
        fit: A fitted line.
        error: Fraction.

    Returns:
        The value with its interval over resampled papers; an end is None where 2.5 % of the resamples or more
        never reach the error.

    Raises:
        ValueError: The fit has no line, or one that does not fall.
    """
    if fit.line is None or not _falls(fit, np.array([fit.line.slope]))[0]:
        raise ValueError(f"{fit.fit_id} has no line that falls with compute")
    y = float(to_scale(np.array([error]), fit.specification.form)[0])
    value = (y - fit.line.intercept) / fit.line.slope
    if fit.resamples is None:
        return value, None, None
    slopes, intercepts = fit.resamples.slopes, fit.resamples.intercepts
    drawn = np.isfinite(slopes)
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = np.where(_falls(fit, slopes), (y - intercepts) / slopes, np.inf)[drawn]
    low, high = np.quantile(reached, [0.025, 0.975], method="higher")
    return value, _finite(low), _finite(high)


def _rows(fit: Fit, targets: Targets, costs: CostModel) -> Iterator[dict[str, Any]]:
    for error in targets.errors:
        try:
            flop = required_log10_flop(fit, error)
        except ValueError:
            return
        beyond = _decades_beyond(fit, flop[0])
        is_far = beyond is not None and beyond > FAR_BEYOND_THE_DATA_DECADES
        is_below = targets.wrong_labels is not None and error < targets.wrong_labels
        for quantity, values in _quantities(flop, fit.measure, costs).items():
            yield {
                "fit_id": fit.fit_id,
                "benchmark_id": fit.benchmark_id,
                "measure": fit.measure,
                "form": fit.specification.form.value,
                "cost_model": costs.name,
                "target_error": error,
                "quantity": quantity,
                "value": values[0],
                "value_low": values[1],
                "value_high": values[2],
                "decades_beyond_data": beyond,
                "is_far_beyond_data": is_far,
                "label_error_share": targets.wrong_labels,
                "is_below_label_errors": is_below,
                "note": "; ".join(
                    _notes(quantity, beyond if is_far else None, targets if is_below else None)
                ),
            }


def _notes(quantity: str, beyond: float | None, targets: Targets | None) -> Iterator[str]:
    if quantity == "year_affordable":
        yield f"for a budget of USD {BUDGET_USD:.0e}".replace("e+0", "e")
    if beyond is not None:
        yield f"{beyond:.0f} decades beyond the data"
    if targets is not None:
        yield f"below the share of wrong test labels ({targets.wrong_labels:.0%})"


def _quantities(
    flop: tuple[float, float | None, float | None], measure: str, costs: CostModel
) -> dict[str, tuple[float | None, float | None, float | None]]:
    usd = _shifted(flop, -math.log10(costs.flop_per_usd(measure)))
    doubling, fast, slow = PRICE_PERFORMANCE_DOUBLING_YEARS
    return {
        "log10_flop": flop,
        "log10_usd": usd,
        "log10_kg_co2e": _shifted(flop, -math.log10(costs.flop_per_kg_co2e(measure))),
        "year_affordable": (
            _year(usd[0], doubling, costs),
            _year(usd[1], fast, costs),
            _year(usd[2], slow, costs),
        ),
    }


def _year(log10_usd: float | None, doubling_years: float, costs: CostModel) -> float | None:
    """Year in which price-performance has brought a cost down to `BUDGET_USD`."""
    if log10_usd is None:
        return None
    doublings = max(log10_usd - math.log10(BUDGET_USD), 0.0) / math.log10(2)
    return round(costs.year + doublings * doubling_years, 1)


def _decades_beyond(fit: Fit, log10_flop: float) -> float | None:
    return None if fit.points is None else log10_flop - math.log10(float(fit.points["compute_flop"].max()))


def _falls(fit: Fit, slopes: np.ndarray) -> np.ndarray:
    """Whether error falls with compute: on the scale 1/E its line rises."""
    is_inverted = fit.specification.form.value == "exponential"
    falls: np.ndarray = slopes > 0 if is_inverted else slopes < 0
    return falls


def _shifted(
    values: tuple[float, float | None, float | None], by: float
) -> tuple[float, float | None, float | None]:
    value, low, high = values
    return value + by, None if low is None else low + by, None if high is None else high + by


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
