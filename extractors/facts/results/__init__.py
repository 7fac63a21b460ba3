"""A `Document` into `ReportedResult` records."""

from __future__ import annotations

from extractors.documents.model import Document
from extractors.records import ReportedResult

__all__ = ["extract"]


def extract(document: Document) -> tuple[ReportedResult, ...]:
    """Note down every number the paper reports for a benchmark of the catalog.

    Args:
        document: The paper, in any format.

    Returns:
        One record per printed number, in reading order; empty while no benchmark is recognised.
    """
    return ()
