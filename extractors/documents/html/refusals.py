"""Pages that came in place of a paper: errors, log-ins, refusals."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from extractors.errors import FinalPaperError

_REFUSALS = (
    (
        "rate_limited_page",
        re.compile(r"rate exceeded|too many requests|rate limit|\b429\b", re.I),
        "the server's refusal was saved in place of the paper",
        "fetch it again, more slowly",
    ),
    (
        "login_page",
        re.compile(r"\b(?:log ?in|sign ?in|password|captcha|verify you are human|enable javascript)\b", re.I),
        "a page that asks who is there was saved in place of the paper",
        "download the paper in a browser and give the file",
    ),
    (
        "error_page",
        re.compile(
            r"\b(?:40[0-9]|50[0-9]|not found|forbidden|access denied|not available|unavailable|no html|error)\b",
            re.I,
        ),
        "an error page was saved in place of the paper",
        "fetch it again; arXiv has no HTML of some papers, then the PDF is there",
    ),
)


def refusal(root: HtmlElement, name: str) -> FinalPaperError:
    """Return the error for a page that holds no article, its reason read from what the page says."""
    text = " ".join(root.text_content().split())[:5000]
    for reason, pattern, message, advice in _REFUSALS:
        if pattern.search(text):
            return FinalPaperError(name, reason, message, advice)
    return FinalPaperError(
        name, "no_article_text", "the page holds no article", "look at what was saved under this name"
    )
