"""Words around a number that speak for or against its being a result, and where the head of a column outweighs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.catalog.benchmarks import read_catalog
from extractors.facts.results.context_terms import TermSource
from extractors.facts.results.reading import Reading


@dataclass(frozen=True, slots=True)
class _Cue:
    words: str
    pattern: re.Pattern[str]
    tasks: frozenset[str]
    is_for: bool
    is_near: bool
    told_by: str
    """What of a head makes the cue weigh less outside of the grid: ``data set``, ``metric``, or nothing."""


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            entry["words"],
            re.compile(entry["pattern"], re.IGNORECASE),
            frozenset(entry.get("tasks", ())),
            entry.get("is_for", False),
            entry.get("is_near", False),
            entry.get("told_by", ""),
        )
        for entry in read_catalog("result_terms.toml")["cue"]
    )


@lru_cache(maxsize=4096)
def _cues_of(text: str) -> tuple[_Cue, ...]:
    return tuple(cue for cue in _cues() if cue.pattern.search(text))


def cues_of(text: str, task: str, *, is_far: bool = False) -> tuple[str, ...]:
    """Return what a text speaks of that bears on whether numbers near it are results of a task's benchmark."""
    return tuple(
        cue.words
        for cue in _cues_of(text)
        if (not cue.tasks or task in cue.tasks) and not (is_far and cue.is_near)
    )


@cache
def _told_by(words: str) -> str:
    return next(cue.told_by for cue in _cues() if cue.words == words)


TOLD = ", which the head tells"


def told_by_head(reading: Reading) -> frozenset[str]:
    """Return what the head of a column, or a label, tells of its numbers: ``data set``, ``metric``, both or nothing."""
    told = {
        "data set": reading.dataset_source <= TermSource.LABEL,
        "metric": reading.metric_source is not None
        and reading.metric_source <= TermSource.LABEL
        and (reading.is_task_headed or not reading.is_implied),
    }
    return frozenset(what for what, is_told in told.items() if is_told)


def speaks_for(words: str) -> bool:
    """Tell whether a cue, by its words, speaks for a result."""
    return any(cue.is_for for cue in _cues() if cue.words == words)


def beside_head(cues: Iterable[str], told: frozenset[str]) -> tuple[str, ...]:
    """Return the cues, marked where they are on what the head tells, see `told_by_head`.

    A caption is on all columns: ``Classification and segmentation`` stands above ``Top-1`` and ``mIoU``.
    """
    return tuple(f"{cue}{TOLD}" if _told_by(cue) in told else cue for cue in cues)
