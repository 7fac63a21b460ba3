"""Pages written for the tests come out of the reader as a person reads them."""

import pytest

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
