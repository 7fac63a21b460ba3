"""Joins what a paper reports about accuracy and about compute into one row per paper and model."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.runs.choices import STAGES, Choice, Choices
from analysis.runs.collecting import collect, is_from_scratch
from analysis.runs.convention import Basis, Convention, convention_of
from analysis.runs.facts import MODEL_QUANTITIES, SCHEDULE, TOTAL_QUANTITIES, ComputeFact, Paper
from analysis.runs.how import TRUST, How, loosest
from analysis.runs.models import Model, models_of
from analysis.runs.names import parse
from analysis.runs.paper_models import PaperModels, fits
from analysis.runs.papers import papers
from analysis.runs.plausible import BACKBONE_FAMILY, FAMILIES_ON_A_BACKBONE
from extractors.catalog.networks import find

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
            choices = collect(known, model, family, convention)
            same = next((families for families, earlier in trainings if earlier == choices), None)
            if same is None:
                trainings.append(([family], choices))
            else:
                same.append(family)
        for families, choices in trainings or [([], collect(known, model, None, convention))]:
            row = _row(known, model, families, choices, convention, is_split=len(trainings) > 1)
            run_ids[row["run_id"]] += 1
            if run_ids[row["run_id"]] > 1:
                row["run_id"] = f"{row['run_id']}#{run_ids[row['run_id']]}"
            yield row


def _models(paper: Paper) -> list[Model]:
    """The models a paper gives results for, then those that only compute statements name."""
    models = models_of(paper)
    own = [fact for fact in paper.facts if fact.is_own]
    named = [(fact, fact.name) for fact in own if fact.name is not None and fact.name.tokens]
    # Long names first: "OPT-175B" becomes a model, of which "175B" is then the short form.
    for fact, name in sorted(named, key=lambda pair: (-len(pair[0].model_name or ""), pair[0].order)):
        if fact.stage == "inference" or fact.quantity not in _MAKES_A_RUN:
            continue
        if all(fits(fact, model, models) in (None, How.FAMILY) for model in models):
            models.append(Model(fact.model_name or "", name, is_own=True))
    if len(named) < len(own) and not any(model.is_own for model in models):
        models.append(Model("", parse(""), is_own=True))
    return models


def _missing_stages(
    known: PaperModels, model: Model, families: list[str], collected: Mapping[str, Choices]
) -> list[str]:
    """Return the stages that the model went through for which nothing says how long.

    A detector on a network of the paper's own has the training of that behind it, whether or not its row says so, and
    what is only fine-tuned by its statements was trained before.
    """
    if SCHEDULE & collected.get("pretraining", {}).keys():
        return []
    scheduled = {stage for stage, choices in collected.items() if SCHEDULE & choices.keys()}
    is_tuned_only = scheduled == {"finetuning"} and FAMILIES_ON_A_BACKBONE.isdisjoint(families)
    is_made_from_another = (
        model.is_pre_trained or is_tuned_only or _is_on_own_backbone(known, model, families)
    )
    return ["pretraining"] if is_made_from_another else []


def _is_on_own_backbone(known: PaperModels, model: Model, families: list[str]) -> bool:
    """True for a detector that names no known network, in a paper with own results of a new one on images."""
    is_detector = any(
        family in FAMILIES_ON_A_BACKBONE and not is_from_scratch(known, family) for family in families
    )
    return (
        is_detector
        and find(model.printed) is None
        and any(
            other.is_own and find(other.printed) is None and result.family == BACKBONE_FAMILY
            for other in known.models
            for result in other.results
        )
    )


def _row(
    known: PaperModels,
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
    hardware, dataset = _fact_behind(main.get("hardware_model")), _fact_behind(main.get("dataset_size"))
    run_id = f"{known.paper.paper_id}/{model.name.key or 'main'}"
    return {
        **{quantity: choice.value for quantity, choice in main.items() if quantity in COLUMNS},
        "run_id": f"{run_id}/{'+'.join(families)}" if is_split else run_id,
        "paper_id": known.paper.paper_id,
        "model_name": model.printed,
        "is_own": model.is_own,
        "benchmark_families": ", ".join(families),
        "name_variants": sorted((model.variants | named) - {model.printed}),
        "flop_convention": _convention(collected, convention),
        "missing_stages": _missing_stages(known, model, families, collected),
        "main_stage": main_stage,
        "hardware_model": hardware.text if hardware else None,
        "hardware_id": hardware.hardware_id if hardware else None,
        "dataset_unit": dataset.text if dataset else None,
        "training_flop": main["training_flops"].value if "training_flops" in main else None,
        "facts": json.dumps(
            {
                stage: {name: choice.as_json() for name, choice in choices.items()}
                for stage, choices in collected.items()
            },
            ensure_ascii=False,
            sort_keys=True,
        ),
        "how_joined": loosest(*(choice.how for choice in chosen)).value if chosen else None,
        "confidence": min((_trust(choice) for choice in chosen), default=None),
        "result_ids": [result.result_id for result in results],
        "compute_ids": sorted(facts),
    }


def _fact_behind(choice: Choice | None) -> ComputeFact | None:
    return choice.fact if choice is not None else None


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
