"""Ending a run that is told to stop: at once, at a safe place, and never later than a few seconds."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

GOODBYE_SECONDS = 8.0
"""A run that has not ended by itself so long after the signal is ended as by ``kill -9``, which loses nothing that
was committed."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SAME_SIGNAL_SECONDS = 2.0
"""A terminal, a service manager and a parent may each pass on the same request; a later one is a second request."""
_IS_ENDED_BY_SIGNAL = 128
"""An exit status is this and the number of the signal, as shells have it."""


class StoppedError(KeyboardInterrupt):
    """The run was told to stop.

    Attributes:
        signal_name: Such as ``SIGTERM``.
        exit_status: What the process is to end with.
    """

    def __init__(self, number: int) -> None:
        self.signal_name = signal.Signals(number).name
        self.exit_status = _IS_ENDED_BY_SIGNAL + number
        super().__init__(f"stopped by {self.signal_name}")


class _Wish:
    """The request to stop this process; there is at most one."""

    def __init__(self) -> None:
        self.error: StoppedError | None = None
        self.at = 0.0
        self.at_last: Callable[[], None] = lambda: None

    def hear(self, number: int, frame: FrameType | None) -> None:
        del frame
        if self.error is not None:
            if time.monotonic() - self.at > _SAME_SIGNAL_SECONDS:
                self.end_now()
            return
        self.error, self.at = StoppedError(number), time.monotonic()
        _say(
            f"{self.error.signal_name}: stopping at a safe place, within {GOODBYE_SECONDS:.0f} s; "
            "once more ends it at once"
        )
        watch = threading.Timer(GOODBYE_SECONDS, self.end_now)
        watch.daemon = True
        watch.start()
        raise self.error

    def end_now(self) -> None:
        try:
            self.at_last()
        finally:
            os._exit(self.error.exit_status if self.error else 1)


_wish = _Wish()


@contextmanager
def stopped_as_told() -> Iterator[None]:
    """Raise `StoppedError` in place of any error that ends the block after a request to stop.

    Libraries that wait for something in C may answer a signal with an exception of their own, as DuckDB does.
    """
    try:
        yield
    except BaseException as error:
        if _wish.error is not None and error is not _wish.error:
            raise _wish.error from error
        raise


def is_stopping() -> bool:
    """Tell whether this process has been told to stop."""
    return _wish.error is not None


def leave_if_stopped(exit_status: int) -> None:
    """End a process at once that was told to stop and has done what it had to do."""
    if is_stopping():
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(exit_status)


@contextmanager
def stoppable(at_last: Callable[[], None] | None = None) -> Iterator[None]:
    """Let the first SIGINT, SIGTERM or SIGHUP raise `StoppedError` in the block, and a second one end the process.

    Scripts start what they put in the background with SIGINT ignored; it is heard all the same. SIGHUP is not where
    it is ignored, for that is what ``nohup`` is for. Blocks may lie in each other: libraries set handlers of their own.
    Outside the main thread nothing is changed.

    Args:
        at_last: Called before a process is ended that did not end by itself.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in _SIGNALS if number != signal.SIGHUP or _is_heard(number)]
    before = {number: signal.signal(number, _wish.hear) for number in heard}
    earlier = _wish.at_last
    _wish.at_last = at_last or earlier
    try:
        with stopped_as_told():
            yield
    finally:
        _wish.at_last = earlier
        # A process that was told to stop leaves the handlers that were there before unused.
        if _wish.error is None:
            for number, handler in before.items():
                signal.signal(number, handler)


def _is_heard(number: int) -> bool:
    return signal.getsignal(number) is not signal.SIG_IGN


def _say(text: str) -> None:
    """Write without a buffer; do nothing where standard error is closed."""
    try:
        os.write(sys.stderr.fileno(), f"ninthpower: {text}\n".encode())
    except (OSError, ValueError, AttributeError):
        return
