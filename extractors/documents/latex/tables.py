"""Tabulars of a source into grids: cells, what they span, rules and heads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.documents.floats import Tabular
from extractors.documents.grid import MarkupCell, MarkupRow, build_grid
from extractors.documents.latex.columns import ColumnType, read_columns
from extractors.documents.latex.inline import LatexInlineReader
from extractors.documents.latex.macros import Macro
from extractors.documents.latex.rows import ROW_ENDS, WrittenRow, read_rows
from extractors.documents.tex import commands as known
from extractors.documents.tex import siunitx
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, source_of

_BARE_NUMBER = re.compile(
    r"[-+±<>~]?\s*(?:\d[\d.,\s]*|\.\d+)(?:\(\d+\)|\s*(?:\+-|\\pm)\s*[\d.]+)?(?:[eE][-+]?\d+)?\s*"
)
_SPANS = ("multicolumn", "multirow", "multirowcell", "multirowthead")
_MOST_SPANS = 20
"""Of one cell, one in the other."""


def read_tabular(
    begin: Token,
    environment: str,
    content: Sequence[Token],
    inline: LatexInlineReader,
    column_types: Mapping[str, Macro],
) -> Tabular:
    r"""Read rows, cells, spans, heads and bold marks of a tabular.

    Args:
        begin: The ``\begin`` of the environment, for its place.
        environment: The environment's name.
        content: What is in the environment, arguments first.
        inline: Reads the text of cells.
        column_types: Column types the paper has defined.

    Returns:
        The tabular.
    """
    stream = TokenStream(content)
    specification = _specification(environment, stream)
    columns = read_columns(specification, column_types)
    if environment == "array":
        columns = [replace(column, is_math=True) for column in columns]
    rows = [_markup_row(row, columns, inline, column_types) for row in read_rows(stream)]
    return Tabular(build_grid(_spans_down(rows), covers_spans=True), begin.place)


def is_layout(content: Sequence[Token]) -> bool:
    """Tell whether a tabular only sets other tables side by side or one below the other."""
    depth, has_columns, has_rows = 0, False, False
    stream = TokenStream(content)
    while stream:
        token = stream.next()
        if token.is_command("begin", "end"):
            if stream.word() in known.TABULAR_ENVIRONMENTS:
                depth += 1 if token.text == "begin" else -1
                has_columns = has_columns and depth > 0
                has_rows = has_rows and depth > 0
        elif depth > 0 and token.kind is Kind.ALIGN:
            has_columns = True
        elif depth > 0 and token.is_command(*ROW_ENDS):
            has_rows = True
        if has_columns and has_rows:
            return True
    return False


def _specification(environment: str, stream: TokenStream) -> list[Token]:
    """Read a tabular's arguments and return the last, which sets the columns."""
    stream.drop(known.TABULAR_ENVIRONMENTS[environment][:-1])
    if environment in ("tabu", "longtabu"):
        # The width stands without braces: ``to \linewidth {lX}``.
        while stream and not stream.is_next(Kind.OPEN):
            stream.next()
    specification = stream.argument()
    stream.optional()
    return specification


def _markup_row(
    row: WrittenRow,
    columns: Sequence[ColumnType],
    inline: LatexInlineReader,
    column_types: Mapping[str, Macro],
) -> MarkupRow:
    cells: list[MarkupCell] = []
    column_number = 0
    for tokens in row.cells:
        column = columns[column_number] if column_number < len(columns) else ColumnType()
        cell = _markup_cell(tokens, column, inline, column_types)
        covered = range(column_number, column_number + max(cell.column_span, 1))
        has_rule = any(rule is None or not set(covered).isdisjoint(rule) for rule in row.rules)
        cells.append(replace(cell, has_rule_above=has_rule))
        column_number = covered.stop
    if row.rules and None in row.rules and column_number < len(columns):
        # The row ends early; the rule above it does not.
        missing = len(columns) - column_number
        cells += [MarkupCell("", has_rule_above=True)] * missing
    return MarkupRow(tuple(cells), row.is_head)


def _markup_cell(
    tokens: Sequence[Token], column: ColumnType, inline: LatexInlineReader, column_types: Mapping[str, Macro]
) -> MarkupCell:
    content, row_span, column_span, own_column = _without_spans(tokens, column_types)
    column = own_column or column
    inline.note_unknown(content)
    source = source_of(content).strip()
    if column.is_number and _BARE_NUMBER.fullmatch(source):
        text = siunitx.number(source)
    elif column.is_math and not any(token.kind is Kind.MATH for token in content):
        text = inline.formula(content)
    else:
        text = inline.text(content)
    is_bold = bool(text) and (column.is_bold or inline.is_bold(content, text))
    return MarkupCell(text, row_span, column_span, is_bold=is_bold)


def _without_spans(
    tokens: Sequence[Token], column_types: Mapping[str, Macro]
) -> tuple[list[Token], int, int, ColumnType | None]:
    r"""Take ``\multicolumn`` and ``\multirow`` away from around a cell's content.

    Returns:
        The content, rows and columns spanned (rows are negative where the cell reaches up), and the column as
        ``\multicolumn`` sets it.
    """
    stream = TokenStream(tokens)
    content: list[Token] = []
    row_span, column_span, column = 1, 1, None
    spans = 0
    while stream:
        token = stream.next()
        spans += token.is_command(*_SPANS)
        if spans > _MOST_SPANS:
            return [*content, token, *stream.rest()], row_span, max(column_span, 1), column
        if token.is_command("begin"):
            content += (token, *stream.environment(stream.word()))
        elif token.is_command("multicolumn"):
            column_span = _integer(stream.word())
            columns = read_columns(stream.argument(), column_types)
            column = columns[0] if columns else ColumnType()
            stream.push(stream.argument())
        elif token.is_command(*_SPANS):
            stream.optional()
            row_span = _integer(stream.word())
            stream.drop("omo" if token.text == "multirow" else "oo")
            stream.push(stream.argument())
        elif token.is_command("SetCell"):
            # tabularray's cells do not take the span out of the row: its other cells are empty.
            for key, _, value in (
                part.partition("=") for part in source_of(stream.optional() or []).split(",")
            ):
                row_span = _integer(value) if key.strip() == "r" else row_span
            stream.argument()
        else:
            content.append(token)
    return content, row_span, max(column_span, 1), column


def _integer(text: str) -> int:
    digits = text.strip().removeprefix("-")
    whole = digits.partition(".")[0]
    if not whole.isdecimal() or len(whole) > 3:
        return 1
    return -int(whole) if text.strip().startswith("-") else int(whole)


def _spans_down(rows: Sequence[MarkupRow]) -> list[MarkupRow]:
    """Move cells that reach up, written where they end as coloured tables need it, to where they begin."""
    moved = [list(row.cells) for row in rows]
    for row_number, row in enumerate(rows):
        column = 0
        for index, cell in enumerate(row.cells):
            height = -cell.row_span
            if height > 0:
                first = row_number - height + 1
                target = _index_at(moved[first], column) if first >= 0 and height > 1 else None
                if target is not None and not moved[first][target].text:
                    above = moved[first][target]
                    moved[first][target] = replace(cell, row_span=height, has_rule_above=above.has_rule_above)
                    moved[row_number][index] = replace(cell, text="", row_span=1, is_bold=False)
                else:
                    moved[row_number][index] = replace(cell, row_span=1)
            column += cell.column_span
    return [replace(row, cells=tuple(cells)) for row, cells in zip(rows, moved, strict=True)]


def _index_at(cells: Sequence[MarkupCell], column: int) -> int | None:
    start = 0
    for index, cell in enumerate(cells):
        if start == column:
            return index
        start += cell.column_span
    return None
