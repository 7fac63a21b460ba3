"""Title, authors, identifier and year from the first page, the margin and the metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.paragraphs import join_lines

STAMP = re.compile(
    r"arXiv:\s*(?P<id>\d{4}\.\d{4,5}|(?!submit)[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?"
    r"(?:\s*\[[^\]]*\])?(?:\s*\d{1,2}\s+[A-Z][a-z]{2}\s+(?P<year>\d{4}))?"
)
_YEAR_LINE = re.compile(
    r"(?:conference|proceedings|workshop|copyright|©|published|NIPS|NeurIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|"
    r"NAACL|AAAI|KDD|review|preprint|submitted|accepted)\D{0,80}?\b(?P<year>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"@|universit|institut|\bresearch\b|google|facebook|microsoft|\bmeta\b|\binc\b|department|school|college|"
    r"laborator|\bai\b|openai|deepmind|academy|http|www|abstract|equal contribution|\blab\b|corporation|amazon|"
    r"nvidia|baidu|tencent",
    re.IGNORECASE,
)
_HEAD_SHARE, _FOOT_SHARE = 0.12, 0.78
"""A conference prints its year in the head or at the foot of the first page."""
_MARKS = re.compile(r"(?:\^\{?[^\s\w{}]+\}?|\^\{?\d\}?)$")
_NAME = re.compile(r"^[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|van|von|de|der|den|le|la|al|bin|du|da)){1,4}$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What identifies a paper, as far as it prints it."""

    title: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str | None = None
    version: int | None = None
    year: int | None = None
    title_lines: frozenset[int] = frozenset()
    """Identities (`id`) of the lines of title and authors."""


def read_front_matter(view: PageView, dropped: set[int], metadata: Mapping[str, str]) -> FrontMatter:
    """Return what the first page says about the paper.

    Args:
        view: The main view of the first page.
        dropped: Identities of lines that are page furniture or stand in captions and tables.
        metadata: The file's document information.
    """
    arxiv_id, version, year = _stamp(view)
    lines = [line for line in view.lines if id(line) not in dropped and not STAMP.match(line.text)]
    title_lines = _title_lines(lines, view)
    title = _MARKS.sub("", join_lines(title_lines)) or metadata.get("Title", "")
    after = [line for line in lines if title_lines and line.y > title_lines[-1].y]
    author_lines = _author_lines(sorted(after, key=lambda line: (line.y, line.x0)))
    if year is None:
        year = _stated_year(view, metadata)
    return FrontMatter(
        title,
        _names(author_lines),
        arxiv_id,
        version,
        year,
        frozenset(id(line) for line in (*title_lines, *author_lines)),
    )


def _stamp(view: PageView) -> tuple[str | None, int | None, int | None]:
    for text in (view.margin_text, *(line.text for line in view.lines[:3])):
        match = STAMP.search(text)
        if match:
            version, year = match["version"], match["year"]
            return match["id"], int(version) if version else None, int(year) if year else None
    return None, None, None


def _stated_year(view: PageView, metadata: Mapping[str, str]) -> int | None:
    for line in view.lines:
        is_marginal = line.y < _HEAD_SHARE * view.height or line.y > _FOOT_SHARE * view.height
        if is_marginal and (match := _YEAR_LINE.search(line.text)):
            return int(match["year"])
    match = re.match(r"D:(\d{4})", metadata.get("CreationDate", ""))
    return int(match[1]) if match else None


def _title_lines(lines: Sequence[Line], view: PageView) -> list[Line]:
    """Return the lines set in the largest size of the upper half of the page."""
    upper = [
        line for line in lines if line.y < 0.5 * view.height and sum(c.isalpha() for c in line.text) >= 4
    ]
    if not upper:
        return []
    largest = max(line.size for line in upper)
    title = sorted((line for line in upper if line.size > 0.93 * largest), key=lambda line: line.y)
    block = title[:1]
    for line in title[1:]:
        if line.y - block[-1].y < 2.2 * largest and line.y - block[-1].y > 0.5:
            block.append(line)
    return block


def _author_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines between title and abstract."""
    found: list[Line] = []
    for line in lines:
        if re.match(r"^(?:abstract|1\.?\s+introduction|introduction)\b", line.text.strip(), re.IGNORECASE):
            return found
        found.append(line)
        if len(found) > 80 or (
            line.is_prose and len(line.words) > 9 and not re.search(r"[,@*†‡^]", line.text)
        ):
            break
    return []


def _names(lines: Sequence[Line]) -> tuple[str, ...]:
    names: list[str] = []
    for line in lines:
        if _AFFILIATION.search(line.text):
            continue
        text = re.sub(r"\^\{[^}]*\}|\^\S|[*†‡§¶\d]", " ", line.text)
        for part in re.split(r",|;|\band\b|&|\s{2,}", text):
            name = " ".join(part.split()).strip(" .,")
            if _NAME.match(name) and name not in names:
                names.append(name)
    return tuple(names)
