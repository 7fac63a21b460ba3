"""How far the exponent depends on choices, and which choice moves it most."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.fits.specification import HEADLINE

COLUMNS = {
    "benchmark_id": "Benchmark",
    "measure": "Compute measure",
    "specification": "Specification",
    "n": "Points",
    "exponent": "Exponent",
    "exponent_low": "Lower end of its 95 % interval over resampled works; NULL for an estimator that is not resampled",
    "exponent_high": "Upper end of its 95 % interval",
    "moves_by": "Factor against the headline of the same measure",
    "is_headline": "True for the specification the headline uses",
}
"""The columns of the frame `multiverse` returns, with what they hold."""


def multiverse(fits: pd.DataFrame, headline_specification: str = HEADLINE.name) -> pd.DataFrame:
    """Set every fitted exponent beside the headline of its benchmark and measure.

    Args:
        fits: The frame of `analysis.fits.fits_frame`.
        headline_specification: The one others are compared with.

    Returns:
        One row per fit with an exponent, ordered by benchmark and exponent, with the columns of `COLUMNS`.
    """
    fitted = fits[fits["exponent"].notna()].copy()
    keys = ["benchmark_id", "measure"]
    is_headline = fitted["specification"] == headline_specification
    headline = fitted[is_headline].set_index(keys)["exponent"].rename("headline")
    fitted = fitted.join(headline, on=keys)
    fitted["moves_by"] = fitted["exponent"] / fitted["headline"]
    fitted["is_headline"] = is_headline
    for end in ("low", "high"):
        fitted[f"exponent_{end}"] = fitted[f"exponent_bootstrap_{end}"]
    order = ["benchmark_id", "exponent", "measure", "specification"]
    return fitted.sort_values(order).reset_index(drop=True)[list(COLUMNS)]


def largest_moves(universe: pd.DataFrame) -> pd.DataFrame:
    """Rank the choices by how far they move the exponent.

    Args:
        universe: The frame of `multiverse`.

    Returns:
        Per benchmark and specification the geometric mean factor over the measures, the farthest first. The
        choice of the measure itself stands as ``measure``, with the factor from its lowest to its highest
        headline. Columns `benchmark_id`, `choice` and `move_factor`.
    """
    moved = universe[~universe["is_headline"] & (universe["moves_by"] > 0)]
    by_specification = (
        moved.assign(log_factor=np.log(moved["moves_by"]))
        .groupby(["benchmark_id", "specification"])["log_factor"]
        .mean()
        .reset_index()
    )
    headlines = universe[universe["is_headline"]].groupby("benchmark_id")["exponent"].agg(["min", "max"])
    by_measure = pd.DataFrame({"log_factor": np.log(headlines["max"] / headlines["min"])}).reset_index()
    ranked = pd.concat([by_specification, by_measure.assign(specification="measure")], ignore_index=True)
    ranked["distance"] = ranked["log_factor"].abs()
    ranked["move_factor"] = np.exp(ranked["log_factor"])
    ranked = ranked.sort_values(["benchmark_id", "distance"], ascending=[True, False], kind="stable")
    ranked = ranked.rename(columns={"specification": "choice"})
    return ranked[["benchmark_id", "choice", "move_factor"]].reset_index(drop=True)
