"""The commands by which people put in what they know: `review` and `import`."""

import json
import shutil
import tomllib

import pytest
from typer.testing import CliRunner

from extractors.records import Evidence
from flows.cli import app
from flows.corroborating import corroborate
from tests.warehouse.builders import NOON, Nights, compute, read, result
from warehouse.archive import Archive
from warehouse.publish import publish
from warehouse.query import query
from warehouse.store import Warehouse

QUOTE = "ResNet-50 [ours] | top-1 | 71.0"


@pytest.fixture(scope="module")
def home(tmp_path_factory, empty_warehouse):
    """A published warehouse with two doubtful facts, one of them of a paper that is online."""
    folder = tmp_path_factory.mktemp("reviewing")
    shutil.copy(empty_warehouse, folder / "warehouse.duckdb")
    with Warehouse(folder / "warehouse.duckdb") as warehouse:
        doubtful = result(71.0, confidence=0.3, reasons=("no metric",), evidence=Evidence(QUOTE, page=2))
        files = (
            read("a.pdf", doubtful, version=2),
            read("b.pdf", compute(confidence=0.2), paper_id="file:b"),
        )
        Nights(warehouse, Archive(folder / "archive")).run(*files)
        warehouse.connection.execute(
            "UPDATE core.papers SET arxiv_id = '1512.03385' WHERE paper_id LIKE 'arxiv:%'"
        )
        publish(warehouse, folder / "published", published_at=NOON, code_version="0")
    return folder


def command(home, *arguments):
    return CliRunner().invoke(app, [*arguments, "--home", str(home)])


def test_review_shows_value_doubt_quote_and_address(home):
    answer = command(home, "review", "--paper", "arxiv:1512.03385")
    assert answer.exit_code == 0
    for shown in ("imagenet_top1 = 71.0", "no metric", QUOTE, "https://arxiv.org/pdf/1512.03385v2#page=2"):
        assert shown in answer.stdout
    assert "1 of 1 doubtful facts" in answer.stderr


def test_where_papers_disagree_comes_first_and_the_id_of_a_copy_leads_to_its_paper(tmp_path, empty_warehouse):
    shutil.copy(empty_warehouse, tmp_path / "warehouse.duckdb")
    title = "A Network of Some Kind That Many Papers Quote"
    with Warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        nights = Nights(warehouse, Archive(tmp_path / "archive"))
        nights.run(
            read(
                "1512.03385v1.pdf",
                result(76.1),
                result(20.0, model_name="Odd", confidence=0.1, row=6),
                title=title,
            ),
            read("copy.pdf", result(76.1), paper_id="file:copy", title=title),
            *(
                read(
                    f"{n}.pdf",
                    result(value, is_own=False),
                    paper_id=f"file:{n}",
                    title=f"Another paper, number {n}",
                )
                for n, value in enumerate((76.1, 76.1, 46.1))
            ),
        )
        warehouse.apply_corrections([])
        corroborate(warehouse)
        publish(warehouse, tmp_path / "published", published_at=NOON, code_version="0")
    shown = json.loads(command(tmp_path, "review", "--quoted", "--json").stdout)
    assert [fact["paper_id"] for fact in shown] == ["file:2", "arxiv:1512.03385"]
    assert shown[0]["doubts"][-1].startswith("unlike other papers")
    of_copy = json.loads(command(tmp_path, "review", "--paper", "copy", "--json").stdout)
    assert [fact["model_name"] for fact in of_copy] == ["Odd"]


def test_review_answers_in_json(home):
    facts = json.loads(command(home, "review", "--json").stdout)
    assert [fact["says"] for fact in facts] == ["90.0", "71.0"]


def test_review_drafts_a_file_and_overwrites_none(home, tmp_path):
    draft = tmp_path / "draft.toml"
    answer = command(home, "review", "--limit", "1", "--out", str(draft))
    assert "1 of 2 doubtful facts" in answer.stderr
    text = draft.read_text()
    assert tomllib.loads(text) == {}  # nothing holds until a person decides
    again = command(home, "review", "--out", str(draft))
    assert again.exit_code == 1
    assert again.stderr.splitlines()[-1].startswith("ninthpower: ")
    assert draft.read_text() == text


def test_imported_tables_wait_for_the_next_publication(home, tmp_path):
    tables = tmp_path / "timm"
    tables.mkdir()
    (tables / "results-imagenet.csv").write_text(
        "model,img_size,top1,top5,param_count\nnet,224,80.1,95.2,25.56\n"
    )
    answer = command(home, "import", "timm", str(tables))
    assert answer.stdout.startswith("timm: 1 models imported")
    assert query(home / "warehouse.duckdb", "SELECT source_id FROM imported_results").num_rows > 0


def test_a_folder_without_tables_is_one_clear_line(home):
    answer = command(home, "import", "epoch", str(home / "nowhere"))
    assert answer.exit_code == 1
    assert answer.stderr.startswith("ninthpower: ")
    assert len(answer.stderr.splitlines()) == 1
