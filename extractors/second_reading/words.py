"""What pdfplumber sees on a page: words, lines of words, and phrases that white space keeps apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractors.records import PrintedCell

_SAME_LINE = 0.5
"""Share of the lower one's height by which two words on one line overlap."""
_WORD_GAP = 0.55
"""Share of the height: a wider gap divides cells."""
_NO_LETTER = re.compile(r"[\W_]+")
_UNMAPPED = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class SeenWord:
    """One word, or several that make a phrase; y points down."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def y(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def is_over(self, x0: float, x1: float) -> bool:
        """Tell whether it shares a stretch of the width."""
        return self.x0 < x1 and x0 < self.x1


def words_of(page: Any) -> list[SeenWord]:
    """Return the upright words of a page, placed from the corner of its visible part."""
    left, top = page.cropbox[0], page.cropbox[1]
    upright = page.filter(lambda thing: thing.get("upright", True))
    return [
        SeenWord(word["text"], word["x0"] - left, word["x1"] - left, word["top"] - top, word["bottom"] - top)
        for word in upright.extract_words(x_tolerance_ratio=0.15, y_tolerance=2)
    ]


def on_line(words: Iterable[SeenWord], place: SeenWord) -> list[SeenWord]:
    """Return the words on one line with a place, from left to right."""
    return sorted((word for word in words if _share_a_line(word, place)), key=lambda word: word.x0)


def _share_a_line(one: SeenWord, other: SeenWord) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common >= _SAME_LINE * min(one.height, other.height)


def lines_above(words: Sequence[SeenWord], place: SeenWord) -> Iterator[list[SeenWord]]:
    """Yield the lines above a place, the nearest first."""
    rest = [word for word in words if word.y < place.top]
    while rest:
        lowest = max(rest, key=lambda word: word.y)
        line = on_line(rest, lowest)
        yield line
        taken = set(line)
        rest = [word for word in rest if word not in taken]


def phrases(line: Sequence[SeenWord]) -> list[SeenWord]:
    """Join the words of a line that no more than a blank divides."""
    joined: list[list[SeenWord]] = [[word] for word in line[:1]]
    for left, right in pairwise(line):
        if right.x0 - left.x1 <= _WORD_GAP * max(left.height, right.height):
            joined[-1].append(right)
        else:
            joined.append([right])
    return [joined_word(group) for group in joined]


def joined_word(words: Sequence[SeenWord]) -> SeenWord:
    """Return what words make together."""
    return SeenWord(
        " ".join(word.text for word in words),
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
    )


def inside(words: Iterable[SeenWord], cell: PrintedCell, margin: float = 1.0) -> list[SeenWord]:
    """Return the words whose middle lies in the box of a cell, from left to right."""
    return sorted(
        (
            word
            for word in words
            if cell.x0 - margin <= (word.x0 + word.x1) / 2 <= cell.x1 + margin
            and cell.top - margin <= word.y <= cell.bottom + margin
        ),
        key=lambda word: word.x0,
    )


def letters(text: str) -> str:
    """Return the letters and digits of a text, in one case: what two readers of one page must have in common."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", _UNMAPPED.sub("", text))).casefold()
