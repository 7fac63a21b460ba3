"""Reads a LaTeX paper."""

from __future__ import annotations

from extractors.documents.model import Document, Format


def read_latex(data: bytes, name: str) -> Document:
    """Read a LaTeX paper."""
    return Document(format=Format.LATEX)
