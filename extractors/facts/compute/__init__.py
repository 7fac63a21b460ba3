"""A `Document` into `ReportedCompute` records: what training and one forward pass cost."""

from __future__ import annotations

from dataclasses import replace

from extractors.documents.model import Document
from extractors.facts.compute.architecture import architecture
from extractors.facts.compute.confidence import calibrated
from extractors.facts.compute.from_tables import table_statements
from extractors.facts.compute.from_text import counted_data, prose_statements, says_flops_are_multiply_adds
from extractors.facts.compute.merging import merge
from extractors.facts.compute.staging import in_a_paper_on_pretraining, is_on_pretraining
from extractors.facts.paper_names import paper_names
from extractors.facts.results.context import PaperContext
from extractors.records import ReportedCompute

__all__ = ["extract"]


def extract(document: Document) -> tuple[ReportedCompute, ...]:
    """Note down every statement of a paper about hardware, time, passes, operations, data, energy and money.

    Args:
        document: The paper, in any format.

    Returns:
        One record per fact, those of tables first; a paper that states no cost gives none.
    """
    names = paper_names(document)
    counts_macs = says_flops_are_multiply_adds(document)
    context = PaperContext(document)
    data_sizes = counted_data(document)
    of_tables = (
        fact
        for table in document.tables
        for fact in table_statements(table, context, names, counts_macs, data_sizes)
    )
    merged = (
        *merge((*of_tables, *prose_statements(document, names, counts_macs))),
        *architecture(document),
    )
    if is_on_pretraining(document.title):
        merged = tuple(
            replace(fact, stage=in_a_paper_on_pretraining(fact.stage, fact.evidence.quote)) for fact in merged
        )
    return tuple(calibrated(fact) for fact in merged)
