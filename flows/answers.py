"""Giving the answer to a query: on the terminal, or as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet
from rich.console import Console
from rich.padding import Padding

from flows import formulas
from flows.errors import AnswerError
from flows.jsons import dumps
from flows.tables import print_rows
from warehouse.review import DoubtfulFact

ROWS_SHOWN = 200
"""A table in a terminal shows this many rows; CSV and JSON hold all."""

_FILE_WIDTH = 200
_LONGEST_NUMBER = 10
_DIGITS = 6
"""Significant digits of a number that is longer."""


def print_answer(answer: pa.Table, answer_format: str) -> None:
    """Print an answer on standard output.

    Args:
        answer: The rows.
        answer_format: ``table``, ``csv`` or ``json``; a table shows the first `ROWS_SHOWN` rows.
    """
    named = _with_names_of_their_own(answer)
    if answer_format == "table":
        _print_table(named.slice(0, ROWS_SHOWN), Console())
        if named.num_rows > ROWS_SHOWN:
            print(f"{ROWS_SHOWN} of {named.num_rows:,} rows; --format csv prints all")  # noqa: T201
    else:
        _write(named, answer_format, sys.stdout.buffer)


def write_answer(answer: pa.Table, answer_format: str, path: Path) -> None:
    """Write an answer to a file.

    Args:
        answer: The rows.
        answer_format: ``table``, ``csv``, ``json`` or ``parquet``.
        path: The file; one that is there already is replaced once the new one is whole.

    Raises:
        OSError: It cannot be written.
        AnswerError: The folder is not there.
    """
    if not path.parent.is_dir():
        raise AnswerError(f"{path}: there is no folder {path.parent} to write it to")
    named = _with_names_of_their_own(answer)
    beside = path.with_name(f".{path.name}.new")
    try:
        if answer_format == "table":
            with beside.open("w", encoding="utf-8") as text:
                _print_table(named, Console(file=text, width=_FILE_WIDTH))
        else:
            with beside.open("wb") as stream:
                _write(named, answer_format, stream)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def holding(answer: pa.Table, answer_format: str) -> Iterator[None]:
    """Say in words that a format cannot hold an answer, which is then not given at all.

    Args:
        answer: The rows.
        answer_format: What the block gives them as.

    Raises:
        AnswerError: The block met a value that the format has no way to write.
    """
    try:
        yield
    except (pa.ArrowException, OverflowError) as error:
        types = ", ".join(f"{field.name} {field.type}" for field in answer.schema)
        raise AnswerError(
            f"{answer_format} cannot hold this answer ({error}; its columns: {types}): cast the column, such as "
            "column::VARCHAR"
        ) from error


def _with_names_of_their_own(answer: pa.Table) -> pa.Table:
    """Number columns that share a name: every format but the table would keep only the last of them."""
    names: list[str] = []
    for name in answer.column_names:
        others = (f"{name}_{number}" for number in count(1))
        names.append(next(other for other in others if other not in names) if name in names else name)
    return answer.rename_columns(names)


def _write(answer: pa.Table, answer_format: str, stream: BinaryIO) -> None:
    if answer_format == "parquet":
        pa_parquet.write_table(answer, stream)
    elif answer_format == "csv":
        harmless, changed = formulas.neutralised(_flat(answer))
        # Whole or not at all: Arrow writes the head before it finds that a column cannot be written.
        whole = pa.BufferOutputStream()
        pa_csv.write_csv(harmless, whole)
        stream.write(whole.getvalue())
        if changed:
            print(formulas.note(changed), file=sys.stderr)  # noqa: T201
    else:
        _refuse_what_json_cannot_hold(answer.schema)
        stream.write(dumps(answer.to_pylist()).encode())
        stream.write(b"\n")


def _refuse_what_json_cannot_hold(schema: pa.Schema) -> None:
    """Refuse bytes and intervals: they would be written in Python's own notation."""
    kinds = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_interval)
    if wrong := [field.name for field in schema if any(test(field.type) for test in kinds)]:
        raise pa.ArrowNotImplementedError(f"no way to write {', '.join(wrong)}")


def _flat(answer: pa.Table) -> pa.Table:
    """Return the table with lists and structures as JSON text, for CSV holds neither."""
    columns = {}
    for field in answer.schema:
        column = answer.column(field.name)
        if pa.types.is_nested(field.type):
            texts = [None if value is None else dumps(value, indent=None) for value in column.to_pylist()]
            column = pa.array(texts, pa.string())
        columns[field.name] = column
    return pa.table(columns)


def _print_table(answer: pa.Table, console: Console) -> None:
    """Print rows below each other or, where the columns would get too narrow to read, one row after the other."""
    rows = [[_shown(value) for value in row.values()] for row in answer.to_pylist()]
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    numeric = [field.name for field in answer.schema if any(test(field.type) for test in kinds)]
    print_rows(console, answer.column_names, rows, numeric=numeric)


def _shown(value: object) -> str:
    """Write a value for a person; CSV, JSON and Parquet hold every digit."""
    if value is None:
        return ""
    text = str(value)
    return f"{value:.{_DIGITS}g}" if isinstance(value, float) and len(text) > _LONGEST_NUMBER else text


def print_doubtful(facts: Sequence[DoubtfulFact]) -> None:
    """Print doubtful facts on standard output with doubts, place and quote; those that say the same, once."""
    console = Console(highlight=False, markup=False)
    alike: dict[tuple[object, ...], list[DoubtfulFact]] = {}
    for fact in facts:
        key = (fact.paper_id, fact.model_name, fact.subject, fact.says, fact.quote)
        alike.setdefault(key, []).append(fact)
    for fact, *others in alike.values():
        in_fits = ", the fits rest on it" if fact.is_in_fits else ""
        times = f", and {len(others)} more alike" if others else ""
        console.print(
            f"{fact.paper_id}  {fact.model_name or 'main runs'}  {fact.subject} = {fact.says}"
            f"  (confidence {fact.confidence:.2f}{in_fits}{times})",
            style="bold",
        )
        for doubt in fact.doubts:
            console.print(f"  {doubt}", style="yellow")
        console.print(Padding.indent(f"{fact.location or 'added by a person'}: {fact.quote}", 2))
        if fact.url:
            console.print(f"  {fact.url}", style="dim", soft_wrap=True)
