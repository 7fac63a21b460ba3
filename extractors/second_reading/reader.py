"""Reads the places of single numbers once more, with pdfplumber."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pdfplumber

from extractors.records import BELOW, PrintedCell, SecondReading, Verdict
from extractors.second_reading.checks import Finding, head_above, label_beside, number_at
from extractors.second_reading.words import SeenWord, inside, joined_word, words_of

READER_VERSION = 2
"""Version of these rules; what an earlier version has read is read again."""

_MOST_LINES = 3
"""Heights of a word: a taller box is a table's, or of a cell with many values."""


def read_again(data: bytes, cells: Sequence[PrintedCell]) -> list[SecondReading]:
    """Look at the places of numbers that were read from a PDF.

    Args:
        data: The file's bytes.
        cells: The numbers, with their places.

    Returns:
        One reading for each, in no particular order.
    """
    by_page: dict[int, list[PrintedCell]] = defaultdict(list)
    for cell in cells:
        by_page[cell.page].append(cell)
    readings: list[SecondReading] = []
    with pdfplumber.open(io.BytesIO(data), pages=sorted(by_page)) as file:
        pages = {page.page_number: page for page in file.pages}
        for number, wanted in by_page.items():
            readings += _read_page(pages.get(number), wanted)
    return readings


def _read_page(page: Any, cells: Sequence[PrintedCell]) -> Iterable[SecondReading]:
    if page is None or page.rotation:
        why = "the page is turned" if page is not None else "there is no such page"
        return [SecondReading(cell.fact_id, Verdict.NOT_CHECKED, why) for cell in cells]
    words = words_of(page)
    page.close()
    return [_reading(cell, words) for cell in cells]


def _reading(cell: PrintedCell, words: Sequence[SeenWord]) -> SecondReading:
    there = inside(words, cell)
    if not there:
        return SecondReading(cell.fact_id, Verdict.NOT_CHECKED, "no upright text at the place")
    if cell.bottom - cell.top > _MOST_LINES * max(word.height for word in there):
        return SecondReading(cell.fact_id, Verdict.NOT_CHECKED, "the place is more than one line")
    *labels, text = cell.quote.split(" | ")
    if cell.value_printed not in text:
        return SecondReading(cell.fact_id, Verdict.NOT_CHECKED, "the number was read from a label")
    place = joined_word(there)
    findings = {"number": number_at(cell.value_printed, there), **_beside_and_above(labels, place, words)}
    return SecondReading(cell.fact_id, *_verdict(findings))


def _beside_and_above(
    labels: Sequence[str], place: SeenWord, words: Sequence[SeenWord]
) -> dict[str, Finding]:
    """Check row label and column head; a single label may be either of them."""
    if not labels:
        return {}
    # The titles of groups stand above the row.
    label, head = labels[0].rpartition(BELOW)[2], " ".join(labels[1:]) or labels[0]
    beside, above = (
        label_beside(label, place, words),
        head_above(head, place, words, label if labels[1:] else ""),
    )
    if len(labels) > 1:
        return {"row label": beside, "column head": above}
    return {
        "label": min(beside, above, key=lambda finding: (not finding.is_found, bool(finding.contradiction)))
    }


def _verdict(findings: dict[str, Finding]) -> tuple[Verdict, str]:
    against = [f"{what}: {one.contradiction}" for what, one in findings.items() if one.contradiction]
    if against:
        return Verdict.DISAGREES, "; ".join(against)
    unseen = [what for what, one in findings.items() if not one.is_found]
    return (Verdict.NOT_CHECKED, f"not found there: {', '.join(unseen)}") if unseen else (Verdict.AGREES, "")
