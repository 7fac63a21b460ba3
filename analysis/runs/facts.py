"""What a paper reports, as small typed objects: its results and its statements about cost."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from analysis.benchmarks import families_in, families_mentioned, family_of
from analysis.runs.names import ModelName, data_words, marks_of
from analysis.runs.scope import Scope

LENGTHS = frozenset({"epochs", "steps"})
"""How long a stage was trained."""
TIMES = frozenset({"wall_time_hours", "device_hours"})
SCHEDULE = LENGTHS | TIMES | {"training_flops"}
"""What tells how much training a stage was."""
MODEL_QUANTITIES = ("parameters", "forward_flops")
"""Properties of the network: they belong to one model and to no stage."""
TOTAL_QUANTITIES = ("training_flops", "energy_kwh", "co2e_kg", "cost_usd")
"""Costs of one run."""
OF_ONE_MODEL = frozenset({*MODEL_QUANTITIES, "training_flops"})
"""What differs between any two models of a paper."""
TableRow = tuple[str, str, int]
"""Document, label of the table, number of the row."""


@dataclass(frozen=True, slots=True)
class StatementPlace:
    """Where a fact stands: facts of one table row, or of one sentence, speak of the same run."""

    document_id: str
    table_label: str
    row: int | None
    quote: str
    page: int | None = None
    column: int | None = None

    @property
    def table_row(self) -> TableRow | None:
        """Identifies the table row, None for running text; a table without a label goes by its page."""
        if self.row is None or not (self.table_label or self.page):
            return None
        return (self.document_id, self.table_label or f"p. {self.page}", self.row)

    @property
    def is_in_table(self) -> bool:
        """False for running text."""
        return self.row is not None

    @property
    def caption_of(self) -> tuple[str, str] | None:
        """The table whose caption the sentence is of, None for any other place."""
        return (self.document_id, self.table_label) if self.row is None and self.table_label else None

    @property
    def statement(self) -> Hashable:
        """Equal for facts printed in the same table row or the same sentence."""
        return self.table_row or (self.document_id, self.quote)


@dataclass(frozen=True, slots=True)
class Result:
    """One row of `reported_results`, as far as joining needs it."""

    result_id: str
    benchmark_id: str
    model_name: str
    is_own: bool
    place: StatementPlace
    protocol: str = ""
    extra_training_data: str = ""
    value: float | None = None
    section: str = ""
    """Title of the section its table or sentence stands in."""

    @property
    def family(self) -> str:
        """The family of the benchmark."""
        return family_of(self.benchmark_id)


@dataclass(frozen=True, slots=True)
class RivalLengths:
    """What makes it uncertain which training a stated length belongs to."""

    in_paper: int
    """Other lengths in the same unit that the paper states for runs of its own."""
    in_sentence: int
    """Those in the same sentence: ``300 epochs for small models and 400 for large ones``."""
    speaks_of_training: bool
    """False for a sentence such as ``after 50 epochs, the rate is halved``."""


@dataclass(frozen=True, slots=True)
class ComputeFact:
    """One row of `reported_compute`."""

    compute_id: str
    quantity: str
    stage: str
    value: float | None
    low: float
    high: float
    text: str
    unit_printed: str
    words_after: str
    """What follows the number in its sentence: where a unit such as TPU cores is named."""
    hardware_id: str | None
    model_name: str | None
    dataset_name: str
    is_own: bool
    counts_macs: bool
    confidence: float
    place: StatementPlace
    scope: Scope
    order: int
    """Position within the paper's facts, to prefer what is said first."""
    section: str
    """Title of the section it stands in."""
    families: frozenset[str]
    """Benchmark families the statement is about by its own words; empty when it names no data."""
    name: ModelName | None
    """The model name taken apart, None for a statement about the paper's main runs."""
    rival_lengths: RivalLengths | None = None
    """For a length of training, what else the paper states; None for other quantities."""

    @property
    def names_data(self) -> bool:
        """True for a statement whose own words, or whose table, say which data it is about."""
        return bool(self.families) and (
            bool(self.place.table_label) or bool(families_named(self.place.quote))
        )

    @property
    def marks(self) -> frozenset[str]:
        """The footnote marks that a sentence explains by it: ``† means trained for 100 epochs``."""
        if self.place.is_in_table or self.value is None:
            return frozenset()
        before, _, after = self.place.quote.partition(f"{self.value:g}")
        return frozenset(marks_of(before)) if after else frozenset()

    @property
    def counts_active_only(self) -> bool:
        """True for the parameters a sparse model uses per token, which stand beside its total."""
        return self.quantity == "parameters" and "activ" in self.text.casefold()


@dataclass(frozen=True, slots=True)
class Paper:
    """The facts of one paper."""

    paper_id: str
    results: tuple[Result, ...]
    facts: tuple[ComputeFact, ...]


def families_named(text: str) -> frozenset[str]:
    """Return the benchmark families whose data a text names, by the catalog's names or by words of their own."""
    return families_in(text) | families_mentioned(data_words(text))
