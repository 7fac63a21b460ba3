"""What stands on every page without being part of the text: running heads, page and line numbers, rules beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.documents.pdf.geometry import Rule, grouped
from extractors.documents.pdf.lines import Line, line_of
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.words import Word

_MARGIN_SHARE = 0.1
"""Running heads and page numbers stand in the outer tenth of the page's height."""
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—]?\s*(?:\d{1,5}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE
)
_RULE_GAP_SHARE, _RULE_WIDTH_SHARE = 0.8, 0.5
"""A rule under a running head is this share of the font size off its baseline at most, one over a foot off the top of
its letters; and so much of the page's width at least."""
_FIXED = re.compile(
    r"^(?:Published as a conference paper|Under review as|Preprint\b|Copyright\b|To appear in|"
    r"Accepted (?:to|at|by|as)\b|arXiv:\d|\d+(?:st|nd|rd|th) Conference on|Proceedings of\b)",
    re.IGNORECASE,
)
_LINE_NUMBER = re.compile(r"\d{1,4}")
_MIN_PER_PAGE, _MIN_PER_PAPER = 6, 15
_OUTER_SHARE = 0.02
"""At most this share of a page's words stands further out than its line numbers."""
_COUNTING_SHARE = 0.9


def find_furniture(views: Sequence[PageView]) -> set[int]:
    """Return the identities (`id`) of the lines that are page furniture."""
    margins = [(view, row) for view in views for row in _marginal_rows(view)]
    texts = Counter(_key(row) for _, row in margins)
    least = 2 if len(views) < 6 else 3
    found: set[int] = set()
    for view, row in margins:
        text = " ".join(line.text for line in row)
        is_repeated = texts[_key(row)] >= least and len(text) > 3 and not _is_in_frame(row, view)
        if is_repeated or _PAGE_NUMBER.match(text) or _FIXED.match(text):
            found |= {id(line) for line in row}
    return found


def _is_in_frame(row: Sequence[Line], view: PageView) -> bool:
    """Tell whether a rule stands between a row and the page's edge: it is of a table whose heads other pages repeat."""
    size, x0, x1 = row[0].size, row[0].x0, row[-1].x1
    is_upper = row[0].y < view.height / 2
    edge = row[0].y - size if is_upper else row[0].y
    reach = (edge - size, edge + 0.3 * size) if is_upper else (edge, edge + size)
    return any(
        rule.is_horizontal and reach[0] < rule.y < reach[1] and rule.x0 <= x0 + size and rule.x1 >= x1 - size
        for rule in view.rules
    )


def remove_furniture_rules(views: Sequence[PageView], furniture: set[int]) -> None:
    """Remove the rules that part running heads and feet from the page: none of them is of a table.

    Args:
        views: The pages; their rules are changed in place.
        furniture: Identities of the lines that are page furniture.
    """
    for view in views:
        lines = [line for line in view.lines if id(line) in furniture]
        if lines:
            view.rules = [rule for rule in view.rules if not _parts_furniture(rule, lines, view)]


def _parts_furniture(rule: Rule, furniture: Sequence[Line], view: PageView) -> bool:
    if not rule.is_horizontal or rule.length < _RULE_WIDTH_SHARE * view.width:
        return False
    is_upper = rule.y < view.height / 2
    return any(
        0.0 < (rule.y - line.y if is_upper else line.top - rule.y) < _RULE_GAP_SHARE * line.size
        for line in furniture
    )


def _key(row: Sequence[Line]) -> tuple[str, int]:
    """Return what rows of furniture on different pages have in common: wording and height."""
    words = " ".join(re.sub(r"\d+", "#", line.text) for line in row)
    return words, round(row[0].y / 4)


def _marginal_rows(view: PageView) -> list[list[Line]]:
    """Return the two outermost rows at the head and at the foot of a page."""
    rows = grouped(sorted(view.lines, key=lambda line: line.y), lambda first, line: line.y - first.y < 2.0)
    head = [row for row in rows[:2] if row[0].y < _MARGIN_SHARE * view.height]
    foot = [row for row in rows[-2:] if row[0].y > (1 - _MARGIN_SHARE) * view.height]
    return head + foot


def remove_line_numbers(views: Sequence[PageView]) -> None:
    """Take the line numbers, which papers under review have in the margin, out of the lines of a paper."""
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
        if _LINE_NUMBER.fullmatch(word.text):
            columns.setdefault(round(word.x1 / 3), []).append(word)
    for column in columns.values():
        if len(column) < _MIN_PER_PAGE:
            continue
        column.sort(key=lambda word: word.y)
        steps = [int(below.text) - int(above.text) for above, below in pairwise(column)]
        x0, x1 = min(word.x0 for word in column), max(word.x1 for word in column)
        further_left = sum(word.x0 < x1 for word in words) - len(column)
        further_right = sum(word.x1 > x0 for word in words) - len(column)
        is_in_margin = min(further_left, further_right) <= _OUTER_SHARE * len(words)
        if is_in_margin and steps.count(1) >= _COUNTING_SHARE * len(steps):
            yield from column
