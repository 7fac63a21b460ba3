"""Who is told how far a long run has come."""

from __future__ import annotations

import time
from collections.abc import Iterator, MutableMapping
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


class _Clock:
    def __init__(self, seconds: MutableMapping[str, float], behind: Listener) -> None:
        self._seconds = seconds
        self._behind = behind
        self._name = ""
        self._began_at = time.perf_counter()

    def step(self, name: str, total: int | None = None) -> None:
        self.stop()
        self._name = name
        self._behind.step(name, total)

    def advance(self) -> None:
        self._behind.advance()

    def stop(self) -> None:
        now = time.perf_counter()
        if self._name:
            self._seconds[self._name] = self._seconds.get(self._name, 0.0) + now - self._began_at
        self._began_at = now


@contextmanager
def timed_steps(seconds: MutableMapping[str, float]) -> Iterator[None]:
    """Note how long each step of the block takes; who listens hears of them as before.

    Args:
        seconds: Step to seconds; it is added to at the end of each step, and of the block.
    """
    clock = _Clock(seconds, listener())
    token = _listener.set(clock)
    try:
        yield
    finally:
        clock.stop()
        _listener.reset(token)


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
