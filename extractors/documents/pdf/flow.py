"""The order in which the lines of a page are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from extractors.documents.pdf.lines import Line, in_rows, line_of
from extractors.documents.pdf.page import Measure

_STEP = 2.0
"""Resolution of the search for the gutter, in points."""
_MIN_PROSE_LINES = 8
_MIN_WIDTH, _MAX_WIDTH = 36.0, 14_400.0
"""Points. Other pages are none that columns are printed on; PDF ends at 14,400 (ISO 32000-1, annex C)."""
_VALLEY_SHARE = 0.2
"""Lines may cross the gutter on at most this share of the text's height: titles, wide captions."""
_ACROSS_SHARE = 0.4
"""A page on which more than this share of the lines crosses the gutter has one column."""
_NUMBER_GAP_SHARE = 3.0
_MAX_MARK_LENGTH = 6


@dataclass(slots=True)
class FlowLine:
    """A line and the measure it is set to."""

    line: Line
    measure: Measure
    starts_column: bool = False


def body_size(lines: Iterable[Line]) -> float:
    """Return the font size most letters of running text are set in."""
    letters = Counter[float]()
    for line in lines:
        if line.is_prose:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def find_gutter(lines: Sequence[Line], width: float) -> float | None:
    """Return the middle of the white between two text columns, None when the page has one column.

    Args:
        lines: The page's lines.
        width: Width of the page.
    """
    prose = [line for line in lines if line.is_prose and line.width > 0.2 * width]
    if len(prose) < _MIN_PROSE_LINES or not _MIN_WIDTH < width < _MAX_WIDTH:
        return None
    cover = np.zeros(int(width / _STEP) + 2)
    for line in prose:
        cover[max(0, int(line.x0 / _STEP)) : int(line.x1 / _STEP) + 1] += 1
    low, high = int(0.35 * width / _STEP), int(0.65 * width / _STEP)
    middle = cover[low:high]
    valley = float(middle.min())
    left = float(cover[:low].max(initial=0.0))
    right = float(cover[high:].max(initial=0.0))
    if valley > _VALLEY_SHARE * min(left, right) or min(left, right) < 3:
        return None
    deepest = np.flatnonzero(middle <= valley) + low
    return float((deepest[0] + deepest[-1] + 1) / 2 * _STEP)


def page_gutters(pages: Sequence[tuple[Sequence[Line], float]]) -> list[float | None]:
    """Return the gutter of each page of a paper.

    A page with too little prose to find one has the paper's usual gutter, unless its text crosses it.

    Args:
        pages: The lines of running text and the width of each page.
    """
    found = [find_gutter(lines, width) for lines, width in pages]
    known = [gutter for gutter in found if gutter is not None]
    if 2 * len(known) < len(pages):
        return found
    usual = median(known)
    return [
        gutter if gutter is not None or _goes_across(lines, usual) else usual
        for gutter, (lines, _) in zip(found, pages, strict=True)
    ]


def _goes_across(lines: Sequence[Line], gutter: float) -> bool:
    prose = [line for line in lines if line.is_prose]
    return sum(line.x0 < gutter - 8 and line.x1 > gutter + 8 for line in prose) > _ACROSS_SHARE * len(prose)


def reading_order(lines: Sequence[Line], gutter: float | None) -> list[FlowLine]:
    """Return the lines in reading order: between lines across the gutter, left column before right.

    Args:
        lines: Lines of running text, without tables, captions and page furniture.
        gutter: As `find_gutter` gives it.
    """
    ordered = _with_numbers(in_rows(lines), gutter)
    if gutter is None:
        return _column(ordered)
    flow: list[FlowLine] = []
    left: list[Line] = []
    right: list[Line] = []
    wide: list[Line] = []
    for line in ordered:
        is_wide = line.x0 < gutter - 8 and line.x1 > gutter + 8
        if is_wide:
            flow += [*_column(left), *_column(right)]
            left, right = [], []
            wide.append(line)
        else:
            flow += _column(wide)
            wide = []
            (left if line.x < gutter else right).append(line)
    return [*flow, *_column(left), *_column(right), *_column(wide)]


def columns_of(lines: Sequence[Line], gutter: float | None) -> list[list[Line]]:
    """Return the lines of each text column; lines across the gutter belong to none."""
    if gutter is None:
        return [list(lines)]
    return [[line for line in lines if line.x1 < gutter], [line for line in lines if line.x0 > gutter]]


def _column(lines: Sequence[Line]) -> list[FlowLine]:
    """Return the lines of one column with its measure."""
    if not lines:
        return []
    prose = [line for line in lines if line.is_prose] or lines
    starts = Counter(round(line.x0) for line in prose)
    x0 = min(start for start, count in starts.items() if 3 * count >= starts.most_common(1)[0][1])
    x1 = float(np.quantile([line.x1 for line in prose], 0.9))
    measure = Measure(float(x0), x1)
    return [FlowLine(line, measure, position == 0) for position, line in enumerate(lines)]


def _with_numbers(lines: Sequence[Line], gutter: float | None) -> list[Line]:
    """Join what wide spaces tear apart on one baseline of a column: numbers and marks with their text, headings."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last is not None
            and abs(line.y - last.y) < 0.15 * line.size
            and 0 < line.x0 - last.x1 < _NUMBER_GAP_SHARE * line.size
            and (len(last.text) <= _MAX_MARK_LENGTH or (last.is_bold and line.is_bold))
            and (gutter is None or not last.x1 < gutter < line.x0)
        ):
            joined[-1] = line_of([*last.words, *line.words], line.page)
        else:
            joined.append(line)
    return joined
