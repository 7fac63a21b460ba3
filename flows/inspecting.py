"""One paper, from a file or the archive, as a web page that shows how it was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from analysis.explaining import said_again
from extractors.documents import read
from extractors.errors import FinalPaperError
from extractors.extract import extraction_of
from extractors.identity import arxiv_id_of
from extractors.inspection import inspection_page
from extractors.records import Extraction, ReportedCompute, ReportedResult
from extractors.sources.folder import read_entry
from flows.settings import Settings
from flows.workers import Job, Limits, Readers
from warehouse.archive import Archive
from warehouse.query import query

_Fact = TypeVar("_Fact", ReportedResult, ReportedCompute)

_DOCUMENTS = """
    SELECT file_name, sha256 FROM documents
    WHERE ($1).list_has_any([paper_id, stated_paper_id, file_name, document_id]) AND $2 IN ('', format)
    ORDER BY file_name = ($1)[1] DESC, is_preferred DESC, fetched_at DESC LIMIT 1
"""


_SECOND_READINGS = """
    SELECT page, table_label, row_index, column_index, value_printed, second_reading, second_reading_note
    FROM evidence
    WHERE sha256 = $1 AND second_reading IS NOT NULL
"""
_Spot = tuple[int | None, str | None, int | None, int | None, str]
"""Page, table, row, column and printed value: what tells one number of a file from all others."""


def inspect_paper(paper: str, settings: Settings, folder: Path, paper_format: str | None = None) -> Path:
    """Read one paper, within the limits of a night, and write the page that shows how.

    Args:
        paper: A file or folder of LaTeX source, or the id, document id or file name of an archived paper.
        settings: Where the archive and the published database are.
        folder: Where to write the page.
        paper_format: ``html``, ``pdf`` or ``latex`` of an archived paper; None for the preferred document.

    Returns:
        The page written.

    Raises:
        PaperError: The paper is not there, cannot be read, or takes more time or memory than one may.
        WarehouseError: There is no published database or archive to find the paper in.
    """
    name, data, seen_again = _find(paper, settings, paper_format)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / page_name(name)
    limits = Limits(settings.paper_timeout_seconds, settings.paper_memory_mib, papers_per_worker=1)
    with Readers(1, limits, partial(_write_page, path, seen_again)) as readers:
        (outcome,) = readers.read([Job(name, paper, path, data)])
    if outcome.error is not None:
        raise outcome.error
    return path


def _write_page(path: Path, seen_again: Mapping[_Spot, str], data: bytes, name: str) -> Extraction:
    document = read(data, name)
    extraction = extraction_of(document, name)
    extraction = replace(
        extraction,
        results=tuple(_annotated(result, seen_again) for result in extraction.results),
        compute=tuple(_annotated(statement, seen_again) for statement in extraction.compute),
    )
    page = inspection_page(extraction.paper, document, extraction.results, extraction.compute, data)
    path.write_text(page, encoding="utf-8")
    return extraction


def _annotated(fact: _Fact, seen_again: Mapping[_Spot, str]) -> _Fact:
    """Add to a fact's reasons what a second reading of its place came to, where a night has had one."""
    place = fact.evidence
    said = seen_again.get((place.page, place.table_label, place.row, place.column, fact.value_printed))
    return replace(fact, reasons=(*fact.reasons, said)) if said else fact


def page_name(file_name: str) -> str:
    """Return what the page about a file is called."""
    return re.sub(r"[^\w.-]", "_", file_name) + ".html"


def _find(paper: str, settings: Settings, paper_format: str | None) -> tuple[str, bytes, dict[_Spot, str]]:
    """Return the file name and bytes of a paper, and what second readings said of its numbers."""
    if paper and Path(paper).exists():
        fetched = read_entry(Path(paper))
        return fetched.name, fetched.data, {}
    named = arxiv_id_of(paper)
    names = [paper, f"arxiv:{named[0]}"] if named else [paper]
    database = settings.published / "ninthpower.duckdb"
    found = query(database, _DOCUMENTS, [names, paper_format or ""]).to_pylist()
    if not found:
        raise FinalPaperError(
            paper,
            "not_archived",
            f"neither a file nor an archived {f'{paper_format} file' if paper_format else 'paper'} has this name",
            "give a file, or an id from: ninthpower sql 'FROM documents'",
        )
    sha256 = str(found[0]["sha256"])
    return str(found[0]["file_name"]), Archive(settings.archive).read(sha256), _seen_again(database, sha256)


def _seen_again(database: Path, sha256: str) -> dict[_Spot, str]:
    rows = query(database, _SECOND_READINGS, [sha256]).to_pylist()
    return {
        (row["page"], row["table_label"], row["row_index"], row["column_index"], row["value_printed"]): (
            said_again(row["second_reading"], row["second_reading_note"])
        )
        for row in rows
    }
