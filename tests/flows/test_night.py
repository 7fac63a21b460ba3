"""A whole night on real files, through Prefect."""

from datetime import timedelta

import pytest
from prefect import get_client

from analysis.report.build import Report
from extractors.sources.registry import Wanted
from extractors.sources.standin import Fault, FaultKind, StandIn
from flows import night as night_module
from flows import reporting, science
from flows.errors import NightFailedError
from flows.network_settings import OpenAlexSettings
from flows.night import run_night
from flows.settings import Settings
from tests.flows.gathering import TUESDAY, settings_for, stand_in_papers
from warehouse.correction_entries import CorrectionsError
from warehouse.query import query

pytestmark = [pytest.mark.usefixtures("prefect_server"), pytest.mark.xdist_group("prefect")]


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", workers=2, batch_size=2)


@pytest.fixture
def blank_report(monkeypatch):
    """Drawing the pages of a report takes longer than the rest of a small night."""
    monkeypatch.setattr(reporting, "render", lambda _: Report({"index.html": b""}, ()))


def ask(settings, sql):
    return query(settings.published / "ninthpower.duckdb", sql).to_pylist()


def test_papers_become_facts_with_evidence_in_a_published_file(settings, papers):
    summary = run_night(settings, "folder", papers)
    assert (summary.paper_count, summary.loaded_count, summary.failed_count) == (3, 3, 0)
    assert summary.database.exists()
    assert summary.report.read_text("utf-8").startswith("<!doctype html>")
    assert ask(settings, "SELECT count(*) AS n FROM papers") == [{"n": 3}]
    facts = ask(settings, "SELECT quote, location, confidence FROM reported_results")
    assert len(facts) == summary.result_count > 0
    assert all(fact["quote"] and fact["location"] for fact in facts)
    assert list(summary.step_seconds) == [
        "reading papers",
        "fitting",
        "reading points again",
        "testing and publishing",
        "writing the report",
    ]
    told = (settings.logs / "night-00001.md").read_text("utf-8")
    with get_client(sync_client=True) as prefect:
        artifact = prefect.request("GET", "/artifacts/night/latest").json()
    assert (artifact["type"], artifact["data"]) == ("markdown", told)


@pytest.mark.usefixtures("blank_report")
def test_junk_loses_nothing_and_each_piece_gets_its_reason(settings, junk):
    summary = run_night(settings.model_copy(update={"failure_share": 0.9}), "folder", junk)
    assert (summary.loaded_count, summary.failed_count) == (3, 6)
    items = ask(settings, "SELECT name, reason, message FROM load_items WHERE outcome = 'failed'")
    assert {item["name"]: item["reason"] for item in items} == {
        "a folder": "empty_folder",
        "empty.pdf": "empty_file",
        "encrypted.pdf": "encrypted",
        "error-page.pdf": "error_page",
        "notes.txt": "plain_text",
        "truncated.pdf": "truncated",
    }
    assert all(item["message"] for item in items)


@pytest.mark.usefixtures("blank_report")
def test_a_night_goes_on_when_openalex_is_down(settings, tmp_path, papers, monkeypatch):
    monkeypatch.setattr(science, "refit", lambda *_: science.KeptRefit("", ()))
    one = tmp_path / "one" / "2401.00001.html"
    one.parent.mkdir()
    next(papers.glob("*.html")).rename(one)
    down = settings_for(settings.home).model_copy(update={"openalex": OpenAlexSettings(enabled=True)})
    summary = run_night(down, "folder", one.parent)
    assert summary.loaded_count == 1
    (trouble,) = [warning for warning in summary.warnings if "OpenAlex" in warning]
    assert "arxiv:2401.00001" in trouble
    assert trouble in (settings.logs / "night-00001.md").read_text("utf-8")
    assert ask(settings, "SELECT count(*) AS n FROM paper_metadata") == [{"n": 0}]


def write_correction(settings, text):
    settings.corrections.mkdir(parents=True)
    (settings.corrections / "mine.toml").write_text(text)


@pytest.mark.usefixtures("blank_report")
def test_a_correction_holds_from_the_next_night_on(settings, papers):
    first = run_night(settings, "folder", papers)
    changes = {change.table_name: change for change in first.changes.tables}
    assert changes["reported_results"].added_count == first.result_count
    assert first.changes.papers == []  # nothing that was known before says something else
    dropped = ask(settings, "SELECT paper_id FROM reported_results WHERE NOT is_error LIMIT 1")[0]["paper_id"]
    write_correction(
        settings,
        f'[[correction]]\npaper = "{dropped}"\ntable = "reported_results"\naction = "drop"\n'
        'reason = "quoted from other work"\nwho = "K. Reader"\nfact = {is_error = false}\n',
    )
    again = run_night(settings, "folder", papers)
    assert again.changes.tables == []
    assert ask(settings, f"FROM reported_results WHERE paper_id = '{dropped}' AND NOT is_error") == []
    assert ask(settings, "SELECT status FROM corrections") == [{"status": "applied"}]


def test_a_broken_corrections_file_ends_the_night_before_it_begins(settings, papers):
    write_correction(settings, "[[correction")
    with pytest.raises(CorrectionsError, match=r"mine\.toml is not TOML"):
        run_night(settings, "folder", papers)
    assert not settings.warehouse.exists()


@pytest.mark.usefixtures("blank_report")
def test_the_same_night_again_changes_nothing(settings, papers):
    everything = "SELECT COLUMNS(*) FROM {} ORDER BY ALL"
    views = ("papers", "reported_results", "reported_compute", "model_runs", "compute_estimates", "fits")
    run_night(settings, "folder", papers)
    before = {view: ask(settings, everything.format(view)) for view in views}
    again = run_night(settings, "folder", papers)
    assert (again.loaded_count, again.unchanged_count) == (0, 3)
    assert {view: ask(settings, everything.format(view)) for view in views} == before


@pytest.mark.usefixtures("blank_report")
def test_a_new_extractor_version_replaces_facts_and_never_doubles_them(settings, papers, monkeypatch):
    count = "SELECT count(*) AS n, count(DISTINCT result_id) AS ids FROM reported_results"
    first = run_night(settings, "folder", papers)
    before = ask(settings, count)
    monkeypatch.setattr(night_module, "extractor_version", lambda: "next")
    second = run_night(settings, "folder", papers)
    assert (second.loaded_count, second.unchanged_count) == (3, 0)
    assert ask(settings, count) == before == [{"n": first.result_count, "ids": first.result_count}]
    assert ask(settings, "SELECT DISTINCT extractor_version AS v FROM documents") == [{"v": "next"}]


def test_a_night_with_too_many_failures_fails_loudly_and_publishes_nothing(settings, junk):
    with pytest.raises(NightFailedError, match="67% of 9 papers could not be read"):
        run_night(settings, "folder", junk)
    assert not (settings.published / "ninthpower.duckdb").exists()


def test_an_empty_folder_is_an_error_not_an_empty_publication(settings, tmp_path):
    (tmp_path / "nothing").mkdir()
    with pytest.raises(NightFailedError, match="holds no papers"):
        run_night(settings, "folder", tmp_path / "nothing")


@pytest.mark.usefixtures("blank_report")
def test_weekdays_without_papers_are_a_warning_and_too_many_an_alarm(tmp_path, monkeypatch):
    monkeypatch.setattr(science, "refit", lambda *_: science.KeptRefit("", ()))
    days = Wanted(from_date=TUESDAY, until_date=TUESDAY + timedelta(days=2))
    with StandIn(stand_in_papers(2)) as server:
        settings = settings_for(tmp_path / "home", server)
        summary = run_night(settings, "oai", wanted=days)
        assert summary.loaded_count == 2
        assert "nothing at all was listed for 2024-01-03, 2024-01-04" in summary.warnings[0]
        assert ask(settings, "SELECT status, message FROM loads") == [
            {"status": "succeeded", "message": summary.warnings[0]}
        ]
        assert "- nothing at all was listed" in (settings.logs / "night-00001.md").read_text("utf-8")
        arxiv = settings.arxiv.model_copy(update={"holiday_weekdays": 2})
        longer = Wanted(from_date=TUESDAY, until_date=TUESDAY + timedelta(days=3))
        with pytest.raises(NightFailedError, match=r"3 weekdays in a row .*what was read is published"):
            run_night(settings.model_copy(update={"arxiv": arxiv}), "oai", wanted=longer)
    assert [row["status"] for row in ask(settings, "SELECT status FROM loads ORDER BY load_id")] == [
        "succeeded",
        "failed",
    ]


@pytest.mark.usefixtures("blank_report")
def test_what_a_broken_listing_brought_is_published_and_the_night_fails(tmp_path, monkeypatch):
    monkeypatch.setattr(science, "refit", lambda *_: science.KeptRefit("", ()))
    days = Wanted(from_date=TUESDAY, until_date=TUESDAY + timedelta(days=1))
    with StandIn(stand_in_papers(2), [Fault(FaultKind.STATUS_503, "from=2024-01-03")]) as server:
        settings = settings_for(tmp_path / "home", server)
        with pytest.raises(NightFailedError, match=r"could not be listed to its end: .*is published"):
            run_night(settings, "oai", wanted=days)
    with get_client(sync_client=True) as prefect:
        assert prefect.request("GET", "/artifacts/night-progress/latest").json()["type"] == "progress"
    assert ask(settings, "SELECT count(*) AS n FROM papers") == [{"n": 2}]
    log = (settings.logs / "night-00001.log").read_text("utf-8")
    assert "listed oai cs 2024-01-02: 2 papers for the first time, 2 of them relevant" in log
    assert "night 1 (oai) failed: the source could not be listed to its end" in log


@pytest.mark.usefixtures("blank_report")
def test_reports_are_kept_like_releases(settings, papers, monkeypatch):
    monkeypatch.setattr(science, "refit", lambda *_: science.KeptRefit("", ()))
    few = settings.model_copy(update={"keep_published": 1})
    (settings.reports / "mine").mkdir(parents=True)
    # The last is what a report leaves that was killed while it was written.
    for name in ("20200101T000000Z", "20200102T000000Z", "20200102T000000Z-2", ".20200103T000000Z"):
        (settings.reports / name).mkdir()
    run_night(few, "folder", papers)
    latest = (settings.reports / "latest").readlink().name
    assert {path.name for path in settings.reports.iterdir()} == {
        "latest", latest, "20200102T000000Z-2", "mine"
    }  # fmt: skip
