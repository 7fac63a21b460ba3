"""Titles, years and authors of real papers, with floors under the measured shares."""

from __future__ import annotations

from pathlib import Path

from tests.real.metadata_benchmark import papers_of, run, shares


def test_titles_years_and_authors(real_papers: Path) -> None:
    measured = shares(run(papers_of(real_papers)))
    assert measured["title"] >= 0.98
    assert measured["first_author"] >= 0.95
    assert measured["year"] >= 0.95
    assert measured["year_without_name"] >= 0.95
    assert measured["year_within_one"] >= 0.99
