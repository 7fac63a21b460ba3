"""What a page says about itself: title, authors, arXiv id, version and year."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from lxml.html import HtmlElement

from extractors.documents.html.inline import HtmlInlineReader
from extractors.documents.metadata import FrontMatter
from extractors.documents.metadata.authors import names_in

_ARXIV_ID = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(\d+))?"
_STAMP = re.compile(
    rf"arXiv:{_ARXIV_ID}(?:\s*\[[\w.-]+\])?(?:\s+\d{{1,2}}\s+\w+\s+(\d{{4}}))?", re.IGNORECASE
)
_ADDRESS = re.compile(rf"(?:arxiv|ar5iv)[\w.]*/(?:abs|html|pdf|papers)/{_ARXIV_ID}", re.IGNORECASE)
_TITLE_PREFIX = re.compile(rf"^\[{_ARXIV_ID}\]\s*")
_YEAR = re.compile(r"\b(19[89]\d|20\d\d)\b")
_HEAD_CHARACTERS = 100_000


def read_front_matter(source: str, root: HtmlElement, inline: HtmlInlineReader) -> FrontMatter:
    """Read title, authors, arXiv id, version and year.

    Args:
        source: The page as text, for what its head says.
        root: The page's element tree.
        inline: Reads the elements' text.

    Returns:
        What was found; what was not is None or empty.
    """
    head = BeautifulSoup(_head_of(source), "html.parser", parse_only=SoupStrainer(["meta", "title", "link"]))
    meta: dict[str, list[str]] = {}
    for tag in head.find_all("meta", content=True):
        key = str(tag.get("name") or tag.get("property") or "").lower()
        meta.setdefault(key, []).append(str(tag["content"]))
    page_title = head.title.get_text() if head.title else ""
    links = [str(tag["href"]) for tag in head.find_all("link", href=True)]
    title = _first_text(root, inline, "ltx_title_document") or next(iter(meta.get("citation_title", [])), "")
    title = title or _TITLE_PREFIX.sub("", " ".join(page_title.split()))
    authors = _authors(root, inline) or tuple(meta.get("citation_author", ()))
    stamp = _stamp(root)
    identified = stamp or _identified(page_title, meta, links)
    stated = [
        stamp[3] if stamp else None,
        *meta.get("citation_date", []),
        *meta.get("citation_publication_date", []),
    ]
    stated += [_first_text(root, inline, name) for name in ("ltx_dates", "ltx_date")]
    years = (match[1] for text in stated if text and (match := _YEAR.search(text)))
    year = next(years, None)
    return FrontMatter(
        title=title,
        authors=authors,
        arxiv_id=identified[1] if identified else None,
        version=int(identified[2]) if identified and identified[2] else None,
        year=int(year) if year else None,
    )


def _head_of(source: str) -> str:
    end = source.find("</head>", 0, _HEAD_CHARACTERS)
    return source[: end if end >= 0 else _HEAD_CHARACTERS]


def _stamp(root: HtmlElement) -> re.Match[str] | None:
    """Find arXiv's stamp, such as ``arXiv:1234.56789v2 [cs.CL] 3 Mar 2024``, where arXiv's own pages keep it."""
    for element in root.xpath("//*[@id='watermark-tr']"):
        if match := _STAMP.search(element.text_content()):
            return match
    return None


def _identified(title: str, meta: dict[str, list[str]], links: list[str]) -> re.Match[str] | None:
    for value in meta.get("citation_arxiv_id", []):
        if match := re.fullmatch(_ARXIV_ID, value.strip()):
            return match
    addresses = [*meta.get("og:url", []), *meta.get("citation_pdf_url", []), *links]
    matches = [_ADDRESS.search(address) for address in addresses]
    return next(filter(None, [*matches, _TITLE_PREFIX.match(" ".join(title.split()))]), None)


def _first_text(root: HtmlElement, inline: HtmlInlineReader, class_name: str) -> str:
    found = root.xpath(f"//*[contains(concat(' ', @class, ' '), ' {class_name} ')][1]")
    return inline.text(found[0]) if found else ""


def _authors(root: HtmlElement, inline: HtmlInlineReader) -> tuple[str, ...]:
    r"""Return the names that LaTeXML marks up.

    It often takes affiliations, or all authors of the paper, for one name: persons are then told apart by the
    ``&`` left of ``\And``, and only the first line of each is names.
    """
    names: list[str] = []
    for element in root.xpath("//*[contains(concat(' ', @class, ' '), ' ltx_personname ')]"):
        for person in "\n".join(_lines(element, inline)).split("&"):
            first_line = next(filter(None, map(str.strip, person.splitlines())), "")
            names += names_in(first_line)
    return tuple(dict.fromkeys(names))


def _lines(element: HtmlElement, inline: HtmlInlineReader) -> list[str]:
    segments: list[list[HtmlElement | str]] = [[element.text or ""]]
    for child in element:
        if child.tag == "br":
            segments.append([])
        else:
            segments[-1].append(child)
        segments[-1].append(child.tail or "")
    return [inline.text_of(segment) for segment in segments]
