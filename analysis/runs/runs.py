"""Joins what a paper reports about accuracy and about compute into one row per paper and model."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.runs.choices import (
    BACKBONE_FAMILY,
    FAMILIES_ON_A_BACKBONE,
    STAGES,
    Candidate,
    Choice,
    Choices,
    lend_between_stages,
    lend_hardware,
    network_facts,
    networks,
    stage_facts,
)
from analysis.runs.convention import Basis, Convention, convention_of
from analysis.runs.facts import Paper, papers
from analysis.runs.links import (
    MODEL_QUANTITIES,
    RANK,
    TOTAL_QUANTITIES,
    TRUST,
    How,
    PaperModels,
    fits,
    how_linked,
)
from analysis.runs.models import Model, models_of
from analysis.runs.names import network_of, parse

COLUMNS = {
    "run_id": "Paper id and normalised model name; stable from night to night",
    "paper_id": "Paper the run is reported in",
    "model_name": "As printed, in the paper's first result row of this model",
    "is_own": "True when a row of this paper reports it as its own run",
    "benchmark_families": "Data the run is reported on, joined by commas; see `join` for models with several",
    "name_variants": "Other printed names joined to this run",
    "parameters": "Parameter count, of the active ones only in `active_parameters`",
    "active_parameters": "Parameters used per token, where a sparse model states them",
    "forward_flop": "FLOP of one forward pass of one example: as printed, or twice the multiply-adds",
    "flop_convention": "What the paper's FLOPs count, and whether it says so, its tables show it, or it is assumed",
    "missing_stages": "Stages the model went through for which the paper states no schedule",
    "main_stage": "The stage whose figures stand in the columns to the right",
    "epochs": "Passes over the data set in the main stage",
    "steps": "Parameter updates in the main stage",
    "batch_size": "Examples (or tokens, see `facts`) per update in the main stage",
    "dataset_size": "Examples or tokens in the main stage's data set",
    "dataset_unit": "What is counted, as printed",
    "hardware_model": "Accelerator as printed",
    "hardware_id": "Catalog id of the accelerator",
    "device_count": "Devices used at once in the main stage",
    "wall_time_hours": "Elapsed hours of the main stage",
    "device_hours": "Devices times hours as printed for the main stage",
    "training_flop": "Training compute as printed, all stages",
    "energy_kwh": "Energy as printed",
    "co2e_kg": "Emissions as printed",
    "cost_usd": "Price as printed",
    "facts": "JSON: stage (or `model`) -> quantity -> value, low, high, how it was joined, and the fact's id",
    "how_joined": "The loosest join among the facts of the run, see `How`",
    "confidence": "Lowest confidence among the joined facts, lowered for loose joins",
    "result_ids": "Ids of the results of this run",
    "compute_ids": "Ids of the compute facts of this run",
}
"""The columns of the frame `join` returns, with what they hold."""

_MAKES_A_RUN = frozenset(
    {*MODEL_QUANTITIES, *TOTAL_QUANTITIES, "wall_time_hours", "device_hours", "dataset_size"}
)
"""A model without results is a run of the paper when one of these is said of it."""


def join(results: pd.DataFrame, compute: pd.DataFrame) -> pd.DataFrame:
    """Join reported results and reported compute within each paper.

    Args:
        results: The view `reported_results`.
        compute: The view `reported_compute`; a column `hardware_id` carries the resolved accelerator.

    Returns:
        One row per paper and model with the columns of `COLUMNS`, own models first. A model evaluated on
        several benchmarks has one row unless the paper states different facts for them.
    """
    rows = [row for paper in papers(results, compute) for row in _rows(paper)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(paper: Paper) -> Iterator[dict[str, Any]]:
    known = PaperModels.of(paper, _models(paper))
    convention = convention_of(paper.facts)
    run_ids: Counter[str] = Counter()
    for model in sorted(known.models, key=lambda model: not model.is_own):
        trainings: list[tuple[list[str], dict[str, Choices]]] = []
        for family in sorted({result.family for result in model.results}):
            choices = _collect(known, model, family, convention)
            same = next((families for families, earlier in trainings if earlier == choices), None)
            if same is None:
                trainings.append(([family], choices))
            else:
                same.append(family)
        for families, choices in trainings or [([], _collect(known, model, None, convention))]:
            row = _row(paper, model, families, choices, convention, is_split=len(trainings) > 1)
            run_ids[row["run_id"]] += 1
            if run_ids[row["run_id"]] > 1:
                row["run_id"] = f"{row['run_id']}#{run_ids[row['run_id']]}"
            yield row


def _models(paper: Paper) -> list[Model]:
    """The models a paper gives results for, then those that only compute statements name."""
    models = models_of(paper)
    # Long names first: "OPT-175B" becomes a model, of which "175B" is then the short form.
    for fact in sorted(paper.facts, key=lambda fact: (-len(fact.model_name or ""), fact.order)):
        if fact.name is None or not fact.name.tokens or not fact.is_own or fact.stage == "inference":
            continue
        is_known = any(fits(fact, model, models) not in (None, How.FAMILY) for model in models)
        if not is_known and fact.quantity in _MAKES_A_RUN:
            models.append(Model(fact.model_name or "", fact.name, is_own=True))
    has_general_facts = any(not (fact.name and fact.name.tokens) and fact.is_own for fact in paper.facts)
    if has_general_facts and not any(model.is_own for model in models):
        models.append(Model("", parse(""), is_own=True))
    return models


def _collect(
    known: PaperModels, model: Model, family: str | None, convention: Convention
) -> dict[str, Choices]:
    """Everything known of one model as trained for one benchmark family: by stage, then by quantity."""
    collected = _stated(known, model, family, convention)
    lend_between_stages(collected, family, is_pre_trained=model.is_pre_trained)
    before = _at_smaller_input(known, model, family, collected, convention)
    if before:
        collected |= {"pretraining": collected["pretraining"] | before, "training": {}}
    for stage in () if before else _stages_of_others(model, collected):
        del collected[stage]
    if family in FAMILIES_ON_A_BACKBONE and "pretraining" not in collected:
        collected["pretraining"] = _of_backbone(known, model, convention)
    lend_hardware(collected, known.paper.facts)
    if model.network_count > 1:
        collected["model"]["networks"] = networks(model)
    return {stage: choices for stage, choices in collected.items() if choices}


def _stated(
    known: PaperModels, model: Model, family: str | None, convention: Convention
) -> dict[str, Choices]:
    """What the paper states for a model, stage by stage."""
    candidates: dict[str, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for fact in known.paper.facts:
        how = how_linked(fact, known, model, family)
        if how is not None:
            stage = "model" if fact.quantity in MODEL_QUANTITIES else fact.stage
            candidates[stage][fact.quantity].append((how, fact))
    collected = {"model": network_facts(candidates["model"], model, convention, family)}
    return collected | {stage: stage_facts(candidates[stage], stage, model, family) for stage in STAGES}


_SCHEDULE = frozenset({"epochs", "steps", "wall_time_hours", "device_hours", "training_flops"})


def _stages_of_others(model: Model, collected: Mapping[str, Choices]) -> list[str]:
    """Stages that the paper has, but not this model.

    One that was pre-trained and fine-tuned was not trained from the start, and the other way round. What its own row
    or name says of a stage counts in any case.
    """
    if not _SCHEDULE & collected["training"].keys():
        return []
    if model.is_pre_trained:
        has_both = all(_SCHEDULE & collected[stage].keys() for stage in ("pretraining", "finetuning"))
        is_of_others = all(
            RANK[choice.how] > RANK[How.ONLY_MATCH] for choice in collected["training"].values()
        )
        return ["training"] if has_both and is_of_others else []
    return [
        stage
        for stage in ("pretraining", "finetuning")
        if all(RANK[choice.how] > RANK[How.ONLY_MATCH] for choice in collected[stage].values())
    ]


def _of_backbone(known: PaperModels, model: Model, convention: Convention) -> Choices:
    """What the paper's own network, on which a detector is built, was trained with."""
    inside = [
        other
        for other in known.models
        if other.is_own
        and other.name.tokens < model.name.tokens
        and other.name.is_distinct
        and not other.name.additions
        and any(result.family == BACKBONE_FAMILY for result in other.results)
    ]
    backbone = max(inside, key=lambda other: len(other.name.tokens), default=None)
    if backbone is None or backbone.is_pre_trained:
        return {}
    collected = _stated(known, backbone, BACKBONE_FAMILY, convention)
    schedule, flop = collected.get("training", {}), collected.get("model", {}).get("forward_flop")
    lent = {name: schedule[name] for name in _SEEN if name in schedule}
    if flop is None or ("epochs" not in lent and "steps" not in lent):
        return {}
    return {
        name: replace(choice, how=How.BACKBONE) for name, choice in {**lent, "forward_flop": flop}.items()
    }


_LARGER_INPUT = 1.5
"""From this factor in forward FLOP on, two runs of one network differ in the size of their input."""


def _at_smaller_input(
    known: PaperModels,
    model: Model,
    family: str | None,
    collected: Mapping[str, Choices],
    convention: Convention,
) -> Choices:
    """What a network was trained with at a smaller input, before it was fine-tuned at its own.

    Papers print such a row beside the one at the smaller input: the same name, more FLOPs for each image. It counts
    where the paper says how long the fine-tuning was.
    """
    flop = collected["model"].get("forward_flop")
    if (
        family != BACKBONE_FAMILY
        or flop is None
        or not flop.value
        or not _LENGTHS & collected["finetuning"].keys()
    ):
        return {}
    for other in known.models:
        is_alike = other.is_own and other.is_pre_trained == model.is_pre_trained
        if other is model or not is_alike or network_of(other.printed) != network_of(model.printed):
            continue
        smaller = _stated(known, other, family, convention)
        own_flop = smaller.get("model", {}).get("forward_flop")
        if own_flop is None or not own_flop.value or own_flop.value * _LARGER_INPUT > flop.value:
            continue
        schedule = {} if model.is_pre_trained else smaller.get("training", {})
        lent = {name: schedule[name] for name in _SEEN if name in schedule}
        if _LENGTHS & (lent.keys() | collected["pretraining"].keys()):
            named = {**lent, "forward_flop": own_flop}
            return {name: replace(choice, how=How.BACKBONE) for name, choice in named.items()}
    return {}


_LENGTHS = frozenset({"epochs", "steps"})
_SEEN = ("epochs", "dataset_size", "steps", "batch_size")
"""What tells how many examples a network has seen."""


def _missing_stages(model: Model, collected: Mapping[str, Choices]) -> list[str]:
    """Stages the model went through for which nothing says how long."""
    if not model.is_pre_trained or _SCHEDULE & collected.get("pretraining", {}).keys():
        return []
    return ["pretraining"]


def _row(
    paper: Paper,
    model: Model,
    families: list[str],
    collected: dict[str, Choices],
    convention: Convention,
    *,
    is_split: bool,
) -> dict[str, Any]:
    results = [result for result in model.results if not is_split or result.family in families]
    chosen = [
        choice
        for choices in collected.values()
        for choice in choices.values()
        if choice.how is not How.REFERENCE
    ]
    facts = {choice.fact.compute_id: choice.fact for choice in chosen if choice.fact is not None}
    named = {fact.model_name for fact in facts.values() if fact.model_name}
    main_stage = next((stage for stage in STAGES if stage in collected), "")
    main = collected.get("model", {}) | collected.get(main_stage, {})
    hardware, dataset = main.get("hardware_model"), main.get("dataset_size")
    run_id = f"{paper.paper_id}/{model.name.key or 'main'}"
    return {
        **{quantity: choice.value for quantity, choice in main.items() if quantity in COLUMNS},
        "run_id": f"{run_id}/{'+'.join(families)}" if is_split else run_id,
        "paper_id": paper.paper_id,
        "model_name": model.printed,
        "is_own": model.is_own,
        "benchmark_families": ", ".join(families),
        "name_variants": sorted((model.variants | named) - {model.printed}),
        "flop_convention": _convention(collected, convention),
        "missing_stages": _missing_stages(model, collected),
        "main_stage": main_stage,
        "hardware_model": hardware.fact.text if hardware and hardware.fact else None,
        "hardware_id": hardware.fact.hardware_id if hardware and hardware.fact else None,
        "dataset_unit": dataset.fact.text if dataset and dataset.fact else None,
        "training_flop": main["training_flops"].value if "training_flops" in main else None,
        "facts": json.dumps(
            {
                stage: {name: choice.as_json() for name, choice in choices.items()}
                for stage, choices in collected.items()
            },
            ensure_ascii=False,
            sort_keys=True,
        ),
        "how_joined": max((choice.how for choice in chosen), key=RANK.__getitem__).value if chosen else None,
        "confidence": min((_trust(choice) for choice in chosen), default=None),
        "result_ids": [result.result_id for result in results],
        "compute_ids": sorted(facts),
    }


def _convention(collected: Mapping[str, Choices], convention: Convention) -> str | None:
    """What the FLOPs of the run's network were taken to count, None where there are none."""
    flop = collected.get("model", {}).get("forward_flop")
    if flop is None:
        return None
    if flop.fact is None:
        return Convention(True, Basis.CATALOG).name
    return (Convention(True, Basis.STATED) if flop.fact.counts_macs else convention).name


def _trust(choice: Choice) -> float:
    confidence = choice.fact.confidence if choice.fact is not None else 1.0
    return round(confidence * TRUST[choice.how], 4)
