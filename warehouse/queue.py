"""What remote sources have offered and what became of it, so that each night continues where the last one stopped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from extractors.records import Candidate, Fallback, PaperRecord, Window
from warehouse.columns import ArrowColumn, arrow_table
from warehouse.connect import clear_errors, registered, transaction
from warehouse.items import Failure
from warehouse.store import Warehouse

MOST_ATTEMPTS = 5
"""Nights on which a candidate with transient trouble is tried before it is left to `retry`."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, and whether its text is wanted."""

    candidate: Candidate
    is_relevant: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a candidate this night."""

    candidate_id: str
    document_id: str | None
    """None when nothing could be fetched."""
    failure: Failure | None
    fallbacks: tuple[Fallback, ...] = ()


_TEXT, _TEXTS, _FLAG = pa.string(), pa.list_(pa.string()), pa.bool_()

_CANDIDATE_COLUMNS: dict[str, ArrowColumn[Judged]] = {
    "candidate_id": (_TEXT, lambda j: j.candidate.candidate_id),
    "paper_id": (_TEXT, lambda j: j.candidate.paper.paper_id),
    "arxiv_id": (_TEXT, lambda j: j.candidate.paper.arxiv_id),
    "version": (pa.int32(), lambda j: j.candidate.version),
    "origin": (_TEXT, lambda j: j.candidate.origin),
    "title": (_TEXT, lambda j: j.candidate.paper.title or None),
    "authors": (_TEXTS, lambda j: list(j.candidate.paper.authors) or None),
    "abstract": (_TEXT, lambda j: j.candidate.abstract or None),
    "categories": (_TEXTS, lambda j: list(j.candidate.categories) or None),
    "licence": (_TEXT, lambda j: j.candidate.licence or None),
    "published_on": (pa.date32(), lambda j: j.candidate.paper.published_on),
    "year": (pa.int32(), lambda j: j.candidate.paper.year),
    "url": (_TEXT, lambda j: j.candidate.paper.url or None),
    "is_withdrawn": (_FLAG, lambda j: j.candidate.is_withdrawn),
    "is_relevant": (_FLAG, lambda j: j.is_relevant),
    "relevance_reasons": (_TEXTS, lambda j: list(j.reasons)),
}

_TRIED_COLUMNS: dict[str, ArrowColumn[Tried]] = {
    "candidate_id": (_TEXT, lambda t: t.candidate_id),
    "document_id": (_TEXT, lambda t: t.document_id),
    "error_class": (_TEXT, lambda t: t.failure and t.failure.error_class),
    "reason": (_TEXT, lambda t: t.failure and t.failure.reason),
    "message": (_TEXT, lambda t: t.failure and t.failure.message),
}

_FALLBACK_COLUMNS: dict[str, ArrowColumn[tuple[str, int, Fallback]]] = {
    "candidate_id": (_TEXT, lambda row: row[0]),
    "position": (pa.int32(), lambda row: row[1]),
    "url": (_TEXT, lambda row: row[2].url),
    "error_class": (_TEXT, lambda row: "final" if row[2].is_final else "transient"),
    "reason": (_TEXT, lambda row: row[2].reason),
    "message": (_TEXT, lambda row: row[2].message),
}


class Queue:
    """The candidates of a warehouse; it keeps `extractors.sources.model.Progress`."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def has_listed(self, window: Window) -> bool:
        """Tell whether a window has been listed to its end, and its answer is believed."""
        return self._believed(window) is True

    def known(self, source: str) -> Collection[str]:
        """Return the candidate ids, and the paper ids, that a source has offered before."""
        rows = self._rows("SELECT candidate_id, paper_id FROM core.candidates WHERE source = ?", source)
        return frozenset(name for row in rows for name in row)

    def next_day(self, source: str, part: str) -> date | None:
        """Return the first day of a part that is not listed, or not believed; None before any is listed."""
        ((doubtful, last),) = self._rows(
            """
            SELECT min(from_date) FILTER (NOT is_believed), max(until_date) FROM core.windows
            WHERE source = ? AND part = ?
            """,
            source,
            part,
        )
        if doubtful is not None:
            return date.fromisoformat(str(doubtful))
        return None if last is None else date.fromisoformat(str(last)) + timedelta(days=1)

    def add(
        self,
        load_id: int,
        source: str,
        judged: Sequence[Judged],
        window: Window | None = None,
        *,
        is_doubtful: bool = False,
    ) -> bool:
        """Keep what a source has offered, and that the window it stands in is done, in one transaction.

        Args:
            load_id: The night.
            source: Name of the source.
            judged: What it has offered.
            window: The window these are all papers of.
            is_doubtful: True when the window should have held more; it is then believed the second time.

        Returns:
            True when the window is believed.
        """
        believed = window is None or not is_doubtful or self._believed(window) is not None
        connection = self._warehouse.connection
        once = {one.candidate.candidate_id: one for one in judged}
        offered = arrow_table(list(once.values()), _CANDIDATE_COLUMNS)
        with (
            clear_errors(self._warehouse.path),
            transaction(connection),
            registered(connection, offered=offered),
        ):
            connection.execute(
                """
                INSERT INTO core.candidates BY NAME
                SELECT *, $source AS source, $load_id AS found_in_load FROM offered
                ON CONFLICT DO NOTHING
                """,
                {"source": source, "load_id": load_id},
            )
            if window is not None:
                connection.execute(
                    "INSERT OR REPLACE INTO core.windows VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [
                        window.source,
                        window.part,
                        window.from_date,
                        window.until_date,
                        len(once),
                        believed,
                        load_id,
                    ],
                )
        return believed

    def empty_days(self, source: str) -> list[date]:
        """Return the days on which a source that is listed day by day offered nothing in any of its parts."""
        rows = self._rows(
            """
            SELECT from_date FROM core.windows WHERE source = ? AND from_date = until_date
            GROUP BY from_date HAVING sum(candidate_count) = 0 ORDER BY from_date
            """,
            source,
        )
        return [date.fromisoformat(str(day)) for (day,) in rows]

    def waiting(self, source: str) -> list[Candidate]:
        """Return what a source has offered and is still to be read, in the order in which it was found.

        That is what was never tried, and what failed for a reason that may have passed.
        """
        return self._candidates(
            """
            source = ? AND (
                state = 'waiting'
                OR state = 'failed' AND error_class = 'transient' AND attempt_count < ?
            )
            """,
            source,
            MOST_ATTEMPTS,
        )

    def failed(self) -> list[Candidate]:
        """Return what could not be fetched or read, whatever the reason and source."""
        return self._candidates("state = 'failed'")

    def settle(self, load_id: int, tried: Sequence[Tried]) -> None:
        """Keep what became of candidates this night.

        Args:
            load_id: The night.
            tried: Each candidate once.
        """
        fallbacks = [
            (one.candidate_id, position, fallback)
            for one in tried
            for position, fallback in enumerate(one.fallbacks)
        ]
        connection = self._warehouse.connection
        with (
            clear_errors(self._warehouse.path),
            transaction(connection),
            registered(
                connection,
                tried=arrow_table(tried, _TRIED_COLUMNS),
                fallbacks=arrow_table(fallbacks, _FALLBACK_COLUMNS),
            ),
        ):
            connection.execute(
                """
                INSERT OR REPLACE INTO core.candidate_outcomes BY NAME
                SELECT
                    tried.*,
                    $load_id AS load_id,
                    -- An interrupted night that is run again has not tried twice.
                    coalesce(before.attempt_count, 0) + 1 AS attempt_count
                FROM tried
                LEFT JOIN core.candidate_outcomes AS before USING (candidate_id)
                """,
                {"load_id": load_id},
            )
            connection.execute(
                """
                INSERT OR REPLACE INTO core.fetch_fallbacks BY NAME
                SELECT *, $load_id AS load_id FROM fallbacks
                """,
                {"load_id": load_id},
            )

    def archived(self, origins: Collection[str]) -> dict[str, str]:
        """Return the sha256 of the newest bytes that came from each of these origins, as far as there are any."""
        wanted = pa.table({"origin": pa.array(list(origins), pa.string())})
        with registered(self._warehouse.connection, wanted=wanted):
            rows = self._rows(
                """
                SELECT origin, arg_max(sha256, fetched_at) FROM raw.fetches
                WHERE origin IN (FROM wanted) GROUP BY origin
                """
            )
        return dict(rows)

    def files(self) -> frozenset[str]:
        """Return the sha256 of every file the warehouse knows."""
        return frozenset(row[0] for row in self._rows("SELECT sha256 FROM raw.files"))

    def states(self) -> dict[str, dict[str, int]]:
        """Return how many candidates of each source are in which state."""
        counts: dict[str, dict[str, int]] = {}
        query = "SELECT source, state, count(*) FROM candidates GROUP BY ALL ORDER BY ALL"
        for source, state, count in self._rows(query):
            counts.setdefault(source, {})[state] = count
        return counts

    def _believed(self, window: Window) -> bool | None:
        """Return whether a window's answer is believed; None when it was never listed."""
        rows = self._rows(
            """
            SELECT is_believed FROM core.windows
            WHERE source = ? AND part = ? AND from_date = ? AND until_date = ?
            """,
            *(getattr(window, field.name) for field in fields(window)),
        )
        return bool(rows[0][0]) if rows else None

    def _candidates(self, condition: str, *parameters: object) -> list[Candidate]:
        rows = self._rows(
            f"""
            WITH chosen AS (
                SELECT candidate_id, source, found_in_load FROM candidates WHERE {condition}
            )
            SELECT
                candidate_id, paper_id, title, authors, arxiv_id, published_on, year, url,
                origin, version, abstract, categories, licence, is_withdrawn
            FROM core.candidates
            JOIN chosen USING (candidate_id, source)
            ORDER BY chosen.found_in_load, published_on, candidate_id
            """,  # noqa: S608  the condition is one of this module's
            *parameters,
        )
        found = [_candidate(row) for row in rows]
        return list({candidate.candidate_id: candidate for candidate in found}.values())

    def _rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with clear_errors(self._warehouse.path):
            return self._warehouse.connection.execute(query, parameters).fetchall()


def _candidate(row: tuple[Any, ...]) -> Candidate:
    candidate_id, paper_id, title, authors, arxiv_id, published_on, year, url, *rest = row
    origin, version, abstract, categories, licence, is_withdrawn = rest
    paper = PaperRecord(paper_id, title or "", tuple(authors or ()), arxiv_id, published_on, year, url or "")
    return Candidate(
        candidate_id,
        paper,
        origin,
        version,
        abstract or "",
        tuple(categories or ()),
        licence or "",
        is_withdrawn,
    )
