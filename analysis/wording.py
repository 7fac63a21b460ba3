"""Small words that several parts of the analysis write alike."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """Write a count with its noun.

    Returns:
        Count and noun, the noun in the right number.

    >>> counted(1, "work"), counted(3, "work"), counted(0, "point")
    ('1 work', '3 works', '0 points')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
