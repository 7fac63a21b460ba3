"""Which of the annotated papers may be looked at: those of the opened folds, and all that nobody has annotated.

A fold is closed until it has been scored once, blind; docs/quality.md keeps the scores. Closed papers stay out of
every test, table and tool that prints more than one total.

    python -m tests.real.folds PAPERS TARGET

lays the opened papers, with the annotations that the project made itself, out in a folder as the tools that learn and
measure take it.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich import print

OPENED_FOLDS = frozenset(range(22))
KINDS = ("first", "second", "ordinary", "later")
"""``first``: rules were tuned on them; ``second``: well-known papers; ``ordinary``: drawn at random; ``later``:
well-known ones, at hand from the start, that the project annotated itself."""
OWN_ANNOTATIONS = Path(__file__).parent / "annotations"
"""``gold/``, ``points/`` and ``folds.csv`` of the papers that the project annotated itself, by the same rules."""
_COLUMNS = ("id", "kind", "fold")
_FOLDS = "folds.csv"
_PER_PAPER = ("pdf", "html", "latex", "gold", "points")
"""Folders with one entry a paper, named by its id."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotated paper."""

    paper: str
    kind: str
    fold: int

    @property
    def is_opened(self) -> bool:
        """True when its fold may be looked at."""
        return self.fold in OPENED_FOLDS


def annotated(papers: Path) -> list[Annotated]:
    """Read ``folds.csv``."""
    with (papers / _FOLDS).open(encoding="utf-8") as file:
        return [Annotated(row["id"], row["kind"], int(row["fold"])) for row in csv.DictReader(file)]


def opened(papers: Path, kind: str) -> list[str]:
    """Return the ids of the opened papers of one kind."""
    return [one.paper for one in annotated(papers) if one.kind == kind and one.is_opened]


def lay_open(papers: Path, target: Path) -> Path:
    """Link everything but the closed papers into a folder that looks like the original and its neighbours.

    Args:
        papers: The folder of real papers.
        target: An empty folder.

    Returns:
        The folder that stands for `papers`.
    """
    everyone = annotated(papers) + annotated(OWN_ANNOTATIONS)
    closed = {one.paper for one in everyone if not one.is_opened}
    for neighbour in papers.parent.iterdir():
        if neighbour != papers:
            (target / neighbour.name).symlink_to(neighbour)
    view = target / papers.name
    view.mkdir()
    for entry in papers.iterdir():
        if entry.name not in (*_PER_PAPER, _FOLDS):
            (view / entry.name).symlink_to(entry)
    with (view / _FOLDS).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_COLUMNS, *((one.paper, one.kind, one.fold) for one in everyone)])
    for folder in _PER_PAPER:
        entries = [*(papers / folder).iterdir(), *_entries(OWN_ANNOTATIONS / folder)]
        link_all((one for one in entries if one.stem not in closed and one.name not in closed), view / folder)
    return view


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def link_all(entries: Iterable[Path], folder: Path) -> Path:
    """Link files and folders into a new folder, under their own names, and return it."""
    folder.mkdir(parents=True)
    for entry in entries:
        if entry.is_dir():
            # What looks for files below a folder does not follow links to folders.
            shutil.copytree(entry, folder / entry.name, copy_function=os.symlink)
        else:
            (folder / entry.name).symlink_to(entry)
    return folder


def main() -> None:
    """Lay the opened papers out in a new folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=Path)
    parser.add_argument("target", type=Path, help="a folder that is not there yet")
    arguments = parser.parse_args()
    arguments.target.mkdir(parents=True)
    print(lay_open(arguments.papers.resolve(), arguments.target.resolve()))


if __name__ == "__main__":
    main()
