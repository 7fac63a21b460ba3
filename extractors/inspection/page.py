"""The inspection page as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from extractors.documents.model import Document, Format
from extractors.inspection.pictures import PagePicture, page_pictures
from extractors.inspection.view import inspect
from extractors.records import PaperRecord, ReportedCompute, ReportedResult


def inspection_page(
    paper: PaperRecord,
    document: Document,
    results: Sequence[ReportedResult],
    compute: Sequence[ReportedCompute],
    data: bytes,
) -> str:
    """Return one self-contained web page that shows what was understood of a file beside what it prints.

    Pages of a PDF are shown as pictures with the boxes of tables, cells and captions drawn over them; other
    formats as their text in reading order. Beside them stand the grids of the tables with their damage, and
    everything extracted, each fact linked to its cell or sentence.

    Args:
        paper: Which paper the file is.
        document: The file as read.
        results: The results extracted from it.
        compute: The compute statements extracted from it.
        data: The file's bytes, for the pictures of its pages.
    """
    pictures: Sequence[PagePicture] = tuple(page_pictures(data)) if document.format is Format.PDF else ()
    environment = Environment(
        loader=PackageLoader("extractors.inspection"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = _figure
    template = environment.get_template("inspection.html.j2")
    return template.render(paper=paper, inspection=inspect(document, results, compute, pictures))


def _figure(value: float | None) -> str:
    """Return a number short enough for a table: ``3.3e+18``, ``28.4``."""
    return (
        ""
        if value is None
        else f"{value:,.10g}"
        if 1e-3 <= abs(value) < 1e7 or value == 0
        else f"{value:.4g}"
    )
