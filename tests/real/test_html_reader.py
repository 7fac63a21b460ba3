"""The HTML reader on real pages: tables rectangular, damage told, nothing of a page lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.documents import read
from extractors.documents.model import Document
from tests.real.folds import KINDS, opened
from tests.real.table_benchmark import Shares, run

SOUND_TABLES_FLOOR = 0.99
VALUES_FLOOR = 0.98


@pytest.fixture(scope="module")
def documents(real_papers: Path) -> dict[str, Document]:
    """Every page, by its place in the folder."""
    folder = real_papers / "html"
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".xhtml")]
    return {str(path.relative_to(folder)): read(path.read_bytes(), path.name) for path in paths}


def test_every_cell_stands_inside_its_grid_alone(documents: dict[str, Document]) -> None:
    broken = [
        (name, table.label)
        for name, document in documents.items()
        for table in document.tables
        if any(damage.code in ("not_rectangular", "empty_table") for damage in table.damage)
    ]
    assert broken == []


def test_tables_pass_their_checks(documents: dict[str, Document]) -> None:
    tables = [table for document in documents.values() for table in document.tables]
    assert sum(table.quality == 1.0 for table in tables) >= SOUND_TABLES_FLOOR * len(tables)


def test_conversion_errors_are_told(documents: dict[str, Document], real_papers: Path) -> None:
    told = {
        name
        for name, document in documents.items()
        if any(d.code == "latexml_error" for d in document.damage)
    }
    printed = {name for name in documents if b"ltx_ERROR" in (real_papers / "html" / name).read_bytes()}
    assert told <= printed
    # What stands in a figure or a rule that no text is read from damages nothing.
    assert len(told) >= 0.8 * len(printed)


def test_pages_have_a_title_sections_and_text(documents: dict[str, Document]) -> None:
    assert [name for name, document in documents.items() if not document.title] == []
    assert sum(len(document.sections) >= 3 for document in documents.values()) >= 0.95 * len(documents)
    assert all(sum(len(paragraph.text) for paragraph in d.paragraphs) > 1500 for d in documents.values())


def test_annotated_values_stand_in_their_cells(real_papers: Path) -> None:
    names = [name for kind in KINDS for name in opened(real_papers, kind)]
    shares = Shares.of(run(real_papers, names, "html"))
    assert shares.count > 50
    assert shares.clean_with_model >= VALUES_FLOOR
