"""Files that another version of the program wrote: how that is seen, and what a person can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse.connect import open_reader
from warehouse.errors import OtherVersionError, WarehouseError
from warehouse.migrate import FROZEN, newest_version, schema_version, views_digest

_OF_ANOTHER_SHAPE = (OtherVersionError, duckdb.Error, KeyError, TypeError, ValueError, AttributeError)
"""What comes of asking a file for a table or column that it does not have, or has as something else."""


def other_version(connection: duckdb.DuckDBPyConnection, path: Path) -> OtherVersionError | None:
    """Say that a file is of another version of the program; None when it is of this one.

    Args:
        connection: The open file.
        path: Where it lies, for the message.

    Returns:
        The error, for the caller to raise or to show; None where there is nothing to say.
    """
    found, known = schema_version(connection), newest_version()
    digest = _one(connection, "SELECT digest FROM core.view_version")
    if found == known and str(digest).removeprefix(FROZEN) == views_digest():
        return None
    writer = _one(connection, "SELECT code_version FROM core.publication")
    by = f" (ninthpower {writer} wrote it)" if writer else ""
    if found > known:
        advice = "install the ninthpower that wrote it, or a newer one; `ninthpower sql` reads files of any version"
    elif writer:
        advice = (
            "`ninthpower refit`, or the next night, brings the warehouse to this version and publishes anew; "
            "`ninthpower sql` reads files of any version"
        )
    else:
        advice = "`ninthpower refit`, or the next night, brings it to this version"
    mine = f"is of version {known}" if found != known else "shares that version, but has other views"
    return OtherVersionError(f"{path} has schema version {found}{by}, this ninthpower {mine}", advice)


def version_of(path: Path) -> OtherVersionError | None:
    """Say that a database file is of another version of the program, as `other_version` does.

    Returns:
        The error, or None.

    Raises:
        WarehouseError: The file cannot be opened; the subclass says why.
    """
    connection = open_reader(path)
    try:
        return other_version(connection, path)
    finally:
        connection.close()


@contextmanager
def reading(path: Path) -> Iterator[Path]:
    """Let the program read a published file, whose tables and columns may be those of another version.

    Args:
        path: The file.

    Yields:
        The same.

    Raises:
        OtherVersionError: The block found something else than it expects, and the file is of another version; what
            exactly it missed is left out, for no person asked for that.
    """
    try:
        yield path
    except _OF_ANOTHER_SHAPE as error:
        other = None
        with suppress(WarehouseError):
            other = version_of(path)
        if other is None:
            raise
        raise other from error


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> object:
    """Return the one value of a table that early versions did not have; None where there is none."""
    try:
        row = connection.execute(sql).fetchone()
    except duckdb.CatalogException:
        return None
    return row[0] if row else None
