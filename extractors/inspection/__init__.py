"""A document, and what was extracted from it, as one web page a person can check against the printed page."""

from extractors.inspection.page import inspection_page
from extractors.inspection.pictures import DrawnPage, draw_page

__all__ = ["DrawnPage", "draw_page", "inspection_page"]
