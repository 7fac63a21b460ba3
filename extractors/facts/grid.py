"""The texts of a table's grid: what is blank, what is a number, which rows are heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.catalog.terms import Facet, find_terms
from extractors.documents.listed_heads import dealt_out
from extractors.documents.model import Cell, Table
from extractors.facts.citations import without_citations

TextGrid = tuple[tuple[str, ...], ...]
"""One text per position, spans filled in."""

_BLANK = re.compile(r"[\s\-–—−_./?*†‡×xX✗✘]*|n\.?/?a\.?|none|null", re.IGNORECASE)
_MANTISSA = re.compile(r"\d+(?:\.\d+)?\s?[·×∙⋅]")
_POWER = re.compile(r"10\s?\^\s?\{?\d+\}?")
_MISSING_FIRST = re.compile(r"^[-–—−]\s?/\s?")
"""A dash in the place of the first of two values: ``– / 48.6%``."""
_LONGEST_UNIT = 4
_SHORTEST_BLOCK = 2
_UP_TO_K = re.compile(r"(?P<before>@|\btop[-\s]?)[kn](?![\w-])", re.IGNORECASE)
"""A metric of the first few answers, whose number the heads below say: ``Top-k``, ``hit@k``."""
_LOOSE_SCRIPT = re.compile(r"\.?[5-9][05]|\.[57]|[SMLsml]")
"""Overlaps and sizes of objects: ``50`` below ``AP``."""
_TAKES_SCRIPT = re.compile(r"\bm?AP(?:[\s^_{(]+\w+[})]?)?$")
_SCRIPT = re.compile(r"[_^](?:\{[^}]*\}|\S)")
_TWO_SCRIPTS = re.compile(r"(?P<stem>\S*?)(?P<sign>[\^_])\{(?P<first>\w+)\s?/\s?(?P<second>\w+)\}")
"""One name for two values: ``AP^{b/m}`` is ``AP^b / AP^m``."""
_BULLET = re.compile(r"^\s*[•◦○●■□▪▫◆◇⋄►▸‣▲△]\s?(?=[A-Za-z])")
"""A sign before a name in a list, which may mark the kind of a model: no part of the name."""


def read_grid(table: Table) -> TextGrid:
    """Return the grid of a table, repaired.

    A head that names one quantity for each of its columns is dealt out; a number that runs over two columns
    (``3.3 ·`` beside ``10^18``) stands whole in both; a head set in the middle of heads that come again under the
    next one stands above all of them.
    """
    grid = table.grid()
    for cell in table.cells:
        if cell.row < table.header_row_count and cell.column_span > 1:
            _write_dealt_out(grid, cell)
    for above, below in pairwise(grid[: table.header_row_count]):
        for start, stop, text in _over_blocks(above, below):
            above[start:stop] = [text] * (stop - start)
    for row in grid:
        _write_whole_numbers(row)
    return tuple(tuple(_BULLET.sub("", text).strip() for text in row) for row in grid)


def _write_dealt_out(grid: list[list[str]], cell: Cell) -> None:
    for offset, text in enumerate(_dealt_out(cell.text, cell.column_span)):
        for row in grid[cell.row : cell.row + cell.row_span]:
            row[cell.column + offset] = text


def _write_whole_numbers(row: list[str]) -> None:
    for left, (mantissa, power) in enumerate(pairwise(row)):
        if _MANTISSA.fullmatch(mantissa) and _POWER.fullmatch(power):
            row[left] = row[left + 1] = f"{mantissa} {power}"


def count_header_rows(table: Table, grid: TextGrid) -> int:
    """Count the leading rows that hold heads.

    These are the rows the reader marked as head, or else those before the first number; and a row of numbers
    that are heads: below one that spans several columns, a row without a label, or labelled with a cost, tells its
    variants apart, such as ``5 | 9 | 13`` under ``Encoder layers``. One text below the heads of all values, which tells
    none of them apart, is the first group of rows.

    Returns:
        Their number.
    """
    count = min(table.header_row_count, table.row_count)
    if not count:
        leading = (index for index, row in enumerate(grid) if any(is_numeric(text) for text in row[1:]))
        count = next(leading, 0)
    while 0 < count < table.row_count and _tells_variants(grid[count - 1], grid[count]):
        count += 1
    return count - 1 if count > 1 and _is_group(table, grid, count - 1) else count


def _is_group(table: Table, grid: TextGrid, row: int) -> bool:
    """True for a row of heads that is one cell over all columns of values, below heads of their own."""
    cells = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
    if (
        len(cells) != 1
        or cells[0].column_span < 2
        or cells[0].column + cells[0].column_span != len(grid[row])
    ):
        return False
    above = grid[row - 1]
    return cells[0].column <= 1 and not grid[row][0] and all(above) and len(set(above)) == len(above)


def column_heads(grid: TextGrid, header_rows: int, column: int) -> tuple[str, ...]:
    """Return the heads above a column from the outermost to the innermost, each once.

    A name that runs over two heads is one: a script set on a line of its own (``AP`` over ``50`` is
    ``AP_50``), words (``CIFAR`` over ``100``) or what ``k`` stands for (``Top-k`` over ``5``).
    """
    heads: list[str] = []
    for row in range(header_rows):
        text = _TWO_SCRIPTS.sub(r"\g<stem>\g<sign>\g<first> / \g<stem>\g<sign>\g<second>", grid[row][column])
        if not text or text in heads:
            continue
        if heads and _LOOSE_SCRIPT.fullmatch(text) and _TAKES_SCRIPT.search(heads[-1]):
            heads[-1] = f"{heads[-1]}_{text}"
        elif heads and text.isdecimal() and _UP_TO_K.search(heads[-1]):
            heads[-1] = _UP_TO_K.sub(rf"\g<before>{text}", heads[-1])
        elif heads and _is_one_name(heads[-1], text):
            heads[-1] = f"{heads[-1]} {text}"
        else:
            heads.append(text)
    return tuple(heads)


def _is_one_name(above: str, below: str) -> bool:
    """True when a catalog name begins in one head and ends in the one below."""
    border = len(above)
    return any(term.start < border < term.end - 1 for term in find_terms(f"{above} {below}"))


def is_blank(text: str) -> bool:
    """Tell whether a cell holds nothing, or a mark for nothing such as a dash."""
    return _BLANK.fullmatch(text.strip()) is not None


@lru_cache(maxsize=8192)
def is_numeric(text: str) -> bool:
    """Tell whether a cell holds a number (with unit, deviation or second value) rather than words."""
    bare = _MISSING_FIRST.sub("", _SCRIPT.sub("", without_citations(text)).strip()).lstrip("~≈<>≤≥±+-−–(*↑↓ ")
    if not bare or not (bare[0].isdigit() or bare[0] == "."):
        return False
    letters = sum(character.isalpha() for character in bare)
    digits = sum(character.isdigit() for character in bare)
    return letters <= max(_LONGEST_UNIT, digits // 2)


def _over_blocks(above: Sequence[str], below: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The columns that heads such as ``AP`` are about, printed above the second of ``8 | 4 | 2 | 8 | 4 | 2``."""
    first = next((index for index, text in enumerate(below) if text and below.count(text) > 1), None)
    if first is None:
        return
    again = [index for index, text in enumerate(below) if text == below[first]]
    length = again[1] - first
    blocks = [(start, start + length) for start in again]
    if length < _SHORTEST_BLOCK or blocks[-1][1] != len(below):
        return
    is_periodic = all(list(below[start:end]) == list(below[first : first + length]) for start, end in blocks)
    heads = [[text for text in above[start:end] if text] for start, end in blocks]
    if is_periodic and all(len(texts) == 1 for texts in heads):
        yield from ((start, end, texts[0]) for (start, end), texts in zip(blocks, heads, strict=True))


def _dealt_out(head: str, columns: int) -> tuple[str, ...]:
    quantities = [
        term
        for term in find_terms(head)
        if term.facet in (Facet.METRIC, Facet.COST) and term.term_id not in ("accuracy", "error")
    ]
    if listed := dealt_out(head, columns):
        return listed
    if len(quantities) != columns:
        return ()
    starts = [quantity.start for quantity in quantities]
    pieces = tuple(
        head[start:stop].strip(" /|,") for start, stop in zip(starts, (*starts[1:], len(head)), strict=True)
    )
    # A unit in brackets is no quantity of its own: Training Cost (FLOPs).
    return pieces if all(piece.count("(") == piece.count(")") for piece in pieces) else ()


def _tells_variants(above: Sequence[str], row: Sequence[str]) -> bool:
    spanned = [
        i for i in range(1, len(row)) if above[i] and above[i] in (above[i - 1], *above[i + 1 : i + 2])
    ]
    texts = [row[i] for i in spanned]
    if row[0]:
        # Nothing but the row itself may tell the columns apart.
        is_cost = any(term.facet is Facet.COST for term in find_terms(row[0]))
        return is_cost and len(spanned) == len(row) - 1 and len(set(texts)) > 1
    return bool(texts) and all(texts) and len(set(texts)) > 1
