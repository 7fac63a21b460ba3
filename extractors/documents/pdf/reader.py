"""PDF bytes into a `Document`."""

from __future__ import annotations

from extractors.documents.checks import document_quality
from extractors.documents.model import Damage, Document, Format, Place
from extractors.documents.pdf.characters import MAX_CHARACTER_COUNT
from extractors.documents.pdf.frontmatter import read_front_matter, with_year_of_file
from extractors.documents.pdf.furniture import (
    find_furniture,
    remove_furniture_rules,
    remove_line_numbers,
)
from extractors.documents.pdf.page import PageView, read_views
from extractors.documents.pdf.pdfium import MAX_PAGE_COUNT, PdfFile, is_truncated
from extractors.documents.pdf.tables.reader import read_tables
from extractors.documents.pdf.text import read_text
from extractors.errors import FinalPaperError

_MIN_CHARACTERS_PER_PAGE = 30
"""A page with fewer is a picture of text."""


def read_pdf(data: bytes, name: str) -> Document:
    """Read a born-digital PDF.

    Args:
        data: The whole file.
        name: Paper id or file name, for error messages.

    Returns:
        The document.

    Raises:
        FinalPaperError: `not_a_pdf`, `encrypted`, `truncated`, `damaged_pdf`, `no_pages` or `no_text`.
    """
    damage = []
    if is_truncated(data):
        damage.append(Damage("truncated", "the file has no end-of-file mark"))
    with PdfFile(data, name) as file:
        views: list[PageView] = []
        for number, page in enumerate(file.pages(), start=1):
            if page is None:
                damage.append(
                    Damage("unreadable_page", f"page {number} cannot be loaded", Place(page=number))
                )
                continue
            if not page.has_all_characters:
                detail = f"only the first {MAX_CHARACTER_COUNT:,} characters of page {number} were read"
                damage.append(Damage("character_limit", detail, Place(page=number)))
            views.extend(read_views(page))
        metadata = file.metadata()
        page_count = file.page_count
    if page_count > MAX_PAGE_COUNT:
        damage.append(
            Damage("page_limit", f"only the first {MAX_PAGE_COUNT} of {page_count} pages were read")
        )
    letters = sum(len(line.text) for view in views for line in view.lines)
    if letters < _MIN_CHARACTERS_PER_PAGE * min(page_count, MAX_PAGE_COUNT):
        raise FinalPaperError(
            name, "no_text", "the pages hold pictures of text, not text", "give a born-digital version"
        )
    remove_line_numbers(views)
    furniture = find_furniture(views)
    remove_furniture_rules(views, furniture)
    pages = read_tables(views, furniture)
    front = read_front_matter(views[0], furniture | pages[0].taken, metadata)
    text = read_text(pages, furniture | front.title_lines)
    front = with_year_of_file(front, metadata, text.references)
    tables = tuple(table for page in pages for table in page.tables)
    unreadable = sum(view.unreadable_count for view in views)
    return Document(
        format=Format.PDF,
        title=front.title,
        authors=front.authors,
        arxiv_id=front.arxiv_id,
        version=front.version,
        year=front.year,
        sections=tuple(text.sections),
        paragraphs=tuple(text.paragraphs),
        tables=tables,
        references=tuple(text.references),
        page_count=page_count,
        damage=tuple(damage),
        quality=document_quality(tables, 1.0 - unreadable / (letters + unreadable)),
    )
