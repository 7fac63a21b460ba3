"""A doubtful table is read once more by pdfplumber."""

from dataclasses import replace

import pytest

from extractors.documents.model import Table
from extractors.documents.pdf import read_pdf
from extractors.documents.pdf.second_opinion import with_second_opinion
from extractors.samples import sample_folder

DATA = (sample_folder() / "sample-resnet-2015.pdf").read_bytes()


@pytest.fixture(scope="module")
def table() -> Table:
    """A table of a sample paper whose checks all hold."""
    return next(table for table in read_pdf(DATA, "sample").tables if table.quality == 1.0)


def with_changed_digit(table: Table) -> Table:
    changed = next(cell for cell in table.cells if any(map(str.isdigit, cell.text)) and not cell.is_header)
    digit = next(filter(str.isdigit, changed.text))
    text = changed.text.replace(digit, str((int(digit) + 1) % 10), 1)
    cells = tuple(replace(cell, text=text) if cell is changed else cell for cell in table.cells)
    return replace(table, cells=cells)


def test_a_sound_table_is_not_read_again(table: Table) -> None:
    wrong = with_changed_digit(table)
    assert with_second_opinion(DATA, [wrong]) == (wrong,)


def test_agreement_leaves_a_doubtful_table_as_it_is(table: Table) -> None:
    doubtful = replace(table, quality=0.9)
    assert with_second_opinion(DATA, [doubtful]) == (doubtful,)


def test_another_digit_is_noted_and_lowers_the_quality(table: Table) -> None:
    (read_again,) = with_second_opinion(DATA, [replace(with_changed_digit(table), quality=0.9)])
    assert [damage.code for damage in read_again.damage] == ["readers_disagree"]
    assert read_again.quality < 0.9


def test_without_a_readable_file_the_first_reading_stands(table: Table) -> None:
    doubtful = replace(table, quality=0.9)
    assert with_second_opinion(b"%PDF-1.4 and nothing else", [doubtful]) == (doubtful,)
