"""Finds what the catalog names in a text: data sets, metrics, splits, and the words around them.

The names live in ``benchmarks.toml`` and ``result_terms.toml``; how they match is described there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from extractors.catalog.benchmarks import read_catalog


class Facet(StrEnum):
    """What a name tells about a number."""

    DATASET = "dataset"
    METRIC = "metric"
    PART = "part"
    """Which language pair or test set of a data set."""
    SPLIT = "split"
    REGIME = "regime"
    """How the model met the task: fine-tuned, zero-shot, linear probe, ..."""
    TASK = "task"
    COST = "cost"
    """Parameters, operations, time: a number, but no result."""
    SETTING = "setting"
    """Depth, epochs, training data: describes the model."""
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Term:
    """One catalog name found in a text."""

    facet: Facet
    term_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    facet: Facet
    term_id: str
    pattern: str

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """Match the name at a position; its pattern is compiled when it is first needed."""
        return _compiled(self.pattern).match(text, start)


_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    by_prefix: Mapping[str, tuple[_Name, ...]]
    """Names by their first letters in lower case, up to `_LONGEST_PREFIX` of them; `_END` follows a first
    word that is shorter."""
    heads: Mapping[str, tuple[tuple[Facet, str], ...]]
    training_data: frozenset[str]
    needing_mention: frozenset[str]
    metric_tasks: Mapping[str, str]


_CLOSED = frozenset({Facet.COST, Facet.SETTING, Facet.DIFFERENCE})
"""A name inside a longer one of these means nothing of its own: the ``train`` of ``training data``."""
_LONGEST_ABBREVIATION = 4
_LONGEST_PREFIX = 3
_LONGEST_HEAD = 40
"""Letters up to which a text can be a head; what other names leave of it may be one of `heads`: the ``V2`` of
``V2 top-1``."""
_END = "|"
_SEPARATOR = r"[\s\-–—_^{}'’]{0,3}"
_END_OF_WORD = r"\}?(?![A-Za-z0-9])"
_SHORTEST_PLURAL = 6
"""Letters from which on a name may end in a plural ``s``."""
_END_OF_SCRIPTS = r"\}?(?![A-Za-z0-9]|\s?[_^]\{?[A-Za-z0-9])"
_PIECES = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d\s-]")
_WORD_START = re.compile(r"(?<![A-Za-z0-9])[^\s\W_]|[^\w\s]|(?<=[a-z])(?=[A-Z])")
_HEAD_TRIM = "()[]{}:*†‡↑↓. "


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
        if len(between) == 1:
            terms += _head_terms(between[0][1], between[0][0])
    return terms


def _head_terms(text: str, offset: int) -> tuple[Term, ...]:
    found = _vocabulary().heads.get(_head_key(text), ())
    return tuple(Term(facet, term_id, offset, offset + len(text)) for facet, term_id in found)


def terms_of(text: str, facet: Facet) -> tuple[Term, ...]:
    """Return the names of one facet in a text."""
    return tuple(term for term in find_terms(text) if term.facet is facet)


def is_training_data(dataset_id: str) -> bool:
    """Tell whether a data set, named next to a model, says what the model was trained on."""
    return dataset_id in _vocabulary().training_data


def needs_mention(dataset_id: str) -> bool:
    """Tell whether heads stand for a data set only in papers that spell it out somewhere."""
    return dataset_id in _vocabulary().needing_mention


def task_of_metric(metric_id: str) -> str:
    """Return the task a metric belongs to alone, such as detection for box AP, or an empty string."""
    return _vocabulary().metric_tasks.get(metric_id, "")


def _scan(text: str) -> Iterable[Term]:
    found: list[Term] = []
    reached: dict[Facet, int] = {}
    for word in _WORD_START.finditer(text):
        start = word.start()
        candidates = _candidates(text[start : start + _LONGEST_PREFIX].lower())
        if candidates is None or not candidates.any_of_them.match(text, start):
            continue
        longest: dict[Facet, Term] = {}
        for name in candidates.names:
            match = name.match(text, start)
            if match and start >= reached.get(name.facet, 0):
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


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The names that begin like a word, with one pattern that tells fast whether any of them is there."""

    names: tuple[_Name, ...]
    any_of_them: re.Pattern[str]


@cache
def _candidates(prefix: str) -> _Candidates | None:
    """The names that begin like a word with these first letters."""
    by_prefix = _vocabulary().by_prefix
    starts = [prefix[:length].lower() for length in range(len(prefix), 0, -1)]
    whole = [start + _END for start in starts if not prefix[len(start) : len(start) + 1].isalpha()]
    names = tuple(name for key in (*whole, *starts) for name in by_prefix.get(key, ()))
    return _Candidates(names, re.compile("|".join(name.pattern for name in names))) if names else None


def _is_inside(term: Term, other: Term) -> bool:
    return (
        term.facet is not other.facet
        and other.start <= term.start
        and term.end <= other.end
        and term.end - term.start < other.end - other.start
    )


@cache
def _vocabulary() -> _Vocabulary:
    by_prefix: dict[str, list[_Name]] = defaultdict(list)
    heads: dict[str, dict[tuple[Facet, str], None]] = defaultdict(dict)
    benchmarks = read_catalog("benchmarks.toml")
    words = read_catalog("result_terms.toml")
    for facet in Facet:
        for entry in (benchmarks if facet in (Facet.DATASET, Facet.METRIC) else words)[facet.value]:
            term_id = entry.get(f"{facet.value}_id") or entry["term_id"]
            for prefix, pattern in _patterns(entry):
                by_prefix[prefix.lower()].append(_Name(facet, term_id, pattern))
            for head in entry.get("heads", ()):
                heads[_head_key(head)][facet, term_id] = None
    return _Vocabulary(
        {prefix: tuple(names) for prefix, names in by_prefix.items()},
        {head: tuple(found) for head, found in heads.items()},
        frozenset(entry["dataset_id"] for entry in benchmarks["dataset"] if entry.get("is_training_data")),
        frozenset(entry["dataset_id"] for entry in benchmarks["dataset"] if entry.get("needs_mention")),
        {entry["metric_id"]: entry["task"] for entry in benchmarks["metric"] if "task" in entry},
    )


def _patterns(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield first letters and regular expression of every name of an entry."""
    for alias in entry.get("aliases", ()):
        pieces = _PIECES.findall(alias)
        body = _SEPARATOR.join(re.escape(piece) for piece in pieces)
        is_abbreviation = len(alias) <= _LONGEST_ABBREVIATION and alias.isalpha() and alias.isupper()
        is_exact = is_abbreviation or entry.get("exact_case", False)
        # A name may end in a mark (top-1^†) but not run on into another word or a number. One that is told apart
        # by its scripts must not leave any over: AP^val_50 is not AP^val.
        end = (_END_OF_SCRIPTS if is_exact else _END_OF_WORD) if alias[-1].isalnum() else ""
        if not is_exact and alias[-1].isalpha() and len(alias) >= _SHORTEST_PLURAL:
            end = f"s?{end}"
        prefix = pieces[0][:_LONGEST_PREFIX] if len(pieces[0]) >= _LONGEST_PREFIX else pieces[0] + _END
        yield prefix, body + end if is_exact else f"(?i:{body}){end}"
    for pattern in entry.get("patterns", ()):
        prefix, _, body = pattern.partition(":")
        yield prefix, body


def _head_key(text: str) -> str:
    return re.sub(r"[\s\-–_^{}]+", "", text.strip().removesuffix("(%)").strip(_HEAD_TRIM)).lower()
