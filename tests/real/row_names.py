"""Whether a person's name for a model is that of a row of a table, however the person put it together.

Annotators give rows names of their own where tables print none that stands by itself: "DY-MobileNetV2 ×0.5 (attention
at 7²)" for a row of check marks whose model is named in the caption. Such a name is judged by the words of it that are
printed in the table; a word that the page prints in the table's place, and that no cell of it holds, is one that the
reader has lost, and the name counts as missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from extractors.documents.checks import number_tokens
from extractors.documents.model import Table

_CITATION = re.compile(r"\[\d[\d, ]*\]|\([^()]*\b(?:et al\.,?|\w+,) (?:19|20)\d\d[a-z]?[^()]*\)")
_TIMES = re.compile(r"\s*×\s*(?=\d)")
_REFERENCE = re.compile(r"\(?\b(?:[Tt]able|[Ff]ig(?:ure|\.)|[Rr]ows?) \d[\w–-]*\)?")
"""Where a name comes from, as annotators add to it."""
_NEGATION = re.compile(r"\b(?:no|without|instead of)\b")
_WORD = re.compile(r"\d+(?:\.\d+)?|[a-z]+(?:\d+(?:\.\d+)?)?")
_SAME_NAME = 75
"""Least token-set ratio of two spellings of one model."""
_NO_MARK = frozenset({"", "-", "–", "—", "✗", "×"})
_EMPTY_WORDS = frozenset({"at", "by", "for", "from", "in", "no", "none", "not", "of", "on", "one", "only"}) | {
    "an", "and", "our", "the", "to", "two", "using", "with", "without",
}  # fmt: skip
"""Words that tell no row from another."""


def names_row(name: str, table: Table, row: int, column: int, page_text: str = "") -> bool | None:
    """Tell whether the labels of a cell name a model.

    Args:
        name: The name a person gave to the model.
        table: A table.
        row: The row of the cell.
        column: Its column.
        page_text: What the page prints in the place of the table, read without a table in mind.

    Returns:
        True or False; None when no word of the name is printed in the table's labels and heads.
    """
    grid = table.grid()
    heads = [grid[head][column] for head in range(table.header_row_count)]
    base = _base_labels(table, grid, row)
    if any(is_same_name(name, context) for context in _contexts(table, grid, row, heads, base)):
        return True
    words = {word for word in _words(_REFERENCE.sub("", name)) if len(word) > 1 or word.isdigit()}
    words -= _EMPTY_WORDS
    held = set().union(*(_words(cell.text) for cell in table.cells))
    telling = words & (_label_words(table, grid) | (_words(page_text) - held))
    if not telling:
        return None
    around = [*grid[row], _group(table, grid, row), *base, *heads]
    around += [grid[head][0] for head in range(table.header_row_count)]
    around += _heads_of_settings(table, grid, row, words, is_negated=bool(_NEGATION.search(name.lower())))
    return telling <= set().union(*map(_words, around))


def is_same_name(a: str, b: str) -> bool:
    """Tell whether two names are spellings of one, with citations and scripts set aside or not."""
    return any(_is_same(a, b, script) for script in ("", " "))


def _is_same(a: str, b: str, script: str) -> bool:
    a_words, b_words = (
        re.sub(
            r"[^a-z0-9.@/+]+",
            " ",
            _TIMES.sub("x", re.sub(r"[_^{}]+", script, _CITATION.sub("", name.lower()))),
        ).strip()
        for name in (a, b)
    )
    if not b_words:
        return False
    a_numbers, b_numbers = set(number_tokens(a_words)), set(number_tokens(b_words))
    if a_numbers and b_numbers and not (a_numbers <= b_numbers or b_numbers <= a_numbers):
        return False
    is_same_run = a_words.replace(" ", "") == b_words.replace(" ", "")
    return is_same_run or fuzz.token_set_ratio(a_words, b_words) >= _SAME_NAME


def _contexts(
    table: Table, grid: list[list[str]], row: int, heads: list[str], base: list[str]
) -> Iterator[str]:
    """Yield what may name the model of a cell: labels alone, with the group above them, with heads."""
    labels = [text for text in grid[row] if re.search("[A-Za-z×]", text)] or [grid[row][0]]
    corner = [grid[head][0] for head in range(table.header_row_count)]
    contexts: Iterable[list[str]] = (
        labels,
        [grid[row][0]],
        [_group(table, grid, row), *labels],
        [*labels, *heads],
        [*corner, grid[row][0]],
        [*base, grid[row][0]],
        *([text] for text in (*labels, *heads)),
    )
    return (" ".join(context) for context in contexts)


def _group(table: Table, grid: list[list[str]], row: int) -> str:
    return next((grid[position][0] for position in reversed(table.group_rows) if position < row), "")


def _base_labels(table: Table, grid: list[list[str]], row: int) -> list[str]:
    """Return the labels that a label beginning with a plus adds to: those above it, up to one without."""
    found: list[str] = []
    while row > table.header_row_count and grid[row][0].startswith("+"):
        row -= 1
        found.append(grid[row][0])
    return found


def _label_words(table: Table, grid: list[list[str]]) -> set[str]:
    """Return the words of heads, group rows and the leading columns of labels."""
    body = range(table.header_row_count, table.row_count)
    count = 1
    while count < table.column_count and _is_label_column([grid[row][count] for row in body]):
        count += 1
    texts = [text for row in body for text in grid[row][:count]]
    texts += [text for head in range(table.header_row_count) for text in grid[head]]
    return set().union(*map(_words, texts))


def _is_label_column(texts: list[str]) -> bool:
    written = [text for text in texts if text]
    return 2 * sum(bool(re.search("[A-Za-z]{3}", text)) for text in written) > len(written)


def _heads_of_settings(
    table: Table, grid: list[list[str]], row: int, words: set[str], *, is_negated: bool
) -> Iterator[str]:
    """Yield the heads of what a row sets: those over a check mark, over a number of the name, and, for a name that
    says what is left out, over a cross or a dash.
    """
    for column, text in enumerate(grid[row]):
        is_set = text not in _NO_MARK and (not re.search(r"\w", text) or _words(text) & words)
        if is_set or (is_negated and text in _NO_MARK):
            yield from (grid[head][column] for head in range(table.header_row_count))


def _words(text: str) -> set[str]:
    """Return the words and numbers of a text, scripts joined to what they stand at and apart from it."""
    plain = _CITATION.sub("", unicodedata.normalize("NFKC", text).lower())
    return {word for script in ("", " ") for word in _WORD.findall(re.sub(r"[_^{}]+", script, plain))}
