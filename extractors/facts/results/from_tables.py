"""Results printed in tables."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.documents.model import Document, Table
from extractors.facts.citations import has_citation
from extractors.facts.orientation import is_sideways
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.candidates import ResultCandidate, chosen
from extractors.facts.results.context import PaperContext
from extractors.facts.results.models import are_topics, run_settings
from extractors.facts.results.ownership import Ownership, TableOwnership
from extractors.facts.results.ownership import weighed as weighed_owner
from extractors.facts.results.protocol import is_ensemble, protocol_of
from extractors.facts.results.repeats import TableCandidates
from extractors.facts.results.row_names import names_of, own_head
from extractors.facts.results.training_data import extra_training_data
from extractors.facts.results.weighing import decision
from extractors.facts.table_view import Label, Row, TableView
from extractors.records import Evidence, ReportedResult


def results_of_table(
    document: Document, read: TableCandidates, context: PaperContext, names: PaperNames
) -> Iterator[ReportedResult]:
    """Yield the results of one table in reading order.

    Args:
        document: The paper.
        read: One of its tables, with what may be results in it.
        context: What the paper says about its tables.
        names: The model names of the paper.
    """
    table, view = read.table, read.view
    again = _printed_again(view)
    found = [pair for pair in chosen(read.found) if pair[0].row.index not in again]
    if not found:
        return
    weighed = decision("table")
    ownership = TableOwnership(view, names, read.outside, context)
    model_names = names_of([item for item, _ in found], names, view)
    for (item, _), name in zip(found, model_names, strict=True):
        if not name:
            continue
        cell = view.text(item.row.index, item.column.index)
        owner = weighed_owner(_ownership(ownership, item, cell))
        labels = [f"{label.text} {label.head}" for label in item.row.labels]
        near = [*item.column.heads, *labels, *item.row.groups]
        yield ReportedResult(
            benchmark_id=item.reading.benchmark.benchmark_id,
            model_name=name,
            value=item.score,
            value_printed=item.value.printed,
            is_error=item.is_error,
            is_own=owner.is_own,
            evidence=_evidence(document, table, view, item),
            confidence=round(weighed.confidence(item.features) * owner.confidence, 3),
            reasons=(*weighed.reasons(item.features), owner.reason),
            split=item.reading.split,
            protocol=", ".join(filter(None, [protocol_of(near, table.caption), run_settings(item.row)])),
            is_ensemble=is_ensemble(name, [*near, table.caption]),
            extra_training_data=extra_training_data(item.row, own_head(item).head, table.caption),
        )


def _ownership(ownership: TableOwnership, item: ResultCandidate, cell: str) -> Ownership:
    """Whose a number is; where rows are data sets, a citation beside the model in the head tells it."""
    is_across = are_topics(item.row.labels_of(item.column.index))
    if is_across and has_citation(item.column.head):
        return ownership.of_column(item.column)
    return ownership.of(item.row, own_head(item), cell)


def _printed_again(view: TableView) -> frozenset[int]:
    """Rows that are another one once more, as the baseline is in every panel: alike in labels and all values."""
    first: dict[tuple[object, ...], int] = {}
    again = set()
    for row in view.rows:
        values = tuple(view.text(row.index, column.index) for column in row.columns)
        heads = tuple(column.heads[-1:] for column in row.columns)
        if first.setdefault((heads, values), row.index) != row.index:
            again.add(row.index)
    return frozenset(again)


def _as_printed(view: TableView, row: Row, label: Label) -> str:
    cell = view.cells.get((row.index, label.column))
    return cell.text if cell and cell.text.strip() else label.text


def _evidence(document: Document, table: Table, view: TableView, item: ResultCandidate) -> Evidence:
    place = item.row.index, item.column.index
    row, column = reversed(place) if is_sideways(table) else place
    cell = view.cells.get((item.row.index, item.column.index))
    box = cell.box if cell else None
    quote = " | ".join(
        [
            " ".join(_as_printed(view, item.row, label) for label in item.row.labels),
            item.column.head,
            cell.text if cell else "",
        ]
    )
    return Evidence(
        quote=quote,
        page=box.page if box else table.place.page,
        anchor=table.place.anchor,
        section=document.section_title(table.section),
        table_label=table.label,
        row=row,
        column=column,
        box=box or table.place.box,
    )
