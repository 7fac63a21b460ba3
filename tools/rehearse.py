"""Rehearses a night on a stand-in arXiv and measures it against the least its requests can take.

Run with ``python -m tools.rehearse`` in the environment of ``make test``. The sample papers, or those of
``--papers``, are repeated under new identifiers until there are ``--count``. Printed are the wall time against the
floor (requests x delay), where the time went, the memory and processor time of all processes of the night, and what
Prefect costs: a flow of as many tasks as the night had batches, which do nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from extractors.samples import sample_folder
from extractors.sources.standin import StandIn, papers_of_folder
from flows import prefect_environment, prefect_server
from flows.settings import Settings

_NIGHT = "from flows.cli import main; main()"
_EMPTY_NIGHT = "import sys; from tools.rehearse import empty_night; empty_night(int(sys.argv[1]))"
_IMPORTS_ALONE = "import flows.night"
_FIRST_DAY = date(2024, 1, 1)
_MIB = 2**20


def main() -> None:
    """Rehearse one night and print a table; end with the night's own status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="papers")
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between requests")
    parser.add_argument("--papers", type=Path, help="folder of papers; the sample papers when left out")
    parser.add_argument("--home", type=Path, help="where the night runs; a temporary folder when left out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as name:
        home = arguments.home or Path(name)
        papers = papers_of_folder(
            arguments.papers or sample_folder(), first_day=_FIRST_DAY, count=arguments.count
        )
        with StandIn(papers) as stand_in:
            days = ["--from", str(papers[0].day), "--to", str(papers[-1].day)]
            environment = {
                "NINTHPOWER_HOME": str(home),
                "NINTHPOWER_ARXIV__STAND_IN_URL": stand_in.url,
                "NINTHPOWER_NETWORK__DELAY_SECONDS": str(arguments.delay),
                "NINTHPOWER_NETWORK__PACE_FOLDER": str(home / "pace"),
                "NINTHPOWER_CONTACT": "rehearsal@example.org",
            }
            night = _run([_NIGHT, "night", "--source", "oai", *days, "--json"], environment)
            requests = sorted(stand_in.seen, key=lambda seen: seen.began_at)
        if night.status:
            raise SystemExit(night.status)
        summary = json.loads(night.output)
        batches = -(-arguments.count // Settings().batch_size)
        elsewhere = {"NINTHPOWER_HOME": f"{name}/empty"}
        empty = _run([_EMPTY_NIGHT, str(batches)], elsewhere)
        imports = _run([_IMPORTS_ALONE], elsewhere)
    floor = len(requests) * arguments.delay
    between = requests[-1].ended_at - requests[0].began_at
    orchestration = empty.cpu_seconds - imports.cpu_seconds
    lines = {
        "papers offered, loaded": f"{arguments.count:,}, {summary['loaded_count']:,}",
        "requests sent": f"{len(requests):,}",
        "floor: requests x delay": f"{floor:,.0f} s",
        "whole night": f"{night.seconds:,.0f} s ({night.seconds / floor:.3f} x floor)",
        "before the first request": f"{requests[0].began_at - night.began_at:,.1f} s",
        "first request to last": f"{between:,.0f} s ({between / floor:.3f} x floor)",
        "after the last request": f"{night.began_at + night.seconds - requests[-1].ended_at:,.1f} s",
        **{f"step: {step}": f"{seconds:,.1f} s" for step, seconds in summary["step_seconds"].items()},
        "papers a minute": f"{60 * arguments.count / night.seconds:,.0f}",
        "peak memory, all processes": f"{night.peak_bytes / _MIB:,.0f} MiB",
        "processor time, all processes": f"{night.cpu_seconds:,.0f} s",
        "processor time of Prefect, its server included": (
            f"{orchestration:,.0f} s for {batches} batches ({orchestration / night.seconds:.1%} of the night)"
        ),
        "load of the machine at the end": f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} cores",
    }
    print("\n".join(f"| {what} | {figure} |" for what, figure in lines.items()))


def empty_night(batches: int) -> None:
    """Run a flow of as many tasks as a night of so many batches has; they do nothing."""
    home = Settings().home
    prefect_environment.prepare(home)
    wait_for_server = prefect_server.begin_for_this_process(home / "prefect-server.log")
    from prefect import flow, task  # noqa: PLC0415  it reads the environment when imported

    from flows.night import night  # noqa: PLC0415

    @task
    def nothing() -> None: ...

    @flow(name="empty night", task_runner=night.task_runner)
    def empty() -> None:
        for _ in range(batches):
            nothing.submit().result()
        for _ in ("refit", "publish", "report"):
            nothing()

    wait_for_server()
    empty()


@dataclass(frozen=True)
class _Ended:
    """A process that was watched to its end, with all it had started."""

    status: int
    output: str
    began_at: float
    seconds: float
    peak_bytes: int
    cpu_seconds: float


def _run(arguments: list[str], environment: dict[str, str]) -> _Ended:
    began_at = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    watcher = _Watcher(process.pid)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - began_at
    watcher.join()
    return _Ended(
        process.returncode, output, began_at, seconds, watcher.peak_bytes, sum(watcher.cpu_seconds.values())
    )


class _Watcher(threading.Thread):
    """Looks twice a second at a process and all it has started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self.cpu_seconds: dict[int, float] = {}
        self._root = psutil.Process(pid)

    def run(self) -> None:
        while self._root.is_running() and self._root.status() != psutil.STATUS_ZOMBIE:
            self.peak_bytes = max(self.peak_bytes, sum(map(self._look, self._family())))
            time.sleep(0.5)

    def _family(self) -> list[psutil.Process]:
        return _or_nothing(lambda: [self._root, *self._root.children(recursive=True)]) or []

    def _look(self, process: psutil.Process) -> int:
        times = _or_nothing(process.cpu_times)
        if times is not None:
            self.cpu_seconds[process.pid] = times.user + times.system
        return _or_nothing(lambda: process.memory_info().rss) or 0


def _or_nothing(ask: Callable[[], Any]) -> Any:
    """Return the answer; None when the process has just ended."""
    try:
        return ask()
    except psutil.Error:
        return None


if __name__ == "__main__":
    main()
