"""Which caption belongs to which table of a float."""

from __future__ import annotations

import pytest

from extractors.documents.floats import Caption, Panel, parse_caption

FIGURE, ONE, TWO = (
    parse_caption(text) for text in ("Figure 3: A curve", "Table 1: First", "Table 2: Second")
)
PART_A, PART_B = parse_caption("(a) Dev"), parse_caption("(b) Test")


def labelled(panel):
    return {table: caption.full_text for table, caption, _ in panel.tables()}


@pytest.mark.parametrize(
    ("items", "captions"),
    [
        pytest.param([ONE, "t"], {"t": "Table 1: First"}, id="above"),
        pytest.param(["t", ONE], {"t": "Table 1: First"}, id="below"),
        pytest.param(
            [ONE, "t", TWO, "u"], {"t": "Table 1: First", "u": "Table 2: Second"}, id="each above its own"
        ),
        pytest.param(
            ["t", ONE, "u", TWO], {"t": "Table 1: First", "u": "Table 2: Second"}, id="each below its own"
        ),
        pytest.param(
            [Panel(["t", PART_A]), Panel(["u", PART_B]), ONE],
            {"t": "Table 1: First (a) Dev", "u": "Table 1: First (b) Test"},
            id="parts",
        ),
        pytest.param(["t", Panel([ONE])], {"t": "Table 1: First"}, id="a caption in a box of its own"),
        pytest.param(
            [Panel([FIGURE]), "t", Panel([ONE])], {"t": "Table 1: First"}, id="beside a captioned picture"
        ),
        pytest.param(
            [ONE, TWO, Panel([Panel(["t"]), Panel(["u"])]), TWO],
            {"t": "Table 1: First", "u": "Table 2: Second"},
            id="all before the tables",
        ),
        pytest.param(
            [Panel(["t"]), Panel(["u"]), ONE, TWO],
            {"t": "Table 1: First", "u": "Table 2: Second"},
            id="all after the tables",
        ),
        pytest.param(["t"], {"t": ""}, id="none"),
    ],
)
def test_captions_of_tables(items, captions):
    assert labelled(Panel(items)) == captions


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Table 3: Results", Caption("Table 3", "Results")),
        ("TABLE IV. Results", Caption("TABLE IV", "Results")),
        ("Table A.2 | Results", Caption("Table A.2", "Results")),
        ("(b) Test", Caption("(b)", "Test")),
        ("Results", Caption("", "Results")),
    ],
)
def test_labels_of_captions(text, caption):
    assert parse_caption(text) == caption
