"""Kills nights and checks what is left: nothing committed lost, nothing doubled, the published file always whole.

Run with ``python -m tools.kill_nights``:

    --moments 200    kill -9 at so many random moments of a night's loading and publishing
    --steps 0        kill -9 before every step of publishing in the folder: each rename, link and removal, and so also
                     between the rename that publishes and the cleaning up after it; --steps 9 takes nine of them

After each kill the published file has to hold the earlier release or the new one, the warehouse has to hold every
batch that was reported as committed, and the same night run again has to end with the very rows of a night that
nobody killed.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.dataset

from tools.processes import counted, in_another_process, timed
from tools.synthetic_papers import BENCHMARKS, MOMENT, item, runs
from warehouse.archive import Archive
from warehouse.publish import DATABASE_NAME, publish
from warehouse.query import query
from warehouse.store import Warehouse

PAPERS, BATCH = 12, 2
KNOWN_PAPERS = PAPERS // 2
STEPS = frozenset({"os.rename", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"})

_FACTS = (
    "SELECT result_id, value FROM reported_results ORDER BY ALL",
    "SELECT compute_id, value FROM reported_compute ORDER BY ALL",
    "SELECT paper_id FROM papers ORDER BY ALL",
)
_HISTORY = """
    SELECT result_id, value, extractor_version, valid_to_load IS NULL FROM core.reported_results
    UNION ALL
    SELECT compute_id, value, extractor_version, valid_to_load IS NULL FROM core.reported_compute
    ORDER BY ALL
"""


def main() -> None:
    """Kill nights and print what came of it; end with status 1 when anything was lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--moments", type=int, default=0)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder when left out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="kill-nights-") as name:
        harness = KillHarness(Path(name))
        if arguments.steps is not None:
            harness.kill_at_steps(arguments.steps)
        if arguments.moments:
            harness.kill_at_moments(arguments.moments, random.Random(arguments.seed))


class KillHarness:
    """A warehouse after its first night, of which a copy is killed in its second night again and again.

    This process itself never opens a database: whatever does runs in a process of its own, which may be killed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template"
        in_another_process(lambda: _night(self.template, 1))
        whole = self._copy("whole")
        self.step_count = in_another_process(lambda: _count_steps(whole))
        self.seconds = in_another_process(lambda: timed(lambda: _night(self._copy("timed"), 2)))
        self.before = in_another_process(lambda: _published(self.template))
        self.after = in_another_process(lambda: _published(whole))
        self.history = in_another_process(lambda: _history(whole))

    def kill_at_moments(self, count: int, chance: random.Random) -> None:
        """Kill a night at random moments, a little after its usual end included."""
        outcomes = [self._kill_at_moment(chance.uniform(0, 1.05 * self.seconds)) for _ in range(count)]
        print(
            f"{count} random moments of a night of {self.seconds:.1f} s: {counted(outcomes)}, nothing lost or doubled"
        )

    def kill_at_steps(self, count: int) -> None:
        """Kill a night before steps evenly spread over its publishing, all steps when `count` is 0."""
        every = self.step_count / (count or self.step_count)
        steps = [int(n * every) for n in range(count or self.step_count)]
        outcomes = [self._kill_at_step(step) for step in steps]
        print(
            f"{len(steps)} of {self.step_count} steps of publishing: {counted(outcomes)}, nothing lost or doubled"
        )

    def _kill_at_moment(self, delay: float) -> str:
        home = self._copy("killed")
        child = os.fork()
        if child == 0:
            _night(home, 2)
            os._exit(0)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return self._check(home, f"after {delay:.3f} s")

    def _kill_at_step(self, step: int) -> str:
        home = self._copy("killed")
        child = os.fork()
        if child == 0:
            _at_steps(lambda number, _: os.kill(os.getpid(), signal.SIGKILL) if number == step else None)
            _night(home, 2)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"step {step} was never reached")
        return self._check(home, f"before step {step}")

    def _check(self, home: Path, moment: str) -> str:
        published = in_another_process(lambda: _published(home))
        if published not in (self.before, self.after):
            raise SystemExit(
                f"killed {moment}: the published file holds neither the old release nor the new one"
            )
        if lost := in_another_process(lambda: _lost(home)):
            raise SystemExit(f"killed {moment}: lost {lost}")
        in_another_process(lambda: _night(home, 2))
        if in_another_process(lambda: _published(home)) != self.after:
            raise SystemExit(f"killed {moment}: the next night does not publish what it should")
        if in_another_process(lambda: _history(home)) != self.history:
            raise SystemExit(f"killed {moment}: the next night leaves facts lost or doubled")
        if left := _leftovers(home):
            raise SystemExit(f"killed {moment}: the next night leaves {left} lying about")
        return "new release out" if published == self.after else "old release stays"

    def _copy(self, name: str) -> Path:
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.template, target, symlinks=True)
        return target


def _night(home: Path, number: int) -> None:
    """Load in batches and publish; the second night reads the papers of the first with a better extractor."""
    archive = Archive(home / "archive")
    home.mkdir(exist_ok=True)
    committed = home / f"committed-{number}"
    with Warehouse(home / "warehouse.duckdb") as warehouse:
        load_id = warehouse.begin_load(
            started_at=MOMENT, source="synthetic", code_version="0", extractor_version=f"v{number}"
        )
        for first in range(0, KNOWN_PAPERS if number == 1 else PAPERS, BATCH):
            warehouse.load(load_id, [_item(archive, paper, number) for paper in range(first, first + BATCH)])
            _append(committed, f"{first}\n")
        warehouse.replace(runs(warehouse))
        warehouse.finish_load(load_id, finished_at=MOMENT, succeeded=True)
        publish(
            warehouse,
            home / "published",
            published_at=MOMENT + timedelta(days=number),
            code_version="0",
            load_id=load_id,
            keep=0,  # so that every night has something to clean up
        )


def _item(archive: Archive, paper: int, night: int) -> Any:
    file = archive.put(f"{paper}".encode(), source="synthetic", origin=f"/{paper:06d}.pdf", fetched_at=MOMENT)
    # Every other paper is read better in the second night, the others say what they said before.
    better = night - 1 if paper % 2 else 0
    return item(paper, [50.0 + column + better for column in range(len(BENCHMARKS))], file)


def _append(path: Path, text: str) -> None:
    with path.open("a") as stream:
        stream.write(text)


def _published(home: Path) -> list[Any]:
    """Return what the published database says, having seen that its Parquet files say the same."""
    database = home / "published" / DATABASE_NAME
    facts = [query(database, sql).to_pylist() for sql in _FACTS]
    (publication,) = query(database, "SELECT release_id, load_id FROM publication").to_pylist()
    rows = pyarrow.dataset.dataset(home / "published" / "parquet" / "reported_results").count_rows()
    if rows != len(facts[0]):
        raise AssertionError(f"{publication}: {rows} results in Parquet, {len(facts[0])} in the database")
    return facts


def _history(home: Path) -> list[Any]:
    with Warehouse(home / "warehouse.duckdb") as warehouse:
        return warehouse.connection.execute(_HISTORY).fetchall()


def _lost(home: Path) -> list[int]:
    """Return the first papers of batches that were reported as committed and are not in the warehouse."""
    committed = home / "committed-2"
    with Warehouse(home / "warehouse.duckdb") as warehouse:
        read = {
            int(name.partition(".")[0])
            for (name,) in warehouse.connection.execute(
                "SELECT file_name FROM core.documents WHERE extractor_version = 'v2'"
            ).fetchall()
        }
    batches = map(int, committed.read_text().split()) if committed.exists() else ()
    return [first for first in batches if not read >= set(range(first, first + BATCH))]


def _leftovers(home: Path) -> list[str]:
    strange = [path.name for path in home.rglob("*") if path.name.startswith((".building", ".current"))]
    releases = list((home / "published" / "releases").iterdir())
    return strange + [path.name for path in releases if len(releases) > 1]


def _count_steps(home: Path) -> int:
    steps: list[str] = []
    _at_steps(lambda _, event: steps.append(event))
    _night(home, 2)
    return len(steps)


def _at_steps(act: Callable[[int, str], None]) -> None:
    """Call `act` with number and name of every step of publishing in this process, before it is taken."""
    numbers = itertools.count()
    is_publishing = False

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal is_publishing
        if event in STEPS:
            is_publishing = is_publishing or "published" in str(arguments[0])
            if is_publishing:
                act(next(numbers), event)

    sys.addaudithook(watch)


if __name__ == "__main__":
    main()
