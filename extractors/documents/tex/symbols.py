"""What TeX commands that stand for a character print.

The table is pylatexenc's; only what it lacks, or spells differently than this project's text conventions,
stands here.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db

_OWN = {
    # Conventions: one character for one meaning, whichever format it was read from.
    "ast": "*",
    "textasteriskcentered": "*",
    "prime": "′",
    "ldots": "...",
    "dots": "...",
    "cdots": "...",
    "dotsc": "...",
    "dotsb": "...",
    "textellipsis": "...",
    "textbackslash": "\\",
    "textless": "<",
    "textgreater": ">",
    "lt": "<",
    "gt": ">",
    "le": "≤",
    "ge": "≥",
    "leqslant": "≤",
    "geqslant": "≥",
    "ne": "≠",
    "star": "⋆",
    "bullet": "•",
    "textbullet": "•",
    "epsilon": "ϵ",
    "mid": "|",
    "vert": "|",
    "lvert": "|",
    "rvert": "|",
    "|": "‖",
    "Vert": "‖",
    "parallel": "∥",
    "colon": ":",
    "slash": "/",
    "backslash": "\\",
    "lbrace": "{",
    "rbrace": "}",
    "lbrack": "[",
    "rbrack": "]",
    "{": "{",
    "}": "}",
    "%": "%",
    "&": "&",
    "#": "#",
    "$": "$",
    "_": "_",
    # Missing in the table.
    "checkmark": "✓",
    "onedot": ".",
    "S": "§",
    "P": "¶",
    "dag": "†",
    "ddag": "‡",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "texteuro": "€",
    "textdollar": "$",
    "textpercent": "%",
    "clubsuit": "♣",
    "diamondsuit": "♢",
    "heartsuit": "♡",
    "spadesuit": "♠",
    "triangle": "△",
    "bigtriangleup": "△",
    "bigstar": "★",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "BibTeX": "BibTeX",
    "textmu": "µ",
    "upmu": "µ",
    "micro": "µ",
    "degree": "°",
    "celsius": "°C",
    "textquotesingle": "'",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "lq": "‘",
    "rq": "’",
    "textunderscore": "_",
    "underscore": "_",
    "textbar": "|",
    "iff": "⟺",
    "implies": "⟹",
    "gets": "←",
    "coloneqq": "≔",
    "infinity": "∞",
}
_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
ACCENTS = frozenset(_COMBINING)
"""Commands that put an accent on their argument in running text."""

_FIRST_DING, _FIRST_DINGBAT = 33, 0x2701
_FIRST_CIRCLED_DING, _FIRST_CIRCLED = 172, 0x2460


def symbol(name: str) -> str | None:
    """Return the character a command prints, or None when it is not a mere character."""
    return _table().get(name)


def accented(accent: str, base: str) -> str:
    """Put the accent command's mark on a text's first letter: ``accented("'", "e")`` is ``é``."""
    if not base:
        return accent if accent in "^~" else ""
    letter = {"ı": "i", "ȷ": "j"}.get(base[:1], base[:1])
    return unicodedata.normalize("NFC", letter + _COMBINING[accent]) + base[1:]


def dingbat(code: str) -> str:
    r"""Return the character of pifont's ``\ding{code}``: check marks, crosses, circled numbers."""
    number = int(code) if code.isdecimal() and len(code) < 4 else 0
    if _FIRST_CIRCLED_DING <= number < _FIRST_CIRCLED_DING + 10:
        return chr(_FIRST_CIRCLED + number - _FIRST_CIRCLED_DING)
    return chr(_FIRST_DINGBAT + number - _FIRST_DING) if number >= _FIRST_DING else ""


@cache
def _table() -> dict[str, str]:
    database = get_default_latex_context_db()
    published = {
        macro.macroname: macro.simplify_repl
        for category in database.category_list
        for macro in database.iter_macro_specs([category])
        if isinstance(macro.simplify_repl, str)
        and len(macro.simplify_repl) == 1
        # Spacing commands have arguments of their own.
        and not macro.simplify_repl.isspace()
    }
    return published | _OWN
