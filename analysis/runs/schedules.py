"""The schedule of one stage of a run: how long, on which data, on which machines."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from analysis.benchmarks import training_set_size
from analysis.runs.choices import (
    Candidate,
    Choice,
    Choices,
    choose_from,
    grids_among,
    statements,
    statements_of,
)
from analysis.runs.links import RANK, TOTAL_QUANTITIES, How
from analysis.runs.models import Model
from analysis.runs.networks import FAMILIES_ON_A_BACKBONE
from extractors.catalog.benchmarks import EPOCHS_OF_ONE_SCHEDULE

SAME_DATASET = 1.5
"""A stated data set size within this factor of the benchmark's training set is taken to be that set."""


def stage_facts(
    candidates: Mapping[str, Sequence[Candidate]], stage: str, model: Model, family: str | None
) -> Choices:
    """Choose a value for every quantity of one stage.

    Time, device count and hardware come from the same sentence or table row where one gives several of them,
    and so do steps and batch size.
    """
    chosen: Choices = {}
    pages = frozenset(result.place.page for result in model.results if result.family == family)

    def choose(quantity: str, beside: frozenset[Hashable] = frozenset()) -> None:
        if quantity in candidates:
            chosen[quantity] = choose_from(candidates[quantity], beside, pages=pages)

    if "wall_time_hours" in candidates:
        counted = statements(candidates.get("device_count", ()))
        chosen["wall_time_hours"] = choose_from(candidates["wall_time_hours"], preferring=counted)
    choose("device_hours")
    choose("device_count", beside=statements_of(chosen, "wall_time_hours"))
    choose("hardware_model", beside=statements_of(chosen, "wall_time_hours", "device_hours", "device_count"))
    if "device_count" not in chosen and (one := _one_device(chosen)) is not None:
        chosen["device_count"] = one
    if (time := _with_machine(chosen)) is not None:
        chosen[time] = replace(chosen[time], with_machine=True)
    choose("steps")
    batch = _batch(candidates.get("batch_size", ()), chosen)
    if batch is not None:
        chosen["batch_size"] = batch
    choose("epochs")
    named = _epochs_in_name(model) or _schedule_in_name(model, family) if stage == "training" else None
    if named is not None and ("epochs" not in chosen or RANK[chosen["epochs"].how] > RANK[How.ONLY_MATCH]):
        chosen["epochs"] = named
    for quantity in TOTAL_QUANTITIES:
        choose(quantity)
    dataset = _dataset(candidates.get("dataset_size", ()), stage, family, is_needed="epochs" in chosen)
    if dataset is not None:
        chosen["dataset_size"] = dataset
    return chosen


def _with_machine(chosen: Choices) -> str | None:
    """Return which time is printed together with the machine that it was taken on, None for neither."""
    if "hardware_model" not in chosen:
        return None
    machine = statements_of(chosen, "hardware_model")
    if machine & statements_of(chosen, "device_hours"):
        return "device_hours"
    together = machine & statements_of(chosen, "wall_time_hours")
    count = statements_of(chosen, "device_count")
    return "wall_time_hours" if together and together <= count else None


_ARTICLE = re.compile(r"\b(?:an?|one|single)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)


_SEVERAL = re.compile(
    r"\s?(?:[\w-]+\s)?(?:GPUs|TPUs|cards|devices|machines?|clusters?|pods?|servers?|nodes?)\b"
)
"""What follows a machine of several devices, such as ``a V100 cluster``."""


def _one_device(chosen: Choices) -> Choice | None:
    """Return the count of ``on an NVIDIA P100 GPU``, whose number only the article says.

    A table row that prints one product beside the hours it worked counts one of it too.
    """
    machine = chosen.get("hardware_model")
    if machine is None or machine.fact is None:
        return None
    if machine.fact.place.is_in_table:
        is_one = machine.fact.place.statement in statements_of(chosen, "wall_time_hours")
    else:
        before, _, after = machine.fact.place.quote.partition(machine.fact.text)
        is_one = _ARTICLE.search(before) is not None and not _SEVERAL.match(after)
    return (
        replace(machine, value=1.0, low=1.0, high=1.0, source=f"one {machine.fact.text}") if is_one else None
    )


def _batch(candidates: Sequence[Candidate], chosen: Choices) -> Choice | None:
    """Choose the size of a whole batch: as printed, else that of one device times the devices.

    Where several whole ones are printed, the one that the devices make counts.
    """
    beside = statements_of(chosen, "steps")
    of_device = [candidate for candidate in candidates if candidate[1].unit_printed == _PER_DEVICE]
    whole = [candidate for candidate in candidates if candidate[1].unit_printed != _PER_DEVICE]
    product = _times_devices(choose_from(of_device), chosen.get("device_count")) if of_device else None
    if not whole:
        return product
    choice = choose_from(whole, beside)
    if product is None or not choice.rival_count:
        return choice
    if choice.fact is not None and choice.fact.place.statement in grids_among(whole):
        return product
    made = [candidate for candidate in whole if candidate[1].value == product.value]
    return choose_from(made) if made else choice


_PER_DEVICE = "per device"
"""The unit of a batch that every device has one of, see `reported_compute`."""


def _times_devices(batch: Choice, devices: Choice | None) -> Choice | None:
    if devices is None or not devices.value or batch.value is None:
        return None
    how = max(batch.how, devices.how, key=RANK.__getitem__)
    source = f"{batch.value:g} per device, {devices.value:g} devices"
    return replace(batch.scaled(devices.value), how=how, source=source)


_EPOCHS = re.compile(r"\b(\d{1,4})[\s-]?(?:training\s)?(?:epochs?|ep)\b", re.IGNORECASE)


def _epochs_in_name(model: Model) -> Choice | None:
    """Return the epochs of ``Net (300 epochs)``; of one that was pre-trained they may be those of either stage."""
    named = _EPOCHS.search(model.printed)
    if named is None or model.is_pre_trained:
        return None
    epochs = float(named[1])
    return Choice(epochs, epochs, epochs, How.SAME_ROW, None, names_data=True, source=model.printed)


def _schedule_in_name(model: Model, family: str | None) -> Choice | None:
    """Return the epochs of a detector whose name, head or row says ``3x schedule``."""
    times = model.schedule
    if times is None or family not in FAMILIES_ON_A_BACKBONE:
        return None
    epochs = float(times * EPOCHS_OF_ONE_SCHEDULE)
    source = f"{times}x schedule: the 1x schedule of Detectron is {EPOCHS_OF_ONE_SCHEDULE} epochs"
    return Choice(epochs, epochs, epochs, How.REFERENCE, None, source=source)


def _dataset(
    candidates: Sequence[Candidate], stage: str, family: str | None, *, is_needed: bool
) -> Choice | None:
    """Take the data set size that fits the benchmark: a paper states the sizes of many data sets."""
    standard = training_set_size(family) if family and stage in ("training", "finetuning") else None
    if standard is None:
        return choose_from(candidates) if candidates else None
    smallest, largest = standard / SAME_DATASET, standard * SAME_DATASET
    fitting = [candidate for candidate in candidates if smallest <= (candidate[1].value or 0) <= largest]
    named = [candidate for candidate in candidates if RANK[candidate[0]] <= RANK[How.FAMILY]]
    if fitting or named:
        return choose_from(fitting or named)
    return standard_size(family) if is_needed else None


def standard_size(family: str | None) -> Choice | None:
    """Return the size of a benchmark's standard training set, None where the catalog does not know it."""
    size = training_set_size(family) if family else None
    return None if size is None else Choice(size, size, size, How.BENCHMARK, None)
