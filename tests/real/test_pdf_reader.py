"""The PDF reader on real papers: nothing lost, titles and identifiers right, table values in their cells."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from extractors.documents import read
from extractors.documents.model import Document, ParagraphKind
from tests.real.folds import KINDS, annotated, opened
from tests.real.table_benchmark import Shares, run

CLEAN_FLOOR = 0.995
CLEAN_WITH_MODEL_FLOOR = 0.99
"""Least shares of annotated values, for each kind of paper."""


@pytest.fixture(scope="module")
def documents(real_papers: Path) -> dict[str, tuple[dict[str, str], Document]]:
    """Every opened paper of the manifest with what the manifest says about it."""
    closed = {one.paper for one in annotated(real_papers) if not one.is_opened}
    with (real_papers / "manifest.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] not in closed]
    return {
        row["id"]: (row, read((real_papers / "pdf" / f"{row['id']}.pdf").read_bytes(), row["id"]))
        for row in rows
    }


def test_every_page_is_read(documents: dict[str, tuple[dict[str, str], Document]]) -> None:
    wrong = [name for name, (row, paper) in documents.items() if paper.page_count != int(row["pages"])]
    assert wrong == []


def test_titles(documents: dict[str, tuple[dict[str, str], Document]]) -> None:
    wrong = [
        name
        for name, (row, paper) in documents.items()
        if fuzz.ratio(row["title"].lower(), paper.title.lower()) < 85
    ]
    assert len(wrong) <= 0.05 * len(documents), wrong


def test_stamps_give_the_identifier(documents: dict[str, tuple[dict[str, str], Document]]) -> None:
    stamped = {name: paper.arxiv_id for name, (_, paper) in documents.items() if paper.arxiv_id}
    assert len(stamped) >= 0.8 * len(documents)
    assert {name: found for name, found in stamped.items() if found != name} == {}


def test_papers_have_an_abstract_sections_and_references(
    documents: dict[str, tuple[dict[str, str], Document]],
) -> None:
    papers = [paper for _, paper in documents.values()]
    with_abstract = sum(any(p.kind is ParagraphKind.ABSTRACT for p in paper.paragraphs) for paper in papers)
    assert with_abstract >= 0.9 * len(papers)
    assert sum(len(paper.sections) >= 5 for paper in papers) >= 0.95 * len(papers)
    assert sum(len(paper.references) >= 15 for paper in papers) >= 0.95 * len(papers)


def test_tables_pass_their_checks(documents: dict[str, tuple[dict[str, str], Document]]) -> None:
    tables = [table for _, paper in documents.values() for table in paper.tables]
    assert sum(table.quality == 1.0 for table in tables) >= 0.97 * len(tables)


@pytest.mark.parametrize("kind", KINDS)
def test_annotated_values_stand_in_their_cells(real_papers: Path, kind: str) -> None:
    shares = Shares.of(run(real_papers, opened(real_papers, kind)))
    assert shares.clean >= CLEAN_FLOOR, shares
    assert shares.clean_with_model >= CLEAN_WITH_MODEL_FLOOR, shares
