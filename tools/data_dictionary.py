"""Writes docs/data-dictionary.md from the comments, keys and checks of the database itself.

Run with ``make dictionary``; a test tells when it is due.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import duckdb

from warehouse.checks import checks
from warehouse.store import Warehouse

TARGET = Path(__file__).parents[1] / "docs" / "data-dictionary.md"

_INTRODUCTION = """\
# Data dictionary

Written by `make dictionary` from the comments in the database; do not edit. The same texts are in every published file:
`SELECT * FROM duckdb_columns()` shows them in the column `comment`.

NULL means "not reported". That a file could not be read is said in `documents.parse_status` and `load_items.outcome`.
"""

_SCHEMAS = {
    "main": (
        "Views",
        "What analysts query, no schema name needed. Each is also a Parquet file, or folder, of its name.",
    ),
    "core": (
        "Tables behind the views",
        "In the schema `core`: every document, every version, all history. Keys and checks hold while loading.",
    ),
    "raw": ("What came in", "In the schema `raw`: the archived files and where they came from."),
}

_OBJECTS = """
    SELECT schema_name, table_name AS name, comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal
    ORDER BY ALL
"""
_COLUMNS = """
    SELECT schema_name, table_name, column_name, data_type, is_nullable, comment
    FROM duckdb_columns() WHERE NOT internal
    ORDER BY schema_name, table_name, column_index
"""
_CONSTRAINTS = """
    SELECT schema_name, table_name, constraint_text
    FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'
    ORDER BY schema_name, table_name, constraint_index
"""


def render(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the dictionary of a database as Markdown.

    Args:
        connection: A warehouse or a published file.
    """
    return "\n".join(_lines(connection))


def _lines(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    columns = _by_object(connection, _COLUMNS)
    constraints = _by_object(connection, _CONSTRAINTS)
    objects = connection.execute(_OBJECTS).fetchall()
    yield _INTRODUCTION
    for schema, (heading, introduction) in _SCHEMAS.items():
        yield f"## {heading}\n\n{introduction}\n"
        for _, name, comment in (found for found in objects if found[0] == schema):
            yield f"### {name if schema == 'main' else f'{schema}.{name}'}\n\n{comment}.\n"
            yield "| column | type | meaning |\n|---|---|---|"
            for column, kind, is_nullable, meaning in columns[schema, name]:
                # In views every column may be NULL as far as the database knows; only tables say otherwise.
                needed = "" if schema == "main" or is_nullable else ", never NULL"
                yield f"| `{column}` | {_cell(kind + needed)} | {_cell(meaning)} |"
            yield ""
            for (text,) in constraints.get((schema, name), ()):
                yield f"- `{text}`"
            if (schema, name) in constraints:
                yield ""
    yield "## Units of compute statements\n\nThe table `core.quantities`.\n"
    yield "| quantity | unit | meaning |\n|---|---|---|"
    for quantity, unit, meaning in connection.execute("FROM core.quantities ORDER BY ALL").fetchall():
        yield f"| `{quantity}` | {unit} | {meaning} |"
    yield "\n## Data tests\n\nRun before every publication. An error keeps the earlier file published.\n"
    yield "| test | severity | complains when |\n|---|---|---|"
    for check in checks():
        yield f"| `{check.name}` | {check.severity.value} | {_cell(check.says)} |"
    yield ""


def _by_object(connection: duckdb.DuckDBPyConnection, query: str) -> dict[tuple[str, str], list[tuple]]:
    rows = connection.execute(query).fetchall()
    return {key: [row[2:] for row in group] for key, group in groupby(rows, key=lambda row: row[:2])}


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the dictionary of an empty database of the newest schema."""
    with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder) / "warehouse.duckdb") as warehouse:
        TARGET.write_text(render(warehouse.connection), "utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
