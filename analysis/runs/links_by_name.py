"""For which models of a paper a statement holds that names a model."""

from __future__ import annotations

import re

from analysis.benchmarks import families_of_task_in
from analysis.runs.facts import OF_ONE_MODEL, ComputeFact
from analysis.runs.how import How
from analysis.runs.models import Model
from analysis.runs.names import resolution_of, says_size
from analysis.runs.paper_models import CandidatePair
from extractors.catalog.networks import find


def by_name(pair: CandidatePair) -> How | None:
    """Say how a statement that names a model holds for the one of the pair, None when it does not."""
    how = pair.by_name
    is_of_one = pair.fact.quantity in OF_ONE_MODEL
    if how is not None and not (
        how is How.FAMILY and is_of_one and not _has_same_numbers(pair.fact, pair.model)
    ):
        return how
    if _is_cost_of_base(pair) or _is_size_of_base(pair):
        return How.BASE_NETWORK
    return How.UNKNOWN_NAME if _is_setting_of_unknown_name(pair) else None


def _is_setting_of_unknown_name(pair: CandidatePair) -> bool:
    """True for a setting of the paper's own that a sentence states for a name without results."""
    fact, known = pair.fact, pair.known
    is_own_setting = fact.is_own and fact.quantity not in OF_ONE_MODEL and not fact.place.is_in_table
    is_unknown = is_own_setting and known.is_main(pair.model) and known.is_of_nobody(fact)
    return is_unknown and not _is_about_other_task(fact, pair.family) and not pair.is_length_of_others


def _is_about_other_task(fact: ComputeFact, family: str | None) -> bool:
    """True under the heading of a task the model was not trained for, such as detection with it as a backbone."""
    of_task = families_of_task_in(fact.section)
    return family is not None and bool(of_task) and family not in of_task


def _has_same_numbers(fact: ComputeFact, model: Model) -> bool:
    """True for the ``18-layer`` of ``ResNet, 18 layers`` and of ``plain, 18 layers``: one depth, one cost."""
    name = fact.name
    numbers = {token for token in model.name.tokens if token[0].isdigit()}
    return name is not None and bool(numbers) and name.tokens == numbers


def _is_cost_of_base(pair: CandidatePair) -> bool:
    """True for the FLOPs of the network that the model changes in ways that hardly cost anything."""
    return pair.fact.quantity == "forward_flops" and (
        _is_base_network(pair.fact.model_name or "", pair.model.printed) or _is_the_network_of(pair)
    )


def _is_base_network(statement: str, model: str) -> bool:
    """True for the ``ResNet-50`` in ``ResNet-50 + CBAM``: small additions leave the cost as it is."""
    one, other = find(statement), find(model)
    return (
        resolution_of(statement) == resolution_of(model)
        and one is not None
        and other is not None
        and one.is_exact
        and one.network == other.network
        and other.is_same_network
    )


def _is_the_network_of(pair: CandidatePair) -> bool:
    """True for the ``A`` of ``A, ReLU``, where a table gives the FLOPs of A, B and C and the rest is no size."""
    fact, model = pair.fact, pair.model
    if fact.name is None or not fact.is_own or not model.is_own or not fact.name.tokens < model.name.tokens:
        return False
    siblings = {
        other.name
        for other in pair.known.paper.facts
        if other.quantity == fact.quantity
        and other.name is not None
        and other.place.document_id == fact.place.document_id
        and other.place.table_label == fact.place.table_label
        and other.name.tokens < model.name.tokens
    }
    rest = model.name.tokens - fact.name.tokens
    return (
        siblings == {fact.name} and not any(says_size(token) for token in rest) and not model.name.additions
    )


_OTHER_TRAINING = re.compile(
    r"(?:\b(?:(?:with|w/|additional|more|extra|all|full|same|data|corpus|corpora|even|longer|larger|(?:pre-?)?train\w*|for|on|"
    r"batch(?:es)?|size|steps|updates|epochs|iterations|our|the)\b|\d+[kKMG]?B?\b))|[\W_]",
    re.IGNORECASE,
)
"""Words of a name that say how a network was trained, not which network it is."""


def _is_size_of_base(pair: CandidatePair) -> bool:
    """True for the size of ``NetA`` and the row ``NetA + more data``, where the paper prints one own size only."""
    fact, model = pair.fact, pair.model
    if fact.quantity != "parameters":
        return False
    if not (fact.is_own and model.is_own and fact.model_name and model.printed.startswith(fact.model_name)):
        return False
    rest = model.printed.removeprefix(fact.model_name)
    is_apart = not (rest[0].isalnum() or rest[0] in "-_") if rest else False
    return is_apart and not _OTHER_TRAINING.sub("", rest) and pair.known.has_one_figure(fact)
