"""Words of a table into text rows and phrases."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

from extractors.documents.pdf.geometry import Rule, grouped
from extractors.documents.pdf.words import Word

PHRASE_GAP_SHARE = 0.42
"""Words closer than this share of the font size are one phrase: word spaces are 0.25 em (Times) to 0.38 em (bold
Computer Modern) wide."""
_LEAST_SPACE_SHARE, _WIDEST_SPACE_SHARE, _WIDEST_BOLD_SPACE_SHARE = 0.2, 0.4, 0.46
"""Word spaces as shares of the font size, from Times to the smallest sizes of Computer Modern, regular and bold."""
_USUAL_SPACE_SHARE = 0.34
"""As wide is one after a comma or a full stop in Times."""
_SPACE_TOLERANCE = 1.2
"""Gaps of up to so many word spaces are word spaces, too."""
_CLOSEST_SHARE = 0.2
"""Of the gaps that may be word spaces this share of the closest ones is taken for such: the rest may part columns."""
_SENTENCE_SPACE = 1.34
"""TeX widens the space after a full stop or a colon so many times (The TeXbook, chapter 12)."""
_ENDS = (".", ":", "?", "!")
_BASELINE_SHARE = 0.22
"""Baselines of one row differ by less than this share of the font size."""

_VALUE = re.compile(
    r"""^[(\[<>~≈∼+±*†‡]*[-−–+±]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?
        (?:e[-−–+]?\d+)?(?:[×x·]?10\^\{?[-−–]?\d+\}?)?[KMBGTkx×%]?(?:\^?[*†‡§¶∗\])>]|[\^_][^\W_]+|[\^_]\{[^}]*\})*$""",
    re.VERBOSE,
)
_DASHES = frozenset({"-", "–", "—", "−", "--", "✓", "✗", "×", "n/a", "N/A", "NA"})


@lru_cache(maxsize=8192)
def is_value(text: str) -> bool:
    """Tell whether a text is a number as tables print it, with sign, unit letter and marks.

    Pairs (``76.3/93.1``, ``72.3→74.1``) and numbers with their spread (``78.9±0.2``) count as one value.

    Returns:
        True where it is one.
    """
    if not any(character.isdigit() for character in text):
        return False
    return all(is_filler(part) or _VALUE.match(part) is not None for part in re.split(r"[/±→]", text))


def is_filler(text: str) -> bool:
    """Tell whether a text stands in the place of a value: a dash or a check mark."""
    return text in _DASHES


@dataclass(slots=True)
class Phrase:
    """Neighbouring words of one row with no more than word space between them."""

    words: list[Word]
    x0: float
    x1: float

    @classmethod
    def of(cls, words: list[Word]) -> Phrase:
        """Return the phrase of some words, left to right."""
        return cls(words, words[0].x0, max(word.x1 for word in words))

    def add(self, word: Word) -> None:
        """Add the next word to the right."""
        self.words.append(word)
        self.x1 = max(self.x1, word.x1)

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class TextRow:
    """Words on one baseline."""

    words: list[Word]
    y: float
    """Baseline."""
    size: float
    """Median font size."""
    band: int = 0
    """How many full-width rules stand above the row in its frame."""
    phrases: list[Phrase] = field(default_factory=list)
    word_space: float = 0.0
    """How far apart words are, at most, that are surely of one text."""
    is_parted: bool = False
    """Whether a vertical rule stands between its words."""

    def value_count(self) -> int:
        """Return how many of its words are numbers or stand in a number's place."""
        return sum(1 for word in self.words if is_value(word.text) or is_filler(word.text))


def text_rows(
    words: Iterable[Word], rule_ys: Sequence[float] = (), verticals: Sequence[Rule] = ()
) -> list[TextRow]:
    """Return the rows of a table's words, top to bottom.

    Args:
        words: All words of the area.
        rule_ys: Heights of the full-width rules, top to bottom; they number the bands.
        verticals: Vertical rules; no phrase goes across one.
    """
    rows = grouped(
        sorted(words, key=lambda word: word.y),
        lambda first, word: word.y - first.y <= _BASELINE_SHARE * max(word.size, first.size),
    )
    rows = _with_strays(rows)
    spaces = _WordSpaces.of(rows)
    return [_row(group, rule_ys, verticals, spaces) for group in rows]


@dataclass(frozen=True, slots=True)
class _WordSpaces:
    """How wide, at most, word spaces are in a table, as shares of the font size: as its closest words show."""

    regular: float
    bold: float

    @classmethod
    def of(cls, rows: Sequence[Sequence[Word]]) -> _WordSpaces:
        """Measure the gaps of all rows that may be word spaces."""
        shares: dict[bool, list[float]] = {True: [], False: []}
        for row in rows:
            for last, word in itertools.pairwise(sorted(row, key=lambda word: word.x0)):
                share = (word.x0 - last.x1) / max(last.size, word.size)
                is_bold = last.is_bold and word.is_bold
                widest = _WIDEST_BOLD_SPACE_SHARE if is_bold else _WIDEST_SPACE_SHARE
                may_be_space = _LEAST_SPACE_SHARE <= share <= widest
                if may_be_space and not (is_value(last.text) and is_value(word.text)):
                    shares[is_bold].append(share)
        regular, bold = (_lowest(shares[is_bold]) for is_bold in (False, True))
        return cls(
            max(_USUAL_SPACE_SHARE, _SPACE_TOLERANCE * (regular or bold)),
            max(_USUAL_SPACE_SHARE, _SPACE_TOLERANCE * (bold or regular)),
        )

    def in_row(self, words: Sequence[Word]) -> float:
        """Return how wide word spaces are in a row."""
        return self.bold if 2 * sum(word.is_bold for word in words) > len(words) else self.regular


def _lowest(shares: list[float]) -> float:
    shares.sort()
    return shares[int(_CLOSEST_SHARE * len(shares))] if shares else 0.0


def _with_strays(rows: list[list[Word]]) -> list[list[Word]]:
    """Put scripts and slightly raised cells back into the row they overlap."""
    kept: list[list[Word]] = []
    for row in rows:
        if kept and _is_raised(kept[-1], row):
            kept[-1].extend(row)
        else:
            kept.append(list(row))
    return kept


def _is_raised(upper: Sequence[Word], lower: Sequence[Word]) -> bool:
    """Tell whether two near baselines are one row: a raised box, or symbols of another font."""
    size = max(word.size for word in (*upper, *lower))
    distance = median(word.y for word in lower) - median(word.y for word in upper)
    if distance > 0.4 * size:
        return False
    return not any(word.x0 < other.x1 - 0.5 and other.x0 < word.x1 - 0.5 for word in upper for other in lower)


def _row(
    words: list[Word], rule_ys: Sequence[float], verticals: Sequence[Rule], spaces: _WordSpaces
) -> TextRow:
    words.sort(key=lambda word: word.x0)
    y = median(word.y for word in words)
    size = median(word.size for word in words)
    band = sum(1 for rule_y in rule_ys if rule_y < y - 0.2 * size)
    row = TextRow(words, y, size, band)
    crossed = [rule.x for rule in verticals if rule.y0 - 1 < y - 0.3 * size < rule.y1 + 1]
    row.word_space = spaces.in_row(words) * size
    row.phrases = _phrases(words, row, crossed)
    row.is_parted = any(words[0].x < x < words[-1].x for x in crossed)
    return row


def _phrases(words: Sequence[Word], row: TextRow, verticals: Sequence[float]) -> list[Phrase]:
    phrases = [Phrase.of([words[0]])]
    for last, word in itertools.pairwise(words):
        gap = word.x0 - phrases[-1].x1
        limit = max(row.word_space, PHRASE_GAP_SHARE * max(row.size, min(last.size, word.size)))
        if last.text.endswith(_ENDS) and not is_value(last.text):
            limit *= _SENTENCE_SPACE
        is_ruled_off = last.is_sideways or word.is_sideways or any(last.x < x < word.x for x in verticals)
        # Decimals are whole values: however little white is between two of them, they stand in two cells.
        is_tight = "." in last.text and "." in word.text
        is_cited = last.text.endswith(")") and word.text.startswith("[")
        is_step = is_value(last.text) and is_value(word.text) and not is_cited
        is_column_step = is_step and (is_tight or gap > 0.15 * row.size)
        if gap > limit or is_column_step or is_ruled_off:
            phrases.append(Phrase.of([word]))
        else:
            phrases[-1].add(word)
    return phrases
