"""Heads that stand above the first panel of a table alone, and hold for the panels below it too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.documents.model import Table


def with_heads_of_first(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return tables, those without heads under the heads of the panel before them.

    A panel is a table with the label of the one before it; it has that one's heads where it has as many columns.

    Args:
        tables: In reading order.
    """
    found: list[Table] = []
    for table in tables:
        before = found[-1] if found else None
        found.append(_under_heads(table, before) if before and _continues(table, before) else table)
    return tuple(found)


def _continues(table: Table, before: Table) -> bool:
    return (
        bool(table.label)
        and table.label == before.label
        and table.column_count == before.column_count
        and table.header_row_count == 0 < before.header_row_count
        and not table.damage
    )


def _under_heads(table: Table, before: Table) -> Table:
    count = before.header_row_count
    heads = tuple(cell for cell in before.cells if cell.row + cell.row_span <= count)
    return replace(
        table,
        cells=(*heads, *(replace(cell, row=cell.row + count) for cell in table.cells)),
        row_count=table.row_count + count,
        header_row_count=count,
        group_rows=tuple(row + count for row in table.group_rows),
    )
