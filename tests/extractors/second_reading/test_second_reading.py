"""What the second reader says of tables that are printed as stated, and of readings that are not."""

import io
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
import typst

from extractors.documents import read
from extractors.records import PrintedCell, SecondReading, Verdict
from extractors.second_reading import read_again

TABLES = {
    "plain": """#table(columns: 4, stroke: none, inset: 4pt,
        [Network], [Params (M)], [top-1 err.], [top-5 err.], table.hline(),
        [Lynx-18], [11.2], [28.41], [9.87],
        [Lynx-50], [24.9], [23.16], [6.72],
        [Lynx-101 [7]], [43.1], [21.05], [5.93])""",
    "spanning": """#table(columns: 5, stroke: none, inset: 4pt,
        table.cell(rowspan: 2)[Backbone], table.cell(rowspan: 2)[Schedule], table.cell(colspan: 2)[ImageNet],
        [COCO], [top-1], [top-5], [AP], table.hline(),
        table.cell(rowspan: 2, align: horizon)[Heron-S], [90 epochs], [77.31], [93.12], [38.4],
        [300 epochs], [78.94], [94.27], [40.6],
        table.cell(rowspan: 2, align: horizon)[Heron-B], [90 epochs], [80.02], [95.06], [42.1],
        [300 epochs], [81.75], [95.88], [43.9])""",
    "beside": """#block[Lynx-50 against a function of warmth
        #table(columns: 4, stroke: none, inset: 3pt,
        [], table.cell(colspan: 2)[Lynx-50 Acc], [],
        [], [Top-1], [Top-5], [seeds], [warm], [77.58], [93.66], [3], [cold], [77.22], [93.58], [5])]""",
    "panels": """#table(columns: 4, stroke: none, inset: 4pt,
        table.cell(colspan: 4)[(a) trained on Lake],
        [Model], [size], [FLOPs], [top-1], [Lynx-S], [224], [4.6], [79.8], [Lynx-B], [224], [9.1], [81.2],
        table.cell(colspan: 4, align: center)[(b) on Pond, longer, then trained on Lake],
        [Lynx-B], [224], [9.1], [83.3], [Lynx-L], [224], [17.4], [84.9])""",
    "grouped": """#table(columns: 3, stroke: none, inset: 4pt,
        [Method], [EN-DE], [EN-FR], table.hline(),
        table.cell(colspan: 3)[_Recurrent, with attention_],
        [Plover small], [24.31], [38.62],
        [Plover with a\\ deeper decoder], [25.74], [39.95],
        table.cell(colspan: 3)[_Without recurrence_],
        [Curlew], [27.18], [41.03])""",
}  # fmt: skip


@cache
def paper(name):
    """A page with prose above and below one table."""
    source = f"""#set page(width: 420pt, height: 560pt, margin: 40pt)
        #set text(size: 9pt)
        #lorem(60)
        #figure(kind: table, caption: [Results of our networks.], {TABLES[name].removeprefix("#")})
        #lorem(60)"""
    return typst.compile(source.encode(), format="pdf", pdf_tags=False)


@cache
def places(name):
    (table,) = read(paper(name), f"{name}.pdf").tables
    return {cell.text: cell.box for cell in table.cells}


def asked(name, value, label, head):
    box = places(name)[value]
    quote = " | ".join((label, head, value))
    return PrintedCell("fact", value, quote, box.page, box.x0, box.top, box.x1, box.bottom)


def reading(name, cell):
    (one,) = read_again(paper(name), [cell])
    assert one.fact_id == "fact"
    return one


@pytest.mark.parametrize(
    ("name", "value", "label", "head"),
    [
        ("plain", "23.16", "Lynx-50", "top-1 err."),
        ("plain", "43.1", "Lynx-101 [7]", "Params (M)"),
        ("spanning", "78.94", "Heron-S 300 epochs", "ImageNet top-1"),
        ("spanning", "95.06", "Heron-B 90 epochs", "ImageNet top-5"),
        ("beside", "77.22", "cold", "Lynx-50 Acc Top-1"),
        ("beside", "93.58", "cold", "Lynx-50 Acc Top-5"),
        ("panels", "17.4", "(b) on Pond, longer, then trained on Lake Lynx-L", "(a) trained on Lake FLOPs"),
        ("grouped", "25.74", "Recurrent, with attention Plover with a deeper decoder", "EN-DE"),
        ("grouped", "41.03", "Without recurrence Curlew", "EN-FR"),
    ],
)
def test_what_is_printed_as_it_was_read_is_confirmed(name, value, label, head):
    assert reading(name, asked(name, value, label, head)) == SecondReading("fact", Verdict.AGREES)


@pytest.mark.parametrize(
    ("name", "value", "label", "head"),
    [
        ("plain", "23.16", "Lynx-18", "top-1 err."),
        ("spanning", "78.94", "Heron-S 90 epochs", "ImageNet top-1"),
        ("grouped", "41.03", "Plover small", "EN-FR"),
    ],
)
def test_the_label_of_another_row_is_noticed(name, value, label, head):
    one = reading(name, asked(name, value, label, head))
    assert one.verdict is Verdict.DISAGREES
    assert one.note.startswith("row label: ")
    assert "stands on another line" in one.note


@pytest.mark.parametrize(
    ("name", "value", "label", "head", "above"),
    [
        ("plain", "23.16", "Lynx-50", "top-5 err.", "top-1 err."),
        ("spanning", "78.94", "Heron-S 300 epochs", "ImageNet top-5", "top-1"),
        ("grouped", "41.03", "Curlew", "EN-DE", "EN-FR"),
    ],
)
def test_the_head_of_another_column_is_noticed(name, value, label, head, above):
    one = reading(name, asked(name, value, label, head))
    assert (one.verdict, one.note) == (Verdict.DISAGREES, f"column head: above it stands {above!r}")


@pytest.mark.parametrize(
    ("name", "value", "misread", "label", "head"),
    [
        ("plain", "23.16", "28.16", "Lynx-50", "top-1 err."),
        ("spanning", "38.4", "384", "Heron-S 90 epochs", "COCO AP"),
        ("grouped", "41.03", "41.08", "Curlew", "EN-FR"),
    ],
)
def test_another_number_is_noticed(name, value, misread, label, head):
    cell = asked(name, value, label, head)
    wrong = replace(cell, value_printed=misread, quote=cell.quote.replace(value, misread))
    one = reading(name, wrong)
    assert (one.verdict, one.note) == (Verdict.DISAGREES, f"number: prints {value!r}")


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"page": 9}, "there is no such page"),
        ({"x0": 400.0, "x1": 410.0}, "no upright text at the place"),
        ({"top": 90.0, "bottom": 400.0, "x0": 40.0, "x1": 380.0}, "the place is more than one line"),
        ({"value_printed": "90"}, "the number was read from a label"),
        ({"quote": "Wigeon | top-1 err. | 23.16"}, "not found there: row label"),
        ({"quote": "Lynx-50 | perplexity | 23.16"}, "not found there: column head"),
    ],
)  # fmt: skip
def test_what_it_cannot_tell_is_not_checked(changes, note):
    cell = replace(asked("plain", "23.16", "Lynx-50", "top-1 err."), **changes)
    assert reading("plain", cell) == SecondReading("fact", Verdict.NOT_CHECKED, note)


def test_a_single_label_may_be_that_of_the_row_or_of_the_column():
    cell = asked("plain", "43.1", "", "")
    assert reading("plain", replace(cell, quote="Lynx-101 | 43.1")).verdict is Verdict.AGREES
    assert reading("plain", replace(cell, quote="Params (M) | 43.1")).verdict is Verdict.AGREES


@pytest.mark.parametrize("group", ["Nets of one depth", "Lynx-101", "ImageNet-1K trained models"])
def test_the_title_of_a_group_stands_above_the_row(group):
    cell = asked("plain", "23.16", "Lynx-50", "top-1 err.")
    assert reading("plain", replace(cell, quote=f"{group} › {cell.quote}")).verdict is Verdict.AGREES


def test_a_page_that_does_not_begin_at_its_corner_is_read_at_the_same_places():
    whole = pypdfium2.PdfDocument(paper("plain"))
    whole[0].set_cropbox(20, 30, 410, 550)
    saved = io.BytesIO()
    whole.save(saved)
    data = saved.getvalue()
    (table,) = read(data, "cropped.pdf").tables
    box = next(cell.box for cell in table.cells if cell.text == "23.16")
    cell = PrintedCell(
        "fact", "23.16", "Lynx-50 | top-1 err. | 23.16", 1, box.x0, box.top, box.x1, box.bottom
    )
    assert read_again(data, [cell]) == [SecondReading("fact", Verdict.AGREES)]
