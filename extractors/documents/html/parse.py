"""Bytes of a web page into an element tree that is safe to walk."""

from __future__ import annotations

import re
import warnings

import lxml.html
from bs4 import XMLParsedAsHTMLWarning
from bs4.dammit import EncodingDetector
from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, soupparser

from extractors.errors import FinalPaperError

# LaTeXML's XHTML is read as HTML on purpose: as XML, one broken tag would cost the whole page.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

_LARGEST_BYTES = 64 * 2**20
_MOST_TAGS = 2_000_000
_PARAGRAPHS = re.compile(rb"<p[\s>]|ltx_p\b", re.I)
_KEPT_SHARE = 0.5
"""Of the paragraphs in the source, the share lxml's tree must hold for its reading to be trusted."""


def parse_html(data: bytes, name: str) -> HtmlElement:
    """Parse a page, however broken its markup.

    lxml reads it, as it is ten times faster; where much of the page is missing from its tree, BeautifulSoup
    tries again.

    Returns:
        The root of the tree.

    Raises:
        FinalPaperError: The page is too large, or holds nothing at all.
    """
    tag_count = data.count(b"<")
    if len(data) > _LARGEST_BYTES or tag_count > _MOST_TAGS:
        raise FinalPaperError(
            name,
            "too_large",
            f"the page has {len(data) // 2**20} MB and {tag_count:,} tags, more than {_LARGEST_BYTES // 2**20} MB "
            f"or {_MOST_TAGS:,} tags",
            "read the paper's PDF instead",
        )
    source = decode(data)
    root = _lxml_tree(source)
    expected = len(_PARAGRAPHS.findall(data))
    if root is None or _count_paragraphs(root) < _KEPT_SHARE * expected:
        tolerant = _tolerant_tree(source)
        if tolerant is not None and (root is None or _count_paragraphs(tolerant) > _count_paragraphs(root)):
            root = tolerant
    if root is None:
        raise FinalPaperError(name, "no_article_text", "the page holds no text", "fetch it again")
    return root


def decode(data: bytes) -> str:
    """Decode a page: UTF-8 where it is valid, else what the page declares, else Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else None
    declared = declared or EncodingDetector.find_declared_encoding(data, is_html=True)
    try:
        return data.decode(declared or "cp1252", errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _lxml_tree(source: str) -> HtmlElement | None:
    # huge_tree lifts the limit of 256 nested elements, which real tables in real wrappers reach; another
    # limit of libxml2, 2048, stays.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(source.encode("utf-8", errors="replace"), parser=parser)
    except (LxmlError, ValueError):
        return None


def _tolerant_tree(source: str) -> HtmlElement | None:
    try:
        return soupparser.fromstring(source, features="html.parser")
    except (LxmlError, ValueError, AssertionError, RecursionError):
        return None


def _count_paragraphs(root: HtmlElement) -> int:
    return sum(1 for element in root.iter("p", "span", "div") if is_paragraph(element))


def is_paragraph(element: HtmlElement) -> bool:
    """Tell whether an element is a paragraph, of LaTeXML or of any page."""
    return element.tag == "p" or "ltx_p" in element.get("class", "").split()
