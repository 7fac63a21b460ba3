"""Sources of the project's own, typeset and turned into pages: the tables of the three formats, cell by cell.

The programs are those of a TeX distribution and LaTeXML, which `.ci/run` installs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.comparison import compare_tables, share_equal
from extractors.documents import read
from tests.real.typesetting import SOURCES, missing_programs, typeset

LEFT_AS_CODE = {"nicetabular": "NiceTabular", "tabularray": "tblr"}
"""Source -> the environment whose code LaTeXML leaves in the page."""
NAMES = sorted(path.stem for path in SOURCES.glob("*.tex"))
NO_PAGE = frozenset(
    {"siunitx_columns", "siunitx_text", *(name for name in NAMES if name.startswith("layout_"))}
)
"""LaTeXML reads the foundations of siunitx for minutes; what is a question of layout has no page."""


@pytest.fixture(scope="module")
def typeset_papers(tmp_path_factory) -> Path:
    """A folder with the PDF and the page of every source."""
    if missing := missing_programs():
        pytest.skip(f"not installed: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("typeset")
    typeset([name for name in NAMES if name not in NO_PAGE], folder, pages=True)
    typeset(sorted(NO_PAGE), folder, pages=False)
    return folder


def source(name: str):
    document = read((SOURCES / f"{name}.tex").read_bytes(), f"{name}.tex")
    assert document.tables
    assert not document.damage
    return document


@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_reads_as_its_source(typeset_papers: Path, name: str) -> None:
    agreements = compare_tables(
        source(name), read((typeset_papers / f"{name}.pdf").read_bytes(), f"{name}.pdf")
    )
    assert share_equal(agreements) == 1.0, agreements


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NO_PAGE.union(LEFT_AS_CODE)])
def test_the_page_reads_as_its_source(typeset_papers: Path, name: str) -> None:
    page = read((typeset_papers / f"{name}.html").read_bytes(), f"{name}.html")
    agreements = compare_tables(source(name), page)
    assert share_equal(agreements) == 1.0, agreements
    assert not page.damage


@pytest.mark.parametrize("name", LEFT_AS_CODE)
def test_code_that_is_left_in_a_page_is_damage(typeset_papers: Path, name: str) -> None:
    """What separates its cells is lost in such a page: it must send the night to the next format."""
    page = read((typeset_papers / f"{name}.html").read_bytes(), f"{name}.html")
    assert ("table_left_as_code", LEFT_AS_CODE[name]) in [(one.code, one.detail) for one in page.damage]
