"""Checks what a night is asked for before it begins, so that a typing error does not become a failed night."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

from extractors.errors import PaperError
from extractors.sources.registry import SOURCES, Wanted
from flows.contact import contact_complaint
from flows.errors import UsageError
from flows.settings import Settings


def refuse_wrong_usage(settings: Settings, source: str, wanted: Wanted, *, today: date) -> None:
    """Raise where a night could not go well however often it is tried.

    Args:
        settings: What the operator has set.
        source: One of `extractors.sources.registry.SOURCES`; any other is not looked at.
        wanted: What is asked of it.
        today: The day that is not over yet, in UTC.

    Raises:
        UsageError: Something is missing, too much, or makes no sense.
    """
    kind = SOURCES.get(source)
    if kind is None:
        return
    if complaint := kind.complaint(wanted):
        raise UsageError(f"--source {source} {complaint}")
    if kind.is_remote and (complaint := contact_complaint(settings)):
        raise UsageError(complaint)
    _refuse_days(wanted, today)
    if kind.look is not None:
        found = _look(kind.look, wanted)
        if kind.names_papers and not found:
            raise UsageError(f"{wanted.path} names no paper: write one a line")


def _refuse_days(wanted: Wanted, today: date) -> None:
    first, last = wanted.from_date, wanted.until_date
    if first and last and first > last:
        raise UsageError(f"--from {first} lies after --to {last}")
    for name, day in (("--from", first), ("--to", last)):
        if day and day >= today:
            raise UsageError(
                f"{name} {day}: that day is not over yet (UTC), and would be listed in part; the last that can be "
                f"is {today - timedelta(days=1)}"
            )


def _look(read: Callable[[Wanted], Collection[object]], wanted: Wanted) -> Collection[object]:
    try:
        return read(wanted)
    except (PaperError, OSError) as error:
        raise UsageError(str(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{wanted.path} is no text in UTF-8: give --path a file with one entry a line"
        ) from error
