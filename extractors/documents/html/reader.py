"""Reads a HTML paper."""

from __future__ import annotations

from extractors.documents.model import Document, Format


def read_html(data: bytes, name: str) -> Document:
    """Read a HTML paper."""
    return Document(format=Format.HTML)
