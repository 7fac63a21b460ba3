"""Tables whose heads and values contradict each other."""

from __future__ import annotations

import pytest

from extractors.documents.checks import check_table
from extractors.documents.model import Cell, Damage, Table


def table_of(*rows: tuple[str, ...], header_rows: int = 1) -> Table:
    """Return a checked table without spans."""
    cells = tuple(
        Cell(row, column, text, is_header=row < header_rows)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    )
    return check_table(Table(cells, len(rows), max(map(len, rows)), header_rows))


def codes(table: Table) -> list[str]:
    return [damage.code for damage in table.damage]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        pytest.param(
            (
                ("Detector", "AP", "AP", "Size"),
                ("KiteDet", "31.5", "14.2", "20M"),
                ("OwlDet", "33.0", "16.1", "40M"),
            ),
            (1, 2),
            id="scripts lost",
        ),
        pytest.param(
            (("System", "BLEU", "BLEU", "BLEU"), ("Heron", "27.1", "39.8", "31.0")),
            (1, 2, 3),
            id="languages lost",
        ),
        pytest.param(
            (("", "Acc.", "Acc."), ("wren", "81.5 ± 0.2", "79.0 ± 0.1"), ("tit", "82.0", "80.1")),
            (1, 2),
            id="no corner",
        ),
    ],
)
def test_columns_headed_the_same_are_not_trusted(
    rows: tuple[tuple[str, ...], ...], columns: tuple[int, ...]
) -> None:
    table = table_of(*rows)
    assert codes(table) == ["same_heads"]
    assert table.damage[0].columns == columns
    assert table.quality < 1.0


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (
                ("Model", "Acc.", "Model", "Acc."),
                ("wren", "81.5", "tit", "79.0"),
                ("owl", "82.0", "jay", "80.1"),
            ),
            id="two halves side by side",
        ),
        pytest.param(
            (
                ("Model", "Acc.", "Acc."),
                ("", "dev", "test"),
                ("wren", "81.5", "79.0"),
                ("tit", "82.0", "80.1"),
            ),
            id="heads told apart by the first row of the body",
        ),
        pytest.param(
            (("Model", "Year", "Data", "Data"), ("wren", "2019", "news", "books")), id="words below"
        ),
        pytest.param((("Model", "", ""), ("wren", "81.5", "79.0")), id="no heads"),
    ],
)
def test_look_alikes_are_trusted(rows: tuple[tuple[str, ...], ...]) -> None:
    table = table_of(*rows)
    assert codes(table) == []
    assert table.trusted() is table


@pytest.mark.parametrize(
    ("head", "values", "is_contradicted"),
    [
        pytest.param("Top-1 (%)", ("4200", "5100", "3900"), True, id="costs below percent"),
        pytest.param("Error %", ("1,024", "2,048", "98"), True, id="sizes below percent"),
        pytest.param("Recall (%)", ("187.0", "190.5", "-"), True, id="with a hole"),
        pytest.param("Relative change (%)", ("101.5", "98.0", "87.0"), False, id="one above"),
        pytest.param("Top-1 (%)", ("81.2", "83.1", "79.0"), False, id="percentages"),
        pytest.param("Images", ("4200", "5100", "3900"), False, id="no percent"),
    ],
)
def test_values_above_100_contradict_a_head_in_percent(
    head: str, values: tuple[str, ...], is_contradicted: bool
) -> None:
    table = table_of(("Model", head), *((f"wren-{value}", value) for value in values))
    assert ("head_contradicted" in codes(table)) is is_contradicted


def test_an_unreadable_head_makes_its_column_doubtful_and_no_other() -> None:
    table = table_of(("Model", "AP_\ue001", "FPS"), ("KiteDet", "31.5", "20"), ("OwlDet", "33.0", "12"))
    assert [(damage.code, damage.columns) for damage in table.damage] == [("unreadable_head", (1,))]
    assert {cell.text for cell in table.trusted().cells} == {"Model", "FPS", "KiteDet", "20", "OwlDet", "12"}
    assert not table.is_trusted


def test_an_unreadable_label_is_noted_and_its_values_stay() -> None:
    table = table_of(("Model", "AP"), ("Kite\ue001", "31.5"), ("OwlDet", "33.0"))
    assert codes(table) == ["unreadable_cell"]
    assert table.is_trusted


def test_spanning_cells_stay_while_one_of_their_columns_is_sound() -> None:
    cells = (
        Cell(0, 0, "Model"),
        Cell(0, 1, "COCO", column_span=2),
        Cell(1, 1, "AP"),
        Cell(1, 2, "AP_\ue001"),
    )
    cells += (Cell(2, 0, "owl"), Cell(2, 1, "33.0"), Cell(2, 2, "41.2"))
    damaged = Table(cells, 3, 3, 2, damage=(Damage("unreadable_head", "", columns=(2,)),))
    assert [cell.text for cell in damaged.trusted().cells] == ["Model", "COCO", "AP", "owl", "33.0"]


@pytest.mark.parametrize(
    ("table", "code", "rows", "columns"),
    [
        pytest.param(
            table_of(("Model", "Top-1 (val", "test)"), ("A", "76.3", "75.1"), ("B", "77.3", "76.1")),
            "torn_head", (), (1, 2), id="a bracket over two heads",
        ),
        pytest.param(
            table_of(("Model", "Top-1", ""), ("A", "76.3", "75.1"), ("B", "77.3", "76.1")),
            "column_without_head", (), (2,), id="values under no head",
        ),
        pytest.param(
            table_of(("Model", "Top-1"), ("A", "76.3"), ("Model", "Size"), ("A", "25M")),
            None, (), (), id="one other head alone is no row of heads",
        ),
        pytest.param(
            table_of(("Model", "Top-1", "Top-5"), ("A", "76.3", "93.0"), ("Model", "Size", "Speed"), ("A", "25", "4")),
            None, (), (), id="other heads among the rows are read as heads",
        ),
        pytest.param(
            table_of(("", "", "BoolQ"), ("Kite", "7B", "76.3"), ("Kite", "13B", "77.1"), ("Kite", "33B", "78.0")),
            None, (), (), id="labels need no head",
        ),
    ],
)  # fmt: skip
def test_what_heads_contradict_is_not_trusted(
    table: Table, code: str | None, rows: tuple[int, ...], columns: tuple[int, ...]
) -> None:
    found = [(damage.code, damage.rows, damage.columns) for damage in table.damage]
    assert found == ([(code, rows, columns)] if code else [])


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        pytest.param([("A", "76.3", "75.1"), ("B", "77.3", "76.1")], (1, 2), id="nothing tells them apart"),
        pytest.param([("scales", "1", "5"), ("A", "76.3", "75.1"), ("B", "77.3", "76.1")], (), id="a row of settings"),
        pytest.param([("A", "76.3", ""), ("B", "", "76.1"), ("C", "75.0", ""), ("D", "", "71.0")], (), id="one column"),
    ],
)  # fmt: skip
def test_columns_under_one_head_are_not_trusted(
    rows: list[tuple[str, ...]], columns: tuple[int, ...]
) -> None:
    heads = (Cell(0, 0, "Model", is_header=True), Cell(0, 1, "SQuAD MNLI", column_span=2, is_header=True))
    body = tuple(
        Cell(row, column, text)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts)
        if text
    )
    table = check_table(Table((*heads, *body), len(rows) + 1, 3, 1))
    assert [damage.columns for damage in table.damage] == ([columns] if columns else [])
