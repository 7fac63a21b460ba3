"""The sources of the sample papers: their format, and that what they claim holds."""

import re
from collections import Counter

import pytest

from extractors.documents.model import Format
from extractors.samples.expected import facts_of, plain_text
from extractors.samples.markup import Footnote, parse
from extractors.samples.source import load, load_all, load_bibliography, pipe_records

PAPERS = load_all()

MINIMAL = """
title = "A title"
published_on = 2015-12-10
format = "html"
abstract = "After [@resnet]."
results = '''
benchmark | kind | model | printed | by | split | protocol | where | source
imagenet_top1 | error | ResNet-50 | 22.9 | own | val | 10-crop | Table 1 | He et al. 2015, Table 3
'''
compute = '''
quantity | model | value | printed | text | by | stage | where | source
wall_time_hours | | 120..144 | five to six days | | own | training | Section 1 | nowhere
'''

[[sections]]
title = "Results"
text = '''
It took five to six days.

{table: main}
'''

[[tables]]
id = "main"
caption = "Errors."
cells = '''
model     | error | <
^         | top-1 | top-5
---
our own   | <     | <
ResNet-50 | 22.9  | 6.7
'''
"""


@pytest.fixture
def read_source(tmp_path):
    def read(text):
        path = tmp_path / "sample-x-2015.toml"
        path.write_text(text)
        return load(path, load_bibliography())

    return read


def test_a_table_is_read_with_spans_and_header_rows(read_source):
    (table,) = read_source(MINIMAL).tables
    cells = [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in table.cells]
    assert cells[:4] == [
        (0, 0, "model", 2, 1),
        (0, 1, "error", 1, 2),
        (1, 1, "top-1", 1, 1),
        (1, 2, "top-5", 1, 1),
    ]
    assert cells[4] == (2, 0, "our own", 1, 3)
    assert (table.row_count, table.column_count, table.header_row_count, table.rules) == (4, 3, 2, (2,))
    assert [cell.is_header for cell in table.cells] == [True] * 4 + [False] * 4


def test_facts_are_read_as_the_records_name_them(read_source):
    facts = facts_of(read_source(MINIMAL))
    (result,) = facts.results
    assert (facts.paper_id, result.benchmark_id, result.value) == (
        "file:sample-x-2015",
        "imagenet_top1",
        22.9,
    )
    assert result.is_error and result.is_own and not result.is_ensemble
    (compute,) = facts.compute
    assert (compute.value, compute.value_high, compute.model_name) == (120, 144, None)


def test_references_are_numbered_as_cited(read_source):
    paper = read_source(MINIMAL.replace("After [@resnet].", "After [@vgg] came [@resnet], not [@vgg]."))
    assert list(paper.references) == ["vgg", "resnet"]
    assert plain_text(parse("[@resnet; @vgg]"), paper) == "[2, 1]"


def test_author_year_references_are_sorted_by_name(read_source):
    text = MINIMAL.replace("After [@resnet].", "After [@vgg] came @resnet.")
    paper = read_source(text + '\n[layout]\ncitations = "author-year"\n')
    assert list(paper.references) == ["resnet", "vgg"]
    assert plain_text(parse("@resnet and [@vgg; @resnet]"), paper) == (
        "He et al. (2015) and (Simonyan and Zisserman, 2014; He et al., 2015)"
    )


@pytest.mark.parametrize(
    ("mistake", "correct", "error"),
    [
        pytest.param("ResNet-50 | 22.9", "ResNet-50 | 22.9  | 6.7", ValueError, id="a short row"),
        pytest.param("[@unknown]", "[@resnet]", KeyError, id="an unknown reference"),
        pytest.param("{table: other}", "{table: main}", KeyError, id="an unknown table"),
        pytest.param("caption_bellow = true\ncells", "cells", TypeError, id="an unknown field"),
    ],
)
def test_mistakes_in_a_source_are_refused(read_source, mistake, correct, error):
    assert correct in MINIMAL
    with pytest.raises(error):
        read_source(MINIMAL.replace(correct, mistake, 1))


def test_a_pipe_table_with_a_ragged_line_is_refused():
    with pytest.raises(ValueError, match="zip"):
        pipe_records("a | b\n1 | 2 | 3")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_every_fact_is_printed_where_the_source_says(paper):
    facts = facts_of(paper)
    missing = [
        (fact.where, fact.value_printed)
        for fact in (*facts.results, *facts.compute)
        if not re.search(rf"(?<![\d.]){re.escape(fact.value_printed)}(?!\d)", printed_at(paper, fact.where))
    ]
    assert not missing


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_every_fact_names_its_publication(paper):
    assert all(fact["source"] for fact in (*paper.results, *paper.compute))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_a_paper_is_named_for_its_model_and_year(paper):
    assert re.fullmatch(rf"sample-[a-z0-9-]+-{paper.published_on.year}", paper.id)


def test_there_are_as_many_html_pages_as_pdfs():
    assert len(PAPERS) >= 28
    formats = Counter(paper.format for paper in PAPERS)
    assert formats[Format.HTML] == formats[Format.PDF]


def test_the_years_from_alexnet_to_today_are_covered():
    years = {paper.published_on.year for paper in PAPERS}
    assert min(years) == 2012
    assert max(years) == 2024


@pytest.mark.parametrize(
    "benchmark_id",
    [
        "imagenet_top1",
        "imagenet_top5",
        "coco_box_ap",
        "wmt14_en_de_bleu",
        "wmt14_en_fr_bleu",
        "squad11_em",
        "squad11_f1",
        "conll2003_f1",
    ],
)
def test_every_benchmark_has_own_results_in_several_papers(benchmark_id):
    reporting = [
        paper.id
        for paper in PAPERS
        if any(result.benchmark_id == benchmark_id and result.is_own for result in facts_of(paper).results)
    ]
    assert len(reporting) >= 4


def printed_at(paper, where):
    """Return the text of a place, such as ``abstract``, ``Table 2``, ``Section 3`` or ``footnote``."""
    kind, _, number = where.partition(" ")
    if kind == "footnote":
        elements = [
            element for section in paper.sections for block in section.blocks for element in parse(block)
        ]
        return "\n".join(plain_text(note.children, paper) for note in elements if isinstance(note, Footnote))
    if kind == "abstract":
        sources = [paper.abstract]
    elif kind == "Table":
        table = paper.tables[int(number) - 1]
        sources = [table.caption, *(cell.text for cell in table.cells), table.note]
    else:
        is_appendix = kind == "Appendix"
        (section,) = [s for s in paper.sections if s.number == number and s.is_appendix == is_appendix]
        sources = list(section.blocks)
    return "\n".join(plain_text(parse(source), paper) for source in sources)
