"""Whole nights on real papers, and how well they read them."""

import tomllib
from pathlib import Path

import pytest

from extractors.sources.folder import list_folder
from tests.real.folds import OPENED_FOLDS
from tests.real.measure import score
from warehouse.query import query

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def scores(real_nights, real_papers, tmp_path_factory):
    if not (real_papers.parent / "score").exists():
        pytest.skip("the scorers do not lie beside the papers")
    return score(real_nights.database, real_papers, OPENED_FOLDS, tmp_path_factory.mktemp("scores"))


@pytest.mark.parametrize(
    ("kind", "line", "measure", "floor"),
    [
        (kind, line, measure, floor)
        for kind, lines in FLOORS.items()
        for line, measures in lines.items()
        for measure, floor in measures.items()
    ],
)
def test_no_score_falls_below_its_floor(scores, kind, line, measure, floor):
    numbers = scores[kind][line]
    part, _, name = measure.rpartition("_")
    assert (numbers[measure] if measure in numbers else numbers[part][name]) >= floor


@pytest.mark.parametrize("file_format", ["pdf", "html", "latex"])
def test_every_real_paper_is_read(real_nights, real_papers, file_format):
    papers = len(list_folder(real_papers / file_format))
    summary = real_nights.summaries[file_format]
    assert papers > 0
    assert (summary["paper_count"], summary["loaded_count"]) == (papers, papers), summary["failures"]


def test_every_fact_opens_at_a_page_or_an_anchor(real_nights):
    homeless = """
        SELECT paper_id, quote FROM reported_results WHERE page IS NULL AND anchor IS NULL
        UNION ALL
        SELECT paper_id, quote FROM reported_compute WHERE page IS NULL AND anchor IS NULL
    """
    assert query(real_nights.database, homeless).to_pylist() == []
