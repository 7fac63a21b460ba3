"""The content of a tabular into rows: their cells as written, and the rules between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, source_of

ROW_ENDS = frozenset(("\\", "tabularnewline", "cr", "endline"))
_RULES = {
    "hline": "", "toprule": "o", "midrule": "o", "bottomrule": "o", "specialrule": "mmm", "Xhline": "m",
    "hlineB": "m", "thickhline": "", "firsthline": "", "lasthline": "", "hdashline": "o", "heavyrule": "",
    "Hline": "o", "dbline": "", "tablehline": "",
}  # fmt: skip
"""Rules across all columns, with the pattern of their arguments."""
_SPACINGS = {"addlinespace": "o", "morecmidrules": "", "topstrut": ""}
"""What else stands between rows, with the pattern of its arguments."""
_SIZES_OF_RULES = ("height", "width", "depth", "@height", "@width", "@depth")
_LONG_TABLE_PARTS = frozenset(("endfirsthead", "endhead", "endfoot", "endlastfoot"))
_RANGE = re.compile(r"(\d{1,3})\s*-\s*(\d{1,3})?")
_TRIM_ENDS = (Kind.OPEN, Kind.ALIGN, Kind.PARAGRAPH)
_MOST_ROWS = 5000

_Rules = Sequence[range | None]
"""The columns of each rule; None for one across."""


@dataclass(slots=True)
class WrittenRow:
    """A row as written."""

    cells: list[list[Token]] = field(default_factory=lambda: [[]])
    rules: list[range | None] = field(default_factory=list)
    """Columns of the rules above it; None for one across."""
    is_head: bool = False
    part_end: str = ""
    """The command that ends a part of a long table, such as ``endhead``; it stands on a row of its own."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing but space is written in it."""
        return all(token.kind in (Kind.SPACE, Kind.PARAGRAPH) for cell in self.cells for token in cell)


def read_rows(stream: TokenStream) -> list[WrittenRow]:
    """Read the rows of a tabular that print something.

    Args:
        stream: The content of the tabular without its arguments.

    Returns:
        The rows; what a long table prints again on each page stands there once.
    """
    return [row for row in _without_repeats(_rows(stream)) if not row.is_empty]


def _rows(stream: TokenStream) -> Iterator[WrittenRow]:
    row, depth, count = WrittenRow(), 0, 0
    while stream and count < _MOST_ROWS:
        token = stream.next()
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.is_command("begin"):
            row.cells[-1] += (token, *stream.environment(stream.word()))
        elif depth > 0 or token.kind is Kind.CLOSE:
            row.cells[-1].append(token)
        elif token.kind is Kind.ALIGN:
            row.cells.append([])
        elif token.is_command(*ROW_ENDS):
            stream.drop("*o")
            yield row
            # Rules above a row that is mere spacing belong to the next one.
            row, count = WrittenRow(rules=row.rules if row.is_empty else []), count + 1
        elif token.is_command(*_LONG_TABLE_PARTS):
            yield row
            yield WrittenRow(part_end=token.text)
            row = WrittenRow()
        elif token.kind is Kind.COMMAND and (read_rules := _BETWEEN_ROWS.get(token.text)):
            row.rules += read_rules(token, stream)
        else:
            row.cells[-1].append(token)
    if not row.is_empty:
        yield row


def _rule_across(token: Token, stream: TokenStream) -> _Rules:
    stream.drop(_RULES[token.text])
    return [None]


def _spacing(token: Token, stream: TokenStream) -> _Rules:
    stream.drop(_SPACINGS[token.text])
    return []


def _plain_rule(token: Token, stream: TokenStream) -> _Rules:
    r"""Read TeX's own ``\hrule height 1pt``."""
    stream.skip_spaces()
    while (following := stream.peek()) is not None and following.text in _SIZES_OF_RULES:
        stream.next()
        stream.skip_length()
        stream.skip_spaces()
    return [None]


def _rule_in_group(token: Token, stream: TokenStream) -> _Rules:
    r"""Read ``\noalign{\hrule}``."""
    return [None] if any(inner.is_command("hrule") for inner in stream.argument()) else []


def _double_rule(token: Token, stream: TokenStream) -> _Rules:
    r"""Read ``\hhline{==~}``: with gaps it separates no rows."""
    return [range(0)] if "~" in source_of(stream.argument()) else [None]


def _partial_rule(token: Token, stream: TokenStream) -> _Rules:
    r"""Read ``\cmidrule(lr){2-4}``; the trim in round brackets is dropped."""
    stream.optional()
    while (following := stream.peek()) is not None and following.kind not in _TRIM_ENDS:
        if following.is_command(*ROW_ENDS):
            break
        stream.next()
    columns = _RANGE.search(stream.word())
    return [range(int(columns[1]) - 1, int(columns[2] or columns[1]))] if columns else []


_BETWEEN_ROWS: Mapping[str, Callable[[Token, TokenStream], _Rules]] = {
    **dict.fromkeys(_RULES, _rule_across),
    **dict.fromkeys(("cline", "cmidrule", "cdashline", "Xcline"), _partial_rule),
    **dict.fromkeys(_SPACINGS, _spacing),
    "hhline": _double_rule,
    "hrule": _plain_rule,
    "noalign": _rule_in_group,
}


def _without_repeats(rows: Iterator[WrittenRow]) -> list[WrittenRow]:
    """Drop what a long table prints again on each page, and mark its head."""
    parts: dict[str, list[WrittenRow]] = {}
    since: list[WrittenRow] = []
    for row in rows:
        if row.part_end:
            parts[row.part_end] = since
            since = []
        else:
            since.append(row)
    head = parts.get("endfirsthead") or parts.get("endhead", [])
    for row in head:
        row.is_head = True
    return [*head, *since, *parts.get("endlastfoot", [])]
