"""What a citation index says about papers, and whom to ask it about next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from extractors.records import PaperMetadata
from warehouse.columns import ArrowColumn, arrow_table, utc
from warehouse.connect import clear_errors, registered, transaction
from warehouse.store import Warehouse

_TEXT, _COUNT = pa.string(), pa.int32()

_COLUMNS: dict[str, ArrowColumn[PaperMetadata]] = {
    "paper_id": (_TEXT, lambda m: m.paper_id),
    "doi": (_TEXT, lambda m: m.doi),
    "openalex_id": (_TEXT, lambda m: m.openalex_id),
    "cited_by_count": (_COUNT, lambda m: m.cited_by_count),
    "referenced_works_count": (_COUNT, lambda m: m.referenced_works_count),
    "publication_year": (_COUNT, lambda m: m.publication_year),
    "publication_date": (pa.date32(), lambda m: m.publication_date),
    "work_type": (_TEXT, lambda m: m.work_type),
    "venue": (_TEXT, lambda m: m.venue),
    "licence": (_TEXT, lambda m: m.licence),
    "topic": (_TEXT, lambda m: m.topic),
    "is_retracted": (pa.bool_(), lambda m: m.is_retracted),
}


def papers_without_metadata(
    warehouse: Warehouse, *, since: datetime, limit: int | None = None
) -> dict[str, str]:
    """Return the papers of arXiv that nobody has been asked about lately, those never asked about first.

    Args:
        warehouse: The open warehouse.
        since: What was asked at this time or later counts; with time zone.
        limit: How many papers at most; all when None.

    Returns:
        arXiv identifier by paper id.
    """
    with clear_errors(warehouse.path):
        rows: list[tuple[Any, ...]] = warehouse.connection.execute(
            """
            SELECT p.paper_id, p.arxiv_id
            FROM papers AS p
            LEFT JOIN core.paper_metadata AS m USING (paper_id)
            WHERE p.arxiv_id IS NOT NULL AND coalesce(m.fetched_at < $since, true)
            ORDER BY m.fetched_at NULLS FIRST, p.paper_id
            LIMIT $limit
            """,
            {"since": utc(since), "limit": limit},
        ).fetchall()
    return dict(rows)


def record_metadata(warehouse: Warehouse, metadata: Sequence[PaperMetadata], *, fetched_at: datetime) -> None:
    """Keep what was said about papers in place of what was said before, in one transaction.

    Args:
        warehouse: The open warehouse.
        metadata: Each paper once.
        fetched_at: When it was said, with time zone.
    """
    connection = warehouse.connection
    with (
        clear_errors(warehouse.path),
        transaction(connection),
        registered(connection, said=arrow_table(metadata, _COLUMNS)),
    ):
        connection.execute(
            """
            INSERT OR REPLACE INTO core.paper_metadata BY NAME
            SELECT *, $fetched_at::TIMESTAMP AS fetched_at FROM said
            """,
            {"fetched_at": utc(fetched_at)},
        )
