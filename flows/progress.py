"""Who is told how far a long run has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Listener(Protocol):
    """Hears of every step and every finished paper."""

    def step(self, name: str, total: int | None = None) -> None:
        """A new step begins; `total` is its number of papers, None when it has no parts."""

    def advance(self) -> None:
        """One paper of the step is done."""


class _Silence:
    def step(self, name: str, total: int | None = None) -> None:
        del name, total

    def advance(self) -> None:
        pass


_listener: ContextVar[Listener] = ContextVar("listener", default=_Silence())  # noqa: B039  it holds no state


def listener() -> Listener:
    """Return who listens in this context: nobody, unless `progress_bar` is open."""
    return _listener.get()


class _Bar:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("starting", total=None)

    def step(self, name: str, total: int | None = None) -> None:
        self._progress.reset(self._task, total=total, description=name)

    def advance(self) -> None:
        self._progress.advance(self._task)


@contextmanager
def progress_bar(console: Console) -> Iterator[None]:
    """Show a progress bar while the block runs; where the console is no terminal, nothing is shown."""
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        token = _listener.set(_Bar(progress))
        try:
            yield
        finally:
            _listener.reset(token)
