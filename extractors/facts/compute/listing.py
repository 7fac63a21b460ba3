"""Lists of models, data sets and amounts in a sentence, and which item belongs to which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.named import Named
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.numbers import series

LISTED = any_of(
    r"(?:\s?\[\d[\d,\s–-]*\]|\s\([^()]*\d{4}[a-z]?\))?(?:,?\s(?:and|or|&)\s(?:the\s)?|,\s(?:the\s)?)"
)
"""What stands between the names of a list, which may be cited: ``NetA [4] and NetB [5]``."""
_SIBLINGS = re.compile(r"(?P<name>.*?)(?P<first>\d+)/(?P<second>\d+)")
_PAIR_REACH = 40
_RESPECTIVELY = any_of(r"\brespectively\b")


def respectively(passage: Passage, mention: Mention, named: Sequence[Named]) -> str | None:
    """Return the name in a list of models or data sets that a number of an equally long list belongs to."""
    if not _RESPECTIVELY.search(passage.text):
        return None
    numbers = passage.numbers
    at = next((i for i, number in enumerate(numbers) if number.start == mention.start), None)
    if at is None:
        return None
    last = at
    while last + 1 < len(numbers) and len(series(passage.text, numbers, last + 1)) > last + 1 - at:
        last += 1
    listed = series(passage.text, numbers, last)
    if len(listed) < 2 or len(listed) != len(named):
        return None
    return named[next(i for i, number in enumerate(listed) if number.start == mention.start)].name


def sibling(passage: Passage, mention: Mention, models: Sequence[Named]) -> str | None:
    """Return the one of two models written as one name that a number of a pair belongs to.

    ``NetA-16/19 nets (15.3/19.6 billion FLOPs)`` gives 19.6 to ``NetA-19``.
    """
    numbers = passage.numbers
    at = next((i for i, number in enumerate(numbers) if number.start == mention.start), None)
    for named in models:
        written = _SIBLINGS.fullmatch(named.name)
        if at is None or written is None or not 0 < mention.start - named.end < _PAIR_REACH:
            continue
        for last in (at, at + 1):
            pair = series(passage.text, numbers, last) if last < len(numbers) else ()
            if len(pair) == 2 and mention.start in [number.start for number in pair]:
                which = [number.start for number in pair].index(mention.start)
                return written["name"] + written["first" if which == 0 else "second"]
    return None
