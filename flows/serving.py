"""Nights that Prefect starts by a schedule."""

# No `from __future__ import annotations`: Prefect loads this module without registering it, and could not resolve
# the names in the annotations of the flow's parameters.

import asyncio
import multiprocessing
import os
import signal
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
from prefect import flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.settings import PREFECT_API_URL
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError
from rich.console import Console

from analysis.wording import counted
from extractors.sources.registry import Wanted
from flows import settings_context
from flows.errors import SettingsError, UsageError
from flows.live import read_live
from flows.night import run_night
from flows.stopping import GOODBYE_SECONDS, StoppedError, stoppable
from flows.summary import NightSummary

ONE_NIGHT_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A night that is still under way when the next is due goes on; the next is cancelled."""


_KILLED = "Process exited with status code"
"""The first words of Prefect's message about a process that ended without a message of its own."""


def tell_killed(flow: Any, flow_run: Any, state: Any) -> None:
    """Say that a night was killed, which a killed process cannot; Prefect calls this where the schedule is served."""
    del flow
    if str(state.message).startswith(_KILLED):
        _say(f"night of {flow_run.parameters['source']} killed: {state.message}; what was loaded stays")


@flow(name="scheduled night", on_crashed=[tell_killed])
def scheduled_night(
    source: str,
    path: Path | None = None,
    list_name: str | None = None,
    search: str | None = None,
    from_date: date | None = None,
    until_date: date | None = None,
) -> NightSummary:
    """Run a night with the settings of file and environment; what Prefect calls in a process of its own.

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
    # A flow around the night's own, because only `run_night` honours settings such as the task runner.
    wanted = Wanted(path, list_name, search, from_date, until_date)
    settings = settings_context.settings()
    with stoppable():
        try:
            summary = run_night(settings, source, wanted=wanted)
        except StoppedError:
            _say(_line(settings.home, source, "interrupted"))
            raise
        except Exception as error:
            _say(_line(settings.home, source, f"failed: {error}"))
            raise
    _say(_line(settings.home, source, "succeeded", summary))
    return summary


def _line(home: Path, source: str, outcome: str, summary: NightSummary | None = None) -> str:
    """Return the one line that a night leaves where the schedule is served: outcome, counts, and where to look."""
    live = read_live(home) or {}
    load_id = live.get("load_id") if live.get("pid") == os.getpid() else None
    if load_id is None:
        return f"night of {source} {outcome}"
    counts = f"{counted(live['loaded_count'], 'paper')} loaded, {live['failed_count']:,} failed"
    if summary is not None:
        counts += f", {summary.waiting_count:,} left for another night; {summary.seconds:,.0f} s"
        counts += "".join(f"; look at: {warning}" for warning in summary.warnings[:1])
    log = home / "logs" / f"night-{load_id:05}.{'md' if outcome != 'interrupted' else 'log'}"
    return f"night {load_id} of {source} {outcome}; {counts}; {log}"


def _say(line: str) -> None:
    """Write a line of the journal: whole, and at once."""
    Console(soft_wrap=True).print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC {line}", markup=False, highlight=False
    )


class _Runner(Runner):
    """Ends its nights before it ends itself; Prefect's own waits for their end, however long that takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_told_to_stop = asyncio.Event()

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        del args, kwargs
        self.is_told_to_stop.set()

    async def run_until_told_to_stop(self) -> None:
        """Start nights when they are due, until SIGINT or SIGTERM."""
        loop = asyncio.get_running_loop()
        # Scripts start what they put in the background with SIGINT ignored; it is heard all the same.
        loop.add_signal_handler(signal.SIGINT, self.is_told_to_stop.set)
        running = asyncio.create_task(self.start())
        # `start` sets a handler of its own, which does not wake a sleeping loop.
        await asyncio.sleep(0)
        loop.add_signal_handler(signal.SIGTERM, self.is_told_to_stop.set)
        told = asyncio.create_task(self.is_told_to_stop.wait())
        await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            told.cancel()
            return await running
        await self._end_nights()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    async def _end_nights(self) -> None:
        for night in multiprocessing.active_children():
            _say(f"stopping: the night under way (process {night.pid}) ends at a safe place")
            night.terminate()
        for _ in range(round(10 * (GOODBYE_SECONDS + 1))):
            if not multiprocessing.active_children():
                return
            await asyncio.sleep(0.1)
        for night in multiprocessing.active_children():
            night.kill()


def schedule(cron: str, timezone: str) -> Schedule:
    """Return a schedule.

    Args:
        cron: Five fields, such as ``0 4 * * *``.
        timezone: Name of the IANA database, such as ``Europe/Vienna``.

    Raises:
        UsageError: One of them cannot be understood.
    """
    if not timezone:
        raise UsageError("--timezone names none: give one such as Europe/Vienna, or leave it out for UTC")
    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValidationError as error:
        reasons = "; ".join(str(detail["msg"]).removeprefix("Value error, ") for detail in error.errors())
        raise UsageError(f"--cron {cron!r} with --timezone {timezone!r} is no schedule: {reasons}") from None
    return Cron(cron, timezone=timezone)


def serve(when: Schedule, source: str, wanted: Wanted) -> None:
    """Register the schedule with Prefect's server, and run nights when they are due, until stopped.

    Args:
        when: The schedule.
        source: One of `extractors.sources.registry.SOURCES`.
        wanted: What is asked of the source.

    Raises:
        SettingsError: Prefect's server does not answer.
    """
    try:
        runner = _Runner(name=source)
        runner.add_flow(
            scheduled_night,
            name=source,
            schedule=when,
            # Stopping pauses the deployment, and only this wakes it again.
            paused=False,
            concurrency_limit=ONE_NIGHT_AT_A_TIME,
            parameters={
                "source": source,
                "path": None if wanted.path is None else str(wanted.path.absolute()),
                "list_name": wanted.list_name,
                "search": wanted.search,
            },
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        asyncio.run(runner.run_until_told_to_stop())
    except httpx.TransportError as error:
        raise SettingsError(
            f"the Prefect server at {PREFECT_API_URL.value()} does not answer ({error}): start it, or unset "
            "PREFECT_API_URL to have one started here"
        ) from error
    _say("stopped: no night begins until serve is started again")
