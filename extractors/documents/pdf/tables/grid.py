"""The grid of a table while it is being put together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.documents.pdf.glyphs import LINE_END_HYPHEN
from extractors.documents.pdf.tables.columns import Columns
from extractors.documents.pdf.tables.rows import Phrase, TextRow, is_filler, is_value
from extractors.documents.pdf.words import Word

_SENTENCE_GAP_SHARE = 0.6
_EXACT_SHARE, _ALIGNED_SHARE = 0.1, 0.3
"""How far, as a share of the font size, a head may stand off the edge or the middle of its column."""
_CENTRED_SHARE, _EXACTLY_CENTRED_SHARE, _FEW_PARTS = 0.25, 0.05, 3
"""The same for heads that only word spaces set apart, off the middle of the columns they cover: for many in a row, and
for a few, which may be centred by chance."""
_CUT_GAP_SHARE = 0.18
"""A phrase across two columns is cut where the words are at least this share of the font size apart."""
_HEAD_GAP_SHARE = 0.08
"""The same for heads that stand each on its own column."""
_OPERATORS = ("·", "±")


@dataclass(slots=True)
class Slot:
    """What stands in one cell, line by line."""

    lines: list[list[Word]]
    column: int
    column_span: int = 1
    row_span: int = 1

    @property
    def words(self) -> list[Word]:
        """All words in reading order."""
        return [word for line in self.lines for word in line]

    @property
    def text(self) -> str:
        """The words with single spaces; a word broken at a line end is joined."""
        return joined_text(self.lines)

    @property
    def x0(self) -> float:
        """Left edge."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def is_value(self) -> bool:
        """Whether the cell holds a number or what stands in its place."""
        text = self.text.replace(" ", "")
        return is_value(text) or is_filler(text) or (len(self.words) > 1 and is_value(self.words[0].text))

    @property
    def end(self) -> int:
        """The column after the last one covered."""
        return self.column + self.column_span


@dataclass(slots=True)
class GridRow:
    """One row of the grid."""

    y: float
    """Baseline of its first line."""
    bottom_y: float
    """Baseline of its last line."""
    size: float
    band: int
    slots: list[Slot] = field(default_factory=list)
    is_group: bool = False

    def slot_at(self, column: int) -> Slot | None:
        """Return the slot that covers a column."""
        for slot in self.slots:
            if slot.column <= column < slot.end:
                return slot
        return None

    def is_beside(self, others: Iterable[GridRow]) -> bool:
        """Tell whether other rows are empty in the columns where this one has cells."""
        columns = [column for slot in self.slots for column in range(slot.column, slot.end)]
        return all(other.slot_at(column) is None for other in others for column in columns)

    def has_value(self) -> bool:
        """Tell whether a number stands in any but the first column."""
        return any(slot.is_value for slot in self.slots if slot.column > 0)


def joined_text(lines: Sequence[Sequence[Word]]) -> str:
    """Return lines of words as one text, hyphens at line ends resolved."""
    text = ""
    for line in lines:
        part = " ".join(word.text for word in line)
        text = text[:-1] + part if text.endswith(LINE_END_HYPHEN) else f"{text} {part}".lstrip()
    return text.replace(LINE_END_HYPHEN, "-").strip()


class RowRole(StrEnum):
    """What a row is for, as far as it bears on cells across columns."""

    UPPER_HEAD = "upper_head"
    """A header row with another below: its texts may span columns."""
    LAST_HEAD = "last_head"
    """The header row right above the body: one text over each column, as a rule."""
    BODY = "body"


def filled_row(row: TextRow, columns: Columns, role: RowRole) -> GridRow:
    """Return the row with every phrase in the column or columns it stands in."""
    filled = GridRow(row.y, row.y, row.size, row.band)
    if role is RowRole.BODY and _is_sentence(row) and not _is_row_of_cells(row, columns):
        _put(filled, row.words, columns.covered(row.words[0].x0, row.words[-1].x1))
        return filled
    for phrase in row.phrases:
        for words, covered in _placed(phrase, columns, row, role):
            _put(filled, words, covered if role is RowRole.BODY else _own(covered, filled, words, columns))
    return filled


def _own(covered: range, row: GridRow, words: list[Word], columns: Columns) -> range:
    """Return the columns a head covers, without those of the head before it: a wide cell below made both overlap."""
    taken = max((slot.end for slot in row.slots), default=0)
    middle = columns.at((words[0].x0 + words[-1].x1) / 2)
    return range(taken, covered.stop) if covered.start < taken <= middle else covered


def _is_sentence(row: TextRow) -> bool:
    """Tell whether a row is one text with word spaces only, such as the label of a group with a year in it."""
    steps = [word.x0 - last.x1 for last, word in zip(row.words, row.words[1:], strict=False)]
    worded = sum(any(character.isalpha() for character in word.text) for word in row.words)
    return (
        len(row.words) >= 3
        and not row.is_parted
        and max(steps) <= _SENTENCE_GAP_SHARE * row.size
        and worded >= 0.6 * len(row.words)
        and not ("." in row.words[-1].text[:-1] and is_value(row.words[-1].text))
    )


def _is_row_of_cells(row: TextRow, columns: Columns) -> bool:
    """Tell whether tightly set words stand one over each column."""
    parts = _cut(Phrase.of(row.words), columns, row.size)
    return len(parts) >= len(columns) - 1 > 1 and _are_aligned(parts, columns, row, RowRole.BODY)


def _placed(
    phrase: Phrase, columns: Columns, row: TextRow, role: RowRole
) -> Iterator[tuple[list[Word], range]]:
    """Yield the phrase with the columns it covers, or its parts when it has to be cut."""
    covered = columns.covered(phrase.x0, phrase.x1)
    if len(covered) == 1:
        yield phrase.words, covered
        return
    parts = _cut(phrase, columns, row.size)
    if role is not RowRole.BODY and len(parts) < len(covered):
        parts = _cut(phrase, columns, row.size, _HEAD_GAP_SHARE)
    is_aligned = len(parts) > 1 and _are_aligned(parts, columns, row, role)
    if is_aligned or (role is RowRole.BODY and any(is_value(part[0].text) for part in parts[1:])):
        for part in parts:
            yield part, columns.covered(part[0].x0, max(word.x1 for word in part))
    else:
        yield phrase.words, covered


def _cut(
    phrase: Phrase, columns: Columns, size: float, gap_share: float = _CUT_GAP_SHARE
) -> list[list[Word]]:
    """Cut a phrase where it steps from one column into the next."""
    parts = [[phrase.words[0]]]
    for last, word in itertools.pairwise(phrase.words):
        is_step = columns.at(word.x) != columns.at(last.x) and word.x0 - last.x1 >= gap_share * size
        if is_step and not _are_one_value(last, word):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _are_one_value(last: Word, word: Word) -> bool:
    """Tell whether two words are halves of one value, such as ``3.3 ·`` and ``10^18``."""
    is_power = last.text in ("×", "x") and word.text.startswith("10^")
    return is_power or last.text.endswith(_OPERATORS) or word.text.startswith(_OPERATORS)


def _are_aligned(parts: list[list[Word]], columns: Columns, row: TextRow, role: RowRole) -> bool:
    """Tell whether each part of a phrase stands exactly over its column, as the words of one text do not."""
    size = row.size
    gaps = [right[0].x0 - left[-1].x1 for left, right in itertools.pairwise(parts)]
    might_be_text = len(parts) < 3 and min(gaps, default=0.0) < row.word_space
    if role is RowRole.UPPER_HEAD and max(gaps, default=0.0) < row.word_space:
        slack = _CENTRED_SHARE if len(parts) > _FEW_PARTS else _EXACTLY_CENTRED_SHARE
        return all(_off_centre(part, columns) <= slack * size for part in parts)
    for part in parts:
        x0, x1 = part[0].x0, max(word.x1 for word in part)
        column = columns.columns[columns.at((x0 + x1) / 2)]
        off_centre = abs((x0 + x1) / 2 - column.x)
        off_edge = min(abs(x0 - column.x0), abs(x1 - column.x1))
        if might_be_text:
            if role is RowRole.UPPER_HEAD or off_centre > _EXACT_SHARE * size:
                return False
        elif min(off_centre, off_edge) > _ALIGNED_SHARE * size:
            return False
    return True


def _off_centre(words: Sequence[Word], columns: Columns) -> float:
    """Return how far the middle of words is off the middle of the columns they cover."""
    x0, x1 = words[0].x0, max(word.x1 for word in words)
    covered = columns.covered(x0, x1)
    return abs((x0 + x1) / 2 - columns.middle(covered[0], covered[-1]))


def _put(row: GridRow, words: list[Word], covered: range) -> None:
    """Put words into a row; what stands in the same column already is one text with them."""
    for slot in row.slots:
        if slot.column < covered.stop and covered.start < slot.end:
            stop = max(slot.end, covered.stop)
            slot.column = min(slot.column, covered.start)
            slot.column_span = stop - slot.column
            slot.lines[-1].extend(words)
            return
    row.slots.append(Slot([list(words)], covered.start, len(covered)))
