"""Rehearses a week of nights on a stand-in arXiv: holidays, 503s, a refusal, no contact, a full disk, a stop.

Run with ``python -m tools.rehearse_week --home DIR``, on a small file system that is filled before one night begins,
and in the middle of two others, such as ``mount -t tmpfs -o size=300m tmpfs DIR``; on a larger one it is not filled.
Every command is printed as typed and as answered, with ``status`` from another process while nights run and after, and
the log of each night. At the end all papers have to be loaded, and no file may have been given out twice.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from extractors.sources.standin import Fault, FaultKind, StandIn, StandInPaper
from flows import prefect_environment, prefect_server
from flows.jsons import dumps
from flows.live import read_live
from flows.settings import Settings
from flows.status import read_status
from tools.processes import in_another_process
from tools.synthetic_papers import write_pages

DAYS = (date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 5))
"""A Monday, a Tuesday and a Friday; between them are holidays."""
_PROGRAM = [sys.executable, "-c", "from flows.cli import main; main()"]
_LARGEST_DISK = 2**30
_LEFT_FREE = 2**16
_SOME = 3


def main() -> None:
    """Rehearse; end with status 1 where the week does not end well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="on a file system that may be filled")
    parser.add_argument("--papers", type=int, default=20, help="a day")
    parser.add_argument("--port", type=int, default=4298, help="of the Prefect server all nights share")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="week-")))
        prefect_environment.prepare(folder / "prefect")
        os.environ["PREFECT_API_URL"] = prefect_server.api_url(arguments.port)
        stack.enter_context(prefect_server.running(arguments.port, folder / "prefect-server.log"))
        stand_in = stack.enter_context(StandIn(_papers(folder / "pages", arguments.papers)))
        os.environ["NINTHPOWER_ARXIV__STAND_IN_URL"] = stand_in.url
        os.environ["NINTHPOWER_NETWORK__DELAY_SECONDS"] = "0.05"
        os.environ["NINTHPOWER_NETWORK__PACE_FOLDER"] = str(folder / "pace")
        os.environ["NINTHPOWER_CONTACT"] = "rehearsal@example.org"
        week = _Week(arguments.home, stand_in)
        week.live()
        complaints = week.complaints()
    if complaints:
        raise SystemExit("; ".join(complaints))
    print("\nthe week ended well: every paper was loaded once, no file was given out twice")


class _Week:
    def __init__(self, home: Path, stand_in: StandIn) -> None:
        self.home = home
        self.stand_in = stand_in
        self.excused = frozenset[str]()
        """Paths that were spoiled, or came while nothing could be kept, and so may be asked for again."""

    def live(self) -> None:
        self._night("Monday, a night like any other", 1)
        first = len(self.stand_in.papers) // len(DAYS) + 1
        with self._fault(FaultKind.STATUS_503, f"/html/2401.0*{first}v"):
            self._night("Tuesday, the server answers 503 for a paper", 2, then=self._look_at_wait)
        self._typed("Wednesday, nobody is named", *_night_until(3), NINTHPOWER_CONTACT="")
        self._typed("Wednesday, a name is no address", *_night_until(3), NINTHPOWER_CONTACT="nobody")
        with self._fault(FaultKind.FORBIDDEN, "/oai"):
            self._night("Wednesday, the server refuses the program", 3)
        self._night("Wednesday once more, a holiday", 3)
        self._night("Thursday, another", 4)
        with self._full_disk() as is_full:
            if is_full:
                self._night("Friday, the disk is full", 5)
                self._typed("and a look", "status")
        self._night_on_filling_disk(
            "Friday, the disk fills up while papers come", lambda told: told["fetched_count"] >= _SOME
        )
        with self._fault(FaultKind.STATUS_503, "/html/"):
            self._night("Saturday, stopped while it waits", 5, then=self._stop_at_wait)
        self._night_on_filling_disk(
            "Sunday, the disk fills up while it fits", lambda told: told["step"] == "fitting"
        )
        self._night("Sunday, the same once more", 5)
        self._typed("and a look", "status")
        self._typed("and the doctor", "doctor", "--offline")

    def _night_on_filling_disk(self, title: str, moment: Callable[[dict[str, Any]], bool]) -> None:
        """Run a night whose disk is full as soon as it tells of such a moment."""
        with ExitStack() as rest_of_night:

            def fill(night: subprocess.Popen[str]) -> None:
                while night.poll() is None:
                    told = read_live(self.home) or {}
                    if told.get("pid") == night.pid and moment(told):
                        if rest_of_night.enter_context(self._full_disk()):
                            print(f"now the disk is full: {told['step']}", flush=True)
                        return
                    time.sleep(0.02)

            self._night(title, 5, then=fill, NINTHPOWER_NETWORK__DELAY_SECONDS="0.5")
            self._typed("and a look", "status")

    @contextmanager
    def _full_disk(self) -> Iterator[bool]:
        """Fill the file system of the home folder while the block runs.

        Papers that come when nothing more can be kept may be asked for again.

        Yields:
            False where it is too large for that.
        """
        if shutil.disk_usage(self.home).total > _LARGEST_DISK:
            print(f"\nleft out: the disk of {self.home} is too large to be filled", flush=True)
            yield False
            return
        ballast = self.home / "ballast"
        with self._excusing(lambda _: True):
            with ballast.open("wb", buffering=0) as stream:
                while (free := shutil.disk_usage(self.home).free) > _LEFT_FREE:
                    stream.write(bytes(min(free - _LEFT_FREE, 2**20)))
            yield True
        ballast.unlink()

    def complaints(self) -> list[str]:
        """Return what a week that ended well does not have."""
        found = self._status()
        loaded = sum(row["papers"] for row in found["candidates"] if row["state"] == "loaded")
        files = Counter(
            seen.path for seen in self.stand_in.seen if seen.path.startswith(("/html", "/e-print", "/pdf"))
        )
        expected = len(self.stand_in.papers)
        twice = [path for path, times in files.items() if times > 1 and path not in self.excused]
        return [
            *([f"{loaded} of {expected} papers are loaded"] if loaded != expected else []),
            *([f"asked for twice: {', '.join(twice)}"] if twice else []),
            *(["a night is called running"] if found["is_running"] else []),
        ]

    @contextmanager
    def _fault(self, kind: FaultKind, pattern: str) -> Iterator[None]:
        fault = Fault(kind, pattern)
        self.stand_in.faults.append(fault)
        with self._excusing(fault.applies_to):
            yield
        self.stand_in.faults.remove(fault)

    @contextmanager
    def _excusing(self, which: Callable[[str], bool]) -> Iterator[None]:
        before = len(self.stand_in.seen)
        yield
        self.excused |= {one.path for one in self.stand_in.seen[before:] if which(one.path)}

    def _night(
        self,
        title: str,
        day: int,
        then: Callable[[subprocess.Popen[str]], None] | None = None,
        **environment: str,
    ) -> None:
        logs = set(self.home.glob("logs/night-*.log"))
        self._typed(title, *_night_until(day), then=then, **environment)
        for path in sorted(set(self.home.glob("logs/night-*.log")) - logs):
            print(f"--- {path.name}\n{path.read_text('utf-8')}", flush=True)

    def _typed(
        self,
        title: str,
        *arguments: str,
        then: Callable[[subprocess.Popen[str]], None] | None = None,
        **environment: str,
    ) -> None:
        """Type a command and show the answer; meanwhile do something else in another process."""
        typed = " ".join([*(f"{name}={value!r}" for name, value in environment.items()), "ninthpower"])
        print(f"\n=== {title}\n$ {typed} {' '.join(arguments)}", flush=True)
        with tempfile.TemporaryFile("w+") as output:
            process = subprocess.Popen(  # noqa: S603
                [*_PROGRAM, *arguments],
                env={**os.environ, "NINTHPOWER_HOME": str(self.home), "COLUMNS": "100", **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
            if then is not None:
                then(process)
            status = process.wait()
            output.seek(0)
            print(f"{output.read()}[status {status}]", flush=True)

    def _look_at_wait(self, night: subprocess.Popen[str]) -> None:
        """Ask for the status while the night waits for the server."""
        while night.poll() is None and not (self._status()["now"] or {}).get("waiting_for"):
            time.sleep(0.5)
        self._typed("meanwhile, in another shell", "status")

    def _stop_at_wait(self, night: subprocess.Popen[str]) -> None:
        self._look_at_wait(night)
        night.send_signal(signal.SIGTERM)
        told_at = time.monotonic()
        night.wait()
        print(f"SIGTERM; it ended after {time.monotonic() - told_at:.1f} s", flush=True)

    def _status(self) -> dict[str, Any]:
        import json  # noqa: PLC0415

        text = in_another_process(lambda: dumps(read_status(Settings(home=self.home))))
        return dict(json.loads(text))


def _night_until(day: int) -> list[str]:
    return ["night", "--source", "oai", "--from", str(DAYS[0]), "--to", str(date(2024, 1, day))]


def _papers(folder: Path, a_day: int) -> tuple[StandInPaper, ...]:
    return tuple(
        StandInPaper(
            arxiv_id=f"2401.{number + 1:05}",
            day=DAYS[number // a_day],
            files={"source" if path.suffix == ".gz" else "html": path},
            title=f"A deep network: number {number}",
        )
        for number, path in enumerate(write_pages(folder, a_day * len(DAYS)))
    )


if __name__ == "__main__":
    main()
