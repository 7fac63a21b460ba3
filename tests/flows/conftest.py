"""One Prefect server for all tests that run a flow, and a folder of junk."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.samples import sample_folder
from flows.cli import app
from warehouse.store import Warehouse

ENCRYPTED_PDF = b"""%%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >> endobj
4 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> endobj
trailer << /Root 1 0 R /Size 5 /Encrypt 4 0 R /ID [<00> <00>] >>
%%%%EOF
""" % (b"11" * 32, b"22" * 32)
"""A PDF whose password nobody knows, because none fits."""


@pytest.fixture(scope="session")
def prefect_server():
    """A Prefect server with a database of its own, for the whole test session."""
    from prefect.testing.utilities import prefect_test_harness  # takes seconds to import

    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture(scope="session")
def sample_home(prefect_server, tmp_path_factory) -> Path:
    """A home folder after one night on the sample papers; tests only read it."""
    home = tmp_path_factory.mktemp("home")
    arguments = ["night", "--source", "samples", "--home", str(home), "--json"]
    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 0, answer.output
    summary = json.loads(answer.stdout)
    assert summary["failed_count"] == 0
    assert summary["database"] == str(home / "published" / "ninthpower.duckdb")
    return home


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory) -> Path:
    """Creating the schema takes longer than most tests, so it is done once and copied."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with Warehouse(path):
        return path


@pytest.fixture
def papers(tmp_path) -> Path:
    """Three sample papers, two HTML and one PDF."""
    folder = tmp_path / "papers"
    folder.mkdir()
    chosen = [*sorted(sample_folder().glob("*.html"))[:2], *sorted(sample_folder().glob("*.pdf"))[:1]]
    for path in chosen:
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def junk(papers) -> Path:
    """What lies around in real folders, beside the papers."""
    healthy = next(papers.glob("*.pdf")).read_bytes()
    (papers / "empty.pdf").touch()
    (papers / "truncated.pdf").write_bytes(healthy[: len(healthy) // 3])
    (papers / "error-page.pdf").write_text(
        "<!DOCTYPE html><html><head><title>404 Not Found</title></head>"
        "<body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>"
    )
    (papers / "encrypted.pdf").write_bytes(ENCRYPTED_PDF)
    (papers / "notes.txt").write_text("Remember to read the paper about residual networks again.\n")
    (papers / "a folder").mkdir()
    return papers
