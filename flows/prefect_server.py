"""A Prefect server of one's own, for schedules; a single night needs none."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import SettingsError

_HOST = "127.0.0.1"
_START_SECONDS = 300.0
"""The first start creates the database, which takes long on a busy machine."""


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
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", _HOST, "--port", str(port)]
    with log.open("ab") as output:
        # A session of its own: Ctrl-C must not end it before the schedule has been paused there.
        server = subprocess.Popen(  # noqa: S603  no part of the command comes from outside
            command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        _wait_for(server, port, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


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
