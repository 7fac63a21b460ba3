"""Running text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"""[.!?][)\]"'”’]*\s+(?=["'“(\[]?[A-Z0-9])""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|i\.e|e\.g|cf|vs|resp|approx|etc|Figs?|Eqs?|Secs?|Tabs?|Refs?|App|No|Dr|Mr|Ms|Prof|St|"
    r"Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Corp|w\.r\.t|a\.k\.a|iter|avg|max|min|param)|(?<![A-Za-z0-9])[A-Z])\.\Z"
)


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, in order, without the white space between them."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text, max(start, match.start() - 12), match.start() + 1):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    if rest := text[start:].strip():
        yield rest
