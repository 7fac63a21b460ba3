"""Brings a database file to the schema this version knows: numbered migrations, then views, then comments."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import duckdb

from warehouse.connect import transaction
from warehouse.errors import SchemaTooNewError

_ROOM = resources.files("warehouse")
FROZEN_VIEWS = ("preferred_documents", "compute_error", "result_support")
"""Views of the schema `core` that published files hold as tables, because every query would compute the view again."""

FROZEN = "frozen "
"""Stands before the digest of the views in a published file, whose views come back when it is opened for writing."""

_NUMBERED = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    version: int
    name: str
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """Return every migration, oldest first."""
    return tuple(
        Migration(int(match[1]), match[2], file.read_text("utf-8"))
        for file in sql_files("migrations")
        if (match := _NUMBERED.fullmatch(file.name))
    )


def newest_version() -> int:
    """Return the schema version this code writes."""
    return migrations()[-1].version


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the schema version of an open database, 0 for an empty one."""
    if not _has_table(connection, "core", "schema_version"):
        return 0
    row = connection.execute("SELECT max(version) FROM core.schema_version").fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def check_version(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Refuse a file that a newer version wrote.

    Args:
        connection: The open database.
        name: How to call it in the message.

    Raises:
        SchemaTooNewError: The file's schema is newer than this code's.
    """
    found = schema_version(connection)
    if found > newest_version():
        raise SchemaTooNewError(
            f"{name} has schema version {found}, this ninthpower knows versions up to {newest_version()}",
            "install the ninthpower that wrote it, or a newer one",
        )


def migrate(connection: duckdb.DuckDBPyConnection, up_to: int | None = None) -> None:
    """Apply what is missing; each migration is one transaction, so a crash leaves a whole version.

    Args:
        connection: A database open for writing, not newer than this code.
        up_to: Stop after this version, leaving views and comments out; for tests of older files.
    """
    current = schema_version(connection)
    for migration in migrations():
        if migration.version <= current or (up_to is not None and migration.version > up_to):
            continue
        with transaction(connection):
            connection.execute(migration.sql)
            connection.execute(
                "INSERT INTO core.schema_version VALUES (?, ?)", [migration.version, migration.name]
            )
    if up_to is None:
        _refresh_views(connection)


def _view_texts() -> list[str]:
    return [file.read_text("utf-8") for file in sql_files("views")]


def _dictionary() -> str:
    return (_ROOM / "dictionary.toml").read_text("utf-8")


def views_digest() -> str:
    """Return a digest of the texts of all views and comments, as this version creates them."""
    texts = [*_view_texts(), _dictionary(), str(newest_version())]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _refresh_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views and comments anew where their text has changed since they were last created."""
    views, dictionary, digest = _view_texts(), _dictionary(), views_digest()
    if connection.execute("SELECT digest FROM core.view_version").fetchone() == (digest,):
        return
    with transaction(connection):
        for schema, view in connection.execute(
            "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall():
            connection.execute(f'DROP VIEW "{schema}"."{view}"')
        for view in FROZEN_VIEWS:
            connection.execute(f"DROP TABLE IF EXISTS core.{view}")
        for view in views:
            connection.execute(view)
        _comment(connection, dictionary)
        connection.execute("DELETE FROM core.view_version")
        connection.execute("INSERT INTO core.view_version VALUES (?)", [digest])


def freeze_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Turn the views that are costly to compute into tables of the same name, for a file that is only read.

    Opened for writing again, as after a loss of the warehouse, the file gets its views back.

    Args:
        connection: A database open for writing.
    """
    with transaction(connection):
        for view in FROZEN_VIEWS:
            connection.execute(f"CREATE TABLE core.frozen AS FROM core.{view}")
            connection.execute(f"DROP VIEW core.{view}")
            connection.execute(f"ALTER TABLE core.frozen RENAME TO {view}")
        # The views that read them and all other tables keep the comments they have.
        _comment(connection, _dictionary(), FROZEN_VIEWS)
        connection.execute("UPDATE core.view_version SET digest = ? || digest", [FROZEN])


def _comment(
    connection: duckdb.DuckDBPyConnection, dictionary: str, only_in_core: Collection[str] = ()
) -> None:
    for statement in _comments(connection, tomllib.loads(dictionary), only_in_core):
        connection.execute(statement)


def _comments(
    connection: duckdb.DuckDBPyConnection, dictionary: Mapping[str, Any], only_in_core: Collection[str]
) -> Iterator[str]:
    """Yield COMMENT statements: one name means one thing everywhere, unless a table says otherwise."""
    kinds = {
        (schema, name): kind
        for schema, name, kind in connection.execute(
            "SELECT schema_name, table_name, 'TABLE' FROM duckdb_tables() UNION ALL "
            "SELECT schema_name, view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    }

    def is_wanted(schema: str, name: str) -> bool:
        return not only_in_core or (schema == "core" and name in only_in_core)

    for (schema, name), kind in sorted(kinds.items()):
        if not is_wanted(schema, name):
            continue
        text = dictionary["tables"].get(name if schema == "main" else f"{schema}.{name}", "")
        yield f'COMMENT ON {kind} "{schema}"."{name}" IS {_quoted(text)}'
    for schema, table, column in connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal"
    ).fetchall():
        if not is_wanted(schema, table):
            continue
        text = dictionary["columns_of"].get(table, {}).get(column) or dictionary["columns"].get(column, "")
        yield f'COMMENT ON COLUMN "{schema}"."{table}"."{column}" IS {_quoted(text)}'


def _quoted(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def sql_files(folder: str) -> list[Traversable]:
    """Return the SQL files of a folder of this room, in the order of their names."""
    files = (_ROOM / folder).iterdir()
    return sorted((file for file in files if file.name.endswith(".sql")), key=lambda file: file.name)


def _has_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?", [schema, table]
    ).fetchone()
    return found is not None
