"""The schedule of one stage of a run: how long, on which data, on which machines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from analysis.benchmarks import is_size_of_another, is_translation, training_set_size
from analysis.runs.choices import (
    Choice,
    Choices,
    LinkedFact,
    choose_from,
    grids_among,
    statements,
    statements_of,
)
from analysis.runs.devices import one_device, time_with_machine
from analysis.runs.how import How, loosest
from analysis.runs.models import Model
from analysis.runs.plausible import BACKBONE_FAMILY, FAMILIES_ON_A_BACKBONE, is_plausible_training_flop
from extractors.catalog.benchmarks import EPOCHS_OF_ONE_SCHEDULE

SAME_DATASET = 1.5
"""A stated data set size within this factor of the benchmark's training set is taken to be that set."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """One stage of a run while its values are chosen, each in the light of those chosen before it."""

    name: str
    candidates: Mapping[str, Sequence[LinkedFact]]
    model: Model
    family: str | None
    chosen: Choices = field(default_factory=dict)

    def stated(self, quantity: str) -> Sequence[LinkedFact]:
        return self.candidates.get(quantity, ())

    def choose(self, candidates: Sequence[LinkedFact], beside: Sequence[str] = ()) -> Choice | None:
        """Choose among statements: those printed together with chosen quantities first, then those near the results."""
        if not candidates:
            return None
        results = [result for result in self.model.results if result.family == self.family]
        return choose_from(
            candidates,
            statements_of(self.chosen, *beside),
            pages=frozenset(result.place.page for result in results),
            sections=frozenset(result.section for result in results),
        )


_Chooser = Callable[[_Stage], Choice | None]


def stage_facts(
    candidates: Mapping[str, Sequence[LinkedFact]], stage: str, model: Model, family: str | None
) -> Choices:
    """Choose a value for every quantity of one stage, in the order of `_CHOOSERS`.

    Returns:
        The chosen values by quantity.
    """
    of_stage = _Stage(stage, candidates, model, family)
    chosen = of_stage.chosen
    for quantity, choose in _CHOOSERS:
        if quantity not in chosen and (choice := choose(of_stage)) is not None:
            chosen[quantity] = choice
    if (time := time_with_machine(chosen)) is not None:
        chosen[time] = replace(chosen[time], with_machine=True)
    return chosen


def _printed(quantity: str, *beside: str) -> _Chooser:
    """Return what chooses among the statements of a quantity, those printed beside other quantities first."""
    return lambda stage: stage.choose(stage.stated(quantity), beside)


def _epochs(stage: _Stage) -> Choice | None:
    """Choose the epochs: as stated for the model itself, else as its name says, else as stated for more models."""
    stated = stage.choose(stage.stated("epochs"))
    if stage.name != "training" or (stated is not None and stated.how.is_of_model):
        return stated
    return _epochs_in_name(stage.model) or _schedule_in_name(stage.model, stage.family) or stated


_EPOCHS = re.compile(
    r"\b(?P<before>\d{1,4})[\s-]?(?:training\s)?(?:epochs?|ep)\b|\bepochs?\s?[=:]?\s?(?P<behind>\d{1,4})\b(?![.,]\d|[\s-]?epoch)",
    re.IGNORECASE,
)
"""``Net, 300 epochs`` and, where a column or a corner is headed so, ``Net, epochs 300``."""


def _epochs_in_name(model: Model) -> Choice | None:
    """Return the epochs of ``Net (300 epochs)``; of one that was pre-trained they may be those of either stage."""
    named = _EPOCHS.search(model.printed)
    if named is None or model.is_pre_trained:
        return None
    epochs = float(named["before"] or named["behind"])
    return Choice(epochs, epochs, epochs, How.SAME_ROW, None, names_data=True, source=model.printed)


def _schedule_in_name(model: Model, family: str | None) -> Choice | None:
    """Return the epochs of a detector whose name, head or row says ``3x schedule``."""
    times = model.schedule
    if times is None or family not in FAMILIES_ON_A_BACKBONE:
        return None
    epochs = float(times * EPOCHS_OF_ONE_SCHEDULE)
    source = f"{times}x schedule: the 1x schedule of Detectron is {EPOCHS_OF_ONE_SCHEDULE} epochs"
    return Choice(epochs, epochs, epochs, How.REFERENCE, None, source=source)


def _wall_time(stage: _Stage) -> Choice | None:
    """Return the time of a whole run: as printed, else that of an epoch or a step times their number.

    A time that stands in the sentence of an epoch's (``9.8 hours per 100 epochs``) is none of the run.
    """
    stated = stage.stated("wall_time_hours")
    of_parts = statements([*stage.stated("epoch_hours"), *stage.stated("step_seconds")])
    whole = [candidate for candidate in stated if candidate.fact.place.statement not in of_parts]
    if whole:
        return choose_from(whole, preferring=statements(stage.stated("device_count")))
    for quantity, many, hours in (("epoch_hours", "epochs", 1.0), ("step_seconds", "steps", 1 / 3600)):
        number = stage.chosen.get(many)
        if not stage.stated(quantity) or number is None or not number.value:
            continue
        part = choose_from(stage.stated(quantity), beside=statements_of(stage.chosen, many))
        how = loosest(part.how, number.how)
        source = f"{part.value:g} {_PART_OF_RUN[quantity]}, {number.value:g} {many}"
        return replace(part.scaled(number.value * hours), how=how, source=source)
    return choose_from(stated) if stated else None


_PART_OF_RUN = {"epoch_hours": "hours per epoch", "step_seconds": "seconds per step"}


def _batch(stage: _Stage) -> Choice | None:
    """Return the size of a whole batch: as printed, else that of one device times the devices.

    Where several whole ones are printed, the one that the devices make counts. Batches of one device whose gradients
    are accumulated make one whole batch.
    """
    candidates, chosen = _batches_of_these_steps(stage), stage.chosen
    of_device = [candidate for candidate in candidates if candidate.fact.unit_printed == _PER_DEVICE]
    whole = [candidate for candidate in candidates if candidate.fact.unit_printed != _PER_DEVICE]
    devices, accumulated = chosen.get("device_count"), chosen.get("accumulated_batches")
    product = _times_devices(choose_from(of_device), devices, accumulated) if of_device else None
    if not whole:
        return product
    choice = choose_from(whole, statements_of(chosen, "steps"))
    if product is None or not choice.rival_count:
        return choice
    if choice.fact is not None and choice.fact.place.statement in grids_among(whole):
        return product
    made = [candidate for candidate in whole if candidate.fact.value == product.value]
    return choose_from(made) if made else choice


_PER_DEVICE = "per device"
"""The unit of a batch that every device has one of, see `reported_compute`."""


def _times_devices(batch: Choice, devices: Choice | None, accumulated: Choice | None) -> Choice | None:
    if devices is None or not devices.value or batch.value is None:
        return None
    how = loosest(batch.how, devices.how)
    source = f"{batch.value:g} per device, {devices.value:g} devices"
    count = accumulated.value if accumulated is not None and accumulated.value else 1.0
    if count > 1:
        source += f", {count:g} accumulated"
    return replace(batch.scaled(devices.value * count), how=how, source=source)


def _batches_of_these_steps(stage: _Stage) -> Sequence[LinkedFact]:
    """Return the batches but those that a sentence states for another number of steps, which are of another run.

    Where there are such, only a batch that is stated for the model by name, or for its data, is surely of this one.
    """
    values_of = defaultdict[Hashable, set[float | None]](set)
    for _, fact in stage.stated("steps"):
        if not fact.place.is_in_table:
            values_of[fact.place.statement].add(fact.value)
    batches = stage.stated("batch_size")
    steps = stage.chosen["steps"].value if "steps" in stage.chosen else None
    of_these = [
        (how, fact)
        for how, fact in batches
        if steps is None or steps in values_of.get(fact.place.statement, {steps})
    ]
    if len(of_these) == len(batches):
        return batches
    return [
        LinkedFact(how, fact)
        for how, fact in of_these
        if how.is_of_model or fact.names_data or fact.place.statement in values_of
    ]


def _sides(stage: _Stage) -> Choice | None:
    """Papers on translation count the tokens of a batch on one side: a network reads both, and predicts one."""
    is_of_tokens = counts_tokens(stage.chosen.get("batch_size"))
    return _BOTH_SIDES if is_of_tokens and stage.family is not None and is_translation(stage.family) else None


_BOTH_SIDES = Choice(
    2**0.5, 1.0, 2.0, How.REFERENCE, None, source="target tokens alone, to source and target"
)


def counts_tokens(size: Choice | None) -> bool:
    """Tell whether the size of a batch or of data is one in tokens."""
    return size is not None and size.fact is not None and _TOKENS.search(size.fact.text) is not None


_TOKENS = re.compile(r"\b(?:tokens?|words?|subwords?)\b")


def _training_flop(stage: _Stage) -> Choice | None:
    return stage.choose(
        [
            candidate
            for candidate in stage.stated("training_flops")
            if is_plausible_training_flop(candidate.fact.value or 0.0, stage.family)
        ]
    )


def _dataset(stage: _Stage) -> Choice | None:
    """Choose the data set size that fits the benchmark: a paper states the sizes of many data sets."""
    family, candidates = stage.family, stage.stated("dataset_size")
    standard = training_set_size(family) if family else None
    # What a network is trained on first is no smaller than what comes after.
    if stage.name == "pretraining" and family == BACKBONE_FAMILY:
        candidates = _of_size(candidates, at_least=(standard or 0.0) / SAME_DATASET)
    if standard is None or stage.name not in {"training", "finetuning"}:
        return choose_from(candidates) if candidates else None
    candidates = [c for c in candidates if not is_size_of_another(c.fact.value, family)]
    fitting = _of_size(candidates, standard / SAME_DATASET, standard * SAME_DATASET)
    fitting = fitting or [c for c in candidates if c.how.is_as_close_as(How.FAMILY)]
    if fitting:
        return choose_from(fitting)
    return standard_size(family) if "epochs" in stage.chosen else None


def _of_size(candidates: Sequence[LinkedFact], at_least: float, at_most: float = inf) -> list[LinkedFact]:
    return [c for c in candidates if at_least <= (c.fact.value or 0.0) <= at_most]


def standard_size(family: str | None) -> Choice | None:
    """Return the size of a benchmark's standard training set, None where the catalog does not know it."""
    size = training_set_size(family) if family else None
    return None if size is None else Choice(size, size, size, How.BENCHMARK, None)


_CHOOSERS: tuple[tuple[str, _Chooser], ...] = (
    ("steps", _printed("steps")),
    ("epochs", _epochs),
    ("wall_time_hours", _wall_time),
    ("device_hours", _printed("device_hours")),
    ("device_count", _printed("device_count", "wall_time_hours")),
    ("hardware_model", _printed("hardware_model", "wall_time_hours", "device_hours", "device_count")),
    ("device_count", lambda stage: one_device(stage.chosen)),
    ("accumulated_batches", _printed("accumulated_batches")),
    ("batch_size", _batch),
    ("sequence_length", _printed("sequence_length", "batch_size", "steps")),
    ("sides", _sides),
    ("training_flops", _training_flop),
    ("energy_kwh", _printed("energy_kwh")),
    ("co2e_kg", _printed("co2e_kg")),
    ("cost_usd", _printed("cost_usd")),
    ("dataset_size", _dataset),
)
"""How each quantity is chosen, after those that it rests on; the first that finds a value for a quantity gives it."""
