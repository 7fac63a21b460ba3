"""Gets a night's papers in: asks the source what there is, fetches, reads and loads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from extractors.errors import PaperError
from extractors.records import Candidate
from extractors.sources.model import Source
from extractors.sources.registry import Wanted
from flows.discovery import Discovery, discover
from flows.errors import NightFailedError
from flows.fetching import Arrivals, AtHand
from flows.ingest import Ingest, Pending
from flows.network_settings import TaskRunnerName
from flows.progress import listener
from flows.retrying import failed_candidates
from flows.settings import Settings
from flows.sourcing import OpenSource, open_failed, open_source, with_days
from flows.summary import Gathered
from flows.workers import Job, Limits, Reader, Readers, RemoteReader
from warehouse.archive import Archive
from warehouse.queue import Queue
from warehouse.store import Warehouse

SubmitToReader = Callable[[list[Job], Reader], Pending]
"""Begins to read a batch with a reader and does not wait for its end."""

ListPapers = Callable[[Source, Queue, int, Discovery], None]
"""Does what `flows.discovery.discover` does."""

FAILED = "failed"
"""The source that tries once more whatever failed."""

_QUOTED_BY_AT_LEAST = 2
"""Papers: what one alone quotes is seldom a known result."""

_WANTED = """
SELECT arxiv_id
FROM wanted
WHERE arxiv_id IS NOT NULL AND quoting_paper_count >= $least
GROUP BY arxiv_id
ORDER BY max(quoting_paper_count) DESC, sum(quoted_count) DESC, arxiv_id
"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NightRequest:
    """What a night is asked to read."""

    name: str
    """Of the source."""
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Night:
    """What the steps of one night share."""

    settings: Settings
    warehouse: Warehouse
    """Open for writing."""
    load_id: int
    extractor_version: str
    submit: SubmitToReader
    list_papers: ListPapers = discover
    """Asks a remote source what is new."""


def gather(asked: NightRequest, night: Night, gathered: Gathered) -> None:
    """Get the papers of a night in.

    Args:
        asked: What to read.
        night: The night.
        gathered: What came in; it is added to, so that a night that fails can tell how far it came.

    Raises:
        NightFailedError: A folder without papers.
        SettingsError: The source needs something else, or nobody to contact is set.
    """
    settings, queue = night.settings, Queue(night.warehouse)
    with _opened(asked, night.warehouse, settings, queue) as opened:
        try:
            candidates = _candidates(opened, night, queue, gathered)
            while candidates and not gathered.ended_early:
                candidates = _take_in(candidates, opened, queue, night, gathered)
        finally:
            if opened.client is not None:
                gathered.request_count = opened.client.request_count
                gathered.waited_seconds = opened.client.waited_seconds
            if opened.source.is_remote:
                gathered.waiting_count = len(queue.waiting(opened.source.name))


@contextmanager
def _opened(
    asked: NightRequest, warehouse: Warehouse, settings: Settings, queue: Queue
) -> Iterator[OpenSource]:
    if asked.name == FAILED:
        with open_failed(settings) as opened:
            yield opened
        return
    wanted = with_days(asked.wanted, asked.name, settings, queue, datetime.now(UTC).date())
    if asked.name == "wanted":
        wanted = replace(wanted, named=_wanted_papers(warehouse))
    with open_source(settings, asked.name, wanted) as opened:
        yield opened


def _wanted_papers(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the arXiv ids of works that two papers or more quote results from and that are not here."""
    frame = warehouse.frame(_WANTED, {"least": _QUOTED_BY_AT_LEAST})
    return tuple(frame["arxiv_id"])


def _candidates(opened: OpenSource, night: Night, queue: Queue, gathered: Gathered) -> Sequence[Candidate]:
    source = opened.source
    if source.name == FAILED:
        return failed_candidates(night.warehouse, queue)
    if source.is_remote:
        listener().step("asking what is new")
        try:
            night.list_papers(source, queue, night.load_id, gathered.discovery)
        except PaperError as error:
            # What earlier listings have brought can be read all the same; the night fails at its end.
            gathered.listing_error = str(error)
            _log.warning("the source could not be listed to its end: %s", error)
        return queue.waiting(source.name)
    candidates = [candidate for listing in source.discover(queue) for candidate in listing.candidates]
    if not candidates:
        raise NightFailedError(f"{source.name} holds no papers")
    return candidates


def _at_hand(
    opened: OpenSource, candidates: Sequence[Candidate], queue: Queue, archive: Archive
) -> dict[str, str]:
    """Return bytes that need not be fetched again, by their origin.

    A night that was interrupted may have archived papers that the warehouse has not heard of.
    """
    if not opened.source.is_remote:
        return {}
    loaded = queue.files()
    found = {
        file.origin: sha256
        for sha256 in archive
        if sha256 not in loaded
        for file in archive.provenance(sha256)
    }
    origins = {url for candidate in candidates for url in opened.source.locations(candidate)}
    return {**found, **queue.archived(origins)}


def _take_in(
    candidates: Sequence[Candidate], opened: OpenSource, queue: Queue, night: Night, gathered: Gathered
) -> Sequence[Candidate]:
    """Fetch, read and load papers; return those that are to be asked for as another file."""
    settings, source = night.settings, opened.source
    archive = Archive(settings.archive)
    archive.drop_unfinished()
    listener().step("reading papers", len(candidates))
    with (
        Arrivals(
            source,
            candidates,
            AtHand(archive, _at_hand(opened, candidates, queue, archive)),
            fetch_again=source.name == FAILED,
            on_fetched=listener().fetched,
            on_leave=opened.client.stop if opened.client else lambda: None,
            patience=settings.network.patience,
        ) as arrivals,
        _reader(settings) as (reader, sends_bytes),
    ):
        ingest = Ingest(
            night.warehouse,
            night.load_id,
            night.extractor_version,
            settings.batch_size,
            lambda jobs: night.submit(jobs, reader),
            sends_bytes=sends_bytes,
            keeps_outcomes=source.is_remote,
            read_again=source.name == FAILED,
        )
        try:
            return ingest.take_in(arrivals, gathered.tally)
        finally:
            gathered.fetched_count += arrivals.fetched_count
            gathered.ended_early = arrivals.ended_early


@contextmanager
def _reader(settings: Settings) -> Iterator[tuple[Reader, bool]]:
    """Return who reads, and whether bytes must be sent there."""
    limits = Limits(settings.paper_timeout_seconds, settings.paper_memory_mib, settings.papers_per_worker)
    if settings.task_runner is TaskRunnerName.DASK:
        yield RemoteReader(limits), True
        return
    with Readers(settings.workers, limits, on_done=listener().advance) as readers:
        yield readers, False
