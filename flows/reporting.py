"""Writes the report folder of a published file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from analysis.attribution import PAPER_COLUMNS, Refit, compare
from analysis.report import DataTest, ReportData, render
from warehouse.query import check_published, query

_LATEST_RUN = "(SELECT fit_run_id FROM fit_runs WHERE is_latest)"
_PREVIOUS_RUN = "(SELECT arg_max(fit_run_id, load_id) FROM fit_runs WHERE NOT is_latest)"
_HEADLINE_FITS = "FROM core.fits WHERE fit_run_id = {run} AND specification = 'ols' ORDER BY ALL"
_HEADLINE_POINTS = "FROM core.fit_points WHERE fit_run_id = {run} AND fit_id LIKE '%/ols' ORDER BY ALL"

_QUERIES = {
    "compute_error": "FROM compute_error ORDER BY ALL",
    "papers": "SELECT * EXCLUDE (document_count) FROM papers ORDER BY paper_id",
    "reported_results": """
        FROM reported_results
        WHERE result_id IN (SELECT result_id FROM compute_error)
        ORDER BY result_id
    """,
    "reported_compute": """
        FROM reported_compute
        WHERE compute_id IN (SELECT unnest(compute_ids) FROM compute_error)
        ORDER BY compute_id
    """,
    "compute_estimates": """
        FROM compute_estimates
        WHERE (run_id, measure) IN (SELECT (run_id, measure) FROM compute_error)
        ORDER BY run_id, measure
    """,
    "benchmarks": "FROM benchmarks WHERE is_followed",
    "fits": "FROM fits ORDER BY ALL",
    "previous_fits": """
        FROM fits_history
        WHERE fit_run_id = (SELECT arg_max(fit_run_id, load_id) FROM fit_runs WHERE NOT is_latest)
        ORDER BY ALL
    """,
    "fit_points": """
        SELECT p.*
        FROM fit_points AS p
        JOIN fits AS f USING (fit_id)
        WHERE f.specification = 'ols'
        ORDER BY ALL
    """,
    "multiverse": "FROM multiverse ORDER BY benchmark_id, exponent, measure, specification",
    "multiverse_moves": "FROM multiverse_moves ORDER BY benchmark_id, abs(ln(move_factor)) DESC, choice",
    "form_comparison": "FROM form_comparison ORDER BY ALL",
    "projections": "FROM projections ORDER BY ALL",
    "published_projections": "FROM published_projections ORDER BY ALL",
    "frontier": "FROM frontier ORDER BY ALL",
    "compute_for_error": "FROM compute_for_error ORDER BY ALL",
    "progress": "FROM progress ORDER BY ALL",
    "theory": "FROM theory ORDER BY ALL",
    "decompositions": "FROM decompositions ORDER BY basis, benchmark_id, compute_factor, to_model",
    "claims": "FROM claims ORDER BY claim_number",
    "loads": "SELECT * EXCLUDE (settings) FROM loads ORDER BY load_id",
    "load_changes": "FROM load_changes WHERE load_id = (SELECT load_id FROM publication) ORDER BY ALL",
    "coverage": """
        SELECT
            year,
            count(*) AS paper_count,
            count(*) FILTER (paper_id IN (SELECT paper_id FROM reported_results WHERE is_own)) AS with_results,
            count(*) FILTER (
                paper_id IN (SELECT paper_id FROM compute_estimates WHERE is_own AND NOT is_imputed)
            ) AS with_compute
        FROM papers
        GROUP BY year
        ORDER BY year
    """,
}


def write_report(database: Path, folder: Path) -> Path:
    """Write the report of a published file, and swap it in as ``latest``.

    Args:
        database: The published file; its release names the dated folder.
        folder: Folder of the reports.

    Returns:
        The path of ``latest/index.html``.

    Raises:
        WarehouseError: The file cannot be read.
    """
    data = report_data(database)
    release_id = str(data.publication["release_id"])
    dated = folder / release_id
    building = folder / f".{release_id}"
    write_files(render(data), building)
    if dated.exists():
        shutil.rmtree(dated)
    building.replace(dated)
    link = folder / ".latest"
    link.unlink(missing_ok=True)
    link.symlink_to(dated.name)
    link.replace(folder / "latest")
    return folder / "latest" / "index.html"


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write files into a folder of their own, in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def report_data(database: Path) -> ReportData:
    """Read what the report shows out of a published file."""
    frames = {name: _frame(database, sql) for name, sql in _QUERIES.items()}
    tests = [
        DataTest(found.check.name, found.check.severity.value, found.check.says, found.count)
        for found in check_published(database)
    ]
    (publication,) = query(database, "FROM publication").to_pylist()
    return ReportData(
        **frames, moved_by_papers=_moved_by_papers(database), data_tests=tests, publication=publication
    )


def _moved_by_papers(database: Path) -> pd.DataFrame:
    """Name the papers that moved the headline fits since the refit before; none when this is the first."""
    before, after = (
        Refit(
            *(query(database, sql.format(run=run)).to_pandas() for sql in (_HEADLINE_FITS, _HEADLINE_POINTS))
        )
        for run in (_PREVIOUS_RUN, _LATEST_RUN)
    )
    return compare(before, after).papers if len(before.fits) else pd.DataFrame(columns=list(PAPER_COLUMNS))


def _frame(database: Path, sql: str) -> pd.DataFrame:
    """Ask, keeping whole numbers whole beside missing ones."""
    frame: pd.DataFrame = query(database, sql).to_pandas(integer_object_nulls=True)
    return frame.astype(
        {name: "Int64" for name in frame if name in ("year", "n", "n_papers") or str(name).endswith("_count")}
    )
