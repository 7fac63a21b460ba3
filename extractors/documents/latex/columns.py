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
_NUMBERS = frozenset("SdD")
_WITH_OPTION = _NUMBERS | frozenset("pmbwWXlcrLCRJYZ")
_ARGUMENT_COUNTS = {"D": 3, "w": 2, "W": 2}
"""Of letters that may have more than one."""


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
        types: Column types the paper has defined by ``\newcolumntype``.

    Returns:
        The columns from left to right, repetitions written out.
    """
    stream = TokenStream(specification)
    columns: list[ColumnType] = []
    before = ColumnType()
    steps = 0
    while stream and len(columns) < _MOST_COLUMNS and steps < _MOST_STEPS:
        steps += 1
        token = stream.character()
        match token.text if token.kind is Kind.TEXT else "":
            case "*":
                stream.push(_repeated(stream))
            case ">":
                before = _set_by(stream.argument(), before)
            case "<" | "@" | "!":
                stream.argument()
            case "|" | ":":
                pass
            case letter if letter in types:
                stream.push(types[letter].expand(token, stream))
            case letter if letter.isalpha():
                columns.append(replace(before, is_number=letter in _NUMBERS))
                before = ColumnType()
                _skip_arguments(letter, stream)
    return columns


def _repeated(stream: TokenStream) -> list[Token]:
    """Write out ``*{3}{c}``."""
    count, columns = stream.word(), stream.argument()
    return columns * min(int(count), _MOST_COLUMNS) if count.isdecimal() and len(count) < 4 else []


def _set_by(tokens: Sequence[Token], column: ColumnType) -> ColumnType:
    r"""Read what ``>{...}`` puts in front of each cell."""
    is_math = any(token.kind is Kind.MATH for token in tokens) and source_of(tokens).count("$") % 2 == 1
    is_bold = any(token.is_command(*known.BOLD_SWITCHES) for token in tokens)
    return replace(column, is_math=column.is_math or is_math, is_bold=column.is_bold or is_bold)


def _skip_arguments(letter: str, stream: TokenStream) -> None:
    if letter in _WITH_OPTION:
        stream.optional()
    for _ in range(_ARGUMENT_COUNTS.get(letter, 1)):
        if stream.is_next(Kind.OPEN):
            stream.argument()
