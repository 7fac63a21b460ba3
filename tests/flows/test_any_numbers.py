"""No number ends a night: whatever facts say, they are fitted, published, drawn and told."""

import io
import json
import math
import shutil
import tempfile
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

import analysis.refit
from analysis.frames import finite
from extractors.records import Quantity
from flows import notifying
from flows.changes import Changes
from flows.cli.common import app
from flows.enriching import Enrichment
from flows.fit_lines import fits_in_words
from flows.notifying import NightMessage, notify
from flows.refitting import run_refit
from flows.settings import Settings
from flows.summary import Gathered, NightSummary
from tests.warehouse.builders import Nights, compute, read, result
from warehouse.archive import Archive
from warehouse.query import query
from warehouse.store import Warehouse

SCORES = st.one_of(
    st.floats(0, 100, allow_nan=False),
    st.sampled_from([0.0, 1e-300, 50.0, 70.0, 70.0000001, 99.9999999999, 100.0]),
)
POWERS = st.one_of(st.floats(12, 26), st.sampled_from([-300.0, 0.0, 18.0, 20.0, 300.0, 308.0]))
YEARS = st.one_of(st.none(), st.integers(2012, 2026), st.sampled_from([1910, 2100]))
PAPERS = st.lists(st.tuples(YEARS, st.lists(st.tuples(SCORES, POWERS), min_size=1, max_size=3)), max_size=12)


def one_each(scores, powers, first_year=2012):
    """Papers of one model each, a year apart."""
    return [(first_year + n, [pair]) for n, pair in enumerate(zip(scores, powers, strict=True))]


SPAN = [18 + n / 2 for n in range(12)]
LEVEL = one_each([70 + 0.001 * (n % 2) + 0.0001 * n for n in range(12)], SPAN)
RISING = one_each([80 - n for n in range(12)], SPAN)
PERFECT = one_each([100 * (1 - 10 ** (-0.3 - n / 18)) for n in range(12)], SPAN)
TWO_PLACES = one_each([60.0, 80.0] * 6, [18.0, 21.0] * 6)
ONE_PAPER = [(2015, [(60 + 3 * n, 18 + n) for n in range(10)])]
ONE_FAR_AWAY = one_each([70.0] * 11 + [71.0], [20.0 + n / 1e6 for n in range(11)] + [300.0])


def paper(number, year, models):
    facts = []
    for place, (score, power) in enumerate(models):
        flop = math.inf if power > 308.2 else 10.0**power
        name = f"Net{number}x{place}"
        facts.append(result(score, model_name=name, row=place))
        facts.append(compute(Quantity.TRAINING_FLOPS, flop, model_name=name))
    name, data, extraction = read(f"{number}.html", *facts, paper_id=f"arxiv:2001.{number:05}")
    object.__setattr__(extraction.paper, "year", year)
    return name, data, extraction


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with Warehouse(path):
        return path


@pytest.fixture(autouse=True)
def few_draws(monkeypatch):
    monkeypatch.setattr(analysis.refit, "refit", partial(analysis.refit.refit, draws=1000))
    for kind in ("markdown", "table"):
        monkeypatch.setattr(notifying, f"create_{kind}_artifact", lambda content, **_: json.dumps(content))


def refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


@hypothesis_settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(papers=PAPERS)
@example(papers=[])
@example(papers=LEVEL)
@example(papers=RISING)
@example(papers=PERFECT)
@example(papers=TWO_PLACES)
@example(papers=ONE_PAPER)
@example(papers=ONE_FAR_AWAY)
def test_whatever_papers_say_they_are_fitted_published_drawn_and_told(empty, papers):
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        shutil.copy(empty, settings.warehouse)
        with Warehouse(settings.warehouse) as warehouse:
            Nights(warehouse, Archive(settings.home / "archive")).run(
                *(paper(number, *one) for number, one in enumerate(papers))
            )
        refitted = run_refit(settings)
        assert refitted.warnings == []
        check_report(refitted.report.parent)
        check_answers(settings)
        check_messages(settings, refitted)


def check_report(folder):
    script = (folder / "assets" / "data.js").read_text("utf-8")
    json.loads(script.removeprefix("window.NINTHPOWER = ").removesuffix(";\n"), parse_constant=refuse)
    page = (folder / "index.html").read_text("utf-8")
    assert page.rstrip().endswith("</html>")
    assert "could not be drawn" not in page
    for path in (folder / "data").glob("*.csv"):
        pd.read_csv(io.BytesIO(path.read_bytes()))
        pd.read_parquet(path.with_suffix(".parquet"))


def check_answers(settings):
    database = settings.published / "ninthpower.duckdb"
    for view in ("fits", "fit_points", "multiverse", "projections", "claims", "progress", "doubtful_facts"):
        query(database, f"FROM {view}")
    for arguments in (["sql", "FROM fits", "--format", "json"], ["diff-fits", "latest", "latest", "--json"]):
        answer = CliRunner().invoke(app, [*arguments, "--home", str(settings.home)])
        assert answer.exit_code == 0, answer.output
        json.loads(answer.stdout, parse_constant=refuse)


def check_messages(settings, refitted):
    with Warehouse(settings.warehouse) as warehouse:
        fits, headline = fits_in_words(warehouse, settings)
    night_message = NightMessage(2, "folder", Gathered(), 1.0, {}, fits, headline)
    assert notify(night_message, settings).read_text("utf-8") == night_message.markdown()
    counted = ("offered", "left_out", "fetched", "waiting", "request", "paper", "loaded", "unchanged")
    counts = dict.fromkeys((*counted, "failed", "skipped", "result", "compute"), 0)
    summary = NightSummary(
        load_id=2,
        source="folder",
        ended_early="",
        waited_seconds=0.0,
        failures={},
        changes=Changes([], []),
        enrichment=Enrichment(),
        fits=fits,
        headline=headline,
        warnings=refitted.warnings,
        seconds=1.0,
        step_seconds={},
        peak_memory_mib=1.0,
        database=refitted.database,
        report=refitted.report,
        **{f"{name}_count": count for name, count in counts.items()},
    )
    json.loads(json.dumps(summary.as_json()), parse_constant=refuse)
    summary.show(Console(file=io.StringIO(), width=120))


def test_what_json_does_not_know_is_none():
    assert finite({"a": [math.inf, 1.5], "b": (-math.inf, math.nan, 2, "x")}) == {
        "a": [None, 1.5],
        "b": [None, None, 2, "x"],
    }
