"""Corrections by people: small TOML files, kept in version control, applied anew after every load.

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
"""

# ruff: noqa: S608  table and column names in this module are its own, values are bound as parameters

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal

import duckdb
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
from warehouse.connect import transaction
from warehouse.errors import WarehouseError
from warehouse.works.linking import Verdict, link_works
from warehouse.works.resolving import resolve_references

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Action = Literal["drop", "override", "add", "confirm"]
WORKS = "works"


class CorrectionsError(WarehouseError):
    """A corrections file cannot be understood."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ResultColumns(_Strict):
    """Columns of `reported_results` that a correction may name or set; an empty text stands for NULL."""

    benchmark_id: Text | None = None
    model_name: Text | None = None
    value: FiniteFloat | None = None
    is_error: bool | None = None
    is_own: bool | None = None
    split: str | None = None
    protocol: str | None = None
    is_ensemble: bool | None = None
    extra_training_data: str | None = None
    confidence: Share | None = None
    table_label: str | None = None
    page: int | None = None
    quote: Text | None = None
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
    confidence: Share | None = None
    table_label: str | None = None
    page: int | None = None
    quote: Text | None = None
    location: str | None = None


class _Entry(_Strict):
    paper: Text
    reason: Text
    who: Text


class WorkEntry(_Entry):
    """Says that two papers are one work, or that they are not."""

    table: Literal["works"]
    action: Literal["merge", "split"]
    other: Text


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
        Annotated[ResultEntry | ComputeEntry | WorkEntry, Field(discriminator="table")], ...
    ] = ()


FactEntry = ResultEntry | ComputeEntry
Entry = FactEntry | WorkEntry


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


@dataclass(frozen=True, slots=True)
class CorrectionOutcome:
    """What became of a correction."""

    correction: Correction
    problem: str | None
    """Why it was not applied; None when it was."""
    fact_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    mined: str
    corrected: str
    fact_id: str
    id_prefix: str
    defaults: Mapping[str, object]


_TABLES = {
    "reported_results": _Table(
        "core.mined_results",
        "core.corrected_results",
        "result_id",
        "r",
        {"is_error": False, "is_own": True, "is_ensemble": False},
    ),
    "reported_compute": _Table(
        "core.mined_compute",
        "core.corrected_compute",
        "compute_id",
        "c",
        {"stage": Stage.TRAINING.value, "is_own": True, "counts_macs": False},
    ),
}


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
    where = ".".join(str(part) for part in place if part is not None and part not in (*_TABLES, WORKS))
    position = f"correction {number + 1}" if isinstance(number, int) else "the file"
    return f"{position}: {where + ': ' if where else ''}{first['msg']}"


def apply_corrections(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]
) -> list[CorrectionOutcome]:
    """Apply corrections to the facts as they are now, in place of those applied before, in one transaction.

    Args:
        connection: The warehouse.
        corrections: All corrections that are to hold.

    Returns:
        What became of each, in order.
    """
    with transaction(connection):
        for table in ("core.corrected_results", "core.corrected_compute", "core.corrections"):
            connection.execute(f"DELETE FROM {table}")
        problems = _link_works(connection, corrections)
        resolve_references(connection)
        outcomes = []
        touched: set[str] = set()
        for correction in corrections:
            if correction.correction_id in touched:
                outcomes.append(CorrectionOutcome(correction, "the same correction is given twice"))
                continue
            if isinstance(correction.entry, WorkEntry):
                outcome = CorrectionOutcome(correction, problems[correction.correction_id])
            else:
                outcome = _apply(connection, correction, correction.entry, touched)
            _note(connection, outcome)
            touched.update((correction.correction_id, *outcome.fact_ids))
            outcomes.append(outcome)
        return outcomes


def _link_works(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]
) -> dict[str, str | None]:
    """Link documents to works as the corrections say; return why each of them changes nothing, None where it does."""
    said = {c.correction_id: c.entry for c in corrections if isinstance(c.entry, WorkEntry)}
    verdicts = [Verdict(entry.paper, entry.other, entry.action == "merge") for entry in said.values()]
    return dict(zip(said, link_works(connection, verdicts), strict=True))


def _apply(
    connection: duckdb.DuckDBPyConnection, correction: Correction, entry: FactEntry, touched: set[str]
) -> CorrectionOutcome:
    found = _find(connection, entry, _columns(entry.changes if entry.action == "add" else entry.fact))
    problem = _problem(connection, entry, found, touched)
    if problem is not None:
        return CorrectionOutcome(correction, problem)
    if entry.action == "add":
        return CorrectionOutcome(correction, None, (_add(connection, correction, entry),))
    if entry.action != "drop":
        _rewrite(connection, correction, entry, found[0])
    return CorrectionOutcome(correction, None, tuple(found))


def _paper_id(connection: duckdb.DuckDBPyConnection, entry: FactEntry) -> str | None:
    """Return the id under which the paper is shown; an entry may name it as one of its files does."""
    found = connection.execute(
        "SELECT paper_id FROM paper_ids WHERE $paper IN (stated_paper_id, paper_id)", {"paper": entry.paper}
    ).fetchone()
    return str(found[0]) if found else None


def _find(
    connection: duckdb.DuckDBPyConnection, entry: FactEntry, columns: Mapping[str, object]
) -> list[str]:
    """Return the ids of the paper's facts that have the given content."""
    table = _TABLES[entry.table]
    conditions = " AND ".join(f"{name} IS NOT DISTINCT FROM ${name}" for name in ("paper_id", *columns))
    rows = connection.execute(
        f"SELECT {table.fact_id} FROM {table.mined} WHERE {conditions} ORDER BY ALL",
        {"paper_id": _paper_id(connection, entry), **columns},
    ).fetchall()
    return [row[0] for row in rows]


def _problem(
    connection: duckdb.DuckDBPyConnection, entry: FactEntry, found: Sequence[str], touched: set[str]
) -> str | None:
    if _paper_id(connection, entry) is None:
        return f"there is no paper {entry.paper}"
    if entry.action == "add":
        return "the extractor reads this by itself now" if found else None
    if not found:
        return "the paper states no such fact"
    if len(found) > 1 and entry.action != "drop":
        return f"{len(found)} facts fit; say more about the one that is meant"
    if not touched.isdisjoint(found):
        return "another correction has changed this fact"
    expected = _columns(entry.fact) | _columns(entry.expect)
    if set(_find(connection, entry, expected)) != set(found):
        return f"the fact no longer says {json.dumps(_columns(entry.expect), ensure_ascii=False)}"
    return None


def _rewrite(
    connection: duckdb.DuckDBPyConnection, correction: Correction, entry: FactEntry, fact_id: str
) -> None:
    table = _TABLES[entry.table]
    changes = {"confidence": 1.0, **_columns(entry.changes)}
    replaced = ", ".join(f"${name} AS {name}" for name in changes)
    connection.execute(
        f"INSERT INTO {table.corrected} BY NAME "
        f"SELECT * REPLACE ({replaced}, list_append(reasons, $remark) AS reasons), "
        f"$correction_id AS correction_id FROM {table.mined} WHERE {table.fact_id} = $fact_id",
        {
            **changes,
            "remark": _remark(correction),
            "correction_id": correction.correction_id,
            "fact_id": fact_id,
        },
    )


def _add(connection: duckdb.DuckDBPyConnection, correction: Correction, entry: FactEntry) -> str:
    table = _TABLES[entry.table]
    changes = _columns(entry.changes)
    printed = changes["text_value"] if changes.get("value") is None else changes["value"]
    row = {
        **table.defaults,
        "confidence": 1.0,
        "quote": entry.reason,
        **changes,
        "paper_id": _paper_id(connection, entry),
        table.fact_id: table.id_prefix + correction.correction_id[1:],
        "correction_id": correction.correction_id,
        "value_printed": str(printed),
        "reasons": [_remark(correction)],
    }
    selected = ", ".join(f"${name} AS {name}" for name in row)
    connection.execute(
        f"INSERT INTO {table.corrected} BY NAME SELECT {selected}, "
        "(SELECT document_id FROM core.preferred_documents WHERE paper_id = $paper_id) AS document_id",
        row,
    )
    return str(row[table.fact_id])


def _note(connection: duckdb.DuckDBPyConnection, outcome: CorrectionOutcome) -> None:
    correction, entry = outcome.correction, outcome.correction.entry
    connection.execute(
        "INSERT INTO core.corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            correction.correction_id,
            correction.file_name,
            correction.position,
            entry.paper,
            entry.table,
            entry.action,
            *(json.dumps(part) for part in _parts(entry)),
            entry.reason,
            entry.who,
            "applied" if outcome.problem is None else "stale",
            outcome.problem,
            list(outcome.fact_ids),
        ],
    )


def _parts(entry: Entry) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return what an entry is about, what it expects and what it sets."""
    if isinstance(entry, WorkEntry):
        return {"other": entry.other}, {}, {}
    return _columns(entry.fact), _columns(entry.expect), _columns(entry.changes)


def _remark(correction: Correction) -> str:
    return f"{correction.entry.action} by {correction.entry.who}: {correction.entry.reason}"


def _columns(part: BaseModel) -> dict[str, Any]:
    """Return what was given, with NULL for empty text."""
    given = part.model_dump(mode="json", exclude_unset=True)
    return {name: None if value == "" else value for name, value in given.items()}
