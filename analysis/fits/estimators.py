"""Every estimator by name."""

from __future__ import annotations

from analysis.fits.curves import CURVES
from analysis.fits.mixed import MIXED
from analysis.fits.quantiles import QUANTILES
from analysis.fits.robust import ROBUST
from analysis.fits.straight import STRAIGHT

ESTIMATORS = {**STRAIGHT, **ROBUST, **QUANTILES, **MIXED, **CURVES}
