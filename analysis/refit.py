"""All that a refit finds: fits, their multiverse, forms, frontier, progress, projections, claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis import frontier
from analysis.attempts import Attempts
from analysis.benchmarks import family_of, training_set_size
from analysis.claims import ClaimEvidence, Figures, ledger
from analysis.costs import PUBLISHED_2020, current_costs
from analysis.decomposition import decompositions
from analysis.fits import fit_all, fit_points_frame, fits_frame
from analysis.fits.bootstrap import DRAWS
from analysis.fits.forms import compare_forms
from analysis.fits.multiverse import largest_moves, multiverse
from analysis.headline import Declared
from analysis.projections import COLUMNS as PROJECTION_COLUMNS
from analysis.projections import project
from analysis.theory import theory
from analysis.thompson.projections import rebuild_2020


@dataclass(frozen=True, slots=True)
class RefitInputs:
    """What a refit is computed from."""

    points: pd.DataFrame
    """Rows of `compute_error`, with `inputs` of `compute_estimates`, `parameters`, `dataset_size` and
    `dataset_unit` of `model_runs`, and `is_quoted`: True for models that the paper only compares with."""
    hardware: pd.DataFrame
    """The catalog of hardware."""
    utilisation: float
    """Share of the peak that measures of operations are taken to reach."""
    paper_count: int
    """Papers read."""
    headline: Declared = field(default_factory=Declared)
    """The fit the headline and the claims are about."""


@dataclass(frozen=True, slots=True)
class Refit:
    """What a refit has found."""

    tables: dict[str, pd.DataFrame]
    """Table name to rows; a table that could not be computed is not among them."""
    troubles: tuple[str, ...]
    """Why those are missing, a sentence each."""


def refit(inputs: RefitInputs, draws: int = DRAWS) -> Refit:
    """Compute everything that is kept of a refit; a table that cannot be computed leaves the others alone.

    Args:
        inputs: What is known.
        draws: Resamples for the intervals of the fits.

    Returns:
        The tables. The same inputs give the same rows.
    """
    fitted = fit_all(inputs.points, draws=draws)
    fits = fits_frame(fitted)
    universe = multiverse(fits, inputs.headline.specification)
    costs = (PUBLISHED_2020, current_costs(inputs.hardware, inputs.utilisation))
    points = with_training_examples(inputs.points[~inputs.points["is_quoted"].astype(bool)])

    def projections() -> pd.DataFrame:
        return pd.concat([project(fitted, model) for model in costs], ignore_index=True)

    attempts = Attempts()
    tables = {"fits": fits, "fit_points": fit_points_frame(fitted), "multiverse": universe}

    def add(name: str, make: Callable[[], pd.DataFrame]) -> None:
        made = attempts.attempt(f"the table {name}", make)
        if made is not None:
            tables[name] = made

    add("multiverse_moves", lambda: largest_moves(universe))
    add("form_comparison", lambda: compare_forms(points))
    add("projections", projections)
    add("published_projections", rebuild_2020)
    add("frontier", lambda: frontier.frontier(points))
    add("compute_for_error", lambda: frontier.compute_for_error(points))
    add("progress", lambda: frontier.progress(points))
    add("theory", theory)
    add("decompositions", lambda: decompositions(points))
    add(
        "claims",
        lambda: ledger(_evidence(inputs, points, tables), Figures(tables["theory"], inputs.hardware)),
    )
    return Refit(tables, tuple(attempts.troubles))


def _evidence(inputs: RefitInputs, points: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> ClaimEvidence:
    projections = tables.get("projections", pd.DataFrame(columns=list(PROJECTION_COLUMNS)))
    return ClaimEvidence(points, tables["fits"], projections, inputs.paper_count, inputs.headline)


def with_training_examples(points: pd.DataFrame) -> pd.DataFrame:
    """Add `training_examples`: the stated size of the data set, else that of the benchmark's training set.

    Sizes stated in tokens or words do not count the benchmark's examples, and are left out.

    Returns:
        The same points with the column `training_examples`, NaN where no size is known.
    """
    counts_other = points["dataset_unit"].fillna("").str.contains("token|word", case=False)
    stated = points["dataset_size"].astype(float).where(~counts_other)
    sizes = {
        benchmark_id: training_set_size(family_of(benchmark_id)) or np.nan
        for benchmark_id in points["benchmark_id"].unique()
    }
    return points.assign(training_examples=stated.fillna(points["benchmark_id"].map(sizes)))
