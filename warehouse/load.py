"""Loads what was read from a batch of files, in one transaction; loading the same again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from warehouse.connect import registered, transaction
from warehouse.items import DUPLICATE, Failure, KnownDocument, LoadedItem, LoadItem, LoadOutcome
from warehouse.merging import merge_documents, merge_facts, merge_files, merge_items
from warehouse.staging import StagedReading, document_id_of


def known_documents(
    connection: duckdb.DuckDBPyConnection, sha256s: Iterable[str] | None = None
) -> dict[str, KnownDocument]:
    """Return the documents the warehouse holds by the sha256 of their bytes, all or the given ones."""
    query = (
        "SELECT sha256, paper_id, file_name, extractor_version, reason, parse_error, error_class "
        "FROM core.documents"
    )
    if sha256s is None:
        rows = connection.execute(query).fetchall()
    else:
        with registered(connection, wanted=pa.table({"sha256": pa.array(list(sha256s), pa.string())})):
            rows = connection.execute(f"{query} WHERE sha256 IN (FROM wanted)").fetchall()
    return {
        sha256: KnownDocument(
            paper_id,
            file_name,
            extractor_version,
            Failure(reason, message, error_class == "final") if error_class else None,
        )
        for sha256, paper_id, file_name, extractor_version, reason, message, error_class in rows
    }


def load_batch(
    connection: duckdb.DuckDBPyConnection, load_id: int, items: Sequence[LoadItem], extractor_version: str
) -> list[LoadedItem]:
    """Load a batch in one transaction; an item the schema refuses fails alone, the others are loaded.

    Args:
        connection: The warehouse.
        load_id: The night.
        items: What was read.
        extractor_version: Which extractor read it.

    Returns:
        What became of each item, in order.

    Raises:
        ValueError: An item was neither read nor failed, and no earlier night has settled it.
    """
    if not items:
        return []
    try:
        with transaction(connection):
            return _load(connection, load_id, items, extractor_version)
    except (duckdb.ConstraintException, duckdb.ConversionException, pa.ArrowInvalid) as error:
        if len(items) > 1:
            half = len(items) // 2
            return load_batch(connection, load_id, items[:half], extractor_version) + load_batch(
                connection, load_id, items[half:], extractor_version
            )
        refused = _refused(items[0], error)
    with transaction(connection):
        return _load(connection, load_id, [refused], extractor_version)


def _refused(item: LoadItem, error: Exception) -> LoadItem:
    if item.extraction is None:
        raise error
    why = str(error).splitlines()[0]
    failure = Failure("refused_by_schema", f"the warehouse refuses what was read: {why}", is_final=True)
    return LoadItem(item.name, item.origin, item.extraction.paper, item.seconds, item.file, failure=failure)


def _load(
    connection: duckdb.DuckDBPyConnection, load_id: int, items: Sequence[LoadItem], extractor_version: str
) -> list[LoadedItem]:
    earlier = known_documents(connection, [item.file.sha256 for item in items if item.file])
    known = dict(earlier)
    loaded: list[LoadedItem] = []
    readings: list[StagedReading] = []
    for item in items:
        outcome = _outcome(item, known, extractor_version)
        loaded.append(outcome)
        reading = _reading(outcome, known)
        if reading is not None:
            readings.append(reading)
            known[reading.file.sha256] = KnownDocument(
                reading.paper.paper_id, item.name, extractor_version, item.failure
            )
    merge_files(connection, items)
    merge_documents(connection, load_id, readings, extractor_version)
    read_again = [reading.document_id for reading in readings if reading.file.sha256 in earlier]
    merge_facts(connection, load_id, readings, read_again, extractor_version)
    merge_items(connection, load_id, loaded)
    return loaded


def _outcome(item: LoadItem, known: Mapping[str, KnownDocument], extractor_version: str) -> LoadedItem:
    document_id = document_id_of(item.file.sha256) if item.file else None
    document = known.get(item.file.sha256) if item.file else None
    # Reading that failed may have been asked for again, with more time or memory; a success then counts.
    heals = document is not None and document.failure is not None and item.extraction is not None
    if document is not None and document.is_settled(extractor_version) and not heals:
        return _settled(item, document, document_id)
    paper = item.extraction.paper if item.extraction else item.paper
    paper_id = paper.paper_id if paper else None
    if item.extraction is not None:
        return LoadedItem(item, LoadOutcome.LOADED, paper_id, document_id)
    if item.failure is None:
        raise ValueError(f"{item.name} was neither read nor failed, and no earlier night has settled it")
    return LoadedItem(item, LoadOutcome.FAILED, paper_id, document_id, item.failure)


def _settled(item: LoadItem, document: KnownDocument, document_id: str | None) -> LoadedItem:
    was_read_again = item.extraction is not None or item.failure is not None
    if was_read_again and document.file_name != item.name:
        failure = Failure(DUPLICATE, f"the same bytes as {document.file_name}", is_final=True)
        return LoadedItem(item, LoadOutcome.SKIPPED, document.paper_id, document_id, failure)
    outcome = LoadOutcome.SKIPPED if document.failure else LoadOutcome.UNCHANGED
    return LoadedItem(item, outcome, document.paper_id, document_id, document.failure)


def _reading(loaded: LoadedItem, known: Mapping[str, KnownDocument]) -> StagedReading | None:
    """Return what is new about a document, None when it stays as it is."""
    item = loaded.item
    paper = item.extraction.paper if item.extraction else item.paper
    if item.file is None or paper is None or loaded.document_id is None:
        return None
    if loaded.outcome not in (LoadOutcome.LOADED, LoadOutcome.FAILED):
        return None
    earlier = known.get(item.file.sha256)
    is_transient = item.failure is not None and not item.failure.is_final
    if is_transient and earlier is not None and earlier.failure is None:
        return None  # what an earlier version read stands until a reading gives a verdict
    return StagedReading(loaded.document_id, paper, item.name, item.file, item.extraction, item.failure)
