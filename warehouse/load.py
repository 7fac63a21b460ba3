"""Loads what was read from a batch of files: one transaction, the same in means the same rows out."""

# ruff: noqa: S608  table names in this module are its own, values are bound as parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from warehouse.columns import (
    CITATION_COLUMNS,
    COMPUTE_COLUMNS,
    DAMAGE_COLUMNS,
    DOCUMENT_COLUMNS,
    FETCH_COLUMNS,
    FILE_COLUMNS,
    ITEM_COLUMNS,
    PAPER_COLUMNS,
    REFERENCE_COLUMNS,
    RESULT_COLUMNS,
    SIGNATURE_COLUMNS,
    arrow_table,
)
from warehouse.connect import registered, transaction
from warehouse.items import DUPLICATE, Failure, KnownDocument, LoadedItem, LoadItem, LoadOutcome
from warehouse.staging import (
    StagedReading,
    citations_of,
    compute_of,
    damage_of,
    document_id_of,
    references_of,
    results_of,
    signatures_of,
)


def known_documents(
    connection: duckdb.DuckDBPyConnection, sha256s: Iterable[str] | None = None
) -> dict[str, KnownDocument]:
    """Return the documents the warehouse holds by the sha256 of their bytes, all or the given ones."""
    query = (
        "SELECT sha256, paper_id, file_name, extractor_version, reason, parse_error, error_class "
        "FROM core.documents"
    )
    if sha256s is None:
        rows = connection.execute(query).fetchall()
    else:
        with registered(connection, wanted=pa.table({"sha256": pa.array(list(sha256s), pa.string())})):
            rows = connection.execute(f"{query} WHERE sha256 IN (FROM wanted)").fetchall()
    return {
        sha256: KnownDocument(
            paper_id,
            file_name,
            extractor_version,
            Failure(reason, message, error_class == "final") if error_class else None,
        )
        for sha256, paper_id, file_name, extractor_version, reason, message, error_class in rows
    }


def load_batch(
    connection: duckdb.DuckDBPyConnection, load_id: int, items: Sequence[LoadItem], extractor_version: str
) -> list[LoadedItem]:
    """Load a batch in one transaction; an item the schema refuses fails alone, the others are loaded.

    Args:
        connection: The warehouse.
        load_id: The night.
        items: What was read.
        extractor_version: Which extractor read it.

    Returns:
        What became of each item, in order.

    Raises:
        ValueError: An item was neither read nor failed, and no earlier night has settled it.
    """
    if not items:
        return []
    try:
        with transaction(connection):
            return _load(connection, load_id, items, extractor_version)
    except (duckdb.ConstraintException, duckdb.ConversionException, pa.ArrowInvalid) as error:
        if len(items) > 1:
            half = len(items) // 2
            return load_batch(connection, load_id, items[:half], extractor_version) + load_batch(
                connection, load_id, items[half:], extractor_version
            )
        refused = _refused(items[0], error)
    with transaction(connection):
        return _load(connection, load_id, [refused], extractor_version)


def _refused(item: LoadItem, error: Exception) -> LoadItem:
    if item.extraction is None:
        raise error
    why = str(error).splitlines()[0]
    failure = Failure("refused_by_schema", f"the warehouse refuses what was read: {why}", is_final=True)
    return LoadItem(item.name, item.origin, item.extraction.paper, item.seconds, item.file, failure=failure)


def _load(
    connection: duckdb.DuckDBPyConnection, load_id: int, items: Sequence[LoadItem], extractor_version: str
) -> list[LoadedItem]:
    earlier = known_documents(connection, [item.file.sha256 for item in items if item.file])
    known = dict(earlier)
    loaded: list[LoadedItem] = []
    readings: list[StagedReading] = []
    for item in items:
        outcome = _outcome(item, known, extractor_version)
        loaded.append(outcome)
        reading = _reading(outcome, known)
        if reading is not None:
            readings.append(reading)
            known[reading.file.sha256] = KnownDocument(
                reading.paper.paper_id, item.name, extractor_version, item.failure
            )
    _merge_files(connection, items)
    _merge_documents(connection, load_id, readings, extractor_version)
    read_again = [reading.document_id for reading in readings if reading.file.sha256 in earlier]
    _merge_facts(connection, load_id, readings, read_again, extractor_version)
    _merge_items(connection, load_id, loaded)
    return loaded


def _outcome(item: LoadItem, known: Mapping[str, KnownDocument], extractor_version: str) -> LoadedItem:
    document_id = document_id_of(item.file.sha256) if item.file else None
    document = known.get(item.file.sha256) if item.file else None
    # Reading that failed may have been asked for again, with more time or memory; a success then counts.
    heals = document is not None and document.failure is not None and item.extraction is not None
    if document is not None and document.is_settled(extractor_version) and not heals:
        return _settled(item, document, document_id)
    paper = item.extraction.paper if item.extraction else item.paper
    paper_id = paper.paper_id if paper else None
    if item.extraction is not None:
        return LoadedItem(item, LoadOutcome.LOADED, paper_id, document_id)
    if item.failure is None:
        raise ValueError(f"{item.name} was neither read nor failed, and no earlier night has settled it")
    return LoadedItem(item, LoadOutcome.FAILED, paper_id, document_id, item.failure)


def _settled(item: LoadItem, document: KnownDocument, document_id: str | None) -> LoadedItem:
    was_read_again = item.extraction is not None or item.failure is not None
    if was_read_again and document.file_name != item.name:
        failure = Failure(DUPLICATE, f"the same bytes as {document.file_name}", is_final=True)
        return LoadedItem(item, LoadOutcome.SKIPPED, document.paper_id, document_id, failure)
    outcome = LoadOutcome.SKIPPED if document.failure else LoadOutcome.UNCHANGED
    return LoadedItem(item, outcome, document.paper_id, document_id, document.failure)


def _reading(loaded: LoadedItem, known: Mapping[str, KnownDocument]) -> StagedReading | None:
    """Return what is new about a document, None when it stays as it is."""
    item = loaded.item
    paper = item.extraction.paper if item.extraction else item.paper
    if item.file is None or paper is None or loaded.document_id is None:
        return None
    if loaded.outcome not in (LoadOutcome.LOADED, LoadOutcome.FAILED):
        return None
    earlier = known.get(item.file.sha256)
    is_transient = item.failure is not None and not item.failure.is_final
    if is_transient and earlier is not None and earlier.failure is None:
        return None  # what an earlier version read stands until a reading gives a verdict
    return StagedReading(loaded.document_id, paper, item.name, item.file, item.extraction, item.failure)


def _merge_files(connection: duckdb.DuckDBPyConnection, items: Sequence[LoadItem]) -> None:
    files = [item.file for item in items if item.file is not None]
    with registered(
        connection, files=arrow_table(files, FILE_COLUMNS), fetches=arrow_table(files, FETCH_COLUMNS)
    ):
        connection.execute("INSERT INTO raw.files BY NAME FROM files ON CONFLICT DO NOTHING")
        connection.execute("INSERT INTO raw.fetches BY NAME FROM fetches ON CONFLICT DO NOTHING")


def _merge_documents(
    connection: duckdb.DuckDBPyConnection,
    load_id: int,
    readings: Sequence[StagedReading],
    extractor_version: str,
) -> None:
    with registered(
        connection,
        papers=arrow_table(readings, PAPER_COLUMNS),
        documents=arrow_table(readings, DOCUMENT_COLUMNS),
        damage=arrow_table(damage_of(readings), DAMAGE_COLUMNS),
        signatures=arrow_table(signatures_of(readings), SIGNATURE_COLUMNS),
        bibliographies=arrow_table(references_of(readings), REFERENCE_COLUMNS),
        citations=arrow_table(citations_of(readings), CITATION_COLUMNS),
    ):
        # One row per paper even when a batch holds it in several formats; what a later file does not
        # state stays as an earlier one stated it.
        connection.execute("""
            INSERT INTO core.papers BY NAME
            SELECT
                paper_id,
                any_value(arxiv_id ORDER BY format) AS arxiv_id,
                any_value(title ORDER BY format) AS title,
                any_value(authors ORDER BY format) AS authors,
                any_value(published_on ORDER BY format) AS published_on,
                any_value(year ORDER BY format) AS year,
                any_value(url ORDER BY format) AS url
            FROM papers
            GROUP BY paper_id
            ON CONFLICT (paper_id) DO UPDATE SET
                arxiv_id = coalesce(excluded.arxiv_id, arxiv_id),
                title = coalesce(excluded.title, title),
                authors = coalesce(excluded.authors, authors),
                published_on = coalesce(excluded.published_on, published_on),
                year = coalesce(excluded.year, year),
                url = coalesce(excluded.url, url)
        """)
        # sha256 is left alone: updating an indexed column would make DuckDB replace the row, which the facts
        # that point at it forbid.
        connection.execute(
            """
            INSERT INTO core.documents BY NAME
            SELECT *, $extractor_version AS extractor_version, $load_id AS read_in_load FROM documents
            ON CONFLICT (document_id) DO UPDATE SET
                paper_id = excluded.paper_id,
                file_name = excluded.file_name,
                format = excluded.format,
                version = excluded.version,
                parse_status = excluded.parse_status,
                error_class = excluded.error_class,
                reason = excluded.reason,
                parse_error = excluded.parse_error,
                extractor_version = excluded.extractor_version,
                quality = excluded.quality,
                page_count = excluded.page_count,
                table_count = excluded.table_count,
                paragraph_count = excluded.paragraph_count,
                read_in_load = excluded.read_in_load
            """,
            {"extractor_version": extractor_version, "load_id": load_id},
        )
        for table, rows in (
            ("core.document_damage", "damage"),
            ("core.bibliographies", "bibliographies"),
            ("core.citations", "citations"),
        ):
            connection.execute(
                f"DELETE FROM {table} WHERE document_id IN (SELECT document_id FROM documents)"
            )
            connection.execute(f"INSERT INTO {table} BY NAME FROM {rows}")
        connection.execute("INSERT OR REPLACE INTO core.signatures BY NAME FROM signatures")


def _merge_facts(
    connection: duckdb.DuckDBPyConnection,
    load_id: int,
    readings: Sequence[StagedReading],
    read_again: Sequence[str],
    extractor_version: str,
) -> None:
    """Close what documents that were read again no longer say, and open what is new.

    Only their facts are compared with what is there: a document that is new has none.
    """
    for table, fact_id, facts in (
        ("core.reported_results", "result_id", arrow_table(results_of(readings), RESULT_COLUMNS)),
        ("core.reported_compute", "compute_id", arrow_table(compute_of(readings), COMPUTE_COLUMNS)),
    ):
        documents = pa.table({"document_id": pa.array(read_again, pa.string())})
        with registered(connection, staged=facts, read_again=documents):
            is_kept = "false"
            if read_again:
                _close_facts(connection, table, fact_id, facts.column_names, load_id)
                is_kept = f"{fact_id} IN (SELECT {fact_id} FROM compared WHERE is_kept)"
            connection.execute(
                f"""
                INSERT INTO {table} BY NAME
                SELECT *, $extractor_version AS extractor_version, $load_id AS valid_from_load
                FROM staged
                WHERE NOT {is_kept}
                """,
                {"extractor_version": extractor_version, "load_id": load_id},
            )


def _close_facts(
    connection: duckdb.DuckDBPyConnection, table: str, fact_id: str, columns: Sequence[str], load_id: int
) -> None:
    """Close facts of the documents in `read_again` that `staged` lacks; all are noted in `compared`."""
    before = ", ".join(f"before.{column}" for column in columns)
    after = ", ".join(f"staged.{column}" for column in columns)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE compared AS
        SELECT before.{fact_id}, ({before}) IS NOT DISTINCT FROM ({after}) AS is_kept
        FROM (FROM {table} WHERE valid_to_load IS NULL AND document_id IN (FROM read_again)) AS before
        LEFT JOIN staged USING ({fact_id})
        """
    )
    connection.execute(
        f"""
        UPDATE {table} SET valid_to_load = $load_id
        WHERE valid_to_load IS NULL AND {fact_id} IN (SELECT {fact_id} FROM compared WHERE NOT is_kept)
        """,
        {"load_id": load_id},
    )


def _merge_items(connection: duckdb.DuckDBPyConnection, load_id: int, loaded: Sequence[LoadedItem]) -> None:
    latest = {row.item.origin: row for row in loaded}
    with registered(connection, items=arrow_table(list(latest.values()), ITEM_COLUMNS)):
        connection.execute(
            "INSERT OR REPLACE INTO core.load_items BY NAME SELECT *, $load_id AS load_id FROM items",
            {"load_id": load_id},
        )
