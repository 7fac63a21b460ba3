"""The typed records that cross the border of this room: what the warehouse loads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.documents.model import Box, Damage, Format

FACTS_IN_DOUBT = "facts_in_doubt"
"""Damage of a file in which facts stand where a table cannot be trusted: they are left out."""
_CALLS_FOR_ANOTHER_FORMAT = frozenset((FACTS_IN_DOUBT, "table_left_as_code"))


class Quantity(StrEnum):
    """What a compute statement measures; `ReportedCompute.value` is in the unit named here."""

    HARDWARE_MODEL = "hardware_model"
    """Text: the accelerator's name as printed."""
    DEVICE_COUNT = "device_count"
    WALL_TIME_HOURS = "wall_time_hours"
    DEVICE_HOURS = "device_hours"
    """GPU-days x 24, TPU-core-days x 24, and so on."""
    EPOCHS = "epochs"
    STEPS = "steps"
    BATCH_SIZE = "batch_size"
    PARAMETERS = "parameters"
    FORWARD_FLOPS = "forward_flops"
    """Per example; multiply-adds as printed, with `counts_macs` set."""
    TRAINING_FLOPS = "training_flops"
    DATASET_SIZE = "dataset_size"
    """Examples or tokens."""
    ENERGY_KWH = "energy_kwh"
    CO2E_KG = "co2e_kg"
    COST_USD = "cost_usd"
    SEQUENCE_LENGTH = "sequence_length"
    """Tokens of one sequence of training. This and those below are no costs, see `SETTINGS`."""
    ACCUMULATED_BATCHES = "accumulated_batches"
    """Batches whose gradients make one update."""
    EPOCH_HOURS = "epoch_hours"
    """Elapsed time of one pass over the data."""
    STEP_SECONDS = "step_seconds"
    """Elapsed time of one update."""
    ARCHITECTURE = "architecture"
    """Text: the kind of network that the paper says its own models are; the value counts the sentences that say so."""


SETTINGS = frozenset({
    Quantity.SEQUENCE_LENGTH, Quantity.ACCUMULATED_BATCHES, Quantity.EPOCH_HOURS, Quantity.STEP_SECONDS,
    Quantity.ARCHITECTURE,
})  # fmt: skip
"""What costs are computed with and is none itself: in the view `training_settings`, not in `reported_compute`."""


class Stage(StrEnum):
    """Which part of a model's life a compute statement is about."""

    PRETRAINING = "pretraining"
    TRAINING = "training"
    FINETUNING = "finetuning"
    SEARCH = "search"
    INFERENCE = "inference"


BELOW = " › "
"""Between the titles of groups above a table row and its label, in the quote of an `Evidence`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a number was printed."""

    quote: str
    """The sentence, or the row label, column head and cell text joined by `` | ``; titles of groups stand before the
    label, parted by `BELOW`."""
    page: int | None = None
    anchor: str | None = None
    section: str = ""
    table_label: str = ""
    row: int | None = None
    """Row of the table grid, counted from 0; None for running text."""
    column: int | None = None
    box: Box | None = None

    @property
    def location(self) -> str:
        """The place in words, such as ``p. 6, Table 4, row 5, column 2``."""
        parts = [
            f"p. {self.page}" if self.page is not None else "",
            self.section if not self.table_label else "",
            self.table_label,
            f"row {self.row + 1}, column {self.column + 1}"
            if self.row is not None and self.column is not None
            else "",
            f"#{self.anchor}" if self.anchor else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """One printed number on a benchmark."""

    benchmark_id: str
    model_name: str
    """As printed, completed from group rows and header cells where the row label alone names no model."""
    value: float
    """In percent (or the benchmark's own scale, such as BLEU points), as printed."""
    value_printed: str
    is_error: bool
    is_own: bool
    evidence: Evidence
    confidence: float
    reasons: tuple[str, ...] = ()
    """What raised or lowered the confidence."""
    split: str = ""
    """``val``, ``test``, ``test-dev``, ``dev`` or empty when not stated."""
    protocol: str = ""
    """Short text such as ``10-crop``, ``384px``; empty when not stated."""
    is_ensemble: bool = False
    extra_training_data: str = ""


@dataclass(frozen=True, slots=True)
class ReportedCompute:
    """One printed statement about what training, or one forward pass, costs."""

    quantity: Quantity
    value: float | None
    """In the unit of `quantity`; None for `Quantity.HARDWARE_MODEL`."""
    value_printed: str
    evidence: Evidence
    confidence: float
    text_value: str = ""
    """Hardware name as printed; for dataset and batch sizes what is counted (images, tokens, ...)."""
    unit_printed: str = ""
    value_low: float | None = None
    value_high: float | None = None
    """Ends of a printed range; None when a single number was printed."""
    model_name: str | None = None
    """As printed; None means the paper's main runs."""
    dataset_name: str = ""
    """The data set the statement is made for, as printed; empty when it names none."""
    stage: Stage = Stage.TRAINING
    is_own: bool = True
    counts_macs: bool = False
    """True when `FORWARD_FLOPS` was printed as multiply-adds, or the paper says its FLOPs count them."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """What identifies a paper."""

    paper_id: str
    """``arxiv:<id without version>``, or ``file:<name without extension>``."""
    title: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str | None = None
    published_on: date | None = None
    year: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a listing that is asked for as a whole: where an interrupted listing starts again."""

    source: str
    part: str
    """What of the source, such as the arXiv set ``cs`` or a search."""
    from_date: date
    until_date: date
    """The last day of the window."""

    def __str__(self) -> str:
        days = f"{self.from_date}"
        if self.until_date != self.from_date:
            days += f" to {self.until_date}"
        return f"{self.source} {self.part} {days}"


@dataclass(frozen=True, slots=True)
class Fallback:
    """A file that could not be had, or not be read, so that another was asked for."""

    url: str
    reason: str
    message: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that a source offers, before any of its text is fetched."""

    candidate_id: str
    """``arxiv:2401.00001v2``, ``arxiv:2401.00001`` where the version is not known, a URL, or a path."""
    paper: PaperRecord
    origin: str
    """The page or path where a person finds it."""
    version: int | None = None
    abstract: str = ""
    categories: tuple[str, ...] = ()
    licence: str = ""
    """URL of the licence, empty where the source does not state it."""
    is_withdrawn: bool = False
    unreadable: tuple[Fallback, ...] = ()
    """Files of it that were had and cannot be read, so that another is asked for."""


@dataclass(frozen=True, slots=True)
class PaperMetadata:
    """What the citation index OpenAlex says about a paper; None where it says nothing."""

    paper_id: str
    doi: str
    """The one it was asked about, in lower case."""
    openalex_id: str | None = None
    """Such as ``W2741809807``; None for a paper that OpenAlex does not know."""
    cited_by_count: int | None = None
    referenced_works_count: int | None = None
    publication_year: int | None = None
    publication_date: date | None = None
    """Of the version of record, where there is one."""
    work_type: str | None = None
    """Such as ``article`` or ``preprint``."""
    venue: str | None = None
    licence: str | None = None
    """Short name, such as ``cc-by``."""
    topic: str | None = None
    is_retracted: bool | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a paper's bibliography."""

    position: int
    """Which entry of the list, counted from 1."""
    text: str
    """As printed."""
    key: str = ""
    """The label it is cited by, such as ``48`` or ``HZRS16``; empty in lists without labels."""
    authors: tuple[str, ...] = ()
    title: str = ""
    year: int | None = None
    year_letter: str = ""
    """``b`` where the entry prints ``2016b``."""
    venue: str = ""
    arxiv_id: str | None = None
    doi: str | None = None
    identifiers: tuple[str, ...] = ()
    """All that it prints, such as ``arxiv:1512.03385``."""


class CitedBy(StrEnum):
    """Where the citation of a quoted number stands."""

    CELL = "cell"
    ROW = "row"
    COLUMN = "column"
    """In the head of its column."""
    GROUP = "group"
    """In the label over a group of rows."""
    SENTENCE = "sentence"
    NAME = "name"
    """Elsewhere in the paper, behind the model's name."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quoted number is cited from."""

    table_name: str
    """``reported_results`` or ``reported_compute``."""
    index: int
    """Which of the extraction's results or compute statements, counted from 0."""
    position: int
    """Which entry of the bibliography, counted from 1."""
    mark: str
    """As printed, ``[41]``."""
    cited_by: CitedBy


@dataclass(frozen=True, slots=True)
class WorkSignature:
    """What one file shows of the work it is a copy of, for telling copies of one work from other works."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    identifiers: tuple[str, ...] = ()
    """That the file prints of itself, such as ``arxiv:1512.03385``, ``doi:10.1109/cvpr.2016.90``."""
    sketch: tuple[int, ...] = ()
    """The smallest hashes of its passages, ascending; empty for a text too short to compare."""
    passage_count: int = 0
    """Different passages of the whole text."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A number in a table of a PDF, as the first reading has it, for a second one to look at the same place."""

    fact_id: str
    value_printed: str
    quote: str
    """Row label, column head and text of the cell, see `Evidence.quote`."""
    page: int
    """Page number, counted from 1; the four that follow are its box, see `Box`."""
    x0: float
    top: float
    x1: float
    bottom: float


class Verdict(StrEnum):
    """What a second reading says of a first."""

    AGREES = "agrees"
    """The number, its row label and its column head stand there."""
    DISAGREES = "disagrees"
    NOT_CHECKED = "not checked"
    """It cannot tell: a font without characters, turned text, no such words near, no time."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What another reader sees where a number was read."""

    fact_id: str
    verdict: Verdict
    note: str = ""
    """What stands there instead, or why it cannot tell."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one file of one paper."""

    paper: PaperRecord
    format: Format
    version: int | None
    results: tuple[ReportedResult, ...]
    compute: tuple[ReportedCompute, ...]
    damage: tuple[Damage, ...]
    quality: float
    page_count: int | None
    table_count: int
    paragraph_count: int
    signature: WorkSignature = WorkSignature()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def asks_for_another_format(self) -> bool:
        """Whether the file is damaged where facts stand, so that another format of the paper may tell more."""
        return any(note.code in _CALLS_FOR_ANOTHER_FORMAT for note in self.damage)
