"""Candidates of remote sources, what became of them, and the rows of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from extractors.records import Candidate, Fallback, PaperRecord
from warehouse.columns import ArrowColumn
from warehouse.items import Failure


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, and whether its text is wanted."""

    candidate: Candidate
    is_relevant: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a candidate this night."""

    candidate_id: str
    document_id: str | None
    """None when nothing could be fetched."""
    failure: Failure | None
    fallbacks: tuple[Fallback, ...] = ()


_TEXT, _TEXTS, _FLAG = pa.string(), pa.list_(pa.string()), pa.bool_()

CANDIDATE_COLUMNS: dict[str, ArrowColumn[Judged]] = {
    "candidate_id": (_TEXT, lambda j: j.candidate.candidate_id),
    "paper_id": (_TEXT, lambda j: j.candidate.paper.paper_id),
    "arxiv_id": (_TEXT, lambda j: j.candidate.paper.arxiv_id),
    "version": (pa.int32(), lambda j: j.candidate.version),
    "origin": (_TEXT, lambda j: j.candidate.origin),
    "title": (_TEXT, lambda j: j.candidate.paper.title or None),
    "authors": (_TEXTS, lambda j: list(j.candidate.paper.authors) or None),
    "abstract": (_TEXT, lambda j: j.candidate.abstract or None),
    "categories": (_TEXTS, lambda j: list(j.candidate.categories) or None),
    "licence": (_TEXT, lambda j: j.candidate.licence or None),
    "published_on": (pa.date32(), lambda j: j.candidate.paper.published_on),
    "year": (pa.int32(), lambda j: j.candidate.paper.year),
    "url": (_TEXT, lambda j: j.candidate.paper.url or None),
    "is_withdrawn": (_FLAG, lambda j: j.candidate.is_withdrawn),
    "is_relevant": (_FLAG, lambda j: j.is_relevant),
    "relevance_reasons": (_TEXTS, lambda j: list(j.reasons)),
}

TRIED_COLUMNS: dict[str, ArrowColumn[Tried]] = {
    "candidate_id": (_TEXT, lambda t: t.candidate_id),
    "document_id": (_TEXT, lambda t: t.document_id),
    "error_class": (_TEXT, lambda t: t.failure and t.failure.error_class),
    "reason": (_TEXT, lambda t: t.failure and t.failure.reason),
    "message": (_TEXT, lambda t: t.failure and t.failure.message),
}

FALLBACK_COLUMNS: dict[str, ArrowColumn[tuple[str, int, Fallback]]] = {
    "candidate_id": (_TEXT, lambda row: row[0]),
    "position": (pa.int32(), lambda row: row[1]),
    "url": (_TEXT, lambda row: row[2].url),
    "error_class": (_TEXT, lambda row: "final" if row[2].is_final else "transient"),
    "reason": (_TEXT, lambda row: row[2].reason),
    "message": (_TEXT, lambda row: row[2].message),
}


def candidate_of(row: tuple[Any, ...]) -> Candidate:
    """Return a candidate from a row of `core.candidates`."""
    candidate_id, paper_id, title, authors, arxiv_id, published_on, year, url, *rest = row
    origin, version, abstract, categories, licence, is_withdrawn = rest
    paper = PaperRecord(paper_id, title or "", tuple(authors or ()), arxiv_id, published_on, year, url or "")
    return Candidate(
        candidate_id,
        paper,
        origin,
        version,
        abstract or "",
        tuple(categories or ()),
        licence or "",
        is_withdrawn,
    )
