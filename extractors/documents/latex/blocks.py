"""The body of a source into sections, paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from extractors.documents.floats import Caption, Panel, tables_of
from extractors.documents.latex.counters import FLOAT_COUNTERS, SECTIONS
from extractors.documents.latex.front import FRONT_COMMANDS
from extractors.documents.latex.inline import LatexInlineReader
from extractors.documents.latex.panels import LONG_TABLES, FloatReader
from extractors.documents.model import Paragraph, ParagraphKind, Place, Section, Table
from extractors.documents.tex import commands as known
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, group, group_of

_RUN_IN_HEADINGS = frozenset(("paragraph", "subparagraph"))
_FLOATS = frozenset(FLOAT_COUNTERS) - LONG_TABLES | {"floatrow", "strip"}
_MAYBE_FLOATS = frozenset(("minipage", "center", "threeparttable"))
"""Environments that count as floats where they hold a caption."""
_LISTS = frozenset(
    ("itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum", "list")
)
_THEOREMS = frozenset(("theorem", "lemma", "proof", "definition", "proposition", "corollary", "remark"))
_INLINE_ENVIRONMENTS = frozenset(("small", "footnotesize", "scriptsize", "normalsize", "large", "spacing"))
_SENTENCE_ENDS = (".", ":", "?", "!", "—", "–")


class LatexBlockReader:
    """Reads a source from one end to the other and keeps what it found.

    Args:
        inline: Reads text; its findings are where footnotes come from.
        floats: Reads floats and tabulars.
        theorems: Environments the paper has defined as theorems -> their printed name.
    """

    def __init__(self, inline: LatexInlineReader, floats: FloatReader, theorems: Mapping[str, str]) -> None:
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self._inline = inline
        self._floats = floats
        self._theorems = theorems
        self._kinds = [ParagraphKind.BODY]
        self._run: list[Token] = []
        self._run_in_title = ""
        self._section: int | None = None
        self._is_appendix = False
        self._captionless: tuple[TokenStream, int] | None = None
        """A stream and how much of it is left behind an environment known to hold no caption."""
        self._handlers: Mapping[str, Callable[[Token, TokenStream], None]] = {
            **dict.fromkeys(FRONT_COMMANDS, self._front),
            # In the text ``\\thanks`` is a note, not an affiliation.
            **dict.fromkeys(("footnote", "footnotetext", "thanks"), self._note),
            **dict.fromkeys(SECTIONS, self._heading),
            "abstract": self._abstract,
            "appendix": self._appendix,
            "begin": self._begin,
            "caption": self._caption,
            "end": self._end,
            "item": self._item,
            "par": self._paragraph_end,
        }

    def read(self, tokens: Sequence[Token]) -> None:
        """Read blocks of text."""
        stream = TokenStream(tokens)
        while stream:
            token = stream.next()
            if token.kind is Kind.PARAGRAPH:
                self._end_paragraph()
            elif token.kind is Kind.COMMAND and (handler := self._handlers.get(token.text)):
                handler(token, stream)
            else:
                self._run.append(token)
        self._end_paragraph()

    def read_abstract(self, tokens: Sequence[Token]) -> None:
        """Read an abstract that stands where the body has not begun yet."""
        self._kinds.append(ParagraphKind.ABSTRACT)
        self.read(tokens)
        self._kinds.pop()

    def _item(self, token: Token, stream: TokenStream) -> None:
        self._end_paragraph()
        self._run += [*(stream.optional() or []), Token(Kind.SPACE, " ", token.line, token.file)]

    def _paragraph_end(self, token: Token, stream: TokenStream) -> None:
        self._end_paragraph()

    def _appendix(self, token: Token, stream: TokenStream) -> None:
        self._end_paragraph()
        self._is_appendix = True

    def _caption(self, token: Token, stream: TokenStream) -> None:
        self._end_paragraph()
        caption = self._floats.caption(token, stream)
        self._add_text(caption.full_text, ParagraphKind.CAPTION, token)

    def _note(self, token: Token, stream: TokenStream) -> None:
        """Keep a note in the line as one piece, whatever it holds."""
        self._run += (token, *group(stream.argument()))

    def _abstract(self, token: Token, stream: TokenStream) -> None:
        self._end_paragraph()
        self.read_abstract(stream.argument())

    def _front(self, token: Token, stream: TokenStream) -> None:
        self._end_paragraph()
        stream.drop(FRONT_COMMANDS[token.text])

    def _heading(self, token: Token, stream: TokenStream) -> None:
        self._end_paragraph()
        stream.star()
        short = stream.optional()
        title = self._inline.text(stream.argument()) or self._inline.text(short or [])
        if token.text in _RUN_IN_HEADINGS:
            self._run_in_title = f"{token.number} {title}".strip()
        elif title:
            self._section = len(self.sections)
            level = max(SECTIONS[token.text], 1)
            self.sections.append(Section(title, token.number, level, self._is_appendix))
        self._add_footnotes(token)

    def _begin(self, begin: Token, stream: TokenStream) -> None:
        name = stream.word()
        bare = name.rstrip("*")
        if bare in known.MATH_ENVIRONMENTS:
            self._run += (begin, *stream.environment(name))
        elif bare in known.PICTURE_ENVIRONMENTS:
            stream.until_end(name)
        elif name in known.TABULAR_ENVIRONMENTS:
            self._end_paragraph()
            self._add_float(self._floats.tabular(begin, name, stream.until_end(name)), begin)
        elif bare in _FLOATS or (bare in _MAYBE_FLOATS and self._holds_caption(name, stream)):
            self._end_paragraph()
            self._add_float(self._floats.read(stream.content_of(name)), begin)
        elif name == "thebibliography":
            self._end_paragraph()
            stream.until_end(name)
        elif bare in _INLINE_ENVIRONMENTS:
            stream.drop(known.ENVIRONMENT_ARGUMENTS.get(name, ""))
        else:
            self._end_paragraph()
            self._open(begin, name, bare, stream)

    def _open(self, begin: Token, name: str, bare: str, stream: TokenStream) -> None:
        """Go into an environment of text."""
        if name in self._theorems or bare in _THEOREMS:
            title = begin.number or self._theorems.get(name, "") or bare.capitalize()
            note = self._inline.text(stream.optional() or [])
            self._run_in_title = f"{title} ({note})" if note else title
        elif bare not in ("document", "subequations"):
            stream.drop(known.ENVIRONMENT_ARGUMENTS.get(name, ""))
        kind = self._kinds[-1]
        if bare == "abstract":
            kind = ParagraphKind.ABSTRACT
        elif bare in _LISTS:
            kind = ParagraphKind.LIST_ITEM
        self._kinds.append(kind)

    def _end(self, token: Token, stream: TokenStream) -> None:
        bare = stream.word().rstrip("*")
        if bare in _INLINE_ENVIRONMENTS:
            return
        self._end_paragraph()
        if len(self._kinds) > 1:
            self._kinds.pop()

    def _holds_caption(self, name: str, stream: TokenStream) -> bool:
        """Tell whether the environment we are in has a caption of its own."""
        if self._captionless is not None:
            known_stream, left = self._captionless
            if known_stream is stream and len(stream) > left:
                return False
        content = stream.until_end(name)
        left = len(stream)
        stream.push([*content, Token(Kind.COMMAND, "end"), *group_of(name)])
        is_long = any(
            token.is_command("begin")
            and content[index + 2 : index + 3]
            and content[index + 2].text in LONG_TABLES
            for index, token in enumerate(content)
        )
        if is_long or any(token.is_command("caption") for token in content):
            return not is_long
        # Neither have those in it; asking each anew would cost the square of their number.
        self._captionless = stream, left
        return False

    def _end_paragraph(self) -> None:
        if not self._run:
            return
        run, self._run = self._run, []
        text = self._inline.text(run)
        first = next((token for token in run if token.kind is not Kind.SPACE), run[0])
        self._add_text(text, self._kinds[-1], first)

    def _add_text(self, text: str, kind: ParagraphKind, token: Token) -> None:
        # Brackets and dots alone are left over from the layout.
        is_written = any(map(str.isalnum, text))
        if is_written and self._run_in_title and kind is not ParagraphKind.CAPTION:
            end = "" if self._run_in_title.endswith(_SENTENCE_ENDS) else "."
            text = f"{self._run_in_title}{end} {text}"
            self._run_in_title = ""
        if is_written:
            self.paragraphs.append(Paragraph(text, kind, self._section, Place(anchor=token.place)))
        self._add_footnotes(token)

    def _add_footnotes(self, token: Token) -> None:
        for footnote, anchor in self._inline.findings.footnotes:
            place = Place(anchor=anchor or token.place)
            self.paragraphs.append(Paragraph(footnote, ParagraphKind.FOOTNOTE, self._section, place))
        self._inline.findings.footnotes.clear()

    def _add_float(self, panel: Panel, begin: Token) -> None:
        for caption in panel.all_captions():
            self._add_text(caption.full_text, ParagraphKind.CAPTION, begin)
        tables = tables_of(panel, self._section, lambda anchor: Place(anchor=anchor))
        self.tables += tables
        if not tables:
            for note in panel.all_notes():
                self._add_text(note, ParagraphKind.BODY, begin)
            for text in _texts_of_layout(panel):
                self._add_text(text, self._kinds[-1], begin)
        self._add_footnotes(begin)


def _texts_of_layout(panel: Panel) -> list[str]:
    """Return what is written in tabulars that are no tables but set lines below each other."""
    if any(True for _ in panel.all_captions()):
        return []
    return [
        " ".join(cell.text for cell in tabular.grid.cells if cell.text)
        for tabular, _, _ in panel.tables(Caption())
    ]
