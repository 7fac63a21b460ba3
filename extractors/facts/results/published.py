"""Whether the numbers that a paper prints beside known networks are those of the networks' own papers.

A network that is trained again gets a slightly different number. A paper that prints the published number has most
likely copied it, and with it the other rows without a mark of their own.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from extractors.catalog import networks
from extractors.documents.model import Cell, Document, Table
from extractors.facts.naming import name_key

_PRINTED = re.compile(r"[^\d.]*(?P<number>\d{1,2}\.(?P<decimals>\d{1,3}))(?![\d.]|\s?[A-Za-z])")
_IN_MILLIONS = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s?M")
_SAME_SIZE = 1.25
"""Factor by which printed sizes of one network differ, with and without its classifier among them."""
_COMPARABLE = 4.0
"""Points by which a number may be off the published one and still be of the same network on the same data."""


_LOWEST_ODDS = -1.0
_OF_SCENES = re.compile(
    r"\bm?AP\b|\bm?AP[\d_^]|\bm?IoU\b|\bdetect(?:ion|ors?)\b|\bsegmentation\b|\bCOCO\b", re.IGNORECASE
)


KnownRow = tuple[str, bool]
"""The first word of a known network's name, and whether its row prints a published number."""


def first_word(name: str) -> str:
    """Return what the sizes of one network have in common: ``swin`` of ``Swin-T``."""
    return next(iter(name_key(name)), "")


def prints_published(labels: Iterable[str], cells: Iterable[str]) -> bool | None:
    """Tell whether a row prints the published accuracy, or error, of the network that it is about.

    Args:
        labels: The texts that name the row.
        cells: Its values as printed.

    Returns:
        None where no label is a known network and nothing else, or no value is like one of its accuracies.
    """
    cells = tuple(cells)
    known = [
        match.network
        for label in labels
        if (match := networks.find(label)) and match.is_exact and _is_of_size(match.network, cells)
    ]
    scores = known[0].published_top1 if len(known) == 1 else ()
    printed = [(float(m["number"]), len(m["decimals"])) for cell in cells if (m := _PRINTED.match(cell))]
    as_score = _is_one_of(scores, printed)
    # Numbers like an error may be parameters in millions: they only tell where none is like a score.
    return as_score if as_score is not None else _is_one_of([100.0 - score for score in scores], printed)


def _is_of_size(network: networks.ReferenceNetwork, cells: Iterable[str]) -> bool:
    """False where a row prints a size that the network has not: a narrower one of its name."""
    sizes = [1e6 * float(m["number"]) for cell in cells if (m := _IN_MILLIONS.fullmatch(cell.strip()))]
    close = (size for size in sizes if 1 / _SAME_SIZE <= size / network.parameters <= _SAME_SIZE)
    return not sizes or any(close)


def _is_one_of(published: Iterable[float], printed: Collection[tuple[float, int]]) -> bool | None:
    """Whether a printed number is a published one, None where none is even close to one."""
    close = [
        round(known, decimals) == number
        for known in published
        for number, decimals in printed
        if abs(known - number) <= _COMPARABLE
    ]
    return any(close) if close else None


def published_odds(rows: Iterable[KnownRow], cited: Collection[str]) -> float:
    """Return how far a paper keeps to published numbers: log-odds of a row on a network of others printing them.

    One row of either kind is counted in beforehand, so that it is 0 for a paper without known networks. A paper
    that trains some networks again may still quote others: the odds are limited below.

    Args:
        rows: The rows on known networks, from `rows_on_known_networks`.
        cited: The first words of names that the paper cites. In the paper that a network is from nobody is quoted.
    """
    told = [is_published for word, is_published in rows if word in cited]
    return max(math.log((sum(told) + 1) / (len(told) - sum(told) + 1)), _LOWEST_ODDS)


def is_of_scenes(table: Table) -> bool:
    """Tell a table on detection or segmentation: its numbers are no accuracies of the networks that it names."""
    heads = (cell.text for cell in table.cells if cell.row < table.header_row_count)
    return _OF_SCENES.search(" ".join((table.caption, *heads))) is not None


def rows_on_known_networks(document: Document) -> list[KnownRow]:
    """Return the rows of all tables that print something like the accuracy of the known network they are about."""
    return [row for table in document.tables if not is_of_scenes(table) for row in _rows_of(table)]


def _rows_of(table: Table) -> Iterable[KnownRow]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.row >= table.header_row_count:
            rows[cell.row].append(cell)
    for cells in rows.values():
        texts = [cell.text for cell in cells]
        is_published = prints_published(texts, texts)
        if is_published is not None:
            name = next(text for text in texts if (match := networks.find(text)) and match.is_exact)
            yield first_word(name), is_published
