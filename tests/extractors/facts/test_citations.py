"""Citations that a table attaches to a name."""

from __future__ import annotations

import pytest

from extractors.facts.citations import is_citation, without_citations


@pytest.mark.parametrize(
    "venue", ["(arXiv, 2020-12)", "(CVPR, 2021)", "[arXiv 2021.03]", "(ICLR'21)", "[3] (ECCV 2020)"]
)
def test_a_venue_with_its_year_or_month_is_no_part_of_a_name(venue: str) -> None:
    assert without_citations(f"NetA {venue}") == "NetA"
    assert is_citation(venue)


@pytest.mark.parametrize("words", ["(12-2020)", "(2020-12)", "(arXiv abstracts)", "(CVPR, 384)", "(224-384)"])
def test_other_words_and_numbers_in_brackets_stay(words: str) -> None:
    assert without_citations(f"NetA {words}") == f"NetA {words}"
    assert not is_citation(words)


@pytest.mark.parametrize("year", ["(2018)", "(2023b)", "(2020a)"])
@pytest.mark.parametrize("name", ["NetA-S1", "NetV2×1.0", "NetA-XXS"])
def test_the_year_of_a_model_is_no_part_of_its_name(name: str, year: str) -> None:
    assert without_citations(f"{name} {year}") == name


@pytest.mark.parametrize("name", ["Huang (2015)", "Chen and Ng (2002)", "CoNLL (2003)", "NetA (2048)"])
def test_a_year_that_names_an_author_or_a_contest_stays(name: str) -> None:
    assert without_citations(name) == name


@pytest.mark.parametrize("name", ["NetA-B", "NetA-B/16", "S^2Net", "NetA (L = 100, k = 40)"])
@pytest.mark.parametrize(
    "authors",
    ["Wu et al. (2021)", "Wu & Xiang (2023)", "Wu, Tang and Han (2016b)", "van der Wu et al. (2012)"],
)
def test_authors_outside_their_brackets_are_no_part_of_a_name(name: str, authors: str) -> None:
    assert without_citations(f"{name} {authors}") == name


@pytest.mark.parametrize(
    "label",
    [
        "Wu et al. (2015)",
        "de Vries et al. (2016)",
        "Chiu and Nichols (2016)",
        "baseline from Wu et al. (2016)",
        "NetA of Wu et al. (2016)",
        "Wu et al. (2016) NetA + RL",
    ],
)
def test_authors_that_say_which_model_stay(label: str) -> None:
    assert without_citations(label) == label
