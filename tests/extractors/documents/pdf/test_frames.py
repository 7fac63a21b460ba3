"""Frames that hold several tables, rules that part the rows of one, and what only looks like a table."""

from __future__ import annotations

import pytest
import typst

from extractors.documents.model import Table
from extractors.documents.pdf import read_pdf
from extractors.documents.pdf.tables.columns import find_columns
from extractors.documents.pdf.tables.rows import text_rows
from extractors.documents.pdf.words import Word

_PAGE = """#set text(font: "Libertinus Serif")
All of the networks are trained for ninety epochs on eight devices, and the best of three runs counts.

"""
_SETUP = f"{_PAGE}#align(center)[Table 1: Results of all the networks.]\n"


def tables_of(markup: str) -> list[Table]:
    return list(read_pdf(typst.compile((_SETUP + markup).encode()), "page.pdf").tables)


def panels(*parts: tuple[str, list[list[str]]]) -> str:
    """Return a frame of several panels, each with a title, heads and columns of its own."""
    rule = "#line(length: 300pt, stroke: 0.6pt)"
    blocks = [rule]
    for title, rows in parts:
        cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
        width = "1fr, " * len(rows[0])
        grid = f"#block(width: 300pt, grid(columns: ({width}), row-gutter: 5pt, align: center, {cells}))"
        heading = f"#block(width: 300pt, align(center)[{title}])" if title else ""
        blocks += [heading, rule, grid, rule]
    return "#set block(spacing: 4pt)\n" + "\n".join(blocks)


@pytest.mark.parametrize(
    "titles", [("(a) Frameworks", "(b) Backbones"), ("(a) On pets", "(b) On birds"), ("a) Small", "b) Large")]
)
def test_panels_with_heads_of_their_own_are_tables_of_their_own(titles: tuple[str, str]) -> None:
    first = [["Model", "Top-1", "Top-5"], ["NetA", "76.1", "92.9"], ["NetB", "77.4", "93.6"]]
    second = [
        ["Model", "AP", "AR", "Params", "FLOPs"],
        ["NetC", "40.2", "51.3", "25M", "4.1G"],
        ["NetD", "41.7", "52.8", "44M", "7.8G"],
    ]
    found = tables_of(panels((titles[0], first), (titles[1], second)))
    assert [[list(row) for row in table.grid()] for table in found] == [first, second]
    assert [table.label for table in found] == ["Table 1", "Table 1"]
    assert all(title in table.caption for title, table in zip(titles, found, strict=True))


def test_titles_above_the_same_heads_once_more_leave_the_table_whole() -> None:
    small = [["Model", "Top-1", "Top-5"], ["NetA", "76.1", "92.9"]]
    large = [["Model", "Top-1", "Top-5"], ["NetB", "77.4", "93.6"]]
    assert len(tables_of(panels(("(a) Small nets", small), ("(b) Large nets", large)))) == 1


def test_titles_without_heads_are_groups_of_one_table() -> None:
    head = [["Model", "Top-1", "Top-5"]]
    small, large = [["NetA", "76.1", "92.9"]], [["NetB", "77.4", "93.6"], ["NetC", "78.4", "94.6"]]
    (table,) = tables_of(panels(("", head), ("(a) Small nets", small), ("(b) Large nets", large)))
    assert table.row_count == 6


@pytest.mark.parametrize("last", ["512", "384", "224"])
def test_rules_that_leave_out_the_label_part_rows_of_one_table(last: str) -> None:
    rows = [
        ("Other", "NetA", "224", "81.1"),
        ("Ours", "NetB", "224", "82.2"),
        ("", "NetC", "384", "83.3"),
        ("", "NetD", last, "84.4"),
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    markup = f"""#table(columns: (70pt, 70pt, 70pt, 70pt), stroke: none, inset: 3pt,
        table.hline(), [], [Model], [Size], [Top-1], table.hline(), {cells},
        table.hline(start: 1, y: 3), table.hline(y: 2), table.hline(start: 1, y: 4))"""
    (table,) = tables_of(markup)
    assert [row[1:] for row in table.grid()][1:] == [list(row[1:]) for row in rows]


@pytest.mark.parametrize("gap", [1.0, 1.1, 1.4])
def test_decimals_are_cells_however_tightly_they_are_set(gap: float) -> None:
    words = [Word("NetA", 0, 20, 0, 10.0, False, False, "")]
    for value in ("54.8%", "72.5%", "60.1%"):
        x0 = words[-1].x1 + (gap if len(words) > 1 else 8.0)
        words.append(Word(value, x0, x0 + 25, 0, 10.0, True, False, ""))
    (row,) = text_rows(words)
    assert [phrase.text for phrase in row.phrases] == ["NetA", "54.8%", "72.5%", "60.1%"]


def test_heads_part_columns_that_stand_closer_than_usual() -> None:
    def row(y: float, *cells: tuple[str, float, float]) -> list[Word]:
        return [Word(text, x0, x1, y, 10.0, False, False, "") for text, x0, x1 in cells]

    wide = [row(12 * n, ("Net", 0, 20), ("54.8", 30, 50), ("72.5", 52.5, 72.5)) for n in range(1, 6)]
    bold = row(72, ("Net", 0, 20), ("54.8", 30, 51), ("72.5", 51.5, 73))
    heads = text_rows(row(0, ("Model", 0, 20), ("AP", 35, 45), ("AR", 57, 68)))[0].phrases
    columns = find_columns(text_rows([word for one in (*wide, bold) for word in one]), (), heads)
    assert len(columns) == 3


@pytest.mark.parametrize(
    "head", ["AP#super[box]AP#super[mask]", "Acc#super[a]Acc#super[b]", "EM#sub[dev]EM#sub[test]"]
)
def test_heads_set_without_space_are_told_apart_where_they_repeat(head: str) -> None:
    markup = f"""#set super(typographic: false)
        #set sub(typographic: false)

        The {head} of it."""
    paragraphs = read_pdf(typst.compile(f"{_SETUP}{markup}".encode()), "page.pdf").paragraphs
    assert any(len(paragraph.text.split()) == 5 for paragraph in paragraphs)


@pytest.mark.parametrize(
    "cells", [("0", "50", "100", "150"), ("person: 0.99", "dog: 0.98", "cat: 0.97", "cup: 0.90")]
)
def test_labels_inside_a_drawing_are_no_table(cells: tuple[str, ...]) -> None:
    drawn = ", ".join(f"[{cell}]" for cell in cells)
    rule = "#line(length: 250pt, stroke: 0.6pt)"
    grid = f"#block(width: 250pt, grid(columns: (1fr, 1fr), row-gutter: 5pt, {drawn}))"
    page = f"{_PAGE}#v(9em)\n{rule}\n{grid}\n{rule}"
    assert not read_pdf(typst.compile(page.encode()), "page.pdf").tables


@pytest.mark.parametrize(
    "head", ["A Running Head of Some Journal", "Published as a conference paper", "Weaver and Miller"]
)
def test_the_rule_below_a_running_head_is_of_no_table(head: str) -> None:
    table = """#table(columns: (120pt, 1fr, 1fr, 1fr), stroke: none, inset: 3pt, table.hline(),
        [Method], [Top-1], [Params], [FLOPs], table.hline(),
        [NetA-B], [83.48], [87.8M], [15.4G], [NetA-S], [83.19], [49.6M], [8.7G], table.hline())"""
    rule = "#v(-9pt) #line(length: 100%, stroke: 0.4pt)"
    page = f"""#set page(header: [#align(center)[{head}] {rule}], header-ascent: 8pt)
{_PAGE * 3}
#pagebreak()
with the nearest parameters and operations are listed for a better comparison.

*4.2 Pruning of transformers*

{table}
#align(center)[Table 1: Comparison of pruned networks.]
#pagebreak()
{_PAGE * 3}"""
    (found,) = read_pdf(typst.compile(page.encode()), "page.pdf").tables
    assert found.grid()[0] == ["Method", "Top-1", "Params", "FLOPs"]
    assert found.row_count == 3


def test_heads_that_pages_repeat_at_their_top_are_of_tables() -> None:
    def table(label: int, value: str) -> str:
        return f"""#table(columns: (120pt, 60pt, 60pt), stroke: none, inset: 3pt, table.hline(),
            [Teacher], [BigNet], [WideNet], [Student], [NetA], [NetB], table.hline(),
            [Ours], [{value}], [75.1], table.hline())
#align(center)[Table {label}: Students.]
{_PAGE * 3}"""

    page = "#pagebreak()".join(["#set page(margin: 50pt)\n" + table(1, "74.2"), table(2, "73.9"), _PAGE * 3])
    found = read_pdf(typst.compile(page.encode()), "page.pdf").tables
    assert [one.grid()[0] for one in found] == [["Teacher", "BigNet", "WideNet"]] * 2
