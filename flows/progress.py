"""Listeners that are told how far a long run has come."""

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

from extractors.sources.http.client import Wait


class Listener(Protocol):
    """Hears of every step, every paper and every wait; from any thread."""

    def step(self, name: str, total: int | None = None) -> None:
        """A new step begins; `total` is its number of papers, None when it has no parts."""

    def fetched(self) -> None:
        """One paper has come over the network."""

    def advance(self) -> None:
        """One paper of the step is done."""

    def loaded(self, loaded_count: int, failed_count: int) -> None:
        """A batch is in the warehouse: so many papers with what was read of them, so many as failed."""

    def waiting(self, wait: Wait | None) -> None:
        """A server is waited for; None when that is over."""


class Behind:
    """Passes everything on to another listener, or to none; a listener that needs only some of it inherits this."""

    def __init__(self, behind: Listener | None = None) -> None:
        self._behind = behind

    def step(self, name: str, total: int | None = None) -> None:
        """Hand it on."""
        if self._behind:
            self._behind.step(name, total)

    def fetched(self) -> None:
        """Hand it on."""
        if self._behind:
            self._behind.fetched()

    def advance(self) -> None:
        """Hand it on."""
        if self._behind:
            self._behind.advance()

    def loaded(self, loaded_count: int, failed_count: int) -> None:
        """Hand it on."""
        if self._behind:
            self._behind.loaded(loaded_count, failed_count)

    def waiting(self, wait: Wait | None) -> None:
        """Hand it on."""
        if self._behind:
            self._behind.waiting(wait)


_listener: ContextVar[Listener] = ContextVar("listener", default=Behind())  # noqa: B039  it holds no state


def listener() -> Listener:
    """Return who listens in this context: nobody, unless `listening` or `progress_bar` is open."""
    return _listener.get()


@contextmanager
def listening(heard_by: Listener) -> Iterator[None]:
    """Let a listener hear what happens in the block."""
    token = _listener.set(heard_by)
    try:
        yield
    finally:
        _listener.reset(token)


class _Clock(Behind):
    def __init__(self, seconds: MutableMapping[str, float], behind: Listener) -> None:
        super().__init__(behind)
        self._seconds = seconds
        self._name = ""
        self._began_at = time.perf_counter()

    def step(self, name: str, total: int | None = None) -> None:
        self.stop()
        self._name = name
        super().step(name, total)

    def stop(self) -> None:
        now = time.perf_counter()
        if self._name:
            self._seconds[self._name] = self._seconds.get(self._name, 0.0) + now - self._began_at
        self._began_at = now


@contextmanager
def timed_steps(seconds: MutableMapping[str, float]) -> Iterator[None]:
    """Note how long each step of the block takes; the listener is told as before.

    Args:
        seconds: Step to seconds; it is added to at the end of each step, and of the block.
    """
    clock = _Clock(seconds, listener())
    try:
        with listening(clock):
            yield
    finally:
        clock.stop()


class _Bar(Behind):
    def __init__(self, progress: Progress) -> None:
        super().__init__()
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
    with (
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
        listening(_Bar(progress)),
    ):
        yield
