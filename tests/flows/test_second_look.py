"""A second look at the numbers behind points: what it says is kept, and nothing it meets ends a night."""

import logging
import shutil
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from extractors.documents.model import Box
from extractors.records import Evidence
from flows import science, second_look
from flows.explanations import explanations
from flows.inspecting import inspect_paper
from flows.refitting import run_refit
from flows.second_look import look_again
from flows.settings import Settings
from tests.flows.faulty_readers import look_as_told
from tests.warehouse.builders import Nights, add_runs, read, result
from warehouse.archive import Archive
from warehouse.query import query
from warehouse.store import Warehouse


@pytest.fixture
def settings(tmp_path):
    limits = {"paper_timeout_seconds": 2, "paper_memory_mib": 1024}
    return Settings(home=tmp_path, workers=2, **limits)


def in_a_cell(name):
    evidence = Evidence(
        "Net | top-1 | 76.3", 6, table_label="Table 4", row=5, column=2, box=Box(6, 9, 20, 11, 28)
    )
    return read(f"{name}.pdf", replace(result(), evidence=evidence))


@pytest.mark.parametrize(
    ("name", "verdict", "note", "disagreeing"),
    [
        ("healthy", "agrees", None, 0),
        ("contradicts", "disagrees", "number: prints '7.63'", 1),
        ("hangs", "not checked", "reading again took longer than 2 s", 0),
        ("dies", "not checked", "the process that read again ended with exit code 11", 0),
        ("swells", "not checked", "reading again needed more than the memory limit", 0),
        ("stumbles", "not checked", "KeyError: 'no such font'", 0),
    ],
)
def test_whatever_happens_to_a_second_reading_is_kept_and_costs_one_night(
    settings, empty_warehouse, name, verdict, note, disagreeing
):
    shutil.copy(empty_warehouse, settings.warehouse)
    with Warehouse(settings.warehouse) as warehouse:
        nights = Nights(warehouse, Archive(settings.archive))
        nights.run(in_a_cell(name))
        add_runs(warehouse)
        assert look_again(warehouse, 1, settings, look_as_told) == disagreeing
        assert nights.rows("SELECT verdict, note, read_in_load FROM second_readings") == [(verdict, note, 1)]
        assert look_again(warehouse, 2, settings, pytest.fail) == 0


def test_a_file_that_is_gone_is_not_checked(settings, empty_warehouse):
    shutil.copy(empty_warehouse, settings.warehouse)
    with Warehouse(settings.warehouse) as warehouse:
        nights = Nights(warehouse, Archive(settings.archive))
        nights.run(in_a_cell("gone"))
        add_runs(warehouse)
        shutil.rmtree(settings.archive)
        assert look_again(warehouse, 1, settings, look_as_told) == 0
        [(verdict, note)] = nights.rows("SELECT verdict, note FROM second_readings")
        assert verdict == "not checked"
        assert note.startswith("FileNotFoundError")


def test_without_any_process_nothing_is_kept_and_the_next_night_tries_again(
    settings, empty_warehouse, monkeypatch
):
    def broken(*_):
        raise BrokenProcessPool("All workers expired")

    shutil.copy(empty_warehouse, settings.warehouse)
    with Warehouse(settings.warehouse) as warehouse:
        nights = Nights(warehouse, Archive(settings.archive))
        nights.run(in_a_cell("healthy"))
        add_runs(warehouse)
        with monkeypatch.context() as trouble:
            trouble.setattr(second_look.Future, "result", broken)
            assert look_again(warehouse, 1, settings, look_as_told) == 0
        assert nights.rows("FROM second_readings") == []
        look_again(warehouse, 2, settings, look_as_told)
        assert nights.rows("SELECT verdict, read_in_load FROM second_readings") == [("agrees", 2)]


@pytest.mark.xdist_group("prefect")
def test_a_night_confirms_the_numbers_behind_the_points_of_the_samples(sample_home):
    database = sample_home / "published" / "ninthpower.duckdb"
    found = query(database, "SELECT verdict, count(*) AS n FROM second_readings GROUP BY ALL").to_pylist()
    assert [row["verdict"] for row in found] == ["agrees"]


@pytest.mark.xdist_group("prefect")
def test_the_page_of_an_archived_paper_and_its_explanation_say_what_a_second_reading_came_to(sample_home):
    database = sample_home / "published" / "ninthpower.duckdb"
    sql = "SELECT paper_id FROM evidence WHERE second_reading = 'agrees' ORDER BY 1 LIMIT 1"
    paper_id = query(database, sql).to_pylist()[0]["paper_id"]
    page = inspect_paper(paper_id, Settings(home=sample_home), sample_home / "inspections", "pdf")
    assert "second reading agrees" in page.read_text("utf-8")
    explained = explanations(database, paper_id, None)
    assert any("second reading agrees" in line for run in explained for line in run.results)


@pytest.mark.xdist_group("prefect")
def test_a_number_that_a_second_reading_contradicts_leaves_the_fit_with_its_reason(
    sample_home, tmp_path, monkeypatch, caplog
):
    shutil.copytree(sample_home, tmp_path / "home", symlinks=True)
    settings = Settings(home=tmp_path / "home")
    with Warehouse(settings.warehouse) as warehouse:
        doubted = "SELECT result_id FROM compute_error JOIN second_readings ON fact_id = result_id ORDER BY 1 LIMIT 1"
        result_id = warehouse.frame(doubted)["result_id"][0]
        warehouse.connection.execute(
            "UPDATE core.second_readings SET verdict = 'disagrees', note = 'number: prints ''7''' WHERE fact_id = ?",
            [result_id],
        )
    monkeypatch.setattr(second_look, "read_again", pytest.fail)
    with caplog.at_level(logging.WARNING):
        database = run_refit(settings).database
    judged = query(
        database, "SELECT DISTINCT is_point, reasons FROM point_candidates WHERE result_id = ?", [result_id]
    ).to_pylist()
    assert judged == [
        {"is_point": False, "reasons": ["- a second reading of the page disagrees: number: prints '7'"]}
    ]
    assert query(database, "FROM compute_error WHERE result_id = ?", [result_id]).to_pylist() == []


def test_a_candidate_that_takes_the_place_of_a_fallen_point_is_read_again_too(monkeypatch):
    seen, judged = iter([2, 1, 0]), []

    class Kept:
        def frame(self, _):
            return "candidates"

        def replace(self, tables):
            judged.append(tables["point_judgements"])

    known = {}
    monkeypatch.setattr(science, "look_again", lambda *_: known.setdefault(len(judged), next(seen)))
    monkeypatch.setattr(science, "disagreements", lambda _: dict(known))
    monkeypatch.setattr(science.points, "judge", lambda _, contradicted: contradicted)
    science._judge_points(Kept(), 1, Settings())
    assert judged == [{}, {1: 2}, {1: 2, 2: 1}]
