"""Real papers, which the project does not ship: NINTHPOWER_REAL_PAPERS says where they lie."""

import os
from pathlib import Path

import pytest

from tests.real.folds import lay_open
from tests.real.measure import Nights, run_nights

REAL_PAPERS = os.environ.get("NINTHPOWER_REAL_PAPERS")


def pytest_collection_modifyitems(items):
    """Skip everything in this folder where the papers are not at hand."""
    if REAL_PAPERS is None:
        skip = pytest.mark.skip(reason="NINTHPOWER_REAL_PAPERS does not say where the real papers are")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def real_papers(tmp_path_factory) -> Path:
    """The folder of real papers, without those of closed folds."""
    return lay_open(Path(str(REAL_PAPERS)).resolve(), tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="session")
def real_nights(real_papers, tmp_path_factory) -> Nights:
    """One night each on the PDFs, the HTML and the LaTeX sources, into one warehouse."""
    folders = {file_format: real_papers / file_format for file_format in ("pdf", "html", "latex")}
    return run_nights(folders, tmp_path_factory.mktemp("home"))
