"""What a run does that is told to stop, in processes of their own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractors.sources.standin import Fault, FaultKind, StandIn
from flows.settings import Settings
from flows.status import read_status
from tests.flows.gathering import TUESDAY, stand_in_papers

ROOT = Path(__file__).parents[2]
RUN = """
import sys, time
from flows.stopping import StoppedError, stoppable
def last(): print("at last", flush=True)
try:
    with stoppable(last):
        try:
            print("ready", flush=True)
            time.sleep(60)
        finally:
            while sys.argv[1:] == ["hang"]:
                time.sleep(0.01)
except StoppedError as stopped:
    print(stopped, stopped.exit_status, flush=True)
"""


def begin(*arguments: str, ignored: tuple[int, ...] = ()) -> subprocess.Popen[str]:
    """Begin a run as a script would that ignores some signals, and wait until it listens."""

    def set_handlers() -> None:
        # Whatever this test run itself was told to ignore, by nohup or a shell's background, is no matter here.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

    process = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=set_handlers,  # noqa: PLW1509  it only sets handlers
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_stops_and_is_said(number: signal.Signals) -> None:
    process = begin()
    process.send_signal(number)
    output, errors = process.communicate(timeout=30)
    assert output == f"stopped by {number.name} {128 + number}\n"
    assert errors.startswith(f"ninthpower: {number.name}: stopping")


def test_ctrl_c_is_heard_in_the_background_and_nohup_is_obeyed() -> None:
    process = begin(ignored=(signal.SIGINT, signal.SIGHUP))
    process.send_signal(signal.SIGHUP)
    time.sleep(0.2)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[0] == "stopped by SIGINT 130\n"


def test_the_same_wish_twice_is_one_and_a_later_one_ends_at_once() -> None:
    process = begin("hang")
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert process.poll() is None
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert output.endswith("at last\n")
    assert process.returncode == 128 + signal.SIGTERM


def test_what_does_not_end_by_itself_is_ended() -> None:
    process = begin("hang")
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    assert process.communicate(timeout=30)[0].endswith("at last\n")
    assert time.monotonic() - began < 10


@pytest.mark.xdist_group("prefect")
@pytest.mark.usefixtures("prefect_server")
def test_a_night_that_waits_stops_and_is_recorded_and_goes_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    papers = stand_in_papers(2)
    second = papers[1].arxiv_id
    with StandIn(papers, [Fault(FaultKind.STATUS_503, second)]) as server:
        command = [sys.executable, "-c", "from flows.cli import main; main()", "night", "--source", "oai"]
        night = subprocess.Popen(
            [*command, "--from", str(TUESDAY), "--to", str(TUESDAY)],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "NINTHPOWER_HOME": str(home),
                "NINTHPOWER_CONTACT": "test@example.org",
                "NINTHPOWER_ARXIV__STAND_IN_URL": server.url,
                "NINTHPOWER_NETWORK__DELAY_SECONDS": "0",
                "NINTHPOWER_NETWORK__BACKOFF_SECONDS": "60",
                "NINTHPOWER_NETWORK__PACE_FOLDER": str(tmp_path / "pace"),
            },
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        settings = Settings(home=home)
        # The paper that came is loaded although the night waits for the other.
        while (now := read_status(settings)["now"] or {}).get("loaded_count") != 1:
            assert night.poll() is None, night.communicate()
            time.sleep(0.2)
        assert now["waiting_for"] == "127.0.0.1"
        assert "answers with status 503; attempt 1 of 4" in now["waiting_because"]
        night.terminate()
        output, errors = night.communicate(timeout=30)
    assert (night.returncode, output) == (143, ""), errors
    assert "SIGTERM: stopping" in errors
    status = read_status(settings)
    (row,) = status["nights"]
    assert (status["is_running"], row["status"], row["loaded_count"]) == (False, "interrupted", 1)
    assert row["message"].startswith("stopped by SIGTERM (reading papers: 1 of 2 papers")
    log = (home / "logs" / "night-00001.log").read_text("utf-8")
    assert re.search(r"waiting \d+ s for 127.0.0.1: http://.* answers with status 503; attempt 1 of 4", log)
    assert "Completed()" not in log
    assert "Traceback" not in log
