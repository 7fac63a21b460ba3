"""Writes the report folder of a night."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from analysis.report import ReportData, render
from flows.version import code_version
from warehouse.publish import Publication
from warehouse.store import Warehouse

_POINTS = """
SELECT e.*, p.title, p.url, r.quote, r.location
FROM compute_error AS e
JOIN papers AS p USING (paper_id)
LEFT JOIN reported_results AS r USING (result_id)
ORDER BY ALL
"""

_PREVIOUS_FITS = """
FROM fits_history
WHERE fit_run_id = (SELECT arg_max(fit_run_id, load_id) FROM fit_runs WHERE NOT is_latest)
"""

_COVERAGE = """
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
"""


def write_report(warehouse: Warehouse, publication: Publication, folder: Path) -> Path:
    """Write the report of what was published, and swap it in as ``latest``.

    Args:
        warehouse: The open warehouse, as it was published.
        publication: The release the report is about; it names the dated folder.
        folder: Folder of the reports.

    Returns:
        The path of ``latest/index.html``.
    """
    files = render(
        ReportData(
            points=warehouse.frame(_POINTS),
            fits=warehouse.frame("fits"),
            previous_fits=warehouse.frame(_PREVIOUS_FITS),
            benchmarks=warehouse.frame("benchmarks"),
            coverage=_whole_years(warehouse.frame(_COVERAGE)),
            publication={
                "release_id": publication.release_id,
                "snapshot_hash": publication.snapshot_hash,
                "code_version": code_version(),
            },
        )
    )
    dated = folder / publication.release_id
    building = folder / f".{publication.release_id}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    for name, content in files.items():
        (building / name).parent.mkdir(exist_ok=True)
        (building / name).write_bytes(content)
    building.replace(dated)
    link = folder / ".latest"
    link.unlink(missing_ok=True)
    link.symlink_to(dated.name)
    link.replace(folder / "latest")
    return folder / "latest" / "index.html"


def _whole_years(coverage: pd.DataFrame) -> pd.DataFrame:
    """Undo the floats that pandas makes of integers beside a missing one."""
    return coverage.astype({"year": "Int64"}).astype({"year": object}).where(coverage["year"].notna(), None)
