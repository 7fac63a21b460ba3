"""The state of an expansion, and what handlers do with it: read, put tokens in front, define, note damage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.documents.latex.counters import Counters, LabelTarget, OpenEnvironment
from extractors.documents.latex.macros import Macro
from extractors.documents.latex.source import SourceFiles
from extractors.documents.model import Damage
from extractors.documents.tex.commands import names
from extractors.documents.tex.plain import PlainText, tidy
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token

CommandHandler = Callable[["Expander", Token], None]
"""Does what one command asks for."""

_MOST_ADDED_TOKENS = 1_000_000
"""Tokens that macros and inputs may add; long theses have half a million."""
_MOST_USES = 20_000
"""Uses of one macro; a macro that is used more often calls itself."""
_DEEPEST_NUMBER = 20
_MOST_NOTES = 50
_KEPT_AS_THEY_ARE = names(
    """
    begin end item documentclass title author date maketitle abstract keywords and And AND affiliation
    cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite autocite footcite
    ref eqref autoref cref Cref pageref nameref hyperref url href
    textbf textit emph textrm texttt textsc textsf underline text mathbf boldsymbol bm
    hline cline toprule midrule bottomrule cmidrule multicolumn multirow specialrule addlinespace
    bibitem newblock par left right frac xspace onedot includegraphics
    centering thanks tablefootnote
    """
) | frozenset("\\&%$#_{},;:! ")
"""Commands the reader knows itself and better than through the definitions of a style file."""


@dataclass(slots=True, eq=False)
class Expander:
    """The state of an expansion; handlers of commands read from `stream` and write to `out`."""

    source: SourceFiles
    handlers: Mapping[str, CommandHandler]
    """What each command does that changes what follows."""
    handler_of: Callable[[str], CommandHandler | None]
    """What a command does that is known by the form of its name alone, such as ``\\if...``."""
    main: str
    stream: TokenStream = field(default_factory=lambda: TokenStream(()))
    out: list[Token] = field(default_factory=list)
    macros: dict[str, Macro] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    r"""Commands made by ``\let`` from one the reader knows itself."""
    environments: dict[str, tuple[Macro, Macro]] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    """Environments that are left out with everything in them."""
    column_types: dict[str, Macro] = field(default_factory=dict)
    theorems: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Environment -> printed name, counter."""
    flags: dict[str, bool] = field(default_factory=dict)
    """Switches made by ``\\newif`` or as toggles."""
    stream_without_fi: TokenStream | None = None
    r"""The stream in which no ``\fi`` is left."""
    counters: Counters = field(default_factory=Counters)
    labels: dict[str, LabelTarget] = field(default_factory=dict)
    open_environments: list[OpenEnvironment] = field(default_factory=lambda: [OpenEnvironment("")])
    packages: dict[str, str] = field(default_factory=dict)
    citation_style: str = ""
    bibliography_database: str = ""
    open_files: list[str] = field(default_factory=list)
    missing_files: int = 0
    damage: list[Damage] = field(default_factory=list)
    _scopes: list[dict[str, Macro | None]] = field(default_factory=list)
    _uses: Counter[str] = field(default_factory=Counter)
    _added: int = 0
    _number_depth: int = 0

    def run(self, tokens: Sequence[Token]) -> list[Token]:
        """Expand tokens apart from what is being read."""
        stream, out = self.stream, self.out
        self.stream, self.out = TokenStream(tokens), []
        while self.stream:
            self._step(self.stream.next())
        expanded = self.out
        self.stream, self.out = stream, out
        return expanded

    def plain(self, tokens: Sequence[Token]) -> str:
        """Return the expanded text of a few tokens, such as a number's."""
        if len(tokens) == 1 and tokens[0].kind is Kind.TEXT:
            return tokens[0].text
        if self._number_depth >= _DEEPEST_NUMBER:
            return ""
        self._number_depth += 1
        text = tidy(PlainText().text(self.run(tokens)))
        self._number_depth -= 1
        return text

    def integer(self, tokens: Sequence[Token]) -> int | None:
        r"""Return the value of a number as in ``\setcounter{table}{\value{figure}}``."""
        text = self.plain(tokens)
        digits = text.removeprefix("-")
        return int(text) if digits.isdecimal() and len(digits) < 7 else None

    def use(self, call: Token, macro: Macro, what: str) -> None:
        """Put what a macro stands for in its place, unless it calls itself without end."""
        self._uses[what] += 1
        if self._uses[what] > _MOST_USES:
            self.note("expansion_limit", f"{what} calls itself without end")
        elif self.make_room(len(macro.body), what):
            expanded = macro.expand(call, self.stream)
            if self.make_room(len(expanded) - len(macro.body), what):
                self.stream.push(expanded)

    def push(self, tokens: Sequence[Token], what: str) -> None:
        """Put what a macro or file stands for in front of what is to be read, as long as there is room."""
        if self.make_room(len(tokens), what):
            self.stream.push(tokens)

    def make_room(self, count: int, what: str) -> bool:
        """Tell whether so many more tokens may be read; a macro or file asks before it adds its own."""
        self._added += count
        if self._added > _MOST_ADDED_TOKENS:
            self.note("expansion_limit", f"{what} would make the source too long")
        return self._added <= _MOST_ADDED_TOKENS

    def note(self, code: str, detail: str) -> None:
        """Note damage; the same damage only once."""
        note = Damage(code, detail)
        if len(self.damage) < _MOST_NOTES and note not in self.damage:
            self.damage.append(note)

    def define(self, name: str, macro: Macro, *, everywhere: bool = False) -> None:
        """Define a macro till the end of the group, or everywhere; those the reader knows itself stay."""
        if not name or name in _KEPT_AS_THEY_ARE or name in self.handlers:
            return
        if self._scopes and not everywhere:
            self._scopes[-1].setdefault(name, self.macros.get(name))
        self.macros[name] = macro
        self.aliases.pop(name, None)

    def open_scope(self) -> None:
        """Begin a group: what is defined in it ends with it."""
        self._scopes.append({})

    def close_scope(self) -> None:
        """End a group."""
        for name, macro in (self._scopes.pop() if self._scopes else {}).items():
            if macro is None:
                self.macros.pop(name, None)
            else:
                self.macros[name] = macro

    def float_around(self) -> OpenEnvironment | None:
        """Return the innermost open environment whose captions are counted."""
        return next((opened for opened in reversed(self.open_environments) if opened.kind), None)

    def close_file(self) -> None:
        """Go back to the file that has input the one being read."""
        if len(self.open_files) > 1:
            self.open_files.pop()

    def _step(self, token: Token) -> None:
        if token.kind is Kind.COMMAND:
            self._command(token)
            return
        if token.kind is Kind.OPEN:
            self.open_scope()
        elif token.kind is Kind.CLOSE:
            self.close_scope()
        self.out.append(token)

    def _command(self, token: Token) -> None:
        name = token.text
        if (macro := self.macros.get(name)) is not None:
            self.use(token, macro, f"\\{name}")
            return
        if name in self.aliases:
            token = token._replace(text=self.aliases[name])
        if handler := self.handlers.get(token.text) or self.handler_of(token.text):
            handler(self, token)
        else:
            self.out.append(token)
