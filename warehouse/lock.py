"""One night at a time: a lock file beside the warehouse, freed by the system when a process dies."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from warehouse.errors import StorageError, WarehouseLockedError

_TRIES, _TRY_SECONDS = 5, 0.02


class NightLock:
    """Held while a process writes to a warehouse; use as a context manager.

    DuckDB locks the file as well, but says so in its own words, and only while the file is open.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(database.name + ".lock")
        self._descriptor: int | None = None

    def __enter__(self) -> NightLock:
        """Take the lock.

        Returns:
            The lock itself.

        Raises:
            WarehouseLockedError: Another night holds it.
            StorageError: The folder cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StorageError(
                f"{self._path} cannot be written ({error.strerror})", "check the folder and its permissions"
            ) from error
        try:
            _lock(descriptor)
        except BlockingIOError as error:
            holder = os.read(descriptor, 64).decode(errors="replace").strip()
            os.close(descriptor)
            raise WarehouseLockedError(
                f"{self._database} is in use by another night (process {holder or 'unknown'})",
                "wait until it ends; this night has changed nothing",
            ) from error
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        return self

    @property
    def holder(self) -> int | None:
        """The process that holds the lock just now; None when nobody does. Asking does not take the lock."""
        try:
            descriptor = os.open(self._path, os.O_RDONLY)
        except OSError:
            return None
        try:
            # Shared, so that two processes that only ask do not see a night in each other.
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            text = os.read(descriptor, 64).decode(errors="replace").strip()
            return int(text) if text.isdigit() else 0
        finally:
            os.close(descriptor)
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the lock; the file stays, because removing it would let two nights lock two files."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _lock(descriptor: int) -> None:
    """Take the lock. A process that only asks who holds it has it for a moment too: wait for that.

    Raises:
        BlockingIOError: Another night holds it.
    """
    for _ in range(_TRIES - 1):
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_TRY_SECONDS)
    return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
