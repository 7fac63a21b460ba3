"""Numbers as papers print them: ``1,287``, ``2.788M``, ``1.28 million``, ``3.14E+23``, ``five to six``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_WORD_VALUES: dict[str, float] = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30},
    **{"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    **{"dozen": 12, "hundred": 100},
}
_SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mil": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "bil": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "g": 1e9,
    "trillion": 1e12,
    "trillions": 1e12,
    "t": 1e12,
}

_SMALL_WORD = rf"(?:{'|'.join(sorted(_WORD_VALUES, key=len, reverse=True))})"
_NUMBER = re.compile(
    rf"""
    (?<![\w.^\\]) (?:(?<![A-Za-z][-–])|(?<=\d[kKMBT][-–]))  # not ResNet-50, not the 8 of p.8, but 3K-5K
    (?:
        (?P<base>10|2) \s? \^ \s? \{{? (?P<power>[-−]?\d+) \}}?
      | (?P<digits> \d{{1,3}}(?:[,\u2009\u202f]\u202f?\d{{3}})+(?![\d,]*\d)(?:\.\d+)? | \d+(?:\.\d+)? | \.\d+ )
        (?:
            \s? [×x·∙⋅*] \s? 10 \s? \^? \s? \{{? (?P<exponent>(?<=[\^{{\s])[-−+]?\d+) \}}?
          | [eE] (?P<e_exponent>[-+−]?\d+) (?![\w])
          | (?P<suffix>[kKMBTGmb]) (?!\w|-bit)
        )?
      | (?i:(?P<words>\b{_SMALL_WORD}(?:(?:[-\s]|(?<=hundred)\sand\s){_SMALL_WORD})*\b))
    )
    (?: [\s-] (?P<scale>(?i:hundred|thousand|millions?|billions?|trillions?|mil|bil|mn|bn)) (?![a-z]) )?
    """,
    re.VERBOSE,
)
_SPACED_THOUSANDS = re.compile(
    r"(?P<before>(?:\A|[(\[{:]\s?|(?<![\w-])[a-z]{2,}[:,]?\s))"
    r"(?P<digits>\d{1,3}(?:\s\d{3}|(?:\s000){2,3})|\d{1,3},\s000)(?![\d.,]*\d|\s\d|[\w%×-])"
)
_SPACED_SUFFIX = re.compile(r"\s(?P<suffix>[kKMBTG])\Z")
_RANGE_GAP = re.compile(r"\s?(?:[-–—~]|to)\s?\Z")
_BETWEEN_GAP = re.compile(r"\s?and\s?\Z")
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|around\s|roughly\s)?\Z", re.IGNORECASE)
_TOLERANCE = re.compile(r"\s?(?:±|\+/-)\s?\Z")
_SERIES_GAP = re.compile(r"\s?(?:[,/&]|\band\b|\bor\b|[,;]\s?(?:and|or)\b|vs\.?)\s?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIES_REACH = 8
"""Most characters between two numbers of one list."""

_BOUND_WORDS = {
    "upper": r"up to|at most|less than|under|within|fewer than|no more than|below|<|≤",
    "lower": r"over|more than|at least|exceeding|greater than|above|>|≥",
    "about": r"about|approximately|approx\.?|around|roughly|nearly|almost|circa|some|~|≈|∼",
}
_BOUND = re.compile(
    "|".join(rf"(?P<{name}>(?:{words})\s?(?:an?\s)?\Z)" for name, words in _BOUND_WORDS.items()),
    re.IGNORECASE,
)
_BOUND_REACH = 18


@dataclass(frozen=True, slots=True)
class Number:
    """One number, or one printed range, of a text."""

    start: int
    end: int
    text: str
    value: float
    """The number; of a range its first end."""
    low: float | None = None
    high: float | None = None
    """Ends of a printed range, or of ``a ± b``."""
    bound: str = ""
    """``upper`` after "up to", ``lower`` after "more than", ``about`` after "roughly"; else empty."""
    has_scale: bool = False
    """True when a suffix or word such as ``M`` or ``billion`` belongs to the number."""


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text from left to right, the two ends of a range as one.

    Digits inside names (``ResNet-50``, ``V100``) are not numbers.
    """
    return tuple(_joined(text, list(_atoms(text))))


def with_spaced_thousands(text: str) -> str:
    """Return a text with the spaces inside ``10 000`` and ``15, 000`` made narrow ones, which join a number.

    Readers of PDFs give the thin space between thousands as a plain one. The text keeps its length. Behind a name
    (``Table 4 200``) or beside other numbers the space separates.
    """
    return _SPACED_THOUSANDS.sub(lambda match: match["before"] + match["digits"].replace(" ", "\u202f"), text)


def parse_number(text: str) -> Number | None:
    """Return the number a whole text consists of, such as a table cell, or None.

    A scale letter may stand apart: ``15.3 M``.
    """
    stripped = text.strip()
    spaced = _SPACED_SUFFIX.search(stripped)
    numbers = find_numbers(stripped[: spaced.start()] if spaced else stripped)
    if len(numbers) != 1 or stripped[: numbers[0].start].strip("~≈∼<>≤≥ "):
        return None
    number = numbers[0]
    if spaced:
        number = replace(scaled(number, _SCALES[spaced["suffix"].lower()]), text=stripped, has_scale=True)
    elif stripped[number.end :].strip("*†‡+ "):
        return None
    return number


def scaled(number: Number, factor: float) -> Number:
    """Return a number with its value and range multiplied."""
    return replace(
        number,
        value=_rounded(number.value * factor),
        low=None if number.low is None else _rounded(number.low * factor),
        high=None if number.high is None else _rounded(number.high * factor),
    )


def series(text: str, numbers: tuple[Number, ...], last: int) -> tuple[Number, ...]:
    """Return the list of numbers that ends at an index: ``4, 4 or 1``, ``1.45M/1M``, ``{16, 32}``.

    Args:
        text: The text the numbers are of.
        numbers: All numbers of the text.
        last: Index of the last number of the list.

    Returns:
        The numbers of the list in printed order; just the one when it stands alone.
    """
    first = last
    while first and _in_series(text, numbers[first - 1], numbers[first]):
        first -= 1
    return tuple(_sharing_scale(number, numbers[last]) for number in numbers[first : last + 1])


def _in_series(text: str, left: Number, right: Number) -> bool:
    gap = text[left.end : right.start]
    is_apart = _YEAR.fullmatch(left.text) or text[: left.start].rstrip().endswith(("=", "×"))
    shares_scale = right.has_scale or not left.has_scale
    return len(gap) <= _SERIES_REACH and not is_apart and shares_scale and bool(_SERIES_GAP.fullmatch(gap))


def _atoms(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        try:
            value = _value(match)
        except (ArithmeticError, ValueError):  # 10^999 is no number of a paper
            continue
        if value is None or not math.isfinite(value):
            continue
        end = match.end()
        before = text[max(0, match.start() - _BOUND_REACH) : match.start()]
        bound = _BOUND.search(before)
        yield Number(
            start=match.start(),
            end=end,
            text=match.group(),
            value=value,
            bound=bound.lastgroup or "" if bound else "",
            has_scale=bool(match["suffix"] or match["scale"] or match["exponent"] or match["base"]),
        )


def _value(match: re.Match[str]) -> float | None:
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1.0
    if match["words"]:
        words = match["words"].lower()
        return _rounded(_words_value(words) * scale)
    if match["base"]:
        return float(match["base"]) ** _exponent(match["power"])
    value = float(re.sub(r"[,\u2009\u202f]", "", match["digits"]))
    if exponent := match["exponent"] or match["e_exponent"]:
        value *= 10.0 ** _exponent(exponent)
    if match["suffix"]:
        value *= _SCALES[match["suffix"].lower()]
    return _rounded(value * scale)


def _words_value(words: str) -> float:
    total = 0.0
    for word in re.split(r"[-\s]+", words):
        if word == "and":
            continue
        if word in {"hundred", "dozen"}:
            total = max(total, 1.0) * _WORD_VALUES[word]
        else:
            total += _WORD_VALUES[word]
    return total


def _exponent(printed: str) -> int:
    return int(printed.replace("−", "-"))


def _rounded(value: float) -> float:
    """Drop the noise of binary arithmetic: 0.27 x 1e6 is 270000."""
    return float(f"{value:.12g}")


def _joined(text: str, atoms: list[Number]) -> Iterator[Number]:
    position = 0
    while position < len(atoms):
        left = atoms[position]
        right = atoms[position + 1] if position + 1 < len(atoms) else None
        gap = text[left.end : right.start] if right else ""
        if right and _is_range(text, left, gap):
            yield _range(text, left, right)
            position += 2
        elif right and _TOLERANCE.fullmatch(gap):
            yield replace(
                left,
                low=left.value - right.value,
                high=left.value + right.value,
                end=right.end,
                text=text[left.start : right.end],
            )
            position += 2
        else:
            yield left
            position += 1


def _is_range(text: str, left: Number, gap: str) -> bool:
    if _RANGE_GAP.fullmatch(gap):
        before = text[max(0, left.start - 6) : left.start].lower()
        return not before.endswith("from ")
    return bool(_BETWEEN_GAP.fullmatch(gap) and _BETWEEN.search(text[max(0, left.start - 20) : left.start]))


def _range(text: str, left: Number, right: Number) -> Number:
    low = _sharing_scale(left, right).value
    return replace(
        left,
        value=low,
        low=low,
        high=right.value,
        end=right.end,
        text=text[left.start : right.end],
        has_scale=left.has_scale or right.has_scale,
    )


def _sharing_scale(number: Number, last: Number) -> Number:
    """Give a number the scale printed once for the whole list: the 15.3 of ``15.3/19.6 billion``."""
    if number.has_scale or not last.has_scale or number.value >= 1000:
        return number
    return scaled(number, last.value / _mantissa(last.text))


def _mantissa(text: str) -> float:
    printed = re.match(r"\d+(?:\.\d+)?", text.replace(",", ""))
    return float(printed.group()) if printed else _words_value(text.lower().split()[0])
