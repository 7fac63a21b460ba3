"""Pages written for the tests come out of the reader as a person reads them."""

import pytest

from extractors.documents.html.reader import read_html
from tests.extractors.documents.html.golden_files import NAMES, document, expected
from tests.extractors.documents.pdf.golden_files import summary


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_whole(name: str) -> None:
    read, wanted = summary(document(name)), expected(name)
    assert {part: read[part] for part in wanted} == wanted


def test_damage_is_told() -> None:
    assert [(damage.code, damage.detail) for damage in document("latexml").damage] == [
        ("latexml_error", "\\SI")
    ]


def test_row_heads_of_the_markup_are_heads() -> None:
    table = document("values").tables[0]
    assert [table.cells[position].is_header for position in (5, 6)] == [True, False]


def test_what_has_no_id_is_placed_at_the_nearest() -> None:
    text = "Nine words in an abstract without any id here. " * 40
    page = f"<article class='ltx_document'><div class='ltx_abstract'><p>{text}</p></div><p id='S1'>One.</p></article>"
    assert [paragraph.place.anchor for paragraph in read_html(page.encode(), "a paper").paragraphs] == [
        "S1",
        "S1",
    ]
