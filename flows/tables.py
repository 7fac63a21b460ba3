"""Rows on a terminal of any width: side by side where they fit, else one below the other, no word broken in two."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_READABLE_WIDTH = 12
"""A column whose texts are longer may wrap them, but not into less than this."""
_FRAME_WIDTH = 3
_EDGE_WIDTH = 1


def print_rows(
    console: Console,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numeric: Collection[str] = (),
    title: str = "",
) -> None:
    """Print rows for a person.

    Args:
        console: Where to.
        names: Of the columns.
        rows: Texts, one per column.
        numeric: Names of the columns that are set flush right.
        title: Above the rows.
    """
    columns = list(zip_longest(names, *rows, fillvalue=""))
    needed = [_needed_width([str(text) for text in column]) + _FRAME_WIDTH for column in columns]
    if sum(needed) + _EDGE_WIDTH <= console.width:
        console.print(_side_by_side(names, rows, numeric, title))
        return
    if title:
        console.print(title, style="italic", highlight=False, markup=False)
    for number, row in enumerate(rows, start=1):
        console.rule(f"row {number}", align="left")
        console.print(_below_each_other(names, row))


def _needed_width(texts: Sequence[str]) -> int:
    """Return how wide a column must be so that no word of it is broken and long texts stay readable."""
    longest_word = max((len(word) for text in texts for word in text.split()), default=0)
    return max(longest_word, min(max(map(len, texts), default=0), _READABLE_WIDTH))


def _side_by_side(
    names: Sequence[str], rows: Sequence[Sequence[str]], numeric: Collection[str], title: str
) -> Table:
    table = Table(title=title or None, title_justify="left")
    for name in names:
        table.add_column(escape(name), justify="right" if name in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def _below_each_other(names: Sequence[str], row: Sequence[str]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in zip(names, row, strict=True):
        table.add_row(escape(name), escape(value))
    return table
