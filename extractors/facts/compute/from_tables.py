"""Costs printed in tables, each with the model it is for and whose run it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.documents.model import Table
from extractors.facts.compute.cost_cells import cost_cells
from extractors.facts.compute.cost_names import CostCell, completed, data_of, names_of, subject_of
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.staging import of_either_stage
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.context import PaperContext
from extractors.facts.results.ownership import TableOwnership
from extractors.facts.table_view import TableView
from extractors.facts.tables import view_table
from extractors.records import BELOW, Evidence, Quantity, ReportedCompute

_SAYS_MULTIPLY_ADDS = any_of(r"multiply[\s-]adds?|mult-?adds?|MACs")


def table_statements(
    table: Table,
    context: PaperContext,
    names: PaperNames,
    counts_macs: bool,
    data_sizes: frozenset[float] = frozenset(),
) -> Iterator[ReportedCompute]:
    """Yield what the cells of a table say about cost.

    Args:
        table: The grid with its caption.
        context: What the paper says about its tables.
        names: What the paper calls its own models and those of others.
        counts_macs: Whether the paper says that its FLOPs are multiply-adds.
        data_sizes: How many tokens, words or examples the text counts.
    """
    view = view_table(table)
    found = list(cost_cells(view, data_sizes))
    if not found:
        return
    counts_macs = counts_macs or bool(_SAYS_MULTIPLY_ADDS.search(table.caption))
    ownership = TableOwnership(view, names, context.of_table(table))
    subject = subject_of(table.caption, names)
    for item, printed in zip(found, names_of(view, found), strict=True):
        owner = ownership.of_column(item.column) if item.is_across else ownership.of(item.row, item.column)
        fact = item.fact
        name = completed(printed, item, names, subject) if owner.is_own else printed
        data = data_of(item, table.caption)
        yield replace(
            fact,
            evidence=_evidence(view, item),
            model_name=name or (names.main if owner.is_own else "") or None,
            dataset_name=data,
            stage=of_either_stage(fact.stage, table.caption, data),
            is_own=owner.is_own,
            counts_macs=fact.quantity is Quantity.FORWARD_FLOPS and (fact.counts_macs or counts_macs),
            confidence=round(fact.confidence * table.quality, 3),
            reasons=(*fact.reasons, owner.reason),
        )


def _evidence(view: TableView, item: CostCell) -> Evidence:
    table = view.table
    cell = table.cell_at(item.row.index, item.column.index)
    labels = " ".join(label.text for label in item.row.labels)
    labelled = BELOW.join(part for part in (" ".join(item.row.groups), labels) if part)
    text = view.text(item.row.index, item.column.index)
    return Evidence(
        quote=" | ".join(part for part in (labelled, item.column.head, text) if part),
        page=table.place.page,
        anchor=table.place.anchor,
        table_label=table.label,
        row=item.row.index,
        column=item.column.index,
        box=(cell.box if cell else None) or table.place.box,
    )
