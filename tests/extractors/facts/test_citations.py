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
