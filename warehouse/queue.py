"""What remote sources have offered and what became of it, so that each night continues where the last one stopped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from extractors.records import Candidate, Window
from warehouse.candidates import (
    CANDIDATE_COLUMNS,
    FALLBACK_COLUMNS,
    TRIED_COLUMNS,
    Judged,
    Tried,
    candidate_of,
)
from warehouse.columns import arrow_table
from warehouse.connect import clear_errors, registered, transaction
from warehouse.store import Warehouse

MOST_ATTEMPTS = 5
"""Nights on which a candidate with transient trouble is tried before it is left to `retry`."""


class Queue:
    """The candidates of a warehouse; it keeps `extractors.sources.model.Progress`."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def has_listed(self, window: Window) -> bool:
        """Tell whether a window has been listed to its end, and the answer is trusted."""
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
        offered = arrow_table(list(once.values()), CANDIDATE_COLUMNS)
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
                tried=arrow_table(tried, TRIED_COLUMNS),
                fallbacks=arrow_table(fallbacks, FALLBACK_COLUMNS),
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
        found = [candidate_of(row) for row in rows]
        return list({candidate.candidate_id: candidate for candidate in found}.values())

    def _rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with clear_errors(self._warehouse.path):
            return self._warehouse.connection.execute(query, parameters).fetchall()
