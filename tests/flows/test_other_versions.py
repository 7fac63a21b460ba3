"""A published file of another version of the program: one sentence, whatever it lacks, and no traceback."""

from __future__ import annotations

import random
import re
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from warehouse.migrate import migrate, migrations, newest_version
from warehouse.store import Warehouse

PAPER = "file:sample-alexnet-2012"
READERS = [
    ["status"],
    ["doctor", "--offline"],
    ["explain", PAPER],
    ["review"],
    ["review", "--paper", PAPER, "--quoted"],
    ["review", "--page"],
    ["audit", "--who", "ann"],
    ["audit", "--kind", "statement", "--who", "ann"],
    ["inspect", PAPER],
    ["diff-fits", "latest", "latest"],
    ["report"],
    ["sql", "SELECT paper_id, year FROM papers"],
]
"""Every command that opens a published file without writing to the warehouse."""

SAYS = re.compile(
    r"ninthpower: \S+\.duckdb has schema version \d+( \(ninthpower \S+ wrote it\))?, this ninthpower "
    r"(is of version \d+|shares that version, but has other views)[^\n]*ninthpower[^\n]*\n"
)


@pytest.fixture
def ask(monkeypatch):
    """Type a command; pages are drawn and not served."""
    monkeypatch.setattr("flows.judging.server.serve", lambda *_: None)

    def typed(home: Path, arguments: list[str]):
        return CliRunner().invoke(app, [*arguments, "--home", str(home)])

    return typed


def assert_clear(answer, arguments):
    assert answer.exception is None or isinstance(answer.exception, SystemExit), (arguments, answer.exception)
    assert answer.exit_code in (0, 1), (arguments, answer.output)
    if answer.exit_code == 1 and arguments[0] != "doctor":
        assert SAYS.fullmatch(answer.stderr), (arguments, answer.stderr)
        if arguments[0] != "sql":
            assert "Error:" not in answer.stderr


def home_with(tmp_path: Path, database: Path) -> Path:
    (tmp_path / "published").mkdir(parents=True)
    target = tmp_path / "published" / "ninthpower.duckdb"
    shutil.copyfile(database, target)
    return tmp_path


@pytest.mark.parametrize("version", [0, *(migration.version for migration in migrations())])
def test_every_earlier_schema_is_told_in_one_sentence(tmp_path, ask, version):
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as connection:
        if version:
            migrate(connection, up_to=version)
            connection.execute(
                "INSERT INTO core.publication "
                "VALUES ('20250101T000000Z', now()::TIMESTAMP, NULL, 'x', '0.0.9', ?, '1')",
                [version],
            )
    home = home_with(tmp_path / "home", path)
    for arguments in READERS:
        answer = ask(home, arguments)
        assert_clear(answer, arguments)
        assert arguments[0] == "doctor" or answer.exit_code == 1, arguments


@pytest.mark.xdist_group("prefect")
@pytest.mark.parametrize("seed", range(4))
def test_files_that_lack_any_views_and_columns_are_told_in_one_sentence(sample_home, tmp_path, ask, seed):
    home = home_with(tmp_path, (sample_home / "published" / "ninthpower.duckdb").resolve())
    shutil.copytree(sample_home / "archive", home / "archive")
    chance = random.Random(seed)
    with duckdb.connect(home / "published" / "ninthpower.duckdb") as connection:
        views = connection.execute(
            "SELECT view_name, list(column_name) FROM duckdb_views() AS v "
            "JOIN duckdb_columns() AS c ON c.table_name = view_name AND c.schema_name = v.schema_name "
            "WHERE v.schema_name = 'main' AND NOT v.internal GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        for view, columns in chance.sample(views, 6):
            connection.execute(f'ALTER VIEW "{view}" RENAME TO "{view}_as_it_was"')
            if len(columns) > 1 and chance.random() < 0.7:
                lost = chance.choice(sorted(columns))
                # Not where it rests on a view that is lost already.
                with suppress(duckdb.CatalogException):
                    connection.execute(
                        f'CREATE VIEW "{view}" AS SELECT * EXCLUDE ("{lost}") FROM "{view}_as_it_was"'
                    )
        # Of an earlier schema, a later one, or of this one with other views.
        way = chance.choice(["earlier", "later", "same"])
        if way == "earlier":
            connection.execute(
                f"UPDATE core.schema_version SET version = -1 WHERE version = {newest_version()}"
            )
        elif way == "later":
            connection.execute(f"INSERT INTO core.schema_version VALUES ({newest_version() + 1}, 'to_come')")
        else:
            connection.execute("UPDATE core.view_version SET digest = 'frozen other'")
    # Those that take longest, once each.
    slow = [["review", "--page"], ["report"], ["inspect", PAPER], ["audit", "--who", "ann"]]
    for arguments in [*(quick for quick in READERS if quick not in slow), slow[seed]]:
        assert_clear(ask(home, arguments), arguments)


@pytest.mark.xdist_group("prefect")
def test_a_file_of_this_version_is_not_blamed_for_a_slip_of_the_finger(sample_home, ask):
    answer = ask(sample_home, ["sql", "FROM no_such_view"])
    assert answer.exit_code == 1
    assert answer.stderr.startswith("ninthpower: Catalog Error: Table with name no_such_view")
    assert "version" not in answer.stderr


def test_the_doctor_says_what_version_a_file_has_and_what_to_do(tmp_path, ask):
    with Warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        warehouse.connection.execute(
            f"INSERT INTO core.schema_version VALUES ({newest_version() + 1}, 'to_come')"
        )
    answer = ask(tmp_path, ["doctor", "--offline"])
    assert answer.exit_code == 1
    assert "install the ninthpower that wrote it" in " ".join(answer.stdout.split())
