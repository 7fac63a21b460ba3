"""What is read does not hang on how a table is set: sideways, in capitals, or with its columns in another order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.documents.model import Cell, Document, Table
from extractors.facts.orientation import is_sideways
from extractors.facts.results import extract
from extractors.records import ReportedResult
from tests.extractors.facts.results.papers import paper, table

TEXT = "We call our network WeftNet. We compare with OldNet [3], PlainNet-50 [4] and Quill [5]."
PAPERS = {
    "accuracy beside costs": (
        "Accuracy on ImageNet.",
        "Method | Params (M) | FLOPs (G) | top-1 acc. (%) | top-5 acc. (%)\n---\n"
        "OldNet [3] | 25 | 4.1 | 76.2 | 92.9\nPlainNet-50 [4], 4 scales | 31 | 5.0 | 77.3 | 93.4\n"
        "WeftNet-S (ours) | 24 | 3.9 | 78.1 | 94.0",
    ),
    "errors, named in the caption": (
        "Error rates (%) of single models on ILSVRC-2012 validation.",
        "Network | top-1 | top-5\n---\nOldNet [3] | 28.1 | 9.9\nPlainNet-50 | 24.4 | 7.2\nWeftNet | 22.3 | 6.1",
    ),
    "boxes": (
        "Detection on COCO val2017.",
        "Detector | AP | AP_50 | AP_75 | AP_S\n---\nQuill [5] | 37.4 | 58.1 | 40.4 | 21.2\n"
        "WeftNet | 39.0 | 60.2 | 42.5 | 22.8\nWeftNet-L | 41.5 | 62.3 | 45.2 | 24.9",
    ),
    "boxes and masks": (
        "Detection and instance segmentation on COCO.",
        "Backbone | box AP | box AP_50 | mask AP | mask AP_50\n---\nOldNet [3] | 38.2 | 58.8 | 34.7 | 55.7\n"
        "WeftNet-S | 40.9 | 61.9 | 37.0 | 58.6\nWeftNet-L | 43.1 | 64.0 | 38.9 | 60.9",
    ),
    "pairs of languages": (
        "BLEU on newstest2014 of WMT 2014.",
        "System | En-De | En-Fr\n---\nOldNet [3] | 24.6 | 39.9\nQuill [5] | 27.3 | 38.1\nWeftNet | 28.9 | 41.3",
    ),
    "answers": (
        "Results on the dev set of SQuAD 1.1.",
        "Model | EM | F1\n---\nQuill [5] | 80.8 | 88.5\n"
        "WeftNet, 12 layers | 84.1 | 90.9\nWeftNet, 24 layers | 86.3 | 92.7",
    ),
}  # fmt: skip


@pytest.fixture(params=PAPERS, ids=str)
def drawn(request: pytest.FixtureRequest) -> Table:
    return table(*PAPERS[request.param])


def of(one: Table) -> Document:
    return paper(one, text=TEXT)


def sideways(one: Table) -> Table:
    """The table with rows and columns changed over."""
    cells = [replace(cell, row=cell.column, column=cell.row) for cell in one.cells]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(
        one, cells=tuple(cells), row_count=one.column_count, column_count=one.row_count, header_row_count=1
    )


def with_heads(one: Table, change: Callable[[str], str]) -> Table:
    def changed(cell: Cell) -> Cell:
        return replace(cell, text=change(cell.text)) if cell.row < one.header_row_count else cell

    return replace(one, cells=tuple(map(changed, one.cells)))


def backwards(one: Table) -> Table:
    """The table with its columns of values from right to left."""
    last = one.column_count
    cells = [replace(cell, column=last - cell.column) if cell.column else cell for cell in one.cells]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(one, cells=tuple(cells))


def fact(result: ReportedResult) -> tuple[object, ...]:
    name = "".join(filter(str.isalnum, result.model_name))
    return result.benchmark_id, result.value, result.is_error, result.is_own, name


def facts(document: Document) -> set[tuple[object, ...]]:
    return set(map(fact, extract(document)))


def test_a_table_set_sideways_says_the_same(drawn: Table) -> None:
    assert is_sideways(sideways(drawn)) and not is_sideways(drawn)
    assert facts(of(sideways(drawn))) == facts(of(drawn)) != set()


def test_a_result_of_a_table_set_sideways_stands_where_it_is_printed(drawn: Table) -> None:
    turned = sideways(drawn)
    for result in extract(of(turned)):
        row, column = result.evidence.row, result.evidence.column
        assert row is not None and column is not None
        assert result.value_printed in turned.grid()[row][column]


@pytest.mark.parametrize("change", [str.upper, str.lower], ids=["capitals", "small letters"])
def test_the_case_of_heads_tells_nothing(drawn: Table, change: Callable[[str], str]) -> None:
    assert facts(of(with_heads(drawn, change))) == facts(of(drawn))


def test_the_order_of_columns_tells_nothing(drawn: Table) -> None:
    assert facts(of(backwards(drawn))) == facts(of(drawn))


@pytest.mark.parametrize("word", ["", "Model", "Approach", "Network architecture", "System"])
def test_the_word_above_the_models_tells_nothing(drawn: Table, word: str) -> None:
    cells = [replace(cell, text=word) if not cell.row and not cell.column else cell for cell in drawn.cells]
    assert facts(of(replace(drawn, cells=tuple(cells)))) == facts(of(drawn))


@pytest.mark.parametrize("after", [" ± 0.2", "^†", " (+1.3)"], ids=["deviation", "mark", "change"])
def test_what_stands_after_a_value_is_no_part_of_it(drawn: Table, after: str) -> None:
    def changed(cell: Cell) -> Cell:
        return (
            replace(cell, text=cell.text + after) if "." in cell.text and cell.row and cell.column else cell
        )

    assert facts(of(replace(drawn, cells=tuple(map(changed, drawn.cells))))) == facts(of(drawn))


@pytest.mark.parametrize("arrow", [" ↑", "↑", " (↑)"])
def test_an_arrow_in_a_head_tells_nothing(drawn: Table, arrow: str) -> None:
    def pointed(head: str) -> str:
        is_score = any(word in head for word in ("acc", "AP", "EM", "F1"))
        return head + arrow if is_score else head

    assert facts(of(with_heads(drawn, pointed))) == facts(of(drawn))


@pytest.mark.parametrize("style", ["[{}]", "[{}, 17]", "(Weaver et al., 20{:02})"])
def test_the_style_of_citations_tells_nothing(drawn: Table, style: str) -> None:
    def cited(text: str) -> str:
        return re.sub(r"\[(\d)\]", lambda match: style.format(int(match[1])), text)

    cells = tuple(replace(cell, text=cited(cell.text)) for cell in drawn.cells)
    document = paper(replace(drawn, cells=cells), text=cited(TEXT))
    assert facts(document) == facts(of(drawn))


@pytest.mark.parametrize(
    ("corner", "rows"),
    [
        ("Task", "SQuAD | 80.8 | 84.7\nSNLI | 88.1 | 89.1\nSRL | 81.6 | 84.1"),
        ("Dataset", "ImageNet | 76.1 | 78.2\nCIFAR-10 | 95.1 | 96.0"),
        ("", "Top-1 (%) | 76.1 | 78.2\nLatency (ms) | 15 | 17\nParams | 25M | 26M"),
    ],
)
def test_rows_of_measures_and_data_sets_are_no_models(corner: str, rows: str) -> None:
    drawing = f"{corner} | PlainNet-50 | WeftNet\n---\n{rows}"
    caption = "Results on SQuAD, SNLI and SRL." if corner == "Task" else "Accuracy on ImageNet and others."
    found = extract(of(table(caption, drawing)))
    assert {one.model_name for one in found} == {"PlainNet-50", "WeftNet"}
    assert all(one.is_own for one in found if one.model_name == "WeftNet")


@pytest.mark.parametrize(
    "drawing",
    [
        "Init. | top-1 acc.\n---\nImageNet-21k | 84.1\nJFT-300M | 85.2",
        "Data | AP | AP_50\n---\nCOCO | 40.1 | 60.2\nCOCO + Objects365 | 43.0 | 62.8",
        "Setting | val | test\n---\nbaseline | 76.1 | 75.9\n+ mixup | 77.0 | 76.8",
    ],
)
def test_a_table_whose_heads_are_measured_stands_upright(drawing: str) -> None:
    assert not is_sideways(table("Accuracy on ImageNet.", drawing))
