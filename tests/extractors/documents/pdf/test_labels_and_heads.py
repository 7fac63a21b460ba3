"""Labels centred over rows, heads on several levels, and tables whose heads change on the way down."""

from __future__ import annotations

import typst

from extractors.documents.model import Table
from extractors.documents.pdf import read_pdf

_PAGE = """#set text(font: "Libertinus Serif")
#set table(stroke: none)
All of the networks are trained for ninety epochs on eight devices, and the best of three runs counts.

"""


def tables_of(markup: str) -> list[Table]:
    return list(read_pdf(typst.compile((_PAGE + markup).encode()), "page.pdf").tables)


def captioned(number: int, table: str, *, is_above: bool = True) -> str:
    caption = f"#align(center)[Table {number}: Results of some of the networks.]\n"
    body = f"#align(center, {table})\n"
    return caption + body if is_above else body + caption


def grid(*rows: str, columns: int) -> str:
    """Return a table with a rule above, below and under its first row."""
    line = "table.hline()"
    return f"table(columns: {columns}, {line}, {rows[0]}, {line}, {', '.join(rows[1:])}, {line})"


def test_a_label_over_several_rows_ends_where_the_next_begins() -> None:
    rows = ["[Depth], [Width], [SK], [Top-1]"]
    for depth in (50, 101, 152):
        for width in (1, 2):
            label = f"table.cell(rowspan: 4, align: horizon)[{depth}], " if width == 1 else ""
            label += f"table.cell(rowspan: 2, align: horizon)[{width}×]"
            rows += [f"{label}, [no], [{depth % 90}.{width}]", f"[yes], [{depth % 80}.{width}]"]
    (table,) = tables_of(captioned(1, grid(*rows, columns=4)))
    labels = [row[:3] for row in table.grid()[1:]]
    assert labels == [
        [str(depth), f"{width}×", kernel]
        for depth in (50, 101, 152)
        for width in (1, 2)
        for kernel in ("no", "yes")
    ]
    assert not table.damage


def test_heads_below_a_rule_are_heads_when_they_leave_the_labels_empty() -> None:
    (table,) = tables_of(
        captioned(
            1,
            grid(
                "[Methods], table.cell(colspan: 2, align: center)[Permuted Owls],"
                " table.cell(colspan: 2, align: center)[Split Owls]",
                "[], [Score], [Forgetting], [Score], [Forgetting]",
                "[NetA], [89.5], [0.06], [61.2], [0.08]",
                "[NetB], [88.2], [0.07], [56.2], [0.12]",
                columns=5,
            ),
        )
    )
    assert table.header_row_count == 2
    assert [row[2] for row in table.grid()[:2]] == ["Permuted Owls", "Forgetting"]
    assert [row[4] for row in table.grid()[:2]] == ["Split Owls", "Forgetting"]


def test_a_table_is_cut_where_other_heads_begin() -> None:
    first = [["Model", "Score", "Recall"], ["NetA", "84.3", "85.5"], ["NetB", "86.7", "87.2"]]
    second = [["Model", "Size", "Speed"], ["NetA", "18.7", "51.8"], ["NetB", "20.3", "54.0"]]
    rows = [", ".join(f"[{text}]" for text in row) for row in (*first, *second)]
    found = tables_of(captioned(1, grid(*rows, columns=3)))
    assert [table.grid() for table in found] == [first, second]
    assert [table.label for table in found] == ["Table 1", "Table 1"]
    assert [table.header_row_count for table in found] == [1, 1]


def test_a_caption_between_two_tables_leaves_the_lower_one_to_its_own() -> None:
    small = grid("[Model], [Top-1], [Top-5]", "[NetA], [76.1], [92.9]", "[NetB], [77.4], [93.6]", columns=3)
    large = grid("[Model], [AP], [AR]", "[NetC], [40.2], [51.3]", "[NetD], [41.7], [52.8]", columns=3)
    text = "The networks above are small ones, and those below them are not; both are trained alike.\n\n"
    above = text.join(captioned(number, small) for number in (1, 2, 3))
    page = f"{above}#pagebreak()\n{text}{captioned(4, small, is_above=False)}{captioned(5, large, is_above=False)}"
    found = {table.label: table.grid()[1][0] for table in tables_of(page)}
    assert found == {**dict.fromkeys(("Table 1", "Table 2", "Table 3", "Table 4"), "NetA"), "Table 5": "NetC"}
