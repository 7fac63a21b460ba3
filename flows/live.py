"""The progress of a run under way: a small file for other programs, lines in the log, a bar on Prefect's pages."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from analysis.wording import counted
from extractors.sources.http.client import Wait
from flows.progress import Behind, Listener, listener, listening

FILE_NAME = "status.json"
STARTING = "starting"
"""The step before the first, in which the warehouse is not locked yet."""

_WRITE_SECONDS = 1.0
_SHOW_SECONDS = 10.0
_LOG_SECONDS = 60.0
_RATE_SECONDS = 300.0
"""The rate is that of the last five minutes."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Live:
    """A run at one moment; all times in UTC."""

    source: str
    pid: int
    started_at: datetime
    load_id: int | None = None
    step: str = STARTING
    step_started_at: datetime | None = None
    paper_count: int | None = None
    """Papers that the step is about; None when it has no parts."""
    fetched_count: int = 0
    done_count: int = 0
    """Of `paper_count`: papers read, or settled without."""
    loaded_count: int = 0
    failed_count: int = 0
    papers_per_minute: float | None = None
    expected_end_of_step: datetime | None = None
    waiting_for: str | None = None
    waiting_because: str | None = None
    waiting_until: datetime | None = None
    updated_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None
    """``succeeded``, ``failed`` or ``interrupted``; None while the run goes on."""
    message: str | None = None

    def line(self) -> str:
        """Return one line for a log."""
        parts = [self.step]
        if self.paper_count is not None:
            parts[0] += f": {self.done_count:,} of {counted(self.paper_count, 'paper')}"
            parts.append(
                f"{self.fetched_count:,} fetched, {self.loaded_count:,} loaded, {self.failed_count:,} failed"
            )
        if self.papers_per_minute:
            parts.append(f"{self.papers_per_minute:,.0f} a minute")
        if self.expected_end_of_step:
            parts.append(f"until about {self.expected_end_of_step:%H:%M} UTC")
        if self.waiting_for:
            parts.append(f"waiting for {self.waiting_for}: {self.waiting_because}")
        return "; ".join(parts)


def read_live(home: Path) -> dict[str, Any] | None:
    """Return the state that the last run of a home folder has written; None when there is nothing to read."""
    try:
        found = json.loads((home / FILE_NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


class Teller(Behind):
    """Keeps the state of a run up to date as it is told of progress, and passes it on."""

    def __init__(
        self,
        home: Path,
        live: Live,
        behind: Listener | None = None,
        *,
        show: Callable[[Live], None] = lambda _: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare to tell.

        Args:
            home: `Settings.home`.
            live: The run as it begins.
            behind: Hears of everything too.
            show: Shows the moment elsewhere, every ten seconds.
            now: The time; replaced by tests.
        """
        super().__init__(behind)
        self.home = home
        self.live = live
        self.show = show
        self.now = now
        self._lock = threading.RLock()
        self._done_at = deque[datetime]()
        self._stopped = threading.Event()

    def step(self, name: str, total: int | None = None) -> None:
        """Note that a step begins."""
        with self._lock:
            live = self.live
            live.step, live.step_started_at, live.paper_count = name, self.now(), total
            live.done_count, live.expected_end_of_step, live.papers_per_minute = 0, None, None
            self._done_at.clear()
        _log.info("%s%s", name, "" if total is None else f": {counted(total, 'paper')}")
        super().step(name, total)
        self.write()

    def fetched(self) -> None:
        """Count a paper that came."""
        self.live.fetched_count += 1
        super().fetched()

    def advance(self) -> None:
        """Count a paper that is done, and see by it how fast they are."""
        with self._lock:
            self.live.done_count += 1
            self._done_at.append(self.now())
        super().advance()

    def loaded(self, loaded_count: int, failed_count: int) -> None:
        """Count a batch."""
        self.live.loaded_count += loaded_count
        self.live.failed_count += failed_count
        super().loaded(loaded_count, failed_count)

    def waiting(self, wait: Wait | None) -> None:
        """Note who is waited for; what is more than the pace of requests goes into the log."""
        with self._lock:
            live = self.live
            live.waiting_for = wait.host if wait else None
            live.waiting_because = wait.why if wait else None
            live.waiting_until = self.now() + timedelta(seconds=wait.seconds) if wait else None
        if wait and wait.is_trouble:
            _log.warning("waiting %.0f s for %s: %s", wait.seconds, wait.host, wait.why)
        super().waiting(wait)

    def write(self) -> None:
        """Replace the file; a disk that is full must not end a run that only wants to tell how it is."""
        with self._lock:
            self._estimate()
            self.live.updated_at = self.now()
            text = json.dumps(asdict(self.live), indent=1, default=str)
        path = self.home / FILE_NAME
        beside = path.with_name(f".{FILE_NAME}.new")
        try:
            beside.write_text(text + "\n", "utf-8")
            beside.replace(path)
        except OSError as error:
            _log.debug("%s cannot be written: %s", path, error)

    def end(self, outcome: str, message: str | None = None) -> None:
        """Note how the run ended."""
        live = self.live
        live.outcome, live.message, live.ended_at = outcome, message, self.now()
        live.waiting_for = live.waiting_because = live.waiting_until = live.expected_end_of_step = None
        self.write()

    def killed(self) -> None:
        """Note that the run is ended from outside before it could end itself."""
        self.end("interrupted", f"ended while still under way ({self.live.line()}); run it again to go on")

    def run(self) -> None:
        """Write, show and log until `stop`; for a thread of its own."""
        since_shown = since_logged = 0.0
        while not self._stopped.wait(_WRITE_SECONDS):
            since_shown += _WRITE_SECONDS
            since_logged += _WRITE_SECONDS
            self.write()
            if since_logged >= _LOG_SECONDS:
                since_logged = 0.0
                _log.info("%s", self.live.line())
            if since_shown >= _SHOW_SECONDS:
                since_shown = 0.0
                self.show(self.live)

    def stop(self) -> None:
        """End `run`."""
        self._stopped.set()

    def _estimate(self) -> None:
        live, now = self.live, self.now()
        while self._done_at and now - self._done_at[0] > timedelta(seconds=_RATE_SECONDS):
            self._done_at.popleft()
        if live.paper_count is None or live.step_started_at is None or not self._done_at:
            return
        seconds = min((now - live.step_started_at).total_seconds(), _RATE_SECONDS)
        if seconds <= 0:
            return
        live.papers_per_minute = 60 * len(self._done_at) / seconds
        left = max(0, live.paper_count - live.done_count)
        live.expected_end_of_step = now + timedelta(seconds=60 * left / live.papers_per_minute)


@contextmanager
def starting(home: Path, source: str) -> Iterator[None]:
    """Say that a run is about to begin, because imports and Prefect's server take some seconds.

    Args:
        home: `Settings.home`.
        source: Where its papers come from.
    """
    teller = Teller(home, Live(source, os.getpid(), datetime.now(UTC), step=STARTING))
    teller.write()
    try:
        yield
    except BaseException as error:
        now = read_live(home)
        if now and now["pid"] == os.getpid() and now["outcome"] is None:
            teller.end(_outcome_of(error), str(error) or repr(error))
        raise


def _outcome_of(error: BaseException) -> str:
    return "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"


@contextmanager
def telling(home: Path, source: str, show: Callable[[Live], None] | None = None) -> Iterator[Teller]:
    """Show others the progress of a run while the block runs.

    Args:
        home: `Settings.home`.
        source: Where its papers come from.
        show: Shows it elsewhere too, such as on Prefect's pages; called in a thread.

    Yields:
        What is told about the run; say `end` when it is over.
    """
    teller = Teller(
        home, Live(source, os.getpid(), datetime.now(UTC)), listener(), show=show or (lambda _: None)
    )
    teller.write()
    thread = threading.Thread(target=teller.run, name="telling", daemon=True)
    thread.start()
    try:
        with listening(teller):
            yield teller
    except BaseException as error:
        if teller.live.outcome is None:
            teller.end(_outcome_of(error), str(error) or repr(error))
        raise
    finally:
        teller.stop()
        thread.join(timeout=1)
        # A run that is told to stop has no time for a server that may be slow.
        if teller.live.outcome in ("succeeded", "failed"):
            teller.show(teller.live)
