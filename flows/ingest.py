"""Fetches, reads and loads a night's papers at the same time."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from extractors.records import Candidate
from flows.fetching import Arrival, Arrivals
from flows.papers import Batch, items_of, plan
from flows.progress import listener
from flows.summary import Tally
from flows.workers import Job, Outcome
from warehouse.candidates import Tried
from warehouse.items import LoadedItem, LoadOutcome
from warehouse.queue import Queue
from warehouse.store import Warehouse

BATCHES_AT_ONCE = 2
"""While the last papers of one batch are read, the next one keeps the other cores busy."""

_BATCHES_HELD = 2 * BATCHES_AT_ONCE

_log = logging.getLogger(__name__)


class Pending(Protocol):
    """A batch that is being read."""

    def done(self) -> bool:
        """Tell whether `result` would answer at once."""

    def result(self) -> list[Outcome]:
        """Wait for the outcomes."""


Submit = Callable[[list[Job]], Pending]
"""Begins to read a batch and does not wait for its end."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes papers in as they arrive."""

    warehouse: Warehouse
    load_id: int
    extractor_version: str
    batch_size: int
    submit: Submit
    sends_bytes: bool = False
    """True when the reader cannot open files of this machine."""
    keeps_outcomes: bool = False
    """True when the candidates' outcomes go into the queue."""
    read_again: bool = False
    """True to try once more what could not be read."""

    def take_in(self, arrivals: Arrivals, tally: Tally) -> list[Candidate]:
        """Read and load every paper.

        Args:
            arrivals: The papers.
            tally: Counts; it is added to as batches are loaded.

        Returns:
            What may come as another file: what could not be read as it came, which is not counted yet, and what
            is damaged where facts stand.
        """
        again: list[Candidate] = []
        known = self.warehouse.known_documents()
        under_way: deque[tuple[Batch, Pending | None]] = deque()
        for group in arrivals.in_groups(self.batch_size):
            batch = plan(group, known, self.extractor_version, read_again=self.read_again)
            for _ in range(len(group) - len(batch.jobs)):
                listener().advance()
            if group:
                under_way.append((batch, self.submit(self._sent(batch.jobs)) if batch.jobs else None))
            while under_way and (len(under_way) > _BATCHES_HELD or _is_done(under_way[0][1])):
                again += self._load(_finished(under_way), arrivals, tally)
        while under_way:
            again += self._load(_finished(under_way), arrivals, tally)
        return again

    def _sent(self, jobs: Iterable[Job]) -> list[Job]:
        return [replace(job, data=job.path.read_bytes()) if self.sends_bytes else job for job in jobs]

    def _load(
        self, batches: Sequence[tuple[Batch, Pending | None]], arrivals: Arrivals, tally: Tally
    ) -> list[Candidate]:
        came = [arrival for batch, _ in batches for arrival in batch.arrivals]
        items = [
            item
            for batch, pending in batches
            for item in items_of(batch, pending.result() if pending else [])
        ]
        loaded = self.warehouse.load(self.load_id, items)
        others = [
            arrivals.instead_of(arrival, row.failure) if row.failure and not row.is_duplicate else None
            for arrival, row in zip(came, loaded, strict=True)
        ]
        final = [
            (arrival, row)
            for arrival, row, other in zip(came, loaded, others, strict=True)
            # Of a paper that is loaded already, a second file that cannot be had changes nothing.
            if other is None and not (arrival.is_second and row.failure)
        ]
        if self.keeps_outcomes:
            Queue(self.warehouse).settle(self.load_id, [_tried(arrival, row) for arrival, row in final])
        settled = [row for arrival, row in final if not arrival.is_second]
        tally.add(settled)
        _tell(settled)
        damaged = [arrival for arrival, row in final if _is_damaged(row)]
        return [other for other in (*others, *map(arrivals.beside, damaged)) if other is not None]


def _tell(settled: Sequence[LoadedItem]) -> None:
    """Say which papers failed, and count the batch for who listens."""
    failed = [row for row in settled if row.outcome is LoadOutcome.FAILED]
    for row in failed:
        if row.failure:
            _log.warning("%s failed: %s: %s", row.item.name, row.failure.reason, row.failure.message)
    listener().loaded(len(settled) - len(failed), len(failed))


def _finished(under_way: deque[tuple[Batch, Pending | None]]) -> list[tuple[Batch, Pending | None]]:
    """Take the first batch, and those behind it that are read already.

    What a transaction costs grows with the warehouse. Where loading falls behind reading, fewer and larger ones make
    up for it.

    Returns:
        The batches to load in one transaction, in their order.
    """
    finished = [under_way.popleft()]
    while under_way and _is_done(under_way[0][1]):
        finished.append(under_way.popleft())
    return finished


def _is_done(pending: Pending | None) -> bool:
    return pending is None or pending.done()


def _is_damaged(row: LoadedItem) -> bool:
    return row.item.extraction is not None and row.item.extraction.asks_for_another_format


def _tried(arrival: Arrival, loaded: LoadedItem) -> Tried:
    return Tried(arrival.candidate.candidate_id, loaded.document_id, loaded.failure, arrival.fallbacks)
