"""One batch of papers from their arrival to what the warehouse loads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from extractors.records import Extraction, PaperRecord
from flows.fetching import Arrival, failure_of
from flows.workers import Job, Outcome
from warehouse.items import KnownDocument, LoadItem


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers that are read together."""

    arrivals: Sequence[Arrival]
    jobs: tuple[Job, ...]
    """What is to be read; the others could not be had, or were settled by an earlier night."""


def plan(
    arrivals: Sequence[Arrival],
    known: Mapping[str, KnownDocument],
    extractor_version: str,
    *,
    read_again: bool = False,
) -> Batch:
    """Decide what of a batch is to be read.

    Args:
        arrivals: The papers.
        known: Documents of earlier nights by sha256; what they have settled is not read again.
        extractor_version: The version that reads now.
        read_again: True to try once more what could not be read.

    Returns:
        The batch: what is to be read, and what an earlier night has settled.
    """

    def is_settled(sha256: str) -> bool:
        document = known.get(sha256)
        if document is None or (read_again and document.failure is not None):
            return False
        return document.is_settled(extractor_version)

    jobs = [
        Job(arrival.name, arrival.file.origin, arrival.file.path)
        for arrival in arrivals
        if arrival.file is not None and not is_settled(arrival.file.sha256)
    ]
    return Batch(arrivals, tuple(jobs))


def items_of(batch: Batch, outcomes: Iterable[Outcome]) -> list[LoadItem]:
    """Return what the warehouse loads, one item per arrival and in their order.

    Args:
        batch: The papers.
        outcomes: Of the batch's jobs.
    """
    by_origin = {outcome.job.origin: outcome for outcome in outcomes}
    return [_item(arrival, by_origin) for arrival in batch.arrivals]


def _item(arrival: Arrival, outcomes: Mapping[str, Outcome]) -> LoadItem:
    paper = arrival.candidate.paper
    if arrival.file is None:
        return LoadItem(arrival.name, arrival.candidate.origin, paper, failure=arrival.failure)
    outcome = outcomes.get(arrival.file.origin)
    if outcome is None:
        return LoadItem(arrival.name, arrival.file.origin, paper, file=arrival.file)
    return LoadItem(
        name=arrival.name,
        origin=arrival.file.origin,
        paper=paper,
        seconds=outcome.seconds,
        file=arrival.file,
        extraction=outcome.extraction and _identified(outcome.extraction, arrival),
        failure=failure_of(outcome.error) if outcome.error else None,
    )


def _identified(extraction: Extraction, arrival: Arrival) -> Extraction:
    """What the source says of a paper goes before what its file says."""
    candidate = arrival.candidate
    known = {
        field.name: value
        for field in fields(PaperRecord)
        if field.name != "paper_id" and (value := getattr(candidate.paper, field.name))
    }
    if candidate.paper.arxiv_id:
        known["paper_id"] = candidate.paper.paper_id
    return replace(
        extraction,
        paper=replace(extraction.paper, **known),
        version=candidate.version or extraction.version,
    )
