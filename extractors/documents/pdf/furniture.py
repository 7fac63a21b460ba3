"""What stands on every page without being part of the text: running heads, page numbers, line numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.page import PageView

_MARGIN_SHARE = 0.1
"""Running heads and page numbers stand in the outer tenth of the page's height."""
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—]?\s*(?:\d{1,5}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE
)
_FIXED = re.compile(
    r"^(?:Published as a conference paper|Under review as|Preprint\b|Copyright\b|To appear in|Accepted (?:to|at|by|as)\b"
    r"|arXiv:\d|\d+(?:st|nd|rd|th) Conference on|Proceedings of\b)",
    re.IGNORECASE,
)
_MIN_LINE_NUMBERS = 15


def find_furniture(views: Sequence[PageView]) -> set[int]:
    """Return the identities (`id`) of the lines that are page furniture."""
    texts = Counter(
        key for view in views for key in {_key(line) for line in view.lines if _is_marginal(line, view)}
    )
    least = 2 if len(views) < 6 else 3
    found: set[int] = set()
    for view in views:
        for line in view.lines:
            if not _is_marginal(line, view):
                continue
            is_alone = _PAGE_NUMBER.match(line.text) is not None and _is_outermost(line, view)
            is_repeated = texts[_key(line)] >= least and len(line.text) > 3 and _is_outermost(line, view)
            if is_alone or is_repeated or (_FIXED.match(line.text) and _is_outermost(line, view)):
                found.add(id(line))
        found |= _line_numbers(view)
    return found


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_marginal(line: Line, view: PageView) -> bool:
    return line.y < _MARGIN_SHARE * view.height or line.y > (1 - _MARGIN_SHARE) * view.height


def _is_outermost(line: Line, view: PageView) -> bool:
    """Tell whether at most two other baselines are nearer to the edge of the page."""
    is_head = line.y < view.height / 2
    nearer = {
        round(other.y) for other in view.lines if (other.y < line.y - 2 if is_head else other.y > line.y + 2)
    }
    return len(nearer) <= 2


def _line_numbers(view: PageView) -> set[int]:
    """Return the identities of numbers that count the lines in a margin, as in papers under review."""
    numbers = [line for line in view.lines if re.fullmatch(r"\d{1,4}", line.text)]
    columns = Counter(round(line.x1 / 3) for line in numbers)
    found: set[int] = set()
    for column, count in columns.items():
        if count < _MIN_LINE_NUMBERS:
            continue
        members = sorted((line for line in numbers if round(line.x1 / 3) == column), key=lambda line: line.y)
        values = [int(line.text) for line in members]
        steps = [b - a for a, b in zip(values, values[1:], strict=False)]
        if sum(step == 1 for step in steps) >= 0.9 * len(steps):
            found |= {id(line) for line in members}
    return found
