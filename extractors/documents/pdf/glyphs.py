"""Characters that PDF fonts give without their meaning, or in pieces."""

from __future__ import annotations

import re
import unicodedata

_BIG_DELIMITERS = {
    0x00: "(", 0x01: ")", 0x02: "[", 0x03: "]", 0x08: "{", 0x09: "}", 0x0C: "|", 0x10: "(", 0x11: ")", 0x12: "(",
    0x13: ")", 0x14: "[", 0x15: "]", 0x1A: "{", 0x1B: "}",
}  # fmt: skip
"""TeX's extension fonts (The TeXbook, appendix F)."""
_SYMBOLS = {
    0x00: "−", 0x01: "·", 0x02: "×", 0x03: "*", 0x04: "÷", 0x06: "±", 0x07: "∓", 0x0C: "⊙", 0x0F: "•", 0x14: "≤",
    0x15: "≥", 0x18: "∼", 0x19: "≈", 0x1C: "≪", 0x1D: "≫",
}  # fmt: skip
"""TeX's symbol fonts (The TeXbook, appendix F)."""
_LIGATURES = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl", 0x10: "ı", 0x19: "ß"}
"""TeX's text fonts (The TeXbook, appendix F)."""
_MATH_ITALIC = {
    0x0B: "α",
    0x0C: "β",
    0x0D: "γ",
    0x0E: "δ",
    0x0F: "ε",
    0x15: "λ",
    0x16: "μ",
    0x19: "π",
    0x1B: "σ",
}
"""TeX's math italic fonts (The TeXbook, appendix F)."""
_FONT_TABLES = (
    (re.compile(r"^(?:CMEX|txex|pxex|LMMathExt)", re.IGNORECASE), _BIG_DELIMITERS),
    (re.compile(r"^(?:CMSY|CMBSY|txsy|pxsy|LMMathSy)", re.IGNORECASE), _SYMBOLS),
    (re.compile(r"^(?:CMMI|CMMIB|txmi|LMMathIt)", re.IGNORECASE), _MATH_ITALIC),
    (re.compile(r"^(?:CM|SF|LM)", re.IGNORECASE), _LIGATURES),
)

_AMS_FONTS = ("MSAM", "txsya", "pxsya")
_AMS_SYMBOLS = str.maketrans({"X": "✓", "4": "△", "5": "▽", "F": "★", "N": "▲", "H": "▼"})
"""The AMS symbol font (amssymb's msam table): its codes are those of letters and often lack a glyph name."""

LINE_END_HYPHEN = "\u00ad"
"""What a hyphen that PDFium takes for a word break becomes until lines are joined."""
_PDFIUM_HYPHENS = "\x02\ufffe"
_CONTROL = re.compile(r"[\x00-\x1f\ufffe]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˚": "\u030a",
}
_ACCENTED = re.compile(r"([´`¨ˆ˜ˇ˚])([A-Za-zı])")
_FOLDED = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st",
        "∗": "*", "⋆": "*", "⇤": "*", "‐": "-", "‑": "-", "⋅": "·", "∙": "·", "µ": "μ", "✔": "✓",
        "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00a0": " ", "\uf0b7": "•",
    }
)  # fmt: skip


def unreadable_count(text: str) -> int:
    """Return how many characters of a text, as PDFium gives it, have no meaning in Unicode."""
    return text.count("\ufffd") + len(_PRIVATE.findall(text))


def is_lone_accent(text: str) -> bool:
    """Tell whether a text is an accent that waits for its letter."""
    return text in _ACCENTS


def is_symbolic_font(font: str) -> bool:
    """Tell whether the codes of a font are those of letters, but its glyphs are symbols."""
    return font.startswith(_AMS_FONTS)


def is_math_symbol_font(font: str) -> bool:
    """Tell whether a font is one of TeX's symbol or extension fonts."""
    return any(pattern.match(font) for pattern, table in _FONT_TABLES if table in (_SYMBOLS, _BIG_DELIMITERS))


def readable(text: str, font: str) -> str:
    """Return the text of one run with ligatures resolved and the control codes of TeX fonts read.

    Args:
        text: As PDFium gives it.
        font: Name of the run's font.
    """
    if is_symbolic_font(font):
        return text.translate(_AMS_SYMBOLS)
    if text.isascii() and text.isprintable():
        return text
    if _CONTROL.search(text):
        text = _without_controls(text, font)
    text = _PRIVATE.sub("", text.translate(_FOLDED))
    if _ACCENTED.search(text):
        text = _ACCENTED.sub(lambda match: _composed(match[1], match[2]), text)
    return text


def _without_controls(text: str, font: str) -> str:
    table = next((table for pattern, table in _FONT_TABLES if pattern.match(font)), {})
    if table is not _BIG_DELIMITERS and text[-1] in _PDFIUM_HYPHENS:
        text = text[:-1] + LINE_END_HYPHEN
    return _CONTROL.sub(lambda match: table.get(ord(match[0]), ""), text)


def _composed(accent: str, letter: str) -> str:
    base = "i" if letter == "ı" else letter
    return unicodedata.normalize("NFC", base + _ACCENTS[accent])
