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
    form: Form = Form.POWER
    estimator: str = "ols"
    """A key of `analysis.fits.estimators.ESTIMATORS`."""
    with_imputed: bool = True
    """False leaves out burdens predicted from operations."""
    with_tpu: bool = True
    """False leaves out runs on TPUs, whose peaks are of another precision."""
    meaning: str = ""


MINIMUM_POINTS = 8
MINIMUM_PAPERS = 3
MINIMUM_SPREAD_DECADES = 0.5
"""Compute must span at least this many powers of ten for a slope to mean anything."""

HEADLINE = Specification("ols", meaning="Ordinary least squares of log error on log compute, as published")

SPECIFICATIONS = (
    HEADLINE,
    Specification("ols_observed_only", with_imputed=False, meaning="The headline without imputed burdens"),
    Specification("ols_without_tpu", with_tpu=False, meaning="The headline without runs on TPUs"),
    Specification(
        "exponential", form=Form.EXPONENTIAL, meaning="1/error on log compute, the published alternative"
    ),
    Specification("linear", form=Form.LINEAR, meaning="Error itself on log compute"),
)
"""Every specification that is refitted each night."""
