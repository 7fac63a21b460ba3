"""The command line as a person meets it."""

import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.common import GROUPS
from tools.commands import TARGET, commands_page

runner = CliRunner()
prefect = pytest.mark.xdist_group("prefect")


def test_help_names_every_command_and_how_to_start():
    answer = runner.invoke(app, ["--help"])
    assert answer.exit_code == 0
    for word in ("night", "sql", "inspect", "--source samples"):
        assert word in answer.output


def test_help_waits_for_no_heavy_import():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, flows.cli; print(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"prefect", "pandas", "duckdb", "plotly", "pydantic_settings", "statsmodels"} & set(loaded)


def test_help_groups_every_command_once():
    grouped = [name for names in GROUPS.values() for name in names]
    assert len(grouped) == len(set(grouped))
    assert set(typer.main.get_command(app).commands) <= set(grouped)


def test_every_command_has_the_options_all_share():
    for name, command in typer.main.get_command(app).commands.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert "--home" in options or name in {"reproduce", "standin"}
        assert command.help.endswith((".", "wrong."))


def test_docs_show_the_help_as_it_is():
    assert TARGET.read_text("utf-8") == commands_page(), "run: make commands"


@pytest.mark.parametrize(
    "arguments",
    [
        ["night"],
        ["night", "--source", "folder"],
        ["night", "--source", "samples", "--path", "."],
        ["night", "--source", "nowhere"],
        ["sql"],
        ["no-such-command"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_status_2(arguments):
    answer = runner.invoke(app, arguments)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


@pytest.fixture
def home(sample_home):
    return sample_home


@prefect
def test_sql_prints_a_table(home):
    answer = runner.invoke(app, ["sql", "SELECT count(*) AS papers FROM papers", "--home", str(home)])
    assert answer.exit_code == 0
    assert "papers" in answer.output


@prefect
def test_sql_prints_json(home):
    query = "SELECT paper_id, year FROM papers ORDER BY paper_id LIMIT 1"
    answer = runner.invoke(app, ["sql", query, "--format", "json", "--home", str(home)])
    assert json.loads(answer.stdout) == [{"paper_id": "file:sample-alexnet-2012", "year": 2012}]


@prefect
def test_sql_prints_csv(home):
    query = "SELECT 1 AS one, 'a,b' AS two"
    answer = runner.invoke(app, ["sql", query, "--format", "csv", "--home", str(home)])
    assert answer.stdout.splitlines() == ['"one","two"', '1,"a,b"']


@prefect
def test_report_is_written_again_without_a_night(home, tmp_path):
    answer = runner.invoke(app, ["report", "--home", str(home), "--out", str(tmp_path / "page"), "--json"])
    assert answer.exit_code == 0, answer.output
    page = tmp_path / "page" / "index.html"
    assert json.loads(answer.stdout) == {"report": str(page), "troubles": []}
    assert page.read_bytes() == (home / "reports" / "latest" / "index.html").read_bytes()


@prefect
def test_a_wrong_query_is_one_clear_line(home):
    answer = runner.invoke(app, ["sql", "SELECT * FROM no_such_view", "--home", str(home)])
    assert answer.exit_code == 1
    assert len(answer.stderr.splitlines()) == 1
    assert "no_such_view" in answer.stderr


@prefect
def test_the_published_file_cannot_be_written_through_sql(home):
    answer = runner.invoke(app, ["sql", "DELETE FROM core.papers", "--home", str(home)])
    assert answer.exit_code == 1


@prefect
def test_explain_shows_quote_catalog_and_formula(home):
    answer = runner.invoke(app, ["explain", "sample-alexnet-2012", "--home", str(home)])
    assert answer.exit_code == 0, answer.output
    words = " ".join(answer.stdout.split())
    assert "hardware_burden: 1.5e+18 FLOP" in words
    assert "2 devices × 132 h × 3600 s/h × 1.581 TFLOP/s (geforce-gtx-580" in words
    assert "catalog: GeForce GTX 580" in words
    assert "GTX 580" in words.partition("“")[2]


@prefect
def test_explain_answers_in_json(home):
    answer = runner.invoke(app, ["explain", "file:sample-alexnet-2012", "--home", str(home), "--json"])
    (run, *_) = json.loads(answer.stdout)
    assert {derivation["measure"] for derivation in run["derivations"]} >= {"hardware_burden", "consolidated"}


@prefect
@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["sample-alexnet-2013"], "did you mean"), (["sample-alexnet-2012", "ResNet-9000"], "it has: ")],
    ids=["paper", "model"],
)
def test_explain_names_what_is_near(home, arguments, word):
    answer = runner.invoke(app, ["explain", *arguments, "--home", str(home)])
    assert answer.exit_code == 1
    assert word in answer.stderr


@prefect
def test_inspect_shows_an_archived_paper(home, tmp_path):
    arguments = ["inspect", "file:sample-resnet-2015", "--home", str(home), "--out", str(tmp_path)]
    answer = runner.invoke(app, arguments)
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.strip() == str(tmp_path / "sample-resnet-2015.pdf.html")
    assert "<svg" in (tmp_path / "sample-resnet-2015.pdf.html").read_text("utf-8")


@prefect
@pytest.mark.parametrize(
    "arguments",
    [["arxiv:1706.03762"], ["file:sample-resnet-2015", "--format", "html"]],
    ids=["no such paper", "no such format"],
)
def test_inspect_says_where_ids_stand(home, arguments):
    answer = runner.invoke(app, ["inspect", *arguments, "--home", str(home)])
    assert answer.exit_code == 1
    assert "FROM documents" in answer.stderr


def test_inspect_shows_a_file_before_any_night(papers, tmp_path):
    paper = next(papers.glob("*.html"))
    answer = runner.invoke(app, ["inspect", str(paper), "--home", str(tmp_path)])
    assert answer.exit_code == 0, answer.output
    assert (tmp_path / "inspections" / f"{paper.name}.html").exists()


def test_inspecting_what_is_no_paper_gives_the_reason(junk, tmp_path):
    answer = runner.invoke(app, ["inspect", str(junk / "encrypted.pdf"), "--home", str(tmp_path)])
    assert answer.exit_code == 1
    assert "asks for a password" in answer.stderr


def test_inspect_keeps_a_nights_limits(papers, tmp_path, monkeypatch):
    paper = next(papers.glob("*.html"))
    monkeypatch.setenv("NINTHPOWER_PAPER_TIMEOUT_SECONDS", "0.001")
    answer = runner.invoke(app, ["inspect", str(paper), "--home", str(tmp_path)])
    assert answer.exit_code == 1
    assert f"{paper.name}: reading took longer" in answer.stderr


def test_sql_before_the_first_night_says_what_to_do(tmp_path):
    answer = runner.invoke(app, ["sql", "FROM papers", "--home", str(tmp_path)])
    assert answer.exit_code == 1
    assert "Traceback" not in answer.output
    assert "ninthpower.duckdb" in answer.stderr


@prefect
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["sql", ""], 1),
        (["sql", ";"], 1),
        (["sql", "SELECT 1; SELECT 2"], 1),
        (["sql", "SELECT ?"], 1),
        (["sql", "SELECT '\udcff'"], 1),
        (["sql", "SELECT INTERVAL 3 DAYS", "--format", "csv"], 1),
        (["sql", "SELECT TIMESTAMP 'infinity'"], 1),
        (["sql", "SELECT 1", "--out", "."], 2),
        (["sql", "SELECT 1", "--out", "/nowhere/answer.csv"], 1),
        (["explain", ""], 1),
        (["review", "--paper", "nope"], 1),
        (["review", "--out", "/nowhere/draft.toml"], 1),
        (["diff-fits", "%"], 1),
        (["report", "--out", "/dev/null/report"], 1),
        (["inspect", ""], 1),
        (["import", "timm", "/nowhere"], 1),
        (["reproduce", "thompson", "--data", "/nowhere"], 1),
    ],
    ids=lambda value: (
        " ".join(value).encode("ascii", "replace").decode() if isinstance(value, list) else None
    ),
)
def test_whatever_is_typed_wrongly_is_one_line_and_a_status(home, arguments, status):
    answer = runner.invoke(app, arguments, env={"NINTHPOWER_HOME": str(home)})
    assert isinstance(answer.exception, SystemExit), answer.exception
    assert answer.exit_code == status, answer.output
    if status == 1:
        assert len(answer.stderr.splitlines()) == 1


@prefect
def test_json_of_fits_is_strict(home):
    def refuse(constant):
        raise ValueError(constant)

    answer = runner.invoke(app, ["sql", "FROM fits", "--format", "json", "--home", str(home)])
    assert json.loads(answer.stdout, parse_constant=refuse)
    open_end = "SELECT 9.0 AS exponent, 'Infinity'::DOUBLE AS exponent_high"
    answer = runner.invoke(app, ["sql", open_end, "--format", "json", "--home", str(home)])
    (row,) = json.loads(answer.stdout, parse_constant=refuse)
    assert row["exponent_high"] is None
    assert "_open" in row
