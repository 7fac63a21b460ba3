"""What counts as a value, and how rows, columns and heads are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.pdf.geometry import Rule, horizontal, vertical
from extractors.documents.pdf.tables.columns import find_columns
from extractors.documents.pdf.tables.grid import RowRole, filled_row
from extractors.documents.pdf.tables.head_spans import span_headers
from extractors.documents.pdf.tables.headers import HeadRow, header_row_count
from extractors.documents.pdf.tables.rows import is_value, text_rows
from extractors.documents.pdf.tables.rules import joined_rules
from extractors.documents.pdf.tables.spans import settle_rows
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


def spans_of(*rows: str, header_count: int, rules: list[Rule] | None = None) -> list[list[tuple[int, int]]]:
    """Return the first and last column of each head, row by row, of a drawn table."""
    drawn = text_rows(words(*rows))
    columns = find_columns(drawn[header_count:])
    grid = [filled_row(row, columns, RowRole.UPPER_HEAD) for row in drawn]
    span_headers(grid, header_count, columns, rules or [], [])
    return [sorted((slot.column, slot.end - 1) for slot in row.slots) for row in grid[:header_count]]


_SIX = ("Net   1.1  2.2  3.3  4.4  5.5  6.6", "Two   1.2  2.3  3.4  4.5  5.6  6.7")
"""A label and six columns, at 30, 55, 80, 105, 130 and 155 points."""


def test_heads_that_share_a_rule_span_the_part_they_are_centred_on() -> None:
    heads = (10 * " " + "Batch" + 10 * " " + "Solos", "Net   a    b    c    d    e    f")
    rule = horizontal(28, 172, 4)
    assert spans_of(*heads, *_SIX, header_count=2, rules=[rule])[0] == [(1, 3), (4, 6)]


def test_heads_without_rules_share_the_columns_below_them() -> None:
    heads = ("             First          Last", "Net   a    b    c    d    e    f")
    assert spans_of(*heads, *_SIX, header_count=2)[0] == [(1, 4), (5, 6)]


def test_a_head_on_its_own_column_is_not_over_others_that_it_happens_to_be_centred_on() -> None:
    """``Par`` over ``(M)``, as heads of two lines are set, stands in the middle of columns 1 to 4, too."""
    heads = (16 * " " + "Par", "Net   a         (M)  c    d")
    body = ("Net   11111.11  2.2  3.3  4.4", "Two   11111.12  2.3  3.4  4.5")
    assert spans_of(*heads, *body, header_count=2)[0] == [(2, 2)]


@pytest.mark.parametrize(
    ("head", "spans"),
    [
        pytest.param(19 * " " + "AP", [(1, 6)], id="centred on all but the labels"),
        pytest.param(11 * " " + "Top", [(2, 2)], id="centred on its own column"),
    ],
)
def test_the_only_head_of_a_table(head: str, spans: list[tuple[int, int]]) -> None:
    assert spans_of(head, *_SIX, header_count=1) == [spans]


@pytest.mark.parametrize(
    ("words_apart", "texts"),
    [
        pytest.param(
            4.4, ["Mask Net 1x", "Plan"], id="words as near as those of a label, in a small bold font"
        ),
        pytest.param(7.0, ["Mask", "Net", "1x", "Plan"], id="words farther apart"),
    ],
)
def test_words_as_near_as_those_of_other_heads_are_one_text(words_apart: float, texts: list[str]) -> None:
    drawn, x0 = [], 40.0
    for text in ("Mask", "Net", "1x"):
        drawn.append(Word(text, x0, x0 + 5.0 * len(text), 0.0, 10.0, True, False, ""))
        x0 = drawn[-1].x1 + words_apart
    drawn.append(Word("Plan", x0 + 20, x0 + 40, 0.0, 10.0, True, False, ""))
    drawn += [
        Word("Top", 0, 15, 12.0, 10.0, True, False, ""),
        Word("net", 19.4, 34.4, 12.0, 10.0, True, False, ""),
    ]
    assert [phrase.text for phrase in text_rows(drawn)[0].phrases] == texts


@pytest.mark.parametrize("text", ["Lat.", "Acc.", "Teacher:"])
def test_the_space_after_a_full_stop_is_wider(text: str) -> None:
    drawn = [Word(text, 0, 20, 0, 10.0, False, False, ""), Word("(ms)", 25.0, 45, 0, 10.0, False, False, "")]
    assert [phrase.text for phrase in text_rows(drawn)[0].phrases] == [f"{text} (ms)"]


def test_a_citation_after_a_bracket_is_of_the_same_text() -> None:
    drawn = [
        Word(text, x0, x1, 0, 10.0, False, False, "")
        for text, x0, x1 in (("NetA", 0, 20), ("(1024)", 23, 53), ("[10]", 56, 76), ("44.2", 90, 110))
    ]
    assert [phrase.text for phrase in text_rows(drawn)[0].phrases] == ["NetA (1024) [10]", "44.2"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ("Net   47.2", "Paste (+1.0) 48.2", "Big   48.4", "Paste (+1.4) 49.8"), id="to the left"
        ),
        pytest.param(
            ("Net          47.2", "Paste (+1.0) 48.2", "Big          48.4", "Paste (+1.4) 49.8"),
            id="to the right",
        ),
    ],
)
def test_a_difference_before_its_value_stays_with_it(rows: tuple[str, ...]) -> None:
    drawn = [
        replace(word, x0=word.x0 + 30 * (word.x0 > 20), x1=word.x1 + 30 * (word.x0 > 20))
        for word in words(*rows)
    ]
    assert len(find_columns(text_rows(drawn))) == 2


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        pytest.param(
            ("     a  1.1", "Big  b  1.2", "     c  1.3", "Two  d  1.4"), {"Big": 3, "Two": 1}, id="in turn"
        ),
        pytest.param(
            ("Big  a  1.1", "     b  1.2", "Two  c  1.3", "     d  1.4"), {"Big": 2, "Two": 2}, id="below"
        ),
        pytest.param(
            ("     a  1.1", "Big  b  1.2", "     c  1.3", "     d  1.4", "Two  e  1.5"),
            {"Big": 3, "Two": 1},
            id="no run of rows fits",
        ),
    ],
)
def test_the_rows_of_labels(rows: tuple[str, ...], ends: dict[str, int]) -> None:
    drawn = text_rows(words(*rows))
    columns = find_columns(drawn)
    grid, _ = settle_rows([filled_row(row, columns, RowRole.BODY) for row in drawn], 0, columns, [])
    labels = [slot for row in grid for slot in row.slots if slot.column == 0]
    assert {slot.text: slot.row_span for slot in labels} == ends


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
        pytest.param(
            [(0, "CIFAR-100"), (1, "Net", "SGD", "Adam"), (1, "A", "76.3", "75.1")],
            2,
            id="heads below a title",
        ),
        pytest.param(
            [(0, "CIFAR-100"), (1, "A", "76.3", "75.1"), (1, "B", "77.1", "76.0")],
            1,
            id="values below a title",
        ),
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
