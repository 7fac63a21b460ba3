"""Gathering without what comes after it: fitting and publishing take longer than a handful of papers."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from extractors.extract import extract
from extractors.samples import sample_folder
from extractors.sources.registry import Wanted
from extractors.sources.standin import StandIn, StandInPaper, papers_of_folder
from extractors.version import extractor_version
from flows.gathering import Night, NightRequest, SubmitToReader, gather
from flows.network_settings import ArxivSettings, NetworkSettings
from flows.settings import Settings
from flows.summary import Gathered
from flows.workers import Job, Outcome, Reader, read_one
from warehouse.store import Warehouse

TUESDAY = date(2024, 1, 2)
DAYS = Wanted(from_date=TUESDAY, until_date=TUESDAY)


def stand_in_papers(count: int) -> tuple[StandInPaper, ...]:
    """Short papers, announced on one day."""
    short = sorted(sample_folder().glob("*.html"), key=lambda path: path.stat().st_size)[:4]
    papers = papers_of_folder(sample_folder(), first_day=TUESDAY, count=count)
    return tuple(
        replace(paper, files={"html": short[number % len(short)]}) for number, paper in enumerate(papers)
    )


def settings_for(home: Path, server: StandIn | None = None, **network: object) -> Settings:
    """Settings without pauses worth waiting for."""
    patient = {
        "delay_seconds": 0.001,
        "attempts": 2,
        "backoff_seconds": 0.001,
        "longest_pause_seconds": 0.05,
        "silence_seconds": 2,
        "answer_seconds": 0.3,
        "pace_folder": home / "pace",
    }
    return Settings(
        home=home,
        workers=2,
        batch_size=2,
        contact="test@example.org",
        network=NetworkSettings.model_validate({**patient, **network}),
        arxiv=ArxivSettings(stand_in_url=server.url if server else "http://127.0.0.1:9", sets=("cs",)),
    )


def read_here(jobs: list[Job], reader: Reader) -> Future[list[Outcome]]:
    """Read a batch at once and in this process, which for short papers is faster than to start others."""
    del reader
    future: Future[list[Outcome]] = Future()
    future.set_result([read_one(extract, job) for job in jobs])
    return future


@dataclass(frozen=True)
class Gatherer:
    """Runs nights up to the point where their papers are loaded."""

    settings: Settings
    submit: SubmitToReader = read_here

    def run(self, source: str = "oai", wanted: Wanted = DAYS) -> Gathered:
        """Gather, and note the night as finished."""
        gathered, settings = Gathered(), self.settings
        with Warehouse(settings.warehouse) as warehouse:
            load_id = warehouse.begin_load(
                started_at=datetime.now(UTC),
                source=source,
                code_version="test",
                extractor_version=extractor_version(),
            )

            night = Night(settings, warehouse, load_id, extractor_version(), self.submit)
            gather(NightRequest(source, wanted), night, gathered)
            warehouse.finish_load(load_id, finished_at=datetime.now(UTC), succeeded=True)
        return gathered

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask the warehouse."""
        with Warehouse(self.settings.warehouse) as warehouse:
            return warehouse.connection.execute(query).fetchall()

    def facts(self) -> list[tuple[object, ...]]:
        """Everything read from papers, whenever that was."""
        views = ("reported_results", "reported_compute")
        return [
            row for view in views for row in self.rows(f"SELECT * EXCLUDE (load_id) FROM {view} ORDER BY ALL")
        ]
