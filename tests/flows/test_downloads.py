"""The published tables are fetched once, whole, and only as published; from a server of ours."""

import hashlib
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from analysis.thompson.data import COMMIT, TABLES
from flows import downloads
from flows.downloads import BASE_URL, download_study
from flows.errors import DownloadError


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A folder that is served, with tables whose checksums are those asked for."""
    folder = tmp_path / "served"
    folder.mkdir()
    tables = []
    for table in TABLES:
        content = f"{table.key}\n".encode()
        (folder / table.file_name).write_bytes(content)
        tables.append(
            type(table)(
                table.key,
                table.benchmark_id,
                table.file_name,
                table.score_column,
                hashlib.sha256(content).hexdigest(),
            )
        )
    monkeypatch.setattr(downloads, "TABLES", tuple(tables))
    http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


def test_all_six_tables_are_fetched_and_kept(server, tmp_path):
    _, url = server
    folder = download_study(tmp_path / "data", url)
    assert sorted(path.name for path in folder.iterdir()) == sorted(table.file_name for table in TABLES)
    with pytest.raises(DownloadError, match="--data"):
        download_study(tmp_path / "other", "http://127.0.0.1:9/")
    assert download_study(folder, "http://127.0.0.1:9/") == folder


def test_other_bytes_than_published_are_refused_and_not_kept(server, tmp_path):
    served, url = server
    (served / TABLES[0].file_name).write_text("other")
    with pytest.raises(DownloadError, match="checksum"):
        download_study(tmp_path / "data", url)
    assert list((tmp_path / "data").iterdir()) == []


def test_a_missing_file_says_what_to_do(server, tmp_path):
    served, url = server
    (served / TABLES[3].file_name).unlink()
    with pytest.raises(DownloadError, match=r"404.*give the folder"):
        download_study(tmp_path / "data", url)


def test_the_commit_is_pinned():
    assert COMMIT in BASE_URL
    assert len(COMMIT) == 40
