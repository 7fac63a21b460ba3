"""Columns of a table that are on something the catalog does not know: an open world."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.naming import looks_like_a_name
from extractors.facts.results.context import ContextPassage, TermSource, said
from extractors.facts.table_view import Column

_AREA_OR_COUNT = re.compile(r"[SML]|1(?:00?)?")
"""Heads of precision by size of objects, and of recall by number of boxes."""
_RESOLUTION = re.compile(r"(?<!\d)[1-9]\d{2}(?!\d)")


def strange_columns(columns: Sequence[Column], has_costs: bool) -> frozenset[int]:
    """Return the columns on something unknown.

    Their heads name neither data set nor metric, but those beside them do: several data sets, or a metric in a
    table whose caption speaks of costs. Such are latencies on phones, headed by their names, beside ``Top-1``.
    """
    values = [column for column in columns if column.heads]
    heads = {column.heads[-1] for column in values}
    data_sets = [head for head in heads if said([ContextPassage(TermSource.HEAD, head)], Facet.DATASET)]
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


def _names_metric_of_unknown(head: str) -> bool:
    """True for a head that begins with a name the catalog does not know and ends with a metric: ``Suite (Acc.)``."""
    terms = find_terms(head)
    start = head[: terms[0].start].strip(" (:,-") if terms else ""
    return bool(terms) and {term.facet for term in terms} <= {Facet.METRIC} and looks_like_a_name(start)


def is_named(column: Column, facet: Facet) -> bool:
    """Tell whether the heads of a column name something of a facet."""
    return any(term.facet is facet for head in column.heads for term in find_terms(head))
