"""One paper, from a file or the archive, as a web page that shows how it was read."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from extractors.documents import read
from extractors.errors import FinalPaperError
from extractors.extract import extraction_of
from extractors.identity import arxiv_id_of
from extractors.inspection import inspection_page
from extractors.records import Extraction
from extractors.sources.folder import read_entry
from flows.settings import Settings
from flows.workers import Job, Limits, Readers
from warehouse.archive import Archive
from warehouse.query import query

_DOCUMENTS = """
    SELECT file_name, sha256 FROM documents
    WHERE ($1).list_has_any([paper_id, stated_paper_id, file_name, document_id]) AND $2 IN ('', format)
    ORDER BY file_name = ($1)[1] DESC, is_preferred DESC, fetched_at DESC LIMIT 1
"""


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
    name, data = _find(paper, settings, paper_format)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / page_name(name)
    limits = Limits(settings.paper_timeout_seconds, settings.paper_memory_mib, papers_per_worker=1)
    with Readers(1, limits, partial(_write_page, path)) as readers:
        (outcome,) = readers.read([Job(name, paper, path, data)])
    if outcome.error is not None:
        raise outcome.error
    return path


def _write_page(path: Path, data: bytes, name: str) -> Extraction:
    document = read(data, name)
    extraction = extraction_of(document, name)
    page = inspection_page(extraction.paper, document, extraction.results, extraction.compute, data)
    path.write_text(page, encoding="utf-8")
    return extraction


def page_name(file_name: str) -> str:
    """Return what the page about a file is called."""
    return re.sub(r"[^\w.-]", "_", file_name) + ".html"


def _find(paper: str, settings: Settings, paper_format: str | None) -> tuple[str, bytes]:
    """Return the file name and bytes of a paper."""
    if paper and Path(paper).exists():
        fetched = read_entry(Path(paper))
        return fetched.name, fetched.data
    named = arxiv_id_of(paper)
    names = [paper, f"arxiv:{named[0]}"] if named else [paper]
    found = query(
        settings.published / "ninthpower.duckdb", _DOCUMENTS, [names, paper_format or ""]
    ).to_pylist()
    if not found:
        raise FinalPaperError(
            paper,
            "not_archived",
            f"neither a file nor an archived {f'{paper_format} file' if paper_format else 'paper'} has this name",
            "give a file, or an id from: ninthpower sql 'FROM documents'",
        )
    return str(found[0]["file_name"]), Archive(settings.archive).read(str(found[0]["sha256"]))
