"""Opens the source of a night from what was asked for and what the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.metadata import version
from urllib.parse import urlsplit

from extractors.sources.http.client import Client, Manners
from extractors.sources.model import Source
from extractors.sources.registry import SOURCES, Network, Wanted
from flows.contact import contact_complaint
from flows.errors import SettingsError
from flows.network_settings import ArxivSettings
from flows.progress import listener
from flows.retrying import FailedSource
from flows.settings import Settings
from warehouse.queue import Queue


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source that can be asked, and the way it asks."""

    source: Source
    client: Client | None
    """None for sources that need no network."""


@contextmanager
def open_source(settings: Settings, name: str, wanted: Wanted) -> Iterator[OpenSource]:
    """Open a source for one night.

    Args:
        settings: What the operator has set.
        name: One of `extractors.sources.registry.SOURCES`.
        wanted: What is asked of it, with days where it needs them: see `with_days`.

    Yields:
        The source, open until the block ends.

    Raises:
        SettingsError: It needs something else, or nobody to contact is set.
    """
    with ExitStack() as stack:
        clients: list[Client] = []

        def network() -> Network:
            clients.append(stack.enter_context(_client(settings)))
            return network_of(settings, clients[0])

        kind = SOURCES[name]
        if complaint := kind.complaint(wanted):
            raise SettingsError(f"--source {name} {complaint}")
        yield OpenSource(kind.build(wanted, network), next(iter(clients), None))


def with_days(wanted: Wanted, name: str, settings: Settings, queue: Queue, today: date) -> Wanted:
    """Complete the days of a source that lists by days: from the first that is open to yesterday.

    Args:
        wanted: What was asked for; given days stay.
        name: Name of the source.
        settings: How far back the first night goes, and which sets are listed.
        queue: What is listed already.
        today: The day that is not over yet, in UTC.

    Returns:
        The same, with both days where the source lists by days.
    """
    if "from_date" not in SOURCES[name].may_use:
        return wanted
    until = wanted.until_date or today - timedelta(days=1)
    first = today - timedelta(days=settings.arxiv.first_days)
    parts = settings.arxiv.sets if name == "oai" else (wanted.search or "",)
    open_days = [queue.next_day(name, part) or first for part in parts]
    return replace(wanted, from_date=wanted.from_date or min(open_days), until_date=until)


def network_of(settings: Settings, client: Client) -> Network:
    """Return the way out with arXiv's addresses, or those of the stand-in that is asked in its place."""
    arxiv = settings.arxiv
    if base := arxiv.stand_in_url.rstrip("/"):
        arxiv = arxiv.model_copy(
            update={
                "oai_url": f"{base}/oai",
                "api_url": f"{base}/api/query",
                "html_url": f"{base}/html",
                "pdf_url": f"{base}/pdf",
                "source_url": f"{base}/e-print",
            }
        )
    return Network(
        client, arxiv.oai_url, arxiv.api_url, arxiv.html_url, arxiv.pdf_url, arxiv.source_url, arxiv.sets
    )


def manners_of(settings: Settings) -> Manners:
    """Return how this operator's requests behave.

    Raises:
        SettingsError: Nobody to contact is set.
    """
    if complaint := contact_complaint(settings):
        raise SettingsError(complaint)
    network = settings.network
    return Manners(
        user_agent=f"ninthpower/{version('ninthpower')} ({settings.contact})",
        allowed_hosts=frozenset({*_arxiv_hosts(settings.arxiv), *network.allowed_hosts}),
        pace_folder=network.pace_folder,
        delay_seconds=network.delay_seconds,
        attempts=network.attempts,
        backoff_seconds=network.backoff_seconds,
        longest_pause_seconds=network.longest_pause_seconds,
        silence_seconds=network.silence_seconds,
        answer_seconds=network.answer_seconds,
        requests_per_night=network.requests_per_night,
    )


def _client(settings: Settings) -> Client:
    return Client(manners_of(settings), on_wait=listener().waiting)


def openalex_url_of(settings: Settings) -> str:
    """Return where OpenAlex answers, or the stand-in that is asked in its place."""
    base = settings.arxiv.stand_in_url.rstrip("/")
    return f"{base}/works" if base else settings.openalex.url


def _arxiv_hosts(arxiv: ArxivSettings) -> tuple[str, ...]:
    """With a stand-in, arXiv itself is no allowed host: a rehearsal cannot ask it by mistake."""
    if arxiv.stand_in_url:
        return (urlsplit(arxiv.stand_in_url).hostname or "",)
    return arxiv.hosts


@contextmanager
def open_failed(settings: Settings) -> Iterator[OpenSource]:
    """Open the source of what failed; a network is opened when something has to be fetched.

    Args:
        settings: What the operator has set.

    Yields:
        The source, open until the block ends.
    """
    with ExitStack() as stack:
        client = None if contact_complaint(settings) else stack.enter_context(_client(settings))

        def network() -> Network:
            return network_of(settings, client or _client(settings))

        yield OpenSource(FailedSource(network), client)
