"""The names that the catalog files list, made ready to be looked for.

The names live in ``benchmarks.toml`` and ``result_terms.toml``; how they match is described there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate, takewhile
from typing import Any

from extractors.catalog.benchmarks import read_catalog

_LONGEST_ABBREVIATION = 4
_SEPARATOR = r"[\s\-–—_^{}'’]{0,3}"
_END_OF_WORD = r"\}?(?![A-Za-z0-9])"
_SHORTEST_PLURAL = 6
"""Letters from which on a name may end in a plural ``s``."""
_NO_PART_OF_A_NETWORK = (
    r"(?!\s(?:distillation|loss(?:es)?|heads?|branch(?:es)?|teachers?|knowledge|scores?|layers?|subnets?|tokens?"
    r"|logits?)\b)"
)
"""``classification loss`` and ``localization distillation`` of a detector are no task of theirs."""
_END_OF_SCRIPTS = r"\}?(?![A-Za-z0-9]|\s?[_^]\{?[A-Za-z0-9])"
_SMALL_LETTER = re.compile(r"(?<![A-Za-z])[a-z](?![A-Za-z])")
_PIECES = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d\s-]")
_SHORTEST_JOINED = 3
"""Letters from which on a first word may run on into the next: ``ARM`` is no ``AR M``."""
_HEAD_TRIM = "()[]{}:*†‡↑↓. "


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
class Name:
    """One name of a term, as a pattern."""

    facet: Facet
    term_id: str
    pattern: str
    last_word: str = ""
    """The letters, the digits or the mark it ends in, in lower case; empty where that is not known."""
    is_told_by_case: bool = False
    """True where capitals tell it from other names: in a head set in capitals throughout they tell nothing."""

    def match(self, text: str, start: int, *, is_one_case: bool = False) -> re.Match[str] | None:
        """Match the name at a position; its pattern is compiled when it is first needed."""
        any_case = re.IGNORECASE if is_one_case and self.is_told_by_case else 0
        return _compiled(self.pattern, any_case).match(text, start)


_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All names of the catalog."""

    by_word: Mapping[str, tuple[Name, ...]]
    """Names by the letters, the digits or the mark they begin with, whole and in lower case."""
    by_prefix: Mapping[str, tuple[Name, ...]]
    """Names given as patterns by their first characters in lower case."""
    heads: Mapping[str, tuple[tuple[Facet, str], ...]]
    training_data: frozenset[str]
    needing_mention: frozenset[str]
    metric_tasks: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Return the names that the catalog files list."""
    by_word: dict[str, list[Name]] = defaultdict(list)
    by_prefix: dict[str, list[Name]] = defaultdict(list)
    heads: dict[str, dict[tuple[Facet, str], None]] = defaultdict(dict)
    benchmarks = read_catalog("benchmarks.toml")
    for facet, entry in _entries():
        term_id = entry.get(f"{facet.value}_id") or entry["term_id"]
        is_told_by_case = bool(entry.get("exact_case"))
        for alias in entry.get("aliases", ()):
            name = _name(facet, term_id, alias, is_told_by_case)
            for word in _first_words(alias):
                by_word[word].append(name)
        for prefix, pattern in (pattern.split(":", 1) for pattern in entry.get("patterns", ())):
            by_prefix[prefix.lower()].append(Name(facet, term_id, pattern, "", is_told_by_case))
        for head in entry.get("heads", ()):
            heads[head_key(head)][facet, term_id] = None
    return Vocabulary(
        {word: tuple(names) for word, names in by_word.items()},
        {prefix: tuple(names) for prefix, names in by_prefix.items()},
        {head: tuple(found) for head, found in heads.items()},
        frozenset(entry["dataset_id"] for entry in benchmarks["dataset"] if entry.get("is_training_data")),
        frozenset(entry["dataset_id"] for entry in benchmarks["dataset"] if entry.get("needs_mention")),
        {entry["metric_id"]: entry["task"] for entry in benchmarks["metric"] if "task" in entry},
    )


def _entries() -> Iterator[tuple[Facet, dict[str, Any]]]:
    """Yield the entries of the catalog files facet by facet."""
    benchmarks = read_catalog("benchmarks.toml")
    words = read_catalog("result_terms.toml")
    scored = {entry["dataset"] for entry in benchmarks["benchmark"]}
    for facet in Facet:
        entries = (benchmarks if facet in (Facet.DATASET, Facet.METRIC) else words)[facet.value]
        # Of equal names the first counts: a data set with a benchmark before one that has none.
        for entry in sorted(entries, key=lambda entry: entry.get("dataset_id") not in scored):
            yield facet, entry


def _name(facet: Facet, term_id: str, alias: str, is_told_by_case: bool) -> Name:
    pieces = _PIECES.findall(alias)
    pattern = _pattern(alias, is_told_by_case)
    if facet is Facet.DATASET and _is_short(alias):
        # In small letters it may be words of a sentence: ``in 1k steps`` is no ``IN1K``.
        pattern = f"(?={pieces[0]}){pattern}"
    if facet is Facet.TASK:
        pattern += _NO_PART_OF_A_NETWORK
    # Of single letters no case is any other's: the ``f`` of frequent classes, and ``F`` for flipped.
    is_cased = (is_told_by_case or facet is Facet.METRIC) and not _SMALL_LETTER.search(alias)
    return Name(facet, term_id, pattern, pieces[-1].lower(), is_cased)


def _pattern(alias: str, is_exact: bool) -> str:
    """Return the regular expression of a name."""
    body = _SEPARATOR.join(re.escape(piece) for piece in _PIECES.findall(alias))
    letters = alias.replace("-", "")
    is_abbreviation = len(letters) <= _LONGEST_ABBREVIATION and letters.isalpha() and letters.isupper()
    is_exact = is_exact or is_abbreviation
    # A name may end in a mark (top-1^†) but not run on into another word or a number. One that is told apart
    # by its scripts must not leave any over: AP^val_50 is not AP^val.
    end = (_END_OF_SCRIPTS if is_exact else _END_OF_WORD) if alias[-1].isalnum() else ""
    if not is_exact and _has_plural(alias):
        end = f"s?{end}"
    return body + end if is_exact else f"(?i:{body}){end}"


def _is_short(alias: str) -> bool:
    """True for names that begin with two capitals, such as ``IN1K``."""
    return len(_PIECES.findall(alias)[0]) < _SHORTEST_JOINED and alias.upper() == alias


def _has_plural(alias: str) -> bool:
    return alias[-1].isalpha() and len(alias) >= _SHORTEST_PLURAL


def _first_words(alias: str) -> frozenset[str]:
    """The words a name may begin with, in lower case: ``fine-tuned`` with ``fine`` and ``finetuned``."""
    pieces = _PIECES.findall(alias.lower())
    joined = pieces[:1]
    if len(pieces[0]) >= _SHORTEST_JOINED:
        joined = [*accumulate(takewhile(str.isalpha, pieces))] or joined
    is_whole = len(joined) == len(pieces) and _has_plural(alias)
    return frozenset({*joined, f"{joined[-1]}s"} if is_whole else joined)


def head_key(text: str) -> str:
    """Return a head as it is looked up in `Vocabulary.heads`: in lower case, without spaces, marks and scripts."""
    return re.sub(r"[\s\-–_^{}]+", "", text.strip().removesuffix("(%)").strip(_HEAD_TRIM)).lower()
