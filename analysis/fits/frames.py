"""A fit, and the frames of fits and of their points."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.fits.lines import FittedLine, Lines, interval
from analysis.fits.specification import LEAST_SHARE_OF_RESAMPLES, Form, Specification

FIT_COLUMNS = {
    "fit_id": "Benchmark, measure and specification; the same from refit to refit",
    "benchmark_id": "Benchmark whose error is fitted",
    "measure": "Compute measure it is fitted on",
    "specification": "Name of the specification, see `analysis.fits.specification`",
    "form": "power, exponential or linear",
    "estimator": "How the line is estimated",
    "status": "fitted or not_fitted",
    "reason": "Why there is no fit, or why the line is none that tells anything",
    "n": "Points used",
    "n_papers": "Works they come from: copies of a paper count once",
    "slope": "Change of log10 error (1/error, error) per decade of compute",
    "slope_se": "Standard error of the slope",
    "slope_low": "Lower end of the slope's 95 % interval",
    "slope_high": "Upper end of the slope's 95 % interval",
    "intercept": "Value of the line at one FLOP",
    "intercept_se": "Standard error of the intercept",
    "exponent": "1/|slope| of a falling power law: compute grows as error to this power",
    "exponent_low": "Lower end of its 95 % interval by the theory of the estimator alone",
    "exponent_high": "Upper end; infinite where the interval of the slope reaches zero",
    "halving_factor": "2^exponent: how many times more compute halves the error",
    "halving_factor_low": "Lower end of its 95 % interval",
    "halving_factor_high": "Upper end of its 95 % interval",
    "slope_bootstrap_low": "Lower end of the slope's 95 % interval over resampled works",
    "slope_bootstrap_high": "Upper end of the slope's 95 % interval over resampled works",
    "exponent_bootstrap_low": "Lower end of the exponent's 95 % interval over resampled works",
    "exponent_bootstrap_high": "Upper end of the exponent's 95 % interval over resampled works",
    "bootstrap_draws": "Resamples of works drawn",
    "r_squared": "Share of variance explained, on the scale of the form: not comparable between forms",
    "parameters": "JSON: what else the estimator found",
}
"""The columns of the frame of fits, with what they hold."""

POINT_COLUMNS = {
    "fit_id": "The fit",
    "paper_id": "Paper of the point",
    "model_name": "Model of the point",
    "result_id": "Its result",
    "error": "Error as a fraction",
    "compute_flop": "Compute in FLOP",
    "year": "Year of the paper",
    "is_imputed": "True when the compute is predicted from another measure",
    "residual": "Distance to the line on the scale of the form",
    "influence": "Change of the exponent (slope, where there is none) when the point's paper is left out",
}
"""The columns of the frame of fit points, with what they hold."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted line, or the reason why there is none, or none that tells anything."""

    benchmark_id: str
    measure: str
    specification: Specification
    n: int
    n_papers: int
    line: FittedLine | None = None
    reason: str | None = None
    """Why the line, where there is one, is no fit."""
    points: pd.DataFrame | None = None
    """The points used, with residual and influence."""
    resamples: Lines | None = None
    """The same line on resampled papers."""

    @property
    def fit_id(self) -> str:
        """Benchmark, measure and specification."""
        return f"{self.benchmark_id}/{self.measure}/{self.specification.name}"

    @property
    def exponent(self) -> float | None:
        """How compute grows with 1/error; None unless a power law falls."""
        if self.reason or self.line is None or self.specification.form is not Form.POWER:
            return None
        return -1 / self.line.slope if self.line.slope < 0 else None

    @property
    def exponent_interval(self) -> tuple[float | None, float | None]:
        """The 95 % interval of the exponent by the estimator's theory."""
        if self.exponent is None or self.line is None:
            return (None, None)
        return _exponents(self.line.slope_low, self.line.slope_high)

    @property
    def slope_bootstrap_interval(self) -> tuple[float | None, float | None]:
        """The 95 % interval of the slope over resampled works."""
        if self.resamples is None:
            return (None, None)
        is_line = np.isfinite(self.resamples.slopes)
        return interval(self.resamples.slopes) if is_line.mean() >= LEAST_SHARE_OF_RESAMPLES else (None, None)

    @property
    def exponent_bootstrap_interval(self) -> tuple[float | None, float | None]:
        """The 95 % interval of the exponent over resampled works; a line that is no fit may have one, too."""
        is_falling = self.line is not None and self.line.slope < 0
        is_power = self.specification.form is Form.POWER
        return _exponents(*self.slope_bootstrap_interval) if is_falling and is_power else (None, None)

    def as_row(self) -> dict[str, Any]:
        """Return the row of the frame of fits."""
        low, high = self.exponent_interval
        line = self.line
        return {
            "fit_id": self.fit_id,
            "benchmark_id": self.benchmark_id,
            "measure": self.measure,
            "specification": self.specification.name,
            "form": self.specification.form.value,
            "estimator": self.specification.estimator,
            "status": "not_fitted" if self.reason else "fitted",
            "reason": self.reason,
            "n": self.n,
            "n_papers": self.n_papers,
            "slope": line and line.slope,
            "slope_se": line and line.slope_se,
            "slope_low": line and line.slope_low,
            "slope_high": line and line.slope_high,
            "intercept": line and line.intercept,
            "intercept_se": line and line.intercept_se,
            "exponent": self.exponent,
            "exponent_low": low,
            "exponent_high": high,
            "halving_factor": halving_factor(self.exponent),
            "halving_factor_low": halving_factor(low),
            "halving_factor_high": halving_factor(high),
            "slope_bootstrap_low": self.slope_bootstrap_interval[0],
            "slope_bootstrap_high": self.slope_bootstrap_interval[1],
            "exponent_bootstrap_low": self.exponent_bootstrap_interval[0],
            "exponent_bootstrap_high": self.exponent_bootstrap_interval[1],
            "bootstrap_draws": 0 if self.resamples is None else len(self.resamples.slopes),
            "r_squared": line and line.r_squared,
            "parameters": json.dumps(line.parameters if line else {}, sort_keys=True),
        }


def halving_factor(exponent: float | None) -> float | None:
    """Return how many times more compute halves the error, 2^exponent; infinite beyond what a float holds."""
    if exponent is None:
        return None
    return 2**exponent if exponent < 1024 else math.inf


def fits_frame(fits: Iterable[Fit]) -> pd.DataFrame:
    """Return one row per fit with the columns of `FIT_COLUMNS`."""
    return pd.DataFrame([fit.as_row() for fit in fits], columns=list(FIT_COLUMNS))


def fit_points_frame(fits: Iterable[Fit]) -> pd.DataFrame:
    """Return one row per fit and point with the columns of `POINT_COLUMNS`."""
    frames = [fit.points.assign(fit_id=fit.fit_id) for fit in fits if fit.points is not None]
    if not frames:
        return pd.DataFrame(columns=list(POINT_COLUMNS))
    return pd.concat(frames, ignore_index=True).reindex(columns=list(POINT_COLUMNS))


def _exponents(slope_low: float | None, slope_high: float | None) -> tuple[float | None, float | None]:
    """Turn the interval of a falling slope into that of the exponent; open above where it reaches zero."""
    if slope_low is None or slope_high is None or slope_low >= 0:
        return (None, None)
    return (-1 / slope_low, -1 / slope_high if slope_high < 0 else math.inf)
