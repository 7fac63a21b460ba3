"""What breaks outside: full disks, missing permissions, damaged files, files of newer versions."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builders import NOON, Nights, read, result
from warehouse.archive import Archive, ArchivedFile
from warehouse.connect import open_writer
from warehouse.errors import SchemaTooNewError, StorageError, WarehouseCorruptedError, WarehouseError
from warehouse.publish import publish
from warehouse.query import query
from warehouse.store import Warehouse

VALUES = "SELECT value FROM reported_results ORDER BY ALL"


@contextmanager
def small_disk(free_bytes: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, which programs meet as they meet a full disk: a write fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def in_another_process(work: Callable[[], object], *, user: int | None = None) -> str:
    """Return ``done``, or what `work` raised; as another user where one is given."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "done"
        try:
            if user is not None:
                os.setgid(user)
                os.setuid(user)
            work()
        except BaseException as error:
            answer = f"{type(error).__name__}: {error}"
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read().decode()
    os.waitpid(child, 0)
    return answer


def many(first: int, count: int) -> list:
    return [
        read(f"{n}.pdf", result(50.0 + n % 40, model_name=f"Model {n} " + "x" * 2000), paper_id=f"arxiv:{n}")
        for n in range(first, first + count)
    ]


class TestAFullDisk:
    def test_while_loading_keeps_what_is_committed(self, nights: Nights):
        nights.run(read("a.pdf", result(76.3)))
        nights.warehouse.close()

        def load() -> None:
            with small_disk(1_000_000), Warehouse(nights.warehouse.path) as full:
                again = Nights(full, nights.archive)
                for first in range(0, 1000, 100):
                    again.run(*many(first, 100))

        answer = in_another_process(load)
        assert answer.startswith("StorageError")
        assert "is full" in answer
        assert "nothing committed is lost" in answer
        with Warehouse(nights.warehouse.path) as warehouse:
            after = Nights(warehouse, nights.archive)
            assert (76.3,) in after.rows(VALUES)
            after.run(read("b.pdf", result(77.0), paper_id="arxiv:b"))
            assert (77.0,) in after.rows(VALUES)

    def test_while_publishing_leaves_the_earlier_release(self, nights: Nights, tmp_path: Path):
        folder = tmp_path / "published"
        nights.run(read("a.pdf", result(76.3)))
        database = publish(nights.warehouse, folder, published_at=NOON, code_version="0").database
        nights.run(*many(0, 50))
        nights.warehouse.connection.execute("CHECKPOINT")
        with small_disk(100_000), pytest.raises(StorageError, match="is full"):
            publish(nights.warehouse, folder, published_at=NOON, code_version="0")
        assert query(database, VALUES).column("value").to_pylist() == [76.3]
        assert [path.name for path in (folder / "releases").iterdir()] == [database.resolve().parent.name]
        path = nights.warehouse.path
        nights.warehouse.close()
        with Warehouse(path) as again:
            publish(again, folder, published_at=NOON, code_version="0")
        assert query(database, VALUES).num_rows == 51

    def test_while_archiving_leaves_no_half_file(self, archive: Archive, tmp_path: Path):
        def put() -> ArchivedFile:
            return archive.put(b"x" * 10_000, source="folder", origin="/a.pdf", fetched_at=NOON)

        with small_disk(1000), pytest.raises(StorageError, match="check free space"):
            put()
        assert not [path for path in (tmp_path / "archive").rglob("*") if path.is_file()]
        assert put().path.stat().st_size == 10_000


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach, which the folders of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="ninthpower-test-"))
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


NOBODY = 65534 if os.geteuid() == 0 else None
"""Permissions mean nothing to root, so root tests as somebody else."""


class TestMissingPermissions:
    def test_to_write_the_folder_are_named(self, open_folder: Path):
        (open_folder / "home").mkdir(mode=0o555)
        answer = in_another_process(
            lambda: Warehouse(open_folder / "home" / "w.duckdb").__enter__(), user=NOBODY
        )
        assert answer.startswith("StorageError")
        assert "Permission denied" in answer
        assert "check the folder and its permissions" in answer

    def test_to_write_the_database_are_named(self, open_folder: Path, empty_database: Path):
        home = open_folder / "home"
        home.mkdir()
        shutil.copy(empty_database, home / "w.duckdb")
        (home / "w.duckdb").chmod(0o444)
        home.chmod(0o777)
        answer = in_another_process(lambda: Warehouse(home / "w.duckdb").__enter__(), user=NOBODY)
        assert answer.startswith("StorageError")
        assert "check the folder and its permissions" in answer

    def test_to_publish_leave_the_earlier_release(self, nights: Nights, open_folder: Path):
        nights.run(read("a.pdf", result(76.3)))
        database = publish(
            nights.warehouse, open_folder / "published", published_at=NOON, code_version="0"
        ).database
        home = open_folder / "home"
        home.mkdir(mode=0o777)
        home.chmod(0o777)
        nights.warehouse.close()
        shutil.copy(nights.warehouse.path, home / "w.duckdb")
        (home / "w.duckdb").chmod(0o666)

        def publish_as_nobody() -> None:
            with Warehouse(home / "w.duckdb") as warehouse:
                publish(warehouse, open_folder / "published", published_at=NOON, code_version="0")

        answer = in_another_process(publish_as_nobody, user=NOBODY)
        if NOBODY is None:
            pytest.skip("the owner of a folder can write it")
        assert answer.startswith("StorageError")
        assert query(database, VALUES).num_rows == 1


def grown(nights: Nights) -> Path:
    """A warehouse of several blocks, closed."""
    nights.run(*many(0, 400))
    nights.warehouse.connection.execute("CHECKPOINT")
    nights.warehouse.close()
    return nights.warehouse.path


def cut(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size // 2)


def overwrite(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(3 * 4096)
        stream.write(b"\xff" * (size - 3 * 4096))


def use(path: Path) -> None:
    with Warehouse(path) as warehouse:
        warehouse.frame("FROM core.reported_results ORDER BY ALL")


@pytest.mark.parametrize("damage", [cut, overwrite])
def test_a_damaged_warehouse_is_named_and_can_be_replaced(nights: Nights, tmp_path: Path, damage: Callable):
    folder = tmp_path / "published"
    nights.run(read("a.pdf", result(76.3)))
    database = publish(nights.warehouse, folder, published_at=NOON, code_version="0").database
    path = grown(nights)
    damage(path)
    with pytest.raises(WarehouseCorruptedError, match=r"is damaged .*copy the published file into its place"):
        use(path)
    path.unlink()
    shutil.copyfile(database, path)
    use(path)


def test_a_damaged_published_file_says_so_and_the_next_night_replaces_it(nights: Nights, tmp_path: Path):
    folder = tmp_path / "published"
    nights.run(*many(0, 100))
    database = publish(nights.warehouse, folder, published_at=NOON, code_version="0").database
    database.resolve().chmod(0o644)
    overwrite(database.resolve())
    with pytest.raises(WarehouseError, match="damaged"):
        query(database, VALUES)
    publish(nights.warehouse, folder, published_at=NOON, code_version="0")
    assert query(database, VALUES).num_rows == 100


def test_what_is_no_log_of_the_database_is_not_applied(nights: Nights):
    path = grown(nights)
    path.with_name(path.name + ".wal").write_bytes(b"not a log " * 1000)
    with Warehouse(path) as warehouse:
        assert len(warehouse.frame("reported_results")) == 400


def test_a_process_killed_after_a_migration_leaves_a_log_that_can_be_replayed(nights: Nights):
    path = nights.warehouse.path
    nights.warehouse.close()

    def migrate_and_die() -> None:
        connection = open_writer(path)
        connection.execute("COMMENT ON COLUMN core.reported_results.value IS 'said anew'")
        connection.execute("ALTER TABLE core.compute_estimates ADD COLUMN new_column INTEGER")
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_another_process(migrate_and_die) == ""
    with Warehouse(path) as warehouse:
        warehouse.frame("SELECT new_column FROM core.compute_estimates")


def test_a_file_of_a_newer_duckdb_says_what_to_install(tmp_path: Path):
    path = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(path)).close()
    # After a checksum of the first block and the mark DUCK stands the version of the storage format.
    block = bytearray(path.read_bytes())
    block[12:20] = (9999).to_bytes(8, "little")
    words = (int.from_bytes(block[n : n + 8], "little") for n in range(8, 4096, 8))
    checksum = 5381
    for word in words:
        checksum ^= word * 0xBF58476D1CE4E5B9 % 2**64
    block[:8] = checksum.to_bytes(8, "little")
    path.write_bytes(block)
    with pytest.raises(SchemaTooNewError, match=r"newer DuckDB.*9999"), Warehouse(path):
        pass
    with pytest.raises(SchemaTooNewError, match="newer DuckDB"):
        query(path, "FROM papers")
