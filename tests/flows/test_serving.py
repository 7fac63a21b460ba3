"""Nights by a schedule, on a Prefect server that ``ninthpower serve`` starts itself."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.importtools import import_object
from typer.testing import CliRunner

from extractors.sources.registry import Wanted
from extractors.sources.standin import Fault, FaultKind, StandIn
from flows import serving
from flows.cli import app
from flows.errors import NightFailedError
from flows.live import telling
from flows.settings import Settings
from flows.status import read_status
from tests.flows.gathering import TUESDAY, stand_in_papers

ROOT = Path(__file__).parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, path, question):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", f"/api/{path}", json.dumps(question), {"Content-Type": "application/json"})
        return json.load(connection.getresponse())
    finally:
        connection.close()


@pytest.fixture
def served(tmp_path):
    """A served schedule: its process and the port of its server."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    arguments = ["serve", "--cron", "0 4 * * *", "--timezone", "Europe/Vienna", "--source", "samples"]
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", "from flows.cli import main; main()", *arguments, "--port", str(port)],
            env={**environment, "NINTHPOWER_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            stdout=output,
            stderr=output,
        )
    yield process, port
    process.terminate()
    process.wait(timeout=120)


@pytest.mark.xdist_group("prefect")
def test_a_served_schedule_gets_runs_and_stopping_ends_its_server(served, tmp_path):
    process, port = served
    runs = []
    while not runs:
        assert process.poll() is None, (tmp_path / "output").read_text()
        with suppress(OSError):  # the server is not up yet
            runs = ask(port, "flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
        time.sleep(0.2)
    assert {run["parameters"]["source"] for run in runs} == {"samples"}
    assert all(run["auto_scheduled"] for run in runs)
    (deployment,) = ask(port, "deployments/filter", {})
    assert deployment["schedules"][0]["schedule"]["timezone"] == "Europe/Vienna"
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    process.terminate()
    assert process.wait(timeout=120) == 0, (tmp_path / "output").read_text()
    assert "never awaited" not in (tmp_path / "output").read_text()
    with pytest.raises(OSError, match="refused"):
        ask(port, "deployments/filter", {})


@pytest.mark.xdist_group("prefect")
def test_stopping_a_served_schedule_ends_its_night_first_and_says_so(tmp_path):
    port, output = free_port(), tmp_path / "output"
    with (
        StandIn(stand_in_papers(2), [Fault(FaultKind.STATUS_503, "/html/")]) as server,
        output.open("wb") as out,
    ):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        process = subprocess.Popen(
            [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--cron", "0 4 1 1 *"]
            + ["--source", "oai", "--port", str(port)],
            env={
                **environment,
                "PYTHONPATH": str(ROOT),
                "NINTHPOWER_HOME": str(tmp_path / "home"),
                "NINTHPOWER_CONTACT": "test@example.org",
                "NINTHPOWER_ARXIV__STAND_IN_URL": server.url,
                "NINTHPOWER_NETWORK__DELAY_SECONDS": "0",
                "NINTHPOWER_NETWORK__BACKOFF_SECONDS": "300",
                "NINTHPOWER_NETWORK__PACE_FOLDER": str(tmp_path / "pace"),
            },
            cwd=tmp_path,
            stdout=out,
            stderr=out,
        )
        deployments = []
        while not deployments:
            assert process.poll() is None, output.read_text()
            with suppress(OSError):  # the server is not up yet
                deployments = ask(port, "deployments/filter", {})
            time.sleep(0.2)
        days = {"from_date": str(TUESDAY), "until_date": str(TUESDAY)}
        ask(
            port,
            f"deployments/{deployments[0]['id']}/create_flow_run",
            {"parameters": {"source": "oai", **days}},
        )
        settings = Settings(home=tmp_path / "home")
        while not (read_status(settings)["now"] or {}).get("waiting_for"):
            assert process.poll() is None, output.read_text()
            time.sleep(0.2)
        process.terminate()
        assert process.wait(timeout=60) == 0, output.read_text()
    said = output.read_text().splitlines()
    (interrupted,) = [
        line for line in said if "night 1 of oai interrupted; 0 papers loaded, 0 failed" in line
    ]
    assert interrupted.endswith("night-00001.log")
    assert "stopped: no night begins" in said[-1]
    status = read_status(settings)
    assert (status["is_running"], [row["status"] for row in status["nights"]]) == (False, ["interrupted"])


@pytest.mark.xdist_group("prefect")
@pytest.mark.usefixtures("prefect_server")
def test_each_night_leaves_one_line(tmp_path, monkeypatch, capsys):
    def night(settings, source, wanted):
        assert wanted == Wanted()
        with telling(settings.home, source) as teller:
            teller.live.load_id = 3
            teller.loaded(1200, 1)
            if source == "folder":
                raise NightFailedError("no papers")
            teller.end("succeeded")
            return SimpleNamespace(waiting_count=2, seconds=61.2, warnings=["a data test", "another"])

    monkeypatch.setenv("NINTHPOWER_HOME", str(tmp_path))
    monkeypatch.setattr(serving, "run_night", night)
    serving.scheduled_night("samples")
    with pytest.raises(NightFailedError):
        serving.scheduled_night("folder")
    succeeded, failed = (line.partition(" UTC ")[2] for line in capsys.readouterr().out.splitlines())
    assert succeeded == (
        "night 3 of samples succeeded; 1,200 papers loaded, 1 failed, 2 left for another night; 61 s; look at: a data "
        f"test; {tmp_path}/logs/night-00003.md"
    )
    assert failed == (
        f"night 3 of folder failed: no papers; 1,200 papers loaded, 1 failed; {tmp_path}/logs/night-00003.md"
    )


def test_a_killed_night_is_told_where_the_schedule_is_served(capsys):
    run = SimpleNamespace(parameters={"source": "oai"})
    serving.tell_killed(None, run, SimpleNamespace(message="Process exited with status code: -9. Killed."))
    serving.tell_killed(None, run, SimpleNamespace(message="Execution was aborted by an interrupt signal."))
    (line,) = capsys.readouterr().out.splitlines()
    assert "night of oai killed: Process exited with status code: -9" in line


def test_the_process_of_a_night_can_load_the_flow(monkeypatch):
    monkeypatch.delitem(sys.modules, "flows.serving")  # as in that process
    flow = load_flow_from_entrypoint("flows.serving.scheduled_night")
    given = flow.validate_parameters({"source": "folder", "path": "papers", "from_date": "2024-01-02"})
    assert (given["path"], given["from_date"]) == (Path("papers"), date(2024, 1, 2))


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--cron", "every night"], "is no schedule"),
        (["--cron", "0 4 * * *", "--timezone", "Nowhere/Land"], "is no schedule"),
    ],
    ids=["cron", "timezone"],
)
def test_a_schedule_that_makes_no_sense_is_told_before_a_server_starts(
    tmp_path, monkeypatch, options, complaint
):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    answer = CliRunner().invoke(app, ["serve", *options, "--source", "samples", "--home", str(tmp_path)])
    assert answer.exit_code == 2
    assert complaint in answer.output


def test_a_taken_port_says_what_to_do(tmp_path, monkeypatch):
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    monkeypatch.setattr(os, "environ", environment)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        arguments = ["serve", "--cron", "0 4 * * *", "--source", "samples", "--port", port]
        answer = CliRunner().invoke(app, [*arguments, "--home", str(tmp_path)])
    assert answer.exit_code == 1
    assert f"port {port} is taken" in answer.output


def test_the_deployment_for_a_work_pool_is_what_serve_does():
    (deployment,) = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    assert import_object(deployment["entrypoint"]).name == serving.scheduled_night.name
    limit = serving.ONE_NIGHT_AT_A_TIME
    assert deployment["concurrency_limit"] == {
        "limit": limit.limit,
        "collision_strategy": limit.collision_strategy.value,
    }
    assert deployment["parameters"].keys() <= scheduled_parameters()


def scheduled_parameters():
    return serving.scheduled_night.parameters.properties.keys()
