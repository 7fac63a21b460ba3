"""arXiv's query API: searches, and what it knows about given identifiers.

The manual: https://info.arxiv.org/help/api/user-manual.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from lxml import etree

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.identity import arxiv_id_of
from extractors.records import Candidate, Window
from extractors.sources.arxiv.candidates import arxiv_candidate, read_xml, text_of
from extractors.sources.http.client import Client
from extractors.sources.model import Listing, Progress

PAPERS_PER_PAGE = 100

_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@dataclass(frozen=True, slots=True)
class AtomPage:
    """One page of a feed."""

    candidates: tuple[Candidate, ...]
    total_count: int
    """Papers on all pages together, as the server states it."""


@dataclass(frozen=True, slots=True)
class QueryListing:
    """Lists what a search finds among the papers submitted on some days."""

    client: Client
    url: str
    search: str
    """In the query API's own words, such as ``cat:cs.CV AND abs:ImageNet``."""
    from_date: date
    until_date: date

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Yield everything the search finds, as one window."""
        window = Window("query", self.search, self.from_date, self.until_date)
        if not progress.has_listed(window):
            yield Listing(tuple(self._papers(window)), window)

    def _papers(self, window: Window) -> Iterator[Candidate]:
        query = {
            "search_query": f"({self.search}) AND {submitted_between(window.from_date, window.until_date)}",
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        }
        start = 0
        while True:
            page = ask(self.client, self.url, query, start, str(window))
            yield from page.candidates
            start += PAPERS_PER_PAGE
            if start >= page.total_count:
                return


def submitted_between(from_date: date, until_date: date) -> str:
    """Return the search term for papers submitted on these days, both included."""
    return f"submittedDate:[{from_date:%Y%m%d}0000 TO {until_date:%Y%m%d}2359]"


def look_up(client: Client, url: str, arxiv_ids: Sequence[str], about: str) -> tuple[Candidate, ...]:
    """Return what the API knows of up to `PAPERS_PER_PAGE` identifiers; unknown ones are left out.

    Raises:
        PaperError: See `Client.get`.
    """
    return ask(client, url, {"id_list": ",".join(arxiv_ids)}, 0, about).candidates


def ask(client: Client, url: str, query: dict[str, str], start: int, about: str) -> AtomPage:
    """Ask for one page of a feed."""
    numbered = {**query, "start": str(start), "max_results": str(PAPERS_PER_PAGE)}
    return client.get_parsed(f"{url}?{urlencode(numbered)}", about, partial(parse_page, about=about))


def parse_page(body: bytes, about: str) -> AtomPage:
    """Read one feed.

    Args:
        body: The XML.
        about: What was asked for, for the message.

    Returns:
        Its papers in their order.

    Raises:
        TransientPaperError: Broken XML, or a page without entries that should have some.
        FinalPaperError: The server says that the request is wrong.
    """
    root = read_xml(body, about, "feed")
    total = root.findtext(f"{_OPENSEARCH}totalResults")
    if etree.QName(root).localname != "feed" or total is None:
        raise TransientPaperError(about, "broken_listing", "the answer is not a feed of papers")
    entries = list(root.iterfind("{*}entry"))
    for entry in entries:
        if "/api/errors" in text_of(entry, "id"):
            raise FinalPaperError(
                about, "refused_listing", f"the server answers: {text_of(entry, 'summary')}"
            )
    start = int(root.findtext(f"{_OPENSEARCH}startIndex") or 0)
    if not entries and start < int(total):
        raise TransientPaperError(
            about, "empty_listing", f"the page holds nothing, though {total} papers are said to match"
        )
    found = [_candidate(entry) for entry in entries]
    return AtomPage(tuple(candidate for candidate in found if candidate is not None), int(total))


def _candidate(entry: etree._Element) -> Candidate | None:
    identifier = arxiv_id_of(text_of(entry, "id").partition("/abs/")[2])
    if identifier is None:
        return None
    primary = [element.get("term", "") for element in entry.iterfind("{*}primary_category")]
    others = [element.get("term", "") for element in entry.iterfind("{*}category")]
    published = text_of(entry, "published")
    return arxiv_candidate(
        identifier[0],
        version=identifier[1],
        title=text_of(entry, "title"),
        authors=tuple(text_of(author, "name") for author in entry.iterfind("{*}author")),
        abstract=text_of(entry, "summary"),
        categories=tuple(dict.fromkeys(primary + others)),
        published_on=date.fromisoformat(published[:10]) if published else None,
        is_withdrawn="paper has been withdrawn" in text_of(entry, "comment").lower(),
    )
