"""What OpenAlex says about papers, as the warehouse keeps it."""

from datetime import date, timedelta

import pytest

from extractors.records import PaperMetadata
from tests.warehouse.builders import NOON, Nights, read, result
from warehouse.metadata import papers_without_metadata, record_metadata

FIRST, SECOND = "arxiv:2401.00001", "arxiv:2401.00002"
SAID = PaperMetadata(
    FIRST, "10.48550/arxiv.2401.00001", "W1", 12, 34, 2024, date(2024, 6, 17), "article", "A venue", "cc-by",
    "A topic", is_retracted=False,
)  # fmt: skip
UNKNOWN = PaperMetadata(SECOND, "10.48550/arxiv.2401.00002")


@pytest.fixture
def papers(nights: Nights) -> Nights:
    """Two papers of arXiv and one of which no DOI is known."""
    nights.run(
        *(
            read(f"{n}.pdf", result(), paper_id=paper_id)
            for n, paper_id in enumerate((FIRST, SECOND, "file:x"))
        )
    )
    nights.warehouse.connection.execute(
        "UPDATE core.papers SET arxiv_id = substr(paper_id, 7) WHERE paper_id LIKE 'arxiv:%'"
    )
    return nights


def due(nights: Nights, days: int = 30, limit: int | None = None) -> list[str]:
    since = NOON + timedelta(minutes=1) - timedelta(days=days)
    return list(papers_without_metadata(nights.warehouse, since=since, limit=limit))


def test_papers_of_arxiv_are_asked_about_as_many_as_wanted(papers: Nights):
    assert (due(papers), due(papers, limit=1)) == ([FIRST, SECOND], [FIRST])


def test_known_or_not_a_paper_is_asked_about_again_only_after_a_while(papers: Nights):
    record_metadata(papers.warehouse, [SAID, UNKNOWN], fetched_at=NOON)
    assert due(papers) == []
    assert due(papers, days=0) == [FIRST, SECOND]


def test_papers_never_asked_about_come_first(papers: Nights):
    record_metadata(papers.warehouse, [SAID], fetched_at=NOON)
    assert due(papers, days=0) == [SECOND, FIRST]


def test_what_was_said_last_stands_in_the_view(papers: Nights):
    record_metadata(papers.warehouse, [PaperMetadata(FIRST, SAID.doi), UNKNOWN], fetched_at=NOON)
    record_metadata(papers.warehouse, [SAID], fetched_at=NOON + timedelta(days=1))
    assert papers.rows("SELECT COLUMNS(* EXCLUDE fetched_at) FROM paper_metadata ORDER BY paper_id") == [
        (FIRST, SAID.doi, True, "W1", 12, 34, 2024, date(2024, 6, 17), "article", "A venue", "cc-by", "A topic",
         False),
        (SECOND, UNKNOWN.doi, False, *(None,) * 10),
    ]  # fmt: skip
    assert papers.rows("SELECT day(fetched_at) FROM paper_metadata ORDER BY paper_id") == [(2,), (1,)]
