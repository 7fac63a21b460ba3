"""What each command prints in running text and in formulas, by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from extractors.documents.scripts import subscript, superscript
from extractors.documents.tex import commands as known
from extractors.documents.tex import siunitx
from extractors.documents.tex.formula import Atom, AtomRole, role_of
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.symbols import ACCENTS, accented, dingbat, symbol
from extractors.documents.tex.tokens import Kind, Token, source_of

THIN_SPACE = "\u2009"
"""Printed by ``\\,``: it may group the digits of a number."""
XSPACE = "\ue000"
r"""Printed by ``\xspace``: a space where a word follows."""
_SIMPLE = re.compile(r"[\w.^′]+")


class Converter(Protocol):
    """The converter that calls a handler, which is `PlainText`: it converts the arguments of the command."""

    def text(self, tokens: Sequence[Token]) -> str:
        """Convert running text."""

    def formula(self, tokens: Sequence[Token]) -> str:
        """Convert the inside of a formula."""


TextHandler = Callable[[Converter, Token, TokenStream], str]
"""Gets a command, reads its arguments from the stream and returns what it prints."""
FormulaHandler = Callable[[Converter, Token, TokenStream], list[Atom]]
"""The same in a formula."""


def text_of(plain: Converter, command: Token, stream: TokenStream) -> str:
    """Return what a command of running text prints."""
    return _IN_TEXT.get(command.text, _printed)(plain, command, stream)


def atoms_of_command(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    """Return the atoms a command of a formula prints."""
    if handler := _IN_FORMULAS.get(command.text):
        return handler(plain, command, stream)
    printed = _printed(plain, command, stream)
    return [Atom(printed, _role_of_command(command.text, printed))] if printed else []


def _printed(plain: Converter, command: Token, stream: TokenStream) -> str:
    """Return what a command prints that means the same in text and in formulas."""
    printed = symbol(command.text)
    return _ANYWHERE.get(command.text, _unknown)(plain, command, stream) if printed is None else printed


def _role_of_command(name: str, printed: str) -> AtomRole:
    if printed == THIN_SPACE or printed.isspace():
        return AtomRole.SPACE
    if name == "colon" or len(printed) > 1:
        return AtomRole.ORDINARY
    return role_of(printed)


def _nothing(plain: Converter, command: Token, stream: TokenStream) -> str:
    return ""


def _space(plain: Converter, command: Token, stream: TokenStream) -> str:
    return " "


def _line_break(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.drop("*o")
    return " "


def _environment(plain: Converter, command: Token, stream: TokenStream) -> str:
    name = stream.word()
    content = stream.content_of(name)
    bare_name = name.rstrip("*")
    if bare_name in known.PICTURE_ENVIRONMENTS:
        return ""
    if bare_name in known.MATH_ENVIRONMENTS:
        return plain.formula(content)
    return f" {plain.text(content)} "


def _environment_end(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.argument()
    return " "


def _delimited_formula(plain: Converter, command: Token, stream: TokenStream) -> str:
    r"""Convert ``\(...\)`` and ``\[...\]``."""
    inner = stream.until_command(")" if command.text == "(" else "]")
    if stream:
        stream.next()
    return plain.formula(inner)


_IN_TEXT: Mapping[str, TextHandler] = {
    **dict.fromkeys(known.SPACES, _space),
    "\\": _line_break,
    **dict.fromkeys(
        ACCENTS, lambda plain, command, stream: accented(command.text, plain.text(stream.argument()))
    ),
    **dict.fromkeys(("-", "/", "@", "!"), _nothing),
    **dict.fromkeys(("(", "["), _delimited_formula),
    "begin": _environment,
    "end": _environment_end,
    "ensuremath": lambda plain, _, stream: plain.formula(stream.argument()),
    "footnotemark": lambda _plain, _command, stream: superscript(source_of(stream.optional() or [])),
    "textsubscript": lambda plain, _, stream: subscript(plain.text(stream.argument())),
    "textsuperscript": lambda plain, _, stream: superscript(plain.text(stream.argument())),
    "xspace": lambda *_: XSPACE,
}


def _number(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.optional()
    return siunitx.number(source_of(stream.argument()))


def _quantity(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.optional()
    value = source_of(stream.argument())
    stream.optional()
    return siunitx.quantity(value, source_of(stream.argument()))


def _range(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.optional()
    ends = [siunitx.number(source_of(stream.argument())) for _ in range(2)]
    unit = "" if command.text == "numrange" else siunitx.quantity("", source_of(stream.argument()))
    return "–".join(ends) + unit


def _unit(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.optional()
    return siunitx.unit(source_of(stream.argument()))


def _horizontal_space(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.star()
    return "" if source_of(stream.argument()).startswith("-") else " "


def _first_argument(plain: Converter, command: Token, stream: TokenStream) -> str:
    r"""Go on with the first of two arguments: ``\texorpdfstring{printed}{for bookmarks}``."""
    first = stream.argument()
    stream.argument()
    stream.push(first)
    return ""


def _fraction(plain: Converter, command: Token, stream: TokenStream) -> str:
    above, below = plain.formula(stream.argument()), plain.formula(stream.argument())
    return f"{_operand(above)}/{_operand(below)}"


def _operand(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _dropped(plain: Converter, command: Token, stream: TokenStream) -> str:
    stream.drop(known.DROPPED_ARGUMENTS[command.text])
    return ""


def _unknown(plain: Converter, command: Token, stream: TokenStream) -> str:
    """Print nothing for the name; a mandatory argument is most likely text and is read next."""
    if stream.is_next(Kind.TEXT, "["):
        stream.optional()
    # A space keeps two numbers apart: ``\\unknown{3}{5}`` never becomes ``35``.
    if stream.is_next(Kind.OPEN):
        opening, first = stream.next(), stream.until_close()
        is_number = source_of(first)[-1:].isdecimal()
        space = [Token(Kind.COMMAND, " ")] if is_number and stream.is_next(Kind.OPEN) else []
        stream.push([opening, *first, Token(Kind.CLOSE, "}"), *space])
    return ""


_ANYWHERE: Mapping[str, TextHandler] = {
    **dict.fromkeys(known.DROPPED_ARGUMENTS, _dropped),
    **dict.fromkeys(known.FRACTIONS, _fraction),
    **dict.fromkeys(known.THIN_SPACES, lambda *_: THIN_SPACE),
    **dict.fromkeys(("SI", "qty"), _quantity),
    **dict.fromkeys(("numrange", "SIrange", "qtyrange"), _range),
    **dict.fromkeys(("si", "unit"), _unit),
    "ding": lambda _plain, _command, stream: dingbat(stream.word()),
    "hspace": _horizontal_space,
    "num": _number,
    "texorpdfstring": _first_argument,
}


def _math_space(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    return [Atom("; " if command.text == "\\" else " ", AtomRole.SPACE)]


def _text_box(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    text = plain.text(stream.argument())
    return [Atom(text)] if text else []


def _function(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    return [Atom("mod" if command.text == "bmod" else command.text, AtomRole.WORD)]


def _limits(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    small, base = plain.formula(stream.argument()), plain.formula(stream.argument())
    mark = subscript(small) if command.text == "underset" else superscript(small)
    return [Atom(base + mark, role_of(base), ends_in_script=True)]


def _root(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    stream.optional()
    return [Atom(f"√{_operand(plain.formula(stream.argument()))}")]


def _operator_name(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    stream.star()
    return [Atom(plain.formula(stream.argument()), AtomRole.WORD)]


def _delimiter_size(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    r"""Drop the dot of ``\left.``, which stands for a bracket that is not printed."""
    if stream.is_next(Kind.TEXT, "."):
        stream.character()
    return []


def _end_in_formula(plain: Converter, command: Token, stream: TokenStream) -> list[Atom]:
    stream.argument()
    return []


_IN_FORMULAS: Mapping[str, FormulaHandler] = {
    **dict.fromkeys(known.SPACES, _math_space),
    **dict.fromkeys(known.TEXT_BOXES, _text_box),
    **dict.fromkeys(known.FUNCTIONS, _function),
    **dict.fromkeys(known.FRACTIONS, lambda *arguments: [Atom(_fraction(*arguments), AtomRole.WORD)]),
    **dict.fromkeys(known.LIMITS, _limits),
    **dict.fromkeys(("left", "right", "middle"), _delimiter_size),
    "begin": lambda *arguments: [Atom(_environment(*arguments))],
    "end": _end_in_formula,
    "operatorname": _operator_name,
    "sqrt": _root,
}
