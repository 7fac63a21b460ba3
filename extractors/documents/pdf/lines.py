"""Words into lines: text on one baseline that is read without a jump."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter

from extractors.documents.pdf.geometry import OnBaseline, Rectangle, grouped
from extractors.documents.pdf.words import SCRIPT_SIZE_SHARE, Word

WIDE_GAP_SHARE = 1.0
"""A gap wider than this share of the font size ends a line: justified text stretches less, columns are further
apart."""
_LEVEL_SHARE, _MOST_OVERLAP_SHARE = 0.12, 0.3
"""How far words that follow each other on one line are off its baseline and set into each other, as a share of
the font size."""
_MIN_PROSE_WORDS = 5
_PROSE_SHARE = 0.6
"""Running text has so many words in a line, and this share of them is made of letters."""
_MOST_BESIDE = 100
"""Runs of one height that another is compared with: a page sets far fewer side by side."""
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_left = attrgetter("x0")


@dataclass(slots=True)
class Line(OnBaseline):
    """Words on one baseline, left to right, without a wide gap between them."""

    words: list[Word]
    x0: float
    x1: float
    y: float
    """Baseline."""
    size: float
    """Font size of most of its letters."""
    text: str = ""
    is_bold: bool = False
    is_italic: bool = False
    page: int = 0
    """Counted from 1."""
    is_prose: bool = False
    """Whether it reads like running text: several words, most of them made of letters."""

    @property
    def width(self) -> float:
        """Extent along x."""
        return self.x1 - self.x0


def line_of(words: Sequence[Word], page: int) -> Line:
    """Return the line of some words on one baseline."""
    if len(words) == 1:
        (word,) = words
        return Line(
            [word],
            word.x0,
            word.x1,
            word.y,
            round(word.size, 1),
            word.text,
            word.is_bold,
            word.is_italic,
            page,
        )
    ordered = sorted(words, key=_left)
    texts = [word.text for word in ordered]
    lengths = list(map(len, texts))
    half = sum(lengths) / 2
    is_prose = False
    if len(ordered) >= _MIN_PROSE_WORDS:
        is_prose = sum(map(bool, map(_LETTERS.search, texts))) >= _PROSE_SHARE * len(ordered)
    return Line(
        ordered,
        ordered[0].x0,
        max([word.x1 for word in ordered]),
        _most_common([word.y for word in ordered], lengths),
        _size(ordered, lengths),
        " ".join(texts),
        sum(compress(lengths, [word.is_bold for word in ordered])) > half,
        sum(compress(lengths, [word.is_italic for word in ordered])) > half,
        page,
        is_prose,
    )


def _size(words: Sequence[Word], lengths: Sequence[int]) -> float:
    """Return the font size of most letters, to a tenth of a point."""
    sizes = [word.size for word in words]
    if sizes.count(sizes[0]) == len(sizes):
        return round(sizes[0], 1)
    return _most_common([round(size, 1) for size in sizes], lengths)


def _most_common(values: Sequence[float], weights: Sequence[int]) -> float:
    """Return the value with the greatest sum of weights."""
    if values.count(values[0]) == len(values):
        return values[0]
    sums: dict[float, int] = {}
    for value, weight in zip(values, weights, strict=True):
        sums[value] = sums.get(value, 0) + weight
    return max(sums, key=sums.__getitem__)


def read_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Return the lines in the order of the content stream.

    Args:
        words: In the order of the content stream.
        page: Page number for the lines, counted from 1.
    """
    runs: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        if last is None:
            runs.append([])
        elif abs(word.y - last.y) <= _LEVEL_SHARE * (em := last.size if last.size > word.size else word.size):
            if not _MOST_OVERLAP_SHARE * em > last.x1 - word.x0 >= -WIDE_GAP_SHARE * em:
                runs.append([])
        elif _is_detached_script(last, word, word.x0 - last.x1):
            word.text, word.y = f"^{word.text}", last.y
        elif len(runs[-1]) == 1 and _is_detached_script(word, last, word.x0 - last.x1):
            last.text, last.y = f"^{last.text}", word.y
        else:
            runs.append([])
        runs[-1].append(word)
        last = word
    return [line_of(run, page) for run in _merged(runs)]


def _is_detached_script(base: Word, word: Word, gap: float) -> bool:
    """Tell whether a word is a superscript that stands off its neighbour, as in ``except ^† reported``."""
    return (
        word.size <= SCRIPT_SIZE_SHARE * base.size
        and len(word.text) <= 3
        and 0.15 * base.size < base.y - word.y < 0.75 * base.size
        and 0.0 < gap < 0.6 * base.size
    )


def _touches(last: Word, word: Word) -> bool:
    """Return whether two words that do not follow each other in the content stream stand a word space apart.

    Text boxes side by side may share a baseline: what is set apart in the content stream has to be nearer.
    """
    em = min(last.size, word.size)
    return (
        abs(word.y - last.y) <= _LEVEL_SHARE * em
        and -_MOST_OVERLAP_SHARE * em < word.x0 - last.x1 <= 0.45 * em
        and abs(last.size - word.size) < 0.1 * em
    )


def _merged(runs: list[list[Word]]) -> list[list[Word]]:
    """Join runs that stand on one baseline side by side, though the content stream has other text between."""
    merged: list[list[Word]] = []
    rows: dict[int, list[int]] = {}
    for run in runs:
        row = round(run[0].y)
        beside = [p for near in (row - 1, row, row + 1) for p in rows.get(near, ())[-_MOST_BESIDE:]]
        for position in reversed(beside):
            other = merged[position]
            if _touches(other[-1], run[0]) or _touches(run[-1], other[0]):
                other.extend(run)
                other.sort(key=lambda word: word.x0)
                break
        else:
            rows.setdefault(row, []).append(len(merged))
            merged.append(run)
    return merged


def in_rows(lines: Iterable[Line]) -> list[Line]:
    """Return lines from top to bottom, those on one baseline from left to right.

    Fonts differ by hundredths of a point in where they put a baseline.
    """
    ordered = sorted(lines, key=lambda line: line.y)
    rows = grouped(ordered, lambda first, line: line.y - first.y <= _LEVEL_SHARE * line.size)
    return [line for row in rows for line in sorted(row, key=_left)]


def box_of(lines: Iterable[Line]) -> Rectangle:
    """Return the rectangle around some lines (y down)."""
    group = list(lines)
    return Rectangle(
        min(line.x0 for line in group),
        min(line.top for line in group),
        max(line.x1 for line in group),
        max(line.bottom for line in group),
    )


class LineIndex:
    """Lines of a page by height, for looking up what stands in an area."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = sorted(lines, key=lambda line: (line.y, line.x0))
        self._middles = [line.y - 0.25 * line.size for line in self._lines]
        # Lines of different sizes on one baseline have their middles out of order by a little.
        self._slack = max((line.size for line in self._lines), default=0.0)
        self._ys = [line.y for line in self._lines]

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def between(self, x0: float, x1: float, y0: float, y1: float) -> list[Line]:
        """Return the lines whose middle lies in an area, top to bottom."""
        first = bisect_left(self._ys, y0)
        last = bisect_right(self._ys, y1 + self._slack)
        return [
            line
            for line, middle in zip(self._lines[first:last], self._middles[first:last], strict=True)
            if y0 < middle < y1 and x0 < line.x < x1
        ]
