"""One document as record linkage sees it, and the words two of them are compared by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_PARTICLES = frozenset({"jr", "sr", "ii", "iii", "phd"})


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """What is known of one document."""

    document_id: str
    paper_id: str
    """As its file and source state it; see `extractors.records.PaperRecord`."""
    titles: tuple[str, ...] = ()
    """As the document prints it, and as its source has it."""
    authors: tuple[str, ...] = ()
    year: int | None = None
    identifiers: frozenset[str] = frozenset()
    """Such as ``arxiv:1512.03385``, ``doi:10.1109/cvpr.2016.90``."""
    sketch: tuple[int, ...] = ()
    """The smallest hashes of its passages, ascending; empty where the text is not known."""
    own_results: frozenset[str] = field(default=frozenset(), compare=False)
    """Its own results, one word for each benchmark and value."""


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return a text in lower case without accents, its words separated by single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", bare.lower()).strip()


@lru_cache(maxsize=65536)
def person(name: str) -> tuple[str, str]:
    """Return family name and first initial of ``Kaiming He``, ``He, Kaiming`` and ``K. He``."""
    family, comma, given = name.partition(",")
    words = [word for word in plain(family).split() if word not in _PARTICLES]
    given_words = plain(given).split() if comma else words[:-1]
    return (words[-1] if words else "", given_words[0][0] if given_words else "")
