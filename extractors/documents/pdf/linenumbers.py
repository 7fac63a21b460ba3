"""Numbers in the margin that count the lines, as papers under review have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.documents.pdf.lines import Line, line_of
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.words import Word

_NUMBER = re.compile(r"\d{1,4}")
_MIN_PER_PAGE, _MIN_PER_PAPER = 6, 15
_MARGIN_SHARE = 0.02
"""At most this share of a page's words stands further out than the numbers."""
_COUNTING_SHARE = 0.9


def remove_line_numbers(views: Sequence[PageView]) -> None:
    """Take the line numbers out of the lines of a paper, where it has them."""
    numbers = {id(word) for view in views for word in _line_numbers(view)}
    if len(numbers) < _MIN_PER_PAPER:
        return
    for view in views:
        view.lines = [kept for line in view.lines if (kept := _without(line, numbers)) is not None]


def _without(line: Line, numbers: set[int]) -> Line | None:
    words = [word for word in line.words if id(word) not in numbers]
    if len(words) == len(line.words):
        return line
    return line_of(words, line.page) if words else None


def _line_numbers(view: PageView) -> Iterator[Word]:
    """Yield the words of a page that count its lines."""
    words = [word for line in view.lines for word in line.words]
    columns: dict[int, list[Word]] = {}
    for word in words:
        if _NUMBER.fullmatch(word.text):
            columns.setdefault(round(word.x1 / 3), []).append(word)
    for column in columns.values():
        if len(column) < _MIN_PER_PAGE:
            continue
        column.sort(key=lambda word: word.y)
        steps = [int(below.text) - int(above.text) for above, below in pairwise(column)]
        x0, x1 = min(word.x0 for word in column), max(word.x1 for word in column)
        further_left = sum(word.x0 < x1 for word in words) - len(column)
        further_right = sum(word.x1 > x0 for word in words) - len(column)
        is_in_margin = min(further_left, further_right) <= _MARGIN_SHARE * len(words)
        if is_in_margin and steps.count(1) >= _COUNTING_SHARE * len(steps):
            yield from column
