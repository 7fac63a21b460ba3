"""Papers typeset from sources kept here come out of the reader as they went in."""

import pytest

from tests.extractors.documents.pdf.golden_files import NAMES, document, expected, summary


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "part", ["title", "authors", "arxiv_id", "version", "sections", "paragraphs", "references", "page_count"]
)
def test_text(name: str, part: str) -> None:
    assert summary(document(name))[part] == expected(name)[part]


@pytest.mark.parametrize("name", NAMES)
def test_tables(name: str) -> None:
    read, wanted = summary(document(name)), expected(name)
    assert read["tables"] == wanted["tables"]
    assert (read["quality"], read["damage"]) == (wanted["quality"], wanted["damage"])


def test_there_are_enough_of_them() -> None:
    assert len(NAMES) >= 10
    assert sum(len(expected(name)["tables"]) for name in NAMES) >= 25
