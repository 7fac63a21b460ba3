"""What recognisers share: the words around a number and what they make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.facts.compute.passages import Passage
from extractors.facts.numbers import Number, series

HEDGES = (
    r"(?:(?:about|around|roughly|approximately|approx\.|nearly|almost|over|only|just|some|up to|at most|"
    r"at least|"
    r"less than|more than|fewer than|no more than|a total of|in total|total of|total|as little as|as few as|"
    r"another|of|the|a|an|all|our|full)\s)*"
)
"""Words between a preposition and the amount it governs."""

_REACH = 40
_CLAUSE_BREAK = re.compile(r"[;:,()]|\b(?:and|but|while|whereas|which|where|then)\b")


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives into one pattern that ignores case."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


def ending(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives that stand right before a place, hedges such as "about" between allowed."""
    return re.compile(rf"(?:{'|'.join(alternatives)})\s{HEDGES}[(~≈∼]?\Z", re.IGNORECASE)


def label(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives that stand before a number and mean nothing unless one follows."""
    return re.compile(rf"(?:{'|'.join(alternatives)})(?=[{{\[(~≈∼]?\s?\d)", re.IGNORECASE)


_RELATIVE_AFTER = re.compile(r"\s?(?:×(?!\s?10)|x\b|[-\s]?times\b|[-\s]?fold\b|\\?%|percent\b)")
_RELATIVE_BEFORE = ending(
    r"\b(?:extra|additional|further|(?:increased?|reduced?|decreased?) by|sav(?:es?|ing))"
)


def before(passage: Passage, position: int, reach: int = _REACH) -> str:
    """Return up to `reach` characters that stand before a position."""
    return passage.text[max(0, position - reach) : position]


def after(passage: Passage, position: int, reach: int = _REACH) -> str:
    """Return up to `reach` characters that stand after a position."""
    return passage.text[position : position + reach]


def clause(passage: Passage, start: int, end: int, farthest: int | None = None) -> str:
    """Return the clause around a span: from the last break before it to the first one after it.

    What stands in brackets belongs to the clause the brackets follow. Nothing from `farthest` on belongs to it.
    """
    text = passage.text
    opening = text.rfind("(", 0, start)
    is_inside = opening >= 0 and ")" not in text[opening:start]
    first = 0
    for match in _CLAUSE_BREAK.finditer(text, 0, opening if is_inside else start):
        first = match.end()
    following = _CLAUSE_BREAK.search(text, end)
    last = following.start() if following else len(text)
    return text[first : last if farthest is None else min(last, farthest)]


def is_relative(passage: Passage, number: Number) -> bool:
    """Tell whether a number is a factor, a share or a difference rather than an amount."""
    return bool(
        _RELATIVE_AFTER.match(passage.text, number.end)
        or _RELATIVE_BEFORE.search(before(passage, number.start))
    )


def followed_by(
    passage: Passage, unit: re.Pattern[str]
) -> Iterator[tuple[tuple[Number, ...], re.Match[str]]]:
    """Yield each list of numbers that a unit follows, with the match of the unit.

    ``300 and 40 epochs`` gives both numbers with one match. Factors and shares are left out.

    Args:
        passage: The sentence.
        unit: What must stand right after the last number.
    """
    for index, number in enumerate(passage.numbers):
        match = unit.match(passage.text, number.end)
        if match is not None and not is_relative(passage, number) and not _is_axis(passage, index):
            yield _without_labelled(passage, series(passage.text, passage.numbers, index)), match


_LABELLED = ending(
    r"\b(?:batch(?:[\s-]?size)?|weight decay|momentum|learning rate|dropout|crop(?: size)?|resolution|seeds?|steps?)"
    r"(?:\s?(?:=|:|is|was|of))?"
)


def _without_labelled(passage: Passage, listed: tuple[Number, ...]) -> tuple[Number, ...]:
    """Leave out what a list begins with that is another quantity: the 512 of ``batch size 512, 100 epochs``."""
    at = next((i for i, n in enumerate(listed[:-1]) if _LABELLED.search(before(passage, n.start))), None)
    return listed if at is None else listed[at + 1 :]


def _is_axis(passage: Passage, index: int) -> bool:
    """Tell whether a number is one of a row of ticks, as in text read out of a figure."""
    if index == 0:
        return False
    return passage.text[passage.numbers[index - 1].end : passage.numbers[index].start].isspace()


def following(passage: Passage, pattern: re.Pattern[str]) -> Iterator[tuple[Number, ...]]:
    """Yield each list of numbers that a label precedes: ``batch sizes of {16, 32}``.

    Args:
        passage: The sentence.
        pattern: What must stand before the first number, made by `label`.
    """
    numbers = passage.numbers
    for match in pattern.finditer(passage.text):
        first = next((i for i, number in enumerate(numbers) if number.start >= match.end()), None)
        if first is None or passage.text[match.end() : numbers[first].start].strip(" {[(~≈∼"):
            continue
        last = first
        while last + 1 < len(numbers) and numbers[first] in series(passage.text, numbers, last + 1):
            last += 1
        if not is_relative(passage, numbers[last]):
            listed = series(passage.text, numbers, last)
            yield listed[-(last - first + 1) :]
