"""PDF papers into one `Document`."""

from extractors.documents.pdf.reader import read_pdf

__all__ = ["read_pdf"]
