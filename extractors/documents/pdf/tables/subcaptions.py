"""Sub-captions: ``(a) ...`` above or below each table of a float."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.documents.pdf.captions import Side
from extractors.documents.pdf.geometry import overlap
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.tables.frames import Frame

_MAX_DISTANCE = 70.0
"""Points from a table down to its sub-caption."""
_MARK = re.compile(r"^\(?([a-h])\)\s*(?=\S)|^\(?([a-h])\)$")


def find_subcaptions(frames: Sequence[Frame], lines: Sequence[Line]) -> dict[int, list[Line]]:
    """Return the lines of each frame's own caption, ``(a) ...``, all below their frames or all above."""
    outside = [line for line in lines if not any(_is_row_of(frame, line) for frame in frames)]
    ordered = sorted(outside, key=lambda line: (line.y, line.x0))
    starts = [line for line in ordered if _MARK.match(line.text)]
    best = max((_nearest_starts(starts, frames, side) for side in (Side.BELOW, Side.ABOVE)), key=len)
    return {
        position: _grown(best[position], ordered) if position in best else []
        for position in range(len(frames))
    }


def _nearest_starts(starts: Sequence[Line], frames: Sequence[Frame], side: Side) -> dict[int, Line]:
    """Return the sub-caption on one side of each frame that has one, each with its nearest frame."""
    matched: dict[int, Line] = {}
    for start in starts:
        distances = [
            (distance, position)
            for position, frame in enumerate(frames)
            if position not in matched and (distance := _distance(start, frame, side)) is not None
        ]
        if distances:
            matched[min(distances)[1]] = start
    return matched


def _distance(line: Line, frame: Frame, side: Side) -> float | None:
    """Return how far a sub-caption stands from a frame, None when it cannot belong to it."""
    if overlap(line.x0, line.x1, frame.x0, frame.x1) < 0.4 * min(line.width, frame.x1 - frame.x0):
        return None
    distance = line.top - frame.bottom if side is Side.BELOW else frame.top - line.bottom
    limit = _MAX_DISTANCE if side is Side.BELOW else 2.5 * line.size
    return distance if -2 < distance < limit else None


def _is_row_of(frame: Frame, line: Line) -> bool:
    """Tell whether a line stands in a frame: rows may be labelled ``(a) ...`` too."""
    return frame.top - 1 < line.y < frame.bottom + 1 and frame.x0 - 4 < line.x < frame.x1 + 4


def _grown(start: Line, lines: Sequence[Line]) -> list[Line]:
    """Return a sub-caption with the lines that go on from it."""
    block = [start]
    for line in lines:
        step = line.y - block[-1].y
        is_next = 0.5 * line.size < step < 1.45 * line.size and abs(line.size - start.size) < 0.6
        is_under = overlap(line.x0, line.x1, start.x0, start.x1) > 0.6 * min(line.width, start.width)
        if is_next and is_under:
            block.append(line)
    return block
