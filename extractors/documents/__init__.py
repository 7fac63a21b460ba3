"""HTML, PDF and LaTeX bytes into one `Document`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from extractors.documents.detect import detect
from extractors.documents.model import Document, Format
from extractors.documents.panels import with_heads_of_first, with_panels_apart

__all__ = ["read"]


def read(data: bytes, name: str) -> Document:
    """Read a paper, whatever its format.

    Args:
        data: The file as it came: PDF, LaTeXML HTML, or LaTeX source (plain, gzipped or as tar archive).
        name: Paper id or file name; it appears in error messages.

    Returns:
        The document.

    Raises:
        PaperError: The bytes are not a paper, or not one that can be read; its `reason` says why.
    """
    with _without_garbage_collection():
        document = _read(data, name)
        return replace(document, tables=with_panels_apart(with_heads_of_first(document.tables)))


def _read(data: bytes, name: str) -> Document:
    # Each reader brings heavy libraries: a worker that only meets HTML need not load those for PDF.
    match detect(data, name):
        case Format.HTML:
            from extractors.documents.html import read_html  # noqa: PLC0415

            return read_html(data, name)
        case Format.LATEX:
            from extractors.documents.latex import read_latex  # noqa: PLC0415

            return read_latex(data, name)
        case Format.PDF:
            from extractors.documents.pdf import read_pdf  # noqa: PLC0415

            return read_pdf(data, name)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Switch off the search for cyclic garbage: readers make almost none, and the search takes a sixth of their time.

    A paper is hundreds of thousands of small objects, all of them alive until it is read.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
