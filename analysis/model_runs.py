"""Joins what a paper reports about accuracy and about compute into one row per paper and model."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.benchmarks import training_set_size
from analysis.facts import Fact, Paper, Result, papers
from analysis.names import ModelName, Relation, alternatives, parse, relate

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


class How(StrEnum):
    """How a compute fact came to a run, from the closest join to the loosest."""

    SAME_ROW = "same_row"
    """Printed in the table row that holds the run's result."""
    EXACT = "exact"
    VARIANT = "variant"
    ONLY_MATCH = "only_match"
    """A short form of the name that fits no other model of the paper."""
    FAMILY = "family"
    """Said of the family the model belongs to."""
    PAPER = "paper"
    """Said of the paper's main runs."""
    OTHER_STAGE = "other_stage"
    """Hardware or device count stated for another stage of the same run."""
    BENCHMARK = "benchmark"
    """Not stated: the size of the benchmark's standard training set."""


RANK = {how: rank for rank, how in enumerate(How)}
TRUST = {
    How.SAME_ROW: 1.0,
    How.EXACT: 1.0,
    How.VARIANT: 0.95,
    How.ONLY_MATCH: 0.9,
    How.FAMILY: 0.85,
    How.PAPER: 0.8,
    How.OTHER_STAGE: 0.7,
    How.BENCHMARK: 0.8,
}
"""Factors on a fact's confidence: a judgement, kept in one place."""

STAGES = ("training", "pretraining", "finetuning", "search")
MODEL_QUANTITIES = ("parameters", "forward_flops")
"""Properties of the network: they belong to one model and to no stage."""
TOTAL_QUANTITIES = ("training_flops", "energy_kwh", "co2e_kg", "cost_usd")
"""Costs of one run."""
_ONE_MODEL_ONLY = frozenset({*MODEL_QUANTITIES, "training_flops"})
_SAME_DATASET = 1.5
"""A stated data set size within this factor of the benchmark's training set is taken to be that set."""


@dataclass(slots=True)
class Model:
    """One model of one paper while its facts are collected."""

    printed: str
    name: ModelName
    is_own: bool
    results: list[Result] = field(default_factory=list)
    variants: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Choice:
    """The value taken for one quantity of one run, and the span of the values that were as good."""

    value: float | None
    low: float
    high: float
    how: How
    fact: Fact | None

    def as_json(self) -> dict[str, Any]:
        """Return the plain form that stands in the column `facts`."""
        entry: dict[str, Any] = {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "how": self.how.value,
        }
        if self.fact is None:
            return entry
        entry["compute_id"] = self.fact.compute_id
        entry["text"] = self.fact.text
        entry["unit"] = self.fact.unit_printed
        if self.fact.quantity == "hardware_model":
            entry = {key: entry[key] for key in ("how", "compute_id", "text")}
            entry["hardware_id"] = self.fact.hardware_id
        return entry


Candidate = tuple[How, Fact]
StageChoices = dict[str, dict[str, Choice]]


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
    models = _models(paper)
    for model in sorted(models, key=lambda model: not model.is_own):
        variants: list[tuple[list[str], StageChoices]] = []
        for family in sorted({result.family for result in model.results}) or (None,):
            choices = _collect(paper, models, model, family)
            for families, known in variants:
                if known == choices:
                    families.append(str(family))
                    break
            else:
                variants.append(([] if family is None else [family], choices))
        for families, choices in variants:
            yield _row(paper, model, families, choices, is_split=len(variants) > 1)


def _models(paper: Paper) -> list[Model]:
    """The models a paper gives results for, then those that only compute statements name."""
    models: dict[str, Model] = {}
    for result in paper.results:
        name = parse(result.model_name)
        model = models.setdefault(name.key, Model(result.model_name, name, is_own=False))
        model.is_own = model.is_own or result.is_own
        model.results.append(result)
        if result.model_name != model.printed:
            model.variants.add(result.model_name)
    for fact in sorted(paper.facts, key=lambda fact: (-len(fact.model_name or ""), fact.order)):
        if fact.name is None or not fact.is_own or fact.stage == "inference" or not fact.name.tokens:
            continue
        if any(_fits(fact, model, models.values()) not in (None, How.FAMILY) for model in models.values()):
            continue
        if fact.quantity in (
            *MODEL_QUANTITIES,
            *TOTAL_QUANTITIES,
            "wall_time_hours",
            "device_hours",
            "dataset_size",
        ):
            models.setdefault(fact.name.key, Model(fact.model_name or "", fact.name, is_own=True))
    has_general_facts = any(fact.name is None and fact.is_own for fact in paper.facts)
    if has_general_facts and not any(model.is_own for model in models.values()):
        models[""] = Model("", parse(""), is_own=True)
    return list(models.values())


def _fits(fact: Fact, model: Model, models: Iterable[Model]) -> How | None:
    """How the model a fact names fits a model; None for a fact that names none or another one."""
    if fact.name is None or (model.is_own and not fact.is_own):
        return None
    named = [parse(part) for part in alternatives(fact.model_name or "")]
    related = [(relation, name) for name in named if (relation := relate(name, model.name)) is not None]
    if not related:
        return None
    relation, name = min(related, key=lambda pair: pair[0])
    if relation is Relation.EXACT:
        return How.EXACT
    if relation is Relation.VARIANT:
        return How.VARIANT
    if not fact.is_own:
        return None
    return (
        How.ONLY_MATCH if _is_short_form(name, model.name, [other.name for other in models]) else How.FAMILY
    )


def _is_short_form(name: ModelName, model: ModelName, others: Sequence[ModelName]) -> bool:
    """``152-layer`` is short for ``ResNet-152`` where no other name of the paper adds as little to it."""
    added = len(model.tokens - name.tokens)
    as_close = sum(
        name.tokens < other.tokens and len(other.tokens - name.tokens) <= added for other in others
    )
    return as_close == 1 and not model.additions - name.additions


def _collect(paper: Paper, models: Sequence[Model], model: Model, family: str | None) -> StageChoices:
    candidates: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for fact in paper.facts:
        how = _how(fact, paper, models, model, family)
        if how is not None:
            stage = "model" if fact.quantity in MODEL_QUANTITIES else fact.stage
            candidates[stage, fact.quantity].append((how, fact))
    collected = {"model": _network(candidates)}
    for stage in STAGES:
        of_stage = {quantity: found for (at, quantity), found in candidates.items() if at == stage}
        if of_stage:
            collected[stage] = _stage(of_stage, stage, family)
    _lend_hardware(collected)
    return {stage: choices for stage, choices in collected.items() if choices}


def _how(fact: Fact, paper: Paper, models: Sequence[Model], model: Model, family: str | None) -> How | None:
    if fact.stage == "inference" and fact.quantity not in MODEL_QUANTITIES:
        return None
    about_other_data = family is not None and fact.families and family not in fact.families
    if about_other_data and fact.stage != "pretraining":
        return None
    if fact.place.table_row is not None and _row_owner(models, fact) is model:
        return How.SAME_ROW
    if fact.name is not None:
        how = _fits(fact, model, models)
        return None if how is How.FAMILY and fact.quantity in _ONE_MODEL_ONLY else how
    return How.PAPER if fact.is_own and _is_main(model, models) and _holds_for_all(fact, paper) else None


def _row_owner(models: Sequence[Model], fact: Fact) -> Model | None:
    """The only model with results in the fact's table row; None in a table whose rows are metrics."""
    owners = [
        model for model in models if any(r.place.table_row == fact.place.table_row for r in model.results)
    ]
    return owners[0] if len(owners) == 1 else None


def _is_main(model: Model, models: Sequence[Model]) -> bool:
    has_own_results = any(other.is_own and other.results for other in models)
    return model.is_own and (bool(model.results) or not has_own_results)


def _holds_for_all(fact: Fact, paper: Paper) -> bool:
    """A figure of one network holds for all main runs only where the paper gives no other figure."""
    if fact.quantity not in _ONE_MODEL_ONLY:
        return True
    values = {
        f.value for f in paper.facts if f.quantity == fact.quantity and f.is_own and f.stage == fact.stage
    }
    return len(values) == 1


def _network(candidates: dict[tuple[str, str], list[Candidate]]) -> dict[str, Choice]:
    chosen = {}
    parameters = candidates.get(("model", "parameters"), [])
    active = [candidate for candidate in parameters if "activ" in candidate[1].text.casefold()]
    for quantity, found in (
        ("parameters", [candidate for candidate in parameters if candidate not in active]),
        ("active_parameters", active),
        ("forward_flop", candidates.get(("model", "forward_flops"), [])),
    ):
        if found:
            chosen[quantity] = _choose(found)
    flop = chosen.get("forward_flop")
    if flop is not None and flop.fact is not None and flop.fact.counts_macs and flop.value is not None:
        # One multiply-add is two operations: METHOD of the published study, F = 2 x multiadds.
        chosen["forward_flop"] = Choice(2 * flop.value, 2 * flop.low, 2 * flop.high, flop.how, flop.fact)
    return chosen


def _stage(candidates: dict[str, list[Candidate]], stage: str, family: str | None) -> dict[str, Choice]:
    chosen: dict[str, Choice] = {}
    counted = {fact.place.statement for _, fact in candidates.get("device_count", [])}
    for quantity, beside in (
        ("wall_time_hours", None),
        ("device_hours", None),
        ("device_count", "wall_time_hours"),
        ("hardware_model", "wall_time_hours"),
        ("steps", None),
        ("batch_size", "steps"),
        ("epochs", None),
        *((quantity, None) for quantity in TOTAL_QUANTITIES),
    ):
        found = candidates.get(quantity)
        if not found:
            continue
        neighbours = counted if quantity == "wall_time_hours" else set()
        companion = chosen.get(beside) if beside else chosen.get("device_hours")
        if companion is not None and companion.fact is not None:
            neighbours = {companion.fact.place.statement}
        chosen[quantity] = _choose(found, neighbours)
    dataset = _dataset(candidates.get("dataset_size", []), stage, family, needed="epochs" in chosen)
    if dataset is not None:
        chosen["dataset_size"] = dataset
    return chosen


def _choose(candidates: Sequence[Candidate], beside: set[Any] | None = None) -> Choice:
    """Take the closest, most trusted, first-said candidate; those beside a companion fact come first."""
    beside = beside or set()

    def order(candidate: Candidate) -> tuple[bool, int, float, int]:
        how, fact = candidate
        return (bool(beside) and fact.place.statement not in beside, RANK[how], -fact.confidence, fact.order)

    best_how, best = min(candidates, key=order)
    is_beside = best.place.statement in beside
    peers = [
        fact
        for how, fact in candidates
        if how is best_how and (not is_beside or fact.place.statement == best.place.statement)
    ]
    return Choice(
        best.value, min(fact.low for fact in peers), max(fact.high for fact in peers), best_how, best
    )


def _dataset(
    candidates: Sequence[Candidate], stage: str, family: str | None, *, needed: bool
) -> Choice | None:
    """Take the data set size that fits the benchmark; a paper states the sizes of many data sets."""
    standard = training_set_size(family) if family and stage in ("training", "finetuning") else None
    if standard is None:
        return _choose(candidates) if candidates else None
    fitting = [
        candidate
        for candidate in candidates
        if candidate[1].value is not None
        and standard / _SAME_DATASET <= candidate[1].value <= standard * _SAME_DATASET
    ]
    named = [candidate for candidate in candidates if RANK[candidate[0]] <= RANK[How.FAMILY]]
    if fitting or named:
        return _choose(fitting or named)
    return Choice(standard, standard, standard, How.BENCHMARK, None) if needed else None


def _lend_hardware(collected: StageChoices) -> None:
    """Papers name their machines once: a stage with a time but no machine runs on the other stage's."""
    for quantity in ("hardware_model", "device_count"):
        owners = [stage for stage in STAGES if quantity in collected.get(stage, {}) and stage != "search"]
        for stage in STAGES:
            choices = collected.get(stage, {})
            if owners and quantity not in choices and {"wall_time_hours", "device_hours"} & choices.keys():
                lent = collected[owners[0]][quantity]
                choices[quantity] = Choice(lent.value, lent.low, lent.high, How.OTHER_STAGE, lent.fact)


def _row(
    paper: Paper, model: Model, families: list[str], collected: StageChoices, *, is_split: bool
) -> dict[str, Any]:
    results = [result for result in model.results if not is_split or result.family in families]
    chosen = [choice for choices in collected.values() for choice in choices.values()]
    facts = {choice.fact.compute_id: choice.fact for choice in chosen if choice.fact is not None}
    main_stage = next((stage for stage in STAGES if stage in collected and stage != "search"), "")
    network, main = collected.get("model", {}), collected.get(main_stage, {})
    run_id = f"{paper.paper_id}/{model.name.key or 'main'}"
    values: dict[str, Any] = dict.fromkeys(COLUMNS)
    values.update(
        {quantity: choice.value for quantity, choice in {**main, **network}.items() if quantity in COLUMNS}
    )
    hardware, dataset = main.get("hardware_model"), main.get("dataset_size")
    values.update(
        run_id=f"{run_id}/{'+'.join(families)}" if is_split else run_id,
        paper_id=paper.paper_id,
        model_name=model.printed,
        is_own=model.is_own,
        benchmark_families=", ".join(families),
        name_variants=sorted(
            model.variants | {f.model_name for f in facts.values() if f.model_name} - {model.printed}
        ),
        main_stage=main_stage,
        hardware_model=hardware.fact.text if hardware and hardware.fact else None,
        hardware_id=hardware.fact.hardware_id if hardware and hardware.fact else None,
        dataset_unit=dataset.fact.text if dataset and dataset.fact else None,
        training_flop=main["training_flops"].value if "training_flops" in main else None,
        facts=json.dumps(
            {stage: {q: c.as_json() for q, c in choices.items()} for stage, choices in collected.items()},
            ensure_ascii=False,
            sort_keys=True,
        ),
        how_joined=max((choice.how for choice in chosen), key=RANK.__getitem__).value if chosen else "",
        confidence=min((_trust(choice) for choice in chosen), default=None),
        result_ids=[result.result_id for result in results],
        compute_ids=sorted(facts),
    )
    return values


def _trust(choice: Choice) -> float:
    confidence = choice.fact.confidence if choice.fact is not None else 1.0
    return round(confidence * TRUST[choice.how], 4)
