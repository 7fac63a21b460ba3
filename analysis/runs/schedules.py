"""The schedule of one stage of a run: how long, on which data, on which machines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

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
from analysis.runs.facts import TOTAL_QUANTITIES
from analysis.runs.how import RANK, How
from analysis.runs.models import Model
from analysis.runs.plausible import BACKBONE_FAMILY, FAMILIES_ON_A_BACKBONE, is_plausible_training_flop
from extractors.catalog.benchmarks import EPOCHS_OF_ONE_SCHEDULE

SAME_DATASET = 1.5
"""A stated data set size within this factor of the benchmark's training set is taken to be that set."""


def stage_facts(
    candidates: Mapping[str, Sequence[LinkedFact]], stage: str, model: Model, family: str | None
) -> Choices:
    """Choose a value for every quantity of one stage.

    Time, device count and hardware come from the same sentence or table row where one gives several of them,
    and so do steps and batch size.

    Returns:
        The chosen values by quantity.
    """
    chosen: Choices = {}
    results = [result for result in model.results if result.family == family]
    pages = frozenset(result.place.page for result in results)
    sections = frozenset(result.section for result in results)

    def choose(quantity: str, beside: frozenset[Hashable] = frozenset()) -> None:
        if candidates.get(quantity):
            chosen[quantity] = choose_from(candidates[quantity], beside, pages=pages, sections=sections)

    choose("steps")
    choose("epochs")
    named = _epochs_in_name(model) or _schedule_in_name(model, family) if stage == "training" else None
    if named is not None and ("epochs" not in chosen or RANK[chosen["epochs"].how] > RANK[How.ONLY_MATCH]):
        chosen["epochs"] = named
    time = _wall_time(candidates, chosen)
    if time is not None:
        chosen["wall_time_hours"] = time
    choose("device_hours")
    choose("device_count", beside=statements_of(chosen, "wall_time_hours"))
    choose("hardware_model", beside=statements_of(chosen, "wall_time_hours", "device_hours", "device_count"))
    if "device_count" not in chosen:
        one = _one_device(chosen) or _device_of_time(chosen.get("wall_time_hours"))
        if one is not None:
            chosen["device_count"] = one
    if (with_machine := _with_machine(chosen)) is not None:
        chosen[with_machine] = replace(chosen[with_machine], with_machine=True)
    choose("accumulated_batches")
    batch = _batch(_of_these_steps(candidates, chosen), chosen)
    if batch is not None:
        chosen["batch_size"] = batch
    choose("sequence_length", beside=statements_of(chosen, "batch_size", "steps"))
    if family is not None and is_translation(family) and counts_tokens(chosen.get("batch_size")):
        chosen["sides"] = _SIDES
    candidates = {
        **candidates,
        "training_flops": [
            candidate
            for candidate in candidates.get("training_flops", ())
            if is_plausible_training_flop(candidate[1].value or 0.0, family)
        ],
    }
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


_SIDES = Choice(2**0.5, 1.0, 2.0, How.REFERENCE, None, source="target tokens alone, to source and target")
"""Papers on translation count the tokens of a batch on one side: a network reads both, and predicts one."""


def _wall_time(candidates: Mapping[str, Sequence[LinkedFact]], chosen: Choices) -> Choice | None:
    """Return the time of a whole run: as printed, else that of an epoch or a step times their number.

    A time that stands in the sentence of an epoch's (``9.8 hours per 100 epochs``) is none of the run.
    """
    of_parts = statements([*candidates.get("epoch_hours", ()), *candidates.get("step_seconds", ())])
    whole = [c for c in candidates.get("wall_time_hours", ()) if c[1].place.statement not in of_parts]
    if whole:
        counted = statements(candidates.get("device_count", ()))
        return choose_from(whole, preferring=counted)
    for quantity, many, hours in (("epoch_hours", "epochs", 1.0), ("step_seconds", "steps", 1 / 3600)):
        number = chosen.get(many)
        if quantity not in candidates or number is None or not number.value:
            continue
        part = choose_from(candidates[quantity], beside=statements_of(chosen, many))
        how = max(part.how, number.how, key=RANK.__getitem__)
        source = f"{part.value:g} {_PART_OF_RUN[quantity]}, {number.value:g} {many}"
        return replace(part.scaled(number.value * hours), how=how, source=source)
    rest = candidates.get("wall_time_hours", ())
    return choose_from(rest) if rest else None


_PART_OF_RUN = {"epoch_hours": "hours per epoch", "step_seconds": "seconds per step"}


def _device_of_time(time: Choice | None) -> Choice | None:
    """Return the count of ``takes 12 hours on a GPU``, where the sentence of the time speaks of one device."""
    if time is None or time.fact is None or time.fact.place.is_in_table:
        return None
    one = _ON_ONE_DEVICE.search(time.fact.place.quote)
    return replace(time, value=1.0, low=1.0, high=1.0, source=one[0].strip()) if one else None


_ON_ONE_DEVICE = re.compile(
    r"\b(?:on|using|with)\s(?:an?|one|a single)\s(?:(?!cluster|machine|server|node)[\w-]+\s){0,3}?"
    r"(?:GPU|TPU|graphics card)\b"
    r"(?!\s?(?:s\b|cluster|machine|server|node|pod|farm|workstation|cards))",
    re.IGNORECASE,
)


_ARTICLE = re.compile(r"\b(?:an?|one|single)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)


_SEVERAL = re.compile(
    r"\s?(?:[\w-]+\s)?(?:GPUs|TPUs|cards|devices|machines?|clusters?|pods?|servers?|nodes?)\b"
)
"""What follows a machine of several devices, such as ``a V100 cluster``."""


def _one_device(chosen: Choices) -> Choice | None:
    """Return the count of ``on an NVIDIA P100 GPU``, where only the article tells that it is one.

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


def _of_these_steps(candidates: Mapping[str, Sequence[LinkedFact]], chosen: Choices) -> list[LinkedFact]:
    """Return the batches but those that a sentence states for another number of steps, which are of another run.

    Where there are such, only a batch that is stated for the model by name, or for its data, is surely of this one.
    """
    stated = defaultdict[Hashable, set[float | None]](set)
    for _, fact in candidates.get("steps", ()):
        if not fact.place.is_in_table:
            stated[fact.place.statement].add(fact.value)
    batches = list(candidates.get("batch_size", ()))
    steps = chosen["steps"].value if "steps" in chosen else None
    of_these = [c for c in batches if steps is None or steps in stated.get(c[1].place.statement, {steps})]
    if len(of_these) == len(batches):
        return batches
    return [
        candidate
        for candidate in of_these
        if RANK[candidate[0]] <= RANK[How.ONLY_MATCH]
        or candidate[1].names_data
        or candidate[1].place.statement in stated
    ]


def _batch(candidates: Sequence[LinkedFact], chosen: Choices) -> Choice | None:
    """Return the size of a whole batch: as printed, else that of one device times the devices.

    Where several whole ones are printed, the one that the devices make counts. Batches of one device whose gradients
    are accumulated make one whole batch.
    """
    beside = statements_of(chosen, "steps")
    of_device = [candidate for candidate in candidates if candidate[1].unit_printed == _PER_DEVICE]
    whole = [candidate for candidate in candidates if candidate[1].unit_printed != _PER_DEVICE]
    devices, accumulated = chosen.get("device_count"), chosen.get("accumulated_batches")
    product = _times_devices(choose_from(of_device), devices, accumulated) if of_device else None
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


def _times_devices(batch: Choice, devices: Choice | None, accumulated: Choice | None) -> Choice | None:
    if devices is None or not devices.value or batch.value is None:
        return None
    how = max(batch.how, devices.how, key=RANK.__getitem__)
    source = f"{batch.value:g} per device, {devices.value:g} devices"
    count = accumulated.value if accumulated is not None and accumulated.value else 1.0
    if count > 1:
        source += f", {count:g} accumulated"
    return replace(batch.scaled(devices.value * count), how=how, source=source)


def counts_tokens(size: Choice | None) -> bool:
    """Tell whether the size of a batch or of data is one in tokens."""
    return size is not None and size.fact is not None and _TOKENS.search(size.fact.text) is not None


_TOKENS = re.compile(r"\b(?:tokens?|words?|subwords?)\b")


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


def _dataset(
    candidates: Sequence[LinkedFact], stage: str, family: str | None, *, is_needed: bool
) -> Choice | None:
    """Take the data set size that fits the benchmark: a paper states the sizes of many data sets."""
    standard = training_set_size(family) if family and stage in ("training", "finetuning") else None
    # What a network is trained on first is no smaller than what comes after.
    if stage == "pretraining" and family == BACKBONE_FAMILY:
        least = (training_set_size(family) or 0.0) / SAME_DATASET
        candidates = [candidate for candidate in candidates if (candidate[1].value or 0.0) >= least]
    if standard is None:
        return choose_from(candidates) if candidates else None
    candidates = [candidate for candidate in candidates if not is_size_of_another(candidate[1].value, family)]
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
