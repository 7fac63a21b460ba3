"""Measures how each step of a night grows with the number of papers.

Run with ``python -m tools.growth [--papers 1000 10000]``. Made-up papers, each a short page with a result of its own
and two or three quoted ones, one in five with its training cost, take every step of a night, one after the other in
one process. Told are processor seconds, which a busy machine stretches less than the clock, peak memory, and the power
by which a step grows: 1 where ten times the papers take ten times as long. Short pages keep the share of reading small,
which never grows faster than the number of papers; what a
real paper costs to read is in docs/operating.md.
"""

from __future__ import annotations

import argparse
import math
import pkgutil
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import analysis.refit
from extractors.extract import extract
from extractors.sources.registry import Wanted
from extractors.sources.standin import StandIn, papers_of_folder
from extractors.version import extractor_version
from flows import reporting, science
from flows.gathering import Night, NightRequest, gather
from flows.network_settings import ArxivSettings, NetworkSettings
from flows.progress import timed_steps
from flows.settings import Settings
from flows.summary import Gathered
from flows.workers import Job, Outcome, read_one
from tools.processes import in_another_process
from tools.synthetic_papers import write_pages
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.store import Warehouse

FIRST_DAY = datetime(2024, 1, 1).date()
_MIB = 2**20


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument(
        "--costly", type=float, default=0.2, help="share of papers that state what training cost"
    )
    arguments = parser.parse_args()
    measured = {
        count: in_another_process(lambda count=count: measure(count, round(arguments.costly * count)))
        for count in arguments.papers
    }
    print("| step | " + " | ".join(f"{count:,} papers" for count in measured) + " | grows as |")
    print("|---|" + "---|" * (len(measured) + 1))
    first, last = arguments.papers[0], arguments.papers[-1]
    for step in measured[first]:
        cells = " | ".join(f"{measured[count][step]:,.1f}" for count in measured)
        power = math.log(max(measured[last][step], 0.01) / max(measured[first][step], 0.01)) / math.log(
            last / first
        )
        print(f"| {step} | {cells} | n^{power:.2f} |", flush=True)


class _Stopwatch:
    """Processor seconds by step; what is measured inside another step is taken out of that one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        inner = sum(self.seconds.values())
        began = time.process_time()
        try:
            yield
        finally:
            inner = sum(self.seconds.values()) - inner
            spent = time.process_time() - began - inner
            self.seconds[name] = self.seconds.get(name, 0.0) + spent

    def wrapped(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.step(name):
                return work(*arguments, **named)

        return timed


def measure(count: int, costly: int) -> dict[str, float]:
    """Take so many papers through every step, and return the seconds of each and the peak memory."""
    folder = Path(tempfile.mkdtemp(prefix="growth-"))
    watch = _Stopwatch()
    try:
        _night(folder, count, costly, watch)
    finally:
        shutil.rmtree(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MIB
    return {**{f"{name}, s": seconds for name, seconds in watch.seconds.items()}, "peak memory, MiB": peak}


def _night(folder: Path, count: int, costly: int, watch: _Stopwatch) -> None:
    write_pages(folder / "pages", count, costly=costly, arxiv_id=lambda n: f"{FIRST_DAY:%y%m}.{n + 1:05}")
    papers = papers_of_folder(folder / "pages", first_day=FIRST_DAY, count=count, papers_per_day=1000)
    with ExitStack() as stack:
        stand_in = stack.enter_context(StandIn(papers))
        settings = Settings(
            home=folder / "home",
            contact="growth@example.org",
            network=NetworkSettings(delay_seconds=0, pace_folder=folder / "pace", requests_per_night=10**9),
            arxiv=ArxivSettings(stand_in_url=stand_in.url, sets=("cs",)),
        )
        for module, name, step in (
            (science.model_runs, "join", "link facts to model runs"),
            (science.estimates, "estimate", "estimate"),
            (analysis.refit, "refit", "fit"),
        ):
            stack.enter_context(patch.object(module, name, watch.wrapped(step, getattr(module, name))))
        for name, step in (
            ("warehouse.corrections.link_works", "link files to works"),
            ("warehouse.corrections.resolve_references", "find the papers that references name"),
            ("flows.science.corroborate", "compare what papers print of each other"),
        ):
            stack.enter_context(patch(name, watch.wrapped(step, pkgutil.resolve_name(name))))
        stack.enter_context(patch("warehouse.store.load.load_batch", watch.wrapped("load", load_batch)))
        warehouse = stack.enter_context(Warehouse(settings.warehouse))
        load_id = warehouse.begin_load(
            started_at=datetime.now(UTC),
            source="oai",
            code_version="growth",
            extractor_version=extractor_version(),
        )
        night = Night(settings, warehouse, load_id, extractor_version(), lambda jobs, _: _Read(jobs, watch))
        wanted = Wanted(from_date=papers[0].day, until_date=papers[-1].day)
        with watch.step("list, fetch and archive"), timed_steps({}):
            gather(NightRequest("oai", wanted), night, Gathered())
        with watch.step("facts in and out of the warehouse"):
            science.refit(warehouse, load_id, settings)
        warehouse.finish_load(load_id, finished_at=datetime.now(UTC), succeeded=True)
        with watch.step("test and publish"):
            publication = publish(
                warehouse,
                settings.published,
                published_at=datetime.now(UTC),
                code_version="growth",
                load_id=load_id,
            )
        with watch.step("report"):
            reporting.write_report(publication.database, settings)


class _Read:
    """A batch that is read at once, in this process, so that its seconds are seen."""

    def __init__(self, jobs: list[Job], watch: _Stopwatch) -> None:
        with watch.step("read"):
            self._outcomes = [read_one(extract, job) for job in jobs]

    def done(self) -> bool:
        return True

    def result(self) -> list[Outcome]:
        return self._outcomes


if __name__ == "__main__":
    main()
