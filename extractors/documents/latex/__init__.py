"""LaTeX papers into one `Document`."""

from __future__ import annotations

from extractors.documents.latex.reader import read_latex

__all__ = ["read_latex"]
