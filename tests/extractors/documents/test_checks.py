"""The checks every table grid goes through."""

import pytest

from extractors.documents.checks import check_table, document_quality, holds_several_values, number_tokens
from extractors.documents.model import Cell, Table


def table_of(*rows: tuple[str, ...], header_row_count: int = 1) -> Table:
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text)
    return Table(cells, len(rows), max(len(row) for row in rows), header_row_count)


def codes(table: Table) -> list[str]:
    return [damage.code for damage in table.damage]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("25.1 (1,000)", ["25.1", "1,000"], id="thousands separator"),
        pytest.param("1.5×10^9", ["1.5", "10", "9"], id="power of ten"),
        pytest.param("ResNet-50", ["50"], id="model name"),
        pytest.param("-", [], id="no number"),
    ],
)
def test_number_tokens(text: str, numbers: list[str]) -> None:
    assert number_tokens(text) == numbers


@pytest.mark.parametrize(
    "text", ["76.3 93.1", "ResNet-50 76.3 93.1", "25.6M 76.3% 93.1%", "1 2 3", "✓✓", "✓ ✗"]
)
def test_merged_values_are_noticed(text: str) -> None:
    assert holds_several_values(text)


@pytest.mark.parametrize(
    "text",
    [
        "78.9 ± 0.2",
        "76.3 / 93.1",
        "28.4 (41.8)",
        "3 × 3, 64",
        "1.5 · 10^9",
        "ResNet-50 [16]",
        "2 x 2",
        "8 P100",
        "10^18",
    ],
)
def test_one_value_with_its_companions_is_fine(text: str) -> None:
    assert not holds_several_values(text)


def test_a_sound_table_keeps_quality_one() -> None:
    table = check_table(
        table_of(("model", "top-1"), ("A", "76.3"), ("B", "77.1")), ["model top-1", "A 76.3", "B 77.1"]
    )
    assert (table.quality, table.damage) == (1.0, ())


def test_lost_and_invented_digits_lower_quality() -> None:
    table = check_table(table_of(("model", "top"), ("A", "76.3"), ("B", "71.1")), ["A 76.3", "B 77.1"])
    assert codes(table) == ["digits_lost", "digits_invented"]
    assert "77.1" in table.damage[0].detail
    assert table.quality == 0.25


def test_overlapping_cells_are_damage() -> None:
    table = Table((Cell(0, 0, "a", column_span=2), Cell(0, 1, "b")), 1, 2, 0)
    assert codes(check_table(table)) == ["not_rectangular"]


def test_a_cell_outside_of_the_grid_is_damage() -> None:
    table = Table((Cell(0, 0, "a", row_span=10**12),), 1, 1, 0)
    assert codes(check_table(table)) == ["not_rectangular"]


def test_values_side_by_side_are_damage_only_below_the_header() -> None:
    table = check_table(table_of(("model", "AP 50 75"), ("A", "40.1 60.2")))
    assert codes(table) == ["several_values"]
    assert "40.1 60.2" in table.damage[0].detail


def test_document_quality_is_that_of_its_tables_and_its_text() -> None:
    sound = check_table(table_of(("model", "top-1"), ("A", "76.3")))
    damaged = check_table(table_of(("model", "top-1"), ("A", "76.3 93.1")))
    assert document_quality([sound, damaged], readable_share=0.5) == 0.375
    assert document_quality([]) == 1.0


def test_thousands_set_apart_by_a_space_are_one_value() -> None:
    rows = (("data", "steps"), ("A", "20 000"), ("B", "2 500"), ("C", "500"))
    assert codes(check_table(table_of(*rows))) == []
    assert codes(check_table(table_of(*rows[:1], *rows[2:]))) == ["several_values"]


def test_rows_that_two_labels_reach_over_are_not_trusted() -> None:
    labels = (Cell(1, 0, "50", row_span=3), Cell(2, 0, "101", row_span=3))
    values = tuple(Cell(row, 1, f"7{row}.1") for row in range(1, 6))
    table = check_table(Table((Cell(0, 0, "Depth"), Cell(0, 1, "Top-1"), *labels, *values), 6, 2, 1))
    assert [(damage.code, damage.rows) for damage in table.damage] == [("not_rectangular", (2, 3, 4))]
