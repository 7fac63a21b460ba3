"""Columns of averages over several data sets, which are no results on any of them."""

from __future__ import annotations

import re

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


def is_average(head: str) -> bool:
    """Tell whether a head says that its column averages others, and nothing else."""
    return _AVERAGE.fullmatch(head) is not None


def averages(view: TableView) -> frozenset[int]:
    """Return the columns of a table that are averages over data sets, by their place.

    Such are those that an average heads above the name of a data set with columns of its own (`Avg.` above `SQuAD`,
    beside one on each of its versions). An average beside the best of the same runs is one over runs.
    """
    values = [column for column in view.columns if column.label_kind is None]
    if any(_OF_RUNS.fullmatch(head) for column in values for head in column.heads):
        return frozenset()
    averaged = [column for column in values if any(map(is_average, column.heads))]
    singly = {dataset for column in values if column not in averaged for dataset in _datasets(column)}
    return frozenset(column.index for column in averaged if _datasets(column) & singly)


def _datasets(column: Column) -> frozenset[str]:
    heads = (head for head in column.heads if not is_average(head))
    return frozenset(t.term_id for head in heads for t in tested_terms(head) if t.facet is Facet.DATASET)
