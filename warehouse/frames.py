"""Data frames in and out of tables, column by column, with no column lost or invented."""

# ruff: noqa: S608  table names in this module are its own, values are bound as parameters

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import duckdb

from warehouse.connect import registered, transaction

if TYPE_CHECKING:
    import pandas as pd

REPLACEABLE_TABLES = frozenset(
    {
        "benchmarks",
        "hardware",
        "model_runs",
        "compute_estimates",
        "point_judgements",
        "corroboration",
        "cost_corroboration",
        "agreement",
        "known_networks",
    }
)
"""Tables that hold no history: each night brings them whole."""

FIT_TABLES = (
    "fits",
    "fit_points",
    "multiverse",
    "multiverse_moves",
    "form_comparison",
    "projections",
    "published_projections",
    "frontier",
    "compute_for_error",
    "progress",
    "theory",
    "decompositions",
    "claims",
)
"""What one fit run brings, parents first."""


def replace_tables(connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pd.DataFrame]) -> None:
    """Replace whole tables by data frames, in one transaction.

    Args:
        connection: The warehouse.
        frames: Table name to rows; columns are those of the table, nullable ones may be left out.

    Raises:
        ValueError: A table that is not replaced whole, or columns that are not the table's.
    """
    for table in frames:
        if table not in REPLACEABLE_TABLES:
            raise ValueError(
                f"{table} is not replaced whole; only {', '.join(sorted(REPLACEABLE_TABLES))} are"
            )
    with transaction(connection):
        for table, frame in frames.items():
            connection.execute(f"DELETE FROM core.{table}")
            insert_frame(connection, f"core.{table}", frame)


def insert_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Append a data frame to a table, matching columns by name.

    Args:
        connection: The warehouse.
        table: Name with schema.
        frame: The rows.

    Raises:
        ValueError: The frame has columns the table lacks, or lacks columns the table needs.
    """
    columns = connection.execute(
        "SELECT column_name, is_nullable FROM duckdb_columns() WHERE schema_name || '.' || table_name = ?",
        [table],
    ).fetchall()
    unknown = set(frame.columns) - {name for name, _ in columns}
    missing = {name for name, is_nullable in columns if not is_nullable} - set(frame.columns)
    if unknown or missing:
        raise ValueError(
            f"the rows for {table} do not fit: "
            f"unknown columns {sorted(unknown)}, missing columns {sorted(missing)}"
        )
    if frame.empty:
        return
    with registered(connection, rows=frame):
        connection.execute(f"INSERT INTO {table} BY NAME FROM rows")
