"""Fitted curves as points to draw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from analysis.fits.curves import BREAK_WIDTH_DECADES
from analysis.fits.points import Vector
from analysis.report.words import is_missing

PLACES = 40
"""Points a bent curve is drawn with."""


def predicted_error(fit: Mapping[Any, Any], log10_flop: Vector) -> Vector:
    """Return the error a fit expects.

    Args:
        fit: A row of `fits` that is fitted.
        log10_flop: Where; the greatest is taken to be that of the fit's points, at which the stored line of a
            bent curve touches it.

    Returns:
        Errors as fractions; NaN where the curve leaves what an error can be.
    """
    line = fit["intercept"] + fit["slope"] * log10_flop
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        if fit["form"] == "exponential":
            error = np.where(line > 0, 1 / line, np.nan)
        elif fit["form"] == "linear":
            error = line
        elif fit["estimator"] == "floor":
            error = _above_floor(fit, line, log10_flop)
        elif fit["estimator"] == "broken":
            error = 10 ** (line + _bend(fit, log10_flop))
        else:
            error = 10**line
        drawn: Vector = np.where((error > 0) & (error <= 1), error, np.nan)
    return drawn


def curve(fit: Mapping[Any, Any], lowest_flop: float, highest_flop: float) -> tuple[Vector, Vector] | None:
    """Return compute in FLOP and error of a fit over the compute of its points; None where it has no line."""
    if is_missing(fit["slope"]) or is_missing(fit["intercept"]):
        return None
    log10_flop = np.linspace(np.log10(lowest_flop), np.log10(highest_flop), PLACES)
    return 10**log10_flop, predicted_error(fit, log10_flop)


def _above_floor(fit: Mapping[Any, Any], line: Vector, log10_flop: Vector) -> Vector:
    """A power law above its floor, through the end of the stored line and with its exponent."""
    floor = float(json.loads(fit["parameters"])["floor"])
    above = max(10 ** float(line[log10_flop.argmax()]) - floor, 0.0)
    power: Vector = above * 10 ** (fit["slope"] * (log10_flop - log10_flop.max()))
    return floor + power


def _bend(fit: Mapping[Any, Any], log10_flop: Vector) -> Vector:
    """How far the curve lies above its later line, which it meets at the end of the points."""
    found = json.loads(fit["parameters"])
    distance = (log10_flop - float(found["break_log10_flop"])) / BREAK_WIDTH_DECADES
    # offset * before + bend * (after - before), less the later line: (before - after) * (offset - bend)
    above = (
        (float(found["slope_before"]) - fit["slope"]) * BREAK_WIDTH_DECADES * -np.logaddexp(0.0, -distance)
    )
    shifted: Vector = above - above[log10_flop.argmax()]
    return shifted
