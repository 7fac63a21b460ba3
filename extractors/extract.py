"""Bytes of one paper to everything the warehouse keeps of it."""

from __future__ import annotations

from dataclasses import replace

from extractors.documents import read
from extractors.documents.model import Damage, Document, Table
from extractors.facts import compute, results
from extractors.identity import arxiv_id_of, paper_of
from extractors.records import FACTS_IN_DOUBT, Extraction
from extractors.references.citations import citations_of
from extractors.references.entries import references_of
from extractors.signature import signature_of


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
    reported = results.extract(document)
    costs = compute.extract(document)
    damage = [*document.damage, *(note for table in document.tables for note in table.damage)]
    if count := _facts_in_doubt(document, len(reported) + len(costs)):
        damage.append(Damage(FACTS_IN_DOUBT, f"{count} values stand where a table cannot be trusted"))
    references = references_of(document.references)
    return Extraction(
        paper=paper_of(name, document),
        format=document.format,
        version=(named[1] if named else None) or document.version,
        results=reported,
        compute=costs,
        damage=tuple(damage),
        quality=document.quality,
        page_count=document.page_count,
        table_count=len(document.tables),
        paragraph_count=len(document.paragraphs),
        signature=signature_of(document),
        references=references,
        citations=citations_of(document, references, reported, costs),
    )


def _facts_in_doubt(document: Document, trusted_count: int) -> int:
    """Return how many more facts the paper would report if its damaged tables were taken at their word."""
    if all(table.is_trusted for table in document.tables):
        return 0
    taken = replace(document, tables=tuple(_at_its_word(table) for table in document.tables))
    return max(0, len(results.extract(taken)) + len(compute.extract(taken)) - trusted_count)


def _at_its_word(table: Table) -> Table:
    return replace(table, damage=tuple(replace(note, rows=(), columns=()) for note in table.damage))
