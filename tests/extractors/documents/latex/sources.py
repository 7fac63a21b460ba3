"""Small LaTeX sources, packed as arXiv sends them, and what the reader makes of them."""

from __future__ import annotations

import gzip
import io
import tarfile

from extractors.documents.latex import read_latex
from extractors.documents.model import Document, Paragraph, ParagraphKind, Table
from tests.extractors.documents.pdf.golden_files import grid_lines


def tex(body: str, preamble: str = "", document_class: str = "article") -> str:
    """Return a source around a body."""
    return (
        f"\\documentclass{{{document_class}}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    )


def tar(files: dict[str, str | bytes]) -> bytes:
    """Pack files as arXiv does."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(packed.getvalue(), mtime=0)


def read(body: str, preamble: str = "", document_class: str = "article", **files: str) -> Document:
    """Read a source; further files are given by their name, ``__`` for a slash and ``_`` for a dot."""
    named = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    return read_latex(tar({"main.tex": tex(body, preamble, document_class), **named}), "test")


def text_of(body: str, preamble: str = "", **files: str) -> str:
    """Return the text of a body, paragraphs one below the other."""
    return "\n".join(paragraph.text for paragraph in read(body, preamble, **files).paragraphs)


def paragraphs(document: Document, kind: ParagraphKind) -> list[str]:
    """Return the texts of one kind."""
    return [paragraph.text for paragraph in document.paragraphs if paragraph.kind is kind]


def only_paragraph(body: str, preamble: str = "") -> Paragraph:
    """Read a body of one paragraph."""
    (paragraph,) = read(body, preamble).paragraphs
    return paragraph


def only_table(body: str, preamble: str = "") -> Table:
    """Read a body with one table."""
    (table,) = read(body, preamble).tables
    return table


def grid(body: str, preamble: str = "") -> list[str]:
    """Return the grid of a body's only table as lines of text."""
    return grid_lines(only_table(body, preamble))
