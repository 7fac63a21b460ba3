"""Corrections as people write them: small TOML files, kept in version control.

One entry of a file looks like this::

    [[correction]]
    paper = "arxiv:1512.03385"
    table = "reported_results"
    action = "override"            # drop, override, add or confirm
    reason = "The row is the 10-crop result, Table 3"
    who = "K. Reader"
    fact = {benchmark_id = "imagenet_top1", model_name = "ResNet-50", value = 75.3}
    expect = {protocol = ""}       # optional: apply only while the fact still says this
    set = {protocol = "10-crop"}

`fact` names the fact by what it says, so that the correction finds it again after the paper was read anew. A
correction that finds no fact, several facts, or not what it expects is reported as stale and changes nothing.

Two papers that are one work, or files of one name that are not, are told like this::

    [[correction]]
    table = "works"
    action = "merge"               # or split
    paper = "arxiv:1512.03385"
    other = "file:residual"        # ids as the files state them, or ids of documents
    reason = "The conference version under another title"
    who = "K. Reader"

What a paper is, a paper that does not belong here, and a source whose files are to leave, are told like this::

    [[correction]]
    table = "papers"
    action = "override"            # or drop, without set
    paper = "file:residual"
    reason = "The title is that of the proceedings"
    who = "K. Reader"
    expect = {title = "Proceedings of the Conference"}   # optional
    set = {title = "Deep Networks", year = 2015, authors = ["A. One", "B. Two"]}

    [[correction]]
    table = "sources"
    action = "drop"
    source = "samples"
    reason = "They were for trying it out"
    who = "K. Reader"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StringConstraints,
    ValidationError,
    model_validator,
)

from extractors.records import Quantity, Stage
from warehouse.errors import WarehouseError

NonEmptyText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Probability = Annotated[float, Field(ge=0, le=1)]
Action = Literal["drop", "override", "add", "confirm"]
TABLES = ("reported_results", "reported_compute", "works", "papers", "sources")


class CorrectionsError(WarehouseError):
    """A corrections file cannot be understood."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ResultColumns(_Strict):
    """Columns of `reported_results` that a correction may name or set; an empty text stands for NULL."""

    benchmark_id: NonEmptyText | None = None
    model_name: NonEmptyText | None = None
    value: FiniteFloat | None = None
    is_error: bool | None = None
    is_own: bool | None = None
    split: str | None = None
    protocol: str | None = None
    is_ensemble: bool | None = None
    extra_training_data: str | None = None
    confidence: Probability | None = None
    table_label: str | None = None
    page: int | None = None
    quote: NonEmptyText | None = None
    location: str | None = None


class ComputeColumns(_Strict):
    """Columns of `reported_compute` that a correction may name or set; an empty text stands for NULL."""

    quantity: Quantity | None = None
    value: FiniteFloat | None = None
    value_low: FiniteFloat | None = None
    value_high: FiniteFloat | None = None
    text_value: str | None = None
    unit_printed: str | None = None
    model_name: str | None = None
    dataset_name: str | None = None
    stage: Stage | None = None
    is_own: bool | None = None
    counts_macs: bool | None = None
    confidence: Probability | None = None
    table_label: str | None = None
    page: int | None = None
    quote: NonEmptyText | None = None
    location: str | None = None


class PaperColumns(_Strict):
    """What a correction may say of a paper."""

    title: NonEmptyText | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    authors: Annotated[tuple[NonEmptyText, ...], Field(min_length=1)] | None = None


class _Said(_Strict):
    reason: NonEmptyText
    who: NonEmptyText


class _Entry(_Said):
    paper: NonEmptyText


class SourceEntry(_Said):
    """Takes out the files that came from one source and from no other."""

    table: Literal["sources"]
    action: Literal["drop"]
    source: NonEmptyText


class PaperEntry(_Entry):
    """Says what a paper is, or that it does not belong here."""

    table: Literal["papers"]
    action: Literal["override", "drop"]
    expect: PaperColumns = PaperColumns()
    changes: PaperColumns = Field(default=PaperColumns(), alias="set")

    @model_validator(mode="after")
    def _is_whole(self) -> PaperEntry:
        if (self.action == "override") != bool(self.changes.model_fields_set):
            raise ValueError(f"{self.action} {'needs' if self.action == 'override' else 'takes no'} set")
        return self


class WorkEntry(_Entry):
    """Says that two papers are one work, or that they are not."""

    table: Literal["works"]
    action: Literal["merge", "split"]
    other: NonEmptyText


def _check_parts(action: Action, fact: BaseModel, changes: BaseModel) -> None:
    has_fact, has_changes = bool(fact.model_fields_set), bool(changes.model_fields_set)
    if has_fact == (action == "add"):
        raise ValueError("a fact to add is described by set alone" if has_fact else f"{action} needs a fact")
    if has_changes != (action in ("add", "override")):
        raise ValueError(f"{action} takes no set" if has_changes else f"{action} needs set")


class ResultEntry(_Entry):
    """A correction of `reported_results`."""

    table: Literal["reported_results"]
    action: Action
    fact: ResultColumns = ResultColumns()
    expect: ResultColumns = ResultColumns()
    changes: ResultColumns = Field(default=ResultColumns(), alias="set")

    @model_validator(mode="after")
    def _is_whole(self) -> ResultEntry:
        _check_parts(self.action, self.fact, self.changes)
        if (
            self.action == "add"
            and not {"benchmark_id", "model_name", "value"} <= self.changes.model_fields_set
        ):
            raise ValueError("a result to add needs benchmark_id, model_name and value")
        return self


class ComputeEntry(_Entry):
    """A correction of `reported_compute`."""

    table: Literal["reported_compute"]
    action: Action
    fact: ComputeColumns = ComputeColumns()
    expect: ComputeColumns = ComputeColumns()
    changes: ComputeColumns = Field(default=ComputeColumns(), alias="set")

    @model_validator(mode="after")
    def _is_whole(self) -> ComputeEntry:
        _check_parts(self.action, self.fact, self.changes)
        is_text = self.changes.quantity is Quantity.HARDWARE_MODEL
        needed = {"quantity", "text_value" if is_text else "value"}
        if self.action == "add" and not needed <= self.changes.model_fields_set:
            raise ValueError(f"a statement to add needs {' and '.join(sorted(needed))}")
        return self


class _File(_Strict):
    correction: tuple[
        Annotated[
            ResultEntry | ComputeEntry | WorkEntry | PaperEntry | SourceEntry, Field(discriminator="table")
        ],
        ...,
    ] = ()


FactEntry = ResultEntry | ComputeEntry
Entry = FactEntry | WorkEntry | PaperEntry | SourceEntry


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a corrections file."""

    file_name: str
    position: int
    """Which entry of the file, counted from 1."""
    entry: Entry

    @property
    def correction_id(self) -> str:
        """Made from the content alone: ``k`` and 16 hexadecimal digits."""
        content = self.entry.model_dump_json(exclude_unset=True, by_alias=True)
        return "k" + blake2b(content.encode(), digest_size=8).hexdigest()

    def __str__(self) -> str:
        return f"{self.file_name}, correction {self.position}"


def read_corrections(folder: Path) -> list[Correction]:
    """Read every ``*.toml`` file of a folder; a folder that is not there holds no corrections.

    Args:
        folder: Where the files lie.

    Returns:
        The corrections in the order of file names and entries.

    Raises:
        CorrectionsError: A file is not TOML, or an entry is not a correction; the message names it.
    """
    corrections: list[Correction] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            entries = _File.model_validate(tomllib.loads(path.read_text("utf-8"))).correction
        except tomllib.TOMLDecodeError as error:
            raise CorrectionsError(f"{path} is not TOML ({error})") from error
        except ValidationError as error:
            raise CorrectionsError(f"{path} cannot be understood", _first_complaint(error)) from error
        corrections += [Correction(path.name, n, entry) for n, entry in enumerate(entries, start=1)]
    return corrections


def _first_complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    # Such as ("correction", 0, "reported_results", "set", "value").
    _, number, *place = (*first["loc"], None)
    where = ".".join(str(part) for part in place if part is not None and part not in TABLES)
    position = f"correction {number + 1}" if isinstance(number, int) else "the file"
    return f"{position}: {where + ': ' if where else ''}{first['msg']}"


def columns_of(part: BaseModel) -> dict[str, Any]:
    """Return what was given, with NULL for empty text."""
    given = part.model_dump(mode="json", exclude_unset=True)
    return {name: None if value == "" else value for name, value in given.items()}
