"""arXiv's OAI-PMH listing: what was announced or changed on a day.

The protocol: https://www.openarchives.org/OAI/openarchivesprotocol.html. Records come in arXiv's own formats:
``arXivRaw`` states every version, ``arXiv`` does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urlencode

from lxml import etree

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.records import Candidate, Window
from extractors.sources.arxiv.candidates import arxiv_candidate, read_xml, text_of
from extractors.sources.http.client import Client
from extractors.sources.model import Listing, Progress

METADATA_PREFIX = "arXivRaw"

_WEEKDAYS = range(1, 6)

_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class OaiPage:
    """One page of a listing."""

    candidates: tuple[Candidate, ...]
    deleted_count: int
    resumption_token: str | None
    """Asks for the next page; None on the last."""


@dataclass(frozen=True, slots=True)
class OaiListing:
    """Lists arXiv by days and sets; every day of a set is a restart point of its own.

    Windows are small because resumption tokens expire: then one day is listed again, not everything.
    """

    client: Client
    url: str
    sets: tuple[str, ...]
    from_date: date
    until_date: date
    """The last day to list; it should be over, for a day's listing grows until its end."""

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Yield one listing per set and day that no earlier night has listed to its end.

        A weekday on which no set holds anything is doubtful: arXiv announces from Monday to Friday.
        """
        for day in self._days():
            windows = [Window("oai", part, day, day) for part in self.sets]
            found = {
                window: tuple(self._records(window)) for window in windows if not progress.has_listed(window)
            }
            is_doubtful = (
                day.isoweekday() in _WEEKDAYS and len(found) == len(windows) and not any(found.values())
            )
            for window, candidates in found.items():
                yield Listing(candidates, window, is_doubtful)

    def _days(self) -> Iterator[date]:
        day = self.from_date
        while day <= self.until_date:
            yield day
            day += timedelta(days=1)

    def _records(self, window: Window) -> Iterator[Candidate]:
        about = str(window)
        url = first_page_url(self.url, window)
        while True:
            page = self.client.get_parsed(url, about, partial(parse_page, about=about))
            yield from page.candidates
            if page.resumption_token is None:
                return
            url = next_page_url(self.url, page.resumption_token)


def first_page_url(base: str, window: Window) -> str:
    """Return the URL of a window's first page."""
    query = {
        "verb": "ListRecords",
        "metadataPrefix": METADATA_PREFIX,
        "set": window.part,
        "from": window.from_date.isoformat(),
        "until": window.until_date.isoformat(),
    }
    return f"{base}?{urlencode(query)}"


def next_page_url(base: str, token: str) -> str:
    """Return the URL of the page a resumption token stands for."""
    return f"{base}?{urlencode({'verb': 'ListRecords', 'resumptionToken': token})}"


def parse_page(body: bytes, about: str) -> OaiPage:
    """Read one answer to ``ListRecords`` or ``GetRecord``.

    Args:
        body: The XML.
        about: The window, for the message.

    Returns:
        The records in their order.

    Raises:
        TransientPaperError: Broken XML, an empty page that should hold records, or an expired token.
        FinalPaperError: The server says that the request is wrong.
    """
    root = read_xml(body, about, "listing")
    if etree.QName(root).localname != "OAI-PMH":
        raise TransientPaperError(about, "broken_listing", "the answer is not an OAI-PMH listing")
    for refusal in _children(root, "error"):
        code = refusal.get("code", "")
        if code == "noRecordsMatch":
            return OaiPage((), 0, None)
        message = f"the server answers {code}: {(refusal.text or '').strip()}"
        if code == "badResumptionToken":
            raise TransientPaperError(about, "token_expired", message, "the window is listed anew")
        raise FinalPaperError(about, "refused_listing", message, "check the sets and dates in the settings")
    records = list(root.iterfind("{*}ListRecords/{*}record")) + list(root.iterfind("{*}GetRecord/{*}record"))
    if not records:
        raise TransientPaperError(about, "empty_listing", "the page holds no record, which none should")
    offered = [_candidate(record) for record in records]
    token = (root.findtext("{*}ListRecords/{*}resumptionToken") or "").strip()
    candidates = tuple(candidate for candidate in offered if candidate is not None)
    return OaiPage(candidates, len(records) - len(candidates), token or None)


def _candidate(record: etree._Element) -> Candidate | None:
    """Read a record; None for one that offers no paper, as when it was deleted."""
    header = record.find("{*}header")
    metadata = record.find("{*}metadata")
    if metadata is None or len(metadata) == 0 or (header is not None and header.get("status") == "deleted"):
        return None
    paper = metadata[0]
    if not text_of(paper, "id"):
        return None
    versions = [int(version.get("version", "v0")[1:]) for version in _children(paper, "version")]
    newest = list(_children(paper, "version"))[-1:]
    comments = text_of(paper, "comments")
    return arxiv_candidate(
        text_of(paper, "id"),
        version=max(versions, default=None),
        title=text_of(paper, "title"),
        authors=_authors(paper),
        abstract=text_of(paper, "abstract"),
        categories=tuple(text_of(paper, "categories").split()),
        licence=text_of(paper, "license"),
        published_on=_published_on(paper),
        # arXiv marks a withdrawn version by an empty file and says so in the comments.
        is_withdrawn="withdrawn" in comments.lower() and _is_empty(newest),
    )


def _is_empty(versions: list[etree._Element]) -> bool:
    return all(text_of(version, "size") in ("", "0kb") for version in versions)


def _authors(paper: etree._Element) -> tuple[str, ...]:
    names = [
        " ".join(
            filter(
                None, (text_of(author, "forenames"), text_of(author, "keyname"), text_of(author, "suffix"))
            )
        )
        for author in paper.iterfind("{*}authors/{*}author")
    ]
    if names:
        return tuple(names)
    line = text_of(paper, "authors")
    while line != (shorter := _IN_BRACKETS.sub("", line)):  # affiliations, which may be nested
        line = shorter
    return tuple(name for name in _AND.split(line) if name)


def _published_on(paper: etree._Element) -> date | None:
    if created := text_of(paper, "created"):
        return date.fromisoformat(created)
    first = next(_children(paper, "version"), None)
    return _date_of_mail(text_of(first, "date")) if first is not None else None


def _date_of_mail(text: str) -> date | None:
    try:
        moment: datetime = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.date()


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from element.iterfind(f"{{*}}{name}")
