"""Heads over several columns that say what each of them is: ``DEV (EM, F1)``."""

from __future__ import annotations

import re

_LIST = re.compile(r"(?P<shared>[^()\[\]]*)[(\[](?P<parts>[^()\[\]]+)[)\]]\s*")
_BETWEEN = re.compile(r"\s?[,/|;]\s?")
_PART = re.compile(r"[A-Za-z][\w@.+-]{0,11}%?")


def dealt_out(head: str, columns: int) -> tuple[str, ...]:
    """Return the head of each column under one that lists them in brackets; empty where it does not.

    Args:
        head: The head.
        columns: How many columns it spans.

    Returns:
        As many heads, each with what stands before the brackets.
    """
    listed = _LIST.fullmatch(head)
    parts = _BETWEEN.split(listed["parts"].strip()) if listed else []
    if not listed or columns == 1 or not len(set(parts)) == len(parts) == columns:
        return ()
    if not all(map(_PART.fullmatch, parts)):
        return ()
    return tuple(f"{listed['shared'].strip()} {part}".strip() for part in parts)
