"""How a run under way tells how it comes along."""

from __future__ import annotations

import fcntl
import json
import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from extractors.sources.http.client import Wait
from extractors.sources.http.errors import LeaveAloneError
from flows import serving
from flows.cli import app
from flows.errors import NightFailedError
from flows.live import FILE_NAME, Live, Teller, read_live, starting, telling
from flows.logs import log_to
from flows.notifying import progress_artifact
from flows.progress import listener
from flows.settings import Settings
from flows.status import read_status
from warehouse.errors import StorageError
from warehouse.lock import NightLock
from warehouse.store import Warehouse

BEGAN = datetime(2026, 1, 1, 4, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def teller(tmp_path: Path, clock: Clock) -> Teller:
    return Teller(tmp_path, Live("oai", os.getpid(), BEGAN, load_id=7), now=clock)


def test_counts_rate_and_expected_end(teller: Teller, clock: Clock, tmp_path: Path) -> None:
    teller.step("reading papers", 100)
    for _ in range(20):
        clock.pass_by(3)
        teller.fetched()
        teller.advance()
    teller.loaded(15, 3)
    teller.write()
    live = read_live(tmp_path)
    assert live is not None
    assert {
        "load_id": 7,
        "step": "reading papers",
        "paper_count": 100,
        "done_count": 20,
    }.items() <= live.items()
    assert (live["fetched_count"], live["loaded_count"], live["failed_count"]) == (20, 15, 3)
    assert live["papers_per_minute"] == pytest.approx(20)
    assert datetime.fromisoformat(live["expected_end_of_step"]) == clock.now + timedelta(minutes=4)
    assert teller.live.line() == (
        "reading papers: 20 of 100 papers; 20 fetched, 15 loaded, 3 failed; 20 a minute; until about 04:05 UTC"
    )


def test_one_paper_is_one_paper(teller: Teller, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        teller.step("reading papers", 1)
    assert caplog.messages == ["reading papers: 1 paper"]
    assert teller.live.line() == "reading papers: 0 of 1 paper; 0 fetched, 0 loaded, 0 failed"


def test_the_rate_is_that_of_the_last_minutes(teller: Teller, clock: Clock) -> None:
    teller.step("reading papers", 1000)
    for _ in range(100):
        teller.advance()
    clock.pass_by(600)
    for _ in range(10):
        teller.advance()
    teller.write()
    assert teller.live.papers_per_minute == pytest.approx(2)


def test_a_wait_is_told_with_its_reason(
    teller: Teller, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    teller.waiting(Wait("arxiv.org", "the pace of requests", 3, is_trouble=False))
    assert caplog.messages == []
    teller.waiting(Wait("arxiv.org", "answers with status 503; attempt 1 of 4", 5, is_trouble=True))
    teller.write()
    assert caplog.messages == ["waiting 5 s for arxiv.org: answers with status 503; attempt 1 of 4"]
    live = read_live(tmp_path)
    assert live is not None
    assert (live["waiting_for"], live["waiting_until"]) == ("arxiv.org", "2026-01-01 04:00:05+00:00")
    teller.waiting(None)
    assert teller.live.waiting_for is None


def test_a_full_disk_does_not_end_a_run(teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", refuse)
    teller.write()


def test_who_listens_hears_of_it_too_and_how_it_ended_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), telling(tmp_path, "oai"):
        listener().step("fitting")
        _ = 1 / 0
    live = read_live(tmp_path)
    assert live is not None
    assert (live["step"], live["outcome"], live["message"]) == ("fitting", "failed", "division by zero")


def test_the_log_has_our_lines_and_the_troubles_of_others(tmp_path: Path) -> None:
    path = log_to(tmp_path, "night-00001")
    logging.getLogger("flows.live").info("reading papers: 3 papers")
    logging.getLogger("prefect.task_runs").info("Finished in state Completed()")
    logging.getLogger("prefect.client").warning("the server is gone")
    for error in (
        LeaveAloneError("oai", "forbidden", "refused"),
        NightFailedError("no list"),
        StorageError("the disk is full", "free some space"),
        KeyError("defect"),
    ):
        logging.getLogger("prefect.task_runs").error("Task run failed: %r", error, exc_info=error)
    text = path.read_text("utf-8")
    log_to(tmp_path, "another")
    assert "reading papers: 3 papers" in text
    assert "Completed()" not in text
    assert "the server is gone" in text
    assert "KeyError: 'defect'" in text
    assert "LeaveAloneError" not in text
    assert "NightFailedError" not in text
    assert "StorageError" not in text


class TestStatus:
    def test_before_any_night(self, tmp_path: Path) -> None:
        status = read_status(Settings(home=tmp_path))
        assert (status["is_running"], status["now"], status["database"], status["nights"]) == (
            False,
            None,
            None,
            [],
        )
        answer = CliRunner().invoke(app, ["status", "--home", str(tmp_path)])
        assert (answer.exit_code, answer.output) == (
            0,
            "no night has run here yet: ninthpower night --source samples\n",
        )

    def test_while_a_run_starts(self, tmp_path: Path) -> None:
        with starting(tmp_path, "oai"):
            status = read_status(Settings(home=tmp_path))
            assert (status["is_running"], status["now"]["step"]) == (True, "starting")

    def test_a_start_that_fails_is_over(self, tmp_path: Path) -> None:
        with pytest.raises(ZeroDivisionError), starting(tmp_path, "oai"):
            _ = 1 / 0
        assert read_status(Settings(home=tmp_path))["is_running"] is False

    def test_during_the_first_night(self, tmp_path: Path) -> None:
        settings = Settings(home=tmp_path)
        with NightLock(settings.warehouse), telling(tmp_path, "oai") as teller:
            teller.live.load_id = 1
            listener().step("reading papers", 60)
            listener().waiting(
                Wait("arxiv.org", "answers with status 503; attempt 1 of 4", 5, is_trouble=True)
            )
            teller.write()
            answer = CliRunner().invoke(app, ["status", "--home", str(tmp_path)])
            as_json = CliRunner().invoke(app, ["status", "--home", str(tmp_path), "--json"])
            examined = CliRunner().invoke(app, ["doctor", "--offline", "--json", "--home", str(tmp_path)])
        assert answer.exit_code == 0, answer.output
        assert "night 1 of oai is running since" in answer.output
        assert "reading papers: 0 of 60 papers" in answer.output
        assert "s more for arxiv.org: answers with status 503" in " ".join(answer.output.split())
        assert json.loads(as_json.stdout)["now"]["paper_count"] == 60
        findings = {finding["what"]: finding for finding in json.loads(examined.stdout)}
        assert findings["published file"]["health"] == "ok"
        assert findings["last night"]["message"] == "one is under way: ninthpower status"

    def test_a_killed_night_is_not_called_running(self, tmp_path: Path) -> None:
        settings = Settings(home=tmp_path)
        with Warehouse(settings.warehouse) as warehouse:
            warehouse.begin_load(started_at=BEGAN, source="oai", code_version="0", extractor_version="v1")
        live = {"source": "oai", "pid": 1, "step": "reading papers", "outcome": None}
        (tmp_path / FILE_NAME).write_text(json.dumps(live))
        status = read_status(settings)
        assert (status["is_running"], status["nights"][0]["status"]) == (False, "interrupted")
        assert status["last"]["outcome"] == "interrupted"
        answer = CliRunner().invoke(app, ["doctor", "--offline", "--json", "--home", str(tmp_path)])
        findings = {finding["what"]: finding for finding in json.loads(answer.stdout)}
        assert findings["last night"]["message"] == "night 1 interrupted"


def test_asking_who_holds_the_lock_disturbs_nobody(tmp_path: Path) -> None:
    lock = NightLock(tmp_path / "warehouse.duckdb")
    assert lock.holder is None
    with lock:
        assert NightLock(tmp_path / "warehouse.duckdb").holder == os.getpid()
    descriptor = os.open(tmp_path / "warehouse.duckdb.lock", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)  # as one who asks, for a moment
    try:
        assert lock.holder is None
    finally:
        os.close(descriptor)
    with lock:
        pass


@pytest.mark.parametrize(("outcome", "times"), [("succeeded", 1), ("failed", 1), ("interrupted", 0)])
def test_how_a_run_ended_is_shown_elsewhere_unless_it_has_no_time(
    tmp_path: Path, outcome: str, times: int
) -> None:
    shown = list[str | None]()
    with telling(tmp_path, "oai", lambda live: shown.append(live.outcome)) as teller:
        teller.end(outcome)
    assert shown == [outcome] * times


def test_the_bar_on_prefects_pages_goes_forward_alone_and_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = list[tuple[float, str]]()
    monkeypatch.setattr("flows.notifying.create_progress_artifact", lambda *_, **__: "bar")
    monkeypatch.setattr(
        "flows.notifying.update_progress_artifact",
        lambda _, progress, description: moved.append((progress, description)),
    )
    show = progress_artifact()
    assert show is not None
    live = Live("oai", 1, datetime.now(UTC), step="reading papers", paper_count=4, done_count=3)
    show(live)
    live.step, live.paper_count = "fitting", None
    show(live)
    live.outcome = "succeeded"
    show(live)
    assert [progress for progress, _ in moved] == [75.0, 75.0, 100.0]
    assert [text.split(":")[0] for _, text in moved] == ["reading papers", "fitting", "succeeded (fitting)"]


def test_a_server_that_is_not_there_is_no_defect_of_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise httpx.ConnectError("All connection attempts failed")

    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setattr(serving._Runner, "add_flow", refuse)
    arguments = ["serve", "--source", "samples", "--cron", "0 4 * * *", "--home", str(tmp_path)]
    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 1
    assert "does not answer" in answer.stderr
    assert "unset PREFECT_API_URL" in answer.stderr
