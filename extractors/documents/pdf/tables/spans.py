"""Rows put together from lines, and the rows that each label spans."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.documents.pdf.geometry import Rule
from extractors.documents.pdf.tables.centred import with_centred_cells
from extractors.documents.pdf.tables.columns import Columns
from extractors.documents.pdf.tables.grid import GridRow, Slot
from extractors.documents.pdf.tables.rules import Cuts
from extractors.documents.pdf.tables.wrapped import (
    folded_header,
    is_ruled_row_by_row,
    joined_bands,
    joined_lines,
)


def settle_rows(
    rows: list[GridRow], header_count: int, columns: Columns, rules: Sequence[Rule]
) -> tuple[list[GridRow], int]:
    """Return the rows with cells of several lines put together, and how many of them are header rows.

    Args:
        rows: One per baseline.
        header_count: How many of them hold column heads.
        columns: The columns of the table.
        rules: All horizontal rules of the table.
    """
    head = folded_header(rows[:header_count], rules)
    body = rows[header_count:]
    cuts = Cuts.of(rules, columns)
    if is_ruled_row_by_row(body):
        body = joined_bands(body)
    else:
        body = joined_lines(with_centred_cells(body, cuts), columns, cuts)
    for row in body:
        _mark_group(row, columns)
    _span_labels(body, columns, cuts)
    return [*head, *body], len(head)


def _mark_group(row: GridRow, columns: Columns) -> None:
    """Mark a row that holds a single text and no value as the label of the rows below it."""
    if len(row.slots) != 1 or len(columns) < 2:
        return
    slot = row.slots[0]
    if slot.is_value or not any(character.isalpha() for character in slot.text):
        return
    row.is_group = True
    slot.column, slot.column_span = 0, len(columns)


def _span_labels(rows: Sequence[GridRow], columns: Columns, cuts: Cuts) -> None:
    """Let labels span the rows around or below them that have none of their own."""
    for column in range(len(columns)):
        blocks = _label_blocks(rows, column, cuts)
        spans_downwards = column == 0 and _is_label_column(rows)
        for block in blocks:
            is_ruled = len(block) < len(rows) and len(blocks) > 1
            if (column == 0 or is_ruled) and _span_centred(block, column):
                continue
            if column == 0 and _span_in_turn(block):
                continue
            if spans_downwards:
                _span_downwards(block)


def _span_centred(block: Sequence[GridRow], column: int) -> bool:
    """Let the only label of a block span all of it when it stands in the middle; return whether it does."""
    labelled = [position for position, row in enumerate(block) if row.slot_at(column) is not None]
    if len(labelled) != 1 or labelled[0] == 0:
        return False
    slot = block[labelled[0]].slot_at(column)
    # In the first column nothing but the label of all rows stands alone; elsewhere a value may.
    slack = 2 if column == 0 else 0
    is_centred = abs(2 * labelled[0] - (len(block) - 1)) <= slack
    if slot is None or slot.row_span > 1 or not is_centred or (column > 0 and slot.is_value):
        return False
    block[labelled[0]].slots.remove(slot)
    slot.row_span = len(block)
    block[0].slots.append(slot)
    return True


def _span_in_turn(block: Sequence[GridRow]) -> bool:
    """Let each label of a block span rows that it is in the middle of; return whether these runs fill the block.

    Where the first row has a label, labels are those of the rows below them.

    Returns:
        False where nothing was changed.
    """
    runs: list[tuple[int, Slot, int]] = []
    start = 0
    for position, row in enumerate(block):
        slot = row.slot_at(0)
        if slot is None:
            continue
        # A label between two rows has been put into the first of its run already.
        stop = position + slot.row_span if slot.row_span > 1 else 2 * position - start + 1
        if position < start or (slot.row_span > 1 and position != start):
            return False
        runs.append((position, slot, start))
        start = stop
    if start != len(block) or not runs or block[0].slot_at(0) is not None:
        return False
    for (position, slot, first), stop in zip(runs, [*(run[2] for run in runs[1:]), len(block)], strict=True):
        block[position].slots.remove(slot)
        slot.row_span = stop - first
        block[first].slots.append(slot)
    return True


def _span_downwards(block: Sequence[GridRow]) -> None:
    """Let each label of the first column span the rows below it up to the next."""
    labelled = [position for position, row in enumerate(block) if row.slot_at(0) is not None]
    for start, stop in pairwise([*labelled, len(block)]):
        slot = block[start].slot_at(0)
        if slot is not None and slot.row_span == 1 and slot.column_span == 1:
            slot.row_span = stop - start


def _label_blocks(rows: Sequence[GridRow], column: int, cuts: Cuts) -> list[list[GridRow]]:
    """Return runs of rows without a group row, or a rule through the column, between them."""
    blocks: list[list[GridRow]] = [[]]
    last: GridRow | None = None
    for row in rows:
        is_cut = last is not None and cuts.between(last.bottom_y, row.y - 0.2 * row.size, column)
        if row.is_group or is_cut:
            blocks.append([])
        if not row.is_group:
            blocks[-1].append(row)
        last = row
    return [block for block in blocks if block]


def _is_label_column(rows: Sequence[GridRow]) -> bool:
    """Tell whether the first column holds texts, and a second text column tells the rows apart."""
    first = [slot for row in rows if (slot := row.slot_at(0)) is not None and not row.is_group]
    unlabelled = [row for row in rows if row.slot_at(0) is None]
    is_text = sum(not slot.is_value for slot in first) > 0.5 * len(first)
    return is_text and all(row.slots for row in unlabelled)
