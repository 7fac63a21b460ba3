"""How sure a statement is: the trust in its wording, brought to the scale on which it says how often it is right."""

from __future__ import annotations

from dataclasses import replace

from extractors.facts.compute.meaning import HEADED_AS_SIZE
from extractors.facts.compute.mentions import END_OF_RANGE, LOWER_BOUND, UPPER_BOUND
from extractors.records import Quantity, ReportedCompute

_WORDING = 0.9
"""What the recognisers give a wording without doubt."""
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
"""What tables say less surely: one schedule printed in every row it holds for."""
_DOUBTS = {LOWER_BOUND: 0.65, UPPER_BOUND: 0.8, END_OF_RANGE: 0.6, HEADED_AS_SIZE: 0.6}
_HIGHEST = 0.98


def calibrated(fact: ReportedCompute) -> ReportedCompute:
    """Return a statement with the confidence that its value is right.

    Args:
        fact: A statement with the trust in its wording as confidence. That a table prints a value under a head
            is as sure as it claims; in running text some quantities are mistaken more often than others, and a
            bound is often that of a class of models, as is the end of a range. Whose the value is stands in the
            reasons.
    """
    confidence = fact.confidence
    if fact.evidence.table_label:
        confidence *= _IN_TABLES.get(fact.quantity, 1.0)
    else:
        confidence *= _IN_TEXT.get(fact.quantity, _WORDING) / _WORDING
    for reason in fact.reasons:
        confidence *= _DOUBTS.get(reason, 1.0)
    return replace(fact, confidence=round(min(_HIGHEST, confidence), 3))
