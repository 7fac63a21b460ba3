"""When a fitted line is rejected after resampling; `analysis.fits.points` says when points allow no fit at all."""

from __future__ import annotations

import math

import numpy as np

from analysis.fits.lines import FittedLine, Lines, interval
from analysis.fits.points import TooFewPointsError
from analysis.fits.specification import LEAST_RELATIVE_WIDTH, LEAST_SHARE_OF_RESAMPLES, Form


def check_line(line: FittedLine) -> None:
    """Refuse what is no line.

    Raises:
        TooFewPointsError: It is level or upright.
    """
    if not (math.isfinite(line.slope) and math.isfinite(line.intercept)) or line.slope == 0:
        raise TooFewPointsError("the line through these points is level or upright")


def trouble_with_line(line: FittedLine, resamples: Lines | None, form: Form) -> str | None:
    """Say why a line is no fit, after its resamples; None where it is one.

    Args:
        line: The line.
        resamples: The same on resampled works; None where the estimator has none, and its own interval counts.
        form: On which scale the line is drawn.

    Returns:
        What is wrong, as the reason of the view `fits`; None where nothing is.
    """
    if resamples is None:
        low, high = line.slope_low, line.slope_high
        if low is None or high is None:
            return None
    else:
        share = float(np.isfinite(resamples.slopes).mean())
        if share < LEAST_SHARE_OF_RESAMPLES:
            return f"{1 - share:.0%} of the resamples of works allow no line"
        low, high = interval(resamples.slopes)
        if high - low < LEAST_RELATIVE_WIDTH * abs(line.slope):
            return "its interval has no width: the points repeat one formula, they do not measure"
    if low <= 0 <= high:
        return "the line cannot be told from a level one: the 95 % interval of its slope includes zero"
    if (line.slope > 0) != (form is Form.EXPONENTIAL):
        return "the error rises with compute"
    return None
