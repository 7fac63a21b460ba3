"""Headings, abstract, footnotes and bibliography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.documents.model import Section
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.paragraphs import Block

_NUMBERED = re.compile(
    r"^(?:(?:Appendix|APPENDIX)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2}){0,3}|[IVX]{1,5})"
    r"(?:[.:)]\s*|\s+)(?P<title>[A-Z“\"(\d].*)$"
)
_PLAIN = re.compile(
    r"^(?:abstract|introduction|related works?|background|methods?|approach|experiments?|results?|discussion|conclusions?|"
    r"acknowledge?ments?|references|bibliography|appendix|appendices|supplementary materials?|broader impacts?|"
    r"limitations|ethics statement|reproducibility statement|future work|checklist|funding|contents)\b.{0,40}$",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"^(?:references|bibliography|literature cited|references and notes)\W*$", re.IGNORECASE
)
_APPENDIX = re.compile(r"^(?:appendix|appendices|supplementary|supplemental)", re.IGNORECASE)
_MAX_HEADING_LENGTH = 120
_MAX_HEADING_LINES = 3


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
        return Heading(number, _plain_case(match["title"]), number.count(".") + 1)
    if _PLAIN.match(text):
        return Heading("", _plain_case(text.rstrip(".:")), 1)
    if (
        _is_larger(block.first, body_size)
        and len(text.split()) <= 12
        and text[:1].isupper()
        and not text.endswith(".")
    ):
        return Heading("", _plain_case(text), 2)
    return None


def _stands_out(block: Block, body_size: float) -> bool:
    """Tell whether a block is set unlike running text: bold, larger, or in capitals."""
    if all(line.is_bold for line in block.lines) or _is_larger(block.first, body_size):
        return True
    letters = [character for character in block.text if character.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def _is_larger(line: Line, body_size: float) -> bool:
    return line.size > 1.08 * body_size


def _plain_case(title: str) -> str:
    return title.strip()


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
    is_lettered = bool(re.match(r"[A-Z](?:\.|$)", heading.number)) and not re.match(
        r"[IVX]+$", heading.number
    )
    is_appendix = in_appendix or is_after_references or is_lettered or bool(_APPENDIX.match(heading.title))
    return Section(heading.title, heading.number, heading.level, is_appendix)


def split_references(blocks: Sequence[Block]) -> list[str]:
    """Return the entries of a bibliography.

    Entries begin with ``[12]`` or ``12.``, or hang: their first line starts left of the others.
    """
    lines = [(line, block.measure) for block in blocks for line in block.lines]
    marked = sum(bool(re.match(r"\[\w+.{0,12}\]|\d{1,3}\.\s", line.text)) for line, _ in lines)
    is_marked = marked >= 0.15 * len(lines)
    hangs = _hanging(lines)
    entries: list[list[Line]] = []
    for block in blocks:
        for position, line in enumerate(block.lines):
            if is_marked:
                is_first = bool(re.match(r"\[\w+.{0,12}\]|\d{1,3}\.\s", line.text))
            elif hangs:
                is_first = id(line) in hangs
            else:
                is_first = position == 0
            if is_first or not entries:
                entries.append([])
            entries[-1].append(line)
    from extractors.documents.pdf.paragraphs import join_lines

    return [join_lines(entry) for entry in entries]


def _hanging(lines: Sequence[tuple[Line, object]]) -> set[int]:
    """Return the identities of the lines that start left of the lines below them, when entries hang."""
    by_column: dict[tuple[int, int], list[Line]] = {}
    for line, measure in lines:
        by_column.setdefault((line.page, round(measure.x0 / 40)), []).append(line)  # type: ignore[attr-defined]
    first: set[int] = set()
    indented = 0
    for column in by_column.values():
        left = min(line.x0 for line in column)
        for line in column:
            if line.x0 < left + 0.5 * line.size:
                first.add(id(line))
            else:
                indented += 1
    return first if indented >= 0.3 * len(lines) else set()
