import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow.dataset
import pytest

from tests.warehouse.builders import NOON, Nights, compute, read, result
from warehouse.errors import ChecksFailedError, QueryError, StorageError
from warehouse.publish import OLDEST_READER, Publication, publish
from warehouse.query import query
from warehouse.store import Warehouse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "published"


def publish_now(nights: Nights, folder: Path, day: int = 0, **options: int) -> Publication:
    return publish(
        nights.warehouse,
        folder,
        published_at=NOON + timedelta(days=day),
        code_version="0.1.0",
        load_id=1,
        **options,
    )


def values(database: Path) -> list[float]:
    return query(database, "SELECT value FROM reported_results ORDER BY value").column("value").to_pylist()


def test_the_published_file_says_what_it_is(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(), compute()))
    published = publish_now(nights, folder)
    assert query(published.database, "FROM publication").to_pylist() == [
        {
            "release_id": "20260301T120000Z",
            "published_at": NOON.replace(tzinfo=None),
            "load_id": 1,
            "snapshot_hash": nights.warehouse.snapshot_hash(),
            "code_version": "0.1.0",
            "schema_version": nights.rows("SELECT max(version) FROM core.schema_version")[0][0],
            "duckdb_version": duckdb.__version__,
        }
    ]


def test_an_older_client_can_open_the_published_file(nights: Nights, folder: Path):
    database = publish_now(nights, folder).database
    tags = "SELECT tags['storage_version'] AS version FROM duckdb_databases() WHERE NOT internal"
    assert query(database, tags).to_pylist() == [{"version": f"{OLDEST_READER}+"}]


def test_comments_and_keys_are_published(nights: Nights, folder: Path):
    database = publish_now(nights, folder).database
    comments = """
        SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal
        UNION ALL SELECT view_name, NULL, comment FROM duckdb_views() WHERE NOT internal
        UNION ALL SELECT table_name, NULL, comment FROM duckdb_tables()
        ORDER BY ALL
    """
    assert [tuple(row.values()) for row in query(database, comments).to_pylist()] == nights.rows(comments)
    keys = "SELECT count(*) AS n FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    assert query(database, keys).to_pylist()[0]["n"] == nights.rows(keys)[0][0] > 0


def test_parquet_lies_beside_it_and_holds_the_same(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(76.3), result(93.0, benchmark_id="imagenet_top5"), compute()))
    published = publish_now(nights, folder)
    table = pyarrow.dataset.dataset(published.parquet / "reported_results", partitioning="hive").to_table()
    assert sorted(zip(table["benchmark_id"].to_pylist(), table["value"].to_pylist(), strict=True)) == [
        ("imagenet_top1", 76.3),
        ("imagenet_top5", 93.0),
    ]
    assert pyarrow.dataset.dataset(published.parquet / "papers.parquet").to_table().num_rows == 1


def test_every_view_is_in_the_parquet_folder(nights: Nights, folder: Path):
    published = publish_now(nights, folder)
    views = {row[0] for row in nights.rows("SELECT view_name FROM duckdb_views() WHERE schema_name = 'main'")}
    assert {path.name.removesuffix(".parquet") for path in published.parquet.iterdir()} >= views - {
        row[0] for row in nights.rows("SELECT view_name FROM duckdb_views() WHERE internal")
    }


def test_a_new_release_replaces_the_old_one_under_the_same_name(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0)))
    first = publish_now(nights, folder)
    nights.run(read("a.pdf", result(76.3)), extractor="v2")
    second = publish_now(nights, folder, day=1)
    assert first.database == second.database
    assert values(second.database) == [76.3]


def test_two_releases_in_one_second_do_not_collide(nights: Nights, folder: Path):
    assert publish_now(nights, folder).release_id != publish_now(nights, folder).release_id


def test_the_last_good_releases_are_kept(nights: Nights, folder: Path):
    for day in range(5):
        publish_now(nights, folder, day, keep=2)
    assert sorted(path.name for path in (folder / "releases").iterdir()) == [
        "20260303T120000Z",
        "20260304T120000Z",
        "20260305T120000Z",
    ]


def test_data_that_fail_their_tests_leave_the_old_release(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(76.3)))
    published = publish_now(nights, folder)
    nights.warehouse.connection.execute("UPDATE core.documents SET paper_id = 'arxiv:nobody'")
    with pytest.raises(ChecksFailedError, match=r"earlier file stays published.*document_without_paper"):
        publish_now(nights, folder, day=1)
    assert values(published.database) == [76.3]
    assert len(list((folder / "releases").iterdir())) == 1


def test_what_a_killed_publish_left_is_cleared_away(nights: Nights, folder: Path):
    leftover = folder / "releases" / ".building-20260228T120000Z"
    leftover.mkdir(parents=True)
    (leftover / "ninthpower.duckdb").write_bytes(b"half")
    publish_now(nights, folder)
    assert not leftover.exists()


HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "reader")
if sys.argv[2] == "writer":
    connection.execute("CREATE TABLE core.my_notes AS SELECT 1 AS n")
print("open", flush=True)
sys.stdin.readline()
print(connection.execute("SELECT value FROM reported_results").fetchall(), flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("client", ["reader", "writer"])
@pytest.mark.parametrize("end", ["closes", "is killed"])
def test_publishing_does_not_mind_a_client_that_holds_the_file(
    nights: Nights, folder: Path, client: str, end: str
):
    nights.run(read("a.pdf", result(75.0)))
    database = publish_now(nights, folder).database
    database.resolve().chmod(0o644)  # a client that writes has to be allowed to
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database), client],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        nights.run(read("a.pdf", result(76.3)), extractor="v2")
        publish_now(nights, folder, day=1)
        assert values(database) == [76.3]
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "[(75.0,)]\n"  # her own file has not changed under her
        if end == "is killed":
            holder.kill()
        holder.stdin.close()
        holder.wait()
    assert values(database) == [76.3]


def test_published_files_cannot_be_written_by_mistake(nights: Nights, folder: Path):
    database = publish_now(nights, folder).database
    assert database.stat().st_mode & 0o222 == 0


def test_a_published_file_can_take_the_place_of_a_lost_warehouse(nights: Nights, folder: Path):
    nights.run(read("a.pdf", result(75.0)))
    database = publish_now(nights, folder).database
    path = nights.warehouse.path
    nights.warehouse.close()
    shutil.copyfile(database, path)
    with Warehouse(path) as restored:
        again = Nights(restored, nights.archive)
        again.run(read("a.pdf", result(75.0)), read("b.html", result(76.3)))
        assert again.rows("SELECT value FROM reported_results") == [(76.3,)]
        publication = publish_now(again, folder, day=1)
    assert query(publication.database, "SELECT release_id FROM publication").num_rows == 1


def test_a_folder_that_cannot_be_written_says_so(nights: Nights, folder: Path):
    folder.write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="published cannot be read or written"):
        publish_now(nights, folder)


class TestQuery:
    @pytest.mark.parametrize(
        ("sql", "complaint"),
        [
            ("selec 1", 'syntax error at or near "selec"'),
            ("SELECT nothing FROM papers", "nothing"),
            ("CREATE TABLE mine (n INTEGER)", "read-only"),
            ("FROM read_csv('/etc/passwd')", "disabled"),
            ("ATTACH 'other.duckdb'", "disabled"),
            ("SET enable_external_access = true", "external access|locked"),
            ("COPY papers TO 'papers.csv'", "disabled"),
            ("INSTALL spatial", "disabled"),
        ],
    )
    def test_what_it_refuses_it_refuses_in_one_line(
        self, nights: Nights, folder: Path, sql: str, complaint: str
    ):
        database = publish_now(nights, folder).database
        with pytest.raises(QueryError, match=complaint) as refusal:
            query(database, sql)
        assert "\n" not in str(refusal.value)

    def test_a_missing_file_says_what_to_do(self, tmp_path: Path):
        with pytest.raises(StorageError, match=r"does not exist: run a night first"):
            query(tmp_path / "ninthpower.duckdb", "FROM papers")
