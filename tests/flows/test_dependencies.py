"""What the rooms import is listed: a package that only comes along with another may leave with it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("flows", "extractors", "warehouse", "analysis")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BUILD_TIME = {"typst"}
"""Makes the PDFs of the samples, which ship made."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name, maxsplit=1)[0]).lower()


def imported() -> set[str]:
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {name.name.partition(".")[0] for name in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - set(ROOMS) - BUILD_TIME


def listed() -> set[str]:
    project = PROJECT["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    return {normal(name) for name in (*project["dependencies"], *extras)}


@pytest.mark.parametrize("module", sorted(imported()))
def test_what_is_imported_is_listed(module):
    distributions = {normal(name) for name in packages_distributions().get(module, [module])}
    assert distributions & listed()


@pytest.mark.parametrize("name", sorted(listed() - {"sqlalchemy"}))
def test_what_is_listed_is_explained_and_locked(name):
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## Dependencies")[2]
    assert re.search(rf"\b{re.escape(name)}\b", table)
    assert re.search(rf"(?m)^{re.escape(name)}==", (ROOT / "requirements.lock").read_text("utf-8"))
