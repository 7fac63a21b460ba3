"""What a second reader says of the numbers that points rest on: kept across nights, so that each is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.records import PrintedCell, SecondReading
from warehouse.connect import clear_errors, transaction
from warehouse.store import Warehouse

_UNREAD = """
SELECT c.document_id, c.sha256, c.file_name, c.fact_id, c.value_printed, c.quote, c.box
FROM core.printed_cells AS c
JOIN (SELECT DISTINCT unnest([result_id] || compute_ids) AS fact_id FROM core.compute_error) AS used USING (fact_id)
ANTI JOIN (FROM core.second_readings WHERE reader_version = $reader_version) AS kept
    USING (fact_id, document_id, value_printed, quote, box)
ORDER BY c.document_id, c.fact_id
"""
_DISAGREEING = "SELECT fact_id, note FROM second_readings WHERE verdict = 'disagrees'"


@dataclass(frozen=True, slots=True)
class UnreadCells:
    """Numbers of one file that wait for a second reading."""

    document_id: str
    sha256: str
    file_name: str
    cells: tuple[PrintedCell, ...]


def unread_cells(warehouse: Warehouse, reader_version: int) -> list[UnreadCells]:
    """Return the numbers in tables of PDFs that a point of the fits rests on and this reader has not looked at.

    Args:
        warehouse: The open warehouse, with its points judged.
        reader_version: What an earlier version of the second reader has read is read again.
    """
    with clear_errors(warehouse.path):
        rows = warehouse.connection.execute(_UNREAD, {"reader_version": reader_version}).fetchall()
    files = groupby(rows, key=lambda row: (row[0], row[1], row[2]))
    return [
        UnreadCells(*file, cells=tuple(PrintedCell(*row[3:6], **row[6]) for row in of_file))
        for file, of_file in files
    ]


def keep_second_readings(
    warehouse: Warehouse,
    load_id: int,
    asked: UnreadCells,
    readings: Sequence[SecondReading],
    reader_version: int,
) -> None:
    """Keep what a second reader says of the numbers of one file, in place of what it said before.

    Args:
        warehouse: The open warehouse.
        load_id: The night.
        asked: The file and its numbers.
        readings: One for each of them.
        reader_version: Of the second reader.
    """
    cells = {cell.fact_id: cell for cell in asked.cells}
    with clear_errors(warehouse.path), transaction(warehouse.connection):
        for reading in readings:
            cell = cells[reading.fact_id]
            box = {name: getattr(cell, name) for name in ("page", "x0", "top", "x1", "bottom")}
            warehouse.connection.execute(
                "INSERT OR REPLACE INTO core.second_readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    cell.fact_id,
                    asked.document_id,
                    cell.value_printed,
                    cell.quote,
                    box,
                    reader_version,
                    reading.verdict.value,
                    reading.note or None,
                    load_id,
                ],
            )


def disagreements(warehouse: Warehouse) -> dict[str, str]:
    """Return what the second reader sees instead, by the id of the fact."""
    with clear_errors(warehouse.path):
        return dict(warehouse.connection.execute(_DISAGREEING).fetchall())
