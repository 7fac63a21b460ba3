"""What counts as a value, and how rows, columns and heads are told."""

from __future__ import annotations

import pytest

from extractors.documents.pdf.geometry import horizontal, vertical
from extractors.documents.pdf.tables.columns import find_columns
from extractors.documents.pdf.tables.grid import RowRole, filled_row
from extractors.documents.pdf.tables.head_spans import span_headers
from extractors.documents.pdf.tables.headers import HeadRow, header_row_count
from extractors.documents.pdf.tables.rows import is_value, text_rows
from extractors.documents.pdf.tables.rules import joined_rules
from extractors.documents.pdf.words import Word


@pytest.mark.parametrize(
    "text",
    ["76.3", "-0.28", "−1.2", "25.6M", "93.1%", "1,024", "78.9±0.2", "76.3/93.1", "–/81.3", "10^{-3}", "1.5×10^9",
     "4e-4", "8.43^†", "(+0.4)", ".891", "3.6B", "35.0^d", "67.4_{(2.0)}", "1.2×"],
)  # fmt: skip
def test_values(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["ResNet-50", "top-1", "3x3", "AP_50", "v5", "–", "P100", "conv5", "2fc"])
def test_what_only_holds_digits_is_no_value(text: str) -> None:
    assert not is_value(text)


def test_what_is_no_value_after_all_is_told_at_once() -> None:
    assert not is_value("1" + "_a" * 40 + "!")


def words(*rows: str, step: float = 12.0) -> list[Word]:
    """Return words from drawn rows: one character is 5 points wide, a double space separates cells."""
    found = []
    for number, row in enumerate(rows):
        column = 0
        for part in row.split(" "):
            if part:
                x0 = 5.0 * column
                found.append(Word(part, x0, x0 + 5.0 * len(part), step * number, 10.0, False, False, ""))
            column += len(part) + 1
    return found


def extents(*rows: str) -> list[tuple[float, float]]:
    return [
        (round(column.x0, 0), round(column.x1, 0)) for column in find_columns(text_rows(words(*rows))).columns
    ]


def test_columns_are_what_the_rows_leave_white_between() -> None:
    assert extents("ResNet      76.3  93.1", "VGG         71.5  90.1") == [(0, 30), (60, 80), (90, 110)]


def test_a_cell_across_columns_does_not_join_them() -> None:
    rows = ["Ours   27.3  38.1  10.1  20.2", "Other  27.3  38.1  11.1  21.2", "Third  28.4  41.8  12.1  22.2"]
    assert len(extents(*rows, "Big    28.4  41.8     3.3")) == 5


def test_a_text_across_columns_of_numbers_is_no_column() -> None:
    rows = ["(A)     1  512  512   5.29", "(B)     4  128  128   5.00", "(C)    16   32   32   4.91"]
    assert len(extents(*rows, "(D)    positional codes 4.92")) == 5


def test_a_power_centred_over_two_columns_is_one_value() -> None:
    drawn = ["Other  27.3  1.0·10^18     2.0·10^18", "Third  28.4  1.1·10^18     2.1·10^18"]
    parts = [("Ours", 0, 20), ("28.4", 35, 55), ("3.3", 102, 117), ("·", 119, 121), ("10^18", 123, 148)]
    value = [Word(text, x0, x1, 24.0, 10.0, False, False, "") for text, x0, x1 in parts]
    rows = text_rows([*words(*drawn), *value])
    columns = find_columns(rows[:2])
    assert len(columns) == 4
    cells = [(slot.text, slot.column_span) for slot in filled_row(rows[2], columns, RowRole.BODY).slots]
    assert cells == [("Ours", 1), ("28.4", 1), ("3.3 · 10^18", 2)]


def test_spread_stays_with_its_value() -> None:
    assert len(extents("Ours   5.54    ± 0.08", "Other  6.97    ± 0.22")) == 2


def test_a_difference_in_brackets_stays_with_its_value() -> None:
    rows = ["NetA   37.5          59.1", "NetB   38.7  (+1.2)  60.8", "NetC   39.6  (-0.3)  61.5"]
    assert len(extents(*rows)) == 3
    assert len(extents(*rows, "NetD         x       62.0")) == 3


def test_a_vertical_rule_parts_what_reads_like_one_text() -> None:
    upper = [("Simple", 0, 30), ("law", 33, 48), ("Cheap", 128, 153), ("learning", 156, 196)]
    lower = [("Translationally", 0, 75), ("symmetric", 78, 123), ("Convolutions", 128, 188)]
    drawn = [
        Word(text, x0, x1, y, 10.0, False, False, "")
        for y, row in ((0.0, upper), (12.0, lower))
        for text, x0, x1 in row
    ]
    rows = text_rows(drawn, verticals=[vertical(125.5, -20.0, 40.0)])
    texts = [slot.text for slot in filled_row(rows[1], find_columns(rows, [125.5]), RowRole.BODY).slots]
    assert texts == ["Translationally symmetric", "Convolutions"]


def test_a_head_alone_between_vertical_rules_spans_what_is_between_them() -> None:
    rows = text_rows(
        words("        Top             ", "c    a  b    d", "1.1  2.2  3.3  4.4", "1.2  2.3  3.4  4.5")
    )
    columns = find_columns(rows[2:])
    grid = [filled_row(row, columns, RowRole.UPPER_HEAD) for row in rows]
    span_headers(grid, 2, columns, [], [22.0, 72.0])
    (head,) = grid[0].slots
    assert (head.column, head.end) == (1, 3)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        pytest.param(
            [(0, "Model", "Top-1"), (1, "A", "76.3"), (1, "B", "77.1")], 1, id="rule under the heads"
        ),
        pytest.param([(0, "Model", "Top-1"), (0, "A", "76.3"), (0, "B", "77.1")], 1, id="no rule"),
        pytest.param(
            [(0, "", "BLEU"), (0, "Model", "EN-DE"), (1, "A", "76.3")], 2, id="two rows above the rule"
        ),
        pytest.param(
            [(0, "data", "COCO"), (1, "test", "val"), (2, "A", "76.3")], 2, id="rule between the heads"
        ),
        pytest.param(
            [(0, "Task", "10 devices", "20 devices"), (1, "A", "12.1", "23.8")], 1, id="heads with numbers"
        ),
        pytest.param([(0, "A", "76.3"), (1, "B", "77.1"), (1, "C", "78.0")], 0, id="no heads"),
    ],
)
def test_header_rows(rows: list[tuple[int | str, ...]], count: int) -> None:
    heads = [HeadRow(tuple(str(text) for text in row[1:]), 0.0, 10.0, int(row[0])) for row in rows]
    assert header_row_count(heads) == count


def test_a_label_under_the_heads_belongs_to_the_body() -> None:
    rows = [
        HeadRow(("Model", "Top-1"), 0.0, 10.0, 0), HeadRow(("Transformers",), 0.0, 10.0, 0),
        HeadRow(("ViT", "77.9"), 0.0, 10.0, 1),
    ]  # fmt: skip
    assert header_row_count(rows) == 1


def test_pieces_of_a_rule_are_put_together() -> None:
    pieces = [horizontal(0, 50, 10), horizontal(50.5, 90, 10.2), horizontal(120, 160, 10)]
    assert [(rule.x0, rule.x1) for rule in joined_rules(pieces)] == [(0, 90), (120, 160)]


def test_dashes_are_one_rule() -> None:
    dashes = [horizontal(x, x + 4, 10) for x in range(0, 100, 7)]
    assert [(rule.x0, rule.x1) for rule in joined_rules(dashes)] == [(0, 102)]


def test_a_head_keeps_its_own_column_where_a_wide_cell_below_reaches_into_the_next() -> None:
    head = [("Setting", 0, 35), ("RACE", 60, 80), ("SQuAD", 100, 125), ("MNLI", 150, 172)]
    body = [("Size", 0, 20), ("512", 62, 77), ("512", 105, 120), ("128", 154, 169)]
    wide = [("Decay", 0, 25), ("linear", 118, 152)]
    drawn = [
        Word(text, x0, x1, y, 10.0, False, False, "")
        for y, row in ((0.0, head), (12.0, body), (24.0, wide), (36.0, body), (48.0, body))
        for text, x0, x1 in row
    ]
    rows = text_rows(drawn)
    columns = find_columns(rows[1:])
    slots = filled_row(rows[0], columns, RowRole.LAST_HEAD).slots
    assert [(slot.text, slot.column) for slot in slots] == [
        ("Setting", 0),
        ("RACE", 1),
        ("SQuAD", 2),
        ("MNLI", 3),
    ]


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        pytest.param(
            [("Output", 62, 89), ("channels", 92, 127), ("(groups)", 130, 164)], ["Output channels (groups)"],
            id="one text over the columns",
        ),
        pytest.param([("#param.", 66, 96), ("FLOPs", 99, 123)], ["#param.", "FLOPs"], id="each centred on its own"),
    ],
)  # fmt: skip
def test_words_of_an_upper_head_are_apart_only_where_each_is_centred(
    head: list[tuple[str, float, float]], texts: list[str]
) -> None:
    body = [("Net", 0, 15), ("25.1", 71, 91), ("4.1", 103.5, 118.5), ("76.1", 139, 159)]
    drawn = [
        Word(text, x0, x1, y, 10.0, False, False, "")
        for y, row in ((0.0, head), (12.0, body), (24.0, body), (36.0, body))
        for text, x0, x1 in row
    ]
    rows = text_rows(drawn)
    slots = filled_row(rows[0], find_columns(rows[1:]), RowRole.UPPER_HEAD).slots
    assert [slot.text for slot in slots] == texts
