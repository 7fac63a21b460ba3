"""Which paper a file is."""

import pytest

from extractors.documents.model import Document, Format
from extractors.identity import arxiv_id_of, paper_id_of, paper_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1512.03385.pdf", ("1512.03385", None)),
        ("1512.03385v2.pdf", ("1512.03385", 2)),
        ("arXiv:1512.03385v12", ("1512.03385", 12)),
        ("0704.0001.pdf", ("0704.0001", None)),
        ("2201.00020.ar5iv.html", ("2201.00020", None)),
        ("2412.19437.tar.gz", ("2412.19437", None)),
        ("hep-th_9901001v3.pdf", ("hep-th/9901001", 3)),
        ("cs/0102003", ("cs/0102003", None)),
        ("gpt-2.pdf", None),
        ("P14-1007.xhtml", None),
        ("1513.03385.pdf", None),
        ("1512.033856.pdf", None),
        ("report-2023.12.pdf", None),
    ],
)
def test_arxiv_id_is_read_from_a_name(name, expected):
    assert arxiv_id_of(name) == expected


@pytest.mark.parametrize(
    ("name", "stamp", "expected"),
    [
        ("1512.03385v1.pdf", None, "arxiv:1512.03385"),
        ("resnet.pdf", "1512.03385", "arxiv:1512.03385"),
        ("gpt-2.pdf", None, "file:gpt-2"),
        ("my.notes.tar.gz", None, "file:my.notes"),
        ("alexnet-nips2012.PDF", None, "file:alexnet-nips2012"),
    ],
)
def test_paper_id_comes_from_the_name_then_the_stamp(name, stamp, expected):
    assert paper_id_of(name, stamp) == expected


def test_the_year_of_first_submission_beats_the_year_of_the_stamp():
    document = Document(format=Format.PDF, title="A title", arxiv_id="1512.03385", year=2016)
    paper = paper_of("anything.pdf", document)
    assert (paper.year, paper.title, paper.url) == (2015, "A title", "https://arxiv.org/abs/1512.03385")


def test_a_paper_without_arxiv_id_keeps_the_year_it_states():
    paper = paper_of("alexnet.pdf", Document(format=Format.PDF, year=2012))
    assert (paper.paper_id, paper.arxiv_id, paper.year, paper.url) == ("file:alexnet", None, 2012, "")


@pytest.mark.parametrize(("arxiv_id", "year"), [("hep-th/9901001", 1999), ("cs/0102003", 2001)])
def test_old_identifiers_carry_the_year_behind_the_slash(arxiv_id, year):
    assert paper_of("x.pdf", Document(format=Format.PDF, arxiv_id=arxiv_id)).year == year
