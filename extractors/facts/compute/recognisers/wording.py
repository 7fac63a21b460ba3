"""What recognisers share: the words around a number and what they make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|twenty|thirty|forty|fifty|"
    r"sixty|hundred)\b"
)
_CLAUSE_BREAK = re.compile(r"[;:,()]|\b(?:and|but|while|whereas|which|where|then)\b")


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives into one pattern that ignores case."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


def ending(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives that stand right before a place, hedges such as "about" between allowed."""
    return re.compile(rf"(?:{'|'.join(alternatives)})\s{HEDGES}[(~≈∼]?\Z", re.IGNORECASE)


def starting(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives with which a text starts."""
    return re.compile(rf"\A(?:{'|'.join(alternatives)})", re.IGNORECASE)


def label(*alternatives: str) -> re.Pattern[str]:
    """Compile alternatives that stand before a number and mean nothing unless one follows."""
    return re.compile(rf"(?:{'|'.join(alternatives)})(?=[{{\[(~≈∼]?\s?(?:\d|{_NUMBER_WORD}))", re.IGNORECASE)


_RELATIVE_AFTER = re.compile(
    r"\s?(?:×(?!\s?10)|x\b|[-\s]?times\b|[-\s]?fold\b|\\?%|percent\b)"
    r"|\s?(?:\w+\s){0,2}(?:savings?|reduction|overhead)\b"
)
_RELATIVE_BEFORE = ending(
    r"\b(?:extra|additional|further|(?:increased?|reduced?|decreased?) by|sav(?:es?|ing))"
)


_OWN_LABEL = ending(
    r"\b(?:batch(?:es)?(?:[\s-]?sizes?)?|learning rate|lr|decay|momentum|dropout(?: rate)?|dimensions?|"
    r"resolution|patience|"
    r"seeds?|beam(?: size)?)(?:\s?[=:]|\s(?:of|is|was))?",
    r"\b(?:fig(?:ure|s?\.)|tab(?:le|\.)|sec(?:tion|\.)|appendix|eq(?:uation|\.))",
    r"\b(?:epochs|iterations|steps)\sat",
)
_IN_NAME = re.compile(r"(?<!\d)[A-Za-z]/\Z")
"""What stands before the 16 of ``NetA-B/16``."""


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


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with parts of it blank; everything else keeps its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


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


def _without_labelled(passage: Passage, numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """Leave out a number with a label of its own or in a name: the 24 of ``batch 24, 160 epochs``, ``NetA/24, 160``."""
    labelled = [
        index
        for index, lead in enumerate(before(passage, number.start) for number in numbers[:-1])
        if _OWN_LABEL.search(lead) or _IN_NAME.search(lead)
    ]
    return numbers[labelled[-1] + 1 :] if labelled else numbers


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


_LISTED_SETTINGS = label(
    r"(?P<names>[a-z][\w\s,-]*?\band\s[\w-]+(?:\s[\w-]+){0,4}?)"
    r"\s(?:as|of|to|are|were|being)\s(?:(?:set|fixed|chosen|respectively)\s)?(?:(?:to|as|at|to be)\s)?"
)
"""``batch size, momentum and weight decay as``, before a number for each."""
_BETWEEN_SETTINGS = re.compile(r",?\sand\s|,\s")


def listed_settings(passage: Passage) -> Iterator[tuple[str, Number]]:
    """Yield the settings of a list, each with its number; the ``K`` of ``8, 0.1 and 41K`` is of the last alone."""
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
