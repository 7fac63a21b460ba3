"""What stands on every page without being part of the text: running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.documents.pdf.geometry import grouped
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.page import PageView

_MARGIN_SHARE = 0.1
"""Running heads and page numbers stand in the outer tenth of the page's height."""
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—]?\s*(?:\d{1,5}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE
)
_FIXED = re.compile(
    r"^(?:Published as a conference paper|Under review as|Preprint\b|Copyright\b|To appear in|"
    r"Accepted (?:to|at|by|as)\b|arXiv:\d|\d+(?:st|nd|rd|th) Conference on|Proceedings of\b)",
    re.IGNORECASE,
)


def find_furniture(views: Sequence[PageView]) -> set[int]:
    """Return the identities (`id`) of the lines that are page furniture."""
    margins = [(view, row) for view in views for row in _marginal_rows(view)]
    texts = Counter(_key(row) for _, row in margins)
    least = 2 if len(views) < 6 else 3
    found: set[int] = set()
    for _, row in margins:
        text = " ".join(line.text for line in row)
        is_repeated = texts[_key(row)] >= least and len(text) > 3
        if is_repeated or _PAGE_NUMBER.match(text) or _FIXED.match(text):
            found |= {id(line) for line in row}
    return found


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
