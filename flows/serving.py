"""Nights that Prefect starts by a schedule."""

# No `from __future__ import annotations`: Prefect loads this module without registering it, and could not resolve
# the names in the annotations of the flow's parameters.

import asyncio
import signal
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from extractors.sources.registry import Wanted
from flows import given
from flows.errors import SettingsError
from flows.night import run_night
from flows.summary import NightSummary

ONE_NIGHT_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A night that is still under way when the next is due goes on; the next is cancelled."""


@flow(name="scheduled night")
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
    """
    # A flow around the night's own, because only `run_night` honours settings such as the task runner.
    wanted = Wanted(path, list_name, search, from_date, until_date)
    return run_night(given.settings(), source, wanted=wanted)


class _Runner(Runner):
    """Ends on SIGTERM as on Ctrl-C; Prefect's own handler neither pauses the schedule nor ends the night."""

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        signal.raise_signal(signal.SIGINT)


def schedule(cron: str, timezone: str) -> Schedule:
    """Return a schedule.

    Args:
        cron: Five fields, such as ``0 4 * * *``.
        timezone: Name of the IANA database, such as ``Europe/Vienna``.

    Raises:
        SettingsError: One of them cannot be understood.
    """
    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValidationError as error:
        reasons = "; ".join(str(detail["msg"]) for detail in error.errors())
        raise SettingsError(
            f"--cron {cron!r} with --timezone {timezone!r} is no schedule: {reasons}"
        ) from None
    return Cron(cron, timezone=timezone)


def serve(when: Schedule, source: str, wanted: Wanted) -> None:
    """Register the schedule with Prefect's server, and run nights when they are due, until stopped.

    Args:
        when: The schedule.
        source: One of `extractors.sources.registry.SOURCES`.
        wanted: What is asked of the source.
    """
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
    # Scripts start what they put in the background with Ctrl-C ignored; SIGTERM, which becomes one, would be too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
