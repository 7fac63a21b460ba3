"""Floats of a source: their captions, tabulars and other text, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.documents.floats import Caption, Panel, parse_caption
from extractors.documents.latex.inline import LatexInlineReader
from extractors.documents.latex.macros import Macro
from extractors.documents.latex.tables import is_layout, read_tabular
from extractors.documents.tex import commands as known
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, group

LONG_TABLES = frozenset(("longtable", "xltabular", "longtabu", "longtblr", "supertabular", "xtabular"))
"""Tabulars that hold their caption."""
_PARTS = frozenset(
    ("subtable", "subfigure", "minipage", "threeparttable", "measuredfigure", "table", "figure")
)
_PARTS_IN_BRACES = frozenset(("subfloat", "subfigure", "subtable", "subtop", "subbottom"))
_DEEPEST = 20
_BOXES = frozenset(("ttabbox", "capbtabbox", "ffigbox", "capbfigbox"))
"""Commands of floatrow with two arguments: content and caption, in either order."""
_STRUCTURE = frozenset(("caption", "begin", "subcaptionbox")) | _PARTS_IN_BRACES | _BOXES


@dataclass(frozen=True, slots=True)
class FloatReader:
    """Reads floats.

    Args:
        inline: Reads text.
        column_types: Column types the paper has defined.
    """

    inline: LatexInlineReader
    column_types: Mapping[str, Macro]

    def read(self, content: Sequence[Token], depth: int = 0) -> Panel:
        """Read what is in a float."""
        panel = Panel()
        self._fill(panel, content, depth)
        return panel

    def tabular(self, begin: Token, environment: str, content: Sequence[Token]) -> Panel:
        """Read a tabular with the caption a long one holds, or the tabulars it only sets side by side."""
        panel = Panel()
        self._add_tabular(panel, begin, environment, content, 0)
        return panel

    def caption(self, token: Token, stream: TokenStream) -> Caption:
        r"""Read the arguments of ``\caption``."""
        stream.optional()
        text = self.inline.text(stream.argument())
        return Caption(token.number, text) if token.number else parse_caption(text)

    def _fill(self, panel: Panel, content: Sequence[Token], depth: int) -> None:
        stream = TokenStream(content)
        run: list[Token] = []
        while stream:
            token = stream.next()
            if token.kind in (Kind.PARAGRAPH, Kind.ALIGN) or token.is_command("item", "\\"):
                self._end_note(panel, run)
            elif token.is_command(*_STRUCTURE):
                self._end_note(panel, run)
                self._structure(panel, token, stream, depth)
            elif token.is_command("footnote", "footnotetext", "tablefootnote"):
                run += (token, *group(stream.argument()))
            elif token.is_command("end"):
                self._end_note(panel, run)
                stream.argument()
            elif token.kind is Kind.COMMAND and token.text in known.DROPPED_ARGUMENTS:
                stream.drop(known.DROPPED_ARGUMENTS[token.text])
            else:
                run.append(token)
        self._end_note(panel, run)

    def _structure(self, panel: Panel, token: Token, stream: TokenStream, depth: int) -> None:
        if token.text == "caption":
            panel.items.append(self.caption(token, stream))
        elif token.text == "subcaptionbox":
            stream.star()
            caption = Caption(token.number, self.inline.text(stream.argument()))
            stream.optional()
            stream.optional()
            self._add_part(panel, caption, stream.argument(), depth)
        elif token.text in _BOXES:
            stream.drop("oo")
            self._add_panel(panel, [*stream.argument(), *stream.argument()], depth)
        elif token.text in _PARTS_IN_BRACES:
            title = stream.optional()
            caption = Caption(token.number, self.inline.text(title or []))
            self._add_part(panel, caption, stream.argument(), depth)
        else:
            self._environment(panel, token, stream, depth)

    def _environment(self, panel: Panel, begin: Token, stream: TokenStream, depth: int) -> None:
        name = stream.word()
        bare = name.rstrip("*")
        if name in known.TABULAR_ENVIRONMENTS:
            self._add_tabular(panel, begin, name, stream.until_end(name), depth)
        elif bare in known.PICTURE_ENVIRONMENTS:
            stream.until_end(name)
        elif bare in known.MATH_ENVIRONMENTS:
            text = self.inline.formula(stream.until_end(name))
            if text:
                panel.notes.append(text)
        elif bare in _PARTS and depth < _DEEPEST:
            self._add_panel(panel, stream.content_of(name), depth)
        else:
            stream.drop(known.ENVIRONMENT_ARGUMENTS.get(name, ""))

    def _add_tabular(
        self, panel: Panel, begin: Token, name: str, content: Sequence[Token], depth: int
    ) -> None:
        if depth < _DEEPEST and is_layout(content):
            inner = TokenStream(content)
            inner.drop(known.TABULAR_ENVIRONMENTS[name])
            self._add_panel(panel, inner.rest(), depth)
            return
        if name in LONG_TABLES:
            content = self._without_captions(panel, content)
        tabular = read_tabular(begin, name, content, self.inline, self.column_types)
        if tabular.grid.cells:
            panel.items.append(tabular)

    def _without_captions(self, panel: Panel, content: Sequence[Token]) -> list[Token]:
        """Take the captions out of a long table; the one that says it is continued has no number."""
        stream = TokenStream(content)
        kept: list[Token] = []
        captions: list[Caption] = []
        while stream:
            token = stream.next()
            if token.is_command("caption"):
                captions.append(self.caption(token, stream))
            else:
                kept.append(token)
        panel.items.extend(captions[:1])
        return kept

    def _add_panel(self, panel: Panel, content: Sequence[Token], depth: int) -> None:
        """Add what stands in a box: as a part of its own where it has a caption."""
        part = self.read(content, depth + 1) if depth < _DEEPEST else Panel()
        if any(isinstance(item, Caption) for item in part.items):
            panel.items.append(part)
        else:
            panel.items.extend(part.items)
            panel.notes.extend(part.notes)

    def _add_part(self, panel: Panel, caption: Caption, content: list[Token], depth: int) -> None:
        if depth >= _DEEPEST:
            return
        part = self.read(content, depth + 1)
        part.items.insert(0, caption)
        panel.items.append(part)

    def _end_note(self, panel: Panel, run: list[Token]) -> None:
        text = self.inline.text(run)
        run.clear()
        if any(map(str.isalnum, text)):
            panel.notes.append(text)
