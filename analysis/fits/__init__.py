"""The curve between compute and error: which points, which specification, which estimate."""

from analysis.fits.fitting import fit, fit_all
from analysis.fits.frames import Fit, fit_points_frame, fits_frame, halving_factor
from analysis.fits.specification import HEADLINE, SPECIFICATIONS, Form, Specification

__all__ = [
    "HEADLINE",
    "SPECIFICATIONS",
    "Fit",
    "Form",
    "Specification",
    "fit",
    "fit_all",
    "fit_points_frame",
    "fits_frame",
    "halving_factor",
]
