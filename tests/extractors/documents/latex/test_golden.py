"""Papers from sources kept here come out of the reader as they went in."""

import pytest

from extractors.documents.latex import read_latex
from tests.extractors.documents.latex.golden_files import NAMES, expected, source, summary


@pytest.mark.parametrize("name", NAMES)
def test_a_source_is_read_as_expected(name: str) -> None:
    assert summary(read_latex(source(name), name)) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_file_and_a_line(name: str) -> None:
    read = read_latex(source(name), name)
    line_count = source_lines(name)
    for place in [part.place for part in (*read.paragraphs, *read.tables)]:
        file, _, line = str(place.anchor).rpartition(":")
        assert file == f"{name}.tex"
        assert 1 <= int(line) <= line_count


def source_lines(name: str) -> int:
    from tests.extractors.documents.latex.golden_files import FOLDER

    return (FOLDER / f"{name}.tex").read_text().count("\n")
