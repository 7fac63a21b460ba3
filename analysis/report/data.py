"""What the report is made of: views of the published file, and what was found when it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.headline import Declared
from analysis.report.scores import Scores


@dataclass(frozen=True, slots=True)
class DataTest:
    """What one data test of the published file found."""

    name: str
    severity: str
    """``error`` or ``warning``."""
    says: str
    """What is wrong when rows are found."""
    count: int
    """Rows that should not be there."""


@dataclass(frozen=True, slots=True)
class ReportData:
    """Frames with the columns of the views they are named after."""

    headline: Declared
    """The fit the headline is about; the report shows the fits of its specification first."""
    compute_error: pd.DataFrame
    papers: pd.DataFrame
    reported_results: pd.DataFrame
    """Those that points of `compute_error` rest on."""
    reported_compute: pd.DataFrame
    """Those that points of `compute_error` rest on."""
    compute_estimates: pd.DataFrame
    """Of the runs that have a point, by every measure: what a point is made from may be none itself."""
    model_runs: pd.DataFrame
    """Those that have a point: run_id, model_name, facts, flop_convention."""
    sections: pd.DataFrame
    """Where the statements about these runs stand: compute_id, section."""
    point_candidates: pd.DataFrame
    """Those that are points."""
    benchmarks: pd.DataFrame
    fits: pd.DataFrame
    previous_fits: pd.DataFrame
    """`fits_history` of the refit before; empty when this is the first."""
    moved_by_papers: pd.DataFrame
    """Papers that moved the fits since the refit before: fit_id, paper_id, change, moved_by, as
    `analysis.attribution` gives them."""
    fit_points: pd.DataFrame
    """Those of the headline specification."""
    multiverse: pd.DataFrame
    multiverse_moves: pd.DataFrame
    form_comparison: pd.DataFrame
    projections: pd.DataFrame
    published_projections: pd.DataFrame
    frontier: pd.DataFrame
    compute_for_error: pd.DataFrame
    progress: pd.DataFrame
    theory: pd.DataFrame
    decompositions: pd.DataFrame
    claims: pd.DataFrame
    reproduction: pd.DataFrame
    reproduction_quirks: pd.DataFrame
    reproduction_runs: pd.DataFrame
    """The study's row, or none where it was never recomputed."""
    sources: pd.DataFrame
    """Where the files are from that are not dropped: source, file_count."""
    loads: pd.DataFrame
    """Every night, the last one last."""
    load_changes: pd.DataFrame
    """Those of the last night."""
    odd_years: pd.DataFrame
    """Papers whose year cannot be: paper_id, title, year."""
    coverage: pd.DataFrame
    """Per year: paper_count, with_results, with_compute."""
    data_tests: Sequence[DataTest]
    files_read: pd.DataFrame
    """Per format: file_count, failed_count, damaged_count, badly_damaged_count."""
    failures: pd.DataFrame
    """Per reason for which files were not read when last tried: outcome, reason, file_count, example."""
    damage: pd.DataFrame
    """Per kind of damage: code, place_count, file_count, example."""
    doubts: pd.DataFrame
    """Per kind of doubt: doubt, fact_count, in_fits_count."""
    audits: pd.DataFrame
    """Answers of people about items that were drawn at random: the columns `analysis.precision.judged` takes, and
    release_id."""
    quoted: pd.DataFrame
    """Per benchmark, of own results: benchmark_id, own_count, quoted_count, confirmed_count, differing_count."""
    quotations: pd.DataFrame
    cost_quotations: pd.DataFrame
    known_networks: pd.DataFrame
    confirmed_results: pd.DataFrame
    """Results that another paper prints alike, whether or not it cites them: result_id."""
    import_sources: pd.DataFrame
    """Other people's tables: source_id, name."""
    imported_models: pd.DataFrame
    """Their models, as `analysis.imported.imported_models` gives them."""
    compute_agreement: pd.DataFrame
    """Our estimates beside theirs, as `analysis.compute_agreement.compute_agreement` gives them."""
    scores: Scores
    inspections: Mapping[str, str]
    """Paper id to the address, seen from the report, of the page that shows how the paper was read."""
    publication: Mapping[str, Any]
    """The one row of `publication`."""


def names_of(data: ReportData) -> dict[str, str]:
    """Return the names of the benchmarks by their ids, in the order in which they are offered."""
    return dict(zip(data.benchmarks["benchmark_id"], data.benchmarks["name"], strict=True))
