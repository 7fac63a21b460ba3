"""A source leaves a home folder with one command, and comes back when its correction is taken out."""

import shutil

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.dropping import FILE_NAME
from flows.refitting import run_refit
from flows.settings import Settings
from tests.warehouse.builders import NOON, Nights, read, result
from warehouse.archive import Archive
from warehouse.items import LoadItem
from warehouse.query import query
from warehouse.store import Warehouse

runner = CliRunner()


@pytest.fixture
def settings(tmp_path, empty_warehouse):
    settings = Settings(home=tmp_path)
    shutil.copy(empty_warehouse, settings.warehouse)
    with Warehouse(settings.warehouse) as warehouse:
        nights = Nights(warehouse, Archive(settings.archive))
        nights.run(read("own.pdf", result(75.0), paper_id="arxiv:1"))
        _, data, extraction = read("sample.pdf", result(76.0), paper_id="arxiv:2")
        file = nights.archive.put(data, source="samples", origin="samples/sample.pdf", fetched_at=NOON)
        load_id = nights.begin()
        warehouse.load(
            load_id, [LoadItem("sample.pdf", file.origin, extraction.paper, 0.5, file, extraction=extraction)]
        )
        warehouse.finish_load(load_id, finished_at=NOON, succeeded=True)
    run_refit(settings)
    return settings


def papers(settings):
    return [
        row["paper_id"]
        for row in query(settings.published / "ninthpower.duckdb", "SELECT paper_id FROM papers ORDER BY ALL")
        .to_pylist()
    ]  # fmt: skip


def page(settings):
    return (settings.reports / "latest" / "index.html").read_text("utf-8")


def drop(settings, source="samples"):
    said = ["--who", "K. “Reader”", "--reason", 'for "trying" it out']
    return runner.invoke(app, ["drop-source", source, *said, "--home", str(settings.home)])


def test_the_samples_leave_with_one_command_and_come_back_without_the_entry(settings):
    assert "Among these papers are the samples" in page(settings)
    answer = drop(settings)
    assert answer.exit_code == 0, answer.output
    assert papers(settings) == ["arxiv:1"]
    assert "Among these papers are the samples" not in page(settings)
    (settings.corrections / FILE_NAME).unlink()
    run_refit(settings)
    assert papers(settings) == ["arxiv:1", "arxiv:2"]


def test_the_command_given_twice_says_it_once(settings):
    drop(settings)
    assert drop(settings).exit_code == 0
    assert (settings.corrections / FILE_NAME).read_text("utf-8").count("[[correction]]") == 1
    assert papers(settings) == ["arxiv:1"]


def test_a_source_that_nothing_came_from_is_refused_with_those_there_are(settings):
    answer = drop(settings, "samplers")
    assert answer.exit_code == 2
    assert "there are: folder, samples" in answer.stderr
    assert not settings.corrections.exists()
