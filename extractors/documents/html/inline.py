"""Elements into one line of text, by the text conventions of `extractors.documents.model`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from extractors.documents.scripts import subscript, superscript
from extractors.documents.tex.plain import close_up, math_text, tidy

_DEEPEST = 120
"""Levels of nesting inside one paragraph or cell; the text below is taken without its markup."""
_LONGEST_TEXT = 100_000
"""Characters of one paragraph or cell; no paper has any as long, and what reads texts need not be proof to more."""
_INVISIBLE_TAGS = frozenset(
    ("script", "style", "svg", "img", "button", "nav", "template", "iframe", "object", "annotation", "head")
)
_INVISIBLE_CLASSES = frozenset(
    (
        "ltx_phantom",
        "ltx_rule",
        "ltx_tag_equation",
        "ltx_tag_equationgroup",
        "ltx_eqn_eqno",
        "ltx_listing_data",
    )
    + ("ltx_picture", "ltx_bib_cited", "ltx_pagination", "ltx_note_type", "ltx_page_logo")
)
_BLOCKS = frozenset(
    ("p", "div", "td", "th", "tr", "table", "tbody", "thead", "li", "dt", "dd", "ul", "ol", "dl", "section")
    + ("figure", "figcaption", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "br")
)
_BLOCK_CLASSES = frozenset(("ltx_p", "ltx_td", "ltx_tr", "ltx_tabular", "ltx_equation", "ltx_equationgroup"))
_HANGING_NOTES = frozenset(("ltx_role_footnote", "ltx_role_footnotemark", "ltx_role_thanks"))
"""Notes with a mark in the line; others, such as institutes, are numbered by LaTeXML alone."""
_BOLD_TAGS = frozenset(("b", "strong"))
_BOLD_MATH = re.compile(r"^\{?\\(?:mathbf|boldsymbol|bm|textbf|pmb|mathbfit)\s*\{.*\}\}?$", re.DOTALL)


@dataclass(slots=True)
class HtmlFindings:
    """What came up while reading text that does not belong into the line itself."""

    footnotes: list[tuple[str, str | None]] = field(default_factory=list)
    """Text and anchor of each footnote met."""
    errors: Counter[str] = field(default_factory=Counter)
    """What LaTeXML could not convert, by what it wrote in place."""
    missing: Counter[str] = field(default_factory=Counter)
    """Citations and labels that lead nowhere."""
    tables_as_code: Counter[str] = field(default_factory=Counter)
    """Environments of tables whose code was left in the page."""
    too_deep: int = 0
    too_long: int = 0


class HtmlInlineReader:
    """Turns elements into text and remembers footnotes and damage met on the way.

    Args:
        findings: Where to note them down; shared by all texts of a page.
        skipped: Elements to leave out, because they are read as tables or lists of their own.
    """

    def __init__(self, findings: HtmlFindings, skipped: set[HtmlElement] | None = None) -> None:
        self.findings = findings
        self.skipped = skipped if skipped is not None else set()

    def text(self, element: HtmlElement, *, skips_bold: bool = False) -> str:
        """Return the text of an element and everything in it as one tidy line."""
        pieces: list[str] = []
        self._inside(element, pieces, 0, skips_bold)
        return self._line("".join(pieces))

    def text_of(self, nodes: list[HtmlElement | str]) -> str:
        """Return the text of neighbours as one tidy line."""
        pieces: list[str] = []
        for node in nodes:
            if isinstance(node, str):
                pieces.append(node)
            else:
                self._element(node, pieces, 0, skips_bold=False)
        return self._line("".join(pieces))

    def is_bold(self, element: HtmlElement, text: str) -> bool:
        """Tell whether most letters and digits of an element are bold.

        Args:
            element: A table cell.
            text: Its text.

        Returns:
            True for more than half of them; False where there are none.
        """
        written = sum(map(str.isalnum, text))
        if not written or not _may_hold_bold(element):
            return False
        plain = HtmlInlineReader(HtmlFindings(), self.skipped).text(element, skips_bold=True)
        return 2 * sum(map(str.isalnum, plain)) < written

    def _line(self, text: str) -> str:
        """Return a text as one line with single spaces; text beyond the longest line of any paper is cut off."""
        if len(text) > _LONGEST_TEXT:
            self.findings.too_long += 1
            text = text[:_LONGEST_TEXT]
        return close_up(tidy(text))

    def _inside(self, element: HtmlElement, pieces: list[str], depth: int, skips_bold: bool) -> None:
        if depth > _DEEPEST:
            self.findings.too_deep += 1
            pieces.append("".join(element.itertext()))
            return
        if element.text:
            pieces.append(element.text)
        for child in element:
            self._element(child, pieces, depth + 1, skips_bold)
            if child.tail:
                pieces.append(child.tail)

    def _element(self, element: HtmlElement, pieces: list[str], depth: int, skips_bold: bool) -> None:
        tag = element.tag
        classes = element.get("class", "").split()
        if tag in _INVISIBLE_TAGS or element in self.skipped or not _INVISIBLE_CLASSES.isdisjoint(classes):
            return
        if skips_bold and is_bold_markup(tag, classes):
            return
        if tag == "math":
            source = math_source(element)
            if not (skips_bold and _BOLD_MATH.match(source)):
                pieces.append(math_text(source))
        elif "ltx_note" in classes:
            self._note(element, classes, pieces)
        elif "ltx_ERROR" in classes:
            self.findings.errors[" ".join(element.text_content().split())] += 1
        elif "ltx_cite" in classes or tag == "cite":
            pieces.append(self._citation(element, classes))
        elif tag in ("sup", "sub"):
            self._script(element, pieces, depth, skips_bold)
        elif tag in _BLOCKS or not _BLOCK_CLASSES.isdisjoint(classes):
            pieces.append(" ")
            self._inside(element, pieces, depth, skips_bold)
            pieces.append(" ")
        else:
            if any(name.startswith("ltx_missing") for name in classes):
                self.findings.missing[" ".join(element.text_content().split())] += 1
            self._inside(element, pieces, depth, skips_bold)

    def _script(self, element: HtmlElement, pieces: list[str], depth: int, skips_bold: bool) -> None:
        inner: list[str] = []
        self._inside(element, inner, depth, skips_bold)
        write = superscript if element.tag == "sup" else subscript
        _attach(write(tidy("".join(inner))), pieces)

    def _note(self, element: HtmlElement, classes: list[str], pieces: list[str]) -> None:
        """Write the mark where the note hangs, and note its text down as a footnote."""
        marks = element.xpath(".//*[contains(@class, 'ltx_note_mark')]")
        if marks and _HANGING_NOTES.intersection(classes):
            _attach(superscript(tidy(marks[0].text_content())), pieces)
        content = element.xpath("(.//*[contains(@class, 'ltx_note_content')])[1]")
        if not content:
            return
        tags = element.xpath(".//*[contains(@class, 'ltx_tag_note')]")
        inner = HtmlInlineReader(self.findings, self.skipped | set(marks) | set(tags))
        if text := inner.text(content[0]):
            self.findings.footnotes.append((text, element.get("id")))

    def _citation(self, element: HtmlElement, classes: list[str]) -> str:
        for missing in element.xpath(".//*[contains(@class, 'ltx_missing')]"):
            self.findings.missing[tidy(missing.text_content())] += 1
        # Superscript citations are brought into brackets like any other: as a superscript, a reference number
        # would look like an exponent or a footnote mark.
        text = tidy(element.text_content())
        text = re.sub(r"\s*([,;])(?:\s*[,;])*\s*", r"\1 ", text)
        text = re.sub(r"(?<=[(\[])\s+|[\s,;]+(?=[)\]])", "", text).strip()
        if text and "ltx_citemacro_citeauthor" not in classes and not re.search(r"[(\[]", text):
            text = f"[{text}]"
        return text


def _attach(script: str, pieces: list[str]) -> None:
    """Put a script right behind the word it belongs to, also where the page breaks the line before each tag."""
    if pieces:
        pieces[-1] = pieces[-1].rstrip()
    pieces.append(script)


def is_bold_markup(tag: str, classes: list[str]) -> bool:
    """Tell whether an element sets its content in bold."""
    return tag in _BOLD_TAGS or "ltx_font_bold" in classes


def math_source(element: HtmlElement) -> str:
    """Return the TeX a formula was written in; its text, symbols in a row, where the page does not keep it."""
    if source := element.get("alttext"):
        return str(source)
    for annotation in element.iter("annotation"):
        if annotation.get("encoding") == "application/x-tex" and annotation.text:
            return str(annotation.text)
    return _mathml_source(element, 0)


def _mathml_source(element: HtmlElement, depth: int) -> str:
    """Write MathML as TeX, as far as scripts and fractions go."""
    if depth > _DEEPEST or not isinstance(element.tag, str):
        return ""
    parts = [(element.text or "").strip()] if len(element) == 0 else []
    parts += [_mathml_source(child, depth + 1) for child in element]
    match (element.tag.rpartition(":")[2], parts):
        case "msup" | "mover", [base, above]:
            return f"{{{base}}}^{{{above}}}"
        case "msub" | "munder", [base, below]:
            return f"{{{base}}}_{{{below}}}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{{{base}}}_{{{below}}}^{{{above}}}"
        case "mfrac", [above, below]:
            return f"\\frac{{{above}}}{{{below}}}"
        case "mtext", [text]:
            return f"\\text{{{text}}}"
        case _:
            return "".join(parts)


def _may_hold_bold(element: HtmlElement) -> bool:
    if is_bold_markup("", element.get("class", "").split()):
        return True
    return any(
        is_bold_markup(inner.tag, inner.get("class", "").split())
        or "\\b" in inner.get("alttext", "")
        or "\\mathbf" in inner.get("alttext", "")
        or "\\textbf" in inner.get("alttext", "")
        for inner in element.iter()
    )
