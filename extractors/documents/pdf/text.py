"""Running text: sections, paragraphs and the bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractors.documents.model import Paragraph, ParagraphKind, Place, Section
from extractors.documents.pdf.figures import find_figure_text
from extractors.documents.pdf.flow import FlowLine, body_size, columns_of, page_gutters, reading_order
from extractors.documents.pdf.footnotes import find_footnotes, with_plain_mark
from extractors.documents.pdf.lines import Line, box_of
from extractors.documents.pdf.page import PageView
from extractors.documents.pdf.paragraphs import BULLET, Block, find_blocks, join_lines
from extractors.documents.pdf.structure import (
    Heading,
    as_heading,
    as_section,
    is_references,
    split_references,
)
from extractors.documents.pdf.tables.reader import PageContent

_ABSTRACT = re.compile(r"^abstract\s*[.:—–-]+\s*(?=\S)", re.IGNORECASE)


@dataclass(slots=True)
class TextContent:
    """The running text of a paper."""

    sections: list[Section] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Aside:
    """A caption or a footnote: text outside of the flow."""

    kind: ParagraphKind
    lines: list[Line]
    view: PageView


def read_text(pages: Sequence[PageContent], dropped: set[int]) -> TextContent:
    """Return sections, paragraphs and references in reading order.

    Captions and footnotes follow the last paragraph that begins on their page.

    Args:
        pages: Pages with their captions and tables.
        dropped: Identities (`id`) of lines to leave out: page furniture, title and authors.
    """
    size = body_size(line for page in pages for line in page.view.lines)
    flow: list[FlowLine] = []
    asides: list[_Aside] = []
    texts = [
        [line for line in page.view.lines if id(line) not in dropped and id(line) not in page.taken]
        for page in pages
    ]
    gutters = page_gutters([(text, page.view.width) for text, page in zip(texts, pages, strict=True)])
    for page, text, gutter in zip(pages, texts, gutters, strict=True):
        lines, notes = _sorted_out(page, text, size, gutter)
        flow += reading_order(lines, gutter)
        asides += [_Aside(ParagraphKind.CAPTION, caption.lines, page.view) for caption in page.captions]
        asides += [_Aside(ParagraphKind.FOOTNOTE, note, page.view) for note in notes]
    views: dict[int, PageView] = {}
    for page in pages:
        views.setdefault(page.view.number, page.view)
    collector = _Collector(views, size)
    for block in find_blocks(flow, _leading(flow)):
        collector.take(block)
    content = collector.finish()
    content.paragraphs = list(_merged(content.paragraphs, asides))
    return content


def _sorted_out(
    page: PageContent, text: Sequence[Line], size: float, gutter: float | None
) -> tuple[list[Line], list[list[Line]]]:
    """Return the lines of a page that are read in order, and its footnotes."""
    drawn = find_figure_text(page.view, text, page.captions, size, gutter)
    lines = [line for line in text if id(line) not in drawn]
    notes = [note for column in columns_of(lines, gutter) for note in find_footnotes(column, size)]
    noted = {id(line) for note in notes for line in note}
    return [line for line in lines if id(line) not in noted], notes


class _Collector:
    """Sorts blocks into sections, paragraphs and references."""

    def __init__(self, views: dict[int, PageView], size: float) -> None:
        self._views = views
        self._size = size
        self._content = TextContent()
        self._bibliography: list[Block] | None = None
        self._is_after_bibliography = False

    def take(self, block: Block) -> None:
        """Add the next block."""
        heading = as_heading(block, self._size)
        if heading is not None:
            self._open(heading)
        elif self._bibliography is not None:
            self._bibliography.append(block)
        else:
            self._add(block)

    def finish(self) -> TextContent:
        """Return what was collected."""
        self._close_bibliography()
        return self._content

    def _open(self, heading: Heading) -> None:
        self._close_bibliography()
        if is_references(heading):
            self._bibliography = []
        sections = self._content.sections
        sections.append(
            as_section(
                heading,
                is_after_references=self._is_after_bibliography,
                in_appendix=bool(sections) and sections[-1].is_appendix,
            )
        )

    def _close_bibliography(self) -> None:
        if self._bibliography is not None:
            self._content.references += split_references(self._bibliography)
            self._bibliography = None
            self._is_after_bibliography = True

    def _add(self, block: Block) -> None:
        sections = self._content.sections
        text = block.text
        kind = ParagraphKind.BODY
        if sections and sections[-1].title.lower() == "abstract":
            kind = ParagraphKind.ABSTRACT
        elif not sections and _ABSTRACT.match(text):
            kind, text = ParagraphKind.ABSTRACT, _ABSTRACT.sub("", text)
        elif BULLET.match(text):
            kind = ParagraphKind.LIST_ITEM
        section = len(sections) - 1 if sections else None
        place = _place(block.lines, self._views[block.first.page])
        self._content.paragraphs.append(Paragraph(text, kind, section, place))


def _merged(paragraphs: Sequence[Paragraph], asides: Sequence[_Aside]) -> Iterator[Paragraph]:
    """Yield the paragraphs with each page's captions and footnotes behind the last one that begins on it."""
    waiting = list(asides)
    section: int | None = None
    for paragraph in paragraphs:
        page = paragraph.place.page or 0
        while waiting and waiting[0].view.number < page:
            yield _aside_paragraph(waiting.pop(0), section)
        section = paragraph.section
        yield paragraph
    for aside in waiting:
        yield _aside_paragraph(aside, section)


def _aside_paragraph(aside: _Aside, section: int | None) -> Paragraph:
    text = join_lines(aside.lines)
    if aside.kind is ParagraphKind.FOOTNOTE:
        text = with_plain_mark(text)
    return Paragraph(text, aside.kind, section, _place(aside.lines, aside.view))


def _place(lines: Sequence[Line], view: PageView) -> Place:
    on_page = [line for line in lines if line.page == view.number]
    return Place(page=view.number, box=view.box(box_of(on_page)))


def _leading(flow: Sequence[FlowLine]) -> float:
    """Return the usual distance of baselines as a multiple of the font size."""
    steps = [
        (below.line.y - above.line.y) / below.line.size
        for above, below in pairwise(flow)
        if 0.9 * below.line.size < below.line.y - above.line.y < 2.2 * below.line.size and above.line.is_prose
    ]
    return median(steps) if steps else 1.2
