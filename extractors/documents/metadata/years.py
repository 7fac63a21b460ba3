"""The year of a paper, from what it prints, what its file states and what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

_YEAR = re.compile(r"(?<![\d.:/–-])(?:19[5-9]\d|20\d\d)(?![\d:]|[.–-]\d)")
_STATED = re.compile(
    r"(?:conference|proceedings|workshop|symposium|copyright|©|published|NIPS|NeurIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|"
    r"NAACL|AAAI|KDD|review|preprint|submitted|accepted|received|available online|technical report|vol(?:ume|\.)|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\D{0,80}?(?:\d{1,2}(?:st|nd|rd|th)?,?\s+|\b)(?P<year>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_CREATED = re.compile(r"D:(\d{4})")
_LONGEST_GAP_YEARS = 2
"""A file made later than this after the newest work it cites is a copy: its date says nothing of the paper."""
_MOST_AHEAD_YEARS = 2
"""A paper cites works that are to appear, but none of a later year than this after its own."""
_RARE_SHARE = 0.02


def stated_year(marginal_texts: Iterable[str]) -> int | None:
    """Return the year that is printed at the head or foot of the first page, with what it is the year of."""
    for text in marginal_texts:
        if match := _STATED.search(text):
            return int(match["year"])
    return None


def newest_cited_year(references: Iterable[str], latest: int | None = None) -> int | None:
    """Return the year of the newest work in a bibliography.

    Args:
        references: Its entries. Page numbers look like years: a newest year that one entry in fifty or fewer has
            counts only where it is near the next one.
        latest: Years after this one cannot be.
    """
    years: dict[int, int] = {}
    count = 0
    for entry in references:
        count += 1
        for year in {int(match) for match in _YEAR.findall(entry)}:
            if latest is None or year <= latest:
                years[year] = years.get(year, 0) + 1
    ordered = sorted(years, reverse=True)
    for newest, next_one in pairwise(ordered):
        is_rare = years[newest] <= max(1.0, _RARE_SHARE * count)
        if not is_rare or newest - next_one <= 1:
            return newest
    return ordered[-1] if ordered else None


def year_of_file(metadata: Mapping[str, str], references: Iterable[str]) -> int | None:
    """Return the year that a file's own metadata and the works it cites agree on.

    The subject names the conference in files of proceedings. The date of the file is that of the paper only when it
    is not long after the newest work cited; without one, that work dates the paper.
    """
    if match := _YEAR.search(metadata.get("Subject", "")):
        return int(match[0])
    made = _made(metadata)
    cited = newest_cited_year(references, made)
    if made is None or cited is None:
        return made or cited
    return made if made - cited <= _LONGEST_GAP_YEARS else cited


def is_outdated(year: int, metadata: Mapping[str, str], references: Iterable[str]) -> bool:
    """Tell whether a printed year is older than what the paper cites, as one left over from a template is."""
    cited = newest_cited_year(references, _made(metadata))
    return cited is not None and cited - year > _MOST_AHEAD_YEARS


def _made(metadata: Mapping[str, str]) -> int | None:
    created = _CREATED.match(metadata.get("CreationDate", ""))
    return int(created[1]) if created else None
