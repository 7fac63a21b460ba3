"""The format of a file, told from its bytes: names and extensions may be wrong."""

from __future__ import annotations

import re

from extractors.documents.model import Format
from extractors.errors import FinalPaperError

_HEAD_BYTES = 4096
"""How far the marks of a format are looked for. A PDF header may stand anywhere in the first 1024 (ISO 32000)."""

_HTML = re.compile(
    rb"<!doctype\s+html\b|<(?:[\w.-]+:)?(?:html|head|body)\b|<(?:article|section|div)\s+[^>]*ltx_", re.I
)
_LATEX = re.compile(
    rb"\\(?:documentclass|documentstyle|begin\s*\{|section\*?\s*\{|input\b|newcommand\b|usepackage\b)"
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_RATE_LIMITED = re.compile(rb"rate exceeded|too many requests|rate limit", re.I)
_SHORT_PAGE_BYTES = 2000


def detect(data: bytes, name: str) -> Format:
    """Tell the format of a file from its bytes.

    Args:
        data: The whole file.
        name: Paper id or file name, for the error message.

    Returns:
        The format.

    Raises:
        FinalPaperError: The bytes are no paper: reason `empty_file`, `rate_limited_page`, `zip_archive`,
            `plain_text` or `unknown_binary`.
    """
    head = data[:_HEAD_BYTES]
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise FinalPaperError(name, "empty_file", "the file is empty", "fetch it again")
    if text.startswith(b"<") and _HTML.search(head):
        return Format.HTML
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"\x1f\x8b") or head[257:262] == b"ustar":
        return Format.LATEX
    if head.startswith(b"PK\x03\x04"):
        raise FinalPaperError(
            name, "zip_archive", "the file is a zip archive", "unpack it and give the paper in it"
        )
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _detect_text(data.decode("utf-16", errors="replace").encode(), name)
    if _CONTROL.search(head):
        raise FinalPaperError(
            name,
            "unknown_binary",
            "the file is neither PDF, HTML nor LaTeX",
            "look at what was saved under this name",
        )
    return _detect_text(data, name)


def _detect_text(data: bytes, name: str) -> Format:
    if _HTML.search(data[:_HEAD_BYTES]):
        return Format.HTML
    if _LATEX.search(data):
        return Format.LATEX
    if len(data) < _SHORT_PAGE_BYTES and _RATE_LIMITED.search(data):
        raise FinalPaperError(
            name,
            "rate_limited_page",
            "the server's refusal was saved in place of the paper",
            "fetch it again, more slowly",
        )
    raise FinalPaperError(
        name,
        "plain_text",
        "the file is plain text without any markup",
        "give the paper as HTML, PDF or LaTeX source",
    )
