"""Asking OpenAlex about loaded papers, at a stand-in."""

import json
import shutil
from datetime import datetime

import pytest
from typer.testing import CliRunner

from extractors.sources.standin import Fault, FaultKind, StandIn, works
from flows import enriching
from flows.cli import app
from flows.enriching import Enrichment, enrich_night, run_enrichment
from flows.errors import NightFailedError, UsageError
from flows.network_settings import ArxivSettings, OpenAlexSettings
from flows.sourcing import manners_of, openalex_url_of
from tests.flows.gathering import settings_for, stand_in_papers
from warehouse.store import Warehouse

PAPER_COUNT = 5
"""Of which the stand-in knows all but the last."""


@pytest.fixture
def server():
    with StandIn(stand_in_papers(PAPER_COUNT - 1)) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path, empty_warehouse, server):
    """A warehouse with papers that were read, and OpenAlex switched on."""
    settings = settings_for(tmp_path, server).model_copy(update={"openalex": OpenAlexSettings(enabled=True)})
    shutil.copy(empty_warehouse, settings.warehouse)
    with Warehouse(settings.warehouse) as warehouse:
        for number in range(1, PAPER_COUNT + 1):
            arxiv_id = f"2401.{number:05}"
            warehouse.connection.execute(
                "INSERT INTO core.papers (paper_id, arxiv_id) VALUES (?, ?)", [f"arxiv:{arxiv_id}", arxiv_id]
            )
            warehouse.connection.execute(
                """
                INSERT INTO core.documents BY NAME
                SELECT 'd' || $1 AS document_id, 'arxiv:' || $1 AS paper_id, $1 AS sha256, $1 AS file_name,
                    $2::TIMESTAMP AS fetched_at, 'parsed' AS parse_status, 'pdf' AS format, '1' AS extractor_version,
                    1 AS quality, 1 AS read_in_load
                """,
                [arxiv_id, datetime(2024, 1, 2)],
            )
    return settings


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(enriching, "PAPERS_PER_REQUEST", 2)


def enrich(settings, sent_count=0):
    with Warehouse(settings.warehouse) as warehouse:
        return enrich_night(warehouse, settings, sent_count)


def kept(settings):
    with Warehouse(settings.warehouse) as warehouse:
        query = "SELECT paper_id, is_known FROM paper_metadata ORDER BY paper_id"
        return dict(warehouse.connection.execute(query).fetchall())


def test_every_paper_is_asked_about_once_many_to_a_request(settings, server):
    assert enrich(settings) == Enrichment(asked_count=5, known_count=4, request_count=3)
    assert kept(settings) == {f"arxiv:2401.0000{n}": n < PAPER_COUNT for n in range(1, 6)}
    assert enrich(settings) == Enrichment()
    assert len(server.seen) == 3
    assert all(seen.user_agent.endswith("(test@example.org)") for seen in server.seen)


def test_nothing_is_sent_unless_it_is_switched_on(settings, server):
    off = settings.model_copy(update={"openalex": OpenAlexSettings()})
    assert enrich(off) == Enrichment()
    with pytest.raises(UsageError, match="NINTHPOWER_OPENALEX__ENABLED"):
        run_enrichment(off)
    assert server.seen == []


def test_a_night_asks_about_so_many_papers_and_the_next_about_the_rest(settings):
    few = settings.model_copy(update={"openalex": OpenAlexSettings(enabled=True, papers_per_night=3)})
    assert [enrich(few).asked_count for _ in range(3)] == [3, 2, 0]


def test_what_a_night_has_sent_already_counts(settings):
    capped = settings.model_copy(
        update={"network": settings.network.model_copy(update={"requests_per_night": 10})}
    )
    enrichment = enrich(capped, sent_count=9)
    assert (enrichment.asked_count, enrichment.request_count) == (2, 1)
    assert "requests have been sent" in enrichment.troubles[0]


@pytest.mark.parametrize(
    ("fault", "says", "request_count"),
    [
        (Fault(FaultKind.STATUS_500, "00003"), "status 500", 1 + 2),
        (Fault(FaultKind.STATUS_429, "00003", headers={"Retry-After": "900"}), "left alone for 900 s", 1 + 1),
        (Fault(FaultKind.FOREIGN_REDIRECT, "00003"), "allowed_hosts does not list", 1 + 1 + 1),
        (Fault(FaultKind.BROKEN_LISTING, "00003"), "no list of works", 1 + 2 + 1),
    ],
    ids=["500", "429", "redirect", "no JSON"],
)
def test_trouble_is_told_and_what_was_said_before_it_stays(settings, server, fault, says, request_count):
    server.faults = [fault]
    enrichment = enrich(settings)
    (trouble,) = enrichment.troubles
    assert says in trouble
    assert "2 papers, arxiv:2401.00003 to arxiv:2401.00004" in trouble
    assert "filter=" not in trouble
    assert enrichment.request_count == request_count
    assert {"arxiv:2401.00001", "arxiv:2401.00002"} <= kept(settings).keys()
    server.faults = []
    shutil.rmtree(settings.network.pace_folder)  # as after the hour that the server asked for
    enrich(settings)
    assert len(kept(settings)) == PAPER_COUNT


def test_a_server_that_refuses_every_request_is_not_asked_about_everything(settings, server, monkeypatch):
    monkeypatch.setattr(enriching, "PAPERS_PER_REQUEST", 1)
    server.faults = [Fault(FaultKind.MISSING, "/works")]
    impatient = settings.model_copy(update={"network": settings.network.model_copy(update={"patience": 2})})
    assert enrich(impatient).request_count == 2


def test_a_server_that_is_down_costs_a_night_a_warning(settings):
    gone = settings.model_copy(update={"arxiv": ArxivSettings(stand_in_url="http://127.0.0.1:9")})
    (trouble,) = enrich(gone).troubles
    assert "127.0.0.1:9" in trouble


@pytest.mark.parametrize("contact", ["", "nobody"])
def test_without_a_contact_a_night_is_warned_and_a_person_told(settings, server, contact):
    nobody = settings.model_copy(update={"contact": contact})
    assert "set contact" in enrich(nobody).troubles[0]
    with pytest.raises(UsageError, match="set contact"):
        run_enrichment(nobody)
    assert server.seen == []


def test_a_work_in_another_shape_is_told_and_its_paper_asked_about_again(settings, monkeypatch):
    monkeypatch.setattr(works, "_work", lambda paper: {"id": None, "doi": f"10.48550/arxiv.{paper.arxiv_id}"})
    enrichment = enrich(settings)
    assert (enrichment.asked_count, enrichment.known_count) == (1, 0)
    assert "10.48550/arxiv.2401.00001: id: Input should be a valid string" in enrichment.troubles[0]


def test_openalex_is_no_host_that_papers_are_fetched_from(tmp_path):
    real = settings_for(tmp_path).model_copy(
        update={
            "openalex": OpenAlexSettings(enabled=True),
            "arxiv": ArxivSettings(),
            "contact": "test@uni.edu",
        }
    )
    assert openalex_url_of(real) == "https://api.openalex.org/works"
    assert "api.openalex.org" not in manners_of(real).allowed_hosts


def test_the_command_enriches_what_is_loaded(settings, monkeypatch):
    monkeypatch.setattr("flows.cli.running.settings_for", lambda home: settings)
    answer = CliRunner().invoke(app, ["enrich", "--limit", "3", "--json"])
    assert json.loads(answer.stdout) == {
        "asked_count": 3, "known_count": 3, "request_count": 2, "troubles": [],
    }  # fmt: skip
    assert "2 papers asked about, 1 known" in CliRunner().invoke(app, ["enrich"]).stdout


def test_without_a_warehouse_the_command_says_what_to_do(settings):
    settings.warehouse.unlink()
    with pytest.raises(NightFailedError, match="run a night first"):
        run_enrichment(settings)


def test_settings_of_the_environment_switch_it_on(monkeypatch):
    from flows.settings import Settings

    monkeypatch.setenv("NINTHPOWER_OPENALEX__ENABLED", "true")
    assert Settings().openalex == OpenAlexSettings(enabled=True)
