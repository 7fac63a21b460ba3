"""Asking a published file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse.checks import CheckResult, run_checks
from warehouse.connect import open_reader
from warehouse.errors import OtherVersionError, QueryError
from warehouse.versions import other_version

if TYPE_CHECKING:
    import pyarrow as pa


def query(database: Path, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
    """Run SQL on a database file, read-only, with no access to other files, the network or extensions.

    Args:
        database: The file, usually the published one.
        sql: One query.
        parameters: Values of its ``?`` placeholders.

    Returns:
        The answer.

    Raises:
        QueryError: The query is wrong, or asks for more than reading.
        OtherVersionError: It asks for what a file of another version does not have.
        WarehouseError: The file cannot be opened; the subclass says why.
    """
    if not sql.isprintable() and any("\ud800" <= character <= "\udfff" for character in sql):
        raise QueryError("the query is no text: some of its bytes are not UTF-8")
    connection = open_reader(database)
    try:
        _refuse_more_than_one(connection, sql)
        answer = connection.sql(sql, params=list(parameters))
        if answer is None:
            raise QueryError("that statement answers nothing", "ask with SELECT or FROM")
        return answer.to_arrow_table()
    except duckdb.Error as error:
        # The lines after a blank one only point at the place.
        said = " ".join(str(error).partition("\n\n")[0].splitlines()[:2])
        if isinstance(error, (duckdb.CatalogException, duckdb.BinderException)) and (
            other := other_version(connection, database)
        ):
            raise OtherVersionError(f"{other.message} ({said})", other.advice) from error
        raise QueryError(said) from error
    finally:
        connection.close()


def _refuse_more_than_one(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Of several statements DuckDB would answer the last alone."""
    number = len(connection.extract_statements(sql))
    if number == 0:
        raise QueryError("there is no query in that", "ask with SELECT or FROM")
    if number > 1:
        raise QueryError(f"that is {number} statements, and only one can be answered", "ask them one by one")


def check_published(database: Path) -> list[CheckResult]:
    """Run the data tests on a database file, read-only.

    Args:
        database: The file, usually the published one.

    Returns:
        One result per test, in the order of their names.

    Raises:
        WarehouseError: The file cannot be opened; the subclass says why.
    """
    connection = open_reader(database)
    try:
        return run_checks(connection)
    finally:
        connection.close()
