"""PDF bytes into a `Document`."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extractors.documents.checks import document_quality
from extractors.documents.model import (
    Damage,
    Document,
    Format,
    Paragraph,
    ParagraphKind,
    Place,
    Section,
    Table,
)
from extractors.documents.pdf.flow import FlowLine, body_size, find_gutter, reading_order
from extractors.documents.pdf.frontmatter import read_front_matter
from extractors.documents.pdf.furniture import find_furniture
from extractors.documents.pdf.lines import Line, box_of
from extractors.documents.pdf.page import PageView, read_views
from extractors.documents.pdf.paragraphs import BULLET, Block, find_blocks, join_lines
from extractors.documents.pdf.pdfium import MAX_PAGE_COUNT, PdfFile, is_truncated
from extractors.documents.pdf.structure import (
    Heading,
    as_heading,
    as_section,
    is_references,
    split_references,
)
from extractors.documents.pdf.tables.reader import PageContent, read_tables
from extractors.errors import FinalPaperError

_MIN_CHARACTERS_PER_PAGE = 30


def read_pdf(data: bytes, name: str) -> Document:
    """Read a born-digital PDF.

    Args:
        data: The whole file.
        name: Paper id or file name, for error messages.

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
            else:
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
    furniture = find_furniture(views)
    front = read_front_matter(views[0], furniture, metadata)
    pages = read_tables(views, furniture)
    text = _Text(pages, furniture | front.title_lines)
    tables = tuple(table for page in pages for table in page.tables)
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
        quality=document_quality(tables),
    )


class _Text:
    """Collects sections, paragraphs and references page by page."""

    def __init__(self, pages: Sequence[PageContent], dropped: set[int]) -> None:
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []
        self.references: list[str] = []
        self._is_after_references = False
        self._in_references = False
        self._reference_blocks: list[Block] = []
        self._pages = pages
        size = body_size(line for page in pages for line in page.view.lines)
        flow: list[FlowLine] = []
        for page in pages:
            lines = [
                line for line in page.view.lines if id(line) not in dropped and id(line) not in page.taken
            ]
            flow += reading_order(lines, find_gutter(page.view.lines, page.view.width))
        for block in find_blocks(flow, _leading(flow)):
            heading = as_heading(block, size)
            if heading is not None:
                self._open(heading)
            elif self._in_references:
                self._reference_blocks.append(block)
            else:
                self._add(block)
        self._close_references()
        for page in pages:
            for caption in page.captions:
                self.paragraphs.append(
                    Paragraph(
                        join_lines(caption.lines),
                        ParagraphKind.CAPTION,
                        None,
                        _place(caption.lines, page.view),
                    )
                )

    def _open(self, heading: Heading) -> None:
        self._close_references()
        if is_references(heading):
            self._in_references = True
        in_appendix = bool(self.sections) and self.sections[-1].is_appendix
        self.sections.append(
            as_section(heading, is_after_references=self._is_after_references, in_appendix=in_appendix)
        )

    def _close_references(self) -> None:
        if self._in_references:
            self.references += split_references(self._reference_blocks)
            self._reference_blocks = []
            self._in_references = False
            self._is_after_references = True

    def _add(self, block: Block) -> None:
        kind = ParagraphKind.BODY
        if self.sections and self.sections[-1].title.lower() == "abstract":
            kind = ParagraphKind.ABSTRACT
        elif block.text.startswith("^") or (block.text[:1] in "*†‡" and len(block.lines) < 6):
            kind = ParagraphKind.FOOTNOTE
        elif BULLET.match(block.text):
            kind = ParagraphKind.LIST_ITEM
        view = next(page.view for page in self._pages if page.view.number == block.first.page)
        section = len(self.sections) - 1 if self.sections else None
        self.paragraphs.append(Paragraph(block.text, kind, section, _place(block.lines, view)))


def _place(lines: Sequence[Line], view: PageView) -> Place:
    same_page = [line for line in lines if line.page == view.number]
    return Place(page=view.number, box=view.box(box_of(same_page)))


def _leading(flow: Sequence[FlowLine]) -> float:
    """Return the usual distance of baselines as a multiple of the font size."""
    steps = [
        (b.line.y - a.line.y) / b.line.size
        for a, b in zip(flow, flow[1:], strict=False)
        if 0.9 * b.line.size < b.line.y - a.line.y < 2.2 * b.line.size and a.line.is_prose()
    ]
    return median(steps) if steps else 1.2
