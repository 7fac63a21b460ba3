"""Bytes of one paper to everything the warehouse keeps of it; each stage has tests in the folder of its name."""

from dataclasses import replace

import pytest

from extractors.documents import read
from extractors.documents.model import Damage, Format
from extractors.errors import FinalPaperError
from extractors.extract import extract, extraction_of
from extractors.records import FACTS_IN_DOUBT
from extractors.samples import sample_folder

PAPER = sample_folder() / "sample-resnext-2016.html"


@pytest.fixture(scope="module")
def extraction():
    return extract(PAPER.read_bytes(), PAPER.name)


def test_a_paper_comes_with_its_identity_results_costs_and_references(extraction):
    assert extraction.format is Format.HTML
    assert extraction.paper.title
    assert "imagenet_top1" in {result.benchmark_id for result in extraction.results}
    assert extraction.compute and extraction.references
    assert extraction.table_count > 0 and extraction.quality == 1.0


def test_the_same_bytes_give_the_same_facts(extraction):
    assert extract(PAPER.read_bytes(), PAPER.name) == extraction


def test_the_name_of_the_file_may_tell_the_version():
    document = replace(read(PAPER.read_bytes(), PAPER.name), version=None)
    assert extraction_of(document, "1611.05431v2.html").version == 2


def test_facts_of_a_table_that_cannot_be_trusted_are_counted_and_left_out(extraction):
    document = read(PAPER.read_bytes(), PAPER.name)
    damaged = tuple(
        replace(table, damage=(Damage("shifted", "rows", rows=tuple(range(table.row_count))),))
        for table in document.tables
    )
    found = extraction_of(replace(document, tables=damaged), PAPER.name)
    assert len(found.results) < len(extraction.results)
    assert FACTS_IN_DOUBT in {note.code for note in found.damage}


def test_bytes_that_are_no_paper_are_refused_with_a_reason():
    with pytest.raises(FinalPaperError) as refused:
        extract(b"\x00\x01\x02", "noise.pdf")
    assert refused.value.reason == "unknown_binary"
