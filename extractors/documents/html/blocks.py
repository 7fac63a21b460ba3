"""The body of a page into sections, paragraphs, tables and references, in reading order."""

from __future__ import annotations

from lxml.html import HtmlElement

from extractors.documents.floats import Caption, is_table, table_of, tables_of
from extractors.documents.html.inline import HtmlFindings, HtmlInlineReader
from extractors.documents.html.leftovers import holds_table_code, read_table_code
from extractors.documents.html.tables import (
    anchor_of,
    captions_inside,
    is_caption,
    is_tabular,
    read_float,
    read_tabular,
)
from extractors.documents.model import Paragraph, ParagraphKind, Place, Section, Table

_DEEPEST = 150
_SECTION_LEVELS = {
    "ltx_part": 1,
    "ltx_chapter": 1,
    "ltx_section": 1,
    "ltx_appendix": 1,
    "ltx_acknowledgements": 1,
    "ltx_subsection": 2,
    "ltx_subsubsection": 3,
}
_RUN_IN_TITLES = frozenset(
    ("ltx_title_paragraph", "ltx_title_subparagraph", "ltx_title_theorem", "ltx_title_keywords")
)
_FLOATS = frozenset(("ltx_figure", "ltx_table", "ltx_float"))
_EQUATIONS = frozenset(("ltx_equation", "ltx_equationgroup", "ltx_eqn_table"))
_SKIPPED_CLASSES = frozenset(
    ("ltx_title_document", "ltx_title_abstract", "ltx_authors", "ltx_dates", "ltx_date", "ltx_page_footer")
    + ("ltx_page_header", "ltx_page_navbar", "ltx_TOC", "ltx_index", "ltx_pagination", "ltx_page_logo")
    + ("ltx_rule", "package-alerts", "ltx_tag_item", "ltx_tag_itemize", "ltx_tag_enumerate")
)
_SKIPPED_TAGS = frozenset(("script", "style", "nav", "footer", "head", "button", "svg", "form", "noscript"))
_LISTS = frozenset(("ul", "ol", "dl"))
_LIST_ITEMS = frozenset(("li", "dd"))
_HEADING_LEVELS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
_BLOCK_TAGS = _LISTS | _LIST_ITEMS | _HEADING_LEVELS.keys() | frozenset(
    ("p", "div", "section", "article", "main", "figure", "blockquote", "pre", "header", "aside", "details", "dt")
)  # fmt: skip
_NO_CAPTION = Caption()
_SENTENCE_ENDS = (".", ":", "?", "!", "—", "–")


class HtmlBlockReader:
    """Reads blocks one after the other and keeps what it found.

    Args:
        root: The element all blocks are in.
        findings: Where footnotes and damage are noted down.
    """

    def __init__(self, root: HtmlElement, findings: HtmlFindings) -> None:
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.references: list[str] = []
        self._findings = findings
        self._inline = HtmlInlineReader(findings)
        self._holders = _elements_around_blocks(root)
        self._section: int | None = None
        self._is_appendix = False
        self._run_in_title = ""
        self._anchor: str | None = next(iter(root.xpath(".//@id")), None)
        """The last id met: what has none (LaTeXML's abstracts) is found nearest to it."""

    def read(
        self,
        parent: HtmlElement,
        kind: ParagraphKind = ParagraphKind.BODY,
        *,
        joins_paragraphs: bool = False,
        depth: int = 0,
    ) -> None:
        """Read the blocks in an element.

        Args:
            parent: The element; what is written directly in it counts as a paragraph.
            kind: What its paragraphs are.
            joins_paragraphs: True where LaTeXML split a paragraph at its displayed equations.
            depth: Levels of nesting so far.
        """
        run: list[HtmlElement | str] = [parent.text or ""]
        for child in parent:
            if self._belongs_to_line(child, joins_paragraphs):
                run.append(child)
            else:
                self._add_paragraph(run, kind, parent)
                run = []
                if depth < _DEEPEST:
                    self._block(child, kind, depth + 1)
                else:
                    self._findings.too_deep += 1
                    run.append(child)
            run.append(child.tail or "")
        self._add_paragraph(run, kind, parent)

    def _belongs_to_line(self, element: HtmlElement, joins_paragraphs: bool) -> bool:
        classes = element.get("class", "").split()
        if "ltx_note" in classes:
            return True
        if element in self._holders:
            return False
        if not _EQUATIONS.isdisjoint(classes) or (joins_paragraphs and element.tag == "p"):
            return True
        is_block = element.tag in _BLOCK_TAGS | _SKIPPED_TAGS or is_tabular(element)
        return not (is_block or is_caption(element) or not _SKIPPED_CLASSES.isdisjoint(classes))

    def _block(self, element: HtmlElement, kind: ParagraphKind, depth: int) -> None:
        tag = element.tag
        classes = element.get("class", "").split()
        if tag in _SKIPPED_TAGS or not _SKIPPED_CLASSES.isdisjoint(classes):
            return
        if "ltx_bibliography" in classes or "ltx_biblist" in classes:
            self._add_references(element)
        elif tag in _HEADING_LEVELS or "ltx_title" in classes:
            self._add_heading(element, classes)
        elif tag == "figure" or not _FLOATS.isdisjoint(classes):
            self._add_float(element)
        elif is_tabular(element):
            self._add_tabular(element, kind)
        elif is_caption(element):
            self._add_text(self._inline.text(element), ParagraphKind.CAPTION, element)
        elif "ltx_abstract" in classes:
            self.read(element, ParagraphKind.ABSTRACT, depth=depth)
        elif tag in _LIST_ITEMS or "ltx_item" in classes:
            self.read(element, ParagraphKind.LIST_ITEM, joins_paragraphs=True, depth=depth)
        else:
            self._is_appendix = self._is_appendix or "ltx_appendix" in classes
            self.read(element, kind, joins_paragraphs="ltx_para" in classes, depth=depth)

    def _add_heading(self, element: HtmlElement, classes: list[str]) -> None:
        tags = element.xpath("./*[contains(concat(' ', @class, ' '), ' ltx_tag ')]")
        number = self._inline.text(tags[0]) if tags else ""
        title = self._inline.text(element).removeprefix(number).strip()
        if not _RUN_IN_TITLES.isdisjoint(classes):
            self._run_in_title = f"{number} {title}".strip()
            return
        level = next(
            (_SECTION_LEVELS[name] for name in _classes_of_parent(element) if name in _SECTION_LEVELS),
            _HEADING_LEVELS.get(element.tag, 1),
        )
        number = number.removeprefix("Appendix").strip().rstrip(".")
        self._section = len(self.sections)
        self.sections.append(Section(title, number, level, self._is_appendix))

    def _add_paragraph(self, run: list[HtmlElement | str], kind: ParagraphKind, parent: HtmlElement) -> None:
        elements = (node for node in run if not isinstance(node, str))
        first = next((element for element in elements if element.get("id")), parent)
        element = parent if parent.get("id") else first
        if holds_table_code(run):
            self._add_table_code(run, kind, element)
        else:
            self._add_text(self._inline.text_of(run), kind, element)

    def _add_table_code(
        self,
        run: list[HtmlElement | str],
        kind: ParagraphKind,
        element: HtmlElement,
        caption: Caption = _NO_CAPTION,
    ) -> None:
        """Add the tables whose code was left in the page, and the text in front of it."""
        leftover = read_table_code(run, anchor_of(element))
        self._findings.tables_as_code.update(leftover.environments)
        self._add_text(leftover.before, kind, element)
        last = self.paragraphs[-1].text if self.paragraphs else ""
        if caption == _NO_CAPTION and last.endswith(":"):
            caption = Caption("", last)  # it is what announces the table
        place = self._place(anchor_of(element))
        self.tables += [
            table_of(tabular.grid, caption, (), self._section, place)
            for tabular in leftover.tabulars
            if is_table(tabular.grid, caption)
        ]

    def _place(self, anchor: str | None) -> Place:
        self._anchor = anchor or self._anchor
        return Place(anchor=self._anchor)

    def _add_text(self, text: str, kind: ParagraphKind, element: HtmlElement) -> None:
        place = self._place(anchor_of(element))
        if text and self._run_in_title and kind is not ParagraphKind.CAPTION:
            end = "" if self._run_in_title.endswith(_SENTENCE_ENDS) else "."
            text = f"{self._run_in_title}{end} {text}"
            self._run_in_title = ""
        if text:
            self.paragraphs.append(Paragraph(text, kind, self._section, place))
        for footnote, anchor in self._findings.footnotes:
            self.paragraphs.append(
                Paragraph(footnote, ParagraphKind.FOOTNOTE, self._section, self._place(anchor))
            )
        self._findings.footnotes.clear()

    def _add_float(self, element: HtmlElement) -> None:
        panel = read_float(element, self._inline)
        for caption in panel.all_captions():
            self._add_text(caption.full_text, ParagraphKind.CAPTION, element)
        tables = tables_of(panel, self._section, self._place)
        self.tables += tables
        if not tables and holds_table_code([element]):
            code = [child for child in element if not is_caption(child)]
            caption = next(panel.all_captions(), _NO_CAPTION)
            self._add_table_code(code, ParagraphKind.BODY, element, caption)
            return
        if not tables:
            for note in panel.all_notes():
                self._add_text(note, ParagraphKind.BODY, element)
        self._add_text("", ParagraphKind.BODY, element)

    def _add_tabular(self, element: HtmlElement, kind: ParagraphKind) -> None:
        """Add a tabular outside of any float: a table with its caption inside or none, or text set in columns."""
        tabular = read_tabular(element, self._inline)
        caption = next(captions_inside(element, self._inline), Caption())
        if is_table(tabular.grid, caption):
            self._add_text(caption.full_text, ParagraphKind.CAPTION, element)
            place = self._place(tabular.anchor)
            self.tables.append(table_of(tabular.grid, caption, (), self._section, place))
            self._add_text("", kind, element)
        else:
            self._findings.footnotes.clear()
            self._add_text(self._inline.text(element), kind, element)

    def _add_references(self, element: HtmlElement) -> None:
        for item in element.xpath(".//*[contains(concat(' ', @class, ' '), ' ltx_bibitem ')]"):
            tags = item.xpath(".//*[contains(@class, 'ltx_tag_bibitem') or contains(@class, 'ltx_bibtag')]")
            printed_number = self._inline.text(tags[0]) if tags else ""
            text = HtmlInlineReader(self._findings, set(tags)).text(item)
            is_number = printed_number.strip("[]().").isdecimal()
            self.references.append(f"{printed_number} {text}" if is_number else text)
        self._findings.footnotes.clear()


def _classes_of_parent(element: HtmlElement) -> list[str]:
    parent = element.getparent()
    return [] if parent is None else str(parent.get("class", "")).split()


def _elements_around_blocks(root: HtmlElement) -> set[HtmlElement]:
    """Return all elements that have a block somewhere inside them: these cannot be part of a line."""
    holders: set[HtmlElement] = set()
    for element in root.iter():
        is_float = not _FLOATS.isdisjoint(element.get("class", "").split())
        if not (element.tag in _BLOCK_TAGS or is_float or is_tabular(element)):
            continue
        parent = element.getparent()
        while parent is not None and parent not in holders:
            holders.add(parent)
            parent = parent.getparent()
    return holders
