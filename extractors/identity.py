"""What a file's name and a document's own stamp say about which paper it is."""

from __future__ import annotations

import re

from extractors.documents.model import Document
from extractors.records import PaperRecord

_NEW_STYLE = re.compile(r"^(?:arxiv[:_-]?)?(\d{4}\.\d{4,5})(?:v(\d+))?(?![\d.]*\d)", re.IGNORECASE)
# arXiv ids before April 2007 hold a slash, which file names replace by nothing, a dash or an underscore.
_OLD_STYLE = re.compile(
    r"^(?:arxiv[:_-]?)?([a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?)[/_-]?(\d{7})(?:v(\d+))?$", re.IGNORECASE
)


def arxiv_id_of(text: str) -> tuple[str, int | None] | None:
    """Read an arXiv identifier from the start of a name.

    Args:
        text: A file name without its folder, with or without extension, or an identifier.

    Returns:
        The identifier without version, and the version where one is written; None when the name is not one.
    """
    stem = re.sub(r"\.(pdf|x?html?|tex|tar|tgz|gz)$", "", text, flags=re.IGNORECASE)
    if match := _NEW_STYLE.match(stem):
        month = int(match[1][2:4])
        return (match[1], int(match[2]) if match[2] else None) if 1 <= month <= 12 else None
    if match := _OLD_STYLE.match(stem):
        return f"{match[1].lower()}/{match[2]}", int(match[3]) if match[3] else None
    return None


def paper_of(name: str, document: Document) -> PaperRecord:
    """Identify the paper a document is, from its file name first and its own stamp second.

    Args:
        name: The file's name, such as ``1512.03385v1.pdf``.
        document: The document read from it.

    Returns:
        The paper, with the ids and year that can be told without a network.
    """
    named = arxiv_id_of(name)
    arxiv_id = named[0] if named else document.arxiv_id
    return PaperRecord(
        paper_id=paper_id_of(name, arxiv_id),
        title=document.title,
        authors=document.authors,
        arxiv_id=arxiv_id,
        year=year_of(arxiv_id) or document.year,
        url=f"https://arxiv.org/abs/{arxiv_id}" if arxiv_id else "",
    )


def paper_id_of(name: str, arxiv_id: str | None = None) -> str:
    """Return the paper id a file gets: its arXiv id, or its name without extension.

    Args:
        name: The file's name.
        arxiv_id: An identifier known from elsewhere, such as the document's stamp.

    Returns:
        ``arxiv:<id without version>`` or ``file:<name>``.
    """
    if named := arxiv_id_of(name):
        return f"arxiv:{named[0]}"
    if arxiv_id:
        return f"arxiv:{arxiv_id}"
    stem = re.sub(r"\.(pdf|x?html?|tex|tar|tgz|gz|tar\.gz)$", "", name, flags=re.IGNORECASE)
    return f"file:{stem}"


def year_of(arxiv_id: str | None) -> int | None:
    """Year of first submission: the identifier starts with YYMM (before 2007 after the slash)."""
    if arxiv_id is None:
        return None
    two_digits = int(arxiv_id.rpartition("/")[2][:2])
    return (1900 if two_digits > 90 else 2000) + two_digits
