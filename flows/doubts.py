"""Days on which a listing held nothing although it should: holidays, or a listing that no longer exists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.records import Window

_WEEKDAYS = range(1, 6)


@dataclass(frozen=True, slots=True)
class ListingDoubt:
    """What a person should know about a listing."""

    message: str
    is_alarm: bool
    """True when there were more such days in a row than holidays can explain."""


def doubt_of(
    windows: Sequence[Window], empty_days: Collection[date], *, holiday_weekdays: int
) -> ListingDoubt | None:
    """Judge the weekdays on which nothing was listed.

    Args:
        windows: Those that this night found empty.
        empty_days: All days, of this night and earlier ones, on which nothing was listed.
        holiday_weekdays: So many weekdays in a row may be holidays.

    Returns:
        What to say; None when no weekday was empty.
    """
    if not windows:
        return None
    days = sorted({window.from_date for window in windows})
    run = max((_run_around(day, {*empty_days, *days}) for day in days), key=len)
    named = ", ".join(map(str, days))
    if len(run) > holiday_weekdays:
        return ListingDoubt(
            f"nothing at all was listed for {len(run)} weekdays in a row ({run[0]} to {run[-1]}), more than the "
            f"{holiday_weekdays} that arxiv.holiday_weekdays takes for holidays: see whether the sets that are "
            "listed still exist",
            is_alarm=True,
        )
    return ListingDoubt(
        f"nothing at all was listed for {named}, as on holidays; the next night asks once more, and then believes it",
        is_alarm=False,
    )


def _run_around(day: date, empty: Collection[date]) -> list[date]:
    """Return the run of empty weekdays that a day belongs to; weekends do not interrupt it."""
    run = [day]
    for step, at in ((-1, 0), (1, 1)):
        while (following := _weekday(run[-at], step)) in empty:
            run.insert(len(run) if at else 0, following)
    return run


def _weekday(day: date, step: int) -> date:
    day += timedelta(days=step)
    while day.isoweekday() not in _WEEKDAYS:
        day += timedelta(days=step)
    return day
