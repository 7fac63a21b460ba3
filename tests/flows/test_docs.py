"""The documentation keeps what it says: every command and query in it is run, every link leads somewhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.query import query

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<why>[^>]+) -->\n)?^```(?P<kind>sh|sql|python)\n(?P<text>.*?)^```", re.M | re.S
)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#\s]+)[^)]*\)")


def blocks():
    for page in PAGES:
        text = page.read_text("utf-8")
        for found in BLOCK.finditer(text):
            line = text.count("\n", 0, found.start("text"))
            if found["why"] is None:
                yield pytest.param(
                    page.name, found["kind"], found["text"], id=f"{page.relative_to(ROOT)}:{line}"
                )


@pytest.fixture(scope="module")
def clone(sample_home, tmp_path_factory):
    """What a newcomer has after the first night: an environment and a folder of data."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("ninthpower", "python"):
        (folder / ".venv" / "bin" / name).symlink_to(Path(sys.executable).parent / name)
    shutil.copytree(sample_home, folder / "data", symlinks=True)
    return folder


@pytest.mark.xdist_group("prefect")
@pytest.mark.parametrize(("page", "kind", "text"), list(blocks()))
def test_commands_and_queries_in_the_docs_run(clone, page, kind, text):
    if kind == "sql":
        # Some answers are rightly empty after one night; a query that no longer fits the views raises.
        answer = query(clone / "data" / "published" / "ninthpower.duckdb", text)
        assert answer.num_rows > 0 or "tutorial" not in page
        return
    command = ["bash", "-euo", "pipefail", "-c", text] if kind == "sh" else [sys.executable, "-c", text]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NINTHPOWER_")},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "MPLBACKEND": "agg",
    }
    done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = [found["target"] for found in LINK.finditer(page.read_text("utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_a_block_that_is_not_run_says_why():
    unmarked = BLOCK.findall("```sh\nninthpower night\n```\n")
    marked = BLOCK.findall("<!-- not run: needs a network -->\n```sh\nninthpower night\n```\n")
    assert (unmarked[0][0], marked[0][0]) == ("", "needs a network")


@pytest.mark.xdist_group("prefect")
def test_the_notebook_redraws_the_headline(clone):
    environment = {**os.environ, "NINTHPOWER_HOME": str(clone / "data"), "MPLBACKEND": "agg"}
    run = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("headline", sys.argv[1])
notebook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebook)
_, found = notebook.app.run()
(axes, *_) = found["figure"].axes
print(len(found["points"]), axes.get_title())
"""
    done = subprocess.run(
        [sys.executable, "-c", run, str(ROOT / "notebooks" / "headline.py")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    count, title = done.stdout.split(maxsplit=1)
    (expected,) = query(
        clone / "data" / "published" / "ninthpower.duckdb",
        "SELECT exponent FROM fits WHERE fit_id = 'imagenet_top1/network_operations/ols'",
    ).to_pylist()
    assert int(count) > 8
    assert f"exponent {expected['exponent']:.1f}" in title
