"""Names that say whether they stand for several networks together (``7 CNNs``) or for one (``Net (single)``)."""

from __future__ import annotations

import re

NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
HOW_MANY = rf"(?:[2-9]|[1-9]\d|{'|'.join(NUMBER_WORDS)})"
"""A pattern of a count of more than one, as names write it."""

_NETWORKS = r"(?:CNNs?|ConvNets?|models?|nets?|networks?)"
_SEVERAL = re.compile(
    rf"\bensembles?\b|\bens\.|(?<![\w^.-]){HOW_MANY}[\s-](?:[a-z]+\s)?{_NETWORKS}\b"
    rf"|(?:\bnumber\sof|#)\s?{_NETWORKS}:?\s{HOW_MANY}\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    # Not where another word says what is single, such as a scale or a crop.
    r"\bsingle(?:[\s-](?:model|net(?:work)?))?(?![\w-]|\s\w)|\bsgl\b"
    rf"|\b(?:1|one|a)\s(?:[a-z]+\s)?{_NETWORKS}\b|(?:\bnumber\sof|#)\s?{_NETWORKS}:?\s1\b"
    r"|\b(?:no|non|without|w/o)[\s-]ensembl",
    re.IGNORECASE,
)


def is_several_by_name(name: str) -> bool | None:
    """Tell whether a model's name says that it is several networks together; None where it says neither."""
    if _ONE.search(name):
        return False
    return True if _SEVERAL.search(name) else None


def how_many(count: str) -> int:
    """Read what `HOW_MANY` finds."""
    return int(count) if count.isdigit() else NUMBER_WORDS.index(count.casefold()) + 2
