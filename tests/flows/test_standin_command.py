"""``ninthpower standin`` as a person meets it."""

import http.client
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.samples import sample_folder
from flows.cli import app

ROOT = Path(__file__).parents[2]


def status_of(address, path):
    connection = http.client.HTTPConnection(address, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_papers_are_served_under_new_identifiers_until_stopped():
    arguments = ["standin", "--count", "101", "--port", "0", "--fault", "status_503=00002"]
    # Whatever started the tests may ignore Ctrl-C, and hand that on.
    listens = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-u", "-c", f"{listens}; from flows.cli import main; main()", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = sorted(path for path in sample_folder().iterdir() if path.suffix in {".html", ".pdf"})[0]
    kind = first.suffix[1:]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        says = process.stdout.readline()
        address = says.partition("http://")[2].partition(",")[0]
        found = [status_of(address, f"/{kind}/2401.{number:05}") for number in (1, 2, 102)]
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert says.startswith("101 papers at http://127.0.0.1:")
    assert "from 2024-01-01 to 2024-01-02;" in says
    assert found == [200, 503, 404]
    assert "NINTHPOWER_ARXIV__STAND_IN_URL=http://" in rest
    assert rest.endswith("3 requests\n")
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [["--fault", "no_such=/pdf/"], ["--fault", "reset=("]], ids=" ".join)
def test_a_fault_that_does_not_exist_is_wrong_usage(arguments):
    answer = CliRunner().invoke(app, ["standin", *arguments])
    assert answer.exit_code == 2
    assert "status_503" in answer.output


def test_an_empty_folder_is_wrong_usage(tmp_path):
    answer = CliRunner().invoke(app, ["standin", "--papers", str(tmp_path)])
    assert answer.exit_code == 2
    assert "--papers" in answer.output
