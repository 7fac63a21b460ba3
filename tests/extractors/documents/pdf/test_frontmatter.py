"""First pages: where the title stands, what else is set large, and the stamp of arXiv."""

from __future__ import annotations

import pytest
import typst

from extractors.documents.model import Document
from extractors.documents.pdf import read_pdf
from extractors.documents.pdf.frontmatter import ARXIV_STAMP

BODY = "\n\n".join(["Small cameras are carried by owls, and gating networks save their energy. " * 6] * 3)


def first_page(head: str, title: str = "", body: str = BODY) -> Document:
    """Return a paper with a head, then its authors, abstract and text."""
    setup = '#set text(font: "Libertinus Serif", size: 10pt)\n#set par(justify: true)\n'
    title = f"#align(center)[#text(size: 16pt)[{title}]]\n" if title else ""
    authors = "#align(center)[Ada Byron #h(2em) Carl Owl]\n#align(center)[University of Birds]\n"
    return read_pdf(
        typst.compile(f"{setup}{head}\n\n{title}\n{authors}\n*Abstract*\n\n{body}".encode()), "front"
    )


def small_capitals(text: str, size: int) -> str:
    """Return a text set in capitals of two sizes, as styles of conferences do it."""
    return " ".join(
        f"#text(size: {size}pt)[{word[:1]}]#text(size: {size * 0.8}pt)[{word[1:].upper()}]"
        if word[:1].isupper()
        else f"#text(size: {size * 0.8}pt)[{word.upper()}]"
        for word in text.split()
    )


TITLE = "Sparse Gating for Small Cameras"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param('#text(size: 22pt, weight: "bold")[ARTICLE]', id="label"),
        pytest.param("#text(size: 24pt)[Technical Report]", id="report"),
        pytest.param("#text(size: 20pt)[Aerocomputing]\n\nAerocomputing 267 (2017) 384–395", id="journal"),
        pytest.param("Contents lists available at OwlDirect\n\n#text(size: 24pt)[OwlDirect]", id="publisher"),
    ],
)
def test_labels_and_journals_are_passed_over(head: str) -> None:
    read = first_page(head, TITLE)
    assert read.title == TITLE
    assert read.authors == ("Ada Byron", "Carl Owl")


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("SparseWings: Gating with 50x Fewer Switches", id="large first word"),
        pytest.param("Sparse Gating of the Networks in Small Cameras", id="small words"),
        pytest.param(
            "Sparse Gating of Very Deep Networks in Small Cameras That Are Carried by the Owls of Northern Finland",
            id="two lines",
        ),
    ],
)
def test_titles_in_small_capitals_are_whole_and_without_scripts(title: str) -> None:
    read = first_page("", small_capitals(title, 17))
    assert read.title.lower() == title.lower()


def test_the_initial_of_a_paragraph_is_no_title_and_its_word_is_whole() -> None:
    initial = (
        "#text(size: 22pt)[S]#text(baseline: -8pt)[upervised] gating saves energy, as owls and cameras show."
    )
    read = first_page("", TITLE, f"{initial}\n\n{BODY}")
    text = " ".join(paragraph.text for paragraph in read.paragraphs)
    assert read.title == TITLE
    assert "Supervised gating" in text


def test_names_on_one_line_are_told_apart_by_their_distance() -> None:
    page = first_page("", TITLE).authors
    assert page == ("Ada Byron", "Carl Owl")


@pytest.mark.parametrize(
    ("stamp", "fields"),
    [
        pytest.param("arXiv:1706.03762v5 [cs.CL] 6 Dec 2017", ("1706.03762", "5", "2017"), id="today's form"),
        pytest.param("arXiv:2201.00020v1 [cs.LG] 31 Dec 2021", ("2201.00020", "1", "2021"), id="five digits"),
        pytest.param("arXiv:hep-th/9901001v2", ("hep-th/9901001", "2", None), id="form before 2007"),
    ],
)
def test_the_stamp_of_arxiv(stamp: str, fields: tuple[str | None, ...]) -> None:
    match = ARXIV_STAMP.search(stamp)
    assert match is not None
    assert (match["id"], match["version"], match["year"]) == fields


def test_a_draft_number_is_no_identifier() -> None:
    assert ARXIV_STAMP.search("arXiv:submit/3129194 [cs.CV] 19 Apr 2020") is None
