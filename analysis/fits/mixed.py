"""A common slope with a random intercept per model family."""

from __future__ import annotations

import warnings

import numpy as np
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from analysis.fits.lines import Estimator, FittedLine, r_squared
from analysis.fits.points import Sample, TooFewPointsError

_MINIMUM_REPEATED = 4
"""Families with more than one model that the spread between families needs."""


def mixed(points: Sample) -> FittedLine:
    """Linear mixed model by maximum likelihood (statsmodels): families differ in level, not in slope.

    Returns:
        The common slope, and the mean level of the families.

    Raises:
        TooFewPointsError: Too few families have several models.
    """
    sizes = np.bincount(points.family)
    if (sizes > 1).sum() < _MINIMUM_REPEATED:
        raise TooFewPointsError(
            f"{(sizes > 1).sum()} families with several models, needs {_MINIMUM_REPEATED}"
        )
    # Centred, as slope and intercept are otherwise all but collinear.
    regressors = np.column_stack([np.ones(points.n), points.x - points.x.mean()])
    with warnings.catch_warnings():
        # The spread between families may be zero, at the edge of what is allowed: then this is least squares.
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted = sm.MixedLM(points.y, regressors, groups=points.family).fit(reml=False)
    low, high = fitted.conf_int()[1]
    slope = float(fitted.fe_params[1])
    return FittedLine(
        slope=slope,
        intercept=float(fitted.fe_params[0] - slope * points.x.mean()),
        slope_se=float(fitted.bse[1]),
        slope_low=float(low),
        slope_high=float(high),
        r_squared=r_squared(points, fitted.fittedvalues),
        parameters={"families": float(len(sizes)), "family_sd": float(np.sqrt(fitted.cov_re[0, 0]))},
    )


MIXED = {"mixed": Estimator(mixed, None, "error on compute, families shifted at random")}
