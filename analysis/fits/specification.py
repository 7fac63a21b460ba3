"""What a fit is: its form, its estimator and the points it uses, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How error E and compute C are related; b is the slope that is reported."""

    POWER = "power"
    """log10 E = a + b log10 C: compute grows as error to the power 1/b. The published "polynomial" form."""
    EXPONENTIAL = "exponential"
    """1/E = a + b log10 C: the published "exponential" form."""
    LINEAR = "linear"
    """E = a + b log10 C: what the published ImageNet notebook calls exponential for network operations."""


@dataclass(frozen=True, slots=True)
class Specification:
    """One way of fitting, applied to every benchmark and compute measure."""

    name: str
    estimator: str = "ols"
    """A key of `analysis.fits.estimators.ESTIMATORS`."""
    form: Form = Form.POWER
    with_imputed: bool = True
    """False leaves out burdens predicted from operations."""
    with_tpu: bool = True
    """False leaves out runs on TPUs, whose peaks are of another precision."""
    with_quoted: bool = False
    """True takes models, too, that a paper only compares with, as that paper states their error and compute."""
    verified_only: bool = False
    """True takes points all of whose facts a person has confirmed or corrected."""
    best_of_paper_only: bool = False
    """True takes the model of least error of each paper, so that no paper counts more than another."""


MINIMUM_POINTS = 8
"""Models; two parameters and their scatter."""
MINIMUM_WORKS = 5
"""Works, copies counted once: they are what is resampled, and fewer give nearly the same resamples again and again."""
MINIMUM_COMPUTE_VALUES = 5
"""Values of compute that differ by more than about 2 %."""
MINIMUM_SPREAD_DECADES = 0.5
"""Compute must span at least this many powers of ten for a slope to mean anything."""
LARGEST_SHARE_OF_SPREAD = 0.8
"""Of the variation of log compute that may hang on one work; with more the slope is that of one work to the rest."""
LEAST_SHARE_OF_RESAMPLES = 0.95
"""Of the resamples that must allow a line; with fewer the interval is one of chosen resamples."""
LEAST_RELATIVE_WIDTH = 1e-3
"""Of the slope's interval: measured points scatter more, points of one formula do not."""

HEADLINE = Specification("ols")
"""Least squares of log error on log compute, as published."""

SPECIFICATIONS = (
    HEADLINE,
    Specification("ols_observed_only", with_imputed=False),
    Specification("ols_without_tpu", with_tpu=False),
    Specification("ols_with_quoted", with_quoted=True),
    Specification("ols_best_of_paper", best_of_paper_only=True),
    Specification("ols_verified_only", verified_only=True),
    Specification("reverse_ols", "reverse_ols"),
    Specification("rma", "rma"),
    Specification("deming", "deming"),
    Specification("errors_in_compute", "errors_in_compute"),
    Specification("theil_sen", "theil_sen"),
    Specification("huber", "huber"),
    Specification("quantile_10", "quantile_10"),
    Specification("ols_with_year", "ols_with_year"),
    Specification("within_families", "within_families"),
    Specification("mixed", "mixed"),
    Specification("floor", "floor"),
    Specification("broken", "broken"),
    Specification("exponential", form=Form.EXPONENTIAL),
    Specification("linear", form=Form.LINEAR),
)
"""Every specification that is refitted each night, to every benchmark and measure."""

MULTIPLE_IMPUTATION = Specification("multiple_imputation")
"""Least squares on consolidated burdens, those that were not reported drawn many times; consolidated only."""
