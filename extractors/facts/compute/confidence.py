"""The confidence of a compute statement, calibrated: how often statements like it are right."""

from __future__ import annotations

from dataclasses import replace

from extractors.facts.compute.meaning import HEADED_AS_SIZE
from extractors.facts.compute.mentions import END_OF_RANGE, LOWER_BOUND, UPPER_BOUND
from extractors.records import Quantity, ReportedCompute

_WORDING = 0.9
"""Confidence that the recognisers give to a clear wording."""
_IN_TEXT = {
    Quantity.WALL_TIME_HOURS: 0.97,
    Quantity.BATCH_SIZE: 0.93,
    Quantity.HARDWARE_MODEL: 0.9,
    Quantity.DATASET_SIZE: 0.95,
    Quantity.PARAMETERS: 0.8,
    Quantity.STEPS: 0.9,
    Quantity.EPOCHS: 0.84,
    Quantity.DEVICE_COUNT: 0.86,
    Quantity.FORWARD_FLOPS: 0.75,
}
"""Shares of the statements in running text that are right, see docs/compute.md; others are too rare to tell."""
_IN_TABLES = {Quantity.EPOCHS: 0.9}
"""Factors for tables: a schedule is printed again in every row that it holds for."""
_DOUBTS = {LOWER_BOUND: 0.65, UPPER_BOUND: 0.8, END_OF_RANGE: 0.6, HEADED_AS_SIZE: 0.6}
_HIGHEST = 0.98


def calibrated(fact: ReportedCompute) -> ReportedCompute:
    """Return a statement with the confidence that its value is right.

    Args:
        fact: A statement whose confidence is that of its wording. The confidence of tables needs hardly any
            correction. In running text some quantities are misread more often than others, and a bound or the
            end of a range is often that of a class of models. Only the value is judged: how the model was found
            stands in the reasons.
    """
    confidence = fact.confidence
    if fact.evidence.table_label:
        confidence *= _IN_TABLES.get(fact.quantity, 1.0)
    else:
        confidence *= _IN_TEXT.get(fact.quantity, _WORDING) / _WORDING
    for reason in fact.reasons:
        confidence *= _DOUBTS.get(reason, 1.0)
    return replace(fact, confidence=round(min(_HIGHEST, confidence), 3))
