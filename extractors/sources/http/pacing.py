"""One connection and one request per so many seconds to a host, across all processes of this machine."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LONGEST_HOLD_OFF_SECONDS = 3600.0
"""A host that asks for more is left alone for this night, which needs no clock."""

_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Pacer:
    """Gives each host's turns out one at a time, never closer together than the delay.

    The state lies in one small locked file per host group. Times are those of the clock that counts from the
    start of the machine: it is the same for all processes, and setting the machine's date does not move it.
    """

    folder: Path
    """Shared by everything that must keep one pace together."""
    delay_seconds: float
    """Between the beginnings of two requests to one group."""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the host's next turn and hold it while the block runs: one request, answer included."""
        with self._locked(host) as descriptor:
            now = self.clock()
            # Without a readable time, as after a crash or a restart, the last request may just have been sent.
            earliest = _read(descriptor, now, default=now + self.delay_seconds)
            if earliest > now:
                self.sleep(earliest - now)
            _write(descriptor, self.clock() + self.delay_seconds)
            yield

    def hold_off(self, host: str, seconds: float) -> None:
        """Keep everyone away from a host for a while, as it asked for; a restart does not end it."""
        with self._locked(host) as descriptor:
            now = self.clock()
            until = now + min(seconds, LONGEST_HOLD_OFF_SECONDS)
            _write(descriptor, max(_read(descriptor, now, default=now), until))

    @contextmanager
    def _locked(self, host: str) -> Iterator[int]:
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / f"{group_of(host)}.pace", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            while not _try_lock(descriptor):
                self.sleep(_POLL_SECONDS)
            yield descriptor
        finally:
            os.close(descriptor)


def group_of(host: str) -> str:
    """Return what a host is paced together with: all hosts of arxiv.org are one, and so for other domains."""
    labels = host.lower().rstrip(".").split(".")
    is_address = all(label.isdigit() for label in labels) or ":" in host
    return host.replace(":", "_") if is_address else ".".join(labels[-2:])


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(descriptor: int, now: float, default: float) -> float:
    content = os.pread(descriptor, 200, 0)
    if not content:
        return now  # no request was ever sent
    try:
        state = json.loads(content)
        return float(state["next_request_at"]) if state["boot"] == _boot() else default
    except (ValueError, KeyError, TypeError):
        return default


def _write(descriptor: int, earliest: float) -> None:
    content = json.dumps({"next_request_at": earliest, "boot": _boot()}).encode()
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, content, 0)


@cache
def _boot() -> str:
    """Name this start of the machine, whose clock starts anew with it; empty where the system has no name."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""
