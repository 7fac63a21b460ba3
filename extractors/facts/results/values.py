"""The scores in the text of one table cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NUMBER = r"\d{1,3}(?:\.\d+)?|\.\d+"
_DEVIATION = rf"\s?\(?(?:±|\+/-|\+-)\s?(?:{_NUMBER})\s?%?\)?"
_LOWERED_DEVIATION = re.compile(r"(?<=±)\s?[_^]\{?(?P<deviation>[\d.]+)\}?")
_SCRIPT = re.compile(r"[_^](?:\{[^}]*\}|[^\s\w]|\w+)")
_POWER_OF_TEN = re.compile(r"(?<![\d.])10\s?\^")
_MARKS = re.compile(r"[†‡§¶⋆★∗*✝]+")
_CHANGE = re.compile(rf"\s*[(\[{{]?\s?(?:[+↑↓▲▼△∆Δ]|(?<=[(\[])\s?[-−–])\s?(?:{_NUMBER})\s?%?\s?[)\]}}]?\s*$")
_CHANGE_FIRST = re.compile(rf"\A[(\[{{]\s?[+↑↓▲▼△∆Δ−–-]\s?(?:{_NUMBER})\s?%?\s?[)\]}}]\s?(?=[\d.])")
"""``(+1.0) 48.2``."""
_ASIDE = re.compile(r"(?<=[\d%)\]])\s*[(\[][^)\]]*[)\]]\s*$")
_ONE = re.compile(rf"(?P<value>{_NUMBER})\s?(?P<percent>%)?(?:{_DEVIATION})?")
_MISSING = re.compile(r"[-–—−?]|n/?a", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s?[/|]\s?")
_TWO_RUNS = re.compile(r"(?P<first>.+?)\s*(?:\[(?P<inside>[^\[\]]+)\]|\((?P<inside_round>[^()]+)\))\s*")
_WRAPPED = re.compile(r"[(\[](?P<inside>[^()\[\]]+)[)\]]")


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A number that may be a score."""

    value: float
    printed: str
    """The characters that carry it, with the percent sign where there is one."""
    has_percent_sign: bool


@lru_cache(maxsize=8192)
def cell_values(text: str, *, has_two: bool = False) -> tuple[PrintedValue | None, ...]:
    """Return the scores a cell holds: one, several as in ``76.3/93.1``, or none.

    Deviations (``78.9 ± 0.2``), changes (``84.1 (+1.3)``, ``(+1.3) 84.1``) and second thoughts in parentheses are
    left out.

    Args:
        text: The cell.
        has_two: Whether the head says that the number in brackets is a score, too: ``23.2 [23.9]``.

    Returns:
        One entry per place in the cell, None where a dash stands; empty when the cell is not made of scores
        alone or is a change itself (``+1.3``).
    """
    if _POWER_OF_TEN.search(text):
        return ()
    text = _LOWERED_DEVIATION.sub(lambda match: f" {match['deviation']}", text)
    if has_two and (both := _two_runs(text)):
        return both
    bare = _MARKS.sub("", _SCRIPT.sub("", text)).strip()
    bare = _CHANGE_FIRST.sub("", _CHANGE.sub("", bare).strip() or bare)
    wrapped = _WRAPPED.fullmatch(bare)
    bare = wrapped["inside"] if wrapped else _without_aside(bare)
    values = tuple(_one(part.strip()) for part in _SEPARATOR.split(bare))
    if any(value is _NOT_A_SCORE for value in values) or all(value is None for value in values):
        return ()
    return tuple(value if isinstance(value, PrintedValue) else None for value in values)


def _two_runs(text: str) -> tuple[PrintedValue | None, ...]:
    """Return a score and the one in brackets behind it; empty unless there are both."""
    match = _TWO_RUNS.fullmatch(text)
    if match is None:
        return ()
    both = cell_values(match["first"]), cell_values(match["inside"] or match["inside_round"])
    return (*both[0], *both[1]) if all(len(values) == 1 for values in both) else ()


_NOT_A_SCORE = object()


def _without_aside(text: str) -> str:
    """A deviation in parentheses belongs to the number; anything else there is an aside."""
    return text if _ONE.fullmatch(text) else _CHANGE.sub("", _ASIDE.sub("", text)).strip()


def _one(text: str) -> PrintedValue | object | None:
    if _MISSING.fullmatch(text) or not text:
        return None
    match = _ONE.fullmatch(text)
    if match is None:
        return _NOT_A_SCORE
    percent = match["percent"] is not None
    return PrintedValue(float(match["value"]), match["value"] + ("%" if percent else ""), percent)
