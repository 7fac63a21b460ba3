"""A stand-in arXiv with three papers, and a client that is polite in a hurry."""

from datetime import date

import pytest

from extractors.samples import sample_folder
from extractors.sources.http.client import Client, Manners
from extractors.sources.standin import StandIn, StandInPaper

DAY = date(2024, 1, 2)


@pytest.fixture
def stand_in():
    html = sorted(sample_folder().glob("*.html"))
    pdf = sorted(sample_folder().glob("*.pdf"))
    papers = (
        StandInPaper("2401.00001", DAY, {"html": html[0], "pdf": pdf[0]}),
        StandInPaper("2401.00002", DAY, {"pdf": pdf[1]}, version=2, previous_versions={1: {"pdf": pdf[0]}}),
        StandInPaper("2401.00003", date(2024, 1, 3), {"html": html[1]}, sets=("cs", "stat")),
    )
    with StandIn(papers, records_per_page=1) as server:
        yield server


@pytest.fixture
def manners(tmp_path):
    """What `Client` needs, without pauses worth waiting for."""
    return Manners(
        user_agent="ninthpower/test",
        allowed_hosts=frozenset({"127.0.0.1"}),
        pace_folder=tmp_path / "pace",
        delay_seconds=0.001,
        attempts=3,
        backoff_seconds=0.001,
        longest_pause_seconds=0.05,
        silence_seconds=1,
        answer_seconds=0.3,
    )


@pytest.fixture
def client(manners):
    with Client(manners) as opened:
        yield opened
