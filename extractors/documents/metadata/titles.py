"""Titles, separated from labels, journals and running heads, and checked against the metadata of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KINDS = (
    r"(?:(?:original|regular|full|short|invited|open|brief|special|feature|featured|mini)[\s-]?)?"
    r"(?:(?:research|review|survey|position|technical|data|conference|working|discussion|white|application|methods?)\s)?"
    r"(?:articles?|papers?|reviews?|letters?|reports?|surveys?|communications?|notes?|perspectives?|comments?|commentary"
    r"|editorial|analysis|viewpoint|tutorial|correspondence|resource|opinion|preprint|contributions?|access)"
)
_LABEL = re.compile(rf"{_KINDS}(?:\s?[|:·/-]?\s?{_KINDS})?\W*", re.IGNORECASE)
_RUNNING_HEAD = re.compile(
    r"^(?:published (?:as|in|at|online)|under review|accepted|to appear|preprint|submitted|in proceedings"
    r"|proceedings of|contents lists|journal homepage|available online|research online|see discussions|citation"
    r"|doi\b|https?:|www\.|vol(?:ume|\.)|ieee (?:transactions|access|journal)|(?:international )?journal of"
    r"|transactions (?:on|of)|advances in neural|arxiv|issn|copyright|©|downloaded from|received|open access)",
    re.IGNORECASE,
)
_LISTED_AT = re.compile(r"contents lists available at\s+(.+)", re.IGNORECASE)
_VOLUME = r"[\s,.]+(?:vol\S*\s*)?[A-Za-z]?\d+\s*(?:[(,:]|\b(?:19|20)\d\d\b)"
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_LEAST_WORDS = 3
"""Of a title that the file states of itself and that may take the place of the one printed."""


def is_no_title(text: str, page_texts: Iterable[str] = ()) -> bool:
    """Tell whether a text at the top of a paper is a label, a running head or the name of its journal.

    Args:
        text: What might be the title.
        page_texts: The lines of the first page. A journal is printed there once more, with volume and year.

    Returns:
        True where it is one of these.
    """
    text = " ".join(text.split())
    if len(_squeezed(text)) < 2 or _LABEL.fullmatch(text) or _RUNNING_HEAD.match(text):
        return True
    return is_journal(text, page_texts)


def is_journal(text: str, page_texts: Iterable[str]) -> bool:
    """Tell whether a text is the name of a journal or its publisher, by what else the page prints of it."""
    cited = re.compile(rf"^\W*{re.escape(text)}{_VOLUME}", re.IGNORECASE)
    name = _squeezed(text)
    for line in page_texts:
        listed = _LISTED_AT.search(line)
        if cited.match(line) or (listed and _squeezed(listed[1]) == name):
            return True
    return False


def is_readable(text: str) -> bool:
    """Tell whether every glyph of a text has a character."""
    return _UNREADABLE.search(text) is None


def best_title(printed: str, stated: str, page_texts: Iterable[str]) -> str:
    """Return the title as printed, or as the file states it where the page confirms that or prints none.

    Args:
        printed: What stands at the top of the first page, as far as it could be told.
        stated: The title in the file's own metadata, often of the template or the file it was made from.
        page_texts: The lines of the first page in reading order.
    """
    lines = list(page_texts)
    stated = " ".join(stated.split())
    is_sound = bool(printed) and is_readable(printed) and not is_no_title(printed, lines)
    if len(stated.split()) < _LEAST_WORDS or is_no_title(stated, lines) or not is_readable(stated):
        return printed if is_readable(printed) else ""
    whole, part = _squeezed(stated), _squeezed(printed)
    is_borne_out = whole in _squeezed(" ".join(lines))
    if not is_sound:
        return stated
    return stated if is_borne_out and part != whole and part in whole else printed


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
