"""Whose cost it is: the model a sentence speaks of, completed by the data it is trained on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, clause
from extractors.facts.naming import PaperNames, name_key
from extractors.facts.numbers import series
from extractors.records import Quantity

_SIZE_WORDS = r"(?:small|base|large|xl|xxl|huge|tiny|big|basic|giant|medium|mini|nano)"
_WORD = r"(?:[A-Z][A-Za-z]*[A-Z\d]\w*|[a-z]+[A-Z]\w*|[A-Z]{2,}s?)"
_NAME = re.compile(
    rf"(?<![\w-])(?:\d+-layer\s(?:(?:plain|residual)\s)?(?:[A-Z]\w*|net(?:work)?s?)"
    rf"|{_WORD}(?:[-–+/]?_?\{{?[\w.]+\}}?)*(?:\s(?i:{_SIZE_WORDS}|v\d)\b|\s\d+(?:\.\d+)?[BM]\b)?)"
    rf"(?:\s\((?i:{_SIZE_WORDS}|ours)\))?"
)
_VARIANT = any_of(rf"\b(?P<size>{_SIZE_WORDS}|largest|smallest|deepest)\s(?:models?|networks?|variants?)\b")
_PRECISION = any_of(r"(?:fp|bf|int|tf)\d+\b")
_COMPARED = any_of(
    r"\b(?:than|outperform\w*|surpass\w*|beat(?:s|ing)?|unlike|compared (?:to|with)|similar(?:ly)? to|"
    r"comparable to|same as|that of|versus|vs\.?|as in|following|follow|like|trained using|pre-trained on|"
    r"configuration as|architecture of|data (?:as|used for))\s(?:the\s|an?\s|even\s|much\s|larger\s)*\Z"
)
_IN_BRACKETS = any_of(r"\s(?:\w+\s)?\((?:with\s|about\s|around\s|i\.e\.,?\s|~)?\Z")
_HAS = any_of(
    r"\s(?:only\s)?(?:has|have|with|contains?|containing|requires?|uses?|consists of|of)\s(?:\w+\s){0,3}\Z"
)
_FOR = any_of(r"(?:\s\w+){0,4}?\s(?:for|to fine-tune|to train)\s(?:the\s|an?\s|our\s|all\s)?\Z")
_MODIFIES = any_of(r"\s(?:\w+[\s-]){0,2}\Z")
_BREAK = re.compile(r"[;:]|,\s(?:and|but|while|whereas)\b|\bwhile\b|\bwhereas\b")
_BREAK_BEFORE_NAME = re.compile(r"[;:,]|\b(?:and|but|while|whereas|which|than)\b")
_RESPECTIVELY = any_of(r"\brespectively\b")
_SIZES = frozenset({Quantity.PARAMETERS, Quantity.FORWARD_FLOPS, Quantity.TRAINING_FLOPS})
_SIZE_REACH = 90
_BREAK_COST = 60
_COMPARED_REACH = 40
_STATED_REACH = 25


@dataclass(frozen=True, slots=True)
class _Named:
    """A model or a data set at a place of the sentence."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """The model a cost is attached to and why."""

    model: str | None
    reason: str


@cache
def _not_models() -> frozenset[str]:
    text = (resources.files("extractors.catalog") / "not_models.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def attach(passage: Passage, mention: Mention, names: PaperNames) -> Attachment:
    """Return the model a quantity belongs to, as printed.

    A sentence that names no model speaks of the paper's own; the data set it speaks of is added in brackets
    where the quantity depends on the data.

    Args:
        passage: The sentence.
        mention: The quantity and its place.
        names: What the paper calls its own models.
    """
    model = _nearest_model(passage, mention, names.main)
    reason = "named in the sentence"
    if model is None:
        if not names.main:
            return Attachment(None, "the paper's main runs")
        model, reason = names.main, "the sentence names no model: the paper's own"
    data = _data_of(passage, mention) if mention.quantity not in _SIZES else None
    if data and not set(name_key(data)) & set(name_key(model)):
        return Attachment(f"{model} ({data})", reason)
    return Attachment(model, reason)


def _nearest_model(passage: Passage, mention: Mention, main: str) -> str | None:
    models = _models(passage, main)
    listed = _respectively(passage, mention, models)
    if listed is not None:
        return listed.name
    best: tuple[int, str] | None = None
    for named in models:
        if _is_compared(passage, named) and not _is_stated_of(passage, named, mention):
            continue
        distance = _distance(passage, mention, named)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, named.name)
    return best[1] if best else None


def _models(passage: Passage, main: str) -> list[_Named]:
    """Return the models a sentence names; ``the base model`` is one of the paper's own."""
    hardware = [(named.start, named.end) for named in passage.hardware]
    found = []
    for match in _NAME.finditer(passage.text):
        name = match.group().rstrip(".,;:")
        is_hardware = any(start < match.end() and match.start() < end for start, end in hardware)
        if not is_hardware and not _names_no_model(name):
            found.append(_Named(match.start(), match.start() + len(name), name))
    variants = (
        _Named(match.start(), match.end(), match.group()) for match in _VARIANT.finditer(passage.text)
    )
    return [*found, *variants]


def _names_no_model(name: str) -> bool:
    first = re.split(r"[\s(_^]", name)[0].lower()
    if first in _not_models() or first.rstrip("s0123456789-.") in _not_models() or _PRECISION.match(first):
        return True
    other = (Facet.DATASET, Facet.METRIC, Facet.COST, Facet.TASK, Facet.PART)
    return any(term.facet in other for term in find_terms(name))


def _data_of(passage: Passage, mention: Mention) -> str | None:
    """Return the data set a quantity is stated for: of its list, its clause, its sentence or its heading."""
    in_sentence = _data_sets(passage.text)
    listed = _respectively(passage, mention, in_sentence)
    if listed is not None:
        return listed.name
    around = clause(passage, mention.start, mention.end)
    for text in (around, passage.text, passage.heading):
        found = {named.name for named in _data_sets(text)}
        if len(found) == 1:
            return found.pop()
    return None


def _data_sets(text: str) -> list[_Named]:
    """Return data sets and language pairs of a text, those printed side by side as one."""
    merged: list[_Named] = []
    for term in find_terms(text):
        is_data = term.facet in (Facet.DATASET, Facet.PART)
        if not is_data or not any(letter.isupper() for letter in text[term.start : term.end]):
            continue
        if merged and term.start <= merged[-1].end + 1:
            start = merged.pop().start
            merged.append(_Named(start, term.end, text[start : term.end]))
        else:
            merged.append(_Named(term.start, term.end, text[term.start : term.end]))
    return merged


def _respectively(passage: Passage, mention: Mention, named: Sequence[_Named]) -> _Named | None:
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


def _is_compared(passage: Passage, named: _Named) -> bool:
    return bool(_COMPARED.search(passage.text[max(0, named.start - _COMPARED_REACH) : named.start]))


def _is_stated_of(passage: Passage, named: _Named, mention: Mention) -> bool:
    """Tell whether a quantity follows a name directly: ``VGG-16/19 nets (15.3/19.6 billion FLOPs)``."""
    gap = passage.text[named.end : mention.start]
    is_close = named.end <= mention.start and len(gap) < _STATED_REACH
    return is_close and bool(_IN_BRACKETS.search(gap) or _HAS.search(gap))


def _distance(passage: Passage, mention: Mention, named: _Named) -> int | None:
    """Return how far a name stands from a quantity, in characters, or None when too far.

    A break of the sentence between them counts as many characters, a wording that ties them as fewer.
    """
    if named.end <= mention.start:
        gap = passage.text[named.end : mention.start]
        bonus = 40 if _IN_BRACKETS.fullmatch(gap) or _HAS.fullmatch(gap) else 0
    elif named.start >= mention.end:
        gap = passage.text[mention.end : named.start]
        is_tied = mention.quantity in _SIZES and _MODIFIES.fullmatch(gap)
        bonus = 50 if _FOR.fullmatch(gap) else (30 if is_tied else -15)
        bonus -= _BREAK_COST * len(_BREAK_BEFORE_NAME.findall(gap))
    else:
        return 0
    if mention.quantity in _SIZES and len(gap) > _SIZE_REACH:
        return None
    return len(gap) + _BREAK_COST * len(_BREAK.findall(gap)) - bonus
