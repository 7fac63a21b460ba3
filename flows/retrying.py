"""What could not be fetched or read, as a source of its own: ``ninthpower retry --failed``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from extractors.identity import arxiv_id_of, paper_id_of
from extractors.records import Candidate, PaperRecord
from extractors.sources.arxiv.papers import ArxivFiles
from extractors.sources.folder import read_entry
from extractors.sources.model import Fetched, Listing, Progress
from extractors.sources.registry import Network
from extractors.sources.urls import UrlSource
from warehouse.queue import Queue
from warehouse.store import Warehouse

_FAILED_FILES = """
SELECT origin, name
FROM (
    FROM core.load_items
    WHERE origin NOT SIMILAR TO 'https?://.*'
    QUALIFY row_number() OVER (PARTITION BY origin ORDER BY load_id DESC) = 1
)
WHERE outcome = 'failed' OR (outcome = 'skipped' AND reason <> 'duplicate')
ORDER BY origin
"""
"""Files of folders that the last night that saw them could not read, or knew to be unreadable."""


class FailedSource:
    """Fetches and reads again whatever failed, from wherever it came."""

    name = "failed"
    is_remote = True
    is_chosen = True

    def __init__(self, network: Callable[[], Network]) -> None:
        self._open = network

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Offer nothing new."""
        del progress
        return iter(())

    def locations(self, candidate: Candidate) -> tuple[str, ...]:
        """Return where the paper's bytes may have come from."""
        if candidate.candidate_id.startswith("arxiv:"):
            return self._arxiv.locations(candidate)
        return (candidate.candidate_id,)

    def fetch(self, candidate: Candidate, validators: Mapping[str, str] | None = None) -> Fetched | None:
        """Return the bytes of a paper: see `extractors.sources.model.Source.fetch`."""
        if candidate.candidate_id.startswith("arxiv:"):
            return self._arxiv.fetch(candidate, validators)
        if candidate.candidate_id.startswith(("https://", "http://")):
            return UrlSource(self._network.client, ()).fetch(candidate, validators)
        path = Path(candidate.candidate_id)
        return read_entry(path) if path.exists() else None

    @cached_property
    def _network(self) -> Network:
        """Opened when something has to be fetched; files of a folder need none."""
        return self._open()

    @property
    def _arxiv(self) -> ArxivFiles:
        way = self._network
        return ArxivFiles(way.client, way.html_url, way.pdf_url, way.source_url)


def failed_candidates(warehouse: Warehouse, queue: Queue) -> list[Candidate]:
    """Return everything that failed: papers of remote sources, then files of folders."""
    files = warehouse.frame(_FAILED_FILES).itertuples(index=False, name=None)
    return queue.failed() + [_file(origin, name) for origin, name in files]


def _file(origin: str, name: str) -> Candidate:
    named = arxiv_id_of(name)
    paper = PaperRecord(paper_id_of(name), arxiv_id=named[0] if named else None)
    return Candidate(candidate_id=origin, paper=paper, origin=origin)
