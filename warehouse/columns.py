"""Records to Arrow tables: the columns of every table that a batch is loaded into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import pyarrow as pa

from extractors.records import (
    Citation,
    Evidence,
    Reference,
    ReportedCompute,
    ReportedResult,
    WorkSignature,
)
from warehouse.archive import ArchivedFile
from warehouse.items import LoadedItem
from warehouse.staging import StagedFact, StagedReading

AnyRecord = TypeVar("AnyRecord")
ArrowColumn = tuple[pa.DataType, Callable[[AnyRecord], Any]]
_TEXT, _INT, _NUMBER, _FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()
_TEXTS, _TIME = pa.list_(pa.string()), pa.timestamp("us")
_BOX = pa.struct([("page", _INT), ("x0", _NUMBER), ("top", _NUMBER), ("x1", _NUMBER), ("bottom", _NUMBER)])


def arrow_table(rows: Sequence[AnyRecord], columns: Mapping[str, ArrowColumn[AnyRecord]]) -> pa.Table:
    """Build a table column by column, with the types stated and not guessed."""
    return pa.table(
        {name: pa.array([value(row) for row in rows], kind) for name, (kind, value) in columns.items()}
    )


def utc(moment: datetime) -> datetime:
    """Return a time as the warehouse keeps it: in UTC, without zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} needs a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None)


FILE_COLUMNS: dict[str, ArrowColumn[ArchivedFile]] = {
    "sha256": (_TEXT, lambda f: f.sha256),
    "size_bytes": (pa.int64(), lambda f: f.size_bytes),
    "media_type": (_TEXT, lambda f: f.media_type or None),
}
FETCH_COLUMNS: dict[str, ArrowColumn[ArchivedFile]] = {
    "sha256": (_TEXT, lambda f: f.sha256),
    "source": (_TEXT, lambda f: f.source),
    "origin": (_TEXT, lambda f: f.origin),
    "fetched_at": (_TIME, lambda f: utc(f.fetched_at)),
    "http_headers": (pa.map_(_TEXT, _TEXT), lambda f: list(f.http_headers.items())),
}
PAPER_COLUMNS: dict[str, ArrowColumn[StagedReading]] = {
    "paper_id": (_TEXT, lambda r: r.paper.paper_id),
    "arxiv_id": (_TEXT, lambda r: r.paper.arxiv_id),
    "title": (_TEXT, lambda r: r.paper.title or None),
    "authors": (_TEXTS, lambda r: list(r.paper.authors) or None),
    "published_on": (pa.date32(), lambda r: r.paper.published_on),
    "year": (_INT, lambda r: r.paper.year),
    "url": (_TEXT, lambda r: r.paper.url or None),
    "format": (_TEXT, lambda r: r.extraction and r.extraction.format.value),
}
DOCUMENT_COLUMNS: dict[str, ArrowColumn[StagedReading]] = {
    "document_id": (_TEXT, lambda r: r.document_id),
    "paper_id": (_TEXT, lambda r: r.paper.paper_id),
    "sha256": (_TEXT, lambda r: r.file.sha256),
    "file_name": (_TEXT, lambda r: r.file_name),
    "format": (_TEXT, lambda r: r.extraction and r.extraction.format.value),
    "version": (_INT, lambda r: r.extraction and r.extraction.version),
    "fetched_at": (_TIME, lambda r: utc(r.file.fetched_at)),
    "parse_status": (_TEXT, lambda r: "parsed" if r.extraction else "failed"),
    "error_class": (_TEXT, lambda r: r.failure and r.failure.error_class),
    "reason": (_TEXT, lambda r: r.failure and r.failure.reason),
    "parse_error": (_TEXT, lambda r: r.failure and r.failure.message),
    "quality": (_NUMBER, lambda r: r.extraction and r.extraction.quality),
    "page_count": (_INT, lambda r: r.extraction and r.extraction.page_count),
    "table_count": (_INT, lambda r: r.extraction and r.extraction.table_count),
    "paragraph_count": (_INT, lambda r: r.extraction and r.extraction.paragraph_count),
}
SIGNATURE_COLUMNS: dict[str, ArrowColumn[tuple[str, WorkSignature]]] = {
    "document_id": (_TEXT, lambda row: row[0]),
    "title": (_TEXT, lambda row: row[1].title or None),
    "authors": (_TEXTS, lambda row: list(row[1].authors) or None),
    "year": (_INT, lambda row: row[1].year),
    "identifiers": (_TEXTS, lambda row: list(row[1].identifiers)),
    "sketch": (pa.list_(pa.uint64()), lambda row: list(row[1].sketch)),
    "passage_count": (_INT, lambda row: row[1].passage_count),
}
REFERENCE_COLUMNS: dict[str, ArrowColumn[tuple[str, Reference]]] = {
    "document_id": (_TEXT, lambda row: row[0]),
    "position": (_INT, lambda row: row[1].position),
    "key": (_TEXT, lambda row: row[1].key or None),
    "authors": (_TEXTS, lambda row: list(row[1].authors)),
    "title": (_TEXT, lambda row: row[1].title or None),
    "year": (_INT, lambda row: row[1].year),
    "venue": (_TEXT, lambda row: row[1].venue or None),
    "arxiv_id": (_TEXT, lambda row: row[1].arxiv_id),
    "doi": (_TEXT, lambda row: row[1].doi),
    "identifiers": (_TEXTS, lambda row: list(row[1].identifiers)),
    "raw_text": (_TEXT, lambda row: row[1].text),
}
CITATION_COLUMNS: dict[str, ArrowColumn[tuple[str, str, Citation]]] = {
    "document_id": (_TEXT, lambda row: row[0]),
    "fact_id": (_TEXT, lambda row: row[1]),
    "position": (_INT, lambda row: row[2].position),
    "mark": (_TEXT, lambda row: row[2].mark),
    "cited_by": (_TEXT, lambda row: row[2].cited_by.value),
}
DAMAGE_COLUMNS: dict[str, ArrowColumn[tuple[str, int, Any]]] = {
    "document_id": (_TEXT, lambda note: note[0]),
    "position": (_INT, lambda note: note[1]),
    "code": (_TEXT, lambda note: note[2].code),
    "detail": (_TEXT, lambda note: note[2].detail),
    "page": (_INT, lambda note: note[2].place.page),
    "anchor": (_TEXT, lambda note: note[2].place.anchor),
}
ITEM_COLUMNS: dict[str, ArrowColumn[LoadedItem]] = {
    "origin": (_TEXT, lambda row: row.item.origin),
    "name": (_TEXT, lambda row: row.item.name),
    "paper_id": (_TEXT, lambda row: row.paper_id),
    "document_id": (_TEXT, lambda row: row.document_id),
    "outcome": (_TEXT, lambda row: row.outcome.value),
    "error_class": (_TEXT, lambda row: row.failure and row.failure.error_class),
    "reason": (_TEXT, lambda row: row.failure and row.failure.reason),
    "message": (_TEXT, lambda row: row.failure and row.failure.message),
    "seconds": (_NUMBER, lambda row: row.item.seconds),
    "result_count": (_INT, lambda row: row.item.extraction and len(row.item.extraction.results)),
    "compute_count": (_INT, lambda row: row.item.extraction and len(row.item.extraction.compute)),
}


def _box(evidence: Evidence) -> dict[str, float] | None:
    box = evidence.box
    if box is None:
        return None
    return {"page": box.page, "x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


_COMMON_COLUMNS: dict[str, ArrowColumn[StagedFact[Any]]] = {
    "document_id": (_TEXT, lambda f: f.document_id),
    "value": (_NUMBER, lambda f: f.record.value),
    "value_printed": (_TEXT, lambda f: f.record.value_printed),
    "is_own": (_FLAG, lambda f: f.record.is_own),
    "model_name": (_TEXT, lambda f: f.record.model_name),
    "confidence": (_NUMBER, lambda f: f.record.confidence),
    "reasons": (_TEXTS, lambda f: list(f.record.reasons)),
    "page": (_INT, lambda f: f.record.evidence.page),
    "anchor": (_TEXT, lambda f: f.record.evidence.anchor),
    "section": (_TEXT, lambda f: f.record.evidence.section or None),
    "table_label": (_TEXT, lambda f: f.record.evidence.table_label or None),
    "row_index": (_INT, lambda f: f.record.evidence.row),
    "column_index": (_INT, lambda f: f.record.evidence.column),
    "box": (_BOX, lambda f: _box(f.record.evidence)),
    "quote": (_TEXT, lambda f: f.record.evidence.quote),
    "location": (_TEXT, lambda f: f.record.evidence.location or None),
}
RESULT_COLUMNS: dict[str, ArrowColumn[StagedFact[ReportedResult]]] = {
    "result_id": (_TEXT, lambda f: f.fact_id),
    **_COMMON_COLUMNS,
    "benchmark_id": (_TEXT, lambda f: f.record.benchmark_id),
    "is_error": (_FLAG, lambda f: f.record.is_error),
    "split": (_TEXT, lambda f: f.record.split or None),
    "protocol": (_TEXT, lambda f: f.record.protocol or None),
    "is_ensemble": (_FLAG, lambda f: f.record.is_ensemble),
    "extra_training_data": (_TEXT, lambda f: f.record.extra_training_data or None),
}
COMPUTE_COLUMNS: dict[str, ArrowColumn[StagedFact[ReportedCompute]]] = {
    "compute_id": (_TEXT, lambda f: f.fact_id),
    **_COMMON_COLUMNS,
    "quantity": (_TEXT, lambda f: f.record.quantity.value),
    "value_low": (_NUMBER, lambda f: f.record.value_low),
    "value_high": (_NUMBER, lambda f: f.record.value_high),
    "text_value": (_TEXT, lambda f: f.record.text_value or None),
    "unit_printed": (_TEXT, lambda f: f.record.unit_printed or None),
    "dataset_name": (_TEXT, lambda f: f.record.dataset_name or None),
    "stage": (_TEXT, lambda f: f.record.stage.value),
    "counts_macs": (_FLAG, lambda f: f.record.counts_macs),
}
