"""A web page of a paper into a `Document`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from extractors.documents.checks import document_quality
from extractors.documents.html.blocks import HtmlBlockReader
from extractors.documents.html.front import read_front_matter
from extractors.documents.html.inline import HtmlFindings, HtmlInlineReader
from extractors.documents.html.parse import decode, parse_html
from extractors.documents.html.refusals import refusal
from extractors.documents.model import Damage, Document, Format

_SHORTEST_PAPER_CHARACTERS = 1500
"""Shorter pages count as papers only where they hold a table or LaTeXML says that they are a document."""
_COST_PER_ERROR = 0.005
_COST_PER_TABLE_AS_CODE = 0.15
_WORST_ERROR_COST = 0.3
_MOST_NAMED = 20


def read_html(data: bytes, name: str) -> Document:
    """Read a paper in HTML: arXiv's LaTeXML pages, ar5iv, older LaTeXML XHTML.

    Args:
        data: The page's bytes.
        name: Paper id or file name, for error messages.

    Returns:
        The document.

    Raises:
        FinalPaperError: The page is no paper: reason `error_page`, `login_page`, `rate_limited_page`,
            `no_article_text` or `too_large`.
    """  # noqa: DOC501  `refusal` makes it
    root = parse_html(data, name)
    front = read_front_matter(decode(data), root, HtmlInlineReader(HtmlFindings()))
    article = _article(root)
    findings = HtmlFindings()
    blocks = HtmlBlockReader(article, findings)
    blocks.read(article)
    length = sum(len(paragraph.text) for paragraph in blocks.paragraphs)
    is_document = "ltx_document" in article.get("class", "").split()
    if length < _SHORTEST_PAPER_CHARACTERS and not blocks.tables and not (is_document and length):
        raise refusal(root, name)
    error_cost = _COST_PER_ERROR * findings.errors.total()
    error_cost += _COST_PER_TABLE_AS_CODE * findings.tables_as_code.total()
    return Document(
        format=Format.HTML,
        title=front.title,
        authors=front.authors,
        arxiv_id=front.arxiv_id,
        version=front.version,
        year=front.year,
        sections=tuple(blocks.sections),
        paragraphs=tuple(blocks.paragraphs),
        tables=tuple(blocks.tables),
        references=tuple(blocks.references),
        damage=tuple(_damage(findings)),
        quality=document_quality(blocks.tables, readable_share=1.0 - min(error_cost, _WORST_ERROR_COST)),
    )


def _article(root: HtmlElement) -> HtmlElement:
    for path in (
        "//*[contains(concat(' ', @class, ' '), ' ltx_document ')]",
        "//article",
        "//main",
        "//body",
    ):
        if found := root.xpath(path):
            return found[0]
    return root


def _damage(findings: HtmlFindings) -> Iterator[Damage]:
    yield from _named("latexml_error", findings.errors)
    yield from _named("missing_reference", findings.missing)
    yield from _named("table_left_as_code", findings.tables_as_code)
    if findings.too_deep:
        yield Damage("nested_too_deeply", f"{findings.too_deep} passages were read without their markup")
    if findings.too_long:
        yield Damage("text_cut_off", f"{findings.too_long} texts go on for longer than was read")


def _named(code: str, counts: Counter[str]) -> Iterator[Damage]:
    for what, count in counts.most_common(_MOST_NAMED):
        yield Damage(code, f"{what[:80]} ({count} times)" if count > 1 else what[:80])
    if len(counts) > _MOST_NAMED:
        yield Damage(code, f"and {len(counts) - _MOST_NAMED} more")
