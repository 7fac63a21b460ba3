"""Nights over a stand-in arXiv: what is offered, fetched, read and remembered."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from typer.testing import CliRunner

from extractors.samples import sample_folder
from extractors.sources.registry import Wanted
from extractors.sources.standin import Fault, FaultKind, StandIn
from flows.cli import app
from tests.flows.gathering import TUESDAY, Gatherer, settings_for, stand_in_papers
from warehouse.items import LoadOutcome

OUTCOMES = "SELECT candidate_id, state, error_class, reason FROM candidates ORDER BY ALL"


@pytest.fixture
def server():
    with StandIn(stand_in_papers(4)) as opened:
        yield opened


@pytest.fixture
def nights(server, tmp_path, empty_warehouse):
    shutil.copy(empty_warehouse, tmp_path / "warehouse.duckdb")
    return Gatherer(settings_for(tmp_path, server))


def requests(server, path=""):
    return [seen.path for seen in server.seen if path in seen.path]


def test_papers_are_listed_fetched_read_and_remembered(nights, server):
    gathered = nights.run()
    assert (gathered.discovery.offered_count, gathered.fetched_count) == (4, 4)
    assert gathered.tally.outcomes == {LoadOutcome.LOADED: 4}
    assert gathered.request_count == len(server.seen) == 5
    assert nights.rows(
        "SELECT paper_id, arxiv_id, title, licence, document_count FROM papers ORDER BY paper_id LIMIT 1"
    ) == [
        (
            "arxiv:2401.00001",
            "2401.00001",
            server.papers[0].title,
            "http://creativecommons.org/licenses/by/4.0/",
            1,
        )
    ]
    assert {row[1] for row in nights.rows(OUTCOMES)} == {"loaded"}


def test_the_next_night_asks_for_nothing_it_has(nights, server):
    nights.run()
    before = len(server.seen)
    gathered = nights.run()
    assert (gathered.tally.paper_count, len(server.seen)) == (0, before)


def test_an_extended_range_asks_for_the_new_days_alone(nights, server):
    nights.run()
    before = len(server.seen)
    nights.run(wanted=Wanted(from_date=TUESDAY, until_date=date(2024, 1, 3)))
    assert requests(server)[before:] == requests(server, "from=2024-01-03")


def test_a_new_version_is_read_beside_the_old_one(nights, server):
    nights.run()
    newer = replace(server.papers[0], version=2, day=date(2024, 1, 3))
    server.papers = (newer, *server.papers[1:])
    nights.run(wanted=Wanted(from_date=TUESDAY, until_date=date(2024, 1, 3)))
    assert nights.rows(
        "SELECT version, is_preferred FROM documents WHERE paper_id = 'arxiv:2401.00001' ORDER BY ALL"
    ) == [(1, False), (2, True)]


def test_what_is_not_relevant_is_not_fetched(nights, server):
    server.papers = (
        replace(server.papers[0], title="On sheaves", abstract="We count them."),
        replace(server.papers[1], categories=("math.AG",)),
        *server.papers[2:],
    )
    gathered = nights.run()
    assert (gathered.discovery.left_out_count, gathered.fetched_count) == (2, 2)
    assert nights.rows(
        "SELECT relevance_reasons FROM candidates WHERE state = 'left out' ORDER BY candidate_id"
    ) == [(["says nothing to go by"],), (["in none of the categories read: math.AG"],)]


def test_a_listing_that_breaks_off_is_taken_up_where_it_broke(nights, server):
    days = Wanted(from_date=date(2024, 1, 1), until_date=TUESDAY)
    server.papers = (replace(server.papers[0], day=date(2024, 1, 1)), *server.papers[1:])
    server.faults = [Fault(FaultKind.STATUS_503, "from=2024-01-02")]
    gathered = nights.run(wanted=days)
    assert "status 503" in gathered.listing_error
    assert gathered.tally.outcomes == {LoadOutcome.LOADED: 1}
    server.faults = []
    gathered = nights.run(wanted=days)
    assert (gathered.listing_error, gathered.tally.outcomes) == ("", {LoadOutcome.LOADED: 3})
    assert len(requests(server, "from=2024-01-01")) == 1


def test_an_empty_weekday_is_doubted_once(nights, server):
    empty = Wanted(from_date=date(2024, 1, 4), until_date=date(2024, 1, 6))
    assert [str(window) for window in nights.run(wanted=empty).discovery.doubtful] == [
        "oai cs 2024-01-04",
        "oai cs 2024-01-05",
    ]
    assert nights.run(wanted=empty).discovery.doubtful is None


def test_the_cap_of_a_night_leaves_the_rest_to_the_next(nights, server):
    capped = settings_for(nights.settings.home, server, requests_per_night=3)
    gathered = Gatherer(capped).run()
    assert (gathered.fetched_count, gathered.waiting_count) == (2, 2)
    assert gathered.ended_early == "3 requests have been sent"
    assert nights.run().tally.outcomes == {LoadOutcome.LOADED: 2}


def test_a_server_that_fails_for_everything_is_given_up(nights, server):
    server.faults = [Fault(FaultKind.STATUS_500, "/html/")]
    gathered = Gatherer(settings_for(nights.settings.home, server, patience=2)).run()
    assert gathered.ended_early.startswith("no answer for 2 papers in a row")
    assert (gathered.tally.failures["server_error"], gathered.waiting_count) == (2, 4)


def test_bytes_archived_by_a_night_that_died_are_not_fetched_again(nights, server, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("flows.ingest.Ingest._load", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            nights.run()
    fetched = requests(server, "/html/")
    assert fetched
    assert nights.run().tally.outcomes == {LoadOutcome.LOADED: 4}
    assert sorted(requests(server, "/html/")) == sorted(set(requests(server, "/html/")))


def test_a_step_down_is_kept_with_its_reason(nights, server):
    server.faults = [Fault(FaultKind.MISSING, "/html/2401.00001")]
    pdf = min(sample_folder().glob("*.pdf"), key=lambda path: path.stat().st_size)
    server.papers = (replace(server.papers[0], files={"pdf": pdf}),)
    nights.run()
    assert nights.rows("SELECT candidate_id, url, reason FROM fetch_fallbacks") == [
        ("arxiv:2401.00001v1", f"{server.url}/html/2401.00001v1", "not_found")
    ]
    assert nights.rows("SELECT format, version FROM documents") == [("pdf", 1)]


def test_identifiers_in_a_file_are_read_without_a_listing(nights, server, tmp_path):
    (tmp_path / "ids.txt").write_text("2401.00001\n2401.00003v1\n")
    gathered = nights.run("ids", Wanted(path=tmp_path / "ids.txt"))
    assert gathered.tally.outcomes == {LoadOutcome.LOADED: 2}
    assert requests(server) == [requests(server, "/api/query")[0], "/html/2401.00001v1", "/html/2401.00003v1"]
    assert nights.run("ids", Wanted(path=tmp_path / "ids.txt")).tally.paper_count == 0


def test_retry_fetches_and_reads_again_whatever_failed(nights, server, tmp_path):
    server.faults = [
        Fault(FaultKind.WITHDRAWN, "/html/2401.00001"),
        Fault(FaultKind.STATUS_500, "/html/2401.00002"),
    ]
    gathered = nights.run()
    assert gathered.tally.failures == {"withdrawn": 1, "server_error": 1}
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "notes.txt").write_text("not a paper")
    nights.run("folder", Wanted(path=folder))
    server.faults = []
    (folder / "notes.txt").write_bytes(server.papers[0].files["html"].read_bytes())
    assert nights.run("failed", Wanted()).tally.outcomes == {LoadOutcome.LOADED: 3}
    assert {row[1] for row in nights.rows(OUTCOMES)} == {"loaded"}
    assert nights.run("failed", Wanted()).tally.paper_count == 0


def test_status_says_what_was_done_and_what_waits(nights, server):
    capped = settings_for(nights.settings.home, server, requests_per_night=2)
    Gatherer(capped).run()
    home = str(nights.settings.home)
    answer = CliRunner().invoke(app, ["status", "--home", home, "--json"])
    assert answer.exit_code == 0, answer.output
    status = json.loads(answer.stdout)
    assert [(row["status"], row["loaded_count"]) for row in status["nights"]] == [("succeeded", 1)]
    assert {row["state"]: row["papers"] for row in status["candidates"]} == {"loaded": 1, "waiting": 3}
    assert status["listed"] == [{"source": "oai", "part": "cs", "listed_until": "2024-01-02"}]
    assert "waiting" in CliRunner().invoke(app, ["status", "--home", home]).output
