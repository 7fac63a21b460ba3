"""Whole nights on real papers, and how well they read them."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from warehouse.query import query

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def scores(real_nights, real_papers):
    scorer = real_papers.parent / "score" / "score.py"
    if not scorer.exists():
        pytest.skip("the scorer does not lie beside the papers")
    answer = subprocess.run(
        [sys.executable, scorer, "--db", real_nights.database, "--gold", real_papers / "gold", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


@pytest.mark.parametrize(
    ("line", "kind", "measure", "floor"),
    [
        (line, kind, measure, floor)
        for line, kinds in FLOORS.items()
        for kind, measures in kinds.items()
        for measure, floor in measures.items()
    ],
)
def test_no_score_falls_below_its_floor(scores, line, kind, measure, floor):
    assert scores[line][kind][measure] >= floor


@pytest.mark.parametrize(("folder", "papers"), [("pdf", 67), ("html", 48), ("latex", 4)])
def test_every_real_paper_is_read(real_nights, folder, papers):
    summary = real_nights.summaries[folder]
    assert (summary["paper_count"], summary["loaded_count"]) == (papers, papers), summary["failures"]


def test_every_fact_opens_at_a_page_or_an_anchor(real_nights):
    homeless = """
        SELECT paper_id, quote FROM reported_results WHERE page IS NULL AND anchor IS NULL
        UNION ALL
        SELECT paper_id, quote FROM reported_compute WHERE page IS NULL AND anchor IS NULL
    """
    assert query(real_nights.database, homeless).to_pylist() == []
