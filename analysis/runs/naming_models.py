"""Whether the model that a statement names is one of those with results."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.runs.facts import ComputeFact
from analysis.runs.how import How
from analysis.runs.listed_names import alternatives
from analysis.runs.models import Model
from analysis.runs.names import ModelName, Relation, parse, relate
from analysis.runs.scope import LETTERED, size_said


def fits(fact: ComputeFact, model: Model, models: Sequence[Model]) -> How | None:
    """Say how the model a fact names fits a model; None for a fact that names none or another one."""
    if fact.name is None or (model.is_own and not fact.is_own):
        return None
    named = [fact.name, *(parse(part) for part in alternatives(fact.model_name or "")[1:])]
    related = [(relation, name) for name in named if (relation := relate(name, model.name)) is not None]
    if not related:
        return _by_size(fact, model, models)
    relation, name = min(related, key=lambda pair: pair[0])
    if relation is Relation.EXACT:
        return How.EXACT
    if relation is Relation.VARIANT:
        return How.VARIANT
    if not fact.is_own:
        return None
    if LETTERED.search(fact.model_name or ""):
        return How.ONLY_MATCH
    return (
        How.ONLY_MATCH if _is_short_form(name, model.name, [other.name for other in models]) else How.FAMILY
    )


def _by_size(fact: ComputeFact, model: Model, models: Sequence[Model]) -> How | None:
    """Fit ``our base model``, noted down for what the paper is about, to the only own ``TblNet base``."""
    size = parse(size_said(fact.model_name or "", fact.place.quote))
    if not fact.is_own or not size.tokens or not size.tokens < model.name.tokens:
        return None
    own = [other.name for other in models if other.is_own]
    return How.ONLY_MATCH if _is_short_form(size, model.name, own) else None


def _is_short_form(name: ModelName, model: ModelName, others: Sequence[ModelName]) -> bool:
    """``152-layer`` is short for ``ResNet-152`` where no other name of the paper adds as little to it."""
    added = len(model.tokens - name.tokens)
    as_close = sum(
        name.tokens < other.tokens and len(other.tokens - name.tokens) <= added for other in others
    )
    return as_close == 1 and not model.additions - name.additions
