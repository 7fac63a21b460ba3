"""Reads what the report shows: the views of a published file, scores, audits and inspections."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from analysis.attribution import PAPER_COLUMNS, ComparedRefit, compare
from analysis.compute_agreement import compute_agreement
from analysis.imported import imported_models
from analysis.report import DataTest, ReportData, Scores, ScoresError, own_scores, read_scores
from flows.errors import SettingsError
from flows.inspecting import page_name
from flows.judging.answers import answers_frame, read_answers
from flows.judging.results import audit_answers
from flows.science import declared_headline
from flows.settings import Settings
from warehouse.query import check_published, query

_LATEST_RUN = "(SELECT fit_run_id FROM fit_runs WHERE is_latest)"
_PREVIOUS_RUN = "(SELECT arg_max(fit_run_id, load_id) FROM fit_runs WHERE NOT is_latest)"
_HEADLINE_FITS = """
FROM core.fits WHERE fit_run_id = {run} AND specification = '{specification}' ORDER BY ALL
"""
_HEADLINE_POINTS = """
FROM core.fit_points WHERE fit_run_id = {run} AND fit_id LIKE '%/{specification}' ORDER BY ALL
"""
_QUERIES = {
    "compute_error": "FROM compute_error ORDER BY ALL",
    "papers": "SELECT * EXCLUDE (document_count, stated_paper_ids) FROM papers ORDER BY paper_id",
    "reported_results": """
        SELECT f.*, e.url
        FROM reported_results AS f
        LEFT JOIN evidence AS e ON e.fact_id = f.result_id
        WHERE result_id IN (SELECT result_id FROM compute_error)
        ORDER BY result_id
    """,
    "reported_compute": """
        SELECT f.*, e.url
        FROM core.compute_statements AS f
        LEFT JOIN evidence AS e ON e.fact_id = f.compute_id
        WHERE compute_id IN (SELECT unnest(compute_ids) FROM compute_error)
        ORDER BY compute_id
    """,
    "compute_estimates": """
        FROM compute_estimates
        WHERE run_id IN (SELECT run_id FROM compute_error)
        ORDER BY run_id, measure
    """,
    "model_runs": """
        SELECT run_id, model_name, facts, flop_convention
        FROM model_runs
        WHERE run_id IN (SELECT run_id FROM compute_error)
        ORDER BY run_id
    """,
    "sections": """
        SELECT compute_id, section
        FROM core.compute_statements
        WHERE section IS NOT NULL AND paper_id IN (SELECT paper_id FROM compute_error)
        ORDER BY compute_id
    """,
    "point_candidates": "FROM point_candidates WHERE is_point ORDER BY run_id, benchmark_id, measure",
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
        WHERE f.specification = '{specification}'
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
    "reproduction": "FROM reproduction WHERE study = 'thompson' ORDER BY ALL",
    "reproduction_quirks": "FROM reproduction_quirks WHERE study = 'thompson' ORDER BY ALL",
    "reproduction_runs": "FROM reproduction_runs WHERE study = 'thompson'",
    "sources": """
        SELECT source, count(DISTINCT document_id) AS file_count
        FROM documents
        JOIN raw.fetches USING (sha256)
        GROUP BY source
        ORDER BY source
    """,
    "loads": "SELECT * EXCLUDE (settings) FROM loads ORDER BY load_id",
    "load_changes": "FROM load_changes WHERE load_id = (SELECT load_id FROM publication) ORDER BY ALL",
    "files_read": """
        SELECT
            coalesce(format, 'unknown') AS format,
            count(*) AS file_count,
            count(*) FILTER (parse_status = 'failed') AS failed_count,
            count(*) FILTER (quality < 1) AS damaged_count,
            count(*) FILTER (quality < 0.5) AS badly_damaged_count
        FROM documents
        GROUP BY ALL
        ORDER BY ALL
    """,
    "failures": """
        WITH latest AS (FROM load_items QUALIFY row_number() OVER (PARTITION BY origin ORDER BY load_id DESC) = 1)
        SELECT outcome, coalesce(reason, 'none given') AS reason, count(*) AS file_count,
            min(name || ': ' || message) AS example
        FROM latest
        WHERE outcome IN ('failed', 'skipped')
        GROUP BY ALL
        ORDER BY file_count DESC, outcome, reason
    """,
    "damage": """
        SELECT code, count(*) AS place_count, count(DISTINCT document_id) AS file_count,
            min(d.file_name || ': ' || detail) AS example
        FROM core.document_damage
        JOIN documents AS d USING (document_id)
        GROUP BY ALL
        UNION ALL
        -- What lowers the quality of all other files, so that this table and files_read speak of the same ones.
        SELECT 'unreadable_characters' AS code, count(*) AS place_count, count(*) AS file_count,
            min(file_name || ': quality ' || quality) AS example
        FROM documents
        WHERE quality < 1 AND document_id NOT IN (SELECT document_id FROM core.document_damage)
        HAVING count(*) > 0
        ORDER BY file_count DESC, code
    """,
    "doubts": """
        SELECT doubt, count(*) AS fact_count, count(*) FILTER (is_in_fits) AS in_fits_count
        FROM doubtful_facts
        GROUP BY ALL
        ORDER BY fact_count DESC, doubt
    """,
    "quoted": """
        SELECT benchmark_id, count(*) AS own_count,
            count(*) FILTER (quoting_paper_count > 0) AS quoted_count,
            count(*) FILTER (agreeing_paper_count > 0) AS confirmed_count,
            count(*) FILTER (differing_paper_count > 0) AS differing_count
        FROM corroboration
        GROUP BY ALL
        ORDER BY ALL
    """,
    "quotations": "FROM quotations ORDER BY abs(difference) DESC, quoting_result_id, source_paper_id",
    "cost_quotations": "FROM cost_quotations ORDER BY abs(ln(factor)) DESC, quoting_compute_id, source_paper_id",
    "known_networks": "FROM known_networks ORDER BY alike_paper_count DESC, subject, model_name",
    "confirmed_results": """
        SELECT fact_id AS result_id FROM agreement
        WHERE table_name = 'reported_results' AND len(agreeing_papers) > 0
        ORDER BY fact_id
    """,
    "odd_years": """
        SELECT paper_id, title, year
        FROM papers
        -- Deep learning papers that print benchmarks are younger, and none is of the future of its release.
        WHERE year < 1980 OR year > (SELECT year(published_at) FROM publication)
        ORDER BY year, paper_id
    """,
    "import_sources": "SELECT source_id, name FROM import_sources ORDER BY source_id",
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
_IMPORTED_RESULTS = """
SELECT * FROM imported_results
WHERE benchmark_id IN (SELECT benchmark_id FROM benchmarks WHERE is_followed)
ORDER BY ALL
"""
_IMPORTED_COMPUTE = "FROM imported_compute ORDER BY ALL"
_IMPORTED_HERE = """
SELECT c.* EXCLUDE (paper_id), w.paper_id
FROM imported_compute AS c
JOIN core.imported_works AS w USING (source_id, row_id)
UNION ALL BY NAME
-- Models of which a table gives totals, but no figure that they are made from.
SELECT DISTINCT r.source_id, r.row_id, r.model_name, r.extra, w.paper_id
FROM imported_results AS r
JOIN core.imported_works AS w USING (source_id, row_id)
WHERE NOT EXISTS (FROM imported_compute AS c WHERE c.source_id = r.source_id AND c.row_id = r.row_id)
ORDER BY ALL
"""
_RUNS_OF_IMPORTED = """
FROM model_runs
WHERE is_own AND paper_id IN (SELECT paper_id FROM core.imported_works)
ORDER BY run_id
"""
_ESTIMATES_OF_IMPORTED = """
FROM compute_estimates
WHERE is_own AND NOT is_imputed AND measure <> 'consolidated'
    AND paper_id IN (SELECT paper_id FROM core.imported_works)
ORDER BY run_id, measure
"""


def report_data(database: Path, settings: Settings, folder: Path) -> ReportData:
    """Read what the report shows; `folder` is where it is going to lie, and errors are those of `write_report`."""
    declared = declared_headline(settings)
    frames = {
        name: _frame(database, sql.replace("{specification}", declared.specification))
        for name, sql in _QUERIES.items()
    }
    tests = [
        DataTest(found.check.name, found.check.severity.value, found.check.says, found.count)
        for found in check_published(database)
    ]
    (publication,) = query(database, "FROM publication").to_pylist()
    return ReportData(
        **frames,
        headline=declared,
        moved_by_papers=_moved_by_papers(database, declared.specification),
        data_tests=tests,
        imported_models=imported_models(
            _frame(database, _IMPORTED_RESULTS), _frame(database, _IMPORTED_COMPUTE)
        ),
        compute_agreement=compute_agreement(
            *(_frame(database, sql) for sql in (_IMPORTED_HERE, _RUNS_OF_IMPORTED, _ESTIMATES_OF_IMPORTED))
        ),
        audits=audit_answers(answers_frame(read_answers(settings.audits))),
        scores=_scores(settings.scores),
        inspections=_inspections(database, settings.inspections, folder),
        publication=publication,
    )


def _scores(path: Path | None) -> Scores:
    if path is None:
        return own_scores()
    try:
        return read_scores(path.read_text(encoding="utf-8"))
    except (ScoresError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"scores: {path} holds no scores ({error}); docs/operating.md shows the form"
        ) from error


def _inspections(database: Path, inspections: Path, folder: Path) -> dict[str, str]:
    """Find the pages of papers that somebody has inspected."""
    written = {path.name for path in inspections.glob("*.html")}
    documents = query(database, "SELECT paper_id, file_name FROM documents ORDER BY is_preferred").to_pylist()
    up = os.path.relpath(inspections, folder)
    return {
        row["paper_id"]: f"{up}/{quote(page_name(row['file_name']))}"
        for row in documents
        if page_name(row["file_name"]) in written
    }


def _moved_by_papers(database: Path, specification: str) -> pd.DataFrame:
    """Name the papers that moved the headline fits since the refit before; none when this is the first."""
    before, after = (
        ComparedRefit(
            *(
                query(database, sql.format(run=run, specification=specification)).to_pandas()
                for sql in (_HEADLINE_FITS, _HEADLINE_POINTS)
            )
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
