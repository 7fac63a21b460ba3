r"""TeX into plain text, by the text conventions of `extractors.documents.model`.

One converter serves both uses: the ``alttext`` of a formula in HTML, and everything between two commands of a
LaTeX source. What needs to know the paper (citations, references, footnotes) is added by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractors.documents.scripts import subscript, superscript
from extractors.documents.tex import commands as known
from extractors.documents.tex.formula import Atom, AtomRole, atoms_of, join
from extractors.documents.tex.handlers import THIN_SPACE, XSPACE, TextHandler, atoms_of_command, text_of
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, tokenize

_DEEPEST = 60
"""Levels of nesting, far beyond any real formula; text below is dropped."""
_THIN_GROUPS = re.compile(rf"(?<![\d.{THIN_SPACE}])(\d{{1,3}})((?:{THIN_SPACE}\d{{3}})+)(?!\d)")
_QUOTES = (("``", "“"), ("''", "”"), ("---", "—"), ("--", "–"), ("`", "‘"), ("'", "’"))
_SPACE_BEFORE_MARK = re.compile(r" +(?=[,;:!?)\]](?!\w)|\.(?:\s|$))")
_SPACE_AFTER_OPENING = re.compile(r"(?<=[(\[]) +")


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
    """Return the text with single spaces, and without the thin spaces that group the digits of a number."""
    text = _THIN_GROUPS.sub(lambda match: match[1] + match[2].replace(THIN_SPACE, ""), text)
    text = re.sub(rf"{XSPACE}(?=[\w(])", " ", text).replace(XSPACE, "")
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
            case Kind.COMMAND if not self._skips(token, stream):
                return self.handlers.get(token.text, text_of)(self, token, stream)
            case Kind.COMMAND | Kind.CLOSE | Kind.PARAMETER:
                return ""
            case Kind.SUPER | Kind.SUB | Kind.VERBATIM:
                return token.text

    def _skips(self, token: Token, stream: TokenStream) -> bool:
        """Drop the argument of a command that sets it in bold, where bold is left out."""
        is_skipped = self.skips_bold and token.text in known.BOLD
        if is_skipped:
            stream.argument()
        return is_skipped

    def _atoms(self, token: Token, stream: TokenStream) -> list[Atom]:
        match token.kind:
            case Kind.TEXT:
                return atoms_of(token.text)
            case Kind.ALIGN:
                return [Atom(" ", AtomRole.SPACE)]
            case Kind.OPEN:
                # One atom: the comma in ``{,}`` separates nothing.
                group = self.formula(stream.until_close())
                return [Atom(group)] if group else []
            case Kind.COMMAND if not self._skips(token, stream):
                return atoms_of_command(self, token, stream)
            case Kind.VERBATIM:
                return [Atom(token.text)]
            case _:
                # In a formula TeX ignores spaces; dollar signs come from formulas within \text.
                return []

    def _script(self, stream: TokenStream) -> str:
        r"""Read what is raised or lowered; in ``^\text{box}`` the command's own argument belongs to it."""
        stream.skip_spaces()
        if not stream.is_next(Kind.COMMAND):
            return self.formula(stream.argument())
        atoms = self._atoms(stream.next(), stream)
        if not atoms and stream.is_next(Kind.OPEN):
            return self.formula(stream.argument())
        return join(atoms)

    def _append_script(self, atoms: list[Atom], kind: Kind, script: str) -> None:
        written = superscript(script) if kind is Kind.SUPER else subscript(script)
        base = atoms.pop() if atoms and atoms[-1].role is not AtomRole.SPACE else Atom("")
        ends_in_script = written.startswith(("^", "_")) and not written.endswith("}")
        atoms.append(Atom(base.text + written, base.role, ends_in_script))


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
