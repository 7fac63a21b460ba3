"""The night as a Prefect flow: papers in, a published database and a report out."""

from __future__ import annotations

import logging
import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
from prefect import Flow, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, PrefectWrappedFuture
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extractors.sources.model import Source
from extractors.sources.registry import Wanted
from extractors.version import extractor_version
from flows import reporting, science, settings_context
from flows.changes import read_changes
from flows.discovery import Discovery, discover
from flows.disk import refuse_full_disk
from flows.enriching import enrich_night
from flows.errors import NightFailedError
from flows.fit_lines import fits_in_words
from flows.gathering import Night, NightRequest, gather
from flows.ingest import BATCHES_AT_ONCE
from flows.live import telling
from flows.logs import log_to
from flows.network_settings import TaskRunnerName
from flows.notifying import NightMessage, notify, progress_artifact
from flows.outcome import alarm_of, doubt_about, raise_alarm, refuse_unreadable, summary_of, warnings_of
from flows.preflight import refuse_wrong_usage
from flows.progress import listener, timed_steps
from flows.publishing import publish_run
from flows.recording import recorded
from flows.settings import Settings
from flows.stopping import StoppedError, stoppable, stopped_as_told
from flows.summary import Gathered, NightSummary
from flows.workers import Job, Outcome, Reader
from warehouse.correction_entries import read_corrections
from warehouse.publish import Publication
from warehouse.queue import Queue
from warehouse.store import Warehouse

_BATCH_RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=BATCHES_AT_ONCE)

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Verdict:
    """How a night ended by itself, whatever Prefect makes of it afterwards."""

    summary: NightSummary | None = None
    error: BaseException | None = None


_verdict: ContextVar[_Verdict] = ContextVar("verdict")


def run_night(
    settings: Settings, source: str, path: Path | None = None, *, wanted: Wanted | None = None
) -> NightSummary:
    """Run one night in this process.

    Args:
        settings: What the operator has set.
        source: One of `extractors.sources.registry.SOURCES`, or ``failed``.
        path: The folder or file that holds the papers; short for ``wanted=Wanted(path=path)``.
        wanted: What is asked of the source.

    Returns:
        What the night has done.

    Raises:
        NightFailedError: No papers, too many failures, a listing that cannot be had or believed, or a Prefect
            server that does not answer.
        UsageError: What is asked for makes no sense; nothing has begun.
        SettingsError: A setting cannot be meant as it stands.
        StoppedError: The night was told to stop, by a signal.
        CorrectionsError: A corrections file cannot be understood.
        WarehouseError: The warehouse cannot be used, or data tests found errors; its subclass says why.
    """  # noqa: DOC501  what is raised again is none of ours
    asked = wanted or Wanted(path=path)
    refuse_wrong_usage(settings, source, asked, today=datetime.now(UTC).date())
    refuse_full_disk(settings.home)
    verdict = _Verdict()
    token = _verdict.set(verdict)
    try:
        # Prefect's heartbeat thread sleeps for a second at the end of every flow, for a run that may take two.
        with settings_context.using(settings), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            summary: NightSummary = _flow_for(settings)(
                source, asked.path, asked.list_name, asked.search, asked.from_date, asked.until_date
            )
    except (httpx.TransportError, RuntimeError) as trouble:
        if not _is_unanswered(trouble):
            raise
        return _without_prefect(verdict, trouble)
    finally:
        _verdict.reset(token)
    return summary


def _is_unanswered(trouble: Exception) -> bool:
    """Tell whether Prefect's server did not answer; at the start of a flow Prefect wraps that in another error."""
    return isinstance(trouble, httpx.TransportError) or isinstance(trouble.__cause__, httpx.TransportError)


def _without_prefect(verdict: _Verdict, trouble: Exception) -> NightSummary:
    """Return the summary, or raise the error, of a night whose Prefect server has gone."""
    if verdict.error is not None:
        raise verdict.error from trouble
    if verdict.summary is None:
        raise NightFailedError(
            f"the Prefect server at {PREFECT_API_URL.value()} does not answer ({trouble}): start it, or unset "
            "PREFECT_API_URL to do without"
        ) from trouble
    _log.warning("the night is whole, but Prefect's server has gone and shows it as unfinished: %s", trouble)
    return verdict.summary


@flow(name="night", flow_run_name="{source}", task_runner=_BATCH_RUNNER)
def night(
    source: str,
    path: Path | None = None,
    list_name: str | None = None,
    search: str | None = None,
    from_date: date | None = None,
    until_date: date | None = None,
) -> NightSummary:
    """Discover, fetch, archive, extract, load, estimate, test, refit, publish, report.

    Args:
        source: Name of the source, see ``ninthpower night --help``.
        path: Folder, or file of identifiers or URLs.
        list_name: Reading list of the package.
        search: In the words of arXiv's query API.
        from_date: First day; the first that is not listed when left out.
        until_date: Last day; yesterday when left out.

    Returns:
        What the night has done.

    Raises:
        StoppedError: The night was told to stop, by a signal.
    """
    settings = settings_context.settings()
    started = time.perf_counter()
    asked = NightRequest(source, Wanted(path, list_name, search, from_date, until_date))
    gathered, step_seconds = Gathered(), dict[str, float]()
    # Settings and files that make no sense end the night before it costs time.
    read_corrections(settings.corrections)
    science.declared_headline(settings)
    with (
        # First, because Prefect has set a handler of its own, and opening a warehouse takes some seconds.
        stoppable(),
        Warehouse(settings.warehouse) as warehouse,
        telling(settings.home, source, progress_artifact()) as teller,
        stoppable(teller.killed),
        recorded(
            warehouse,
            source,
            settings,
            teller,
            extractor_version=extractor_version(),
            flow_run_id=str(flow_run.id) if flow_run.id else None,
        ) as load_id,
    ):
        log_to(settings.logs, f"night-{load_id:05}")
        _log.info("night %d of %s begins, process %d", load_id, source, teller.live.pid)
        try:
            with stopped_as_told(), timed_steps(step_seconds):
                way = Night(settings, warehouse, load_id, extractor_version(), _submit, list_papers)
                gather(asked, way, gathered)
                refuse_unreadable(gathered, settings.failure_share)
                gathered.enrichment = enrich_night(warehouse, settings, gathered.request_count)
                refitted = refit(warehouse, load_id, settings)
                doubt = doubt_about(gathered, source, warehouse, settings)
                alarm = alarm_of(gathered, doubt)
                # Before publishing, so that the published file says of its own night how it ended.
                warehouse.finish_load(
                    load_id,
                    finished_at=datetime.now(UTC),
                    succeeded=not alarm,
                    message=alarm or (doubt.message if doubt else None),
                )
                publication = publish_night(warehouse, load_id, settings)
                written = write_report(publication, settings)
                raise_alarm(alarm)
        except Exception as error:
            seconds = time.perf_counter() - started
            _verdict.get(_Verdict()).error = error
            failure = str(error) or repr(error)
            message = NightMessage(load_id, source, gathered, seconds, step_seconds, failure=failure)
            _log.error("%s", message.line)
            notify(message, settings)
            raise
        except StoppedError as stopped:
            _verdict.get(_Verdict()).error = stopped
            _log.warning("%s: %s", stopped, teller.live.line())
            raise
        fits, headline = fits_in_words(warehouse, settings)
        changes = read_changes(warehouse, load_id)
        seconds = time.perf_counter() - started
        warnings = [
            *warnings_of(gathered, doubt, publication),
            *refitted.troubles,
            *written.troubles,
        ]
        message = NightMessage(load_id, source, gathered, seconds, step_seconds, fits, headline, warnings)
        summary = summary_of(
            load_id,
            source,
            gathered,
            changes,
            fits,
            headline,
            publication.database,
            written.page,
            warnings,
            seconds,
            step_seconds,
        )
        _log.info("%s", message.line)
        notify(message, settings)
        teller.end("succeeded", doubt.message if doubt else None)
    _verdict.get(_Verdict()).summary = summary
    return summary


def _flow_for(settings: Settings) -> Flow[..., NightSummary]:
    if settings.task_runner is TaskRunnerName.LOCAL:
        return night
    from flows.dask_runner import dask_runner  # noqa: PLC0415  Dask is an extra of the package

    return night.with_options(task_runner=dask_runner(settings))


@dataclass(frozen=True, slots=True)
class _PendingTask:
    """A batch that Prefect has under way."""

    future: PrefectFuture[list[Outcome]]

    def done(self) -> bool:
        """Tell whether `result` would answer at once."""
        return isinstance(self.future, PrefectWrappedFuture) and bool(self.future.wrapped_future.done())

    def result(self) -> list[Outcome]:
        """Wait for the outcomes."""
        return self.future.result()


def _submit(jobs: list[Job], reader: Reader) -> _PendingTask:
    return _PendingTask(read_papers.submit(jobs, reader))


@task(name="list papers", cache_policy=NO_CACHE)
def list_papers(source: Source, queue: Queue, load_id: int, discovery: Discovery) -> None:
    """Ask the source what is new."""
    discover(source, queue, load_id, discovery)


@task(name="read papers", cache_policy=NO_CACHE)
def read_papers(jobs: list[Job], reader: Reader) -> list[Outcome]:
    """Read one batch of papers."""
    return list(reader.read(jobs))


@task(name="refit", cache_policy=NO_CACHE)
def refit(warehouse: Warehouse, load_id: int, settings: Settings) -> science.KeptRefit:
    """Join facts, estimate compute, fit, and keep the outcome."""
    listener().step("fitting")
    return science.refit(warehouse, load_id, settings)


@task(name="publish", cache_policy=NO_CACHE)
def publish_night(warehouse: Warehouse, load_id: int, settings: Settings) -> Publication:
    """Test the data and swap the published file."""
    return publish_run(warehouse, load_id, settings)


@task(name="report", cache_policy=NO_CACHE)
def write_report(publication: Publication, settings: Settings) -> reporting.WrittenReport:
    """Write the HTML report of what was published; trouble with it does not make the night fail."""
    listener().step("writing the report")
    return reporting.try_report(publication.database, settings)
