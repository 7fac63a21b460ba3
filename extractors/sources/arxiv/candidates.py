"""Candidates from what arXiv says about a paper, and the XML it says that in."""

from __future__ import annotations

from datetime import date

from lxml import etree

from extractors.errors import TransientPaperError
from extractors.identity import arxiv_id_of, year_of
from extractors.records import Candidate, PaperRecord

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)


def read_xml(body: bytes, about: str, what: str) -> etree._Element:
    """Return the root of a listing.

    Args:
        body: The XML.
        about: What was asked for, for the message.
        what: What it should be, such as ``feed``, for the message.

    Raises:
        TransientPaperError: Broken XML.
    """
    try:
        return etree.fromstring(body, _PARSER)
    except etree.XMLSyntaxError as error:
        raise TransientPaperError(about, "broken_listing", f"the {what} is not XML: {error.msg}") from error


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of a child element with single spaces; empty where there is no such child."""
    return " ".join((element.findtext(f"{{*}}{name}") or "").split())


def arxiv_candidate(
    arxiv_id: str,
    *,
    version: int | None = None,
    title: str = "",
    authors: tuple[str, ...] = (),
    abstract: str = "",
    categories: tuple[str, ...] = (),
    licence: str = "",
    published_on: date | None = None,
    is_withdrawn: bool = False,
) -> Candidate:
    """Return a paper of arXiv as a candidate.

    Args:
        arxiv_id: Identifier without version.
        version: Which version; None where it is not known.
        title: Its title.
        authors: In printed order.
        abstract: Its abstract.
        categories: Such as ``cs.CV``, the primary one first.
        licence: URL of its licence.
        published_on: Day of its first version.
        is_withdrawn: True where arXiv says so.
    """
    page = f"https://arxiv.org/abs/{arxiv_id}"
    suffix = f"v{version}" if version else ""
    return Candidate(
        candidate_id=f"arxiv:{arxiv_id}{suffix}",
        paper=PaperRecord(
            paper_id=f"arxiv:{arxiv_id}",
            title=title,
            authors=authors,
            arxiv_id=arxiv_id,
            published_on=published_on,
            year=year_of(arxiv_id),
            url=page,
        ),
        origin=page + suffix,
        version=version,
        abstract=abstract,
        categories=categories,
        licence=licence,
        is_withdrawn=is_withdrawn,
    )


def candidate_of_id(text: str) -> Candidate | None:
    """Return a bare arXiv identifier, with or without version, as a candidate; None when it is not one."""
    found = arxiv_id_of(text.strip().removeprefix("arXiv:").removeprefix("arxiv:"))
    return arxiv_candidate(found[0], version=found[1]) if found else None
