"""Asks a source what it offers, and keeps that with the reasons for fetching it or not."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from extractors.records import Candidate, Window
from extractors.sources.model import Listing, Source
from extractors.sources.relevance import judge
from warehouse.candidates import Judged
from warehouse.queue import Queue

_log = logging.getLogger(__name__)

CHOSEN = ("chosen by a person",)
"""The reason for fetching what a person has named."""


@dataclass(slots=True)
class Discovery:
    """What a night was offered."""

    offered_count: int = 0
    left_out_count: int = 0
    """Offered, but not relevant."""
    doubtful: list[Window] | None = None
    """Windows that held nothing although they should; they are asked for once more."""

    def add(self, listing: Listing, judged: list[Judged], *, is_believed: bool) -> None:
        """Count one listing."""
        self.offered_count += len(judged)
        self.left_out_count += sum(not one.is_relevant for one in judged)
        if listing.window and not is_believed:
            self.doubtful = [*(self.doubtful or []), listing.window]


def discover(source: Source, queue: Queue, load_id: int, discovery: Discovery) -> None:
    """Ask a remote source what is new and keep it, listing by listing, so that nothing is asked for twice.

    Args:
        source: The source.
        queue: Where candidates are kept.
        load_id: The night.
        discovery: Counts; it is added to, so that what was listed before an error is counted.

    Raises:
        PaperError: The listing cannot be had; what came before it is kept.
    """
    for listing in source.discover(queue):
        judged = [_judged(source, candidate) for candidate in listing.candidates]
        is_believed = queue.add(load_id, source.name, judged, listing.window, is_doubtful=listing.is_doubtful)
        discovery.add(listing, judged, is_believed=is_believed)
        if listing.window or judged:
            _log.info(
                "listed %s: %d papers for the first time, %d of them relevant",
                listing.window or source.name,
                len(judged),
                sum(one.is_relevant for one in judged),
            )


def _judged(source: Source, candidate: Candidate) -> Judged:
    if source.is_chosen:
        return Judged(candidate, True, CHOSEN)
    verdict = judge(candidate)
    return Judged(candidate, verdict.is_relevant, verdict.reasons)
