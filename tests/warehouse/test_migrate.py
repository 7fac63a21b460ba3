"""Files of every earlier schema version come forward with all their rows."""

from pathlib import Path

import pytest

from tests.warehouse.builders import NOON, Nights, read, result
from warehouse.archive import Archive
from warehouse.connect import open_writer
from warehouse.migrate import migrate, migrations, newest_version, schema_version
from warehouse.publish import publish
from warehouse.store import Warehouse

ROWS = Path(__file__).parent / "versions"
"""What a file of each version held: <version>.sql fills tables that the migration brought."""

_BIBLIOGRAPHIES = 13
"""The version that brought them."""

SCHEMA = (
    "SELECT schema_name, table_name, column_name, data_type, is_nullable, comment "
    "FROM duckdb_columns() WHERE NOT internal ORDER BY ALL",
    "SELECT schema_name, table_name, constraint_text FROM duckdb_constraints() ORDER BY ALL",
    "SELECT schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL",
)


def old_file(path: Path, version: int) -> None:
    connection = open_writer(path)
    for step in range(1, version + 1):
        migrate(connection, up_to=step)
        rows = ROWS / f"{step:04}.sql"
        if rows.exists():
            connection.execute(rows.read_text("utf-8"))
    connection.close()


@pytest.mark.parametrize("version", [migration.version for migration in migrations()])
def test_a_file_of_any_version_comes_forward(tmp_path: Path, warehouse: Warehouse, version: int):
    path = tmp_path / "old.duckdb"
    old_file(path, version)
    with Warehouse(path) as migrated:
        assert schema_version(migrated.connection) == newest_version()
        for query in SCHEMA:
            assert (
                migrated.connection.execute(query).fetchall()
                == warehouse.connection.execute(query).fetchall()
            )
        nights = Nights(migrated, Archive(tmp_path / "archive"))
        assert nights.rows("SELECT paper_id, value, quote FROM reported_results") == [("file:old", 75.0, "q")]
        assert nights.rows("SELECT quantity, value, dataset_name FROM reported_compute") == [
            ("epochs", 90.0, None)
        ]
        kept = [("An older paper", "[1]")] if version >= _BIBLIOGRAPHIES else []
        assert (
            nights.rows(
                "SELECT r.title, c.mark FROM core.bibliographies r JOIN core.citations c USING (position)"
            )
            == kept
        )
        assert nights.rows("SELECT code, page FROM core.document_damage") == [("digits_lost", 3)]
        nights.run(read("new.pdf", result(76.3)))
        assert nights.rows("SELECT load_id, status FROM loads ORDER BY load_id") == [
            (1, "succeeded"),
            (2, "succeeded"),
        ]
        release = publish(migrated, tmp_path / "published", published_at=NOON, code_version="0", load_id=2)
        assert all(result.passed for result in release.checks)


def test_versions_are_numbered_without_gap():
    assert [migration.version for migration in migrations()] == list(range(1, newest_version() + 1))


def test_documents_of_a_format_that_the_schema_never_heard_of_are_taken(warehouse: Warehouse):
    warehouse.connection.execute(
        "INSERT INTO core.documents (document_id, paper_id, sha256, file_name, format, fetched_at, parse_status, "
        "extractor_version, quality, read_in_load) "
        "VALUES ('d', 'p', 'a', 'paper.epub', 'epub', TIMESTAMP '2026-01-01', 'parsed', '0', 1, 1)"
    )
    assert warehouse.connection.execute("SELECT format FROM documents").fetchall() == [("epub",)]
