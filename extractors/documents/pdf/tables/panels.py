"""Panels: parts of one frame that have a title, heads and columns of their own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.tables.frames import Frame
from extractors.documents.pdf.tables.rows import is_value

_TITLE = re.compile(r"^\(?([a-h])\)\s*[^\W\d]")
_CENTRED_SHARE = 0.08
"""A title's middle is at most this share of the frame's width off the middle of the frame."""
_SLACK = 4.0


def panels_of(frame: Frame, lines: Sequence[Line]) -> list[Frame]:
    """Return the panels of a frame without their titles, or the frame itself where it is one table.

    Panels are told by their titles, ``(a) ...``, ``(b) ...``: the first at the top, each alone and centred in its row,
    with heads below it that are not the same everywhere. Titles without heads of their own, and those above the same
    heads once more, are groups of rows of one table.

    Args:
        frame: As its rules tell.
        lines: The page's lines.
    """
    inside = sorted(
        (
            line
            for line in lines
            if frame.top - 1 < line.y < frame.bottom + 1 and frame.x0 - _SLACK < line.x < frame.x1 + _SLACK
        ),
        key=lambda line: line.y,
    )
    titles = [line for line in inside if _is_title(line, frame, inside)]
    letters = [match[1] for line in titles if (match := _TITLE.match(line.text))]
    if len(titles) < 2 or letters != list("abcdefgh"[: len(letters)]) or inside[0] is not titles[0]:
        return [frame]
    ends = [*(title.top for title in titles[1:]), frame.bottom]
    heads = [_heads(inside, title.y, end) for title, end in zip(titles, ends, strict=True)]
    if not all(heads) or all(row == heads[0] for row in heads):
        return [frame]
    return [_panel(frame, title.bottom, end) for title, end in zip(titles, ends, strict=True)]


def _is_title(line: Line, frame: Frame, inside: Sequence[Line]) -> bool:
    """Tell whether a line is the only one in its row, centred, and begins with a letter in brackets."""
    middle, width = (frame.x0 + frame.x1) / 2, frame.x1 - frame.x0
    return (
        _TITLE.match(line.text) is not None
        and abs(line.x - middle) < _CENTRED_SHARE * width
        and not any(other is not line and abs(other.y - line.y) < 0.3 * line.size for other in inside)
    )


def _heads(inside: Sequence[Line], top: float, bottom: float) -> list[str]:
    """Return the words of the first row of a panel, none where it holds a value or the last row holds none."""
    below = [line for line in inside if top < line.y < bottom]
    rows = [
        sorted(word.text for line in row for word in line.words)
        for _, row in itertools.groupby(below, key=lambda line: round((line.y - below[0].y) / line.size))
    ]
    are_heads = len(rows) > 1 and not any(map(is_value, rows[0])) and any(map(is_value, rows[-1]))
    return rows[0] if are_heads else []


def _panel(frame: Frame, top: float, bottom: float) -> Frame:
    rules = [rule for rule in frame.rules if top - 1 < rule.y < bottom + 1]
    return Frame(frame.x0, frame.x1, rules, top, bottom, is_panel=True)
