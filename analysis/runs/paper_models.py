"""All models of a paper: which of them a name means, and which table row is whose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.runs.facts import LENGTHS, OF_ONE_MODEL, ComputeFact, Paper, TableRow
from analysis.runs.how import How
from analysis.runs.models import Model
from analysis.runs.names import ModelName, Relation, parse, relate
from analysis.runs.plural_names import alternatives
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
    if relation is not Relation.PART:
        return How[relation.name]
    if not fact.is_own:
        return None
    is_only_match = LETTERED.search(fact.model_name or "") or _is_short_form(
        name, model.name, [other.name for other in models]
    )
    return How.ONLY_MATCH if is_only_match else How.FAMILY


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

    def has_one_figure(self, fact: ComputeFact) -> bool:
        """False for a property or cost of one network of which the paper prints several figures."""
        if fact.quantity not in OF_ONE_MODEL:
            return True

        def kind(fact: ComputeFact) -> tuple[str, str, bool, bool]:
            return (fact.quantity, fact.stage, fact.is_own, fact.counts_active_only)

        return len({other.value for other in self.paper.facts if kind(other) == kind(fact)}) == 1

    def is_main(self, model: Model) -> bool:
        """True for a model of the paper's own with results, and for any own one where none has results."""
        has_own_results = any(other.is_own and other.results for other in self.models)
        return model.is_own and (bool(model.results) or not has_own_results)

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


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """A statement and a model of one paper, of which is asked whether the one holds for the other."""

    fact: ComputeFact
    model: Model
    family: str | None
    """The benchmark family the model was trained for, None when it has no results."""
    known: PaperModels

    @property
    def row_owner(self) -> Model | None:
        """The only model with results in the table row of the statement."""
        row = self.fact.place.table_row
        return None if row is None else self.known.row_owners.get(row)

    @property
    def by_name(self) -> How | None:
        """How the model that the statement names fits this one."""
        return fits(self.fact, self.model, self.known.models)

    @property
    def is_length_of_others(self) -> bool:
        """True for a length from a section without results of the model, where the paper states another one.

        If a paper states no other length for the data, its only one is that of all its models, under whatever title.
        """
        if self.fact.quantity not in LENGTHS:
            return False
        of_family = (result for result in self.model.results if result.family == self.family)
        return all(result.section != self.fact.section for result in of_family) and any(
            other.is_own
            and (other.quantity, other.stage) == (self.fact.quantity, self.fact.stage)
            and other.value != self.fact.value
            and (not other.families or self.family in other.families)
            for other in self.known.paper.facts
        )
