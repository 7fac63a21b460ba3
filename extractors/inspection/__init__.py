"""A document, and what was extracted from it, as one web page a person can check against the printed page."""

from extractors.inspection.page import inspection_page

__all__ = ["inspection_page"]
