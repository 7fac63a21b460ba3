"""Columns of averages over several data sets, which are no results on any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.catalog.terms import Facet
from extractors.facts.results.context import tested_terms
from extractors.facts.table_view import Column, TableView

_AVERAGE = re.compile(r"(?:the\s)?(?:avg|average|mean|overall)\.?(?:\s(?:scores?|results?))?", re.IGNORECASE)
"""A head that says nothing but this."""
_OF_RUNS = re.compile(
    r"(?:best|max\w*|min\w*|worst|median|std\w*|st\.?\s?dev\.?|top|single)\.?(?:\s(?:run|of\s\d+))?",
    re.IGNORECASE,
)
"""Heads beside which an average is one over runs."""
_SAID_OF_BOTH = re.compile(
    r"\b(?:average[sd]?|mean|averaging)\b(?:\s[\w-]+){0,3}?\s(?:of|over|across|on|between)\s(?:the\s|both\s)?",
    re.IGNORECASE,
)
_JOINS_TWO = re.compile(r"\s(?:and|&)\s(?:the\s)?")


def is_average(head: str) -> bool:
    """Tell whether a head says that its column averages others, and nothing else."""
    return _AVERAGE.fullmatch(head) is not None


def averages(view: TableView) -> frozenset[int]:
    """Return the columns of a table that are averages over data sets, by their place.

    Such are those that an average heads above the name of a data set with columns of its own (`Avg.` above `SQuAD`,
    beside one on each of its versions), and those on a data set under a caption that says two versions of it are
    averaged, where no head names either. An average beside the best of the same runs is one over runs.
    """
    values = [column for column in view.columns if column.label_kind is None]
    if any(_OF_RUNS.fullmatch(head) for column in values for head in column.heads):
        return frozenset()
    averaged = [column for column in values if any(map(is_average, column.heads))]
    singly = {dataset for column in values if column not in averaged for dataset in _datasets(column)}
    above = {column.index for column in averaged if _datasets(column) & singly}
    heads = " ".join(head for column in values for head in column.heads)
    told = {
        dataset
        for names, datasets in _averaged_in(view.table.caption)
        if not any(name in heads for name in names)
        for dataset in datasets
    }
    return frozenset(above | {column.index for column in values if _datasets(column) & told})


def _datasets(column: Column) -> frozenset[str]:
    heads = (head for head in column.heads if not is_average(head))
    return frozenset(t.term_id for head in heads for t in tested_terms(head) if t.facet is Facet.DATASET)


@lru_cache(maxsize=256)
def _averaged_in(caption: str) -> tuple[tuple[tuple[str, str], frozenset[str]], ...]:
    """Names and data sets of the pairs that a caption says numbers are averages of."""
    return tuple(_pairs(caption))


def _pairs(caption: str) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    terms = [term for term in tested_terms(caption) if term.facet is Facet.DATASET]
    for said in _SAID_OF_BOTH.finditer(caption):
        first = next((term for term in terms if term.start == said.end()), None)
        second = next((t for t in terms if first and _JOINS_TWO.fullmatch(caption, first.end, t.start)), None)
        if first and second:
            names = caption[first.start : first.end], caption[second.start : second.end]
            yield names, frozenset({first.term_id, second.term_id})
