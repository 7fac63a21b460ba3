"""Interrupts whole nights and checks that the next one ends where an undisturbed one does.

Run with ``python -m tools.interrupt_nights [--moments 100] [--papers 200]``. Nights of made-up papers run over a
stand-in arXiv, with the command line, Prefect, reading processes, fits and publishing of a real one; only the pages of
the report stay blank, for drawing them takes longer than all the rest and keeps nothing. At random moments they get
Ctrl-C (the signal goes to their reading processes too, as from a terminal), SIGTERM or ``kill -9`` in turn. A night
that was told to stop has to end within ten seconds, and no night that has ended may be called running. After each, no
process may be left; the same night run again has to end well, with the very rows of a night that nobody disturbed, in
the warehouse and in the published file, and without asking again for what was archived.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

from extractors.sources.standin import StandIn, StandInPaper
from extractors.sources.standin.server import SeenRequest
from flows import prefect_environment, prefect_server
from tools.processes import counted, in_another_process
from tools.synthetic_papers import write_pages

DAY = date(2024, 1, 2)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
LONGEST_GOODBYE_SECONDS = 10.0
"""A night that has been told to stop and goes on for longer fails its promise."""
LONGEST_HANG_SECONDS = 120.0
"""So long it is watched all the same, to see where it hangs; and so long its processes may need to notice its end."""

_VIEWS = (
    "papers",
    "documents",
    "reported_results",
    "reported_compute",
    "model_runs",
    "compute_estimates",
    "compute_error",
    "fits",
    "fit_points",
    "claims",
    "candidates",
    "fetch_fallbacks",
    "windows",
)
_OF_ONE_NIGHT = ["load_id", "found_in_load", "tried_in_load", "listed_in_load", "read_in_load", "fetched_at"]
"""Columns that say when something was done, and so differ."""
_LOADED_TWICE = """
    SELECT origin FROM core.load_items WHERE outcome = 'loaded' GROUP BY origin HAVING count(*) > 1
"""


def main() -> None:
    """Interrupt nights and print what came of it; end with status 1 when any is not made good."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--signals", nargs="+", default=[how.name for how in SIGNALS], choices=[how.name for how in SIGNALS]
    )
    parser.add_argument("--port", type=int, default=4299, help="of the Prefect server all nights share")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="interrupt-nights-")))
        prefect_environment.prepare(folder / "prefect")
        os.environ["PREFECT_API_URL"] = prefect_server.api_url(arguments.port)
        os.environ["NINTHPOWER_CONTACT"] = "rehearsal@example.org"
        os.environ["NINTHPOWER_NETWORK__DELAY_SECONDS"] = "0"
        stack.enter_context(prefect_server.running(arguments.port, folder / "prefect-server.log"))
        standin = stack.enter_context(_StandInProcess(folder, arguments.papers))
        os.environ["NINTHPOWER_ARXIV__STAND_IN_URL"] = standin.url
        harness = Harness(folder, standin)
        print(f"an undisturbed night of {arguments.papers} papers takes {harness.seconds:.1f} s", flush=True)
        chance, made_good, failures = random.Random(arguments.seed), list[str](), 0
        signals = [signal.Signals[name] for name in arguments.signals]
        for number in range(arguments.moments):
            how, delay = signals[number % len(signals)], chance.uniform(0, 1.05 * harness.seconds)
            try:
                made_good.append(harness.interrupt(how, delay))
                print(f"{number + 1}: {made_good[-1]}", flush=True)
            except NotMadeGoodError as error:
                failures += 1
                print(f"{number + 1}: {how.name} after {delay:.2f} s: {error}", flush=True)
    print(f"{len(made_good)} moments made good by the next night: {counted(made_good)}")
    print(f"the longest goodbye took {harness.longest_goodbye_seconds:.1f} s")
    if failures:
        raise SystemExit(f"{failures} moments were not")


class NotMadeGoodError(Exception):
    """The night after an interrupted one does not end where an undisturbed one does."""


class Harness:
    """A night that was left alone, and others to compare with it.

    This process imports what a night needs, so that those it forks need not, but opens nothing and starts no thread.
    """

    def __init__(self, folder: Path, standin: _StandInProcess) -> None:
        import flows.cli  # noqa: F401, PLC0415
        import flows.night  # noqa: F401, PLC0415  only now is the environment that Prefect reads set
        import flows.reporting  # noqa: PLC0415
        from analysis.report.build import Report  # noqa: PLC0415

        flows.reporting.report_data = lambda *_: None
        flows.reporting.render = lambda _: Report({"index.html": b""}, ())

        self.folder = folder
        self.standin = standin
        self.longest_goodbye_seconds = 0.0
        home = folder / "undisturbed"
        started = time.monotonic()
        if status := _ended(_begin(home)):
            raise SystemExit(f"a night that nobody disturbed ends with status {status}: {_output(home)}")
        self.seconds = time.monotonic() - started
        standin.take_given()
        self.expected = _state(home)

    def interrupt(self, how: signal.Signals, delay: float) -> str:
        """Interrupt a night after some seconds and run it again.

        Returns:
            How and at which step it was interrupted.

        Raises:
            NotMadeGoodError: The two together do not end where an undisturbed night does.
        """
        home = self.folder / "disturbed"
        self.standin.take_given()
        shutil.rmtree(home, ignore_errors=True)
        night = _begin(home)
        time.sleep(delay)
        step = _step(home)
        told_at = time.monotonic()
        _send(how, night)
        status = _ended(night, LONGEST_HANG_SECONDS)
        goodbye_seconds = time.monotonic() - told_at
        self.longest_goodbye_seconds = max(self.longest_goodbye_seconds, goodbye_seconds)
        if status is None:
            os.kill(night, signal.SIGUSR1)  # tells where it hangs
            time.sleep(1)
            os.killpg(night, signal.SIGKILL)
            os.waitpid(night, 0)
            raise NotMadeGoodError(f"the night goes on, {step}: {_output(home)}")
        if goodbye_seconds > LONGEST_GOODBYE_SECONDS:
            raise NotMadeGoodError(f"the night took {goodbye_seconds:.1f} s to stop, {step}: {_output(home)}")
        if how is not signal.SIGKILL and status not in (0, 128 + how, -how):
            raise NotMadeGoodError(f"the stopped night ends with status {status}, {step}: {_output(home)}")
        if (said := _outcome(home)) == "running":
            raise NotMadeGoodError(f"a night that has ended is called running, {step}")
        if left := _left_of(night):
            raise NotMadeGoodError(f"processes {left} are left, {step}")
        if again := _ended(_begin(home)):
            raise NotMadeGoodError(f"the next night ends with status {again}, {step}: {_output(home)}")
        given = Counter(self.standin.take_given())
        # A day is kept once all its sets are listed, and one file may have come and not been archived.
        papers = {path: count for path, count in given.items() if not path.startswith("/oai")}
        if len(twice := [path for path, count in papers.items() if count > 1]) > 1:
            raise NotMadeGoodError(f"asked again for {twice}, {step}")
        found = _state(home)
        if wrong := [name for name in self.expected if found[name] != self.expected[name]]:
            kept = Path(tempfile.mkdtemp(prefix="interrupted-")) / "home"
            shutil.copytree(home, kept, symlinks=True)
            raise NotMadeGoodError(f"{', '.join(wrong)} differ, {step}; see {kept}")
        return f"{how.name} {step} ({said})"


def _begin(home: Path) -> int:
    """Fork a process that runs a night by the command line, in a session of its own."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ["NINTHPOWER_HOME"] = str(home)
    os.environ["NINTHPOWER_NETWORK__PACE_FOLDER"] = str(home / "pace")
    child = os.fork()
    if child:
        return child
    os.setsid()
    output = os.open(home / "output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    faulthandler.register(signal.SIGUSR1)
    from flows.cli import app  # noqa: PLC0415

    status = 1
    try:
        app(["night", "--source", "oai", "--from", str(DAY), "--to", str(DAY)])
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stdout.flush()
        os._exit(status)


def _send(how: signal.Signals, night: int) -> None:
    if how is signal.SIGINT:
        os.killpg(night, how)
    else:
        os.kill(night, how)


def _ended(child: int, most_seconds: float | None = None) -> int | None:
    """Wait for the end of a process; return its exit status, minus the signal that ended it, or None."""
    latest = None if most_seconds is None else time.monotonic() + most_seconds
    while latest is None or time.monotonic() < latest:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    return None


def _left_of(night: int) -> list[int]:
    """Return the processes of a night that outlive it for longer than they need to notice its end."""
    latest = time.monotonic() + LONGEST_HANG_SECONDS
    while left := [pid for pid in _pids() if _session_of(pid) == night]:
        if time.monotonic() > latest:
            return left
        time.sleep(0.05)
    return []


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _session_of(pid: int) -> int | None:
    """Return the session of a process; None when it has ended, be it waited for or not."""
    with suppress(OSError):
        if ") Z " not in Path(f"/proc/{pid}/stat").read_text():
            return os.getsid(pid)
    return None


def _step(home: Path) -> str:
    """Say from its files how far a night has come; its database belongs to it alone."""
    if (home / "reports" / "latest").exists():
        return "after the report"
    if (home / "published").exists():
        return "while publishing or reporting"
    fetched = sum(1 for _ in home.glob("archive/*/*.json"))
    if not (home / "warehouse.duckdb").exists():
        return "before it began"
    return "while listing" if not fetched else "after the first fetch"


def _outcome(home: Path) -> str:
    """Return what ``status`` says of the night."""
    found = in_another_process(lambda: _read_status(home))
    return "running" if found["is_running"] else (found["last"] or {}).get("outcome") or "not begun"


def _read_status(home: Path) -> dict[str, Any]:
    from flows.settings import Settings  # noqa: PLC0415
    from flows.status import read_status  # noqa: PLC0415

    return read_status(Settings(home=home))


def _output(home: Path) -> str:
    return (home / "output").read_text("utf-8", "replace")


def _state(home: Path) -> dict[str, Any]:
    return dict(in_another_process(lambda: _tables(home)))


def _tables(home: Path) -> dict[str, Any]:
    """Return every row of warehouse and published file, and what else must not differ."""
    from warehouse.publish import DATABASE_NAME  # noqa: PLC0415
    from warehouse.query import query  # noqa: PLC0415
    from warehouse.store import Warehouse  # noqa: PLC0415

    sql = "SELECT COLUMNS(lambda name: name NOT IN {columns}) FROM {view} ORDER BY ALL"
    asked = {view: sql.format(columns=_OF_ONE_NIGHT, view=view) for view in _VIEWS}
    with Warehouse(home / "warehouse.duckdb") as warehouse:
        own = {name: warehouse.connection.execute(text).fetchall() for name, text in asked.items()}
        twice = warehouse.connection.execute(_LOADED_TWICE).fetchall()
    database = home / "published" / DATABASE_NAME
    published = {f"published {name}": query(database, text).to_pylist() for name, text in asked.items()}
    files = sorted(path.name for path in home.glob("archive/*/*"))
    building = sorted(path.name for path in home.rglob(".*"))
    return {**own, **published, "loaded twice": twice, "archive": files, "half-made files": building}


@dataclass
class _StandInProcess:
    """A stand-in in a process of its own, which notes in a file what it has given out."""

    folder: Path
    count: int
    _child: int = 0
    _read_bytes: int = 0

    def __enter__(self) -> _StandInProcess:
        self._child = os.fork()
        if self._child == 0:
            with _NotingStandIn(_papers(self.folder / "pages", self.count)) as stand_in:
                stand_in.notes = self.folder / "requests"
                stand_in.notes.touch()
                (self.folder / "address.new").write_text(stand_in.url)
                (self.folder / "address.new").rename(self.folder / "address")
                signal.pause()
        while not (self.folder / "address").exists():
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)

    @property
    def url(self) -> str:
        return (self.folder / "address").read_text()

    def take_given(self) -> list[str]:
        """Return the paths of what was given out since the last time."""
        with (self.folder / "requests").open() as stream:
            stream.seek(self._read_bytes)
            text = stream.read()
            self._read_bytes = stream.tell()
        return text.split()


class _NotingStandIn(StandIn):
    notes: Path

    def note(self, request: SeenRequest) -> None:
        if self.answer(request.path)[0] == HTTPStatus.OK:
            with self.notes.open("a") as stream:
                stream.write(f"{request.path}\n")


def _papers(folder: Path, count: int) -> tuple[StandInPaper, ...]:
    """Return papers of which one in twenty has no HTML, and one in forty nothing at all."""
    pages = write_pages(folder, count)
    return tuple(
        StandInPaper(
            arxiv_id=f"2401.{number + 1:05}",
            day=DAY,
            files={} if number % 40 == 7 else {"source" if path.suffix == ".gz" else "html": path},
            title=f"A deep network: number {number}",
        )
        for number, path in enumerate(pages)
    )


if __name__ == "__main__":
    main()
