"""The tables of one paper as read from two formats, cell by cell.

Each format is read by its own reader, from its own bytes: where two agree, neither is likely to be wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.documents.model import Document, Table
from extractors.facts.citations import without_citations

_ALIKE = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "∗": "*", "⋆": "*"}
)
_KEY = re.compile(r"[(\[](?=\S*\d)(?=\S*[A-Za-z]{2})[\w:/.+-]{6,}[)\]]")
"""A citation printed as its key, ``[zhu-EtAl:2013:ACL]``, where a format has lost the reference list."""
_LEAST_LIKENESS = 0.3
"""Share of equal cells from which two tables without common label count as the same."""


@dataclass(frozen=True, slots=True)
class TableAgreement:
    """How far two readings of one table agree."""

    label: str
    position_count: int
    """Positions of the larger of the two grids that hold text in at least one of them."""
    equal_count: int
    """Of these, those whose text is the same."""
    differences: tuple[tuple[str, str], ...]
    """The two texts of the other positions; empty where one reading has nothing there."""


def compare_tables(first: Document, second: Document) -> list[TableAgreement]:
    """Compare the tables that two documents of one paper have in common.

    Tables are paired by their label, those without by their cells; spans are filled in; citations, dashes and
    kinds of quotes are no difference.

    Returns:
        One agreement per table of the first document; a table the second does not have agrees nowhere.
    """
    left = [(table.label, _rows(table)) for table in first.tables]
    right = [(table.label, _rows(table)) for table in second.tables]
    return [_agreement(label, rows, other) for label, rows, other in _pairs(left, right)]


def share_equal(agreements: Sequence[TableAgreement]) -> float:
    """Return the share of equal positions over all tables; 1 when there are none."""
    count = sum(agreement.position_count for agreement in agreements)
    return sum(agreement.equal_count for agreement in agreements) / count if count else 1.0


_Rows = list[tuple[str, ...]]


def _pairs(
    left: Sequence[tuple[str, _Rows]], right: Sequence[tuple[str, _Rows]]
) -> Iterator[tuple[str, _Rows, _Rows]]:
    """Yield the label and both readings of each table on the left; the second is empty where it is missing."""
    unused = list(range(len(right)))
    for label, rows in left:
        labelled = [index for index in unused if label and right[index][0].lower() == label.lower()]
        candidates = labelled or [index for index in unused if not label or not right[index][0]]
        likeness = {index: _likeness(rows, right[index][1]) for index in candidates}
        best = max(likeness, key=lambda index: likeness[index], default=None)
        if best is None or (not labelled and likeness[best] < _LEAST_LIKENESS):
            yield label, rows, []
        else:
            unused.remove(best)
            yield label, rows, right[best][1]


def _likeness(left: _Rows, right: _Rows) -> float:
    agreement = _agreement("", left, right)
    return agreement.equal_count / max(agreement.position_count, 1)


def _rows(table: Table) -> _Rows:
    return [tuple(_comparable(text) for text in row) for row in table.grid()]


def _comparable(text: str) -> str:
    plain = unicodedata.normalize("NFKC", without_citations(_KEY.sub(" ", text) or text)).translate(_ALIKE)
    return re.sub(r"\s+", "", plain)


def _agreement(label: str, left: _Rows, right: _Rows) -> TableAgreement:
    positions = equal = 0
    differences: list[tuple[str, str]] = []
    for row, other in _aligned(left, right):
        width = max(len(row), len(other))
        for ours, theirs in zip(_padded(row, width), _padded(other, width), strict=True):
            if ours or theirs:
                positions += 1
                equal += ours == theirs
                if ours != theirs:
                    differences.append((ours, theirs))
    return TableAgreement(label, positions, equal, tuple(differences))


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return row + ("",) * (width - len(row))


def _aligned(left: _Rows, right: _Rows) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pair rows; where one reading has a row more, those around it still meet."""
    if len(left) == len(right):
        yield from zip(left, right, strict=True)
        return
    for _, left_start, left_end, right_start, right_end in SequenceMatcher(
        None, left, right, autojunk=False
    ).get_opcodes():
        ours, theirs = left[left_start:left_end], right[right_start:right_end]
        for index in range(max(len(ours), len(theirs))):
            yield (
                ours[index] if index < len(ours) else (),
                theirs[index] if index < len(theirs) else (),
            )
