"""One result once: a number that a paper prints again for the same model is no second result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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
            kept[same] = result
    return tuple(kept)


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
