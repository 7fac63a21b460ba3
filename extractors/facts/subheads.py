"""Rows inside the body of a table that head the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extractors.catalog.terms import Facet, find_terms, terms_of
from extractors.facts.grid import is_blank, is_numeric
from extractors.facts.table_view import Column

_SUBHEADS = (Facet.METRIC, Facet.DATASET, Facet.COST)
"""What the words of a row of heads inside the body name."""


def under_metric(group: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns below a group row that names a metric, where one metric stood above all of them until then."""
    outermost = {column.heads[0] for column in columns if column.label_kind is None and len(column.heads) > 1}
    are_below = all(len(column.heads) > 1 for column in columns if column.label_kind is None)
    if len(outermost) != 1 or not are_below or not terms_of(group, Facet.METRIC):
        return columns
    if not terms_of(next(iter(outermost)), Facet.METRIC):
        return columns
    return tuple(replace(c, heads=(group, *c.heads[1:])) if c.label_kind is None else c for c in columns)


def is_subhead(texts: Sequence[str], columns: tuple[Column, ...]) -> bool:
    """A row inside the body that heads the rows below it: words over the columns of values."""
    is_setting = any(term.facet in (Facet.SETTING, Facet.COST) for term in find_terms(texts[0]))
    if is_setting and not _repeats_heads(texts, columns):
        return False
    over_values = [texts[column.index] for column in columns if column.label_kind is None]
    filled = [text for text in over_values if not is_blank(text)]
    return (
        bool(filled)
        and not any(is_numeric(text) for text in filled)
        and (
            _repeats_heads(texts, columns)
            or any(terms_of(text, facet) for text in filled for facet in _SUBHEADS)
        )
    )


def _repeats_heads(texts: Sequence[str], columns: tuple[Column, ...]) -> bool:
    """True for a row whose labels are the heads above them once more: other heads begin for the rows below."""
    labels = [c for c in columns if c.label_kind is not None and c.heads]
    return bool(labels) and all(texts[column.index] == column.heads[-1] for column in labels)


def spans_columns(texts: Sequence[str], columns: tuple[Column, ...]) -> bool:
    """A row inside the body without labels, of words over several columns each: ``S=0.8 | S=0.8 | S=0.9 | S=0.9``."""
    if any(texts[column.index] for column in columns if column.label_kind is not None):
        return False
    filled = [texts[column.index] for column in columns if not is_blank(texts[column.index])]
    runs = [len(list(run)) for _, run in groupby(filled)]
    return len(runs) > 1 and min(runs) > 1 and not any(map(is_numeric, filled))


def with_subheads(texts: Sequence[str], columns: tuple[Column, ...], is_first: bool) -> tuple[Column, ...]:
    """The first row of the body adds heads below those of the header; a later one replaces the innermost."""
    return tuple(
        Column(
            column.index,
            (*(column.heads if is_first else column.heads[:-1]), texts[column.index]),
            column.label_kind,
        )
        if texts[column.index]
        else column
        for column in columns
    )
