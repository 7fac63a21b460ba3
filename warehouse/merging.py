"""The SQL that writes a loaded batch into the tables, all in one transaction."""

# ruff: noqa: S608  table names in this module are its own, values are bound as parameters

from __future__ import annotations

from collections.abc import Sequence

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
from warehouse.connect import registered
from warehouse.items import LoadedItem, LoadItem
from warehouse.staging import (
    StagedReading,
    citations_of,
    compute_of,
    damage_of,
    references_of,
    results_of,
    signatures_of,
)


def merge_files(connection: duckdb.DuckDBPyConnection, items: Sequence[LoadItem]) -> None:
    """Note the files of a batch, and where each came from."""
    files = [item.file for item in items if item.file is not None]
    with registered(
        connection, files=arrow_table(files, FILE_COLUMNS), fetches=arrow_table(files, FETCH_COLUMNS)
    ):
        connection.execute("INSERT INTO raw.files BY NAME FROM files ON CONFLICT DO NOTHING")
        connection.execute("INSERT INTO raw.fetches BY NAME FROM fetches ON CONFLICT DO NOTHING")


def merge_documents(
    connection: duckdb.DuckDBPyConnection,
    load_id: int,
    readings: Sequence[StagedReading],
    extractor_version: str,
) -> None:
    """Write papers and documents, with what is known of each document beside its facts.

    Args:
        connection: The warehouse.
        load_id: The night.
        readings: What is new about the documents of the batch.
        extractor_version: Which extractor read them.
    """
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


def merge_facts(
    connection: duckdb.DuckDBPyConnection,
    load_id: int,
    readings: Sequence[StagedReading],
    read_again: Sequence[str],
    extractor_version: str,
) -> None:
    """Close facts that documents read again no longer state, and add what is new.

    Only their facts are compared with what is there: a new document has none.

    Args:
        connection: The warehouse.
        load_id: The night.
        readings: What is new about the documents of the batch.
        read_again: Ids of those that an earlier night has read.
        extractor_version: Which extractor read them.
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


def merge_items(connection: duckdb.DuckDBPyConnection, load_id: int, loaded: Sequence[LoadedItem]) -> None:
    """Note what became of each item; of two of one origin, the last counts."""
    latest = {row.item.origin: row for row in loaded}
    with registered(connection, items=arrow_table(list(latest.values()), ITEM_COLUMNS)):
        connection.execute(
            "INSERT OR REPLACE INTO core.load_items BY NAME SELECT *, $load_id AS load_id FROM items",
            {"load_id": load_id},
        )
