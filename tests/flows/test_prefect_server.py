"""The Prefect server of a single night, without the seconds that a real one takes to start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from flows import prefect_server

SERVER = """
import os, sys, time, types
from flows import prefect_server

def run(*_, **__):
    print("serving", flush=True)
    time.sleep(60)

sys.modules["uvicorn"] = types.SimpleNamespace(run=run)
prefect_server._serve(0, int(sys.argv[1]))
"""
NIGHT = """
import os, subprocess, sys
server = subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid())])
print(server.pid, flush=True)
server.wait()
"""


def test_the_server_of_a_night_that_is_killed_ends_too() -> None:
    night = subprocess.Popen([sys.executable, "-c", NIGHT, SERVER], stdout=subprocess.PIPE, text=True)
    assert night.stdout is not None
    with night.stdout:
        server = int(night.stdout.readline())
        assert night.stdout.readline() == "serving\n"
    night.kill()
    night.wait()
    latest = time.monotonic() + 30
    while is_running(server) and time.monotonic() < latest:
        time.sleep(0.1)
    assert not is_running(server)


def is_running(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_server_that_is_named_is_used(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(os.environ, "PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: 1 / 0)
    prefect_server.begin_for_this_process(tmp_path / "log")()
    assert not (tmp_path / "log").exists()
