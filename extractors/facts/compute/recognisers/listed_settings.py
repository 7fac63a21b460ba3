"""Lists of settings with a number for each: ``Batch size, momentum and epochs are 128, 0.9 and 200``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import label
from extractors.facts.numbers import Number

_LISTED_SETTINGS = label(
    r"(?P<names>[a-z][\w\s,-]*?\band\s[\w-]+(?:\s[\w-]+){0,4}?)"
    r"\s(?:as|of|to|are|were|being)\s(?:(?:set|fixed|chosen|respectively)\s)?(?:(?:to|as|at|to be)\s)?"
)
"""``batch size, momentum and weight decay as``, before a number for each."""
_BETWEEN_SETTINGS = re.compile(r",?\sand\s|,\s")


def listed_settings(passage: Passage) -> Iterator[tuple[str, Number]]:
    """Yield the settings of lists of as many numbers, each with its number; ``8, 0.1 and 41K`` share no scale."""
    for match in _LISTED_SETTINGS.finditer(passage.text):
        names = _BETWEEN_SETTINGS.split(match["names"])
        listed = _numbers_from(passage, match.end())
        if len(names) >= len(listed) > 1:
            yield from zip(names[-len(listed) :], listed, strict=True)


def _numbers_from(passage: Passage, start: int) -> tuple[Number, ...]:
    """Return the numbers of a list that begins at a place."""
    listed: list[Number] = []
    for number in (number for number in passage.numbers if number.start >= start):
        gap = passage.text[listed[-1].end if listed else start : number.start]
        if not _BETWEEN_SETTINGS.fullmatch(gap) if listed else gap:
            break
        listed.append(number)
    return tuple(listed)
