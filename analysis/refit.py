"""All that a refit finds: fits, their multiverse, forms, frontier, progress, projections, claims."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import frontier
from analysis.benchmarks import family_of, training_set_size
from analysis.claims import Evidence, ledger
from analysis.costs import PUBLISHED_2020, current_costs
from analysis.decomposition import decompositions
from analysis.fits import fit_all, fit_points_frame, fits_frame
from analysis.fits.forms import compare_forms
from analysis.fits.multiverse import largest_moves, multiverse
from analysis.projections import project
from analysis.theory import theory
from analysis.thompson.projections import rebuild_2020


@dataclass(frozen=True, slots=True)
class Facts:
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


def refit(facts: Facts) -> dict[str, pd.DataFrame]:
    """Compute everything that is kept of a refit.

    Args:
        facts: What is known.

    Returns:
        Table name to rows. The same facts give the same rows.
    """
    fitted = fit_all(facts.points)
    fits = fits_frame(fitted)
    universe = multiverse(fits)
    costs = (PUBLISHED_2020, current_costs(facts.hardware, facts.utilisation))
    points = with_training_examples(facts.points[~facts.points["is_quoted"].astype(bool)])
    projections = pd.concat([project(fitted, model) for model in costs], ignore_index=True)
    curves = theory()
    evidence = Evidence(points, fits, projections, curves, facts.hardware, facts.paper_count)
    return {
        "fits": fits,
        "fit_points": fit_points_frame(fitted),
        "multiverse": universe,
        "multiverse_moves": largest_moves(universe),
        "form_comparison": compare_forms(points),
        "projections": projections,
        "published_projections": rebuild_2020(),
        "frontier": frontier.frontier(points),
        "compute_for_error": frontier.compute_for_error(points),
        "progress": frontier.progress(points),
        "theory": curves,
        "decompositions": decompositions(points),
        "claims": ledger(evidence),
    }


def with_training_examples(points: pd.DataFrame) -> pd.DataFrame:
    """Add `training_examples`: the stated size of the data set, else that of the benchmark's training set.

    Sizes stated in tokens or words count something else than the benchmark's examples and are left out.
    """
    counts_other = points["dataset_unit"].fillna("").str.contains("token|word", case=False)
    stated = points["dataset_size"].astype(float).where(~counts_other)
    sizes = {
        benchmark_id: training_set_size(family_of(benchmark_id)) or np.nan
        for benchmark_id in points["benchmark_id"].unique()
    }
    return points.assign(training_examples=stated.fillna(points["benchmark_id"].map(sizes)))
