"""Giving the answer to a query: on the terminal, or as a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from analysis.frames import finite
from warehouse.review import DoubtfulFact

ROWS_SHOWN = 200
"""A table in a terminal shows this many rows; CSV and JSON hold all."""

_FILE_WIDTH = 200
_READABLE_WIDTH = 12
"""A column that has more to say needs at least so many characters."""
_FRAME_WIDTH = 3
_LONGEST_NUMBER = 10
_DIGITS = 6
"""Significant digits of a number that is longer."""


def print_answer(answer: pa.Table, answer_format: str) -> None:
    """Print an answer on standard output.

    Args:
        answer: The rows.
        answer_format: ``table``, ``csv`` or ``json``; a table shows the first `ROWS_SHOWN` rows.
    """
    if answer_format == "table":
        _print_table(answer.slice(0, ROWS_SHOWN), Console())
        if answer.num_rows > ROWS_SHOWN:
            print(f"{ROWS_SHOWN} of {answer.num_rows:,} rows; --format csv prints all")  # noqa: T201
    else:
        _write(answer, answer_format, sys.stdout.buffer)


def write_answer(answer: pa.Table, answer_format: str, path: Path) -> None:
    """Write an answer to a file.

    Args:
        answer: The rows.
        answer_format: ``table``, ``csv``, ``json`` or ``parquet``.
        path: The file; one that is there already is replaced once the new one is whole.

    Raises:
        OSError: It cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        if answer_format == "table":
            with beside.open("w", encoding="utf-8") as text:
                _print_table(answer, Console(file=text, width=_FILE_WIDTH))
        else:
            with beside.open("wb") as stream:
                _write(answer, answer_format, stream)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write(answer: pa.Table, answer_format: str, stream: BinaryIO) -> None:
    if answer_format == "parquet":
        pa_parquet.write_table(answer, stream)
    elif answer_format == "csv":
        pa_csv.write_csv(_flat(answer), stream)
    else:
        stream.write(
            json.dumps(finite(answer.to_pylist()), indent=1, default=str, ensure_ascii=False).encode()
        )
        stream.write(b"\n")


def _flat(answer: pa.Table) -> pa.Table:
    """Return the table with lists and structures as JSON text, for CSV holds neither."""
    columns = {}
    for field in answer.schema:
        column = answer.column(field.name)
        if pa.types.is_nested(field.type):
            texts = [
                None if value is None else json.dumps(finite(value), default=str)
                for value in column.to_pylist()
            ]
            column = pa.array(texts, pa.string())
        columns[field.name] = column
    return pa.table(columns)


def _print_table(answer: pa.Table, console: Console) -> None:
    """Print rows below each other or, where the columns would get too narrow to read, one row after the other."""
    rows = [[_shown(value) for value in row.values()] for row in answer.to_pylist()]
    columns = list(zip(answer.column_names, *rows, strict=True))
    needed = [min(max(map(len, column)), _READABLE_WIDTH) + _FRAME_WIDTH for column in columns]
    if sum(needed) < console.width:
        console.print(_side_by_side(answer.schema, rows))
    else:
        for number, row in enumerate(rows, start=1):
            console.rule(f"row {number}", align="left")
            console.print(_below_each_other(answer.column_names, row))


def _shown(value: object) -> str:
    """Write a value for a person; CSV, JSON and Parquet hold every digit."""
    if value is None:
        return ""
    text = str(value)
    return f"{value:.{_DIGITS}g}" if isinstance(value, float) and len(text) > _LONGEST_NUMBER else text


def _side_by_side(schema: pa.Schema, rows: Sequence[Sequence[str]]) -> Table:
    table = Table()
    numeric = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    for field in schema:
        is_number = any(test(field.type) for test in numeric)
        table.add_column(escape(field.name), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def _below_each_other(names: Sequence[str], row: Sequence[str]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in zip(names, row, strict=True):
        table.add_row(escape(name), escape(value))
    return table


def print_doubtful(facts: Sequence[DoubtfulFact]) -> None:
    """Print doubtful facts on standard output, each with its doubts, place and quote."""
    console = Console(highlight=False, markup=False)
    for fact in facts:
        in_fits = ", the fits rest on it" if fact.is_in_fits else ""
        console.print(
            f"{fact.paper_id}  {fact.model_name or 'main runs'}  {fact.subject} = {fact.says}"
            f"  (confidence {fact.confidence:.2f}{in_fits})",
            style="bold",
        )
        for doubt in fact.doubts:
            console.print(f"  {doubt}", style="yellow")
        console.print(Padding.indent(f"{fact.location or 'added by a person'}: {fact.quote}", 2))
        if fact.url:
            console.print(f"  {fact.url}", style="dim", soft_wrap=True)
