"""Everything known of one run: what is stated for it, and what it was trained with before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from analysis.runs.before import (
    SEEN,
    at_smaller_input,
    on_its_data,
    with_data,
    without_unknown_input,
)
from analysis.runs.choices import STAGES, Choice, Choices, LinkedFact, choose_from
from analysis.runs.convention import Convention
from analysis.runs.facts import LENGTHS, MODEL_QUANTITIES, SCHEDULE
from analysis.runs.how import How
from analysis.runs.lending import lend_between_stages, lend_hardware
from analysis.runs.links import how_linked
from analysis.runs.models import Model
from analysis.runs.names import ModelName, parse
from analysis.runs.networks import network_facts, networks
from analysis.runs.paper_models import CandidatePair, PaperModels
from analysis.runs.plausible import BACKBONE_FAMILY, FAMILIES_ON_A_BACKBONE
from analysis.runs.schedules import counts_tokens, stage_facts
from extractors.catalog.architectures import TRANSFORMER, kinds_named


def collect(
    known: PaperModels, model: Model, family: str | None, convention: Convention
) -> dict[str, Choices]:
    """Return everything known of one model as trained for one benchmark family: by stage, then by quantity."""
    collected = _stated(known, model, family, convention)
    if family in FAMILIES_ON_A_BACKBONE:
        is_told = any(LENGTHS & collected[stage].keys() for stage in ("training", "finetuning"))
        has_backbone = is_told and not is_from_scratch(known, family)
        collected["pretraining"] = _of_backbone(known, model, convention) if has_backbone else {}
    collected["pretraining"] = with_data(collected["pretraining"], known.paper, model, family)
    before = at_smaller_input(
        known, model, family, collected, lambda other: _stated(known, other, family, convention)
    )
    if before:
        collected |= {"pretraining": before, "training": {}}
    elif family == BACKBONE_FAMILY and LENGTHS & collected["finetuning"].keys():
        collected["pretraining"] = without_unknown_input(collected["pretraining"], model)
    if not before:
        for stage in _stages_of_others(known, model, collected, family):
            del collected[stage]
    lend_hardware(collected, known.paper.facts)
    if _reads_tokens(collected) and (kind := _architecture(known, model)) is not None:
        collected["model"]["architecture"] = kind
    if model.network_count > 1:
        collected["model"]["networks"] = networks(model)
    return {stage: choices for stage, choices in collected.items() if choices}


def _stated(
    known: PaperModels, model: Model, family: str | None, convention: Convention
) -> dict[str, Choices]:
    """Return what the paper states for a model, stage by stage."""
    candidates: dict[str, dict[str, list[LinkedFact]]] = defaultdict(lambda: defaultdict(list))
    for fact in known.paper.facts:
        how = how_linked(CandidatePair(fact, model, family, known))
        if how is not None:
            stage = "model" if fact.quantity in MODEL_QUANTITIES else fact.stage
            candidates[stage][fact.quantity].append(LinkedFact(how, fact))
    before = {quantity: on_its_data(found, model) for quantity, found in candidates["pretraining"].items()}
    candidates["pretraining"] = defaultdict(list, {name: found for name, found in before.items() if found})
    collected = {"model": network_facts(candidates["model"], model, convention, family)}
    collected |= {stage: stage_facts(candidates[stage], stage, model, family) for stage in STAGES}
    lend_between_stages(collected, family, is_pre_trained=model.is_pre_trained)
    return collected


def _reads_tokens(collected: Mapping[str, Choices]) -> bool:
    """Tell whether something in a schedule is counted in tokens."""
    return any(
        "sequence_length" in choices or any(counts_tokens(choices.get(size)) for size in _SIZES)
        for choices in collected.values()
    )


_SIZES = ("batch_size", "dataset_size")


def _architecture(known: PaperModels, model: Model) -> Choice | None:
    """The kind of network that the paper says its models are, unless the name of this one says another."""
    kinds = {kind for kind, _ in kinds_named(model.printed)}
    if not model.is_own or kinds - {TRANSFORMER}:
        return None
    said = (fact for fact in known.paper.facts if fact.quantity == "architecture" and fact.is_own)
    return next((choose_from([LinkedFact(How.PAPER, fact)]) for fact in said), None)


def _stages_of_others(
    known: PaperModels, model: Model, collected: Mapping[str, Choices], family: str | None
) -> list[str]:
    """Return the stages that the paper states and that this model did not go through.

    A model that was pre-trained and fine-tuned was not trained from scratch, and the other way round. A stage that its
    own row or name states always counts. The pre-training of a detector is that of its backbone and is found
    elsewhere; a fine-tuning that is stated in general is not that of a detector whose row says how long it was
    trained.
    """
    training = collected["training"]
    if family in FAMILIES_ON_A_BACKBONE:
        return ["finetuning"] if _is_tuning_of_other_detectors(model, collected) else []
    if not SCHEDULE & training.keys():
        return []
    if model.is_pre_trained:
        has_both = _has_stages_around(known, model, collected)
        return ["training"] if has_both and _are_loose(training) else []
    is_told_apart = any(
        other.is_own and other.is_pre_trained and other.name.tokens == model.name.tokens
        for other in known.models
    )
    return [
        stage
        for stage in ("pretraining", "finetuning")
        if (is_told_apart and not any(choice.how is How.SAME_ROW for choice in collected[stage].values()))
        or _are_loose(collected[stage])
    ]


def _is_tuning_of_other_detectors(model: Model, collected: Mapping[str, Choices]) -> bool:
    training = collected["training"]
    own = [training[length] for length in LENGTHS & training.keys()]
    is_told = any(choice.how.is_as_close_as(How.CAPTION) for choice in own)
    return is_told and not model.is_pre_trained and _are_loose(collected["finetuning"])


def _has_stages_around(known: PaperModels, model: Model, collected: Mapping[str, Choices]) -> bool:
    """True where a pre-training is told, and a fine-tuning too, or whose the training is that the paper tells."""
    if not SCHEDULE & collected["pretraining"].keys():
        return False
    return bool(SCHEDULE & collected["finetuning"].keys()) or _has_others_from_scratch(known, model)


def _are_loose(stage: Choices) -> bool:
    """True where nothing of a stage is said of the model by its own name."""
    return not any(choice.how.is_of_model for choice in stage.values())


def is_from_scratch(known: PaperModels, family: str | None) -> bool:
    """True where the paper says that its own models on this data were trained from scratch."""
    return any(
        fact.is_own and family in fact.families and _FROM_SCRATCH.search(fact.place.quote)
        for fact in known.paper.facts
    )


_FROM_SCRATCH = re.compile(r"\bfrom[\s-]scratch\b", re.IGNORECASE)


def _has_others_from_scratch(known: PaperModels, model: Model) -> bool:
    """True where own models on the same benchmarks were not pre-trained: the stated schedule is theirs."""
    families = {result.family for result in model.results}
    return any(
        other.is_own
        and bool(model.more_data)
        and not other.is_pre_trained
        and any(result.family in families for result in other.results)
        for other in known.models
    )


def _without_group(printed: str) -> ModelName:
    """Parse the last part of ``Hybrid, NetA-S``: the first names a group of rows, which detectors leave out."""
    return parse(printed.rpartition(", ")[2])


def _of_backbone(known: PaperModels, model: Model, convention: Convention) -> Choices:
    """Return how the paper's own network that a detector is built on was trained, at its smallest input."""
    own = [
        (name, other)
        for other in known.models
        if other.is_own and any(result.family == BACKBONE_FAMILY for result in other.results)
        for name in (other.name, _without_group(other.printed))
        if name.tokens <= model.name.tokens and name.is_distinct and not name.additions
    ]
    most = max((len(name.tokens) for name, _ in own), default=0)
    alike = [
        lent
        for name, other in own
        if len(name.tokens) == most and other.is_pre_trained == bool(model.more_data)
        for lent in [_main_training(collect(known, other, BACKBONE_FAMILY, convention), other)]
        if lent
    ]
    backbone = min(alike, key=lambda lent: lent["forward_flop"].value or 0.0, default={})
    return {name: replace(choice, how=How.BACKBONE) for name, choice in backbone.items()}


def _main_training(collected: Mapping[str, Choices], model: Model) -> Choices:
    """Return the longest stage of a network with its cost, empty where either is not known."""
    before = collected.get("pretraining", {})
    stage = before if model.is_pre_trained or "forward_flop" in before else collected.get("training", {})
    flop = stage.get("forward_flop") or collected.get("model", {}).get("forward_flop")
    if flop is None or not LENGTHS & stage.keys():
        return {}
    return {name: stage[name] for name in SEEN if name in stage} | {"forward_flop": flop}
