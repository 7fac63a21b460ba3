"""What the scorers say of nights on real papers, by kind of paper.

Run it on the real papers (they are not part of the repository), for folds that are open, or once for a closed one:

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.measure --folds 3

Only totals are printed, so that a closed fold stays closed. Write the numbers of its first scoring into
docs/quality.md before it is opened.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import print

from tests.real.folds import KINDS, OPENED_FOLDS, annotated, lay_open, link_all

Scores = dict[str, Any]
"""What one scorer prints with ``--json``: a line of the table -> its numbers."""


@dataclass(frozen=True, slots=True)
class Nights:
    """What nights on real papers have left behind."""

    database: Path
    summaries: dict[str, dict[str, Any]]
    """By format."""


def run_nights(folders: dict[str, Path], home: Path) -> Nights:
    """Run one night on each folder, into one warehouse.

    Args:
        folders: Papers by format, in the order of the nights.
        home: Where the warehouse lies.

    Raises:
        RuntimeError: A night failed; the message is what it printed.
    """
    ninthpower = Path(sys.executable).with_name("ninthpower")
    summaries = {}
    for file_format, folder in folders.items():
        run = subprocess.run(
            [ninthpower, "night", "--source", "folder", "--path", folder, "--json"],
            env={**os.environ, "NINTHPOWER_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise RuntimeError(run.stderr)
        summaries[file_format] = json.loads(run.stdout)
    return Nights(home / "published" / "ninthpower.duckdb", summaries)


def score(database: Path, papers: Path, folds: Collection[int], work: Path) -> dict[str, Scores]:
    """Let both scorers judge a published database, each kind of paper for itself.

    Args:
        database: What a night has published.
        papers: The folder of real papers, with the scorers in ``../score``.
        folds: Which annotated papers count.
        work: An empty folder.

    Returns:
        By kind, the lines of both scorers; those of points begin with ``points / ``.
    """
    scores = {}
    for kind in KINDS:
        names = [f"{one.paper}.json" for one in annotated(papers) if one.kind == kind and one.fold in folds]
        gold = link_all((papers / "gold" / name for name in names), work / kind / "gold")
        points = link_all((papers / "points" / name for name in names), work / kind / "points")
        scores[kind] = _lines(papers, "score.py", database, "--gold", gold)
        of_points = _lines(papers, "score_points.py", database, "--points", points)
        scores[kind] |= {f"points / {line}": numbers for line, numbers in of_points.items()}
    return scores


def _lines(papers: Path, scorer: str, database: Path, *arguments: str | Path) -> Scores:
    command = [sys.executable, papers.parent / "score" / scorer, "--db", database, *arguments, "--json"]
    lines: Scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return lines


def main() -> None:
    """Read the PDFs of some folds and print their totals."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, nargs="+", default=sorted(OPENED_FOLDS))
    parser.add_argument("--json", action="store_true", help="every line of both scorers")
    arguments = parser.parse_args()
    real_papers = Path(os.environ["NINTHPOWER_REAL_PAPERS"]).resolve()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "shared").mkdir()
        papers = lay_open(real_papers, work / "shared")
        names = {one.paper for one in annotated(papers) if one.fold in arguments.folds}
        folder = link_all((path for path in (papers / "pdf").iterdir() if path.stem in names), work / "pdf")
        nights = run_nights({"pdf": folder}, work / "home")
        scores = score(nights.database, papers, arguments.folds, work)
    if arguments.json:
        print(json.dumps(scores, indent=1))
        return
    for kind, lines in scores.items():
        for subject in ("results", "compute"):
            value, full = (lines[f"{subject} / all"][part] for part in ("value", "full"))
            mean = lines[f"{subject} / mean over papers"]["value_f1"]
            print(
                f"{kind:9} {subject:8} precision {value['precision']:.3f}  recall {value['recall']:.3f}  "
                f"F1 {value['f1']:.3f}  full F1 {full['f1']:.3f}  mean over papers {mean:.3f}"
            )
        points = lines["points / all"]
        print(
            f"{kind:9} points   precision {points['precision']:.3f}  with model {points['precision_with_model']:.3f}  "
            f"recall of main {points['recall_main']:.3f}  ({points['right']} of {points['predicted']} right)"
        )


if __name__ == "__main__":
    main()
