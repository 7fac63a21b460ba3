"""How the table benchmark judges the names that annotators give to rows."""

from __future__ import annotations

import pytest

from extractors.documents.model import Cell, Document, Format, Table
from tests.real.row_names import names_row
from tests.real.table_benchmark import Fact, outcomes


def table_of(*rows: tuple[str, ...], caption: str = "Table 1: Results.") -> Table:
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text)
    return Table(cells, len(rows), max(map(len, rows)), 1, "Table 1", caption)


PLAIN = table_of(
    ("Model", "Top-1"), ("KiteBASE [3]", "76.3"), ("Owl_{3×3}", "77.1"), ("+ smoothing", "77.9"), ("Wren", "78.4")
)  # fmt: skip
MARKS = table_of(("Mixup", "CutMix", "Top-1"), ("✓", "✗", "76.3"), ("✗", "✗", "75.1"), ("✓", "✓", "77.9"))
SIZES = table_of(("params", "steps"), ("7B", "10K"), ("13B", "20K"))


@pytest.mark.parametrize(
    ("table", "name", "row", "expected"),
    [
        pytest.param(PLAIN, "Kite BASE", 1, True, id="spaces"),
        pytest.param(PLAIN, "Owl 3×3 (on pets)", 2, True, id="scripts, and a word that nobody printed"),
        pytest.param(PLAIN, "Owl 3×3", 1, False, id="the row above"),
        pytest.param(PLAIN, "Owl 3×3 + smoothing", 3, True, id="what is added to the row above"),
        pytest.param(PLAIN, "Owl 3×3 + smoothing", 4, False, id="a row that adds nothing"),
        pytest.param(MARKS, "Kite with CutMix", 3, True, id="a head over a check mark"),
        pytest.param(MARKS, "Kite with CutMix", 1, False, id="a head over a cross"),
        pytest.param(MARKS, "Kite without Mixup", 2, True, id="what is left out"),
        pytest.param(SIZES, "Falcon", 1, None, id="nothing of it is printed"),
    ],
)
def test_a_name_is_judged_by_what_the_table_prints_of_it(
    table: Table, name: str, row: int, expected: bool | None
) -> None:
    assert names_row(name, table, row, table.column_count - 1) is expected


def test_a_word_that_the_page_prints_and_the_table_lost_is_missing() -> None:
    assert names_row("Falcon", SIZES, 1, 1, page_text="params steps Falcon 7B 10K") is False


def judged(table: Table, *facts: tuple[str, str]) -> list[bool]:
    document = Document(Format.PDF, tables=(table,))
    noted = [Fact("paper", "Table 1", model, printed) for model, printed in facts]
    return [outcome.is_right for outcome in outcomes(document, noted)]


def test_values_of_a_name_that_nobody_printed_stand_in_one_row_or_column() -> None:
    assert judged(SIZES, ("Falcon", "7B"), ("Falcon", "10K")) == [True, True]
    assert judged(SIZES, ("Falcon", "7B"), ("Falcon", "20K")) == [False, False]


def test_what_labels_heads_and_captions_state_is_read_where_it_is_stated() -> None:
    table = table_of(("Set 392k", "Top-1"), ("+ longer 500k", "76.3"), caption="Table 1: After 100k steps.")
    assert judged(table, ("A", "392k"), ("A", "500k"), ("A", "100k steps"), ("A", "39")) == [
        True,
        True,
        True,
        False,
    ]
