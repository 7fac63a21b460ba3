"""How superscripts and subscripts are written in plain text, the same for every format."""

from __future__ import annotations

import re

_SHORT = re.compile(r"[^\W_]+|\S", re.UNICODE)
_WRITTEN_ALONE = {"∘": "°", "°": "°", "′": "′", "′′": "″", "'": "′"}


def superscript(text: str) -> str:
    """Write a superscript: ``18`` as ``^18``, ``-3`` as ``^{-3}``.

    A raised ring is a degree sign, and a raised or lowered deviation such as the ``±0.2`` of ``78.9_{±0.2}``
    is no index: both are written on the line.

    Returns:
        The text as it stands in a document.
    """
    return _WRITTEN_ALONE.get(text.strip()) or _script("^", text)


def subscript(text: str) -> str:
    """Write a subscript: ``50`` as ``_50``, ``50:95`` as ``_{50:95}``; see also `superscript`."""
    return _script("_", text)


def _script(mark: str, text: str) -> str:
    text = text.strip()
    if not text or text.startswith("±"):
        return text
    return f"{mark}{text}" if _SHORT.fullmatch(text) else f"{mark}{{{text}}}"
