"""HTML papers into one `Document`."""

from __future__ import annotations

from extractors.documents.html.reader import read_html

__all__ = ["read_html"]
