"""Which statement of a paper holds for which of its models, and how that is known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.benchmarks import are_of_one_data_set, families_of_task_in
from analysis.runs.facts import LENGTHS, ComputeFact, Paper, TableRow
from analysis.runs.how import How
from analysis.runs.models import Model
from analysis.runs.names import (
    marks_of,
    relate,
    resolution_of,
    says_size,
)
from analysis.runs.naming_models import fits
from analysis.runs.scope import Scope, prints
from extractors.catalog.networks import find

MODEL_QUANTITIES = ("parameters", "forward_flops")
"""Properties of the network: they belong to one model and to no stage."""
ABLATION = re.compile(
    r"\bablati|\b(?:model|design|further|detailed|more|component)\sanalys[ei]s\b", re.IGNORECASE
)
"""Titles of sections whose models are often trained for shorter than the others of the paper."""
TOTAL_QUANTITIES = ("training_flops", "energy_kwh", "co2e_kg", "cost_usd")
"""Costs of one run."""
_MACHINE = frozenset({"hardware_model", "device_count"})
_OF_ONE_MODEL = frozenset({*MODEL_QUANTITIES, "training_flops"})


@dataclass(frozen=True, slots=True)
class PaperModels:
    """A paper and all its models."""

    paper: Paper
    models: Sequence[Model]
    main_family: str | None
    """The benchmark family most of its own results are on: what a paper says without naming data is about it."""
    row_owners: Mapping[TableRow, Model]
    """The model of a table row that holds results of one alone; a row that is a metric has none."""
    listed: Mapping[str, Model]
    """By id of a statement: the model a figure of a list such as ``239/260`` is for, see `_listed`."""

    _of_nobody: dict[str, bool] = field(default_factory=dict)

    def is_of_nobody(self, fact: ComputeFact) -> bool:
        """True where the name a statement gives is that of no model; asked for every model, and found out once."""
        if fact.compute_id not in self._of_nobody:
            fitting = (fits(fact, model, self.models) for model in self.models)
            self._of_nobody[fact.compute_id] = all(how is None for how in fitting)
        return self._of_nobody[fact.compute_id]

    def is_said_once(self, fact: ComputeFact) -> bool:
        """True where the table row of a statement prints no other value of its quantity."""
        row = fact.place.table_row
        return all(
            other.value == fact.value
            for other in self.paper.facts
            if other.quantity == fact.quantity and other.place.table_row == row
        )

    @classmethod
    def of(cls, paper: Paper, models: Sequence[Model]) -> PaperModels:
        """Find out which table row is whose."""
        owners = defaultdict[TableRow, list[Model]](list)
        for model in models:
            for row in model.rows:
                owners[row].append(model)
        families = Counter(result.family for model in models if model.is_own for result in model.results)
        main = min(families, key=lambda family: (-families[family], family), default=None)
        alone = {row: found[0] for row, found in owners.items() if len(found) == 1}
        return cls(paper, models, main, alone, _listed(paper, owners))


def _listed(paper: Paper, owners: Mapping[TableRow, Sequence[Model]]) -> dict[str, Model]:
    """Return the model of each figure in one cell: those of its row, in the order of their columns.

    A row of a backbone prints ``239/260`` where two detectors with it have columns of their own.
    """
    cells = defaultdict[tuple[TableRow, int | None, str], list[ComputeFact]](list)
    for fact in paper.facts:
        if (row := fact.place.table_row) is not None:
            cells[row, fact.place.column, fact.quantity].append(fact)
    listed: dict[str, Model] = {}
    for (row, _, _), facts in cells.items():
        models = sorted(owners.get(row, ()), key=lambda model: model.first_column(row))
        if len(facts) == len(models) > 1:
            in_order = sorted(facts, key=lambda fact: fact.order)
            listed |= {fact.compute_id: model for fact, model in zip(in_order, models, strict=True)}
    return listed


def how_linked(fact: ComputeFact, known: PaperModels, model: Model, family: str | None) -> How | None:
    """Say how a statement comes to hold for a model, None when it does not.

    Args:
        fact: The statement.
        known: Its paper, and all models of that.
        model: The one in question.
        family: The benchmark family the model was trained for, None when it has no results.

    Returns:
        The way of joining, or None.
    """
    if fact.stage == "inference" and fact.quantity not in MODEL_QUANTITIES:
        return None
    about_other_data = (
        family is not None and fact.families and family not in fact.families and not _is_machine_of_all(fact)
    )
    if about_other_data and fact.stage != "pretraining":
        return None
    if _ONE_RUN.search(fact.model_name or ""):
        return fits(fact, model, known.models)
    row = fact.place.table_row
    if fact.compute_id in known.listed:
        return How.SAME_ROW if known.listed[fact.compute_id] is model else None
    if row is not None:
        owner = known.row_owners.get(row)
        if owner is model:
            return How.SAME_ROW
        if owner is not None and owner.name.key == model.name.key:
            return None  # another training of the same network, with a row of its own
        if row in model.rows and known.is_said_once(fact) and _may_be_named(fact, known, model):
            return How.SAME_ROW
    if _is_about_table(fact, known):
        return _by_caption(fact, known, model)
    # A sentence that names a model is about it wherever it stands; a caption is about its table.
    is_of_some = fact.scope is not Scope.NAMED or fact.place.caption_of is not None
    if (
        is_of_some
        and ABLATION.search(fact.section)
        and _is_length_of_others(fact, known.paper, model, family)
    ):
        return None
    if fact.scope is Scope.NAMED:
        return _by_name(fact, known, model, family)
    if not fact.is_own or not _is_main(model, known.models) or not _holds_for_all(fact, known.paper):
        return None
    if (
        not fact.families
        and family is not None
        and fact.stage != "pretraining"
        and not are_of_one_data_set(family, known.main_family)
    ):
        return None
    return How.ALL_MODELS if fact.scope is Scope.ALL else How.PAPER


def _is_length_of_others(fact: ComputeFact, paper: Paper, model: Model, family: str | None) -> bool:
    """Tell whether a length is that of other models: said in a section without results of this one, beside another.

    A paper that states no other length for the data states the one of all its models, under whatever title.

    Returns:
        True where it is.
    """
    if fact.quantity not in LENGTHS:
        return False
    is_elsewhere = all(result.section != fact.section for result in model.results if result.family == family)
    return is_elsewhere and any(
        other.is_own
        and (other.quantity, other.stage) == (fact.quantity, fact.stage)
        and other.value != fact.value
        and (not other.families or family in other.families)
        for other in paper.facts
    )


def _is_machine_of_all(fact: ComputeFact) -> bool:
    """True for ``all our experiments ran on NVIDIA P100 GPUs``, under the heading of whichever data it stands."""
    is_machine = fact.quantity in _MACHINE
    return is_machine and fact.scope is Scope.ALL and not fact.names_data


def _is_about_table(fact: ComputeFact, known: PaperModels) -> bool:
    """True for what the caption of a table with results says of none of its rows, and so of all of them."""
    table = fact.place.caption_of
    is_length = fact.quantity in LENGTHS
    if _OF_A_PART.search(fact.place.quote):
        return False
    if table is None or fact.quantity in _OF_ONE_MODEL or not (fact.is_own or is_length):
        return False
    rows = [model for model in known.models if table in model.tables]
    if not fact.is_own and fact.unit_printed != _SCHEDULE:
        named = [fact.name is not None and relate(fact.name, model.name) is not None for model in rows]
        return bool(rows) and (all(named) or not any(named))
    # The machine that ``the times are taken on`` is that of all rows, whatever the paper calls its method.
    is_machine = fact.quantity in _MACHINE and fact.scope is not Scope.NAMED
    return bool(rows) and (
        bool(fact.marks) or is_machine or all(fits(fact, model, rows) is None for model in rows)
    )


_OF_A_PART = re.compile(
    r"\b(?:top|middle|bottom|upper|lower|left|right|first|second|third|last|other)\s(?:\w+\s)?"
    r"(?:sections?|parts?|blocks?|hal(?:f|ves)|rows?|columns?|panels?|groups?)\b",
    re.IGNORECASE,
)
"""``The top section shows``: what a caption says then is of some of its rows."""
_SCHEDULE = "schedule"
"""The unit of ``a 3x schedule``: whoever the detectors are from that it names, the rows are of the paper."""


def _by_caption(fact: ComputeFact, known: PaperModels, model: Model) -> How | None:
    """Say how what a caption says of its table holds for a model; behind a footnote mark it is for the rows with it."""
    if not model.is_own or fact.place.caption_of not in model.tables:
        return None
    if fact.marks and fact.marks.isdisjoint(marks_of(model.printed)):
        return None
    if fact.quantity not in LENGTHS:
        return How.ALL_MODELS
    is_alone = all(
        other.value == fact.value
        for other in known.paper.facts
        if (other.place.caption_of, other.quantity, other.stage, other.marks)
        == (fact.place.caption_of, fact.quantity, fact.stage, fact.marks)
    )
    return How.CAPTION if is_alone else How.ALL_MODELS


def _may_be_named(fact: ComputeFact, known: PaperModels, model: Model) -> bool:
    """Return False where the row of a statement names another model.

    A row labelled ``140 MFLOPs`` names none: its figure was noted down for what the paper is about.
    """
    quote = fact.place.quote
    is_named = fact.model_name is not None and (not quote or prints(quote, fact.model_name))
    return not is_named or fits(fact, model, known.models) is not None


def _by_name(fact: ComputeFact, known: PaperModels, model: Model, family: str | None) -> How | None:
    how = fits(fact, model, known.models)
    if how is How.FAMILY and fact.quantity in _OF_ONE_MODEL and not _has_same_numbers(fact, model):
        how = None
    if how is not None:
        return how
    if fact.quantity == "forward_flops" and (
        _is_base_network(fact.model_name or "", model.printed) or _is_the_network_of(fact, known, model)
    ):
        return How.BASE_NETWORK
    if fact.quantity == "parameters" and _is_trained_otherwise(fact, known, model):
        return How.BASE_NETWORK
    is_schedule = fact.quantity not in _OF_ONE_MODEL and not fact.place.is_in_table
    is_unknown = fact.is_own and is_schedule and _is_main(model, known.models) and known.is_of_nobody(fact)
    if not is_unknown or _is_about_other_task(fact, family):
        return None
    return None if _is_length_of_others(fact, known.paper, model, family) else How.UNKNOWN_NAME


def _is_about_other_task(fact: ComputeFact, family: str | None) -> bool:
    """True under the heading of a task that the model was not trained for: a detector's, which names its backbone."""
    of_task = families_of_task_in(fact.section)
    return family is not None and bool(of_task) and family not in of_task


_ONE_RUN = re.compile(r"\ssubset\Z|\bbaselines?\b", re.IGNORECASE)
"""Names runs that the main ones are not: on part of the data (``9M subset``), or for comparison (``the supervised
100-epoch baseline``)."""


def _has_same_numbers(fact: ComputeFact, model: Model) -> bool:
    """True for the ``18-layer`` of ``ResNet, 18 layers`` and of ``plain, 18 layers``: one depth, one cost."""
    name = fact.name
    numbers = {token for token in model.name.tokens if token[0].isdigit()}
    return name is not None and bool(numbers) and name.tokens == numbers


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


def _is_the_network_of(fact: ComputeFact, known: PaperModels, model: Model) -> bool:
    """True for the ``A`` of ``A, ReLU`` where a table gives the FLOPs of A, B and C, and the rest says no size."""
    if fact.name is None or not fact.is_own or not model.is_own or not fact.name.tokens < model.name.tokens:
        return False
    siblings = {
        other.name
        for other in known.paper.facts
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


def _is_trained_otherwise(fact: ComputeFact, known: PaperModels, model: Model) -> bool:
    """True for the size of ``NetA`` and the row ``NetA + more data``, where the paper prints one size of its own."""
    if not (fact.is_own and model.is_own and fact.model_name and model.printed.startswith(fact.model_name)):
        return False
    rest = model.printed.removeprefix(fact.model_name)
    is_apart = not (rest[0].isalnum() or rest[0] in "-_") if rest else False
    return is_apart and not _OTHER_TRAINING.sub("", rest) and _holds_for_all(fact, known.paper)


def _is_main(model: Model, models: Sequence[Model]) -> bool:
    has_own_results = any(other.is_own and other.results for other in models)
    return model.is_own and (bool(model.results) or not has_own_results)


def _holds_for_all(fact: ComputeFact, paper: Paper) -> bool:
    """A figure of one network holds for all main runs only where the paper gives no other figure."""
    if fact.quantity not in _OF_ONE_MODEL:
        return True

    def kind(fact: ComputeFact) -> tuple[str, str, bool, bool]:
        return (fact.quantity, fact.stage, fact.is_own, fact.counts_active_only)

    return len({other.value for other in paper.facts if kind(other) == kind(fact)}) == 1
