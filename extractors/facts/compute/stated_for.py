"""The data set or the task that a quantity is stated for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.beginnings import without_beginnings
from extractors.facts.compute.elsewhere import not_within, spans_elsewhere
from extractors.facts.compute.listing import respectively
from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.named import Named, data_sets_in
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, blanked, clause
from extractors.facts.sentences import split_sentences
from extractors.records import Quantity

_STATED_FOR = any_of(r"\s(?:for|on)\s(?:the\s)?")


def data_of(passage: Passage, mention: Mention) -> str:
    """Return the data set or task a quantity is stated for, from its own list outwards to the heading."""
    elsewhere = spans_elsewhere(passage, mention)
    own = replace(passage, text=blanked(passage.text, elsewhere))
    if named := _each_of_a_list(passage, mention) or _data_in_sentence(own, mention):
        return named
    if mention.quantity is Quantity.DATASET_SIZE and (earlier := data_sets_in(passage.said_before)):
        return earlier[-1].name
    of_heading = {named.name for named in data_sets_in(passage.heading)}
    if len(of_heading) == 1:
        return of_heading.pop()
    return _data_said_before(passage) or _data_of_headings(passage)


def _data_in_sentence(passage: Passage, mention: Mention) -> str:
    """Return what the sentence itself says, empty where it names no data or several sets."""
    told = without_beginnings(passage.text)
    in_sentence = data_sets_in(told)
    listed = respectively(passage, mention, in_sentence)
    if listed is not None:
        return listed
    stated_for = _STATED_FOR.match(passage.text, mention.end)
    if stated_for:
        task = next((term for term in find_terms(passage.text) if term.start == stated_for.end()), None)
        if task is not None and task.facet in (Facet.TASK, Facet.DATASET):
            return passage.text[task.start : task.end]
    around = without_beginnings(clause(passage, mention.start, mention.end))
    for text in (around, told):
        found = {named.name for named in data_sets_in(text)}
        if len(found) == 1:
            return found.pop()
    if mention.quantity is Quantity.DATASET_SIZE and (
        closest := _data_that_has(passage, mention, in_sentence)
    ):
        return closest
    return "" if in_sentence else _task_it_is_for(passage)


def _data_that_has(passage: Passage, mention: Mention, named: Sequence[Named]) -> str:
    """Return the data set that stands before its size, with no other count between: ``A (1M pairs), B (4M pairs)``."""
    asides = [found.span() for found in _ASIDE.finditer(passage.text, 0, mention.start)]
    earlier = [data for data in not_within(named, asides) if data.end <= mention.start]
    if not earlier:
        return ""
    between = (number for number in passage.numbers if earlier[-1].end <= number.start < mention.start)
    return "" if any(number.has_scale for number in between) else earlier[-1].name


_ASIDE = re.compile(r"\((?:an?|the|which|part|unlike|compared|including|extending|not)\s[^()]*\)")
"""``A (a part of B) with 1M images`` is the size of A; ``A (B)`` may be another name of it."""


def _task_it_is_for(passage: Passage) -> str:
    """Return the task of ``For image classification, all models are trained ...``."""
    opening = _OPENS_WITH_TASK.match(passage.text)
    terms = find_terms(passage.text) if opening else ()
    return next(
        (
            passage.text[term.start : term.end]
            for term in terms
            if opening is not None and term.start == opening.end() and term.facet is Facet.TASK
        ),
        "",
    )


_OPENS_WITH_TASK = re.compile(r"(?:For|On|In)\s(?:the\s)?(?:(?:task|case)s?\sof\s)?", re.IGNORECASE)


def _each_of_a_list(passage: Passage, mention: Mention) -> str:
    """Return the data sets of the first part of ``32K tokens for X and Y, 64K for Z``, empty without such a list."""
    following = next((number for number in passage.numbers if number.start >= mention.end), None)
    if following is None or not _NEXT_OF_LIST.match(passage.text, following.end):
        return ""
    listed = passage.text[mention.end : following.start]
    stated_for = _FOR_ITS_DATA.search(listed)
    if stated_for is None:
        return ""
    return " and ".join(dict.fromkeys(data.name for data in data_sets_in(listed[stated_for.end() :])))


_FOR_ITS_DATA = re.compile(r"\s(?:for|on)\s(?:both\s|all\s|the\s)*(?=[A-Z])")
_NEXT_OF_LIST = re.compile(r"\s(?:[a-z]+\s){0,2}(?:for|on)\s(?:the\s)?[A-Z]")


def _data_said_before(passage: Passage) -> str:
    """Return the data set that the nearest sentence before in the paragraph names, where it names one alone."""
    for sentence in reversed(list(split_sentences(passage.said_before))):
        named = {data.name for data in data_sets_in(sentence)}
        if named and not _OF_WEIGHTS.search(sentence) and not _LIKENS.search(sentence):
            return named.pop() if len(named) == 1 else ""
    return ""


_OF_WEIGHTS = any_of(r"pre-?train|initiali[sz]|warm-?start|fine-?tun|transfer|\bweights\b|checkpoint")
"""What a sentence says of the data that a network was trained on before."""


_LIKENS = any_of(
    r"\b(?:similar|identical|differences?|different|unlike|compared|same)\b[^.;]{0,40}?\b(?:to|from|as|with|for)\b"
)
"""How a sentence speaks of other runs, to say what is alike or different here."""


def _data_of_headings(passage: Passage) -> str:
    """Return the data set, else the task, that the innermost heading naming one is about."""
    for heading in reversed(passage.headings):
        named = {data.name for data in data_sets_in(heading)}
        tasks = [heading[term.start : term.end] for term in find_terms(heading) if term.facet is Facet.TASK]
        if named or tasks:
            return named.pop() if len(named) == 1 else "" if named else tasks[0]
    return ""
