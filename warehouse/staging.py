"""What was read from a batch of files, as the warehouse keeps it: facts with ids made from the content alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from extractors.records import (
    Citation,
    Evidence,
    Extraction,
    PaperRecord,
    Reference,
    ReportedCompute,
    ReportedResult,
    WorkSignature,
)
from warehouse.archive import ArchivedFile
from warehouse.items import Failure

Record = TypeVar("Record", ReportedResult, ReportedCompute)


@dataclass(frozen=True, slots=True)
class StagedReading:
    """What an extractor made of one file: an extraction or a failure, never both."""

    document_id: str
    paper: PaperRecord
    file_name: str
    file: ArchivedFile
    extraction: Extraction | None
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class StagedFact(Generic[Record]):
    """One fact of one document."""

    fact_id: str
    document_id: str
    record: Record


def document_id_of(sha256: str) -> str:
    """Return the id of the document these bytes are: ``d`` and 16 hexadecimal digits."""
    return "d" + sha256[:16]


def results_of(readings: Iterable[StagedReading]) -> list[StagedFact[ReportedResult]]:
    """Return the results of a batch with their ids.

    The id comes from the document, the benchmark, the model and the place, not from the value: a better
    reading of the same cell changes the row of the same id.
    """
    return [
        StagedFact(fact_id, reading.document_id, record)
        for reading in readings
        if reading.extraction is not None
        for fact_id, record in _with_ids(
            "r", reading.document_id, reading.extraction.results, _result_identity
        )
    ]


def compute_of(readings: Iterable[StagedReading]) -> list[StagedFact[ReportedCompute]]:
    """Return the compute statements of a batch with their ids, made as in `results_of`."""
    return [
        StagedFact(fact_id, reading.document_id, record)
        for reading in readings
        if reading.extraction is not None
        for fact_id, record in _with_ids(
            "c", reading.document_id, reading.extraction.compute, _compute_identity
        )
    ]


def _with_ids(
    prefix: str, document_id: str, records: Iterable[Any], identity: Callable[[Any], tuple[object, ...]]
) -> Iterator[tuple[str, Any]]:
    seen: Counter[tuple[object, ...]] = Counter()
    for record in records:
        key: tuple[object, ...] = identity(record)
        text = "\x1f".join(map(str, (document_id, seen[key], *key)))
        seen[key] += 1
        yield prefix + blake2b(text.encode(), digest_size=8).hexdigest(), record


def _result_identity(record: ReportedResult) -> tuple[object, ...]:
    return (
        record.benchmark_id,
        record.model_name,
        record.split,
        record.protocol,
        *_place_identity(record.evidence),
    )


def _compute_identity(record: ReportedCompute) -> tuple[object, ...]:
    return (record.quantity, record.model_name, record.stage, *_place_identity(record.evidence))


def _place_identity(evidence: Evidence) -> tuple[object, ...]:
    in_table = evidence.row is not None
    return (
        evidence.page,
        evidence.anchor,
        evidence.table_label,
        evidence.row,
        evidence.column,
        "" if in_table else evidence.quote,
    )


def signatures_of(readings: Iterable[StagedReading]) -> list[tuple[str, WorkSignature]]:
    """Return what the documents of a batch show of their works."""
    return [
        (reading.document_id, reading.extraction.signature)
        for reading in readings
        if reading.extraction is not None
    ]


def references_of(readings: Iterable[StagedReading]) -> list[tuple[str, Reference]]:
    """Return the bibliographies of a batch."""
    return [
        (reading.document_id, reference)
        for reading in readings
        if reading.extraction is not None
        for reference in reading.extraction.references
    ]


def citations_of(readings: Iterable[StagedReading]) -> list[tuple[str, str, Citation]]:
    """Return where the quoted facts of a batch are cited from: document, fact, citation."""
    rows: list[tuple[str, str, Citation]] = []
    for reading in readings:
        if reading.extraction is None:
            continue
        fact_ids = {
            "reported_results": [fact.fact_id for fact in results_of([reading])],
            "reported_compute": [fact.fact_id for fact in compute_of([reading])],
        }
        rows += [
            (reading.document_id, fact_ids[citation.table_name][citation.index], citation)
            for citation in reading.extraction.citations
        ]
    return rows


def damage_of(readings: Iterable[StagedReading]) -> list[tuple[str, int, Any]]:
    """Return what the readers know they did not read faithfully: document, position, note."""
    return [
        (reading.document_id, position, damage)
        for reading in readings
        if reading.extraction is not None
        for position, damage in enumerate(reading.extraction.damage)
    ]
