"""Weighs the evidence for two documents being files of one work."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from warehouse.works.records import WorkRecord, person, plain

_COPY, _VERSION, _REVISION = 0.5, 0.3, 0.04
"""Shares of passages in common. Unrelated papers share none, a paper and its authors' next one up to 0.02; two versions
of a paper share from 0.09 (a rewritten one) to 1."""
_CONTAINED = 0.5
_NEAR = 88
_MISSPELT, _GAP = 3, 3
"""Letters in a row that misspelling changes; changes with fewer letters than the gap between them are one."""
_NAME_NEAR = 80
_LEAST_LETTERS = 12
"""A shorter title is the same only letter by letter."""
_SHARED_RESULTS, _SHARED_SHARE = 3, 0.5
_APART = re.compile(
    r"\d+|\b(?:i{2,3}|iv|vi{1,3}|ix|part|volume|chapter|supplement\w*|appendi\w+|slides?|talk|poster|tutorial|thesis|"
    r"dissertation|survey|review|comment|reply|erratum|corrigendum|workshop|challenge|extended|revisited)\b"
)
"""Words and numbers that tell works with otherwise equal titles apart."""


@dataclass(frozen=True, slots=True)
class ComparisonWeights:
    """The data file ``weights.toml``."""

    prior: float
    threshold: float
    levels: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents have in common."""

    levels: tuple[tuple[str, str], ...]
    """Pairs of evidence and level, such as ``("title", "near")``; what is not known is left out."""
    log_odds: float

    @property
    def probability(self) -> float:
        """That both are files of one work."""
        return 1 / (1 + math.exp(-self.log_odds))

    @property
    def knows_texts(self) -> bool:
        """True where both texts could be compared."""
        return any(kind == "text" for kind, _ in self.levels)

    @property
    def is_contradicted(self) -> bool:
        """True for works that bear the same or nearly the same title, and are not one."""
        return self.log_odds < 0 and any(
            kind == "title" and level in ("identical", "near", "numbered_apart")
            for kind, level in self.levels
        )

    def __str__(self) -> str:
        return ", ".join(f"{evidence} {level.replace('_', ' ')}" for evidence, level in self.levels)


@cache
def weights() -> ComparisonWeights:
    """Read the weights of the package."""
    text = (resources.files("warehouse") / "works" / "weights.toml").read_text("utf-8")
    read = tomllib.loads(text)
    return ComparisonWeights(read.pop("prior"), read.pop("threshold"), read)


def compare(one: WorkRecord, other: WorkRecord) -> Comparison:
    """Weigh what two documents have in common.

    Args:
        one: A document.
        other: Another.

    Returns:
        How alike they are in each respect, and the log odds that they are one work.
    """
    levels = tuple(_levels(one, other))
    table = weights()
    return Comparison(levels, table.prior + sum(table.levels[kind][level] for kind, level in levels))


def _levels(one: WorkRecord, other: WorkRecord) -> Iterator[tuple[str, str]]:
    for kind, level in (
        ("identifier", _identifier_level(one, other)),
        ("title", _best_title_level(one, other)),
        ("authors", _author_level(one, other)),
        ("text", text_level(one.sketch, other.sketch)),
        ("year", _year_level(one, other)),
        ("results", _result_level(one, other)),
    ):
        if level:
            yield kind, level


def _identifier_level(one: WorkRecord, other: WorkRecord) -> str:
    if shared := one.identifiers & other.identifiers:
        return "arxiv" if any(identifier.startswith("arxiv:") for identifier in shared) else "shared"
    both_on_arxiv = all(any(i.startswith("arxiv:") for i in r.identifiers) for r in (one, other))
    return "other_arxiv" if both_on_arxiv else ""


def _best_title_level(one: WorkRecord, other: WorkRecord) -> str:
    """Compare every title of one with every title of the other; sources and readers spell them apart."""
    found = {title_level(left, right) for left in one.titles for right in other.titles}
    return next((level for level in _TITLE_LEVELS if level in found), "")


_TITLE_LEVELS = ("identical", "near", "numbered_apart", "shortened", "other")


def title_level(left: str, right: str) -> str:
    """Compare two titles; empty where one is missing."""
    left, right = plain(left), plain(right)
    if not left or not right:
        return ""
    letters, other_letters = left.replace(" ", ""), right.replace(" ", "")
    if letters == other_letters:
        return "identical"
    is_near = _is_near(letters, other_letters)
    is_related = is_near or _contains_title(letters, other_letters)
    if is_related and sorted(_APART.findall(left)) != sorted(_APART.findall(right)):
        return "numbered_apart"
    if is_near:
        return "near"
    return "shortened" if _is_longer(letters, other_letters) else "other"


def _is_near(letters: str, other_letters: str) -> bool:
    """Tell titles that differ by a few letters here and there. A title with another word is another title."""
    if min(len(letters), len(other_letters)) < _LEAST_LETTERS:
        return False
    if fuzz.ratio(letters, other_letters, score_cutoff=_NEAR) < _NEAR:
        return False
    changed = [code for code in Levenshtein.opcodes(letters, other_letters) if code.tag != "equal"]
    first = changed[0]
    for before, change in pairwise([changed[0], *changed]):
        if change.src_start - before.src_end >= _GAP:
            first = change
        if max(change.src_end - first.src_start, change.dest_end - first.dest_start) > _MISSPELT:
            return False
    return True


def _is_longer(letters: str, other_letters: str) -> bool:
    """One is the beginning of the other: a subtitle was dropped, or lost in reading."""
    short, long = sorted((letters, other_letters), key=len)
    return len(short) >= _LEAST_LETTERS and long.startswith(short)


def _contains_title(letters: str, other_letters: str) -> bool:
    short, long = sorted((letters, other_letters), key=len)
    return len(short) >= _LEAST_LETTERS and short in long


def _author_level(one: WorkRecord, other: WorkRecord) -> str:
    names, other_names = ({who for name in r.authors if (who := person(name))[0]} for r in (one, other))
    if not names or not other_names:
        return ""
    fewest = min(len(names), len(other_names))
    shared = sum(any(_is_same_person(who, there) for there in other_names) for who in names)
    if shared >= max(min(2, fewest), fewest / 2):
        return "same"
    return "some" if shared else "none"


def _is_same_person(one: tuple[str, str], other: tuple[str, str]) -> bool:
    (family, initial), (other_family, other_initial) = one, other
    if initial and other_initial and initial != other_initial:
        return False
    return family == other_family or (
        min(len(family), len(other_family)) > 3 and fuzz.ratio(family, other_family) >= _NAME_NEAR
    )


def passages_in_common(sketch: tuple[int, ...], other: tuple[int, ...]) -> tuple[float, float]:
    """Estimate which share of all their passages two texts have in common, and which share of the shorter text.

    Args:
        sketch: The smallest hashes of one text, ascending.
        other: Those of the other.

    Returns:
        Both shares, from 0 to 1.
    """
    # Below the smaller of both ends each sketch holds every hash of its text.
    end = min(sketch[-1], other[-1])
    here, there = ({value for value in values if value <= end} for values in (sketch, other))
    shared = len(here & there)
    return shared / len(here | there), shared / max(1, min(len(here), len(there)))


def text_level(sketch: tuple[int, ...], other: tuple[int, ...]) -> str:
    """Compare two texts; empty where one is not known."""
    if not sketch or not other:
        return ""
    of_both, of_shorter = passages_in_common(sketch, other)
    if of_both >= _COPY:
        return "copy"
    if of_both >= _VERSION:
        return "version"
    if of_shorter >= _CONTAINED and of_both < _VERSION:
        return "contained"
    return "revision" if of_both >= _REVISION else "other"


def _year_level(one: WorkRecord, other: WorkRecord) -> str:
    if one.year is None or other.year is None:
        return ""
    apart = abs(one.year - other.year)
    return "close" if apart <= 1 else "near" if apart <= 3 else "far"


def _result_level(one: WorkRecord, other: WorkRecord) -> str:
    fewest = min(len(one.own_results), len(other.own_results))
    if fewest < _SHARED_RESULTS:
        return ""
    shared = len(one.own_results & other.own_results)
    return (
        "shared" if shared >= max(_SHARED_RESULTS, _SHARED_SHARE * fewest) else "other" if not shared else ""
    )
