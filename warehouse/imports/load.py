"""Puts a source into its own rows of the imported tables."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.columns import ArrowColumn, arrow_table, utc
from warehouse.connect import registered, transaction
from warehouse.imports.rows import ImportedCompute, ImportedModel, ImportedResult, row_ids
from warehouse.imports.sources import SourceRows, benchmark_of

_TEXT = pa.string()

_MODEL_COLUMNS: dict[str, ArrowColumn[tuple[str, ImportedModel, Any]]] = {
    "row_id": (_TEXT, lambda row: row[0]),
    "model_name": (_TEXT, lambda row: row[1].model_name),
    "paper_id": (_TEXT, lambda row: row[1].paper_id),
    "paper_title": (_TEXT, lambda row: row[1].paper_title),
    "paper_url": (_TEXT, lambda row: row[1].paper_url),
    "year": (pa.int32(), lambda row: row[1].year),
    "extra": (_TEXT, lambda row: json.dumps(row[1].extra, ensure_ascii=False, sort_keys=True, default=str)),
}
_RESULT_COLUMNS: dict[str, ArrowColumn[tuple[str, ImportedModel, ImportedResult]]] = {
    **_MODEL_COLUMNS,
    "dataset": (_TEXT, lambda row: row[2].dataset),
    "task": (_TEXT, lambda row: row[2].task),
    "metric": (_TEXT, lambda row: row[2].metric),
    "benchmark_id": (_TEXT, lambda row: benchmark_of(row[2])[0]),
    "value": (pa.float64(), lambda row: row[2].value),
    "is_error": (pa.bool_(), lambda row: benchmark_of(row[2])[1]),
}
_COMPUTE_COLUMNS: dict[str, ArrowColumn[tuple[str, ImportedModel, ImportedCompute]]] = {
    **_MODEL_COLUMNS,
    "quantity": (_TEXT, lambda row: row[2].quantity.value),
    "stage": (_TEXT, lambda row: row[2].stage.value),
    "value": (pa.float64(), lambda row: row[2].value),
    "text_value": (_TEXT, lambda row: row[2].text_value),
    "counts_macs": (pa.bool_(), lambda row: row[2].counts_macs),
}


def replace_source(connection: duckdb.DuckDBPyConnection, rows: SourceRows, imported_at: datetime) -> None:
    """Replace all rows of a source, in one transaction.

    Args:
        connection: The warehouse.
        rows: What was read from the source.
        imported_at: When, with time zone.
    """
    source = rows.source
    models = list(zip(row_ids(rows.models), rows.models, strict=True))
    results = [(row_id, model, result) for row_id, model in models for result in model.results]
    compute = [(row_id, model, figure) for row_id, model in models for figure in model.compute]
    with transaction(connection):
        for table in ("import_sources", "imported_results", "imported_compute"):
            connection.execute(f"DELETE FROM core.{table} WHERE source_id = ?", [source.source_id])  # noqa: S608
        connection.execute(
            "INSERT INTO core.import_sources VALUES (?, ?, ?, ?, ?, ?)",
            [source.source_id, source.name, source.url, source.licence, rows.sha256, utc(imported_at)],
        )
        with registered(
            connection,
            results=arrow_table(results, _RESULT_COLUMNS),
            compute=arrow_table(compute, _COMPUTE_COLUMNS),
        ):
            for table, staged in (("imported_results", "results"), ("imported_compute", "compute")):
                connection.execute(
                    f"INSERT INTO core.{table} BY NAME SELECT *, ? AS source_id FROM {staged}",  # noqa: S608
                    [source.source_id],
                )
