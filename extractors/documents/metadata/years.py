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
_EARLY_CONFERENCE = re.compile(
    r"\b(?:CVPR|ICLR|AAAI|WACV)\b|Computer Vision and Pattern Recognition|Learning Representations"
    r"|AAAI Conference|Winter Conference"
)
"""Conferences of January to June; their papers are due from July to November of the year before."""
_UNPUBLISHED = re.compile(r"under review|submitted|preprint", re.IGNORECASE)
_CREATED = re.compile(r"D:(\d{4})")
_LONGEST_GAP_YEARS = 2
"""A file made later than this after the newest work it cites is a copy: its date says nothing of the paper."""
_MOST_AHEAD_YEARS = 2
"""A paper cites works that are to appear, but none of a later year than this after its own."""
_RARE_SHARE = 0.02


def stated_year(marginal_texts: Iterable[str]) -> tuple[int | None, str]:
    """Return the year that is printed at the head or foot of the first page, and the text that says of what."""
    for text in marginal_texts:
        if match := _STATED.search(text):
            return int(match["year"]), text
    return None, ""


def first_year(year: int, venue: str, references: Iterable[str]) -> int:
    """Return the year in which a paper of proceedings was first made public, as far as it tells.

    Some conferences meet in the first half of a year and take papers in the year before. One that cites nothing of the
    year of its proceedings, and works of the year before, was written then.

    Args:
        year: That of the proceedings.
        venue: What says so: a line of the first page, or the file's subject.
        references: The entries of the bibliography.
    """
    if not _EARLY_CONFERENCE.search(venue) or _UNPUBLISHED.search(venue):
        return year
    return year - 1 if newest_cited_year(references, year) == year - 1 else year


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
    entries = list(references)
    subject = metadata.get("Subject", "")
    if match := _YEAR.search(subject):
        return first_year(int(match[0]), subject, entries)
    made = _made(metadata)
    cited = newest_cited_year(entries, made)
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
