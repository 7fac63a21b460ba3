"""Merges results: a number that a paper prints again for the same model is no second result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.catalog.benchmarks import benchmark
from extractors.facts.naming import name_key
from extractors.records import ReportedResult

_NOT_NAMING = frozenset({
    "our", "ours", "model", "models", "network", "networks", "w", "o", "the", "on", "in",
})  # fmt: skip


_CLEARLY = 0.02
"""By how much a repeat has to be surer: main tables come first, and name their models by more than ablations do."""


def without_repeats(results: Iterable[ReportedResult]) -> tuple[ReportedResult, ...]:
    """Leave out numbers that another table, or the text, prints for the same model.

    Two tables print the same result when benchmark, value and split agree as far as they are stated and one model
    name says no less than the other; each may state another part of the protocol. Of repeats the first is kept, unless
    another is clearly surer; it takes the place of the first.

    Args:
        results: Results in reading order, those from tables before those from the text.

    Returns:
        The results that are left, in their order.
    """
    kept: list[ReportedResult] = []
    by_value: dict[tuple[str, float], list[int]] = defaultdict(list)
    for result in results:
        places = by_value[result.benchmark_id, result.value]
        same = next((index for index in places if _is_repeat(kept[index], result)), None)
        if same is None:
            places.append(len(kept))
            kept.append(result)
        elif result.confidence > kept[same].confidence + _CLEARLY:
            kept[same] = _with_what_is_said_of(result, kept[same])
        else:
            kept[same] = _with_what_is_said_of(kept[same], result)
    return tuple(kept)


def _with_what_is_said_of(result: ReportedResult, repeat: ReportedResult) -> ReportedResult:
    """Return a result with what only its repeat says of its input and of the data it was trained on first."""
    return replace(
        result,
        protocol=result.protocol or repeat.protocol,
        extra_training_data=result.extra_training_data or repeat.extra_training_data,
    )


def _is_repeat(first: ReportedResult, second: ReportedResult) -> bool:
    is_same_table = (first.evidence.table_label, first.evidence.box and first.evidence.box.page) == (
        second.evidence.table_label,
        second.evidence.box and second.evidence.box.page,
    )
    if is_same_table and second.evidence.row is not None:
        return False
    agrees = not first.split or not second.split or first.split == second.split
    names = _name(first), _name(second)
    return (
        agrees and first.is_ensemble == second.is_ensemble and (names[0] <= names[1] or names[1] <= names[0])
    )


_SIZES = {"tiny": "t", "small": "s", "base": "b", "medium": "m", "large": "l", "huge": "h"}
"""Sizes and the letters papers shorten them to."""


def _name(result: ReportedResult) -> frozenset[str]:
    return frozenset(_SIZES.get(token, token) for token in name_key(result.model_name)) - _NOT_NAMING


def unprinted(
    stated: Iterable[ReportedResult], printed: Sequence[ReportedResult]
) -> Iterator[ReportedResult]:
    """Yield the results that sentences state and no table prints; a table may print more decimals.

    What a table prints for the same model in another metric on the same data counts, too: a sentence need not say
    that its AP is that of masks.

    Args:
        stated: The results of sentences.
        printed: Those of tables.

    Yields:
        The results of sentences that are no results of tables.
    """
    known: dict[str, list[ReportedResult]] = {}
    for result in printed:
        known.setdefault(_dataset(result), []).append(result)
    for result in stated:
        decimals = len(result.value_printed.strip(" %").partition(".")[2])
        tolerance = 0.5 * 10.0**-decimals + 1e-6
        same = (
            one for one in known.get(_dataset(result), ()) if abs(_error(result) - _error(one)) <= tolerance
        )
        if not any(one.benchmark_id == result.benchmark_id or _is_same_model(one, result) for one in same):
            yield result


def _dataset(result: ReportedResult) -> str:
    return benchmark(result.benchmark_id).dataset


def _is_same_model(one: ReportedResult, other: ReportedResult) -> bool:
    names = name_key(one.model_name), name_key(other.model_name)
    shorter = min(map(len, names))
    return shorter > 0 and names[0][:shorter] == names[1][:shorter]


def _error(result: ReportedResult) -> float:
    return result.value if result.is_error else 100.0 - result.value
