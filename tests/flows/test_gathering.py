"""Nights over a stand-in arXiv: what is offered, fetched, read and remembered."""

import gzip
import hashlib
import json
import shutil
import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.documents.model import Damage, Format
from extractors.errors import FinalPaperError
from extractors.records import (
    FACTS_IN_DOUBT,
    Citation,
    CitedBy,
    Evidence,
    Extraction,
    PaperRecord,
    Reference,
    ReportedResult,
)
from extractors.samples import sample_folder
from extractors.sources.registry import Wanted
from extractors.sources.standin import Fault, FaultKind, StandIn
from flows.cli import app
from flows.errors import SettingsError
from flows.workers import read_one
from tests.flows.faulty_readers import read_by_name
from tests.flows.gathering import TUESDAY, Gatherer, read_here, settings_for, stand_in_papers
from warehouse.archive import ArchivedFile
from warehouse.items import LoadItem, LoadOutcome
from warehouse.store import Warehouse

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


def die_with_papers_archived(nights, count, monkeypatch):
    """Interrupt a night before it loads anything, with so many papers in the archive."""

    def die(*_):
        while len(list(nights.settings.archive.glob("*/*.json"))) < count:
            time.sleep(0.001)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("flows.ingest.Ingest._load", die)
        with pytest.raises(KeyboardInterrupt):
            nights.run()


def test_bytes_archived_by_a_night_that_died_are_not_fetched_again(nights, server, monkeypatch):
    die_with_papers_archived(nights, 4, monkeypatch)
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


@pytest.mark.parametrize(
    ("unreadable", "read"),
    [(("html",), "pdf"), (("html", "pdf"), "tar.gz"), (("html", "pdf", "gz"), None)],
    ids=["html", "html and pdf", "all"],
)
def test_what_cannot_be_read_is_asked_for_as_another_file_in_the_same_night(nights, server, unreadable, read):
    pdf = min(sample_folder().glob("*.pdf"), key=lambda path: path.stat().st_size)
    (source := nights.settings.home / "source.gz").write_bytes(gzip.compress(b"a paper", mtime=0))
    sick = server.papers[0]
    server.papers = (replace(sick, files={**sick.files, "pdf": pdf, "source": source}), server.papers[1])

    def read_or_refuse(data, name):
        if name.startswith(sick.arxiv_id) and name.endswith(unreadable):
            raise FinalPaperError(name, "no_text", "holds no text")
        return read_by_name(data, name)

    def submit(jobs, reader):
        del reader
        future = Future()
        future.set_result([read_one(read_or_refuse, job) for job in jobs])
        return future

    gathered = replace(nights, submit=submit).run()
    assert (gathered.tally.paper_count, len(requests(server, sick.arxiv_id))) == (
        2,
        3 if not read else len(unreadable) + 1,
    )
    files = nights.rows(
        f"SELECT file_name FROM documents WHERE paper_id = 'arxiv:{sick.arxiv_id}' AND reason IS NULL"
    )
    assert files == ([(f"{sick.arxiv_id}v1.{read}",)] if read else [])
    reasons = nights.rows("SELECT reason FROM fetch_fallbacks ORDER BY position")
    assert reasons == [("no_text",)] * (len(unreadable) if read else 2)
    state = nights.rows("SELECT state, reason FROM candidates ORDER BY candidate_id")[0]
    assert state == (("loaded", None) if read else ("failed", "no_text"))
    before = len(server.seen)
    nights.run()
    assert len(server.seen) == before


@pytest.mark.parametrize(
    ("damaged", "files", "preferred"),
    [
        pytest.param(("html",), ["html", "pdf"], "pdf", id="the next is clean"),
        pytest.param(("html", "pdf"), ["html", "pdf", "tar.gz"], "tar.gz", id="the last is clean"),
        pytest.param(("html", "pdf", "gz"), ["html", "pdf", "tar.gz"], "html", id="none is clean"),
        pytest.param(("html",), ["html"], "html", id="there is no other"),
    ],
)
def test_beside_a_file_damaged_where_facts_stand_the_next_is_read(nights, server, damaged, files, preferred):
    pdf = min(sample_folder().glob("*.pdf"), key=lambda path: path.stat().st_size)
    (source := nights.settings.home / "source.gz").write_bytes(gzip.compress(b"a paper", mtime=0))
    sick = server.papers[0]
    others = {"pdf": pdf, "source": source} if len(files) > 1 else {}
    server.papers = (replace(sick, files={**sick.files, **others}), server.papers[1])

    def read_damaged(data, name):
        extraction = replace(read_by_name(data, name), format=Format.HTML if "html" in name else Format.PDF)
        if name.startswith(sick.arxiv_id) and name.endswith(damaged):
            return replace(extraction, damage=(Damage(FACTS_IN_DOUBT, "3 values"),))
        return extraction

    def submit(jobs, reader):
        del reader
        future = Future()
        future.set_result([read_one(read_damaged, job) for job in jobs])
        return future

    gathered = replace(nights, submit=submit).run()
    assert (gathered.tally.paper_count, gathered.tally.outcomes[LoadOutcome.LOADED]) == (2, 2)
    read = nights.rows(
        "SELECT file_name, is_preferred FROM documents"
        f" WHERE paper_id = 'arxiv:{sick.arxiv_id}' AND reason IS NULL ORDER BY file_name"
    )
    assert [name for name, _ in read] == [f"{sick.arxiv_id}v1.{file}" for file in files]
    assert [name for name, is_preferred in read if is_preferred] == [f"{sick.arxiv_id}v1.{preferred}"]
    assert nights.rows("SELECT DISTINCT state FROM candidates") == [("loaded",)]
    before = len(server.seen)
    nights.run()
    assert len(server.seen) == before


def test_the_reasons_for_a_step_down_outlive_a_night_that_died(nights, server, monkeypatch):
    pdf = min(sample_folder().glob("*.pdf"), key=lambda path: path.stat().st_size)
    server.papers = (replace(server.papers[0], files={"pdf": pdf}),)
    die_with_papers_archived(nights, 1, monkeypatch)
    assert nights.run().fetched_count == 0
    assert nights.rows("SELECT reason FROM fetch_fallbacks") == [("not_found",)]


def test_identifiers_in_a_file_are_read_without_a_listing(nights, server, tmp_path):
    (tmp_path / "ids.txt").write_text("2401.00001\n2401.00003v1\n")
    gathered = nights.run("ids", Wanted(path=tmp_path / "ids.txt"))
    assert gathered.tally.outcomes == {LoadOutcome.LOADED: 2}
    assert requests(server) == [requests(server, "/api/query")[0], "/html/2401.00001v1", "/html/2401.00003v1"]
    assert nights.run("ids", Wanted(path=tmp_path / "ids.txt")).tally.paper_count == 0


def test_what_two_papers_quote_and_is_not_here_is_wanted(nights, server):
    with Warehouse(nights.settings.warehouse) as warehouse:
        for number in (1, 2):
            quote_from(warehouse, f"file:q{number}", "2401.00003")
        quote_from(warehouse, "file:q3", "2401.00002")
    assert nights.run("wanted", Wanted()).tally.outcomes == {LoadOutcome.LOADED: 1}
    assert requests(server)[-1] == "/html/2401.00003v1"
    assert nights.run("wanted", Wanted()).tally.paper_count == 0


def quote_from(warehouse, paper_id, arxiv_id):
    """Load a paper that quotes a result from another."""
    load_id = warehouse.begin_load(
        started_at=datetime.now(UTC), source="folder", code_version="test", extractor_version="v1"
    )
    name = f"{paper_id.removeprefix('file:')}-{arxiv_id}.pdf"
    evidence = Evidence(f"Net [1] | top-1 | {name}", page=1)
    quoted = ReportedResult("imagenet_top1", "Net [1]", 70.0, "70.0", False, False, evidence, 0.9)
    identifiers = (f"arxiv:{arxiv_id}",)
    cited = Reference(
        1, "[1] ...", "1", title=f"A net {arxiv_id}", arxiv_id=arxiv_id, identifiers=identifiers
    )
    extraction = Extraction(
        PaperRecord(paper_id, f"On {name}"), Format.PDF, None, (quoted,), (), (), 1.0, 1, 1, 1,
        references=(cited,), citations=(Citation("reported_results", 0, 1, "[1]", CitedBy.ROW),),
    )  # fmt: skip
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    file = ArchivedFile(sha256, Path(name), 1, "folder", f"/{name}", datetime.now(UTC))
    warehouse.load(load_id, [LoadItem(name, file.origin, extraction.paper, file=file, extraction=extraction)])
    warehouse.finish_load(load_id, finished_at=datetime.now(UTC), succeeded=True)


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


def test_retry_asks_no_server_where_nobody_could_write_to_who_asks(nights, server):
    server.faults = [Fault(FaultKind.STATUS_500, "/html/2401.00002")]
    nights.run()
    asked = len(server.seen)
    nameless = nights.settings.model_copy(update={"contact": "nobody"})
    with pytest.raises(SettingsError, match="nobody can write to 'nobody'"):
        Gatherer(nameless).run("failed", Wanted())
    assert len(server.seen) == asked


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


def test_batches_that_wait_to_be_loaded_are_loaded_together(nights, server, monkeypatch):
    """Loading that falls behind makes it up by fewer transactions."""
    loads = []
    load = Warehouse.load
    monkeypatch.setattr(
        Warehouse, "load", lambda self, load_id, items: loads.append(len(items)) or load(self, load_id, items)
    )
    begun = []

    class Held:
        """A batch that is done once all have begun."""

        def __init__(self, future):
            self.result = future.result

        def done(self):
            return len(begun) == 4

    def submit(jobs, reader):
        begun.append(jobs)
        return Held(read_here(jobs, reader))

    one_by_one = nights.settings.model_copy(update={"batch_size": 1})
    gathered = Gatherer(one_by_one, submit).run()
    assert gathered.tally.outcomes == {LoadOutcome.LOADED: 4}
    assert loads == [4]
