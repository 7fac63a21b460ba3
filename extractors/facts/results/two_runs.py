"""Heads and cells that print one measure twice: as the paper ran it, and as others reported it, ``23.2 [23.9]``."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.facts.results.owner_words import says_own, says_quoted
from extractors.facts.table_view import Column

_BETWEEN_VALUES = re.compile(r"\s?[/|]\s?")
_BESIDE = re.compile(r"(?P<first>[^\[\]()]*[^\s\[\]()])\s*[\[(](?P<second>[^\[\]()]+)[\])]")
_IN_PAPER = re.compile(r"(?:as\s)?(?:in\s)?(?:the(?:ir)?\s)?(?:orig(?:inal|\.)?\s)?papers?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def prints_two_runs(head: str) -> bool:
    """Tell whether a head is over numbers of both: ``top-1 ours [orig]``, ``paper (re-impl.)``."""
    said = _BESIDE.fullmatch(head.strip())
    if said is None:
        return False
    first, second = said["first"], said["second"]
    return (says_own(first) and _is_of_others(second)) or (_is_of_others(first) and says_own(second))


def parts_of_head(head: str) -> list[str]:
    """Return what a head says of each of the values in its cells: ``ours [orig.]`` and ``EM / F1`` of two."""
    said = _BESIDE.fullmatch(head.strip()) if prints_two_runs(head) else None
    return [said["first"], said["second"]] if said else _BETWEEN_VALUES.split(head)


def head_of_value(column: Column, index: int, count: int) -> Column:
    """Return the column with what its head says of one of the values in a cell alone.

    Args:
        column: The column.
        index: Which of the values it is.
        count: How many the cell holds; a number that stands alone is the first of two runs.
    """
    if not column.heads or (count == 1 and not prints_two_runs(column.heads[-1])):
        return column
    parts = parts_of_head(column.heads[-1])
    if count not in (1, len(parts)):
        return column
    return Column(column.index, (*column.heads[:-1], parts[index]), column.label_kind)


def _is_of_others(text: str) -> bool:
    return says_quoted(text) or _IN_PAPER.fullmatch(text.strip()) is not None
