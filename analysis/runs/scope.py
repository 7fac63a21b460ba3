"""Whom a statement about cost is for, by its own words."""

from __future__ import annotations

import re
from enum import StrEnum

from analysis.runs.plural_names import alternatives

_SUBJECTS = (
    r"(?:models?|networks?|nets|architectures?|variants?|methods?|baselines?|experiments|runs|(?:pre-?)?trainings?"
    r"|versions|configurations|detectors)"
)
_PLURALS = "models|networks|nets|architectures|variants|baselines|experiments|detectors"
_BETWEEN = r"(?:\s(?:of|the|our|these|those|other|its|[\w-]+)){0,3}?"
_ALL = re.compile(
    rf"""(?<![a-z])(?:all|each|every|both)\b{_BETWEEN}\s{_SUBJECTS}\b
    |\bsame\s(?:[\w-]+\s){{0,2}}(?:settings?|setups?|schedules?|hyper-?parameters?|recipes?|configurations?|protocols?
        |procedures?|strateg(?:y|ies))\b
    |\b(?:{_PLURALS}|they)\s(?:are|were)\s(?:\w+\s)?(?:pre-?)?(?:trained|run|optimi[sz]ed)\b
    |\bwe\s(?:\w+\s)?(?:pre-?)?train(?:ed)?\s(?:the\s|our\s|these\s|all\s)?(?:[\w-]+\s){{0,2}}(?:{_PLURALS})\b
    |\b(?:pre-?)?(?:training|train)\seach\b
    |\b(?:{_PLURALS}|runs|trainings)\s(?:\w+\s)?(?:took|take|required?|lasted|ran)\b[^.;]{{0,50}}\beach\b(?!\s\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_BRACKETS = re.compile(r"\((\w+ models?)\)\s*$", re.IGNORECASE)
_ENDING = re.compile(r"[\s-]([A-Z]\d{1,2}[a-z]?(?:[-/](?:[A-Z]\d{1,2}[a-z]?|\d{1,2}))*)$")
"""The end of a name, which sentences print alone: ``D0-D6`` of ``Net-D0-D6``."""
_RANGE_SIGN = re.compile(r"\s?[-–~]\s?|\sto\s")
_OF_ABLATIONS = re.compile(r"\bablat", re.IGNORECASE)
"""Under such a heading ``all models`` are those that are taken apart there, often trained more shortly."""
LETTERED = re.compile(r"\bmodel ([A-H])\b")
"""Models that go by a letter: ``training A/B`` prints both."""
_LETTERS = re.compile(r"[\W_]+")


class Scope(StrEnum):
    """Whom a statement is for."""

    NAMED = "named"
    """The model whose name the sentence or table row prints."""
    ALL = "all"
    """All models of the experiment, as the sentence says: ``all models``, ``the same settings``."""
    PAPER = "paper"
    """Nobody is named: the main runs of the experiment."""


def scope_of(model_name: str | None, quote: str, is_in_table: bool, section: str = "") -> Scope:
    """Tell whom a statement is for.

    A name that the sentence does not print was inferred, from the heading or from what the paper is about: the
    statement is then not for that model alone.

    Args:
        model_name: The model the statement was noted down for, None for the main runs.
        quote: The sentence, or the labels and the cell.
        is_in_table: True for a table cell, whose row names the model.
        section: The heading above it: under one that prints the name, all models are those of that name.

    Returns:
        Whom it is for.
    """
    if is_in_table:
        return Scope.NAMED if model_name else Scope.PAPER
    name = model_name or ""
    if name and (prints(section, name) or any(prints_part(name, quote) for prints_part in _TELLING_PARTS)):
        return Scope.NAMED
    if _ALL.search(quote) and not _OF_ABLATIONS.search(section):
        return Scope.ALL
    return Scope.NAMED if name and (not quote or prints(quote, name)) else Scope.PAPER


def _prints_words_in_brackets(name: str, quote: str) -> bool:
    """True for ``our big models``, noted down as ``Net (big models)``: the sentence prints what tells them apart."""
    completed = _IN_BRACKETS.search(name)
    return completed is not None and _squeezed(completed[1]).rstrip("s") in _squeezed(quote)


def _prints_both_parts(name: str, quote: str) -> bool:
    """True for a sentence that prints both ends of ``NetA with NetB``."""
    base, _, added = name.partition(" with ")
    return bool(added) and prints(quote, base) and prints(quote, added)


def _prints_ending(name: str, quote: str) -> bool:
    ending = _ENDING.search(name)
    return ending is not None and bool(re.search(rf"(?<![\w/-]){ending[1]}", _RANGE_SIGN.sub("-", quote)))


_TELLING_PARTS = (_prints_words_in_brackets, _prints_both_parts, _prints_ending)
"""How a sentence can print what tells a model from the others of the paper, and not its whole name."""


def size_said(model_name: str, quote: str) -> str:
    """Return the ``base model`` of ``NetA (base model)`` where the sentence prints no more of it, else nothing."""
    completed = _IN_BRACKETS.search(model_name)
    if completed is None or prints(quote, model_name[: completed.start()]) or not prints(quote, completed[1]):
        return ""
    return completed[1]


def prints(quote: str, model_name: str) -> bool:
    """Tell whether a sentence prints a name, or each of a list of them: ``NetA or NetB`` is noted down with ``and``."""
    letters = LETTERED.findall(model_name)
    if letters:
        return all(re.search(rf"\b{letter}\b", quote) for letter in letters)
    text = _squeezed(quote)
    parts = alternatives(model_name)
    return _squeezed(model_name) in text or (
        len(parts) > 1 and all(_squeezed(part) in text for part in parts[1:])
    )


def _squeezed(text: str) -> str:
    return _LETTERS.sub("", text.casefold())
