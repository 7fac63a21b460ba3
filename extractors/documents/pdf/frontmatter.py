"""Title, authors, identifier and year: where a PDF has them on its first page, in the margin and in its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.documents.metadata import FrontMatter
from extractors.documents.metadata.authors import names_of_printed, names_of_stated
from extractors.documents.metadata.titles import best_title, is_no_title, is_readable
from extractors.documents.metadata.years import first_year, is_outdated, stated_year, year_of_file
from extractors.documents.pdf.lines import Line, in_rows
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.paragraphs import join_lines

ARXIV_STAMP = re.compile(
    r"arXiv:\s*(?P<id>\d{4}\.\d{4,5}|(?!submit)[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?"
    r"(?:\s*\[[^\]]*\])?(?:\s*\d{1,2}\s+[A-Z][a-z]{2}\s+(?P<year>\d{4}))?"
)
"""What arXiv prints in the margin of the first page: ``arXiv:1512.03385v1 [cs.CV] 10 Dec 2015``."""
_HEAD_SHARE, _FOOT_SHARE = 0.12, 0.78
"""A conference prints its year in the head or at the foot of the first page."""
_MARKS = re.compile(r"(?:\^\{?[^\s\w{}]+\}?|\^\{?\d\}?)$")
_SAME_SIZE_SHARE = 0.93
_CAPITALS_SHARE = 0.3
"""Of a title in small capitals, so many words begin with a large one; an initial over two lines is one of many."""
_SMALL_CAPITALS_SHARE = 0.72
_MOST_TITLE_SIZES = 4
_MOST_AUTHOR_LINES = 80
_LONGEST_NAME_LINE = 9
"""Words of a line without commas and marks that is prose, not names."""
_LOWER_SHARE = 0.5
_NAME_GAP_SHARE = 1.5
"""Names side by side are this much further apart than the words of each."""


@dataclass(frozen=True, slots=True)
class PdfFrontMatter(FrontMatter):
    """What identifies a paper, and where its first page prints that."""

    venue: str = ""
    """The line that states the year, where it is not the stamp of arXiv."""
    title_lines: frozenset[int] = frozenset()
    """Identities (`id`) of the lines of title and authors."""


def read_front_matter(view: PageView, dropped: set[int], metadata: Mapping[str, str]) -> PdfFrontMatter:
    """Return what the first page says about the paper.

    Args:
        view: The main view of the first page.
        dropped: Identities of lines that are page furniture or stand in captions and tables.
        metadata: The file's document information.
    """
    arxiv_id, version, year = _stamp(view)
    lines = [line for line in view.lines if id(line) not in dropped and not ARXIV_STAMP.match(line.text)]
    texts = [line.text for line in view.lines]
    title_lines = _title_lines(lines, view, texts)
    title = best_title(_MARKS.sub("", join_lines(title_lines)), metadata.get("Title", ""), texts)
    after = [line for line in lines if title_lines and line.y > title_lines[-1].y]
    author_lines, is_ended = _author_lines(in_rows(after))
    authors = names_of_printed([part for line in author_lines for part in _names_apart(line)])
    stated = names_of_stated(metadata.get("Author", ""))
    return PdfFrontMatter(
        title,
        tuple(_agreed(authors, stated)),
        arxiv_id,
        version,
        *((year, "") if year else stated_year(_marginal(view))),
        frozenset(id(line) for line in (*title_lines, *(author_lines if is_ended else ()))),
    )


def with_year_of_file(
    front: PdfFrontMatter, metadata: Mapping[str, str], references: Sequence[str]
) -> PdfFrontMatter:
    """Return the front matter with the year from metadata and bibliography, where the first page states none.

    A year that is not in arXiv's stamp may be that of a template.
    """
    if front.year and (front.arxiv_id or not is_outdated(front.year, metadata, references)):
        return replace(front, year=first_year(front.year, front.venue, references))
    return replace(front, year=year_of_file(metadata, references))


def _stamp(view: PageView) -> tuple[str | None, int | None, int | None]:
    for text in (view.margin_text, *(line.text for line in view.lines[:3])):
        match = ARXIV_STAMP.search(text)
        if match:
            version, year = match["version"], match["year"]
            return match["id"], int(version) if version else None, int(year) if year else None
    return None, None, None


def _marginal(view: PageView) -> Iterator[str]:
    for line in view.lines:
        if line.y < _HEAD_SHARE * view.height or line.y > _FOOT_SHARE * view.height:
            yield line.text


def _title_lines(lines: Sequence[Line], view: PageView, texts: Sequence[str]) -> list[Line]:
    """Return the lines set in the largest size of the upper half of the page that can be a title.

    Labels such as ``ARTICLE`` and the name of the journal may be larger: the next size is looked at then.
    """
    upper = [
        line for line in lines if line.y < 0.5 * view.height and sum(c.isalpha() for c in line.text) >= 4
    ]
    tried: set[int] = set()
    first: list[Line] = []
    for _ in range(_MOST_TITLE_SIZES):
        left = [line for line in upper if id(line) not in tried]
        if not left:
            break
        largest = max(map(_display_size, left))
        block = _block(sorted(left, key=lambda line: line.y), largest)
        first = first or block
        title = join_lines(block)
        if is_readable(title) and not is_no_title(title, texts):
            return block
        tried |= {id(line) for line in block}
    return first


def _display_size(line: Line) -> float:
    """Return the font size of a line, that of its large capitals where it is set in small ones."""
    sizes = [word.size for word in line.words if any(map(str.isalpha, word.text))]
    largest = max(sizes, default=line.size)
    share = sum(size > _SAME_SIZE_SHARE * largest for size in sizes) / max(1, len(sizes))
    return largest if len(sizes) > 1 and share >= _CAPITALS_SHARE else line.size


def _block(lines: Sequence[Line], largest: float) -> list[Line]:
    """Return the first consecutive lines of a size, with those that continue them in small capitals alone."""
    block: list[Line] = []
    for line in lines:
        if block and not 0.5 < line.y - block[-1].y < 2.2 * largest:
            continue
        is_of_size = _display_size(line) > _SAME_SIZE_SHARE * largest
        goes_on = (
            bool(block)
            and line.size > _SMALL_CAPITALS_SHARE * largest
            and line.text.isupper()
            and block[-1].text.endswith(("-", "\u00ad"))
        )
        if is_of_size or goes_on:
            block.append(line)
    return block


def _author_lines(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines between title and abstract, and whether the abstract or the introduction ends them."""
    found: list[Line] = []
    for line in lines:
        if re.match(r"^(?:abstract|1\.?\s+introduction|introduction)\b", line.text.strip(), re.IGNORECASE):
            return found, True
        if len(found) > _MOST_AUTHOR_LINES or _is_running_text(line):
            break
        found.append(line)
    return found, False


def _is_running_text(line: Line) -> bool:
    if not line.is_prose or len(line.words) <= _LONGEST_NAME_LINE:
        return False
    lower = sum(word.text[:1].islower() for word in line.words)
    return lower > _LOWER_SHARE * len(line.words) or not re.search(r"[,@*†‡^]", line.text)


def _names_apart(line: Line) -> Iterator[str]:
    """Yield the parts of a line that stand further apart than its words."""
    gaps = [right.x0 - left.x1 for left, right in zip(line.words, line.words[1:], strict=False)]
    usual = min(gaps, default=0.0)
    parts = [[line.words[0].text]]
    for gap, word in zip(gaps, line.words[1:], strict=True):
        if gap > _NAME_GAP_SHARE * usual and gap > 0.3 * line.size:
            parts.append([])
        parts[-1].append(word.text)
    yield from (" ".join(part) for part in parts)


def _agreed(printed: Sequence[str], stated: Sequence[str]) -> Sequence[str]:
    """Return the authors as printed, or as the file states them where the page gives none of them first."""
    if not stated or (printed and printed[0].split()[-1].lower() in " ".join(stated).lower()):
        return printed
    return stated
