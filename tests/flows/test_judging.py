"""Audit and review: items are drawn, shown in a page with keys, answered into a plain file, and decided."""

import contextlib
import json
import shutil
import socket
import threading
import tomllib

import pytest
import uvicorn
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from analysis.headline import Declared
from extractors.documents.model import Box
from extractors.records import Evidence, Quantity
from flows.cli import app
from flows.errors import SettingsError
from flows.judging.answers import answers_frame, open_answers, read_answers
from flows.judging.consequence import consequences, items_by_consequence
from flows.judging.decisions import Decisions
from flows.judging.items import SampleRequest, draw
from flows.judging.kinds import ItemKind
from flows.judging.server import judging_app
from flows.refitting import run_refit
from flows.settings import Settings
from tests.flows.test_report_in_browser import CHROMIUM, FLAGS
from tests.warehouse.builders import Nights, compute, read, result
from warehouse.archive import Archive
from warehouse.query import query
from warehouse.store import Warehouse

COUNT = 12
DECLARED = Declared("imagenet_top1", "reported")


def papers():
    """Papers on a curve, each with a result and its training FLOP; the third is off the curve."""
    for number in range(COUNT):
        error = 40.0 * 10 ** (-number / 20) * (1 + 0.04 * (-1) ** number) * (1.5 if number == 2 else 1.0)
        place = Evidence(f"Net{number} | top-1 | {error:.1f}", page=1, box=Box(1, 100, 100, 200, 120))
        yield read(
            f"{number}.pdf",
            result(round(error, 2), is_error=True, model_name=f"Net{number}", evidence=place),
            compute(Quantity.TRAINING_FLOPS, 10.0 ** (18 + number / 3), model_name=f"Net{number}"),
            paper_id=f"arxiv:2001.{number:05}",
        )


@pytest.fixture(scope="module")
def settings(tmp_path_factory, empty_warehouse):
    settings = Settings(home=tmp_path_factory.mktemp("judging"))
    shutil.copy(empty_warehouse, settings.warehouse)
    with Warehouse(settings.warehouse) as warehouse:
        Nights(warehouse, Archive(settings.archive)).run(*papers())
    run_refit(settings)
    return settings


@pytest.fixture
def database(settings):
    return settings.published / "ninthpower.duckdb"


@pytest.fixture
def items(database):
    return draw(database, SampleRequest(count=5))


@pytest.fixture
def client(settings, items, tmp_path):
    with open_answers(tmp_path, "K. Reader", "audit") as file:
        file.stamp("5 of points, seed 1", "20260101T000000Z")
        page = judging_app("audit", items, [], file, Archive(settings.archive))
        yield TestClient(page, base_url="http://127.0.0.1")


def test_the_same_seed_draws_the_same_items(database, items):
    assert draw(database, SampleRequest(count=5)) == items
    assert draw(database, SampleRequest(count=5, seed=2)) != items
    assert len({item.item_id for item in items}) == 5
    assert len(draw(database, SampleRequest(count=500))) == len(query(database, "FROM compute_error"))


def test_a_sample_keeps_to_benchmark_and_confidence(database):
    assert draw(database, SampleRequest(benchmark_id="coco_box_ap")) == []
    assert draw(database, SampleRequest(confidence_from=0.99)) == []
    assert {item.kind for item in draw(database, SampleRequest(ItemKind.RESULT))} == {ItemKind.RESULT}


def test_a_point_shows_its_run_parts_places_and_formula(items):
    item = items[0]
    assert "error on ImageNet top-1, after training with" in item.sentence
    assert [part.name for part in item.parts] == [
        "result value", "benchmark", "model", "training flops", "same training run",
    ]  # fmt: skip
    assert item.places[0].box["x0"] == 100
    assert "FLOP as printed (stated for " in item.run
    assert item.verdict.startswith("imagenet_top1: a point of the fit, ")
    assert item.steps[-1].endswith("FLOP")


def test_answers_are_kept_with_who_when_and_how_the_item_was_drawn(client, items, tmp_path):
    given = {"item_id": items[0].item_id, "verdict": "wrong", "wrong_parts": ["model"], "corrected": "Net B"}
    assert client.post("/answers", json=given).json()["answered"] == 1
    [line] = (tmp_path / "audit-k--reader.jsonl").read_text("utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["who"], kept["verdict"], kept["wrong_parts"]) == ("K. Reader", "wrong", ["model"])
    assert (kept["sample"], kept["release_id"]) == ("5 of points, seed 1", "20260101T000000Z")
    assert kept["answered_at"].endswith("+00:00")
    assert answers_frame(read_answers(tmp_path)).iloc[0].item_id == items[0].item_id


@pytest.mark.parametrize(
    ("given", "status"),
    [({"item_id": "unknown", "verdict": "right"}, 404), ({"verdict": "maybe"}, 422)],
    ids=["unknown item", "unknown verdict"],
)
def test_what_is_no_answer_is_refused_and_not_kept(client, items, tmp_path, given, status):
    assert client.post("/answers", json={"item_id": items[0].item_id} | given).status_code == status
    assert read_answers(tmp_path) == []


def test_only_files_of_the_sample_are_drawn_and_other_hosts_refused(client, items):
    assert client.get("/pages/0000/1").status_code == 404
    assert client.get(f"/pages/{items[0].places[0].sha256}/1").status_code == 404  # no PDF, but its name
    assert client.get("/items", headers={"host": "evil.example"}).status_code == 400


def test_a_second_writer_is_refused(tmp_path):
    with open_answers(tmp_path, "K", "audit"):
        with (
            pytest.raises(SettingsError, match="is open in another audit"),
            open_answers(tmp_path, "K", "audit"),
        ):
            pass
        with open_answers(tmp_path, "M", "audit"):
            pass


@pytest.mark.parametrize("command", [["audit"], ["review", "--page"]], ids=" ".join)
@pytest.mark.parametrize(("port", "status"), [("99999", 2), ("-1", 2), ("taken", 1)])
def test_a_port_that_cannot_be_had_is_told_in_words(sample_home, command, port, status):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = str(listening.getsockname()[1]) if port == "taken" else port
        answer = CliRunner().invoke(app, [*command, "--port", number, "--home", str(sample_home)])
    assert answer.exit_code == status
    assert isinstance(answer.exception, SystemExit)
    assert ("choose another --port" in answer.output) == (status == 1)
    assert "Errno" not in answer.output


def test_a_sample_of_nothing_opens_no_page(sample_home):
    answer = CliRunner().invoke(app, ["audit", "--benchmark", "nope", "--home", str(sample_home)])
    assert (answer.exit_code, "nothing to judge" in answer.output) == (1, True)


def test_a_broken_line_names_its_file(tmp_path):
    (tmp_path / "audit-k.jsonl").write_text("{}\n")
    with pytest.raises(SettingsError, match=r"audit-k\.jsonl, line 1 is no answer"):
        read_answers(tmp_path)


def test_facts_come_by_what_hangs_on_them(database):
    weights = consequences(database, DECLARED)
    assert len(weights) == 2 * COUNT
    first = items_by_consequence(database, DECLARED, limit=4)
    moved = [abs(weights[item.item_id].moved_by) for item in first]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] == max(abs(weight.moved_by) for weight in weights.values()) > 0.1
    assert "1 point of the headline rests on it; without it the exponent moves by" in first[0].moves


def answer(item, verdict, wrong=(), corrected=""):
    return {"item_id": item.item_id, "verdict": verdict, "wrong_parts": list(wrong), "corrected": corrected}


def test_decisions_are_a_corrections_file_that_holds(settings, database, tmp_path, empty_warehouse):
    items = {item.sentence.split(":")[0]: item for item in items_by_consequence(database, DECLARED, 99)}
    results = [item for item in items.values() if item.table_name == "reported_results"][:3]
    right, wrong, gone = results
    corrections = tmp_path / "corrections"
    decisions = Decisions(database, corrections, "K. Reader")
    with open_answers(tmp_path, "K. Reader", "review") as file:
        page = judging_app("review", results, [], file, Archive(settings.archive), decisions.keep)
        client = TestClient(page, base_url="http://127.0.0.1")
        client.post("/answers", json=answer(gone, "right"))
        said = client.post("/answers", json=answer(right, "right")).json()["did"]
        client.post("/answers", json=answer(wrong, "wrong", ["result value"], "12.5"))
        client.post("/answers", json=answer(gone, "wrong", ["benchmark"]))
    assert said == "The last one: confirm written to review-k--reader.toml."
    entries = tomllib.loads((corrections / "review-k--reader.toml").read_text("utf-8"))["correction"]
    assert sorted(entry["action"] for entry in entries) == ["confirm", "drop", "override"]
    home = Settings(home=tmp_path)
    shutil.copy(empty_warehouse, home.warehouse)
    with Warehouse(home.warehouse) as warehouse:
        Nights(warehouse, Archive(home.archive)).run(*papers())
    run_refit(home)
    applied = query(home.published / "ninthpower.duckdb", "SELECT status FROM corrections").to_pylist()
    assert [row["status"] for row in applied] == ["applied"] * 3
    values = query(
        home.published / "ninthpower.duckdb", "SELECT value FROM reported_results WHERE value = 12.5"
    )
    assert len(values) == 1


def test_answers_that_are_not_of_a_sample_say_nothing_of_precision(settings, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(settings.home / "published", home / "published")
    given = {"item_id": "x", "kind": "point", "verdict": "right", "parts": ["a"], "confidence": 0.5}
    for purpose, sample in (("review", ""), ("audit", "60 of points, seed 1")):
        with open_answers(home / "audits", "K", purpose) as file:
            file.stamp(sample, "r")
            file.add(given)
    shown = CliRunner().invoke(app, ["audit", "--results", "--json", "--home", str(home)])
    [whole, part] = json.loads(shown.stdout)["precision"]
    assert (whole["right_count"], whole["judged_count"], part["part"]) == (1, 1, "a")


@contextlib.contextmanager
def served(page):
    """The page on a port of its own, as a browser asks for it."""
    server = uvicorn.Server(uvicorn.Config(page, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def browser():
    playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium is installed: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.xdist_group("prefect")
def test_a_person_with_a_keyboard_judges_stops_and_goes_on(browser, settings, items, tmp_path):
    with open_answers(tmp_path, "K", "audit") as file:
        with served(judging_app("audit", items, [], file, Archive(settings.archive))) as address:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(address)
            heading = page.locator("h2")
            heading.wait_for()
            assert heading.inner_text() == items[0].sentence
            assert page.evaluate("document.documentElement.scrollWidth") == 390
            page.keyboard.press("r")
            page.get_by_text("1 of 5 answered").wait_for()
            page.keyboard.press("w")
            page.get_by_text("Mark first what is wrong").wait_for()
            page.keyboard.press("3")
            page.keyboard.press("c")
            page.keyboard.type("Net B")
            page.keyboard.press("Enter")
            page.get_by_text("2 of 5 answered").wait_for()
            page.close()
        kept = read_answers(tmp_path)
        assert [(one.verdict, one.wrong_parts, one.corrected) for one in kept] == [
            ("right", [], ""),
            ("wrong", ["model"], "Net B"),
        ]
        with served(judging_app("audit", items, kept, file, Archive(settings.archive))) as address:
            page = browser.new_page()
            page.goto(address)
            page.get_by_text("2 of 5 answered by K; this is 3.").wait_for()
            page.keyboard.press("ArrowLeft")
            page.get_by_text("Answered: wrong (model), should be Net B").wait_for()
