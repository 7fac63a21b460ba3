"""What converters lose of tables: spans of heads, and environments they do not know."""

from __future__ import annotations

import pytest

from extractors.documents.html import read_html
from extractors.documents.model import Document, Table
from extractors.extract import extract
from tests.extractors.documents.pdf.golden_files import grid_lines

FILLER = "<p class='ltx_p'>The networks are trained on the images of ImageNet-1k.</p>"


def page(content: str) -> bytes:
    return f"""<html><head><title>Finch networks</title></head><body><article class="ltx_document">
    <h1 class="ltx_title ltx_title_document">Finch networks</h1>
    <section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section">Results</h2>{FILLER}{content}</section>
    </article></body></html>""".encode()


def figure(heads: str, *rows: str, caption: str = "Top-1 accuracy on ImageNet.") -> bytes:
    """Return a page with a table; its rows are cells separated by bars, ``text{2}`` spans two columns."""
    body = "".join(f"<tr class='ltx_tr'>{cells(row, 'td')}</tr>" for row in rows)
    head = "".join(f"<tr class='ltx_tr'>{cells(row, 'th')}</tr>" for row in heads.split("/"))
    return page(
        f"<figure class='ltx_table' id='T1'><figcaption class='ltx_caption'>Table 1: {caption}</figcaption>"
        f"<table class='ltx_tabular'><thead class='ltx_thead'>{head}</thead><tbody>{body}</tbody></table></figure>"
    )


def cells(row: str, tag: str) -> str:
    written = ""
    for part in row.split("|"):
        text, _, span = part.strip().partition("{")
        columns = f" colspan='{span[:-1]}'" if span else ""
        written += f"<{tag} class='ltx_td'{columns}>{text}</{tag}>"
    return written


def only_table(data: bytes) -> Table:
    (table,) = read_html(data, "finch").tables
    return table


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        pytest.param(
            "Model | ImageNet top-1 | Params (M)",
            ("Finch-S | 80.2 | 71.9 | 24 | 25", "Finch-L | 84.0 | 74.4 | 88 | 90"),
            id="each head over two columns",
        ),
        pytest.param(
            "Model | Size | ImageNet top-1 | Params (M)",
            ("Finch-S | 224 | 80.2 | 94.8 | 24", "Finch-L | 384 | 84.0 | 96.7 | 88"),
            id="one head over two columns",
        ),
        pytest.param(
            "Model | ImageNet / | top-1 | top-5",
            ("Finch-S | 80.2 | 94.8 | 71.9 | 90.1", "Finch-L | 84.0 | 96.7 | 74.4 | 92.0"),
            id="two header rows",
        ),
    ],
)
def test_nothing_is_read_below_heads_that_lost_their_spans(heads: str, rows: tuple[str, ...]) -> None:
    table = only_table(figure(heads, *rows))
    (damage,) = table.damage
    assert damage.code == "heads_narrower_than_rows"
    assert damage.columns == tuple(range(1, table.column_count))
    assert table.quality < 0.5
    extraction = extract(figure(heads, *rows), "finch")
    assert (extraction.results, extraction.compute) == ((), ())


@pytest.mark.parametrize(
    ("heads", "rows", "top1"),
    [
        pytest.param(
            "Model | ImageNet top-1{2} | Params (M) / | 224 px | 384 px |",
            ("Finch-S | 80.2 | 81.9 | 24", "Finch-L | 84.0 | 85.1 | 88"),
            {80.2, 81.9, 84.0, 85.1},
            id="spans kept",
        ),
        pytest.param(
            "Model | ImageNet top-1 | ",
            ("Finch-S | 80.2 | [7]", "Finch-L | 84.0 | ours"),
            {80.2, 84.0},
            id="a column without a head",
        ),
        pytest.param(
            "Model | ImageNet top-1 (%)",
            ("Finch-S | 80.2 | ", "Finch-L | 84.0 | "),
            {80.2, 84.0},
            id="empty cells at the end",
        ),
    ],
)
def test_heads_as_wide_as_their_rows_are_read(heads: str, rows: tuple[str, ...], top1: set[float]) -> None:
    assert only_table(figure(heads, *rows)).damage == ()
    results = extract(figure(heads, *rows), "finch").results
    assert {result.value for result in results if result.benchmark_id == "imagenet_top1"} == top1


def test_a_single_row_that_is_too_wide_is_left_out_alone() -> None:
    data = figure(
        "Model | ImageNet top-1",
        "Finch-S | 80.2",
        "Finch-M | 71.0 | 82.1",
        "Finch-L | 84.0",
        "Finch-H | 85.5",
    )
    (damage,) = only_table(data).damage
    assert (damage.code, damage.rows) == ("row_wider_than_head", (2,))
    assert {result.value for result in extract(data, "finch").results} == {80.2, 84.0, 85.5}


def left(environment: str, code: str, *, in_figure: bool = False) -> bytes:
    """Return a page in which the code of a table was left."""
    error = "<span class='ltx_ERROR undefined'>{}</span>"
    begin, end = error.format(f"\\begin{{{environment}}}"), error.format(f"\\end{{{environment}}}")
    paragraph = f"<p class='ltx_p'>{begin}{code}{end}</p>"
    if not in_figure:
        return page(
            f"<div class='ltx_para'><p class='ltx_p'>Top-1 accuracy on ImageNet:</p></div>{paragraph}"
        )
    caption = "<figcaption class='ltx_caption'>Table 2: Top-1 accuracy on ImageNet.</figcaption>"
    return page(f"<figure class='ltx_table' id='T2'>{caption}{paragraph}</figure>")


BODY = r"Model &amp; Top-1 (%) \\ \midrule Finch-S &amp; 80.2 \\ <b>Finch-L</b> &amp; 84.0 \\"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(left("NiceTabular", rf"lc\toprule {BODY} \bottomrule"), id="braces of the columns gone"),
        pytest.param(left("NiceTabular", rf"{{lc}} \toprule {BODY} \bottomrule"), id="braces kept"),
        pytest.param(left("tblr", rf"colspec=lc {BODY}"), id="columns as a key"),
        pytest.param(left("NiceTabular*", rf"\linewidthlc \toprule {BODY}"), id="width first"),
        pytest.param(left("tblr", rf"{{lc}} {BODY}", in_figure=True), id="in a float"),
        pytest.param(
            left("NiceTabular", rf"lc {BODY}").replace(rb"\begin{NiceTabular}", b"{NiceTabular}"),
            id="name alone",
        ),
    ],
)
def test_code_left_in_a_page_is_read_as_a_table_and_noted(data: bytes) -> None:
    read: Document = read_html(data, "finch")
    (table,) = read.tables
    assert grid_lines(table) == ["H Model | Top-1 (%)", "  Finch-S | 80.2", "  *Finch-L | 84.0"]
    assert "table_left_as_code" in [damage.code for damage in read.damage]
    assert read.quality < 0.9
    results = extract(data, "finch").results
    assert {(result.model_name, result.value) for result in results} == {("Finch-S", 80.2), ("Finch-L", 84.0)}


def test_text_in_front_of_the_code_stays() -> None:
    data = left("tblr", rf"{{lc}} {BODY}").replace(
        b"<p class='ltx_p'><span", b"<p class='ltx_p'>As said, <span"
    )
    assert "As said," in [paragraph.text for paragraph in read_html(data, "finch").paragraphs]


def test_an_unknown_environment_that_is_no_table_is_a_conversion_error_as_any() -> None:
    read = read_html(left("mycolorbox", "Note that &amp; is printed."), "finch")
    assert read.tables == ()
    assert [damage.code for damage in read.damage] == ["latexml_error", "latexml_error"]


@pytest.mark.parametrize(
    ("data", "is_asked_for"),
    [
        pytest.param(
            figure("Model | ImageNet top-1", "Finch-S | 80.2 | 81.9", "Finch-L | 84.0 | 85.1"),
            True,
            id="results in doubt",
        ),
        pytest.param(left("tblr", rf"{{lc}} {BODY}"), True, id="code left"),
        pytest.param(
            figure("Bird | Wings", "Finch | 2 | two", "Wren | 2 | 4", caption="Birds."),
            False,
            id="no results in it",
        ),
        pytest.param(figure("Model | ImageNet top-1", "Finch-S | 80.2", "Finch-L | 84.0"), False, id="clean"),
    ],
)
def test_another_format_is_asked_for_where_facts_are_in_doubt(data: bytes, is_asked_for: bool) -> None:
    assert extract(data, "finch").asks_for_another_format is is_asked_for
