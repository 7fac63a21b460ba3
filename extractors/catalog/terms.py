"""Finds what the catalog names in a text: data sets, metrics, splits, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.catalog.vocabulary import Facet, Name, head_key, vocabulary

__all__ = [
    "Facet", "Term", "find_terms", "is_training_data", "may_name_dataset", "needs_mention", "task_of_metric",
    "terms_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One catalog name found in a text."""

    facet: Facet
    term_id: str
    start: int
    end: int


_CLOSED = frozenset({Facet.COST, Facet.SETTING, Facet.DIFFERENCE})
"""A name inside a longer one of these means nothing of its own: the ``train`` of ``training data``."""
_LONGEST_PREFIX = 3
"""Characters that a pattern names as those it begins with."""
_LONGEST_HEAD = 40
"""Letters up to which a text can be a head; what other names leave of it may be one of `heads`: the ``V2`` of
``V2 top-1``."""
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]+")
_BLOCK = re.compile(r"[A-Za-z0-9]+|[^\w\s]|[^\W_]")
_WORD = re.compile(r"(?:\A|(?<=[a-z])(?=[A-Z]))(?=(?P<word>[A-Za-z]+|\d+|.))", re.DOTALL)
"""A word of a block: its first, and those a capital begins, such as the ``NLL`` of ``CoNLL``."""


@lru_cache(maxsize=8192)
def find_terms(text: str) -> tuple[Term, ...]:
    """Return the catalog names in a text from left to right.

    Of names of one facet that overlap the longest counts. Names of different facets may overlap:
    ``minival`` is a split, and it is one of COCO.
    """
    heads = _head_terms(text, 0)
    if heads:
        return heads
    terms = tuple(_scan(text))
    if terms and len(text) <= _LONGEST_HEAD:
        gaps = zip(
            (0, *(term.end for term in terms)), (*(term.start for term in terms), len(text)), strict=True
        )
        between = [(start, text[start:end]) for start, end in gaps if any(map(str.isalnum, text[start:end]))]
        # A letter beside a metric is a variant of a data set; beside anything else it counts: ``Width A``.
        is_letter = len(between) == 1 and sum(map(str.isalnum, between[0][1])) == 1
        is_measured = any(term.facet in (Facet.DATASET, Facet.METRIC) for term in terms)
        if len(between) == 1 and (is_measured or not is_letter):
            terms += _head_terms(between[0][1], between[0][0])
    return terms


def _head_terms(text: str, offset: int) -> tuple[Term, ...]:
    found = vocabulary().heads.get(head_key(text), ())
    return tuple(Term(facet, term_id, offset, offset + len(text)) for facet, term_id in found)


def terms_of(text: str, facet: Facet) -> tuple[Term, ...]:
    """Return the names of one facet in a text."""
    return tuple(term for term in find_terms(text) if term.facet is facet)


def may_name_dataset(text: str) -> bool:
    """Tell cheaply whether a text has a capitalised word that the name of a data set begins with."""
    return not _dataset_words().isdisjoint(word.lower() for word in _CAPITALISED.findall(text))


@cache
def _dataset_words() -> frozenset[str]:
    by_word = vocabulary().by_word
    found = (word for word, names in by_word.items() if any(n.facet is Facet.DATASET for n in names))
    return frozenset(word for word in found if len(word) > 2)


def is_training_data(dataset_id: str) -> bool:
    """Tell whether a data set, named next to a model, says what the model was trained on."""
    return dataset_id in vocabulary().training_data


def needs_mention(dataset_id: str) -> bool:
    """Tell whether heads stand for a data set only in papers that spell it out somewhere."""
    return dataset_id in vocabulary().needing_mention


def task_of_metric(metric_id: str) -> str:
    """Return the task a metric belongs to alone, such as detection for box AP, or an empty string."""
    return vocabulary().metric_tasks.get(metric_id, "")


def _scan(text: str) -> Iterable[Term]:
    found: list[Term] = []
    reached: dict[Facet, int] = {}
    lower = text.lower()
    is_one_case = len(text) <= _LONGEST_HEAD and (text.isupper() or text.islower())
    for start, names in _openings(text):
        longest: dict[Facet, Term] = {}
        for name in names:
            # Far cheaper than the pattern, which most names then need not be compiled to.
            if name.last_word not in lower or start < reached.get(name.facet, 0):
                continue
            match = name.match(text, start, is_one_case=is_one_case)
            if match:
                best = longest.get(name.facet)
                if best is None or match.end() > best.end:
                    longest[name.facet] = Term(name.facet, name.term_id, start, match.end())
        for facet, term in longest.items():
            reached[facet] = term.end
            found.append(term)
    closed = [term for term in found if term.facet in _CLOSED]
    return (
        term
        for term in found
        if not any(_is_inside(term, other) for other in (found if _is_in_word(text, term) else closed))
    )


def _is_in_word(text: str, term: Term) -> bool:
    """True for the ``NLL`` of ``CoNLL``."""
    return term.start > 0 and text[term.start - 1].isalpha() and text[term.start].isalpha()


def _openings(text: str) -> Iterator[tuple[int, tuple[Name, ...]]]:
    """Yield the positions of a text where names may begin, with those that may."""
    for block in _BLOCK.finditer(text):
        for offset, names in _openings_of_block(block.group()):
            yield block.start() + offset, names


@lru_cache(maxsize=32768)
def _openings_of_block(block: str) -> tuple[tuple[int, tuple[Name, ...]], ...]:
    words = ((word.start(), word["word"].lower()) for word in _WORD.finditer(block))
    openings = ((start, _beginning(word, block[start:].lower())) for start, word in words)
    return tuple((start, names) for start, names in openings if names)


def _beginning(word: str, rest: str) -> tuple[Name, ...]:
    """The names that begin with a word or with the first characters of the rest of its block."""
    known = vocabulary()
    prefixes = (rest[:length] for length in range(min(len(rest), _LONGEST_PREFIX), 0, -1))
    by_prefix = (name for prefix in prefixes for name in known.by_prefix.get(prefix, ()))
    return (*known.by_word.get(word, ()), *by_prefix)


def _is_inside(term: Term, other: Term) -> bool:
    return (
        term.facet is not other.facet
        and other.start <= term.start
        and term.end <= other.end
        and term.end - term.start < other.end - other.start
    )
