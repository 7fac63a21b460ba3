"""Tables whose heads change on the way down."""

from __future__ import annotations

from extractors.documents.heads import parted
from extractors.documents.model import Cell, Table

FIRST = (("Model", "Top-1", "Top-5"), ("A", "76.3", "93.0"), ("B", "77.4", "93.6"))
SECOND = (("Model", "Size", "Speed"), ("A", "25.1", "4.1"), ("B", "44.2", "7.8"))


def table_of(*rows: tuple[str, ...], groups: tuple[int, ...] = ()) -> Table:
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text)
    return Table(cells, len(rows), 3, 1, "Table 1", "Results.", group_rows=groups)


def grids(tables: list[Table]) -> list[list[list[str]]]:
    return [table.grid() for table in tables]


def test_each_part_has_its_own_heads() -> None:
    parts = parted(table_of(*FIRST, *SECOND))
    assert grids(parts) == [[list(row) for row in rows] for rows in (FIRST, SECOND)]
    assert [part.header_row_count for part in parts] == [1, 1]


def test_the_same_heads_once_more_cut_nothing() -> None:
    assert len(parted(table_of(*FIRST, *FIRST))) == 1


def test_rows_of_words_below_the_same_label_cut_nothing() -> None:
    rows = (
        ("Source", "Ours", "Theirs"),
        ("Source", "a text", "another"),
        ("Source", "one more", "and so on"),
    )
    assert len(parted(table_of(*rows))) == 1


def test_a_title_goes_to_the_part_that_its_letter_tells() -> None:
    below = parted(table_of(*FIRST, ("(a) On pets", "", ""), *SECOND, groups=(3,)))
    assert [part.caption for part in below] == ["Results. (a) On pets", "Results."]
    above = parted(table_of(*FIRST, ("Costs", "", ""), *SECOND, groups=(3,)))
    assert [part.caption for part in above] == ["Results.", "Results. Costs"]
    assert grids(below) == grids(above) == [[list(row) for row in rows] for rows in (FIRST, SECOND)]


def test_a_second_row_of_heads_goes_with_the_first() -> None:
    rows = (SECOND[0], ("", "(M)", "(ms)"), *SECOND[1:])
    assert [part.header_row_count for part in parted(table_of(*FIRST, *rows))] == [1, 2]
