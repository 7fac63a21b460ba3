"""Citations as papers print them: ``[41]``, ``(Vaswani et al., 2017)``, ``Wu et al. (2016)``."""

from __future__ import annotations

import re
from functools import lru_cache

_YEAR = r"(?:19|20)\d\d[a-z]?"
_SURNAME = r"(?:(?:van|von|de|der|den|la|le|el|al)\s)*[A-Z][\w'’`´-]+"
_AUTHORS = rf"{_SURNAME}(?:(?:,\s|\s?&\s?|\sand\s|\s){_SURNAME})*(?:\s?et\s?al\.?)?"
_SEVERAL = rf"{_AUTHORS}[.,]*\s\(?{_YEAR}\)?(?:\s?[,;]\s?(?:{_AUTHORS},?\s)?{_YEAR})*"
_KEY = r"(?:[A-Z][A-Za-z+]{0,6})?\d[\w+]*"
_UNRESOLVED = (
    r"(?:[A-Za-z]+(?:19|20)?\d\d[A-Za-z]+\w*|[A-Za-z][\w-]*(?:19|20)\d\d[a-z]?|DBLP:[\w/.-]+"
    r"|[a-z]+(?:_[a-z]+)+)"
)
"""The key a source cites by, where the converter of a page has not found the reference: ``wu2016google``."""

_VENUE = (
    r"(?:arXiv|arxiv|CVPR|ICCV|ECCV|WACV|BMVC|NeurIPS|NIPS|ICLR|ICML|AAAI|IJCAI|ACL|EMNLP|NAACL|EACL|COLING|TACL|"
    r"T?PAMI|ICASSP|Interspeech|KDD|SIGIR|ICIP)"
)

_CONTESTS = "".join(rf"(?<!\b{name}\s)" for name in ("CoNLL", "ILSVRC", "IWSLT", "VOC", "WMT"))
_YEAR_ALONE = rf"(?<=[A-Z0-9]\s){_CONTESTS}\(20[0-2]\d[a-z]?\)"
"""``NetA-S1 (2023b)``: a model and its year; of an author (``Huang (2015)``) or a contest it is part of the name."""

ATTACHED = (
    rf"(?:\[\s?{_KEY}(?:\s?[,;–-]\s?{_KEY})*\s?\]"
    rf"|\((?:see |e\.g\.,? |cf\. )?{_SEVERAL}\s?\)"
    rf"|\[{_SEVERAL}\s?\]"
    rf"|{_YEAR_ALONE}"
    rf"|[\[(]{_VENUE}[\s,]{{0,2}}[’']?(?:(?:19|20)\d\d(?:[-./]\d\d)?|\d\d)[\])]"
    rf"|[\[(]{_UNRESOLVED}(?:\s?[,;]\s?{_UNRESOLVED})*[)\]])"
)
"""Pattern of a citation that follows what it is for."""
_IN_SENTENCE = (
    rf"(?:{_AUTHORS},?\s?\(\s?{_YEAR}\s?\)"
    rf"|{_SURNAME}(?:\s(?:and|&)\s{_SURNAME}|\s?et\s?al\.),?\s{_YEAR}"
    rf"|{_SURNAME}\s?et\s?al\.?)"
)
_ATTACHED = re.compile(ATTACHED)
_AFTER_NAME = re.compile(
    rf"\A(?P<name>(?=\S*[A-Z0-9]).*?[\w)\]])(?<!\bof)(?<!\bby)(?<!\bfrom)(?<!\bin)(?<!\bto)(?<!\band)(?<!\bwith)\s"
    rf"{_SURNAME}(?:(?:,\s{_SURNAME})*,?\s(?:and|&)\s{_SURNAME}|\s?et\s?al\.?),?\s?\(\s?{_YEAR}\s?\)\Z"
)
"""A citation whose authors the converter of a page has left outside its brackets: ``NetA-B Wu et al. (2016)``."""
_CITATIONS_ALONE = re.compile(rf"(?:{ATTACHED}[\s,]*)+")
_CITATION = re.compile(f"{ATTACHED}|{_IN_SENTENCE}")


@lru_cache(maxsize=8192)
def has_citation(text: str) -> bool:
    """Tell whether a text carries a citation in any form."""
    return _CITATION.search(text) is not None


def is_citation(text: str) -> bool:
    """Tell whether a text is one or several citations in brackets and nothing else: ``[3][ICLR23]``."""
    return _CITATIONS_ALONE.fullmatch(text.strip()) is not None


@lru_cache(maxsize=8192)
def without_citations(text: str) -> str:
    """Return a name without the citations attached to it; one that consists of a citation stays."""
    text = text.strip()
    bare = " ".join(_ATTACHED.sub(" ", _AFTER_NAME.sub(r"\g<name>", text)).split()).strip(" ,;")
    return bare or text


def attached_citations(text: str) -> list[tuple[int, int]]:
    """Return where a text holds citations attached to what stands before them."""
    return [match.span() for match in _ATTACHED.finditer(text)]


def is_cited_at(text: str, position: int) -> bool:
    """Tell whether a citation is attached to what ends at a position of a text."""
    return _ATTACHED.match(text, position) is not None or _ATTACHED.match(text, position + 1) is not None
