"""Prefect servers that this program starts: one that stays, for schedules, and one for a single night."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flows.errors import SettingsError

_HOST = "127.0.0.1"
_START_SECONDS = 300.0
"""The first start creates the database, which takes long on a busy machine."""

_STOP_SECONDS = 5.0


def api_url(port: int) -> str:
    """Return where a server of `running` answers."""
    return f"http://{_HOST}:{port}/api"


@contextmanager
def running(port: int, log: Path) -> Iterator[None]:
    """Run a server, with its scheduler and its pages, while the block runs.

    Its database lies in ``PREFECT_HOME`` and outlives it.

    Args:
        port: On 127.0.0.1.
        log: File for what it prints.

    Raises:
        SettingsError: The port is taken, or the server does not start.
    """
    _refuse_taken(port)
    server = _started(["-m", "prefect", "server", "start", "--host", _HOST, "--port", str(port)], log)
    try:
        _wait_for(server, port, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            # Its database outlives that, and whoever stops this waits for it.
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def begin_for_this_process(log: Path) -> Callable[[], None]:
    """Start a server for what this process is about to run, unless ``PREFECT_API_URL`` names one.

    Prefect starts one by itself where it needs one, but only after this process has imported it and its server;
    this one starts meanwhile. It ends when this process has ended, even where that is killed: until its very
    end Prefect has something to tell the server. To be called before Prefect is imported, which reads the
    environment; where it has been, it is left to its ways.

    Args:
        log: File for what the server prints.

    Returns:
        A function that returns when the server answers, and raises SettingsError when it does not start.
    """
    if "PREFECT_API_URL" in os.environ or "prefect" in sys.modules:
        return lambda: None
    port = _free_port()
    os.environ["PREFECT_API_URL"] = api_url(port)
    server = _started(["-m", __name__, str(port), str(os.getpid())], log)
    return partial(_wait_for, server, port, log)


def _started(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        # In a session of its own: Ctrl-C must not end it before this process does.
        return subprocess.Popen(  # noqa: S603  no part of the command comes from outside
            [sys.executable, *arguments], stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            raise SettingsError(
                f"port {port} is taken: if a Prefect server runs there, set PREFECT_API_URL={api_url(port)} "
                "to use it; else choose another --port"
            ) from None


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    latest = time.monotonic() + _START_SECONDS
    while time.monotonic() < latest and server.poll() is None:
        if _answers(port):
            return
        time.sleep(0.2)
    raise SettingsError(f"the Prefect server did not start; {log} says why")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(_HOST, port, timeout=5)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.client.OK
    except (http.client.HTTPException, OSError):
        return False
    finally:
        connection.close()


def _serve(port: int, parent: int) -> None:
    """Be the server of the process that started this one, for as long as that lives."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    # As where Prefect starts one by itself: no pages, no scheduler.
    os.environ |= {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
    os.environ.pop("PREFECT_API_URL", None)
    import uvicorn  # noqa: PLC0415  comes with Prefect, and takes seconds

    uvicorn.run(
        "prefect.server.api.server:create_app", factory=True, host=_HOST, port=port, log_level="error"
    )


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)  # as if told from outside: it writes what it has not written yet


if __name__ == "__main__":
    _serve(*map(int, sys.argv[1:]))
