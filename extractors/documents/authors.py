"""Names of people told apart from the affiliations and marks printed around them."""

from __future__ import annotations

import re

_NOT_A_NAME = re.compile(
    r"[\d@{}\\/]|\b(?:university|institute|department|research|lab|labs|inc|google|school|college|equal)\b",
    re.I,
)
_MARKS = re.compile(r"\^(?:\{[^}]*\}|\S+)|[*†‡§¶♠♣♡♢]")
_MOST_NAME_WORDS = 6


def names_in(line: str) -> list[str]:
    """Return the names of people in a line of an author block."""
    parts = (" ".join(part.split()) for part in re.split(r",|;|\band\b", _MARKS.sub("", line)))
    return [
        part for part in parts if 1 < len(part.split()) <= _MOST_NAME_WORDS and not _NOT_A_NAME.search(part)
    ]
