"""Tokens of a source into one line of text, by the text conventions of `extractors.documents.model`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.documents.latex import citations
from extractors.documents.latex.citations import Bibliography
from extractors.documents.latex.counters import LabelTarget
from extractors.documents.latex.vocabulary import is_known
from extractors.documents.scripts import superscript
from extractors.documents.tex import commands as known
from extractors.documents.tex.handlers import Converter, TextHandler
from extractors.documents.tex.plain import PlainText, close_up, tidy
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, source_of

_MARK = "\ue001"
"""Stands before a footnote mark until it is put right behind its word."""
_SPACE_BEFORE_FOOTNOTE_MARK = re.compile(rf"\s*{_MARK}")
_PLURALS = {"Table": "Tables", "Figure": "Figures", "Section": "Sections", "Equation": "Equations"}


@dataclass(slots=True)
class LatexFindings:
    """What came up while reading text that does not belong into the line itself."""

    footnotes: list[tuple[str, str]] = field(default_factory=list)
    """Text and place of each footnote met."""
    missing: Counter[str] = field(default_factory=Counter)
    """Citations and labels that lead nowhere."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Commands in tables of which nobody knows what they print."""


class LatexInlineReader:
    """Turns tokens into text, with citations and references resolved.

    Args:
        labels: What the labels of the source stand for.
        bibliography: What its citations mean.
        findings: Where footnotes and damage are noted down.
    """

    def __init__(
        self, labels: Mapping[str, LabelTarget], bibliography: Bibliography, findings: LatexFindings
    ) -> None:
        self.findings = findings
        self._labels = labels
        self._bibliography = bibliography
        self._quiet: LatexInlineReader | None = None
        self._handlers: Mapping[str, TextHandler] = {
            **dict.fromkeys(citations.COMMANDS, self._citation),
            **dict.fromkeys(("ref", "subref", "labelcref", "thref"), self._reference),
            **dict.fromkeys(("autoref", "cref", "Cref", "vref", "fref", "Fref"), self._named_reference),
            **dict.fromkeys(("footnote", "footnotetext", "tablefootnote"), self._footnote),
            **dict.fromkeys(("nocite", "nameref", "pageref", "cpageref"), _dropped),
            "eqref": self._equation_reference,
            "footnotemark": _footnote_mark,
            "hyperref": _linked,
            "hyperlink": _linked_by_name,
            "tnote": _table_note_mark,
            "newblock": _space,
            "item": _space,
            "diagbox": _two_heads,
            "backslashbox": _two_heads,
            "slashbox": _two_heads,
        }

    def text(self, tokens: Sequence[Token]) -> str:
        """Return tokens as one tidy line."""
        return self._line(PlainText(self._handlers).text(tokens))

    def note_unknown(self, tokens: Sequence[Token]) -> None:
        """Note down the commands in a table's cell that neither the source nor the reader defines."""
        self.findings.unknown.update(
            token.text
            for token in tokens
            if token.kind is Kind.COMMAND and token.text not in self._handlers and not is_known(token.text)
        )

    def formula(self, tokens: Sequence[Token]) -> str:
        """Return the inside of a formula as one tidy line."""
        return self._line(PlainText(self._handlers).formula(tokens))

    def is_bold(self, tokens: Sequence[Token], text: str) -> bool:
        """Tell whether most letters and digits are bold.

        Args:
            tokens: A table cell.
            text: Its text.

        Returns:
            True for more than half of them; False where there are none.
        """
        written = sum(map(str.isalnum, text))
        if not written or not any(token.is_command(*known.BOLD, *known.BOLD_SWITCHES) for token in tokens):
            return False
        if self._quiet is None:
            # What is read a second time is not found a second time.
            self._quiet = LatexInlineReader(self._labels, self._bibliography, LatexFindings())
        plain = tidy(PlainText(self._quiet._handlers, skips_bold=True).text(tokens))
        return 2 * sum(map(str.isalnum, plain)) < written

    def _line(self, text: str) -> str:
        return close_up(tidy(_SPACE_BEFORE_FOOTNOTE_MARK.sub("", text)))

    def _citation(self, plain: Converter, token: Token, stream: TokenStream) -> str:
        stream.star()
        first, second = stream.optional(), stream.optional()
        before, after = ([], first) if second is None else (first, second)
        keys = [key.strip() for key in source_of(stream.argument()).split(",") if key.strip()]
        self.findings.missing.update(key for key in keys if key not in self._bibliography.entries)
        notes = tidy(plain.text(before or [])), tidy(plain.text(after or []))
        return self._bibliography.citation(token.text, keys, *notes) if keys else ""

    def _reference(self, plain: Converter, token: Token, stream: TokenStream) -> str:
        stream.star()
        return ", ".join(self._label(key).number for key in _keys(stream))

    def _equation_reference(self, plain: Converter, token: Token, stream: TokenStream) -> str:
        return f"({self._reference(plain, token, stream)})"

    def _named_reference(self, plain: Converter, token: Token, stream: TokenStream) -> str:
        stream.star()
        labels = [self._label(key) for key in _keys(stream)]
        if len(labels) > 1 and len({label.name for label in labels}) == 1:
            name = _PLURALS.get(labels[0].name, labels[0].name)
            numbers = [label.number for label in labels]
            return f"{name} {', '.join(numbers[:-1])} and {numbers[-1]}"
        return " and ".join(f"{label.name} {label.number}".strip() for label in labels)

    def _label(self, key: str) -> LabelTarget:
        if label := self._labels.get(key):
            return label
        self.findings.missing[key] += 1
        return LabelTarget("??", "")

    def _footnote(self, plain: Converter, token: Token, stream: TokenStream) -> str:
        text = self._line(plain.text(stream.argument()))
        if text:
            self.findings.footnotes.append((text, token.place))
        return "" if token.text == "footnotetext" else _footnote_mark(plain, token, stream)


def _keys(stream: TokenStream) -> Iterator[str]:
    return filter(None, (key.strip() for key in source_of(stream.argument()).split(",")))


def _footnote_mark(plain: Converter, token: Token, stream: TokenStream) -> str:
    return _MARK + superscript(token.number) if token.number else ""


def _table_note_mark(plain: Converter, token: Token, stream: TokenStream) -> str:
    return superscript(plain.text(stream.argument()))


def _linked(plain: Converter, token: Token, stream: TokenStream) -> str:
    stream.optional()
    return plain.text(stream.argument())


def _linked_by_name(plain: Converter, token: Token, stream: TokenStream) -> str:
    stream.argument()
    return plain.text(stream.argument())


def _two_heads(plain: Converter, token: Token, stream: TokenStream) -> str:
    stream.optional()
    heads = [plain.text(stream.argument()), plain.text(stream.argument())]
    if stream.is_next(Kind.OPEN):
        heads.append(plain.text(stream.argument()))
    return " / ".join(filter(None, (head.strip() for head in heads)))


def _dropped(plain: Converter, token: Token, stream: TokenStream) -> str:
    stream.argument()
    return ""


def _space(plain: Converter, token: Token, stream: TokenStream) -> str:
    return " "
