"""Checks that there is space to write before a run begins."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from flows.errors import UsageError
from warehouse.errors import StorageError

LEAST_FREE_MIB = 32
"""More than a first night writes before it reads a paper: Prefect's database, an empty warehouse, a log."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def refuse_full_disk(home: Path) -> None:
    """Raise where nothing could be written, before anything is.

    The space is asked for, and given back, because what the disk has free may be more than this user may have.

    Args:
        home: `Settings.home`; it is made where it is not there.

    Raises:
        StorageError: The disk is full, or a quota is used up.
        UsageError: The home folder, or one above it, is a file.
        OSError: The folder cannot be written for another reason.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as probe:
            os.posix_fallocate(probe.fileno(), 0, LEAST_FREE_MIB * 2**20)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{error.filename or home} is no folder, so nothing can be kept below it") from None
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise StorageError(
            f"the disk that holds {home} is full (a run begins with {LEAST_FREE_MIB} MiB free, and there are fewer)",
            "free some space and run again; nothing has begun",
        ) from None
