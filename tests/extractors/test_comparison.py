"""Tables of one paper from two formats, cell by cell."""

from __future__ import annotations

from extractors.comparison import compare_tables, share_equal
from extractors.documents.model import Cell, Document, Format, Table


def table(*rows: str, label: str = "Table 1") -> Table:
    """Make a table of rows of cells with bars between them."""
    texts = [[text.strip() for text in row.split("|")] for row in rows]
    cells = tuple(Cell(r, c, text) for r, row in enumerate(texts) for c, text in enumerate(row))
    return Table(cells, len(texts), max(map(len, texts)), 1, label)


def compare(first: list[Table], second: list[Table]):
    return compare_tables(
        Document(Format.LATEX, tables=tuple(first)), Document(Format.HTML, tables=tuple(second))
    )


def test_dashes_quotes_spaces_and_citations_are_no_difference():
    first = table("Model | top-1", "“Net” [12] | − 1.5", "GNMT + RL | 24.6")
    second = table("Model | top‑1".replace("‑", "-"), '"Net" (net2015deep) | -1.5', "GNMT+RL | 24.6")
    (agreement,) = compare([first], [second])
    assert (agreement.position_count, agreement.equal_count) == (6, 6)


def test_differences_are_named():
    (agreement,) = compare([table("a | b", "c | 10^20")], [table("a | b", "c | 1020")])
    assert agreement.differences == (("10^20", "1020"),)
    assert share_equal([agreement]) == 3 / 4


def test_a_row_more_does_not_shift_the_others():
    first = table("a | b", "c | 1", "d | 2", "e | 3")
    second = table("a | b", "c | 1", "e | 3")
    (agreement,) = compare([first], [second])
    assert agreement.differences == (("d", ""), ("2", ""))


def test_a_merged_column_counts_against():
    (agreement,) = compare([table("a | b | c", "x | 1 | 2")], [table("a | b c", "x | 1 2")])
    assert (agreement.position_count, agreement.equal_count) == (6, 2)


def test_tables_are_paired_by_label_and_else_by_their_cells():
    first = [table("a | b", "x | 1", label="Table 1"), table("c | d", "y | 2", label="Table 2")]
    second = [table("c | d", "y | 2", label=""), table("a | b", "x | 1", label="TABLE 1")]
    assert [agreement.equal_count for agreement in compare(first, second)] == [4, 4]


def test_a_table_the_other_lacks_agrees_nowhere():
    (agreement,) = compare([table("a | b", "x | 1")], [table("k | l", "m | 9", label="Table 7")])
    assert (agreement.position_count, agreement.equal_count) == (4, 0)
    assert share_equal([]) == 1.0
