"""The light markup of the sample sources: a small part of Pandoc's Markdown, read into a tree.

====================  =========================================================
``**bold**``          also ``*italic*``
``10^18^``            superscript; ``AP~50~`` is a subscript
``$10^{18}$``         formula, see `extractors.samples.formula`
``[@key; @other]``    citation; ``@key`` alone is part of the sentence
``^[text]``           footnote
``[#table-id]``       the number of a table
====================  =========================================================

A backslash takes the meaning from the character after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Inline text in one of the styles ``strong``, ``emphasis``, ``superscript``, ``subscript``."""

    style: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in the few TeX commands that `extractors.samples.formula` knows."""

    tex: str


@dataclass(frozen=True, slots=True)
class SampleCitation:
    """References to entries of the bibliography."""

    keys: tuple[str, ...]
    is_narrative: bool = False
    """True where the authors' names are part of the sentence: ``He et al. (2015)``."""


@dataclass(frozen=True, slots=True)
class TableNumber:
    """The number of a table of the same paper."""

    table_id: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page."""

    children: tuple[Inline, ...]


Inline = Text | Styled | Math | SampleCitation | TableNumber | Footnote

_TOKEN = re.compile(
    r"""
    \\(?P<escaped>.)
    | \*\*(?P<strong>.+?)\*\*
    | \*(?P<emphasis>[^*]+)\*
    | \$(?P<math>[^$]+)\$
    | \^\[(?P<footnote>(?:[^\[\]]|\[[^\]]*\])+)\]
    | \^(?P<superscript>[^\s^]+)\^
    | ~(?P<subscript>[^\s~]+)~
    | \[(?P<citation>@[\w-]+(?:;\ *@[\w-]+)*)\]
    | \[\#(?P<table>[\w-]+)\]
    | @(?P<narrative>[\w-]+)
    """,
    re.VERBOSE,
)


def parse(source: str) -> tuple[Inline, ...]:
    """Read one paragraph, caption or table cell.

    Args:
        source: Text in the markup of this module; line breaks count as spaces.

    Returns:
        The text as a sequence of inline elements.
    """
    source = " ".join(source.split())
    elements: list[Inline] = []
    end = 0
    for match in _TOKEN.finditer(source):
        if match.start() > end:
            elements.append(Text(source[end : match.start()]))
        elements.append(_element(match))
        end = match.end()
    if end < len(source):
        elements.append(Text(source[end:]))
    return tuple(elements)


def _element(match: re.Match[str]) -> Inline:
    kind = str(match.lastgroup)
    content = match[kind]
    match kind:
        case "escaped":
            return Text(content)
        case "math":
            return Math(content)
        case "footnote":
            return Footnote(parse(content))
        case "citation":
            return SampleCitation(tuple(re.findall(r"@([\w-]+)", content)))
        case "narrative":
            return SampleCitation((content,), is_narrative=True)
        case "table":
            return TableNumber(content)
        case _:
            return Styled(kind, parse(content))
