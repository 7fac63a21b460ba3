"""Names that stand for several networks which answer together, such as ``7 CNNs`` or ``ensemble of five nets``."""

from __future__ import annotations

import re

NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
HOW_MANY = rf"(?:[2-9]|[1-9]\d|{'|'.join(NUMBER_WORDS)})"
"""A pattern of a count of more than one, as names write it."""

_SEVERAL = re.compile(
    rf"\bensembles?\b|\b{HOW_MANY}[\s-](?:[a-z]+\s)?(?:CNNs|ConvNets|models|nets|networks)\b", re.IGNORECASE
)
_ONE = re.compile(r"\b(?:no|non|without|w/o)[\s-]ensembl", re.IGNORECASE)


def names_several(name: str) -> bool:
    """Tell whether a model's name says that it is several networks together."""
    return bool(_SEVERAL.search(name)) and not _ONE.search(name)


def how_many(count: str) -> int:
    """Read what `HOW_MANY` finds."""
    return int(count) if count.isdigit() else NUMBER_WORDS.index(count.casefold()) + 2
