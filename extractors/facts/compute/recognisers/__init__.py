"""Recognisers: each reads one kind of quantity out of a sentence, and knows what only looks like it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers import (
    batches,
    data,
    device_counts,
    devices,
    footprint,
    schedule,
    sequences,
    size,
    time,
    times_of_parts,
)

__all__ = ["mentions"]

_RECOGNISERS = (
    devices.hardware_models,
    device_counts.device_counts,
    time.device_hours,
    time.wall_times,
    schedule.epochs,
    schedule.standard_schedules,
    schedule.steps,
    batches.batch_sizes,
    sequences.sequence_lengths,
    sequences.accumulated_batches,
    times_of_parts.epoch_times,
    times_of_parts.step_times,
    size.parameters,
    size.operations,
    data.dataset_sizes,
    footprint.energy,
    footprint.emissions,
    footprint.costs,
)


def mentions(passage: Passage) -> Iterator[Mention]:
    """Yield every quantity stated in a sentence, grouped by kind."""
    for recognise in _RECOGNISERS:
        yield from recognise(passage)
