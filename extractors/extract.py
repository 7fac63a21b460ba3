"""Bytes of one paper to everything the warehouse keeps of it."""

from __future__ import annotations

from extractors.documents import read
from extractors.documents.model import Document
from extractors.facts import compute, results
from extractors.identity import arxiv_id_of, paper_of
from extractors.records import Extraction


def extract(data: bytes, name: str) -> Extraction:
    """Read one file and note down what it reports.

    Args:
        data: The file's bytes.
        name: Its name, such as ``1512.03385v1.pdf``; it may carry the arXiv id and version.

    Returns:
        The paper's identity, its reported results and compute, and the damage the reader knows of.

    Raises:
        FinalPaperError: The bytes are not a paper that can be read.
    """
    return extraction_of(read(data, name), name)


def extraction_of(document: Document, name: str) -> Extraction:
    """Note down what a paper reports, once it is read; see `extract`."""
    named = arxiv_id_of(name)
    return Extraction(
        paper=paper_of(name, document),
        format=document.format,
        version=(named[1] if named else None) or document.version,
        results=results.extract(document),
        compute=compute.extract(document),
        damage=document.damage + tuple(note for table in document.tables for note in table.damage),
        quality=document.quality,
        page_count=document.page_count,
        table_count=len(document.tables),
        paragraph_count=len(document.paragraphs),
    )
