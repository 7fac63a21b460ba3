"""The LaTeX reader on real papers, and its tables beside those of the other readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.comparison import compare_tables, share_equal
from extractors.documents import read
from extractors.documents.model import Document, ParagraphKind
from extractors.sources.folder import read_entry

LAYOUT = {
    "1706.03762": ("Attention Is All You Need", 8, 4, 23, 40),
    "2305.03393": ("Optimized Table Tokenization for Table Structure Recognition", 5, 2, 12, 23),
    "2310.06825": ("Mistral 7B", 18, 5, 9, 29),
    "2412.19437": ("DeepSeek-V3 Technical Report", 0, 9, 54, 104),
}
"""Paper -> title, how many authors, tables, sections and references."""
AGREEMENT_FLOORS = {
    ("1706.03762", "html"): 1.0,
    ("2305.03393", "html"): 1.0,
    ("2310.06825", "html"): 1.0,
    ("1706.03762", "pdf"): 0.9,
}
"""Least share of equal cells; what differs in the PDF are heads of two lines and a value that spans columns."""


@pytest.fixture(scope="module")
def documents(real_papers: Path) -> dict[str, Document]:
    """Every paper that is there as LaTeX source."""
    entries = {name: read_entry(real_papers / "latex" / name) for name in LAYOUT}
    return {name: read(entry.data, entry.name) for name, entry in entries.items()}


@pytest.mark.parametrize("name", LAYOUT)
def test_nothing_is_lost(documents: dict[str, Document], name: str) -> None:
    paper = documents[name]
    title, *counts = LAYOUT[name]
    found = [len(part) for part in (paper.authors, paper.tables, paper.sections, paper.references)]
    assert (paper.title, found) == (title, counts)
    assert [table.label for table in paper.tables] == [f"Table {i + 1}" for i in range(len(paper.tables))]
    assert any(paragraph.kind is ParagraphKind.ABSTRACT for paragraph in paper.paragraphs)
    assert not paper.damage
    assert paper.quality == 1.0


@pytest.mark.parametrize("name", LAYOUT)
def test_no_markup_is_left_in_the_text(documents: dict[str, Document], name: str) -> None:
    texts = [paragraph.text for paragraph in documents[name].paragraphs]
    texts += [cell.text for table in documents[name].tables for cell in table.cells]
    assert [text for text in texts if "\\" in text or "$ " in text or "??" in text] == []


@pytest.mark.parametrize(("name", "other"), AGREEMENT_FLOORS)
def test_tables_agree_cell_by_cell(
    documents: dict[str, Document], real_papers: Path, name: str, other: str
) -> None:
    path = real_papers / other / f"{name}.{other}"
    agreements = compare_tables(documents[name], read(path.read_bytes(), path.name))
    worst = [difference for agreement in agreements for difference in agreement.differences][:10]
    assert share_equal(agreements) >= AGREEMENT_FLOORS[name, other], worst
