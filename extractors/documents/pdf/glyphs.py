"""Characters that PDF fonts give without their meaning, or in pieces."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence

_BIG_DELIMITERS = {
    0x00: "(", 0x01: ")", 0x02: "[", 0x03: "]", 0x08: "{", 0x09: "}", 0x0C: "|", 0x10: "(", 0x11: ")", 0x12: "(",
    0x13: ")", 0x14: "[", 0x15: "]", 0x1A: "{", 0x1B: "}",
}  # fmt: skip
"""TeX's extension fonts (The TeXbook, appendix F)."""
_SYMBOLS = dict(enumerate("−·×*÷⋄±∓⊕⊖⊗⊘⊙○∘•≍≡⊆⊇≤≥≼≽∼≈⊂⊃≪≫≺≻"))
"""TeX's symbol fonts (The TeXbook, appendix F)."""
_LIGATURES = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl", 0x10: "ı", 0x19: "ß"}
"""TeX's text fonts (The TeXbook, appendix F)."""
_CORK = {
    0x10: "“", 0x11: "”", 0x15: "–", 0x16: "—",
    0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip
"""What TeX's text fonts in the Cork encoding keep below the codes of ASCII (LaTeX's ``encguide``, table for T1)."""
_MATH_ITALIC = dict(enumerate("ΓΔΘΛΞΠΣΥΦΨΩαβγδεζηθικλμνξπρστυφχ"))
"""TeX's math italic fonts (The TeXbook, appendix F)."""
_FONT_TABLES = (
    (re.compile(r"^(?:CMEX|txex|pxex|LMMathExt)", re.IGNORECASE), _BIG_DELIMITERS),
    (re.compile(r"^(?:CMSY|CMBSY|txsy|pxsy|LMMathSy)", re.IGNORECASE), _SYMBOLS),
    (re.compile(r"^(?:CMMI|CMMIB|txmi|LMMathIt)", re.IGNORECASE), _MATH_ITALIC),
    (re.compile(r"^(?:CM|SF|LM)", re.IGNORECASE), _LIGATURES),
    # Bitmaps (Type 3) have no name: they are text of either encoding, which keep their ligatures apart.
    (re.compile(r"^$"), _LIGATURES | _CORK),
)

_AMS_FONTS = ("MSAM", "txsya", "pxsya")
_AMS_SYMBOLS = str.maketrans({"X": "✓", "4": "△", "5": "▽", "F": "★", "N": "▲", "H": "▼"})
"""The AMS symbol font (amssymb's msam table): its codes are those of letters and often lack a glyph name."""
_PICTURES_BY_LETTER = (
    (re.compile(r"^dingbat\d*$", re.IGNORECASE), str.maketrans({"D": "✓"})),
    (re.compile(r"^bbding\d*$", re.IGNORECASE), str.maketrans('!"#$%', "✓✓✗✗✗")),
)
"""Check marks and crosses of LaTeX's packages dingbat and bbding, whose fonts keep them under the codes of ASCII."""
_SYMBOLS_BY_LETTER = str.maketrans(
    "0123456789>?!`abcdefghijklmnopqrstuvwxyz", "′∞∈∋△▽\u0338↦∀∃⊤⊥→⊢⊣⌊⌋⌈⌉{}⟨⟩|∥↕⇕\\≀√⨿∇∫⊔⊓⊑⊒§†‡"
)
_OPERATORS_BY_LETTER = str.maketrans(
    {"X": "∑", "P": "∑", "Y": "∏", "Q": "∏", "Z": "∫", "R": "∫", "p": "√", "q": "√"}
)
_LETTERS_OF_FONTS = (
    (re.compile(r"^(?:CMSY|CMBSY|txsys?$|pxsys?$)", re.IGNORECASE), _SYMBOLS_BY_LETTER),
    (re.compile(r"^(?:CMEX|txexs?$|pxexs?$)", re.IGNORECASE), _OPERATORS_BY_LETTER),
)
"""What the codes of letters and digits stand for in TeX's symbol and extension fonts (The TeXbook, appendix F)."""

LINE_END_HYPHEN = "\u00ad"
"""What a hyphen that PDFium takes for a word break becomes until lines are joined."""
PDFIUM_HYPHEN = "\x02"
"""What PDFium gives for it, and for any glyph of this code that has no character."""
_PDFIUM_HYPHENS = f"{PDFIUM_HYPHEN}\ufffe"
_CONTROL = re.compile(r"[\x00-\x1f\ufffe]")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_BRACKET_PIECE = re.compile("[\uf8e6-\uf8fe]")
"""Adobe's codes for the parts tall brackets are put together from: they say nothing by themselves."""
_SYMBOL_CODE = re.compile("[\uf020-\uf07e]")
"""Where fonts with a table of their own for symbols keep the codes of ASCII."""
_PICTURE_FONT = re.compile(r"ding|symbol|extra|icon|awesome|emoji|math", re.IGNORECASE)
_MATH_LETTER = re.compile("[\U0001d400-\U0001d7ff]")
_FIRST_IDENTITY, _IDENTITY_COUNT = 0xE000, 0x1000
_CODES_PER_FONT = 0x20
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
    """Return how many glyphs of a text that `readable` has given have no character."""
    return len(_UNREADABLE.findall(text))


def identity(code: int, font: str) -> str:
    """Return the private character that stands for a glyph nobody can read.

    Glyphs of different fonts or codes get different ones, so that texts which differ on the page stay different.
    """
    fonts = _IDENTITY_COUNT // _CODES_PER_FONT
    offset = zlib.crc32(font.encode()) % fonts * _CODES_PER_FONT + code % _CODES_PER_FONT
    return chr(_FIRST_IDENTITY + offset)


def is_lone_accent(text: str) -> bool:
    """Tell whether a text is an accent that waits for its letter."""
    return text in _ACCENTS


def is_symbolic_font(font: str) -> bool:
    """Tell whether the codes of a font may be those of letters where its glyphs are symbols."""
    return font.startswith(_AMS_FONTS) or any(
        pattern.match(font) for pattern, _ in (*_LETTERS_OF_FONTS, *_PICTURES_BY_LETTER)
    )


def decoded(text: str, is_unmapped: Sequence[bool], font: str) -> str:
    """Return the text of a run with symbols in place of those codes of PDFium that look like text.

    Args:
        text: As PDFium gives it.
        is_unmapped: For each character whether it is of the font and the file lacks its meaning, so that PDFium gives
            its code.
        font: Name of the font.
    """
    letters = next((table for pattern, table in _LETTERS_OF_FONTS if pattern.match(font)), {})
    table: dict[int, int | str] = {**letters, ord(PDFIUM_HYPHEN): _of_code(ord(PDFIUM_HYPHEN), font)}
    return "".join(
        character.translate(table) if is_code else character
        for character, is_code in zip(text, is_unmapped, strict=True)
    )


def is_math_symbol_font(font: str) -> bool:
    """Tell whether a font is one of TeX's symbol or extension fonts."""
    return any(pattern.match(font) for pattern, table in _FONT_TABLES if table in (_SYMBOLS, _BIG_DELIMITERS))


def readable(text: str, font: str) -> str:
    """Return the text of one run with ligatures resolved and the control codes of TeX fonts read.

    Args:
        text: As PDFium gives it.
        font: Name of the run's font.
    """
    if font.startswith(_AMS_FONTS):
        return text.translate(_AMS_SYMBOLS)
    if text.isascii() and text.isprintable():
        pictures = next((table for pattern, table in _PICTURES_BY_LETTER if pattern.match(font)), None)
        return text.translate(pictures) if pictures else text
    if _CONTROL.search(text):
        text = _without_controls(text, font)
    text = _BRACKET_PIECE.sub("", text.translate(_FOLDED))
    if not _PICTURE_FONT.search(font):
        text = _SYMBOL_CODE.sub(lambda match: chr(ord(match[0]) - 0xF000), text)
    text = _MATH_LETTER.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    if _ACCENTED.search(text):
        text = _ACCENTED.sub(lambda match: _composed(match[1], match[2]), text)
    return text


def _without_controls(text: str, font: str) -> str:
    if text[-1] in _PDFIUM_HYPHENS and _codes_of(font) is not _BIG_DELIMITERS:
        text = text[:-1] + LINE_END_HYPHEN
    return _CONTROL.sub(lambda match: _of_code(ord(match[0]), font), text)


def _codes_of(font: str) -> Mapping[int, str]:
    return next((table for pattern, table in _FONT_TABLES if pattern.match(font)), {})


def _of_code(code: int, font: str) -> str:
    table = _codes_of(font)
    if code in table:
        return table[code]
    # What else the extension fonts hold are pieces of brackets.
    return "" if table is _BIG_DELIMITERS else identity(code, font)


def _composed(accent: str, letter: str) -> str:
    base = "i" if letter == "ı" else letter
    return unicodedata.normalize("NFC", base + _ACCENTS[accent])
