"""Asks OpenAlex about the papers at hand; its failures are reported and never fail a night."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from extractors.errors import PaperError
from extractors.sources.http.client import Client
from extractors.sources.http.errors import ServerUnavailableError
from extractors.sources.openalex import PAPERS_PER_REQUEST, arxiv_doi, look_up
from flows.contact import contact_complaint
from flows.errors import NightFailedError, SettingsError, UsageError
from flows.progress import listener
from flows.settings import Settings
from flows.sourcing import manners_of, openalex_url_of
from warehouse.metadata import papers_without_metadata, record_metadata
from warehouse.store import Warehouse

_QUERY = re.compile(r"\?\S+")
"""In an address: fifty DOIs, which nobody wants to read in a warning."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Enrichment:
    """What OpenAlex was asked, and said."""

    asked_count: int = 0
    """Papers that it answered about."""
    known_count: int = 0
    """Of those, how many it knows."""
    request_count: int = 0
    troubles: list[str] = field(default_factory=list)
    """Why other papers are left for another night."""


def run_enrichment(settings: Settings, limit: int | None = None) -> Enrichment:
    """Ask about the papers of a warehouse that no night is running on.

    Args:
        settings: What the operator has set.
        limit: How many papers at most; as many as in a night when None.

    Returns:
        How many papers were asked about, and how many are known.

    Raises:
        NightFailedError: There is no warehouse yet.
        UsageError: OpenAlex is not to be asked, or nobody to contact is set.
        WarehouseError: The warehouse cannot be used.
    """
    if not settings.openalex.enabled:
        raise UsageError(
            "OpenAlex is not to be asked: set enabled = true under [openalex] in ninthpower.toml, or "
            "NINTHPOWER_OPENALEX__ENABLED=true"
        )
    if complaint := contact_complaint(settings):
        raise UsageError(complaint)
    if not settings.warehouse.exists():
        raise NightFailedError(f"{settings.warehouse} does not exist; run a night first: ninthpower night")
    with Warehouse(settings.warehouse) as warehouse:
        return _enrich(warehouse, settings, limit or settings.openalex.papers_per_night)


def enrich_night(warehouse: Warehouse, settings: Settings, sent_count: int) -> Enrichment:
    """Ask about papers as one step of a night, where the settings say so.

    Args:
        warehouse: The night's warehouse.
        settings: What the operator has set.
        sent_count: Requests that the night has sent already.

    Returns:
        How many papers were asked about; nothing where the settings say not to ask.

    Raises:
        WarehouseError: What was said cannot be kept.
    """
    if not settings.openalex.enabled:
        return Enrichment()
    try:
        return _enrich(warehouse, settings, settings.openalex.papers_per_night, sent_count)
    except SettingsError as error:
        return Enrichment(troubles=[str(error)])


def _enrich(warehouse: Warehouse, settings: Settings, limit: int, sent_count: int = 0) -> Enrichment:
    url, enrichment = openalex_url_of(settings), Enrichment()
    manners = manners_of(settings)
    manners = replace(
        manners,
        # Papers are fetched by another client, which in turn cannot ask OpenAlex.
        allowed_hosts=frozenset({urlsplit(url).hostname or ""}),
        requests_per_night=max(0, manners.requests_per_night - sent_count),
    )
    since = datetime.now(UTC) - timedelta(days=settings.openalex.refresh_days)
    papers = papers_without_metadata(warehouse, since=since, limit=limit)
    if not papers:
        return enrichment
    listener().step("asking OpenAlex", len(papers))
    with Client(manners, on_wait=listener().waiting) as client:
        failure_count = 0
        for batch in _batches(papers):
            try:
                answered = look_up(client, url, batch, settings.contact)
            except PaperError as error:
                failure_count += 1
                _note(enrichment, _QUERY.sub("", str(error)))
                if isinstance(error, ServerUnavailableError) or failure_count >= settings.network.patience:
                    break
                continue
            record_metadata(warehouse, answered.metadata, fetched_at=datetime.now(UTC))
            enrichment.asked_count += len(answered.metadata)
            enrichment.known_count += sum(said.openalex_id is not None for said in answered.metadata)
            for work in answered.unreadable:
                _note(enrichment, f"OpenAlex describes a work in another way than expected: {work}")
            for _ in batch:
                listener().advance()
        enrichment.request_count = client.request_count
    return enrichment


def _batches(papers: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield paper ids by DOI, as many as fit one request."""
    paper_ids = [(arxiv_doi(arxiv_id), paper_id) for paper_id, arxiv_id in papers.items()]
    for start in range(0, len(paper_ids), PAPERS_PER_REQUEST):
        yield dict(paper_ids[start : start + PAPERS_PER_REQUEST])


def _note(enrichment: Enrichment, trouble: str) -> None:
    _log.warning("%s", trouble)
    enrichment.troubles.append(trouble)
