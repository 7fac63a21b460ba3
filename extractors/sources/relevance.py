"""Which papers are fetched in full, judged from title and abstract alone. The words live in ``relevance.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractors.records import Candidate


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether to fetch a paper, and why."""

    is_relevant: bool
    reasons: tuple[str, ...]
    """In words, such as ``names a benchmark: ImageNet``."""


@dataclass(frozen=True, slots=True)
class _Group:
    weight: int
    says: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    categories: frozenset[str]
    enough: int
    groups: tuple[_Group, ...]


def judge(candidate: Candidate) -> Relevance:
    """Judge a paper by its categories, title and abstract.

    Args:
        candidate: What is not known of it, such as its categories, does not count against it.

    Returns:
        The judgement with its reasons.
    """
    rules = _rules()
    if candidate.is_withdrawn:
        return Relevance(False, ("withdrawn",))
    if candidate.categories and not rules.categories & set(candidate.categories):
        return Relevance(False, (f"in none of the categories read: {' '.join(candidate.categories)}",))
    text = f"{candidate.paper.title}\n{candidate.abstract}"
    found = [(group, match[0]) for group in rules.groups if (match := group.pattern.search(text))]
    reasons = tuple(f"{group.says}: {' '.join(words.split())}" for group, words in found)
    return Relevance(
        sum(group.weight for group, _ in found) >= rules.enough, reasons or ("says nothing to go by",)
    )


@cache
def _rules() -> _Rules:
    text = resources.files("extractors.sources").joinpath("relevance.toml").read_text("utf-8")
    rules = tomllib.loads(text)
    groups = tuple(
        _Group(
            group["weight"],
            group["says"],
            re.compile(rf"\b(?:{'|'.join(group['patterns'])})\b", re.IGNORECASE),
        )
        for group in rules["groups"].values()
    )
    return _Rules(frozenset(rules["categories"]), rules["enough"], groups)
