"""Lines become captions, paragraphs, footnotes and references."""

from __future__ import annotations

import pytest

from extractors.documents.pdf.captions import find_captions
from extractors.documents.pdf.flow import FlowLine, find_gutter, reading_order
from extractors.documents.pdf.footnotes import find_footnotes, with_plain_mark
from extractors.documents.pdf.lines import Line, line_of
from extractors.documents.pdf.page import Measure
from extractors.documents.pdf.paragraphs import Block, find_blocks, join_lines
from extractors.documents.pdf.structure import as_heading, split_references
from extractors.documents.pdf.words import Word

CHARACTER_WIDTH = 5.0
MEASURE = Measure(50.0, 300.0)


def line(
    text: str, y: float, x0: float = 50.0, *, size: float = 10.0, bold: bool = False, page: int = 1
) -> Line:
    """Return a line of words set in a font whose characters are all 5 points wide."""
    words, x = [], x0
    for part in text.split(" "):
        width = CHARACTER_WIDTH * len(part)
        words.append(Word(part, x, x + width, y, size, bold, False, "Bold" if bold else "Regular"))
        x += width + 3.0
    return line_of(words, page)


def column(*lines: Line) -> list[FlowLine]:
    """Return lines as one column of text, as wide as the widest of them."""
    measure = Measure(50.0, max(one.x1 for one in lines))
    return [FlowLine(one, measure, position == 0) for position, one in enumerate(lines)]


PROSE = "the models are trained on all of the images of the set"


@pytest.mark.parametrize(
    "text",
    [
        "Table 3: Results on the test set.",
        "TABLE IV",
        "Table 2 | Scaling of models.",
        "Tab. 5. Ablations.",
        "Table A1: More.",
        "Table 5 The results of networks with and without shrinking.",
        "Table 9 Encoder specifics.",
        "Table 7 Analysis of estimators.",
    ],
)
def test_captions_are_found(text: str) -> None:
    (caption,) = find_captions([line(text, 100)], [])
    assert caption.lines[0].text == text


def test_a_caption_goes_on_as_long_as_its_lines_do() -> None:
    lines = [line(f"Table 1: {PROSE}", 100), line(PROSE, 111), line("Model", 130), line("A", 141)]
    (caption,) = find_captions(lines, [])
    assert [one.y for one in caption.lines] == [100, 111]


@pytest.mark.parametrize(
    ("above", "text"),
    [
        (PROSE, "Table 3 shows the results of it and more."),
        ("Wide.", "Table 3 Left reports the results of it."),
        ("Wide.", "Table 3 Columns are sorted by error."),
    ],
)
def test_a_sentence_that_begins_with_table_is_no_caption(above: str, text: str) -> None:
    assert find_captions([line(above, 100), line(text, 112)], []) == []


def test_the_list_of_tables_has_no_captions() -> None:
    assert find_captions([line("Table 3: Results . . . . . . . 12", 100)], []) == []


def test_left_column_is_read_before_the_right_one() -> None:
    rows = range(100, 240, 12)
    lines = [one for y in rows for one in (line(f"left {PROSE}", y, 50), line(f"right {PROSE}", y, 380))]
    title = line(f"wide {PROSE} {PROSE}", 60, 50)
    gutter = find_gutter([title, *lines], 720)
    assert gutter is not None
    words = [item.line.text.split()[0] for item in reading_order([*lines, title], gutter)]
    assert words == ["wide", *["left"] * len(rows), *["right"] * len(rows)]


def test_one_baseline_is_read_from_left_to_right_in_its_column() -> None:
    # A bold heading and the text it opens, of two fonts; across the gutter, the end of a paragraph and its neighbour.
    lines = [line("the text", 99.97, 110.0), line("Heading.", 100.0, bold=True), line("Other", 100.02, 320.0)]
    texts = [
        item.line.text
        for item in reading_order([*lines, line("end", 112.0), line("more", 112.0, 320.0)], 310.0)
    ]
    assert texts == ["Heading.", "the text", "end", "Other", "more"]


def test_one_column_has_no_gutter() -> None:
    assert find_gutter([line(f"{PROSE} {PROSE}", y) for y in range(100, 240, 12)], 720) is None


def test_indents_and_gaps_separate_paragraphs() -> None:
    flow = column(
        line(PROSE, 100), line(PROSE, 112), line("and end here.", 124), line(PROSE, 136, 65), line(PROSE, 148),
        line(PROSE, 180),
    )  # fmt: skip
    assert [len(block.lines) for block in find_blocks(flow, 1.2)] == [3, 2, 1]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    flow = [
        *column(line(PROSE, 100), line(PROSE, 112)),
        *column(line(f"{PROSE} and", 60), line("it ends.", 72)),
    ]
    (block,) = find_blocks(flow, 1.2)
    assert block.text.endswith("it ends.")


def test_hanging_lines_belong_to_their_list_item() -> None:
    flow = column(
        line(f"• {PROSE}", 100, 55),
        line("more of it", 112, 65),
        line("• the next", 124, 55),
        line(PROSE, 140),
    )
    assert [block.text for block in find_blocks(flow, 1.2)][:2] == [f"• {PROSE} more of it", "• the next"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param("the repre\u00ad", "sentation", "the representation", id="word"),
        pytest.param("a state-of\u00ad", "the-art net", "a state-of-the-art net", id="compound"),
        pytest.param("with GPT\u00ad", "3 models", "with GPT-3 models", id="name with a number"),
        pytest.param("two", "words", "two words", id="no hyphen"),
    ],
)
def test_lines_are_joined_at_hyphens(first: str, second: str, joined: str) -> None:
    assert join_lines([line(first, 100), line(second, 112)]) == joined


def test_footnotes_stand_at_the_foot_in_small_type() -> None:
    body = [line(PROSE, y) for y in range(100, 148, 12)]
    notes = [
        line("^{1}See the appendix.", 170, size=8),
        line("^{2}As before, but", 180, size=8),
        line("longer.", 190, size=8),
    ]
    found = find_footnotes([*body, *notes], body_size=10)
    assert [with_plain_mark(join_lines(note)) for note in found] == [
        "^1 See the appendix.",
        "^2 As before, but longer.",
    ]


@pytest.mark.parametrize(
    ("text", "number", "title", "level"),
    [
        pytest.param("3.2 Hardware and Schedule", "3.2", "Hardware and Schedule", 2, id="numbered"),
        pytest.param("A Details", "A", "Details", 1, id="appendix letter"),
        pytest.param("IV. EXPERIMENTS", "IV", "EXPERIMENTS", 1, id="roman numeral"),
        pytest.param("References", "", "References", 1, id="without number"),
    ],
)
def test_headings(text: str, number: str, title: str, level: int) -> None:
    heading = as_heading(Block([line(text, 100, bold=True)], MEASURE), body_size=10)
    assert heading is not None
    assert (heading.number, heading.title, heading.level) == (number, title, level)


def test_a_bold_sentence_is_no_heading() -> None:
    assert (
        as_heading(
            Block([line("We train on 8 devices for two days.", 100, bold=True)], MEASURE), body_size=10
        )
        is None
    )


def test_references_are_split_at_their_numbers() -> None:
    lines = [
        line("[1] A. One. First title.", 100),
        line("Journal, 2001.", 112),
        line("[2] B. Two. Second.", 124),
    ]
    assert split_references([Block(lines, MEASURE)]) == [
        "[1] A. One. First title. Journal, 2001.",
        "[2] B. Two. Second.",
    ]


def test_references_are_split_where_they_hang() -> None:
    lines = [
        line("One, A. First title.", 100), line("Journal, 2001.", 112, 62),
        line("Two, B. Second title.", 124), line("Review, 2002.", 136, 62),
    ]  # fmt: skip
    assert split_references([Block(lines, MEASURE)]) == [
        "One, A. First title. Journal, 2001.",
        "Two, B. Second title. Review, 2002.",
    ]


def test_a_caption_goes_on_after_a_broken_word_however_wide_its_next_line_is_set() -> None:
    first = line("Table 1: A comparison of most of the im-", 100)
    pieces = [line("age nets", 111), line("on", 111, 120.0), line("all sets", 111, 180.0)]
    (caption,) = find_captions([first, *pieces, line("Model", 130), line("Top-1", 130, 160.0)], [])
    assert caption.lines == [first, *pieces]
