"""What a night came to: whether it may be published, what a person must look at, and its summary."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

from flows.changes import Changes
from flows.doubts import ListingDoubt, doubt_of
from flows.errors import NightFailedError
from flows.fit_lines import FitLine
from flows.settings import Settings
from flows.summary import Gathered, NightSummary
from warehouse.publish import Publication
from warehouse.queue import Queue
from warehouse.store import Warehouse


def refuse_unreadable(gathered: Gathered, allowed: float) -> None:
    """Fail the night before it publishes where its papers cannot be what they should be.

    Args:
        gathered: What came in.
        allowed: Share of papers that may fail.

    Raises:
        NightFailedError: More of them failed.
    """
    tally = gathered.tally
    if tally.failed_share > allowed:
        reasons = ", ".join(f"{reason} {count}" for reason, count in tally.failures.most_common(5))
        complaints = [
            f"{tally.failed_share:.0%} of {tally.paper_count} papers could not be read, more than the "
            f"{allowed:.0%} that failure_share allows ({reasons})"
        ]
        if gathered.listing_error:
            complaints.insert(0, f"the source could not be listed to its end: {gathered.listing_error}")
        raise NightFailedError("; ".join(complaints) + "; nothing was published")


def doubt_about(
    gathered: Gathered, source: str, warehouse: Warehouse, settings: Settings
) -> ListingDoubt | None:
    """Return what a person should know about days of the listing that held nothing; None where that is nothing."""
    return doubt_of(
        gathered.discovery.doubtful or (),
        Queue(warehouse).empty_days(source),
        holiday_weekdays=settings.arxiv.holiday_weekdays,
    )


def alarm_of(gathered: Gathered, doubt: ListingDoubt | None) -> str:
    """Say what a person must look at although the night is published; empty where there is nothing."""
    alarms = [doubt.message] if doubt and doubt.is_alarm else []
    if gathered.listing_error:
        alarms.insert(0, f"the source could not be listed to its end: {gathered.listing_error}")
    return "; ".join([*alarms, "what was read is published"]) if alarms else ""


def raise_alarm(alarm: str) -> None:
    """Fail the night where there is something that a person must look at.

    Raises:
        NightFailedError: The alarm is not empty.
    """
    if alarm:
        raise NightFailedError(alarm)


def warnings_of(gathered: Gathered, doubt: ListingDoubt | None, publication: Publication) -> list[str]:
    """Return what a person should look at, a sentence each."""
    return [
        *([doubt.message] if doubt else ()),
        *(str(result) for result in publication.checks if not result.passed),
        *gathered.enrichment.troubles,
    ]


def summary_of(
    load_id: int,
    source: str,
    gathered: Gathered,
    changes: Changes,
    fits: list[FitLine],
    headline: str,
    database: Path,
    report: Path | None,
    warnings: list[str],
    seconds: float,
    step_seconds: dict[str, float],
) -> NightSummary:
    """Return what the night has done; memory is the most that this process or one of its readers has held."""
    tally = gathered.tally
    # ru_maxrss counts KiB on Linux; the reading processes have ended, so they count among the children.
    peak_kib = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    outcomes: dict[Any, int] = tally.outcomes
    return NightSummary(
        load_id=load_id,
        source=source,
        offered_count=gathered.discovery.offered_count,
        left_out_count=gathered.discovery.left_out_count,
        fetched_count=gathered.fetched_count,
        waiting_count=gathered.waiting_count,
        ended_early=gathered.ended_early,
        request_count=gathered.request_count,
        waited_seconds=gathered.waited_seconds,
        paper_count=tally.paper_count,
        loaded_count=outcomes["loaded"],
        unchanged_count=outcomes["unchanged"],
        failed_count=outcomes["failed"],
        skipped_count=outcomes["skipped"],
        result_count=tally.result_count,
        compute_count=tally.compute_count,
        failures=dict(tally.failures.most_common()),
        changes=changes,
        enrichment=gathered.enrichment,
        fits=fits,
        headline=headline,
        warnings=warnings,
        seconds=seconds,
        step_seconds=step_seconds,
        peak_memory_mib=peak_kib / 1024,
        database=database,
        report=report,
    )
