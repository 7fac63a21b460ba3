"""Checks whether a number is at its place, on one line with its row label and under its column head.

Each check returns what contradicts the first reading. A word that is not found proves nothing, because two libraries
spell glyphs, scripts and citations differently. A word contradicts only where it stands beside or above *another*
number, while other words stand beside or above this one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto

from extractors.second_reading.words import SeenWord, joined_word, letters, lines_above, on_line, phrases

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|\.\d+")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_CITATION = re.compile(r"\[[\d\s,;–-]+\]")
_NEAR_ROWS = 12
"""Heights of a line: a row label that is looked for farther away would be another table's."""
_BROKEN = 2.5
"""Heights of a line from a value to the other lines of a label that is broken."""
_HEAD_GAP = 1.5
"""Heights of a line between two lines of one head."""
_MOST_BLANKS = 5
"""In one phrase of a line of heads: more are running text."""
_SUBSTRING = 4
"""Letters of a word that is recognised inside another."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to."""

    is_found: bool
    contradiction: str = ""
    """What stands there instead."""


FOUND = Finding(True)
UNKNOWN = Finding(False)


def number_at(printed: str, words: Sequence[SeenWord]) -> Finding:
    """Look for a printed value among the words at its place."""
    texts = [word.text for word in words]
    wanted = _numbers([printed])
    there = _numbers([" ".join(texts), "".join(texts)])
    if not wanted:
        return FOUND if letters(printed) in letters("".join(texts)) else UNKNOWN
    if wanted <= there:
        return FOUND
    if "^" in printed and letters(printed) in letters("".join(texts)):
        return FOUND
    return Finding(False, f"prints {' '.join(texts)!r}") if there else UNKNOWN


def _numbers(texts: Iterable[str]) -> set[float]:
    plain = (_THOUSANDS.sub("", unicodedata.normalize("NFKC", text)) for text in texts)
    return {
        float(number.replace(",", "."))
        for text in plain
        for number in _NUMBER.findall(text)
        if number.count(".") + number.count(",") <= 1
    }


def label_beside(label: str, place: SeenWord, words: Sequence[SeenWord]) -> Finding:
    """Look for the words of a row label on the line of a value.

    A label that spans rows, or is broken over lines, stands elsewhere: above or below an empty place of this line, or
    on a line without a value in the column. What contradicts is a word beside another value, where this line
    has another word.

    Returns:
        Whether they stand there, and what contradicts them.
    """
    line = on_line(words, place)
    if letters(label) in letters("".join(word.text for word in line)):
        return FOUND
    wanted = {found for token in _CITATION.sub(" ", label).split() if (found := letters(token))}
    there = {letters(word.text) for word in line}
    missing = {token for token in wanted if not _is_among(token, there)}
    foreign = [
        word for word in line if not word.is_over(place.x0, place.x1) and letters(word.text) not in wanted
    ]
    for token in sorted(missing):
        places = (word for word in words if letters(word.text) == token and _is_near(word, place))
        rows = [
            (word, row)
            for word in places
            if (row := _row_of(word, place, foreign, label, words)) is not _RowMatch.NONE
        ]
        if rows and all(row is _RowMatch.OTHER for _, row in rows):
            stands = " ".join(word.text for word in line)
            return Finding(False, f"{rows[0][0].text!r} stands on another line than {stands!r}")
    return FOUND if len(missing) < len(wanted) else UNKNOWN


def _is_among(token: str, there: set[str]) -> bool:
    return token in there or (len(token) >= _SUBSTRING and any(token in word for word in there))


def _is_near(word: SeenWord, place: SeenWord) -> bool:
    is_in_column = word.is_over(place.x0, place.x1)
    return not is_in_column and abs(word.y - place.y) <= _NEAR_ROWS * place.height


class _RowMatch(Enum):
    OWN = auto()
    """The label spans rows, or is broken over lines."""
    OTHER = auto()
    NONE = auto()
    """It is no label of the table."""


def _row_of(
    word: SeenWord, place: SeenWord, foreign: Sequence[SeenWord], label: str, words: Sequence[SeenWord]
) -> _RowMatch:
    """Tell which row a word labels that is not on the line of a value."""
    if not any(other.is_over(word.x0, word.x1) for other in foreign):
        return _RowMatch.OWN
    line = phrases(on_line(words, word))
    if any(_is_number(part) for part in line if part.is_over(place.x0, place.x1)):
        return _RowMatch.OTHER
    is_near = abs(word.y - place.y) <= _BROKEN * place.height
    heads_rows = word.y < place.y and any(
        letters(part.text) in letters(label) for part in line if part.x0 <= word.x0 and word.x1 <= part.x1
    )
    return _RowMatch.OWN if is_near or heads_rows else _RowMatch.NONE


def head_above(head: str, place: SeenWord, words: Sequence[SeenWord], label: str = "") -> Finding:
    """Look for the words of a column head above a value.

    A head that spans columns may leave the place above the value empty. What contradicts is a head that stands above
    another column, on a line that has another head above this one; a line across the columns that labels the rows below
    it is none.

    Returns:
        Whether they stand there, and what contradicts them.
    """
    wanted = letters(head)
    if not wanted:
        return FOUND
    columns = phrases(on_line(words, place))
    lowest_top: float | None = None
    contradiction, is_found = "", False
    seen: set[str] = set()
    for line in lines_above(words, place):
        if (
            lowest_top is not None
            and lowest_top - max(word.bottom for word in line) > _HEAD_GAP * place.height
        ):
            break
        if any(_is_part(part, letters(label)) for part in phrases(line) if part.is_over(place.x0, place.x1)):
            continue
        heads = _HeadLine.of(line, wanted, place, columns)
        if heads.says_nothing:
            continue
        lowest_top = min(word.top for word in line)
        seen |= heads.own
        if heads.contradicts(seen):
            contradiction = contradiction or f"above it stands {joined_word(heads.over).text!r}"
        elif heads.own:
            is_found = True
            if _is_whole(seen, wanted):
                break
        elif not heads.over:
            nearest = min(heads.parts, key=lambda part: max(part.x0 - place.x1, place.x0 - part.x1))
            is_found = is_found or _is_part(nearest, wanted)
    return Finding(False, contradiction) if contradiction else Finding(is_found)


@dataclass(frozen=True, slots=True)
class _HeadLine:
    """A line above a value, as heads of columns."""

    parts: Sequence[SeenWord]
    over: Sequence[SeenWord]
    """Those of the parts that stand above the value."""
    own: Set[str]
    """What of the wanted head stands above the value."""
    rivals: Set[str]
    """What of the wanted head stands above other columns."""
    is_prose: bool

    @classmethod
    def of(
        cls, line: Sequence[SeenWord], wanted: str, place: SeenWord, columns: Sequence[SeenWord]
    ) -> _HeadLine:
        """Return the heads of a line, by the columns of the line of the value."""

        def above_value(texts: Iterable[SeenWord]) -> list[SeenWord]:
            return [text for text in texts if text.is_over(place.x0 - 1, place.x1 + 1)]

        whole = phrases(line)
        parts = [piece for part in whole for piece in _pieces(part, line, wanted, columns)]
        over = above_value(parts)
        return cls(
            parts,
            over,
            own=_parts_of(wanted, (*over, *above_value(line))),
            rivals=_parts_of(wanted, (part for part in parts if part not in over)),
            is_prose=any(part.text.count(" ") > _MOST_BLANKS for part in above_value(whole)),
        )

    @property
    def says_nothing(self) -> bool:
        """Whether the wanted head is not in the line, or only beside a number above the value."""
        return not self.own and (not self.rivals or any(map(_is_number, self.over)))

    def contradicts(self, seen: Set[str]) -> bool:
        """Tell whether other words stand above the value, and more of the head than was seen above another column."""
        better = [rival for rival in self.rivals - seen if all(part in rival for part in self.own)]
        return bool(better) and not self.is_prose and any(letters(part.text) for part in self.over)


def _is_whole(seen: set[str], wanted: str) -> bool:
    for part in sorted(seen, key=len, reverse=True):
        wanted = wanted.replace(part, "", 1)
    return not wanted


def _pieces(
    part: SeenWord, line: Sequence[SeenWord], wanted: str, columns: Sequence[SeenWord]
) -> list[SeenWord]:
    """Cut a phrase into the heads it is made of, where narrow gaps have joined the heads of several columns."""
    if _is_part(part, wanted) or sum(part.is_over(column.x0, column.x1) for column in columns) < 2:
        return [part]
    by_column: dict[SeenWord, list[SeenWord]] = {}
    for word in line:
        if part.x0 <= word.x0 and word.x1 <= part.x1:
            nearest = min(columns, key=lambda column: abs(column.x0 + column.x1 - word.x0 - word.x1))
            by_column.setdefault(nearest, []).append(word)
    return [joined_word(group) for group in by_column.values()]


def _parts_of(wanted: str, texts: Iterable[SeenWord]) -> set[str]:
    return {letters(part.text) for part in texts if _is_part(part, wanted)}


def _is_part(part: SeenWord, wanted: str) -> bool:
    """Tell whether a text on the page is a head, or a line or word of it."""
    found = letters(part.text)
    return found == wanted or (len(found) > 1 and found in wanted)


def _is_number(part: SeenWord) -> bool:
    text = letters(part.text)
    return bool(text) and sum(character.isdigit() for character in text) * 2 > len(text)
