"""Blocks of rows that repeat each other: which setting each of them is about.

A cell that spans the rows of a block prints its text in the middle, so that a reader of lines finds it between two
rows, or run together with the label of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FEWEST_BLOCKS = 2
_SHORTEST_BLOCK = 2


@dataclass(frozen=True, slots=True)
class Blocks:
    """What the rows of a table's blocks are about, by row."""

    titles: Mapping[int, str]
    """The text set in the middle of the row's block."""
    labels: Mapping[int, str]
    """The labels of rows that it is run together with, without it."""
    title_rows: frozenset[int]
    """Rows that hold nothing but a part of such a text."""


NO_BLOCKS = Blocks({}, {}, frozenset())


def read_blocks(labels: Sequence[tuple[int, str]], loose: Mapping[int, str]) -> Blocks:
    """Find blocks whose rows are labelled alike and whose titles stand in their middle.

    Args:
        labels: Row and label of every row of values, from top to bottom.
        loose: Rows of one text alone.

    Returns:
        The blocks; none where the table has no such titles.
    """
    blocks = _repeated(labels)
    if len(blocks) < _FEWEST_BLOCKS:
        return NO_BLOCKS
    titles: dict[int, str] = {}
    plain: dict[int, str] = {}
    title_rows: set[int] = set()
    shortest = [min((block[place][1] for block in blocks), key=len) for place in range(len(blocks[0]))]
    found = []
    for block in blocks:
        inside = [row for row in loose if block[0][0] < row < block[-1][0]]
        parts = [(row, loose[row]) for row in inside]
        for (row, label), short in zip(block, shortest, strict=True):
            if label != short:
                plain[row] = short
                parts.append((row, label.removesuffix(short).strip()))
        title = " ".join(text for _, text in sorted(parts))
        found.append(title)
        title_rows.update(inside)
        titles.update((row, title) for row, _ in block)
    if not all(found) or len(set(found)) < _FEWEST_BLOCKS:
        return NO_BLOCKS
    return Blocks(titles, plain, frozenset(title_rows))


def _repeated(labels: Sequence[tuple[int, str]]) -> list[Sequence[tuple[int, str]]]:
    """The blocks, all of one length, that begin where the first label comes again; none where they differ."""
    if not labels or not labels[0][1]:
        return []
    starts = [index for index, (_, label) in enumerate(labels) if label == labels[0][1]]
    length = starts[1] - starts[0] if len(starts) > 1 else 0
    edges = [*starts, len(labels)]
    if length < _SHORTEST_BLOCK or any(stop - start != length for start, stop in pairwise(edges)):
        return []
    blocks = [labels[start : start + length] for start in starts]
    for place in range(length):
        texts = [block[place][1] for block in blocks]
        shortest = min(texts, key=len)
        if not shortest or not all(text == shortest or text.endswith(f" {shortest}") for text in texts):
            return []
    return blocks
