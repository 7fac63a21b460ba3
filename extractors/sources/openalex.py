"""OpenAlex: what a citation index knows about papers, asked for by DOI, many papers at once.

The manual: https://developers.openalex.org (guides ``filtering`` and ``page-through-results``, reference ``works``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field, ValidationError

from extractors.errors import TransientPaperError
from extractors.records import PaperMetadata
from extractors.sources.http.client import Client

PAPERS_PER_REQUEST = 50
"""A filter may hold 100 values, by earlier editions of the manual 50."""

_WORKS_PER_PAGE = 100
"""The most the manual allows; more than papers, for some DOIs have several works."""

_DOI_PREFIX = "https://doi.org/"
_ID_PREFIX = "https://openalex.org/"
# Identifiers from before 2007 may name a subject class, as in math.GT/0309136, which their DOIs leave out.
_SUBJECT_CLASS = re.compile(r"\.[a-z]{2}(?=/)")

_Count = Annotated[int, Field(ge=0, lt=2**31)]


class _Named(BaseModel):
    display_name: str | None = None


class _Location(BaseModel):
    source: _Named | None = None
    license: str | None = None


class _Work(BaseModel):
    """The fields that are asked for; any but the identifier may be null."""

    id: str
    doi: str | None = None
    cited_by_count: _Count | None = None
    referenced_works_count: _Count | None = None
    publication_year: _Count | None = None
    publication_date: date | None = None
    type: str | None = None
    is_retracted: bool | None = None
    primary_location: _Location | None = None
    primary_topic: _Named | None = None


class _Meta(BaseModel):
    count: int


class _Page(BaseModel):
    meta: _Meta
    results: list[Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """What OpenAlex says about a batch of papers."""

    metadata: tuple[PaperMetadata, ...]
    """One per paper, also for those that it does not know; where works are unreadable, only for those it does."""
    unreadable: tuple[str, ...] = ()
    """Works that are not described as the manual says, each with what is wrong."""


def arxiv_doi(arxiv_id: str) -> str:
    """Return the DOI that arXiv gives each of its papers, in lower case.

    Source: https://info.arxiv.org/help/doi.html.
    """
    return f"10.48550/arxiv.{_SUBJECT_CLASS.sub('', arxiv_id.lower())}"


def look_up(client: Client, url: str, paper_ids: Mapping[str, str], contact: str) -> Answered:
    """Ask what OpenAlex knows about papers.

    Args:
        client: The way out.
        url: Where works are listed.
        paper_ids: Paper id by DOI in lower case, at most `PAPERS_PER_REQUEST`.
        contact: Whom OpenAlex may write to; only a mail address is sent.

    Returns:
        What it says, a paper it does not know among them.

    Raises:
        PaperError: See `Client.get`; or the answer is not what it should be.
    """
    names = list(paper_ids.values())
    about = f"OpenAlex on {len(names)} papers, {names[0]} to {names[-1]}"
    parse = partial(parse_works, paper_ids=paper_ids, about=about)
    return client.get_parsed(works_url(url, paper_ids, contact), about, parse)


def works_url(url: str, dois: Iterable[str], contact: str) -> str:
    """Return the address of the works with these DOIs."""
    query = {
        "filter": f"doi:{'|'.join(dois)}",
        "select": ",".join(_Work.model_fields),
        "per_page": str(_WORKS_PER_PAGE),
        **({"mailto": contact} if "@" in contact else {}),
    }
    return f"{url}?{urlencode(query)}"


def parse_works(body: bytes, paper_ids: Mapping[str, str], about: str) -> Answered:
    """Read one list of works.

    Args:
        body: The JSON.
        paper_ids: Paper id by DOI in lower case, as asked for.
        about: What was asked for, for the message.

    Returns:
        What the list says, by paper.

    Raises:
        TransientPaperError: Not a list of works, or not all of them.
    """
    try:
        page = _Page.model_validate_json(body)
    except ValidationError as error:
        raise TransientPaperError(
            about, "broken_answer", f"the answer is no list of works: {_first(error)}"
        ) from error
    if page.meta.count > len(page.results):
        raise TransientPaperError(
            about,
            "incomplete_answer",
            f"the answer holds {len(page.results)} of the {page.meta.count} works that match",
        )
    works, unreadable = dict[str, _Work](), list[str]()
    for raw in page.results:
        try:
            work = _Work.model_validate(raw)
        except ValidationError as error:
            name = raw.get("doi") or raw.get("id") if isinstance(raw, dict) else raw
            unreadable.append(f"{name}: {_first(error)}")
            continue
        doi = (work.doi or "").lower().removeprefix(_DOI_PREFIX)
        if doi not in works or _standing(work) > _standing(works[doi]):
            works[doi] = work
    return Answered(
        tuple(
            _metadata(paper_id, doi, works.get(doi))
            for doi, paper_id in paper_ids.items()
            if doi in works or not unreadable
        ),
        tuple(unreadable),
    )


def _first(error: ValidationError) -> str:
    one = error.errors(include_url=False)[0]
    return " ".join([*(f"{part}:" for part in one["loc"]), one["msg"]])


def _standing(work: _Work) -> tuple[int, str]:
    """Order works of one DOI: the most cited is the one that others mean."""
    return work.cited_by_count or 0, work.id


def _metadata(paper_id: str, doi: str, work: _Work | None) -> PaperMetadata:
    if work is None:
        return PaperMetadata(paper_id, doi)
    location, topic = work.primary_location or _Location(), work.primary_topic or _Named()
    return PaperMetadata(
        paper_id,
        doi,
        openalex_id=work.id.removeprefix(_ID_PREFIX),
        cited_by_count=work.cited_by_count,
        referenced_works_count=work.referenced_works_count,
        publication_year=work.publication_year,
        publication_date=work.publication_date,
        work_type=work.type,
        venue=location.source.display_name if location.source else None,
        licence=location.license,
        topic=topic.display_name,
        is_retracted=work.is_retracted,
    )
