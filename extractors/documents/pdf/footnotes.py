"""Footnotes at the foot of text columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.documents.pdf.lines import Line

_SIZE_SHARE = 0.95
"""Footnotes are set smaller than this share of the size of running text."""
_LEADING_SHARE = 1.6
_GAP_SHARE = 2.8
"""Baselines of one note, and of neighbouring notes, are at most so many font sizes apart."""
_MARK = re.compile(r"^(?:\^\{?(?P<mark>[^\s{}]{1,3})\}?|(?P<symbol>[*†‡§¶]))\s*(?=\S)")


def find_footnotes(column: Sequence[Line], body_size: float) -> list[list[Line]]:
    """Return the footnotes of one text column, each as its lines.

    Args:
        column: Lines of the column, without page furniture.
        body_size: Font size of running text.
    """
    foot: list[Line] = []
    for line in sorted(column, key=lambda line: line.y, reverse=True):
        if line.size >= _SIZE_SHARE * body_size or (
            foot and foot[-1].y - line.y > _GAP_SHARE * foot[-1].size
        ):
            break
        foot.append(line)
    notes: list[list[Line]] = []
    for line in sorted(foot, key=lambda line: (line.y, line.x0)):
        is_apart = notes and line.y - notes[-1][-1].y > _LEADING_SHARE * line.size
        if is_apart or _MARK.match(line.text):
            notes.append([line])
        elif notes:
            notes[-1].append(line)
    return notes


def with_plain_mark(text: str) -> str:
    """Return a footnote's text with its mark set off: ``^1 We used ...``."""
    return _MARK.sub(lambda match: f"^{match['mark'] or match['symbol']} ", text)
