"""The shipped files are what the builder makes of the sources."""

import pypdfium2
import pytest

from extractors.documents.model import Format
from extractors.samples import expected_facts, sample_folder
from extractors.samples.build import build, build_all
from extractors.samples.source import NOTICE, load_all

PAPERS = load_all()


def test_the_folder_holds_the_papers_and_nothing_else():
    shipped = {path.name for path in sample_folder().iterdir()}
    assert shipped == {f"{paper.id}.{paper.format}" for paper in PAPERS}


def test_the_facts_are_those_of_the_shipped_papers():
    assert set(expected_facts()) == {f"file:{path.stem}" for path in sample_folder().iterdir()}


@pytest.mark.parametrize("paper", [p for p in PAPERS if p.format is Format.HTML], ids=lambda paper: paper.id)
def test_a_shipped_page_is_what_its_source_makes(paper):
    assert (sample_folder() / f"{paper.id}.html").read_bytes() == build(paper, Format.HTML)


@pytest.mark.parametrize("paper", [p for p in PAPERS if p.format is Format.PDF], ids=lambda paper: paper.id)
def test_a_shipped_pdf_is_what_its_source_makes(paper):
    """Another version of Typst may place a line elsewhere, so the words are compared, not the bytes."""
    shipped, built = ((sample_folder() / f"{paper.id}.pdf").read_bytes(), build(paper, Format.PDF))
    assert sorted(words(shipped)) == sorted(words(built))


@pytest.mark.parametrize("file_format", [Format.HTML, Format.PDF])
def test_building_twice_gives_the_same_bytes(file_format):
    assert build(PAPERS[0], file_format) == build(PAPERS[0], file_format)


@pytest.mark.parametrize("path", sorted(sample_folder().iterdir()), ids=lambda path: path.name)
def test_a_paper_says_that_it_is_a_sample_and_stays_small(path):
    data = path.read_bytes()
    text = " ".join(words(data)) if path.suffix == ".pdf" else data.decode()
    assert NOTICE in text
    assert len(data) < 60_000


def test_a_file_without_a_source_is_removed(tmp_path):
    (tmp_path / "sample-forgotten-2010.pdf").write_bytes(b"%PDF-1.7")
    written = build_all(tmp_path)
    assert set(tmp_path.iterdir()) == set(written)


def words(pdf):
    """List the words of a PDF, those broken at the end of a line joined."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(pages).replace("\ufffe", "").replace("-\r\n", "").split()
