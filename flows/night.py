"""The night as a Prefect flow: papers in, a published database and a report out."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extractors.sources.folder import list_folder
from extractors.version import extractor_version
from flows import reporting, science
from flows.changes import Changes, read_changes
from flows.errors import NightFailedError
from flows.logs import log_to
from flows.papers import read_batch
from flows.progress import listener
from flows.settings import Settings
from flows.summary import FitLine, NightSummary, Tally
from flows.version import code_version
from flows.workers import Limits, Readers
from warehouse.archive import Archive
from warehouse.corrections import read_corrections
from warehouse.items import KnownDocument, LoadItem
from warehouse.publish import Publication, publish
from warehouse.store import Warehouse

BATCHES_AT_ONCE = 2
"""While the last papers of one batch are read, the next one keeps the other cores busy."""


def run_night(settings: Settings, source: str, folder: Path) -> NightSummary:
    """Run one night in this process.

    Args:
        settings: What the operator has set.
        source: Name of the source, kept with the archived bytes.
        folder: The folder that holds the papers.

    Returns:
        What the night has done.

    Raises:
        NightFailedError: No papers, too many failures, or data tests that found errors.
        CorrectionsError: A corrections file cannot be understood.
        WarehouseError: The warehouse cannot be used; its subclass says why.
    """
    # Prefect's heartbeat thread sleeps for a second at the end of every flow, for a run that may take two.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        summary: NightSummary = night(settings, source, folder)
    return summary


_BATCH_RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=BATCHES_AT_ONCE)


@flow(name="night", task_runner=_BATCH_RUNNER, validate_parameters=False)
def night(settings: Settings, source: str, folder: Path) -> NightSummary:
    """Discover, archive, extract, load, estimate, test, refit, publish, report."""
    started = time.perf_counter()
    entries = list_folder(folder)
    if not entries:
        raise NightFailedError(f"{folder} holds no papers")
    read_corrections(settings.corrections)  # a file that makes no sense ends the night before it costs time
    with Warehouse(settings.warehouse) as warehouse:
        load_id = warehouse.begin_load(
            started_at=datetime.now(UTC),
            source=source,
            code_version=code_version(),
            extractor_version=extractor_version(),
            settings=settings.model_dump(mode="json"),
            flow_run_id=str(flow_run.id) if flow_run.id else None,
        )
        log_to(settings.logs, f"night-{load_id:05}")
        try:
            tally = _read_and_load(settings, source, entries, warehouse, load_id)
            _refuse_too_many_failures(tally, settings.failure_share)
            refit(warehouse, load_id, settings)
            # Before publishing, so that the published file says of its own night that it succeeded.
            warehouse.finish_load(load_id, finished_at=datetime.now(UTC), succeeded=True)
            publication = publish_night(warehouse, load_id, settings)
            report = write_report(publication, settings)
        except BaseException as error:
            warehouse.finish_load(
                load_id, finished_at=datetime.now(UTC), succeeded=False, message=str(error) or repr(error)
            )
            raise
        fits = _fit_lines(warehouse)
        changes = read_changes(warehouse, load_id)
    return _summary(load_id, tally, changes, fits, publication, report, time.perf_counter() - started)


def _read_and_load(
    settings: Settings, source: str, entries: Sequence[Path], warehouse: Warehouse, load_id: int
) -> Tally:
    listener().step("reading papers", len(entries))
    tally = Tally()
    limits = Limits(settings.paper_timeout_seconds, settings.paper_memory_mib, settings.papers_per_worker)
    known = warehouse.known_documents()
    archive = Archive(settings.archive)
    with Readers(settings.workers, limits) as readers:
        batches = [
            read_papers.submit(batch, source, archive, readers, known)
            for batch in _batches(entries, settings.batch_size)
        ]
        for batch in batches:
            tally.add(warehouse.load(load_id, batch.result()))
    return tally


@task(name="read papers", cache_policy=NO_CACHE)
def read_papers(
    entries: Sequence[Path],
    source: str,
    archive: Archive,
    readers: Readers,
    known: Mapping[str, KnownDocument],
) -> list[LoadItem]:
    """Archive and read one batch of papers."""
    return read_batch(
        entries,
        source=source,
        archive=archive,
        readers=readers,
        known=known,
        extractor_version=extractor_version(),
        on_done=listener().advance,
    )


@task(name="refit", cache_policy=NO_CACHE)
def refit(warehouse: Warehouse, load_id: int, settings: Settings) -> None:
    """Join facts, estimate compute, fit, and keep the outcome."""
    listener().step("fitting")
    science.refit(warehouse, load_id, settings)


@task(name="publish", cache_policy=NO_CACHE)
def publish_night(warehouse: Warehouse, load_id: int, settings: Settings) -> Publication:
    """Test the data and swap the published file."""
    listener().step("testing and publishing")
    return publish(
        warehouse,
        settings.published,
        published_at=datetime.now(UTC),
        code_version=code_version(),
        load_id=load_id,
        keep=settings.keep_published,
        accept=settings.accept_checks,
    )


@task(name="report", cache_policy=NO_CACHE)
def write_report(publication: Publication, settings: Settings) -> Path:
    """Write the HTML report of what was published."""
    listener().step("writing the report")
    return reporting.write_report(publication.database, settings.reports)


def _batches(entries: Sequence[Path], size: int) -> Iterator[Sequence[Path]]:
    return (entries[start : start + size] for start in range(0, len(entries), size))


def _refuse_too_many_failures(tally: Tally, allowed: float) -> None:
    if tally.failed_share <= allowed:
        return
    reasons = ", ".join(f"{reason} {count}" for reason, count in tally.failures.most_common(5))
    raise NightFailedError(
        f"{tally.failed_share:.0%} of {tally.paper_count} papers could not be read, more than the "
        f"{allowed:.0%} that failure_share allows ({reasons}); nothing was published"
    )


def _fit_lines(warehouse: Warehouse) -> list[FitLine]:
    frame = warehouse.frame(
        """
        SELECT benchmark_id, measure, n, exponent, exponent_low, exponent_high, halving_factor
        FROM fits
        WHERE status = 'fitted' AND specification = 'ols'
        ORDER BY benchmark_id, measure
        """
    )
    return [FitLine(*row) for row in frame.itertuples(index=False, name=None)]


def _summary(
    load_id: int,
    tally: Tally,
    changes: Changes,
    fits: list[FitLine],
    publication: Publication,
    report: Path,
    seconds: float,
) -> NightSummary:
    outcomes: Mapping[Any, int] = tally.outcomes
    # ru_maxrss counts KiB on Linux; the reading processes have ended, so they count among the children.
    peak_kib = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return NightSummary(
        load_id=load_id,
        paper_count=tally.paper_count,
        loaded_count=outcomes["loaded"],
        unchanged_count=outcomes["unchanged"],
        failed_count=outcomes["failed"],
        skipped_count=outcomes["skipped"],
        result_count=tally.result_count,
        compute_count=tally.compute_count,
        failures=dict(tally.failures.most_common()),
        changes=changes,
        fits=fits,
        warnings=[str(result) for result in publication.checks if not result.passed],
        seconds=seconds,
        peak_memory_mib=peak_kib / 1024,
        database=publication.database,
        report=report,
    )
