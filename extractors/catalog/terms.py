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
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    by_initial: Mapping[str, tuple[_Name, ...]]
    heads: Mapping[str, tuple[tuple[Facet, str], ...]]
    training_data: frozenset[str]
    metric_tasks: Mapping[str, str]


_CLOSED = frozenset({Facet.COST, Facet.SETTING, Facet.DIFFERENCE})
"""A name inside a longer one of these means nothing of its own: the ``train`` of ``training data``."""
_LONGEST_ABBREVIATION = 4
_SEPARATOR = r"[\s\-–—_^{}'’]{0,3}"
_PIECES = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d\s-]")
_WORD_START = re.compile(r"(?<![A-Za-z0-9])[^\s\W_]|[^\w\s]|(?<=[a-z])(?=[A-Z])")
_HEAD_TRIM = "()[]{}:*†‡↑↓. "


@lru_cache(maxsize=8192)
def find_terms(text: str) -> tuple[Term, ...]:
    """Return the catalog names in a text from left to right.

    Of names of one facet that overlap the longest counts. Names of different facets may overlap:
    ``minival`` is a split, and it is one of COCO.
    """
    vocabulary = _vocabulary()
    heads = vocabulary.heads.get(_head_key(text))
    if heads:
        return tuple(Term(facet, term_id, 0, len(text)) for facet, term_id in heads)
    return tuple(_scan(text, vocabulary))


def terms_of(text: str, facet: Facet) -> tuple[Term, ...]:
    """Return the names of one facet in a text."""
    return tuple(term for term in find_terms(text) if term.facet is facet)


def is_training_data(dataset_id: str) -> bool:
    """Tell whether a data set, named next to a model, says what the model was trained on."""
    return dataset_id in _vocabulary().training_data


def task_of_metric(metric_id: str) -> str:
    """Return the task a metric belongs to alone, such as detection for box AP, or an empty string."""
    return _vocabulary().metric_tasks.get(metric_id, "")


def _scan(text: str, vocabulary: _Vocabulary) -> Iterable[Term]:
    found: list[Term] = []
    reached: dict[Facet, int] = {}
    for word in _WORD_START.finditer(text):
        start = word.start()
        longest: dict[Facet, Term] = {}
        for name in vocabulary.by_initial.get(text[start].lower(), ()):
            match = name.pattern.match(text, start)
            if match and start >= reached.get(name.facet, 0):
                best = longest.get(name.facet)
                if best is None or match.end() > best.end:
                    longest[name.facet] = Term(name.facet, name.term_id, start, match.end())
        for facet, term in longest.items():
            reached[facet] = term.end
            found.append(term)
    closed = [term for term in found if term.facet in _CLOSED]
    return (term for term in found if not any(_is_inside(term, other) for other in closed))


def _is_inside(term: Term, other: Term) -> bool:
    return (
        term.facet is not other.facet
        and other.start <= term.start
        and term.end <= other.end
        and term.end - term.start < other.end - other.start
    )


@cache
def _vocabulary() -> _Vocabulary:
    by_initial: dict[str, list[_Name]] = defaultdict(list)
    heads: dict[str, dict[tuple[Facet, str], None]] = defaultdict(dict)
    benchmarks = read_catalog("benchmarks.toml")
    words = read_catalog("result_terms.toml")
    for facet in Facet:
        for entry in (benchmarks if facet in (Facet.DATASET, Facet.METRIC) else words)[facet.value]:
            term_id = entry.get(f"{facet.value}_id") or entry["term_id"]
            for initial, pattern in _patterns(entry):
                by_initial[initial.lower()].append(_Name(facet, term_id, re.compile(pattern)))
            for head in entry.get("heads", ()):
                heads[_head_key(head)][facet, term_id] = None
    return _Vocabulary(
        {initial: tuple(names) for initial, names in by_initial.items()},
        {head: tuple(found) for head, found in heads.items()},
        frozenset(entry["dataset_id"] for entry in benchmarks["dataset"] if entry.get("is_training_data")),
        {entry["metric_id"]: entry["task"] for entry in benchmarks["metric"] if "task" in entry},
    )


def _patterns(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield first letter and regular expression of every name of an entry."""
    for alias in entry.get("aliases", ()):
        body = _SEPARATOR.join(re.escape(piece) for piece in _PIECES.findall(alias))
        # A word may end in a letter mark (top-1^†) but not run on into another word or a number.
        end = r"\}?(?![A-Za-z0-9])" if alias[-1].isalnum() else ""
        is_abbreviation = len(alias) <= _LONGEST_ABBREVIATION and alias.isalpha() and alias.isupper()
        is_exact = is_abbreviation or entry.get("exact_case", False)
        yield alias[0], body + end if is_exact else f"(?i:{body}){end}"
    for pattern in entry.get("patterns", ()):
        initial, _, body = pattern.partition(":")
        yield initial, body


def _head_key(text: str) -> str:
    return re.sub(r"[\s\-–_^{}]+", "", text.strip().removesuffix("(%)").strip(_HEAD_TRIM)).lower()
