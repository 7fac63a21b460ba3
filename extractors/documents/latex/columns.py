r"""The argument of a tabular that sets its columns: ``@{}l*{3}{c}>{\bfseries}r``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.documents.latex.macros import Macro
from extractors.documents.tex import commands as known
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, source_of

_MOST_COLUMNS = 200
_MOST_STEPS = 5000
_WITH_ARGUMENT = frozenset("pmbwWX")
_PLAIN = frozenset("lcrXLCRJYZ")
_NUMBERS = frozenset("SdD")


@dataclass(frozen=True, slots=True)
class ColumnType:
    """How the cells of a column are set."""

    is_number: bool = False
    """An ``S`` column of siunitx: bare numbers, in its notation."""
    is_math: bool = False
    is_bold: bool = False


def read_columns(specification: Sequence[Token], types: Mapping[str, Macro]) -> list[ColumnType]:
    r"""Read the columns of a tabular.

    Args:
        specification: The argument's tokens.
        types: ColumnType types the paper has defined by ``\newcolumntype``.

    Returns:
        The columns from left to right, repetitions written out.
    """
    stream = TokenStream(specification)
    columns: list[ColumnType] = []
    before = ColumnType()
    steps = 0
    while stream and len(columns) < _MOST_COLUMNS and steps < _MOST_STEPS:
        steps += 1
        token = stream.next()
        if token.kind is not Kind.TEXT:
            continue
        letter, rest = token.text[0], token.text[1:]
        if rest:
            stream.push([token._replace(text=rest)])
        if letter == "*":
            count, repeated = stream.word(), stream.argument()
            if count.isdecimal() and len(count) < 4:
                stream.push(repeated * min(int(count), _MOST_COLUMNS))
        elif letter == ">":
            before = _set_by(stream.argument(), before)
        elif letter in "<@!|:":
            if letter in "<@!":
                stream.argument()
        elif letter in types:
            stream.push(types[letter].expand(token, stream))
        elif letter.isalpha():
            columns.append(replace(before, is_number=letter in _NUMBERS))
            before = ColumnType()
            _skip_arguments(letter, stream)
    return columns


def _set_by(tokens: Sequence[Token], column: ColumnType) -> ColumnType:
    r"""Read what ``>{...}`` puts in front of each cell."""
    is_math = any(token.kind is Kind.MATH for token in tokens) and source_of(tokens).count("$") % 2 == 1
    is_bold = any(token.is_command(*known.BOLD_SWITCHES) for token in tokens)
    return replace(column, is_math=column.is_math or is_math, is_bold=column.is_bold or is_bold)


def _skip_arguments(letter: str, stream: TokenStream) -> None:
    if letter in _NUMBERS or letter in _WITH_ARGUMENT or letter in _PLAIN:
        stream.optional()
    repeats = 3 if letter == "D" else 2 if letter in "wW" else 1
    for _ in range(repeats):
        following = stream.peek()
        if following is not None and following.kind is Kind.OPEN:
            stream.argument()
