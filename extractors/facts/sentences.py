"""Running text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"""[.!?][)\]"'”’]*\s+(?=["'“(\[]?[A-Z0-9]|[*∗†‡§]{1,2}\s?[A-Z])""")
"""A sentence may begin with the mark of a footnote: ``*Our epochs include both.``"""
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|i\.e|e\.g|cf|vs|resp|approx|etc|Figs?|Eqs?|Secs?|Tabs?|Refs?|App|No|Dr|Mr|Ms|Prof|St|"
    r"Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Corp|w\.r\.t|a\.k\.a|iter|avg|max|min|param))\.\Z"
)
_INITIAL = re.compile(r"(?<![A-Za-z0-9])[A-Z]\.\Z")
"""After a digit the letter is a size: ``ImageNet-22K.``"""
_OPENING = re.compile(
    r"(?:We|Our|It|Its|This|These|They|The|There|All|Both|Each|Every|For|In|On|At|As|To|With|When|While|If|Since|"
    r"From|By|After|Before|During|Finally|However|Note|Then|Thus|Table|Tables|Figure|Section|Results)\b"
)
"""What follows the letter of ``protocol C.`` at the start of a sentence, and no initial of a name."""
_STATES = re.compile(
    r"\b(?:we|our|it|they|this|these|there|is|are|was|were|be|been|has|have|had|can|may|must|see|note|let|"
    r"shows?|uses?|used|takes?|took|trains|trained|gives?|consists?|follow(?:s|ed|ing)?|runs?|reach(?:es)?)\b",
    re.IGNORECASE,
)
_LONGEST_HEADING = 60


def states_something(text: str) -> bool:
    """Tell a sentence from a heading: whether any of the commonest verbs and subjects stands in it."""
    return _STATES.search(text) is not None


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, in order, without the white space between them.

    A heading that runs into the paragraph (``Training on COCO. We train ...``) stays with its first sentence.
    """
    start = 0
    for match in _END.finditer(text):
        before = (text, max(start, match.start() - 12), match.start() + 1)
        if _ABBREVIATION.search(*before):
            continue
        if _INITIAL.search(*before) and not _OPENING.match(text, match.end()):
            continue
        if not start and match.start() <= _LONGEST_HEADING and not _STATES.search(text, 0, match.start()):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    if rest := text[start:].strip():
        yield rest
