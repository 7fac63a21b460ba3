"""Quoted numbers lead to the entry they are cited from."""

import pytest

from extractors.documents.model import Cell, Document, Format, Paragraph, Table
from extractors.records import CitedBy, Evidence, ReportedResult
from extractors.references.citations import citations_of
from extractors.references.entries import references_of
from extractors.references.marks import CitationIndex

NUMBERED = references_of(
    [
        "[1] K. He, X. Zhang, S. Ren, and J. Sun. Deep residual learning for image recognition. In CVPR, 2016.",
        "[2] K. Simonyan and A. Zisserman. Very deep convolutional networks. In ICLR, 2015.",
        "[3] A. Krizhevsky. Convolutional deep belief networks. 2010.",
    ]
)
NAMED = references_of(
    [
        "He, K., Zhang, X., Ren, S., and Sun, J. Deep residual learning for image recognition. In CVPR, 2016a.",
        "He, K., Zhang, X., Ren, S., and Sun, J. Identity mappings in deep residual networks. In ECCV, 2016b.",
        "Simonyan, K. and Zisserman, A. Very deep convolutional networks. In ICLR, 2015.",
        "Krizhevsky, A. Convolutional deep belief networks. 2010.",
        "Dollár, P., Tu, Z., and Perona, P. Integral channel features. In BMVC, 2009.",
    ]
)


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("ResNet-50 [1]", [(1,)]),
        ("VGG [1, 2]", [(1, 2)]),
        ("nets [1-3]", [(1, 2, 3)]),
        ("sizes [1, 224]", []),
        ("[0, 1]", []),
        ("no mark", []),
    ],
)
def test_numbers(text: str, positions: list[tuple[int, ...]]):
    assert [mark.positions for mark in CitationIndex(NUMBERED).marks(text)] == positions


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("ResNet (He et al., 2016a)", [(1,)]),
        ("He et al. (2016b)", [(2,)]),
        ("He et al. (2016a, b)", [(1, 2)]),
        ("ResNet (He et al., 2016)", []),
        ("VGG (Simonyan & Zisserman, 2015)", [(3,)]),
        ("Simonyan and Zisserman [2015]", [(3,)]),
        ("AlexNet (Krizhevsky, 2010)", [(4,)]),
        ("Dollar et al., 2009", [(5,)]),
        ("Dollár et al.", [(5,)]),
        ("He et al.", []),
        ("Simonyan et al., 2014", []),
    ],
)
def test_names(text: str, positions: list[tuple[int, ...]]):
    assert [mark.positions for mark in CitationIndex(NAMED).marks(text)] == positions


def test_raised_numbers_are_citations_where_the_paper_cites_so():
    assert CitationIndex(NUMBERED).marks("ResNet^1") == []
    raised = CitationIndex(NUMBERED, has_superscripts=True)
    assert [mark.positions for mark in raised.marks("ResNet^1 and VGG^{2,3}")] == [(1,), (2, 3)]


GRID = [
    ["Method", "top-1", "VGG [2]"],
    ["ResNet-50 [1]", "76.0", "71.5"],
    ["from earlier work [3]", "", ""],
    ["DBN", "60.0", "59.0 [1]"],
    ["VGG-16", "71.5", "70.0"],
]


def table() -> Table:
    cells = tuple(Cell(r, c, text) for r, row in enumerate(GRID) for c, text in enumerate(row))
    return Table(cells, len(GRID), 3, 1, label="Table 1", group_rows=(2,))


def result(
    row: int | None, column: int | None, name: str, quote: str = "q", *, is_own: bool = False
) -> ReportedResult:
    evidence = Evidence(quote, table_label="Table 1" if row is not None else "", row=row, column=column)
    return ReportedResult("imagenet_top1", name, 76.0, "76.0", False, is_own, evidence, 0.9)


def cited(*results: ReportedResult, text: str = "") -> list[tuple[int, int, CitedBy]]:
    document = Document(Format.PDF, tables=(table(),), paragraphs=(Paragraph(text),))
    return [(c.index, c.position, c.cited_by) for c in citations_of(document, NUMBERED, results, ())]


def test_the_closest_mark_counts():
    assert cited(result(1, 1, "ResNet-50")) == [(0, 1, CitedBy.ROW)]
    assert cited(result(3, 2, "DBN")) == [(0, 1, CitedBy.CELL)]
    assert cited(result(1, 2, "x"), result(3, 1, "DBN")) == [(0, 1, CitedBy.ROW), (1, 3, CitedBy.GROUP)]


def test_the_citation_of_another_value_is_not_the_rows():
    assert (0, 1, CitedBy.ROW) not in cited(result(3, 1, "DBN"))


def test_own_numbers_are_cited_from_nowhere():
    assert cited(result(1, 1, "ResNet-50", is_own=True)) == []


def test_a_sentence_cites_behind_the_name():
    quote = "VGG [2] reaches 71.5 and ResNet [1] reaches 76.0 %."
    assert cited(result(None, None, "ResNet", quote)) == [(0, 1, CitedBy.SENTENCE)]
    assert cited(result(None, None, "AlexNet", quote)) == []


def test_a_name_is_cited_elsewhere():
    text = "We compare with Deep Belief Nets, DBN [3], and others. DBN [3] is old."
    assert cited(result(None, None, "DBN-2"), text=text) == [(0, 3, CitedBy.NAME)]
