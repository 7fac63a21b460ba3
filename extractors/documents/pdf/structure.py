"""Headings, and the entries of the bibliography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.documents.model import Section
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.paragraphs import Block, join_lines

_NUMBERED = re.compile(
    r"^(?:(?:Appendix|APPENDIX)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2}){0,3}|[IVX]{1,5})"
    r"(?:[.:)]\s*|\s+)(?P<title>[A-Z“\"(\d].*)$"
)
_PLAIN = re.compile(
    r"^(?:abstract|introduction|related works?|background|methods?|approach|experiments?|results?|discussion|"
    r"conclusions?|acknowledge?ments?|references|bibliography|appendix|appendices|supplementary materials?|"
    r"broader impacts?|limitations|ethics statement|reproducibility statement|future work|checklist|funding|"
    r"contents)\b.{0,40}$",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"^(?:references|bibliography|literature cited|references and notes)\W*$", re.IGNORECASE
)
_APPENDIX = re.compile(r"^(?:appendix|appendices|supplementary|supplemental)", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+$")
_LETTERED = re.compile(r"[A-Z](?:\.|$)")
_ENTRY_MARK = re.compile(r"\[\w.{0,12}?\]|\d{1,3}\.\s")
_MARKED_SHARE, _INDENTED_SHARE = 0.15, 0.3
"""Of the lines of a bibliography, when entries are marked, and when they hang."""
_MAX_HEADING_LENGTH, _MAX_HEADING_LINES, _MAX_HEADING_WORDS = 120, 3, 12
_LARGER_SHARE = 1.08


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as found, before its appendix state is known."""

    number: str
    title: str
    level: int


def as_heading(block: Block, body_size: float) -> Heading | None:
    """Return the heading a block is, or None."""
    text = block.text.strip()
    if (
        len(block.lines) > _MAX_HEADING_LINES
        or len(text) > _MAX_HEADING_LENGTH
        or not re.search("[A-Za-z]{2}", text)
    ):
        return None
    if not _stands_out(block, body_size):
        return None
    match = _NUMBERED.match(text)
    if match and not text.endswith((",", ";")):
        number = match["number"]
        return Heading(number, match["title"].strip(), number.count(".") + 1)
    if _PLAIN.match(text):
        return Heading("", text.rstrip(".:"), 1)
    if (
        _is_larger(block.first, body_size)
        and len(text.split()) <= _MAX_HEADING_WORDS
        and text[:1].isupper()
        and not text.endswith(".")
    ):
        return Heading("", text, 2)
    return None


def _stands_out(block: Block, body_size: float) -> bool:
    """Tell whether a block is set unlike running text: bold, larger, or in capitals."""
    if all(line.is_bold for line in block.lines) or _is_larger(block.first, body_size):
        return True
    letters = [character for character in block.text if character.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def _is_larger(line: Line, body_size: float) -> bool:
    return line.size > _LARGER_SHARE * body_size


def is_references(heading: Heading) -> bool:
    """Tell whether the bibliography begins with this heading."""
    return bool(_REFERENCES.match(heading.title))


def as_section(heading: Heading, *, is_after_references: bool, in_appendix: bool) -> Section:
    """Return the section a heading opens.

    Args:
        heading: As `as_heading` found it.
        is_after_references: Whether the bibliography came before.
        in_appendix: Whether an appendix has begun.
    """
    is_lettered = _LETTERED.match(heading.number) is not None and not _ROMAN.match(heading.number)
    is_appendix = (
        in_appendix or is_after_references or is_lettered or _APPENDIX.match(heading.title) is not None
    )
    return Section(heading.title, heading.number, heading.level, is_appendix)


def split_references(blocks: Sequence[Block]) -> list[str]:
    """Return the entries of a bibliography.

    Entries begin with ``[12]`` or ``12.``, or hang: their first line starts left of the others. Failing both,
    each paragraph is one.
    """
    lines = [line for block in blocks for line in block.lines]
    if sum(_ENTRY_MARK.match(line.text) is not None for line in lines) >= _MARKED_SHARE * len(lines):
        first = {id(line) for line in lines if _ENTRY_MARK.match(line.text)}
    else:
        first = _hanging(blocks) or {id(block.first) for block in blocks}
    entries: list[list[Line]] = []
    for line in lines:
        if id(line) in first or not entries:
            entries.append([])
        entries[-1].append(line)
    return [join_lines(entry) for entry in entries]


def _hanging(blocks: Sequence[Block]) -> set[int]:
    """Return the identities of the lines at the left margin of their column, when the others are indented."""
    columns: dict[tuple[int, float], list[Line]] = {}
    for block in blocks:
        for line in block.lines:
            columns.setdefault((line.page, block.measure.x0), []).append(line)
    first: set[int] = set()
    count = 0
    for column in columns.values():
        left = min(line.x0 for line in column)
        first |= {id(line) for line in column if line.x0 < left + 0.5 * line.size}
        count += len(column)
    return first if len(first) <= (1 - _INDENTED_SHARE) * count else set()
