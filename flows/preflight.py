"""Looks at what a night is asked for before it begins: a slip of the finger must not become a failed night."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from extractors.errors import PaperError
from extractors.sources.folder import list_folder
from extractors.sources.listed import candidates_of_file, candidates_of_list
from extractors.sources.registry import SOURCES, Wanted
from extractors.sources.urls import urls_of_file
from flows.contact import contact_complaint
from flows.errors import UsageError
from flows.settings import Settings

_T = TypeVar("_T")
_Found = TypeVar("_Found")


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
    if source == "folder" and wanted.path:
        _look(list_folder, wanted.path)
    elif source == "ids" and wanted.path:
        _refuse_empty(wanted.path, _look(candidates_of_file, wanted.path))
    elif source == "urls" and wanted.path:
        _refuse_empty(wanted.path, _look(urls_of_file, wanted.path))
    elif wanted.list_name:
        _look(candidates_of_list, wanted.list_name)


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


def _refuse_empty(path: Path, named: Collection[object]) -> None:
    if not named:
        raise UsageError(f"{path} names no paper: write one a line")


def _look(read: Callable[[_T], _Found], what: _T) -> _Found:
    try:
        return read(what)
    except (PaperError, OSError) as error:
        raise UsageError(str(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{what} is no text in UTF-8: give --path a file with one entry a line") from error
