"""Which statement of a paper holds for which of its models, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from analysis.benchmarks import are_of_one_data_set
from analysis.runs.facts import LENGTHS, MODEL_QUANTITIES, OF_ONE_MODEL
from analysis.runs.how import How
from analysis.runs.links_by_name import by_name
from analysis.runs.names import marks_of, relate
from analysis.runs.paper_models import CandidatePair, fits
from analysis.runs.scope import Scope, prints

_MACHINE = frozenset({"hardware_model", "device_count"})


def how_linked(pair: CandidatePair) -> How | None:
    """Say how a statement holds for a model, None when it does not: the first of `_RULES` that applies decides."""
    for applies, link in _RULES:
        if applies(pair):
            return link(pair)
    return None


def _is_of_inference(pair: CandidatePair) -> bool:
    return pair.fact.stage == "inference" and pair.fact.quantity not in MODEL_QUANTITIES


def _is_about_other_data(pair: CandidatePair) -> bool:
    """True for a statement on the data of other families; a pre-training is mostly on other data."""
    fact = pair.fact
    is_of_others = pair.family is not None and bool(fact.families) and pair.family not in fact.families
    return is_of_others and fact.stage != "pretraining" and not _is_machine_of_all(pair)


def _is_machine_of_all(pair: CandidatePair) -> bool:
    """True for ``all our experiments ran on NVIDIA P100 GPUs``, under the heading of whichever data it stands."""
    fact = pair.fact
    return fact.quantity in _MACHINE and fact.scope is Scope.ALL and not fact.names_data


def _names_a_side_run(pair: CandidatePair) -> bool:
    return _SIDE_RUN.search(pair.fact.model_name or "") is not None


_SIDE_RUN = re.compile(r"\ssubset\Z|\bbaselines?\b", re.IGNORECASE)
"""Names runs that are none of the main ones: on part of the data (``9M subset``), or for comparison (``the supervised
100-epoch baseline``)."""


def _is_of_a_list(pair: CandidatePair) -> bool:
    return pair.fact.compute_id in pair.known.listed


def _by_place_in_list(pair: CandidatePair) -> How | None:
    return How.SAME_ROW if pair.known.listed[pair.fact.compute_id] is pair.model else None


def _is_in_own_row(pair: CandidatePair) -> bool:
    return pair.row_owner is pair.model


def _is_in_row_of_twin(pair: CandidatePair) -> bool:
    """True in the row of another training of the same network."""
    return pair.row_owner is not None and pair.row_owner.name.key == pair.model.name.key


def _is_in_shared_row(pair: CandidatePair) -> bool:
    """True for the only figure of a row that holds results of this model and of others."""
    fact = pair.fact
    is_in_row = fact.place.table_row in pair.model.rows
    return is_in_row and pair.known.is_said_once(fact) and not _names_another_model(pair)


def _names_another_model(pair: CandidatePair) -> bool:
    """True where the row of a statement prints the name of another model."""
    # A row labelled ``140 MFLOPs`` prints none: its figure was noted down for what the paper is about.
    name, quote = pair.fact.model_name, pair.fact.place.quote
    is_named = name is not None and (not quote or prints(quote, name))
    return is_named and pair.by_name is None


def _is_about_table(pair: CandidatePair) -> bool:
    """True for what the caption of a table with results says without naming a row, or of what all rows belong to."""
    fact = pair.fact
    table, is_length = fact.place.caption_of, fact.quantity in LENGTHS
    if table is None or fact.quantity in OF_ONE_MODEL or _OF_A_PART.search(fact.place.quote):
        return False
    rows = [model for model in pair.known.models if table in model.tables]
    if not rows or not (fact.is_own or is_length):
        return False
    if not fact.is_own and fact.unit_printed != _SCHEDULE:
        named = [fact.name is not None and relate(fact.name, model.name) is not None for model in rows]
        return all(named) or not any(named)
    # The machine that ``the times are taken on`` is that of all rows, whatever the paper calls its method.
    is_machine = fact.quantity in _MACHINE and fact.scope is not Scope.NAMED
    fitting = [fits(fact, model, rows) is not None for model in rows]
    # What was trained on other data first had another training than the rest.
    may_be_told = is_length and len(rows) > 1 and not pair.model.is_pre_trained
    is_of_all = not any(fitting) or (may_be_told and all(fitting))
    return bool(fact.marks) or is_machine or is_of_all


_OF_A_PART = re.compile(
    r"\b(?:top|middle|bottom|upper|lower|left|right|first|second|third|last|other)\s(?:\w+\s)?"
    r"(?:sections?|parts?|blocks?|hal(?:f|ves)|rows?|columns?|panels?|groups?)\b",
    re.IGNORECASE,
)
"""``The top section shows``: what a caption says then is of some of its rows."""
_SCHEDULE = "schedule"
"""The unit of ``a 3x schedule``: whoever the detectors are from that it names, the rows are of the paper."""


def _by_caption(pair: CandidatePair) -> How | None:
    """Say how the caption of a table holds for a model; behind a footnote mark it holds for the marked rows alone."""
    fact, model = pair.fact, pair.model
    if not model.is_own or fact.place.caption_of not in model.tables:
        return None
    if fact.marks and fact.marks.isdisjoint(marks_of(model.printed)):
        return None
    if fact.quantity not in LENGTHS:
        return How.ALL_MODELS
    is_alone = all(
        other.value == fact.value
        for other in pair.known.paper.facts
        if (other.place.caption_of, other.quantity, other.stage, other.marks)
        == (fact.place.caption_of, fact.quantity, fact.stage, fact.marks)
    )
    return How.CAPTION if is_alone else How.ALL_MODELS


def _is_length_of_ablation(pair: CandidatePair) -> bool:
    """True for how long models of an ablation were trained, where the paper states another length elsewhere."""
    fact = pair.fact
    # A sentence that names a model is about it wherever it stands; a caption is about its table.
    names_one = fact.scope is Scope.NAMED and fact.place.caption_of is None
    return not names_one and _ABLATION.search(fact.section) is not None and pair.is_length_of_others


_ABLATION = re.compile(
    r"\bablati|\b(?:model|design|further|detailed|more|component)\sanalys[ei]s\b", re.IGNORECASE
)
"""Titles of sections whose models are often trained for shorter than the others of the paper."""


def _is_named(pair: CandidatePair) -> bool:
    return pair.fact.scope is Scope.NAMED


def _is_of_main_runs(pair: CandidatePair) -> bool:
    """True for what is said of the paper's own runs in general, where the model is a main run on the same data."""
    fact, known, family = pair.fact, pair.known, pair.family
    if not fact.is_own or not known.is_main(pair.model) or not known.has_one_figure(fact):
        return False
    if fact.families or family is None or fact.stage == "pretraining":
        return True
    return are_of_one_data_set(family, known.main_family)


def _by_scope(pair: CandidatePair) -> How:
    return How.ALL_MODELS if pair.fact.scope is Scope.ALL else How.PAPER


def _no_link(_: CandidatePair) -> None:
    return None


def _same_row(_: CandidatePair) -> How:
    return How.SAME_ROW


class _Rule(NamedTuple):
    applies: Callable[[CandidatePair], bool]
    link: Callable[[CandidatePair], How | None]


_RULES = (
    _Rule(_is_of_inference, _no_link),
    _Rule(_is_about_other_data, _no_link),
    _Rule(_names_a_side_run, lambda pair: pair.by_name),
    _Rule(_is_of_a_list, _by_place_in_list),
    _Rule(_is_in_own_row, _same_row),
    _Rule(_is_in_row_of_twin, _no_link),
    _Rule(_is_in_shared_row, _same_row),
    _Rule(_is_about_table, _by_caption),
    _Rule(_is_length_of_ablation, _no_link),
    _Rule(_is_named, by_name),
    _Rule(_is_of_main_runs, _by_scope),
)
"""In the order in which they are tried; where none applies, the statement does not hold for the model."""
