r"""TeX into plain text, by the text conventions of `extractors.documents.model`.

One converter serves both uses: the ``alttext`` of a formula in HTML, and everything between two commands of a
LaTeX source. What needs to know the paper (citations, references, footnotes) is added by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from extractors.documents.scripts import subscript, superscript
from extractors.documents.tex import commands as known
from extractors.documents.tex import siunitx
from extractors.documents.tex.formula import Atom, AtomRole, atoms_of, join, role_of
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.symbols import ACCENTS, accented, dingbat, symbol
from extractors.documents.tex.tokens import Kind, Token, source_of, tokenize

TextHandler = Callable[["PlainText", Token, TokenStream], str]
"""Gets a command, reads its arguments from the stream and returns what it prints."""

_DEEPEST = 60
"""Levels of nesting, far beyond any real formula; text below is dropped."""
_THIN_SPACE = "\u2009"
_THIN_GROUPS = re.compile(rf"(?<![\d.{_THIN_SPACE}])(\d{{1,3}})((?:{_THIN_SPACE}\d{{3}})+)(?!\d)")
_XSPACE = "\ue000"
_QUOTES = (("``", "“"), ("''", "”"), ("---", "—"), ("--", "–"), ("`", "‘"), ("'", "’"))
_SPACE_BEFORE_MARK = re.compile(r" +(?=[,;:!?)\]](?!\w)|\.(?:\s|$))")
_SPACE_AFTER_OPENING = re.compile(r"(?<=[(\[]) +")
_SIMPLE = re.compile(r"[\w.^′]+")


@lru_cache(maxsize=4096)
def math_text(source: str) -> str:
    r"""Reduce a formula to plain text.

    Args:
        source: TeX without the surrounding dollar signs, such as ``2.3\times 10^{19}``.

    Returns:
        One line, such as ``2.3×10^19``.
    """
    return tidy(PlainText().formula(tokenize(source)))


def tidy(text: str) -> str:
    """Single spaces, and the digits of a number that thin spaces group put together."""
    text = _THIN_GROUPS.sub(lambda match: match[1] + match[2].replace(_THIN_SPACE, ""), text)
    text = re.sub(rf"{_XSPACE}(?=[\w(])", " ", text).replace(_XSPACE, "")
    return " ".join(text.split())


def close_up(text: str) -> str:
    """Drop the spaces that markup leaves before punctuation and inside brackets."""
    return _SPACE_AFTER_OPENING.sub("", _SPACE_BEFORE_MARK.sub("", text))


class PlainText:
    """Converts tokens into text.

    Args:
        handlers: Commands of running text that the caller understands, by name.
        skips_bold: Leave out everything set in bold; comparing with the full text tells how much of it is.
    """

    def __init__(
        self, handlers: Mapping[str, TextHandler] | None = None, *, skips_bold: bool = False
    ) -> None:
        self.handlers = handlers or {}
        self.skips_bold = skips_bold
        self._depth = 0

    def text(self, tokens: Sequence[Token]) -> str:
        """Convert running text; call `tidy` on the result."""
        if self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        stream = TokenStream(tokens)
        written: list[str] = []
        while stream:
            token = stream.next()
            if token.is_command(*known.BOLD_SWITCHES) and self.skips_bold:
                break
            written.append(self._text_piece(token, stream))
        self._depth -= 1
        return "".join(written)

    def formula(self, tokens: Sequence[Token]) -> str:
        """Convert the inside of a formula; call `tidy` on the result."""
        if self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        stream = TokenStream(tokens)
        atoms: list[Atom] = []
        while stream:
            token = stream.next()
            if token.kind in (Kind.SUPER, Kind.SUB):
                self._append_script(atoms, token.kind, self._script(stream))
            else:
                atoms.extend(self._atoms(token, stream))
        self._depth -= 1
        return join(atoms)

    def _text_piece(self, token: Token, stream: TokenStream) -> str:
        match token.kind:
            case Kind.TEXT:
                text = token.text
                for typed, printed in _QUOTES:
                    text = text.replace(typed, printed)
                return text
            case Kind.SPACE | Kind.PARAGRAPH | Kind.ALIGN:
                return " "
            case Kind.OPEN:
                return self.text(stream.until_close())
            case Kind.MATH:
                return self.formula(_until_math_shift(stream, token.text))
            case Kind.COMMAND:
                return self._text_command(token, stream)
            case Kind.CLOSE | Kind.PARAMETER:
                return ""
            case Kind.SUPER | Kind.SUB | Kind.VERBATIM:
                return token.text

    def _text_command(self, token: Token, stream: TokenStream) -> str:
        name = token.text
        if handler := self.handlers.get(name):
            return handler(self, token, stream)
        if name in known.SPACES:
            return _read_space(name, stream)
        if name in known.BOLD and self.skips_bold:
            stream.argument()
            return ""
        if name in ACCENTS:
            return accented(name, self.text(stream.argument()))
        if name in ("(", "["):
            closing = ")" if name == "(" else "]"
            inner = stream.until_command(closing)
            if stream:
                stream.next()
            return self.formula(inner)
        match name:
            case "begin":
                return self._environment(stream)
            case "end":
                stream.argument()
                return " "
            case "xspace":
                return _XSPACE
            case "textsuperscript":
                return superscript(self.text(stream.argument()))
            case "textsubscript":
                return subscript(self.text(stream.argument()))
            case "footnotemark":
                return superscript(source_of(stream.optional() or []))
            case "ensuremath":
                return self.formula(stream.argument())
            case "-" | "/" | "@" | "!":
                return ""
            case _:
                return self._shared_command(name, stream)

    def _shared_command(self, name: str, stream: TokenStream) -> str:
        """Convert a command that means the same in text and in formulas."""
        if name in known.THIN_SPACES:
            return _THIN_SPACE
        if (printed := symbol(name)) is not None:
            return printed
        if (pattern := known.DROPPED_ARGUMENTS.get(name)) is not None:
            drop_arguments(pattern, stream)
            return ""
        match name:
            case "hspace":
                stream.star()
                return "" if source_of(stream.argument()).startswith("-") else " "
            case "ding":
                return dingbat(stream.word())
            case "num":
                stream.optional()
                return siunitx.number(source_of(stream.argument()))
            case "SI" | "qty":
                stream.optional()
                value = source_of(stream.argument())
                stream.optional()
                return siunitx.quantity(value, source_of(stream.argument()))
            case "numrange" | "SIrange" | "qtyrange":
                stream.optional()
                ends = [siunitx.number(source_of(stream.argument())) for _ in range(2)]
                unit = "" if name == "numrange" else siunitx.quantity("", source_of(stream.argument()))
                return "–".join(ends) + unit
            case "si" | "unit":
                stream.optional()
                return siunitx.unit(source_of(stream.argument()))
            case "texorpdfstring":
                printed_tokens = stream.argument()
                stream.argument()
                stream.push(printed_tokens)
                return ""
        if name in known.FRACTIONS:
            above, below = self.formula(stream.argument()), self.formula(stream.argument())
            return f"{_operand(above)}/{_operand(below)}"
        # Unknown: its name prints nothing, and a mandatory argument is most likely text.
        token = stream.peek()
        if token is not None and token.kind is Kind.TEXT and token.text == "[":
            stream.optional()
        _keep_numbers_apart(stream)
        return ""

    def _atoms(self, token: Token, stream: TokenStream) -> list[Atom]:
        match token.kind:
            case Kind.TEXT:
                return atoms_of(token.text)
            case Kind.ALIGN:
                return [Atom(" ", AtomRole.SPACE)]
            case Kind.OPEN:
                return _single(self.formula(stream.until_close()))
            case Kind.COMMAND:
                return self._command_atoms(token.text, stream)
            case Kind.VERBATIM:
                return [Atom(token.text)]
            case _:
                # In a formula TeX ignores spaces; dollar signs come from formulas within \text.
                return []

    def _command_atoms(self, name: str, stream: TokenStream) -> list[Atom]:
        if name in known.SPACES:
            return [Atom("; " if name == "\\" else " ", AtomRole.SPACE)]
        if name in known.BOLD and self.skips_bold:
            stream.argument()
            return []
        if name in known.TEXT_BOXES:
            return _single(self.text(stream.argument()))
        if name in known.FUNCTIONS:
            return [Atom(name.removeprefix("b") if name == "bmod" else name, AtomRole.WORD)]
        if name in known.FRACTIONS:
            return [Atom(self._shared_command(name, stream), AtomRole.WORD)]
        if name in known.LIMITS:
            small, base = self.formula(stream.argument()), self.formula(stream.argument())
            mark = subscript(small) if name == "underset" else superscript(small)
            return [Atom(base + mark, role_of(base), ends_in_script=True)]
        match name:
            case "sqrt":
                stream.optional()
                return [Atom(f"√{_operand(self.formula(stream.argument()))}")]
            case "operatorname":
                stream.star()
                return [Atom(self.formula(stream.argument()), AtomRole.WORD)]
            case "left" | "right" | "middle":
                token = stream.peek()
                if token is not None and token.kind is Kind.TEXT and token.text.startswith("."):
                    stream.argument()
                return []
            case "begin":
                return [Atom(self._environment(stream))]
            case "end":
                stream.argument()
                return []
        printed = self._shared_command(name, stream)
        return [Atom(printed, _role_of_command(name, printed))] if printed else []

    def _environment(self, stream: TokenStream) -> str:
        name = stream.word()
        content = stream.until_end(name)
        inner = TokenStream(content)
        drop_arguments(known.ENVIRONMENT_ARGUMENTS.get(name, ""), inner)
        rest = inner.rest()
        bare_name = name.rstrip("*")
        if bare_name in known.PICTURE_ENVIRONMENTS:
            return ""
        if bare_name in known.MATH_ENVIRONMENTS:
            return self.formula(rest)
        return f" {self.text(rest)} "

    def _script(self, stream: TokenStream) -> str:
        r"""Read what is raised or lowered; in ``^\text{box}`` the command's own argument belongs to it."""
        stream.skip_spaces()
        token = stream.peek()
        if token is None or token.kind is not Kind.COMMAND:
            return self.formula(stream.argument())
        atoms = self._command_atoms(stream.next().text, stream)
        following = stream.peek()
        if not atoms and following is not None and following.kind is Kind.OPEN:
            return self.formula(stream.argument())
        return join(atoms)

    def _append_script(self, atoms: list[Atom], kind: Kind, script: str) -> None:
        written = superscript(script) if kind is Kind.SUPER else subscript(script)
        base = atoms.pop() if atoms and atoms[-1].role is not AtomRole.SPACE else Atom("")
        ends_in_script = written.startswith(("^", "_")) and not written.endswith("}")
        atoms.append(Atom(base.text + written, base.role, ends_in_script))


def drop_arguments(pattern: str, stream: TokenStream) -> None:
    """Read and forget arguments by a pattern of `extractors.documents.tex.commands`."""
    for letter in pattern:
        match letter:
            case "*":
                stream.star()
            case "o":
                stream.optional()
            case "l":
                stream.skip_length()
            case _:
                stream.argument()


def _until_math_shift(stream: TokenStream, shift: str) -> list[Token]:
    taken: list[Token] = []
    depth = 0
    while stream:
        token = stream.next()
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.kind is Kind.MATH and depth <= 0:
            if token.text == "$$" and shift == "$":
                # Two formulas set right after each other, as in ``$a$$b$``.
                stream.push([token._replace(text="$")])
            break
        if token.kind is Kind.PARAGRAPH:
            # A formula never spans paragraphs: this dollar sign was not meant to open one.
            break
        taken.append(token)
    return taken


def _keep_numbers_apart(stream: TokenStream) -> None:
    r"""Put a space between two arguments of an unknown command: ``\unknown{3}{5}`` never becomes ``35``."""
    token = stream.peek()
    if token is None or token.kind is not Kind.OPEN:
        return
    opening, first = stream.next(), stream.until_close()
    following = stream.peek()
    space = [Token(Kind.COMMAND, " ")] if following is not None and following.kind is Kind.OPEN else []
    is_number = source_of(first)[-1:].isdecimal()
    stream.push([opening, *first, Token(Kind.CLOSE, "}"), *(space if is_number else [])])


def _read_space(name: str, stream: TokenStream) -> str:
    if name == "\\":
        stream.star()
        stream.optional()
    return " "


def _single(text: str) -> list[Atom]:
    """Make a group one atom: ``{,}`` is no comma that separates."""
    return [Atom(text)] if text else []


def _operand(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _role_of_command(name: str, printed: str) -> AtomRole:
    if printed == _THIN_SPACE or printed.isspace():
        return AtomRole.SPACE
    if name == "colon" or len(printed) > 1:
        return AtomRole.ORDINARY
    return role_of(printed)
