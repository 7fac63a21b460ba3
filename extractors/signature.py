"""What tells a work from all others whatever file it comes as: its identifiers and a sketch of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from extractors.documents.model import Document, ParagraphKind
from extractors.records import WorkSignature

SKETCH_SIZE = 256
"""Hashes kept of a text; the share two sketches have in common is then right to about 0.03."""

Hashes = npt.NDArray[np.uint64]

_WINDOW = 32
"""Letters of one passage: about six words, which two works seldom share by chance."""
_LEAST_LETTERS = 1_000
"""A shorter text is no sample of a work."""
_MOST_LETTERS = 400_000
_BASE = np.uint64(0x9E3779B97F4A7C15)
_NOT_A_LETTER = re.compile(r"[^a-z]+")
_OPENING_PARAGRAPHS = 12

_IDENTIFIERS = (
    ("doi", re.compile(r"\b(?:doi:?|doi\.org/)\s*(10\.\d{4,9}/[^\s\"'<>,;\])}]+)", re.IGNORECASE)),
    ("acl", re.compile(r"aclanthology\.org/((?:[A-Z]\d{2}-\d{4})|(?:\d{4}\.[a-z\d-]+\.\d+))", re.IGNORECASE)),
    ("openreview", re.compile(r"openreview\.net/(?:forum|pdf)\?id=([\w-]{6,})", re.IGNORECASE)),
)


def signature_of(document: Document) -> WorkSignature:
    """Return what a document shows of the work it is a file of.

    Args:
        document: The document.

    Returns:
        Title, authors and year as the document states them, the identifiers it prints of itself, and the sketch.
    """
    prose = [p.text for p in document.paragraphs if p.kind is not ParagraphKind.FOOTNOTE]
    sketch, passage_count = sketch_of(prose)
    return WorkSignature(
        title=document.title,
        authors=document.authors,
        year=document.year,
        identifiers=_own_identifiers(document),
        sketch=sketch,
        passage_count=passage_count,
    )


def sketch_of(texts: Iterable[str]) -> tuple[tuple[int, ...], int]:
    """Return a bottom-k sketch of a text and how many different passages it has.

    A passage is 32 letters in a row. Only letters count: spaces, hyphens, digits and case are where formats and
    readers differ. Of the hashes of all passages the sketch keeps the smallest, so that two sketches can be compared
    as if all passages were.

    Args:
        texts: The paragraphs in reading order.
    """
    letters = _NOT_A_LETTER.sub("", " ".join(texts).lower())[:_MOST_LETTERS]
    if len(letters) < _LEAST_LETTERS:
        return (), 0
    codes = np.frombuffer(letters.encode("ascii"), dtype=np.uint8).astype(np.uint64)
    hashes = np.zeros(len(codes) - _WINDOW + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(_WINDOW):
            hashes = hashes * _BASE + codes[offset : offset + len(hashes)]
        hashes = _mixed(hashes)
    distinct = np.unique(hashes)
    return tuple(int(value) for value in distinct[:SKETCH_SIZE]), len(distinct)


def _mixed(values: Hashes) -> Hashes:
    """Spread hashes evenly, as the finaliser of SplitMix64 does."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _own_identifiers(document: Document) -> tuple[str, ...]:
    """Identifiers printed before the first section has begun: further down they are those of cited works."""
    opening = " ".join(
        p.text
        for p in document.paragraphs[:_OPENING_PARAGRAPHS]
        if (p.section or 0) == 0 and p.place.page in (None, 1)
    )
    found = [f"arxiv:{document.arxiv_id}"] if document.arxiv_id else []
    for kind, pattern in _IDENTIFIERS:
        values = {match[1].rstrip(".").lower() for match in pattern.finditer(opening)}
        # Two of one kind: at least one is not the work's own.
        if len(values) == 1:
            found.append(f"{kind}:{values.pop()}")
    return tuple(found)
