"""A Prefect server that goes away during a night, or was never there: the night's work does not depend on it."""

from contextlib import contextmanager
from types import SimpleNamespace

import httpx
import pytest
from prefect.client import base
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows import gathering, reporting, science
from flows import night as night_module
from flows.errors import NightFailedError
from flows.night import run_night
from flows.settings import Settings
from flows.workers import read_one
from tests.flows.faulty_readers import read_by_name
from warehouse.store import Warehouse

pytestmark = [pytest.mark.usefixtures("prefect_server"), pytest.mark.xdist_group("prefect")]


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A night without what comes after loading, and without reading processes."""

    class Reader:
        def read(self, jobs):
            return [read_one(read_by_name, job) for job in jobs]

    @contextmanager
    def reader(_):
        yield Reader(), False

    publication = SimpleNamespace(database=tmp_path / "ninthpower.duckdb", checks=[])
    monkeypatch.setattr(gathering, "_reader", reader)
    monkeypatch.setattr(science, "refit", lambda *_: science.KeptRefit("run", ()))
    monkeypatch.setattr(night_module, "publish_run", lambda *_, **__: publication)
    written = reporting.WrittenReport(tmp_path / "index.html")
    monkeypatch.setattr(reporting, "write_report", lambda *_: written)
    return Settings(home=tmp_path / "home", workers=1, batch_size=1)


def cut_at_paper(position, monkeypatch):
    """Let Prefect's server answer nothing from the loading of a paper on."""
    load, loaded = Warehouse.load, []

    def refuse(*_):
        raise httpx.ConnectError("Connection refused")

    def load_and_cut(warehouse, load_id, items):
        loaded.extend(items)
        if len(loaded) >= position:
            monkeypatch.setattr(httpx.HTTPTransport, "handle_request", refuse)
            # Only now: a server under load asks to be tried again when a night starts.
            monkeypatch.setattr(base, "PREFECT_CLIENT_MAX_RETRIES", SimpleNamespace(value=lambda: 0))
        return load(warehouse, load_id, items)

    monkeypatch.setattr(Warehouse, "load", load_and_cut)


@pytest.mark.parametrize("position", [1, 2, 3], ids=["first", "middle", "last"])
def test_a_server_that_goes_away_costs_nothing(settings, papers, position, monkeypatch):
    cut_at_paper(position, monkeypatch)
    summary = run_night(settings, "folder", papers)
    assert (summary.loaded_count, summary.failed_count) == (3, 0)
    assert (settings.logs / "night-00001.md").exists()
    with Warehouse(settings.warehouse) as warehouse:
        assert list(warehouse.frame("SELECT status FROM loads")["status"]) == ["succeeded"]


def test_a_night_that_fails_says_why_and_not_that_the_server_has_gone(settings, papers, monkeypatch):
    cut_at_paper(1, monkeypatch)
    for path in papers.glob("*.html"):
        path.unlink()
    next(papers.glob("*.pdf")).rename(papers / "refuses.pdf")
    with pytest.raises(NightFailedError, match="could not be read"):
        run_night(settings, "folder", papers)


def test_a_server_that_was_never_there_is_told_in_words(settings, papers):
    with (
        temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}),
        pytest.raises(NightFailedError, match=r"127\.0\.0\.1:9/api does not answer.* unset PREFECT_API_URL"),
    ):
        run_night(settings, "folder", papers)
    assert not settings.warehouse.exists()
