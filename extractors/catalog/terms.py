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
from itertools import accumulate, takewhile

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
class _Vocabulary:
    by_word: Mapping[str, tuple[_Name, ...]]
    """Names by the letters, the digits or the mark they begin with, whole and in lower case."""
    by_prefix: Mapping[str, tuple[_Name, ...]]
    """Names given as patterns by their first characters in lower case."""
    heads: Mapping[str, tuple[tuple[Facet, str], ...]]
    training_data: frozenset[str]
    needing_mention: frozenset[str]
    metric_tasks: Mapping[str, str]


_CLOSED = frozenset({Facet.COST, Facet.SETTING, Facet.DIFFERENCE})
"""A name inside a longer one of these means nothing of its own: the ``train`` of ``training data``."""
_LONGEST_ABBREVIATION = 4
_LONGEST_PREFIX = 3
"""Characters that a pattern names as those it begins with."""
_LONGEST_HEAD = 40
"""Letters up to which a text can be a head; what other names leave of it may be one of `heads`: the ``V2`` of
``V2 top-1``."""
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
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]+")
_BLOCK = re.compile(r"[A-Za-z0-9]+|[^\w\s]|[^\W_]")
_WORD = re.compile(r"(?:\A|(?<=[a-z])(?=[A-Z]))(?=(?P<word>[A-Za-z]+|\d+|.))", re.DOTALL)
"""A word of a block: its first, and those a capital begins, such as the ``NLL`` of ``CoNLL``."""
_SHORTEST_JOINED = 3
"""Letters from which on a first word may run on into the next: ``ARM`` is no ``AR M``."""
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
        # A letter beside a metric is a variant of a data set; beside anything else it counts: ``Width A``.
        is_letter = len(between) == 1 and sum(map(str.isalnum, between[0][1])) == 1
        is_measured = any(term.facet in (Facet.DATASET, Facet.METRIC) for term in terms)
        if len(between) == 1 and (is_measured or not is_letter):
            terms += _head_terms(between[0][1], between[0][0])
    return terms


def _head_terms(text: str, offset: int) -> tuple[Term, ...]:
    found = _vocabulary().heads.get(_head_key(text), ())
    return tuple(Term(facet, term_id, offset, offset + len(text)) for facet, term_id in found)


def terms_of(text: str, facet: Facet) -> tuple[Term, ...]:
    """Return the names of one facet in a text."""
    return tuple(term for term in find_terms(text) if term.facet is facet)


def may_name_dataset(text: str) -> bool:
    """Tell cheaply whether a text has a capitalised word that the name of a data set begins with."""
    return not _dataset_words().isdisjoint(word.lower() for word in _CAPITALISED.findall(text))


@cache
def _dataset_words() -> frozenset[str]:
    by_word = _vocabulary().by_word
    found = (word for word, names in by_word.items() if any(n.facet is Facet.DATASET for n in names))
    return frozenset(word for word in found if len(word) > 2)


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


def _openings(text: str) -> Iterator[tuple[int, tuple[_Name, ...]]]:
    """Yield the positions of a text where names may begin, with those that may."""
    for block in _BLOCK.finditer(text):
        for offset, names in _openings_of_block(block.group()):
            yield block.start() + offset, names


@lru_cache(maxsize=32768)
def _openings_of_block(block: str) -> tuple[tuple[int, tuple[_Name, ...]], ...]:
    words = ((word.start(), word["word"].lower()) for word in _WORD.finditer(block))
    openings = ((start, _beginning(word, block[start:].lower())) for start, word in words)
    return tuple((start, names) for start, names in openings if names)


def _beginning(word: str, rest: str) -> tuple[_Name, ...]:
    """The names that begin with a word or with the first characters of the rest of its block."""
    vocabulary = _vocabulary()
    prefixes = (rest[:length] for length in range(min(len(rest), _LONGEST_PREFIX), 0, -1))
    by_prefix = (name for prefix in prefixes for name in vocabulary.by_prefix.get(prefix, ()))
    return (*vocabulary.by_word.get(word, ()), *by_prefix)


def _is_inside(term: Term, other: Term) -> bool:
    return (
        term.facet is not other.facet
        and other.start <= term.start
        and term.end <= other.end
        and term.end - term.start < other.end - other.start
    )


@cache
def _vocabulary() -> _Vocabulary:
    by_word: dict[str, list[_Name]] = defaultdict(list)
    by_prefix: dict[str, list[_Name]] = defaultdict(list)
    heads: dict[str, dict[tuple[Facet, str], None]] = defaultdict(dict)
    benchmarks = read_catalog("benchmarks.toml")
    words = read_catalog("result_terms.toml")
    scored = {entry["dataset"] for entry in benchmarks["benchmark"]}
    for facet in Facet:
        entries = (benchmarks if facet in (Facet.DATASET, Facet.METRIC) else words)[facet.value]
        # Of equal names the first counts: a stranger that got a benchmark is a stranger no more.
        for entry in sorted(entries, key=lambda entry: entry.get("dataset_id") not in scored):
            term_id = entry.get(f"{facet.value}_id") or entry["term_id"]
            is_told_by_case = bool(entry.get("exact_case"))
            for alias in entry.get("aliases", ()):
                last_word = _PIECES.findall(alias)[-1].lower()
                pattern = _pattern(alias, is_told_by_case)
                if facet is Facet.DATASET and _is_short(alias):
                    # In small letters it may be words of a sentence: ``in 1k steps`` is no ``IN1K``.
                    pattern = f"(?={_PIECES.findall(alias)[0]}){pattern}"
                # Of single letters no case is any other's: the ``f`` of frequent classes, and ``F`` for flipped.
                is_cased = is_told_by_case or facet is Facet.METRIC
                if facet is Facet.TASK:
                    pattern += _NO_PART_OF_A_NETWORK
                is_spelled = is_cased and not _SMALL_LETTER.search(alias)
                name = _Name(facet, term_id, pattern, last_word, is_spelled)
                for word in _first_words(alias):
                    by_word[word].append(name)
            for prefix, pattern in (pattern.split(":", 1) for pattern in entry.get("patterns", ())):
                by_prefix[prefix.lower()].append(_Name(facet, term_id, pattern, "", is_told_by_case))
            for head in entry.get("heads", ()):
                heads[_head_key(head)][facet, term_id] = None
    return _Vocabulary(
        {word: tuple(names) for word, names in by_word.items()},
        {prefix: tuple(names) for prefix, names in by_prefix.items()},
        {head: tuple(found) for head, found in heads.items()},
        frozenset(entry["dataset_id"] for entry in benchmarks["dataset"] if entry.get("is_training_data")),
        frozenset(entry["dataset_id"] for entry in benchmarks["dataset"] if entry.get("needs_mention")),
        {entry["metric_id"]: entry["task"] for entry in benchmarks["metric"] if "task" in entry},
    )


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


def _head_key(text: str) -> str:
    return re.sub(r"[\s\-–_^{}]+", "", text.strip().removesuffix("(%)").strip(_HEAD_TRIM)).lower()
