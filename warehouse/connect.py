"""Opening DuckDB files: the settings every connection has, and errors a person can act on."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import (
    SchemaTooNewError,
    StorageError,
    WarehouseCorruptedError,
    WarehouseError,
    WarehouseLockedError,
)

# Extensions are never fetched: a night must not depend on a network it did not ask for.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# A checkpoint writes the keys of whole tables anew; by default one comes every 16 MiB, which would take most
# of the time of a large load. Replaying this much log after a crash takes about two seconds.
# DuckDB judges the columns of a data frame by a sample of rows; from lists that are empty in all of these it concludes
# that no list holds anything, and refuses the frame at the first that does. It is to look at every row.
_WRITER_SETTINGS = _SETTINGS | {"checkpoint_threshold": "256MiB", "pandas_analyze_sample": 1_000_000_000}
_READER_SETTINGS = _SETTINGS | {"enable_external_access": False, "lock_configuration": True}


def open_writer(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file for writing, creating it where it is missing.

    Returns:
        The connection, with the settings that every one has.

    Raises:
        WarehouseError: It cannot be opened; the subclass says why.
    """
    with clear_errors(path):
        if path.with_name(path.name + ".wal").exists():
            _replay_log(path)
        return duckdb.connect(str(path), config=_WRITER_SETTINGS)


def _replay_log(path: Path) -> None:
    """Bring what a killed process had committed from its log into the file.

    Connecting to the file would replay the log as well, but before DuckDB knows its own functions: a log with a COMMENT
    or an ALTER TABLE on a table whose CHECK calls one, as migrations write them, could then not be replayed.
    """
    connection = duckdb.connect(config=_WRITER_SETTINGS)
    try:
        connection.execute(f"ATTACH '{escaped(path)}' AS killed")
        connection.execute("CHECKPOINT killed")
    finally:
        connection.close()


def open_reader(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file for reading alone: no write, no other file, no network, no extension.

    Returns:
        The connection.

    Raises:
        WarehouseError: It cannot be opened; the subclass says why.
        StorageError: The file does not exist.
    """
    if not path.exists():
        raise StorageError(f"{path} does not exist", "run a night first")
    with clear_errors(path):
        return duckdb.connect(str(path), read_only=True, config=_READER_SETTINGS)


_ABOUT_FILES = (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException)
_DAMAGE = ("not a valid DuckDB", "replaying WAL", "orrupt", "checksum", "erializ", "not read enough bytes")
_FULL_DISK = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn what DuckDB and the operating system raise about a database file into errors of this room.

    Args:
        path: The database file, for the message.

    Raises:
        WarehouseLockedError: Another program has the file open.
        WarehouseCorruptedError: The file is not a sound DuckDB database.
        SchemaTooNewError: A newer DuckDB wrote it.
        StorageError: The disk is full, or permissions are missing.
    """  # noqa: DOC501  `_explained` makes them
    try:
        yield
    except OSError as error:
        raise _explained(path, error) from error
    except duckdb.Error as error:
        # Damage found while opening is raised as the plain class; its other children are about statements.
        is_about_files = isinstance(error, _ABOUT_FILES) or "Could not write file" in str(error)
        if is_about_files or type(error) is duckdb.Error:
            raise _explained(path, error) from error
        raise


def _explained(path: Path, error: Exception) -> WarehouseError:
    text = str(error)
    if "Could not set lock" in text:
        return WarehouseLockedError(
            f"{path} is open in another program ({_holder(text)})",
            "close it there, and let analysts open the published file instead",
        )
    if "newer version of DuckDB" in text or "with version number" in text:
        return SchemaTooNewError(
            f"{path} was written by a newer DuckDB than {duckdb.__version__} ({text.splitlines()[0]})",
            "install the ninthpower that wrote it, or a newer duckdb",
        )
    if any(sign in text for sign in _FULL_DISK):
        return StorageError(
            f"the disk that holds {path} is full", "free some space and run again; nothing committed is lost"
        )
    if any(sign in text for sign in _DAMAGE):
        return WarehouseCorruptedError(
            f"{path} is damaged ({text.splitlines()[0]})",
            "move it away and copy the published file into its place, or start anew: the archive still holds "
            "every paper",
        )
    return StorageError(
        f"{path} cannot be read or written ({text.splitlines()[0]})", "check the folder and its permissions"
    )


def _holder(text: str) -> str:
    start = text.find("PID ")
    return text[start : text.find(")", start)] if start >= 0 else "unknown process"


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit when the block ends, roll back when it raises."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        # DuckDB has already rolled back after a failed commit or a lost disk; the first error tells the cause.
        with suppress(duckdb.Error):
            connection.rollback()
        raise


@contextmanager
def registered(connection: duckdb.DuckDBPyConnection, **tables: Any) -> Iterator[None]:
    """Let SQL see Arrow tables or data frames under the given names while the block runs."""
    for name, table in tables.items():
        connection.register(name, table)
    try:
        yield
    finally:
        # Nothing can run in a failed transaction; its rollback removes the names.
        with suppress(duckdb.TransactionException):
            for name in tables:
                connection.unregister(name)


def escaped(path: Path) -> str:
    """Return a path for use between single quotes in SQL."""
    return str(path).replace("'", "''")
