"""Which compute statements of a paper belong to which of its models, and how that is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.facts import Fact, Paper, Result, TableRow
from analysis.names import ModelName, Relation, alternatives, parse, relate


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
    INFERENCE = "inference"
    """The only accelerator the paper names, though it names it for inference."""
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
    How.INFERENCE: 0.5,
    How.BENCHMARK: 0.8,
}
"""Factors on a fact's confidence: a judgement, kept in one place."""

MODEL_QUANTITIES = ("parameters", "forward_flops")
"""Properties of the network: they belong to one model and to no stage."""
TOTAL_QUANTITIES = ("training_flops", "energy_kwh", "co2e_kg", "cost_usd")
"""Costs of one run."""
_OF_ONE_MODEL = frozenset({*MODEL_QUANTITIES, "training_flops"})


@dataclass(slots=True)
class Model:
    """One model of one paper while its facts are collected."""

    printed: str
    name: ModelName
    is_own: bool
    results: list[Result] = field(default_factory=list)
    variants: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class PaperModels:
    """A paper and all its models."""

    paper: Paper
    models: Sequence[Model]
    row_owners: Mapping[TableRow, Model]
    """The model of a table row that holds results of one alone; a row that is a metric has none."""

    @classmethod
    def of(cls, paper: Paper, models: Sequence[Model]) -> PaperModels:
        """Find out which table row is whose."""
        owners = defaultdict[TableRow, list[Model]](list)
        for model in models:
            for row in {result.place.table_row for result in model.results}:
                if row is not None:
                    owners[row].append(model)
        return cls(paper, models, {row: found[0] for row, found in owners.items() if len(found) == 1})


def how_joined(fact: Fact, known: PaperModels, model: Model, family: str | None) -> How | None:
    """Say how a compute fact comes to a model, None when it does not.

    Args:
        fact: The statement.
        known: Its paper, and all models of that.
        model: The one in question.
        family: The benchmark family the model was trained for, None when it has no results.
    """
    if fact.stage == "inference" and fact.quantity not in MODEL_QUANTITIES:
        return None
    about_other_data = family is not None and fact.families and family not in fact.families
    if about_other_data and fact.stage != "pretraining":
        return None
    row = fact.place.table_row
    if row is not None and known.row_owners.get(row) is model:
        return How.SAME_ROW
    if fact.name is not None:
        how = fits(fact, model, known.models)
        return None if how is How.FAMILY and fact.quantity in _OF_ONE_MODEL else how
    holds = fact.is_own and _is_main(model, known.models) and _holds_for_all(fact, known.paper)
    return How.PAPER if holds else None


def _is_main(model: Model, models: Sequence[Model]) -> bool:
    has_own_results = any(other.is_own and other.results for other in models)
    return model.is_own and (bool(model.results) or not has_own_results)


def _holds_for_all(fact: Fact, paper: Paper) -> bool:
    """A figure of one network holds for all main runs only where the paper gives no other figure."""
    if fact.quantity not in _OF_ONE_MODEL:
        return True

    def kind(fact: Fact) -> tuple[str, str, bool, bool]:
        return (fact.quantity, fact.stage, fact.is_own, fact.counts_active_only)

    return len({other.value for other in paper.facts if kind(other) == kind(fact)}) == 1


def fits(fact: Fact, model: Model, models: Sequence[Model]) -> How | None:
    """Say how the model a fact names fits a model; None for a fact that names none or another one."""
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
