"""Papers damaged at random are read, or refused with a reason: a quick, fixed part of `tests.real.fuzz_readers`."""

from __future__ import annotations

from functools import cache

import pytest

from extractors.documents import read
from extractors.documents.model import Document
from extractors.errors import FinalPaperError
from extractors.samples import sample_folder
from tests.extractors.documents.mutations import mutate

SEEDS = range(40)


@cache
def originals(kind: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(sample_folder().glob(f"*.{kind}"))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_damaged_papers_end_with_a_document_or_a_reason(kind: str, seed: int) -> None:
    papers = originals(kind)
    damaged = mutate(papers[seed % len(papers)], kind, seed)
    try:
        read_as_far_as_it_goes = read(damaged, "damaged")
    except FinalPaperError as refusal:
        assert refusal.reason
    else:
        assert isinstance(read_as_far_as_it_goes, Document)


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_same_seed_damages_the_same_way(kind: str) -> None:
    paper = originals(kind)[0]
    assert mutate(paper, kind, 7) == mutate(paper, kind, 7) != paper
    assert mutate(paper, kind, 8) != mutate(paper, kind, 7)
