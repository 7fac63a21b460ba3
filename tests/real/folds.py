"""Which of the annotated papers may be looked at: those of the opened folds, and all that nobody has annotated.

A fold is closed until it has been scored once, blind; docs/quality.md keeps the scores. Closed papers stay out of
every test, table and tool that prints more than one total.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OPENED_FOLDS = frozenset({0, 1, 2, 3, 4})
KINDS = ("first", "second", "ordinary")
"""``first``: rules were tuned on them; ``second``: well-known papers; ``ordinary``: drawn at random."""
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
    with (papers / "folds.csv").open(encoding="utf-8") as file:
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
    closed = {one.paper for one in annotated(papers) if not one.is_opened}
    for neighbour in papers.parent.iterdir():
        if neighbour != papers:
            (target / neighbour.name).symlink_to(neighbour)
    view = target / papers.name
    view.mkdir()
    for entry in papers.iterdir():
        if entry.name not in _PER_PAPER:
            (view / entry.name).symlink_to(entry)
    for folder in _PER_PAPER:
        link_all(
            (
                paper
                for paper in (papers / folder).iterdir()
                if paper.stem not in closed and paper.name not in closed
            ),
            view / folder,
        )
    return view


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
