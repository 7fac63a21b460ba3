"""A refit without a night: what follows from the facts is computed anew, kept, published and compared."""

import json
from datetime import UTC, datetime

import pandas as pd
import pytest
from typer.testing import CliRunner

import analysis.refit
from flows.cli import app
from flows.errors import SettingsError
from flows.fit_differences import difference
from flows.refitting import run_refit
from flows.settings import Settings
from warehouse.query import query
from warehouse.store import Warehouse

runner = CliRunner()


@pytest.fixture
def settings(tmp_path):
    settings = Settings(home=tmp_path)
    with Warehouse(settings.warehouse):
        pass
    return settings


def test_without_a_warehouse_a_refit_says_what_to_do(tmp_path):
    answer = runner.invoke(app, ["refit", "--home", str(tmp_path)])
    assert answer.exit_code == 1
    assert "run a night first" in answer.stderr


def test_a_refit_publishes_all_its_tables(settings):
    summary = run_refit(settings)
    assert sum(summary.claims.values()) == 27
    for view, count in (("claims", 27), ("published_projections", 90), ("theory", 88), ("decompositions", 1)):
        [row] = query(summary.database, f"SELECT count(*) AS n FROM {view}").to_pylist()
        assert row["n"] == count, view
    [run] = query(summary.database, "SELECT settings FROM fit_runs").to_pylist()
    assert "quantile_10" in {known["name"] for known in json.loads(run["settings"])["specifications"]}
    assert summary.report.is_file()


def test_the_same_facts_are_not_computed_twice(settings, monkeypatch):
    first = run_refit(settings)
    monkeypatch.setattr(analysis.refit, "refit", lambda facts: pytest.fail("computed again"))
    assert run_refit(settings).fit_run_id == first.fit_run_id


def record(settings, fit_run_id, exponent, n_papers):
    fits = {
        "fit_id": "imagenet_top1/reported/ols", "benchmark_id": "imagenet_top1", "measure": "reported",
        "specification": "ols", "form": "power", "estimator": "ols", "status": "fitted",
        "slope": -1 / exponent, "exponent": exponent, "n": n_papers,
    }  # fmt: skip
    points = [
        {
            "fit_id": fits["fit_id"], "paper_id": f"arxiv:{k}", "model_name": "Net", "error": 0.5 * 0.9**k,
            "compute_flop": 10.0 ** (17 + k / 2), "year": 2012 + k, "is_imputed": False,
        }
        for k in range(n_papers)
    ]  # fmt: skip
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with Warehouse(settings.warehouse) as warehouse:
        load_id = warehouse.begin_load(
            started_at=moment, source="refit", code_version="1", extractor_version="1"
        )
        warehouse.record_fits(
            load_id,
            fit_run_id,
            {"fits": pd.DataFrame([fits]), "fit_points": pd.DataFrame(points)},
            recorded_at=moment,
            snapshot_hash=fit_run_id,
            code_version="1",
        )
        warehouse.finish_load(load_id, finished_at=moment, succeeded=True)


def test_two_refits_are_compared_by_the_papers_that_moved_them(settings):
    record(settings, "aaa1", 9.0, 9)
    record(settings, "aab2", 9.5, 10)
    found = difference(settings.warehouse, "aaa", "latest")
    assert found.moves.moved_by.tolist() == [0.5]
    assert found.papers.paper_id.tolist() == ["arxiv:9"]
    with pytest.raises(SettingsError, match="2 refits start with 'aa'"):
        difference(settings.warehouse, "aa", "latest")
    assert difference(settings.warehouse, "previous", "latest").moves.equals(found.moves)


def test_the_comparison_is_printed_the_same_every_time(settings):
    run_refit(settings)
    again = [
        runner.invoke(app, ["diff-fits", "latest", "latest", "--home", str(settings.home), *flags])
        for flags in ([], ["--json"], ["--json"])
    ]
    assert [answer.exit_code for answer in again] == [0, 0, 0]
    assert "no fit moved" in again[0].stdout
    assert again[1].stdout == again[2].stdout
    missing = runner.invoke(app, ["diff-fits", "--home", str(settings.home)])
    assert missing.exit_code == 1
    assert "there is no previous refit: 1 are kept" in missing.stderr
