"""Annotated papers of a folder, for training and for comparing versions.

The folder holds ``gold/``, ``folds.csv``, and the papers as ``pdf/ID.pdf`` or, where there is none, ``html/ID.html``.
"""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.documents import read
from extractors.documents.model import Document

TOLERANCE = 0.0051


@dataclass(frozen=True, slots=True)
class Annotated:
    """One paper with what a careful reader noted down."""

    paper_id: str
    kind: str
    fold: str
    document: Document
    gold: dict[str, Any]

    def results(self, benchmark_id: str) -> list[dict[str, Any]]:
        """Return the annotated results on a benchmark that have a number."""
        noted = self.gold.get("results", [])
        return [one for one in noted if one["benchmark"] == benchmark_id and one.get("value") is not None]

    def judges(self, noted: Sequence[Mapping[str, Any]]) -> bool:
        """Tell whether the annotation decides if a number is right, from the entries that match it."""
        if any(entry.get("optional") for entry in noted):
            return False
        return bool(noted) or not self.gold.get("partial")


def error_percent(value: float, *, is_error: bool) -> float:
    """Return a result as an error in percent."""
    return value if is_error else 100.0 - value


def matching(paper: Annotated, benchmark_id: str, value: float, *, is_error: bool) -> list[dict[str, Any]]:
    """Return the annotated results that a number is."""
    error = error_percent(value, is_error=is_error)
    return [
        noted
        for noted in paper.results(benchmark_id)
        if abs(error_percent(float(noted["value"]), is_error=noted["polarity"] == "error") - error)
        <= TOLERANCE
    ]


def annotated_papers(folder: Path, folds: frozenset[str], parsed: Path | None = None) -> Iterator[Annotated]:
    """Yield the annotated papers of some folds, in the order of ``folds.csv``.

    Args:
        folder: Holds papers, ``gold/`` and ``folds.csv`` with the columns ``id``, ``kind`` and ``fold``.
        folds: Which folds to read.
        parsed: Where to keep parsed documents between runs; reading PDFs takes most of the time.
    """
    with (folder / "folds.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["fold"] in folds]
    files = {row["id"]: file for row in rows if (file := _file(folder, row["id"]))}
    documents = parsed_documents(list(files.values()), parsed)
    for row, document in zip((row for row in rows if row["id"] in files), documents, strict=True):
        gold = json.loads((folder / "gold" / f"{row['id']}.json").read_text("utf-8"))
        yield Annotated(row["id"], row["kind"], row["fold"], document, gold)


def _file(folder: Path, paper_id: str) -> Path | None:
    """The file of a paper, in the first format it is there in."""
    files = (folder / suffix / f"{paper_id}.{suffix}" for suffix in ("pdf", "html"))
    return next((file for file in files if file.exists()), None)


def parsed_documents(files: list[Path], parsed: Path | None = None) -> list[Document]:
    """Read files on all cores, or take them from where an earlier run has kept them."""
    with ProcessPoolExecutor() as processes:
        return list(processes.map(_document, files, [parsed] * len(files)))


def _document(file: Path, parsed: Path | None) -> Document:
    kept = parsed / f"{file.stem}.pkl" if parsed else None
    if kept and kept.exists():
        document: Document = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this tool
        return document
    document = read(file.read_bytes(), file.stem)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(document))
    return document
