"""Parts of a sentence about other runs than an amount is for: exceptions, and items with an amount of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.facts.compute.beginnings import beginnings
from extractors.facts.compute.mentions import SIZES, Mention
from extractors.facts.compute.named import Named
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of

_EXCEPTED = any_of(
    r"(?<!no\s)\b(?:except(?:ing|ions?)?|excluding|apart from|aside from|other than)\b"
    r"(?!\sthat\b|\s(?:for\s)?(?:an?|the)\s[a-z])[^.;]*"
)
"""``except for NetB``, but ``except that`` and ``except for a larger batch`` go on with what came before."""
_UNIT = (
    r"(?:[\s-](?:training\s)?(?:epochs?|steps|iterations|iters|updates|images|examples|samples|tokens|hours|days|"
    r"GPUs|TPUs))?"
)
_FOR_ITS_OWN = re.compile(
    rf"{_UNIT}\s(?:for|on|with)\s(?P<whose>[^,;()]*?)"
    r"(?=,|;|\)|\.?\Z|\.\s|\s(?:and|while|but)\s(?:for\s)?(?:\d|\w+\s\d))"
)
"""``70 epochs for NetA and 90 epochs for NetB``: up to the next amount of the list."""
_NEXT_OF_LIST = re.compile(
    r"(?:,\s(?:and\s|while\s|but\s)?|;\s(?:and\s)?|\s(?:and|while|but)\s)(?:of\s|to\s)?\Z"
)
_ALONE = re.compile(r"\((?:for|on|in|with)\s[^()\d]{1,40}?[,:]?\s\d[^()]*\)")
"""``batch size 100 (for NetA, 32)``"""


def spans_elsewhere(passage: Passage, mention: Mention) -> tuple[tuple[int, int], ...]:
    """Return the parts of a sentence whose names are not those of an amount.

    Args:
        passage: The sentence.
        mention: The amount and its place.

    Returns:
        Of ``all nets take 3 days except NetB`` the last two words; what a training begins from; of ``70 epochs for NetA
        and 90 for NetB`` NetB for the first amount and NetA for the second one.
    """
    excepted = (found.span() for found in _EXCEPTED.finditer(passage.text) if found.start() >= mention.end)
    alone = (
        found.span()
        for found in _ALONE.finditer(passage.text)
        if not found.start() <= mention.start < found.end()
    )
    listed = items_of_list(passage, mention)
    others = (span for start, span in listed.items() if start != mention.start)
    begun_from = beginnings(passage.text) if mention.quantity not in SIZES else ()
    return (*excepted, *alone, *others, *begun_from)


def not_within(named: Sequence[Named], spans: Sequence[tuple[int, int]]) -> list[Named]:
    """Return the names that stand in none of the parts of a sentence."""
    return [one for one in named if not any(start <= one.start < end for start, end in spans)]


def items_of_list(passage: Passage, mention: Mention) -> dict[int, tuple[int, int]]:
    """Return what each amount of a list is for, by where the amount begins; empty unless it is one of several.

    Args:
        passage: The sentence.
        mention: The amount and its place.
    """
    lists: list[dict[int, tuple[int, int]]] = []
    end = -1
    for start, span in _items(passage):
        if lists and _NEXT_OF_LIST.fullmatch(passage.text, end, start):
            lists[-1][start] = span
        else:
            lists.append({start: span})
        end = span[1]
    return next((found for found in lists if mention.start in found and len(found) > 1), {})


def _items(passage: Passage) -> Iterator[tuple[int, tuple[int, int]]]:
    for number in passage.numbers:
        found = _FOR_ITS_OWN.match(passage.text, number.end)
        if found is not None:
            yield number.start, found.span("whose")
