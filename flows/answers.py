"""Printing the answer to a query."""

from __future__ import annotations

import json
import sys

import pyarrow as pa
import pyarrow.csv as pa_csv
from rich.console import Console
from rich.table import Table

ROWS_SHOWN = 200
"""A table in a terminal shows this many rows; CSV and JSON hold all."""


def print_answer(answer: pa.Table, answer_format: str) -> None:
    """Print an answer on standard output.

    Args:
        answer: The rows.
        answer_format: ``table``, ``csv`` or ``json``.
    """
    if answer_format == "csv":
        pa_csv.write_csv(answer, sys.stdout.buffer)
    elif answer_format == "json":
        json.dump(answer.to_pylist(), sys.stdout, indent=1, default=str)
        sys.stdout.write("\n")
    else:
        _print_table(answer)


def _print_table(answer: pa.Table) -> None:
    table = Table()
    numeric = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    for field in answer.schema:
        is_number = any(test(field.type) for test in numeric)
        table.add_column(field.name, justify="right" if is_number else "left", overflow="fold")
    for row in answer.slice(0, ROWS_SHOWN).to_pylist():
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    console = Console()
    console.print(table)
    if answer.num_rows > ROWS_SHOWN:
        console.print(f"{ROWS_SHOWN} of {answer.num_rows:,} rows; --format csv prints all")
