"""Text that a spreadsheet would run as a formula when a person opens a CSV, made harmless."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_STARTS_FORMULA = r"^[=+\-@\t\r]"


def neutralised(table: pa.Table) -> tuple[pa.Table, int]:
    """Put an apostrophe before every text that begins with ``=``, ``+``, ``-``, ``@`` or a tab; numbers stay.

    A paper may print a model name that is a formula, and a spreadsheet would run it; the apostrophe makes it text.

    Args:
        table: Rows as they are.

    Returns:
        The rows for people, and how many texts were changed.
    """
    count = 0
    columns: list[Any] = []
    names: list[str] = []
    for field in table.schema:
        column = table.column(len(columns))
        if pa.types.is_dictionary(field.type):
            column = pc.cast(column, field.type.value_type)
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            is_formula = pc.fill_null(pc.match_substring_regex(column, _STARTS_FORMULA), False)
            changed = pc.sum(is_formula).as_py() or 0
            if changed:
                quoted = pc.binary_join_element_wise(
                    pa.scalar("'", column.type), column, pa.scalar("", column.type)
                )
                column = pc.if_else(is_formula, quoted, column)
                count += changed
        columns.append(column)
        names.append(f"'{field.name}" if field.name[:1] in tuple("=+-@\t\r") else field.name)
    return pa.table(columns, names=names), count


def note(count: int) -> str:
    """Say what was changed, for the person who gets the CSV."""
    texts = "1 text" if count == 1 else f"{count:,} texts"
    return (
        f"{texts} in this CSV, which a spreadsheet would run as a formula, got an apostrophe in front; JSON and "
        "Parquet keep text as it is"
    )
