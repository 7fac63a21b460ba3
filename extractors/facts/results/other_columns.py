"""Columns of values that are no results: averages, and columns on something that the catalog does not know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.naming import looks_like_a_name
from extractors.facts.results.context_terms import ContextPassage, TermSource, nearest_mention, tested_terms
from extractors.facts.table_view import Column, TableView

_AREA_OR_COUNT = re.compile(r"[SML]|1(?:00?)?")
"""Heads of precision by size of objects, and of recall by number of boxes."""
_AREA = re.compile(
    r".*\b(?:objects?|instances?|box(?:es)?|areas?)\b.*\b(?:small|medium|large)", re.IGNORECASE
)
"""Heads of precision by size of objects that say so in words: ``Object size`` above ``Small``."""
_RESOLUTION = re.compile(r"(?<!\d)[1-9]\d{2}(?!\d)")
_AVERAGE = re.compile(r"(?:the\s)?(?:avg|average|mean|overall)\.?(?:\s(?:scores?|results?))?", re.IGNORECASE)
"""A head that says nothing but this."""
_OF_RUNS = re.compile(
    r"(?:best|max\w*|min\w*|worst|median|std\w*|st\.?\s?dev\.?|top|single)\.?(?:\s(?:run|of\s\d+))?",
    re.IGNORECASE,
)
"""Heads beside which an average is one over runs."""


def unrelated_columns(columns: Sequence[Column], has_costs: bool) -> frozenset[int]:
    """Return the columns on something unknown.

    Their heads name neither data set nor metric, but those beside them do: several data sets, or a metric in a
    table whose caption speaks of costs. An example is latencies below the names of phones, beside ``Top-1``.
    """
    values = [column for column in columns if column.heads]
    heads = {column.heads[-1] for column in values}
    data_sets = [
        head for head in heads if nearest_mention([ContextPassage(TermSource.HEAD, head)], Facet.DATASET)
    ]
    has_metric = any(is_named(column, Facet.METRIC) for column in values)
    if len(data_sets) < 2 and not (has_metric and has_costs):
        values = [c for c in values if has_metric and _AREA_OR_COUNT.fullmatch(c.heads[-1])]
    telling = (Facet.DATASET, Facet.METRIC, Facet.PART, Facet.SPLIT, Facet.REGIME)
    # ``Suite (Acc.)`` beside ``ImageNet (Acc.)`` and ``WMT16 (BLEU)`` is on the data set of that name.
    others = {head for head in heads if len(data_sets) > 1 and _names_metric_of_unknown(head)}
    return frozenset(
        column.index
        for column in values
        if (column.heads[-1] in others or not any(is_named(column, facet) for facet in telling))
        and (_AREA_OR_COUNT.fullmatch(column.heads[-1]) or not _RESOLUTION.search(column.head))
    )


def columns_of_sizes(columns: Sequence[Column]) -> frozenset[int]:
    """Return the columns for objects of one size, by their place: no benchmark is on a part of the objects."""
    return frozenset(column.index for column in columns if _AREA.fullmatch(column.head))


def _names_metric_of_unknown(head: str) -> bool:
    """True for a head that begins with a name the catalog does not know and ends with a metric: ``Suite (Acc.)``."""
    terms = find_terms(head)
    start = head[: terms[0].start].strip(" (:,-") if terms else ""
    return bool(terms) and {term.facet for term in terms} <= {Facet.METRIC} and looks_like_a_name(start)


def is_named(column: Column, facet: Facet) -> bool:
    """Tell whether the heads of a column name something of a facet."""
    return any(term.facet is facet for head in column.heads for term in find_terms(head))


def is_average(head: str) -> bool:
    """Tell whether a head says that its column averages others, and nothing else."""
    return _AVERAGE.fullmatch(head) is not None


def averages(view: TableView) -> frozenset[int]:
    """Return the columns of a table that are averages over data sets, by their place.

    Their heads name an average above a data set that has columns of its own: `Avg.` above `SQuAD`, beside a column for
    each of its versions. An average beside the best of the same runs is one over runs.
    """
    values = [column for column in view.columns if column.label_kind is None]
    if any(_OF_RUNS.fullmatch(head) for column in values for head in column.heads):
        return frozenset()
    averaged = [column for column in values if any(map(is_average, column.heads))]
    singly = {dataset for column in values if column not in averaged for dataset in datasets(column)}
    return frozenset(column.index for column in averaged if datasets(column) & singly)


def headed_elsewhere(column: Column, columns: Sequence[Column]) -> frozenset[str]:
    """Return the data sets that heads of other columns name and those of a column do not."""
    others = (datasets(other) for other in columns if other.index != column.index)
    return frozenset[str]().union(*others) - datasets(column)


def datasets(column: Column) -> frozenset[str]:
    """Return the data sets that the heads of a column name."""
    heads = (head for head in column.heads if not is_average(head))
    return frozenset(t.term_id for head in heads for t in tested_terms(head) if t.facet is Facet.DATASET)
