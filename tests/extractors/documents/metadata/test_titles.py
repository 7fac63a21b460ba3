"""Titles told apart from what stands around them."""

from __future__ import annotations

import pytest

from extractors.documents.metadata.titles import best_title, is_no_title

TITLE = "Sparse Wings: Gating Networks for Small Cameras"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ARTICLE", id="label"),
        pytest.param("Review", id="review"),
        pytest.param("Letter", id="letter"),
        pytest.param("TECHNICAL REPORT", id="report"),
        pytest.param("Original research article", id="long label"),
        pytest.param("Research Paper | Open Access", id="two labels"),
        pytest.param("Published as a conference paper at ICLR 2019", id="running head"),
        pytest.param("Journal of Bird Computing", id="journal of"),
        pytest.param("IEEE TRANSACTIONS ON OPTICS, VOL. 3", id="transactions"),
        pytest.param("—", id="nothing"),
    ],
)
def test_labels_and_running_heads_are_no_titles(text: str) -> None:
    assert is_no_title(text)


@pytest.mark.parametrize(
    "text",
    [
        TITLE,
        "Letter recognition with wings",
        "A Survey of Small Cameras",
        "Reports of owls: a data set",
        "Review of Sparse Gating in Practice",
        "ViT",
    ],
)
def test_titles_that_begin_like_labels_are_titles(text: str) -> None:
    assert not is_no_title(text)


@pytest.mark.parametrize(
    "line",
    [
        "Aerocomputing 267 (2017) 384–395",
        "Aerocomputing, vol. 12, 2019",
        "Contents lists available at Aerocomputing",
    ],
)
def test_a_text_printed_with_volume_and_year_is_a_journal(line: str) -> None:
    assert is_no_title("Aerocomputing", [TITLE, line])
    assert not is_no_title("Aerocomputing", [TITLE])


@pytest.mark.parametrize(
    ("printed", "stated", "title"),
    [
        pytest.param("SPARSE WINGS:", TITLE, TITLE, id="first words alone"),
        pytest.param(TITLE, "", TITLE, id="nothing stated"),
        pytest.param(TITLE, "paper_final_v3", TITLE, id="stated name of a file"),
        pytest.param(
            TITLE, "Instructions for Authors of Proceedings", TITLE, id="stated title of a template"
        ),
        pytest.param(f"{TITLE} on the Wing", TITLE, f"{TITLE} on the Wing", id="more printed than stated"),
        pytest.param("ARTICLE", TITLE, TITLE, id="label printed"),
        pytest.param("\ue001\ue002\ue003 \ue004", TITLE, TITLE, id="glyphs without characters"),
        pytest.param("\ue001\ue002\ue003 \ue004", "", "", id="glyphs, nothing stated"),
        pytest.param("", TITLE, TITLE, id="nothing printed"),
    ],
)
def test_what_the_file_states_helps_where_the_page_bears_it_out(
    printed: str, stated: str, title: str
) -> None:
    assert (
        best_title(printed, stated, ["SPARSE WINGS:", "GATING NETWORKS FOR", "SMALL CAMERAS", "A. Owl"])
        == title
    )
