"""Fills gaps of one stage of a run from another: papers name their machine once, and give one training two names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.benchmarks import pretraining_set_in
from analysis.runs.choices import STAGES, Choice, Choices
from analysis.runs.facts import LENGTHS, TIMES, ComputeFact
from analysis.runs.how import How
from analysis.runs.schedules import SAME_DATASET, standard_size

_OF_ONE_SETTING = ("batch_size", "sequence_length", "device_count", "hardware_model")
_MACHINE = ("hardware_model", "device_count")


def lend_between_stages(
    collected: Mapping[str, Choices], family: str | None, *, is_pre_trained: bool
) -> None:
    """Give a stage what the paper states for the same training under the name of another stage.

    A paper on pre-training calls it training in one sentence and pre-training in the next; one on training from the
    start may call that pre-training.

    Args:
        collected: The choices by stage; the ones lent are added.
        family: The benchmark family the model was trained for.
        is_pre_trained: Whether the model was trained on other data first.
    """
    training, before = collected["training"], collected["pretraining"]
    if not is_pre_trained:
        _lend_epochs(before, training, family)
    _lend_settings(before, training)
    _lend_settings(training, before)


def _lend_epochs(before: Choices, training: Choices, family: str | None) -> None:
    """Count the epochs of a pre-training on the data of the benchmark itself as those of the training."""
    epochs = before.get("epochs")
    if epochs is None or epochs.fact is None or family not in epochs.fact.families:
        return
    told = [training[length] for length in LENGTHS & training.keys()]
    is_of_table = epochs.how is How.CAPTION and not any(choice.how.is_of_model for choice in told)
    if (told and not is_of_table) or _is_on_more_data(epochs.fact, before, family):
        return
    training["epochs"] = before.pop("epochs") if is_of_table else replace(epochs, how=How.OTHER_STAGE)
    training.pop("steps", None)
    if "dataset_size" not in training and (size := standard_size(family)) is not None:
        training["dataset_size"] = size


def _lend_settings(lender: Choices, stage: Choices) -> None:
    """Give a stage of known length the settings that are stated for another stage without a length."""
    if not LENGTHS & stage.keys() or (LENGTHS | TIMES) & lender.keys():
        return
    for quantity in _OF_ONE_SETTING:
        if quantity in lender and not _is_tried(lender[quantity]):
            stage.setdefault(quantity, replace(lender[quantity], how=How.OTHER_STAGE))


def _is_tried(choice: Choice) -> bool:
    """True for one of several values in rows of a table: one that was tried, not the setting of all models."""
    return bool(choice.rival_count) and choice.fact is not None and choice.fact.place.is_in_table


def _is_on_more_data(length: ComputeFact, before: Choices, family: str | None) -> bool:
    """True for a pre-training on more data than the benchmark has, by the data set named with its length.

    Where none is named, the data set size of the stage decides, though it may be that of another training.

    Returns:
        Whether it is on more data.
    """
    if length.dataset_name:
        return pretraining_set_in(length.dataset_name) is not None
    data, usual = before.get("dataset_size"), standard_size(family)
    return bool(data and data.value and usual and usual.value and data.value > SAME_DATASET * usual.value)


def lend_hardware(collected: Mapping[str, Choices], facts: Sequence[ComputeFact]) -> None:
    """Give a stage with a time but without a machine the one that is named elsewhere: papers name theirs once.

    Args:
        collected: The choices by stage; the ones lent are added.
        facts: All facts of the paper.
    """
    _lend_between(collected)
    for choices in collected.values():
        if "wall_time_hours" in choices and choices.keys().isdisjoint(_MACHINE):
            choices |= {fact.quantity: _lent(fact) for fact in _only_training_machine(facts)}
    if (machine := _only_machine(facts)) is None:
        return
    for choices in collected.values():
        if {"device_count", "wall_time_hours"} <= choices.keys():
            choices.setdefault(
                "hardware_model", Choice(None, machine.low, machine.high, How.INFERENCE, machine)
            )


def _lend_between(collected: Mapping[str, Choices]) -> None:
    """Give each stage with a time the machine, and the count of devices, of the first stage that has them."""
    for quantity in _MACHINE:
        lender = next((stage for stage in STAGES[:-1] if quantity in collected.get(stage, {})), None)
        if lender is None:
            continue
        lent = replace(collected[lender][quantity], how=How.OTHER_STAGE)
        for choices in collected.values():
            if TIMES & choices.keys():
                choices.setdefault(quantity, lent)


def _only_training_machine(facts: Sequence[ComputeFact]) -> Sequence[ComputeFact]:
    """Return machine and device count, where all own trainings of the paper state the same ones.

    ``The base model trained 12 hours on 8 P100 GPUs; the big model 3 days.``
    """
    own = [fact for fact in facts if fact.is_own and fact.stage != "inference"]
    machines = [fact for fact in own if fact.quantity == "hardware_model"]
    counts = [fact for fact in own if fact.quantity == "device_count"]
    is_one = len({fact.hardware_id for fact in machines}) == len({fact.value for fact in counts}) == 1
    return (machines[0], counts[0]) if is_one and machines[0].hardware_id is not None else ()


def _lent(fact: ComputeFact) -> Choice:
    return Choice(fact.value, fact.low, fact.high, How.OTHER_STAGE, fact)


def _only_machine(facts: Sequence[ComputeFact]) -> ComputeFact | None:
    """The statement that names the only accelerator of the paper, when it is made about inference."""
    machines = [fact for fact in facts if fact.quantity == "hardware_model" and fact.is_own]
    is_only = len({fact.hardware_id for fact in machines}) == 1 and machines[0].hardware_id is not None
    return machines[0] if is_only and all(fact.stage == "inference" for fact in machines) else None
