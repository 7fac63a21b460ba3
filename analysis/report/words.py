"""How the report names things and writes numbers."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

TemplateRow = dict[str, Any]
"""What a template is given of one row: ready-made words and numbers by the names it calls them."""

MEASURE_NAMES = {
    "hardware_burden": "hardware burden",
    "consolidated": "consolidated burden",
    "network_operations": "network operations",
    "reported": "training FLOP as printed",
    "token_rule": "6 × parameters × tokens",
    "hardware_burden_with_search": "hardware burden with search",
}
"""Compute measures as a reader of the report knows them, the one a plot opens with first."""

MEASURE_MEANINGS = {
    "hardware_burden": "devices × training time × peak speed of the hardware, as the paper prints them",
    "consolidated": "devices × training time × peak speed where printed, else predicted from network operations",
    "network_operations": "3 × operations of a forward pass × epochs × size of the training set",
    "reported": "the training FLOP the paper itself states",
    "token_rule": "the usual rule for language models that are transformers",
    "hardware_burden_with_search": "hardware burden, the search for the architecture included",
}
"""The same in half a sentence; `analysis.measures` has the definitions."""

SPECIFICATION_NAMES = {
    "ols": "least squares",
    "ols_observed_only": "without imputed points",
    "ols_without_tpu": "without TPU runs",
    "ols_with_quoted": "with quoted models",
    "ols_best_of_paper": "best model of each paper",
    "ols_verified_only": "verified points only",
    "reverse_ols": "compute on error",
    "rma": "reduced major axis",
    "deming": "Deming",
    "errors_in_compute": "errors in compute",
    "theil_sen": "Theil–Sen",
    "huber": "Huber",
    "quantile_10": "best tenth (quantile)",
    "ols_with_year": "with a year term",
    "within_families": "within model families",
    "mixed": "mixed effects by family",
    "floor": "above an error floor",
    "broken": "with one break",
    "exponential": "exponential form",
    "linear": "error in levels",
    "multiple_imputation": "multiple imputation",
}
"""Specifications as a legend has room for them; all are defined in `analysis.fits.specification`."""

FORM_NAMES = {
    "power": "power law",
    "exponential": "exponential",
    "linear": "error in levels",
    "power_with_year": "power law with a year term",
    "floor": "power law above an error floor",
    "broken": "power law with one break",
}

STRATEGY_NAMES = {
    "oracle": "oracle: the 10 variables that matter",
    "expert": "expert: 9 of them and a wrong one",
    "flexible": "flexible: all 1,000",
    "regularised": "regularised: all, with lasso",
}

CLAIM_SECTIONS = {
    "papers_examined": "coverage",
    "more_parameters_than_examples": "imagenet_top1",
    "ninth_power": "imagenet_top1",
    "halving_takes_500": "imagenet_top1",
    "data_grows_as_square": "theory",
    "compute_grows_as_fourth_power": "theory",
    "many_candidate_variables": "theory",
    "experts_stall": "theory",
    "alexnet_training": "decomposition",
    "nasnet_halves_error": "decomposition",
    "nasnet_compute": "decomposition",
    "nasnet_hardware_part": "decomposition",
    "five_percent_compute": "projections",
    "five_percent_cost": "projections",
    "five_percent_emissions": "projections",
    "five_percent_date": "frontier",
}
"""Where the page shows what a claim is tested on."""

ERROR_TICKS = (0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
"""Errors that logarithmic axes are marked with."""

NONE = "–"
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def measure_name(measure: str) -> str:
    """Return what a reader calls a compute measure."""
    return MEASURE_NAMES.get(measure, measure.replace("_", " "))


def specification_name(specification: str) -> str:
    """Return what a legend calls a specification."""
    return SPECIFICATION_NAMES.get(specification, specification.replace("_", " "))


def number(value: float | None, digits: int = 1) -> str:
    """Write a number for a reader: a dash for none, a power of ten beyond a million.

    Returns:
        The number, spaces between the factor and the power ones that do not break.

    >>> number(9.43), number(512, 0), number(2.5e9, 0).split(), number(None)
    ('9.4', '512', ['2.5', '×', '10⁹'], '–')
    """
    if is_missing(value):
        return NONE
    assert value is not None  # noqa: S101  is_missing has seen to it
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if abs(value) >= 1e6 or (value and abs(value) < 10**-digits / 2):
        mantissa, _, power = f"{value:.1e}".partition("e")
        return f"{mantissa}\u00a0×\u00a0{power_of_ten(int(power))}"
    return f"{value:,.{digits}f}".replace("-", "−")


def significant(value: float | None, digits: int = 2) -> str:
    """Round to significant digits, as befits a factor whose interval is wide.

    Returns:
        The number as text, thousands separated by commas.

    >>> significant(687.4), significant(1234567.0).split(), significant(3.14159)
    ('690', ['1.2', '×', '10⁶'], '3.1')
    """
    if is_missing(value) or not value or math.isinf(value):
        return number(value)
    place = digits - 1 - math.floor(math.log10(abs(value)))
    return number(round(value, place), max(place, 0))


def in_unit(value: float | None, unit: str | None) -> str:
    """Write the figure of a claim; three digits are enough for all but years.

    Returns:
        The figure as text, without its unit.

    >>> in_unit(2025.8, "year"), in_unit(3985.4, "factor")
    ('2025.8', '3,990')
    """
    if unit == "year" and value is not None and not is_missing(value):
        return f"{value:.1f}"
    return significant(value, 3)


def power_of_ten(exponent: int) -> str:
    """Write a power of ten.

    Returns:
        The power, its exponent raised.

    >>> power_of_ten(23)
    '10²³'
    """
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


def interval(low: float | None, high: float | None, digits: int = 1) -> str:
    """Write an interval; a dash where there is none."""
    if is_missing(low) and is_missing(high):
        return NONE
    return f"{number(low, digits)} to {number(high, digits)}"


def is_missing(value: object) -> bool:
    """Tell whether a number is not there: None, NaN or NA."""
    return bool(pd.isna(value))  # type: ignore[call-overload]
