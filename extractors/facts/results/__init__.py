"""A `Document` into `ReportedResult` records."""

from __future__ import annotations

from extractors.documents.model import Document
from extractors.facts.paper_names import paper_names
from extractors.facts.results.context import PaperContext
from extractors.facts.results.from_tables import results_of_table
from extractors.facts.results.from_text import results_of_text
from extractors.facts.results.merging import unprinted, without_repeats
from extractors.facts.results.paper_evidence import PaperEvidence
from extractors.facts.results.repeats import candidates_of_tables
from extractors.records import ReportedResult

__all__ = ["extract"]


def extract(document: Document) -> tuple[ReportedResult, ...]:
    """Note down every number the paper reports for a benchmark of the catalog.

    Args:
        document: The paper, in any format.

    Returns:
        One record per printed number, in reading order; a number that several places print for the same
        model is recorded once, where it is said best.
    """
    context = PaperContext(document)
    names = paper_names(document)
    paper = PaperEvidence(document)
    found: list[ReportedResult] = []
    for read in candidates_of_tables(document, context, names, paper):
        found.extend(results_of_table(document, read, context, names))
    found.extend(unprinted(results_of_text(document, context, names, paper), found))
    return without_repeats(found)
