"""How sure a reading is, and why.

The factors are judgements of how much each kind of evidence can be trusted; their product is brought to scale by
``extractors/catalog/confidence.toml``, so that of results with confidence 0.9 about 90 % are right.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from extractors.catalog.benchmarks import read_catalog
from extractors.facts.results.context import Source
from extractors.facts.results.ownership import Ownership
from extractors.facts.results.reading import Reading

_DATASET = {
    Source.HEAD: 0.99,
    Source.LABEL: 0.97,
    Source.GROUP: 0.97,
    Source.CAPTION: 0.98,
    Source.REFERENCE: 0.92,
    Source.SECTION: 0.88,
    Source.PAPER: 0.75,
}
_METRIC = {
    Source.HEAD: 0.99,
    Source.LABEL: 0.97,
    Source.GROUP: 0.96,
    Source.CAPTION: 0.96,
    Source.REFERENCE: 0.85,
    Source.SECTION: 0.8,
    Source.PAPER: 0.7,
}
_NO_METRIC = 0.8
_GENERAL_METRIC = 0.97
_UNSTATED_DIRECTION = 0.95
_DOUBT = 0.8
_STATED = 0.8
_STATED_WORDS = {
    Source.HEAD: "the phrase",
    Source.CAPTION: "the sentence",
    Source.REFERENCE: "a sentence before",
}


def of_table_value(
    reading: Reading, owner: Ownership, table_quality: float, is_direction_stated: bool
) -> tuple[float, tuple[str, ...]]:
    """Return the confidence of a number read from a table, and what raised or lowered it."""
    confidence = _DATASET[reading.dataset_source] * owner.confidence * (0.5 + 0.5 * table_quality)
    reasons = [f"data set from {reading.dataset_source.words}"]
    if reading.metric_source is None:
        confidence *= _NO_METRIC
        reasons.append("no metric named")
    else:
        confidence *= _METRIC[reading.metric_source] * (_GENERAL_METRIC if reading.is_implied else 1.0)
        reasons.append(f"metric from {reading.metric_source.words}")
    if not is_direction_stated:
        confidence *= _UNSTATED_DIRECTION
        reasons.append("error or score told by the values")
    if table_quality < 1.0:
        reasons.append(f"table quality {table_quality:.2f}")
    for doubt in reading.doubts:
        confidence *= _DOUBT
        reasons.append(doubt)
    reasons.append(owner.reason)
    return round(confidence, 3), tuple(reasons)


def of_stated_value(reading: Reading, owner: Ownership) -> tuple[float, tuple[str, ...]]:
    """Return the confidence of a number read from a sentence, and what raised or lowered it."""
    confidence = _STATED * _DATASET[reading.dataset_source] * owner.confidence
    reasons = (f"data set from {_STATED_WORDS.get(reading.dataset_source, reading.dataset_source.words)}",)
    return round(confidence, 3), ("stated in a sentence", *reasons, *reading.doubts, owner.reason)


def calibrated(confidence: float) -> float:
    """Bring the product of the factors to the scale on which it says how often such results are right."""
    knots = _knots()
    position = bisect_right([raw for raw, _ in knots], confidence)
    if position in (0, len(knots)):
        return knots[min(position, len(knots) - 1)][1]
    (low, at_low), (high, at_high) = knots[position - 1], knots[position]
    return round(at_low + (at_high - at_low) * (confidence - low) / (high - low), 3)


@cache
def _knots() -> tuple[tuple[float, float], ...]:
    return tuple((float(raw), float(share)) for raw, share in read_catalog("confidence.toml")["knots"])
