"""What people say of whole papers and sources: title, year and authors, and what does not belong here."""

from __future__ import annotations

import json

import duckdb

from warehouse.correction_entries import PaperEntry, columns_of

_DROP_WORK = """
INSERT INTO core.dropped_documents
SELECT document_id, $correction_id FROM core.work_documents WHERE paper_id = $paper_id
"""
# A file that another source gave as well stays.
_DROP_SOURCE = """
INSERT INTO core.dropped_documents
SELECT document_id, $correction_id
FROM core.work_documents
WHERE sha256 IN (SELECT sha256 FROM raw.fetches GROUP BY sha256 HAVING bool_and(source = $source))
"""


def correct_paper(connection: duckdb.DuckDBPyConnection, correction_id: str, entry: PaperEntry) -> str | None:
    """Apply one correction of a paper; return why it changes nothing, None where it does.

    Args:
        connection: The warehouse, inside a transaction in which works are linked.
        correction_id: The correction.
        entry: What it says.

    Returns:
        Why nothing changes, as a sentence, or None.
    """
    found = connection.execute(
        "SELECT paper_id FROM paper_ids WHERE $paper IN (stated_paper_id, paper_id)", {"paper": entry.paper}
    ).fetchone()
    if found is None:
        return f"there is no paper {entry.paper}"
    paper_id = str(found[0])
    if entry.action == "override" and _is_corrected(connection, paper_id):
        return "another correction has changed this paper"
    expected, changes = columns_of(entry.expect), columns_of(entry.changes)
    if not _says(connection, paper_id, expected):
        return f"the paper no longer says {json.dumps(expected, ensure_ascii=False)}"
    if entry.action == "drop":
        connection.execute(_DROP_WORK, {"paper_id": paper_id, "correction_id": correction_id})
        return None
    if _says(connection, paper_id, changes):
        return "the paper says this by itself now"
    row = {"paper_id": paper_id, "correction_id": correction_id, **changes}
    selected = ", ".join(f"${name} AS {name}" for name in row)
    connection.execute(f"INSERT INTO core.corrected_papers BY NAME SELECT {selected}", row)
    return None


def drop_source(connection: duckdb.DuckDBPyConnection, correction_id: str, source: str) -> str | None:
    """Drop the files that only this source gave; return why nothing changes, None where something does."""
    parameters = {"source": source, "correction_id": correction_id}
    (count,) = connection.execute(_DROP_SOURCE, parameters).fetchone() or (0,)
    return None if count else f"no file here came from the source {source} alone"


def _is_corrected(connection: duckdb.DuckDBPyConnection, paper_id: str) -> bool:
    row = connection.execute("FROM core.corrected_papers WHERE paper_id = ?", [paper_id]).fetchone()
    return row is not None


def _says(connection: duckdb.DuckDBPyConnection, paper_id: str, columns: dict[str, object]) -> bool:
    conditions = " AND ".join(f"{name} IS NOT DISTINCT FROM ${name}" for name in ("paper_id", *columns))
    row = {"paper_id": paper_id, **columns}
    return connection.execute(f"FROM core.works WHERE {conditions}", row).fetchone() is not None
