"""Lists of models, data sets and amounts in a sentence, and which item belongs to which."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.named import Named
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.numbers import series

LISTED = any_of(r",?\s(?:and|or|&)\s(?:the\s)?|,\s(?:the\s)?")
"""What stands between the names of a list."""
_RESPECTIVELY = any_of(r"\brespectively\b")


def respectively(passage: Passage, mention: Mention, named: Sequence[Named]) -> Named | None:
    """Return the item of a list that a number of an equally long list belongs to."""
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
    return named[next(i for i, number in enumerate(listed) if number.start == mention.start)]
