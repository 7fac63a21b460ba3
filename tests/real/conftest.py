"""Real papers, which the project does not ship: NINTHPOWER_REAL_PAPERS says where they lie."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

REAL_PAPERS = os.environ.get("NINTHPOWER_REAL_PAPERS")


def pytest_collection_modifyitems(items):
    """Skip everything in this folder where the papers are not at hand."""
    if REAL_PAPERS is None:
        skip = pytest.mark.skip(reason="NINTHPOWER_REAL_PAPERS does not say where the real papers are")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def real_papers() -> Path:
    """The folder of real papers."""
    return Path(str(REAL_PAPERS))


@dataclass(frozen=True)
class RealNights:
    """What three nights on the real papers have left behind."""

    database: Path
    summaries: dict[str, dict]


@pytest.fixture(scope="session")
def real_nights(real_papers, tmp_path_factory) -> RealNights:
    """One night each on the PDFs, the HTML and the LaTeX sources, into one warehouse."""
    home = tmp_path_factory.mktemp("home")
    ninthpower = Path(sys.executable).with_name("ninthpower")
    summaries = {}
    for folder in ("pdf", "html", "latex"):
        run = subprocess.run(
            [ninthpower, "night", "--source", "folder", "--path", real_papers / folder, "--json"],
            env={**os.environ, "NINTHPOWER_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        summaries[folder] = json.loads(run.stdout)
    return RealNights(home / "published" / "ninthpower.duckdb", summaries)
