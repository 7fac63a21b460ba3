"""Sets pages (HTML) of papers as PDFs in layouts drawn at random, and compares what is read from both, value by value.

It shows what a layout costs that no paper at hand has: fonts, rules, alignments, sizes, captions above or below, heads
of several lines, tables side by side. It needs pdflatex:

    python -m tests.real.layouts DIR --seed 1

prints for each page of the folder how many values stand under another head or beside another label than on the page.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder
from rich import print

from extractors.documents import read
from extractors.documents.model import Cell, Document, Table
from extractors.errors import PaperError

_SECONDS = 120
_ROOMY_COLUMN = 52
"""So many characters fill the column of a two-column page."""
_LABEL = re.compile(r"Table ([A-Z]?\.?\d+)[.:]?$")
_SCRIPT = re.compile(r"([\^_])(\{[^{}]*\}|[A-Za-z0-9*+\-†‡−]+|\S)")
_UNCOMPARED = re.compile(r"[\s^_{}*∗⋆★†‡§¶✓✔✗✘×○◦●•]")
_SYMBOLS = {
    "×": r"\times", "±": r"\pm", "↑": r"\uparrow", "↓": r"\downarrow", "→": r"\rightarrow", "✓": r"\checkmark",
    "∗": "*", "∆": r"\Delta", "−": "-",
}  # fmt: skip
"""As authors write them: in mathematics, not as signs of a text font."""
_encoded = UnicodeToLatexEncoder(
    conversion_rules=[
        UnicodeToLatexConversionRule(RULE_DICT, {ord(sign): f"${name}$" for sign, name in _SYMBOLS.items()}),
        "defaults",
    ],
    unknown_char_policy="ignore",
    unknown_char_warning=False,
).unicode_to_latex


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paper is set."""

    columns: str
    font: str
    fonts_are_cork: bool
    rules: str
    """``booktabs``, ``hline``, ``grid``, ``vertical`` or ``outer``."""
    alignment: str
    size: str
    column_gap: int
    stretch: float
    caption_is_above: bool
    label_ends: str
    heads_are_bold: bool
    heads_are_stacked: bool
    heads_are_turned: bool
    spans_are_ruled: bool
    labels_are_ruled: bool
    has_running_head: bool
    has_line_numbers: bool
    sets_tables_beside: bool

    @classmethod
    def drawn(cls, draw: random.Random) -> Layout:
        """Draw one."""

        def often(share: float) -> bool:
            return draw.random() < share

        return cls(
            draw.choice(["onecolumn", "twocolumn", "twocolumn"]),
            draw.choice(["", "times", "lmodern", "helvet", "mathptmx", "palatino"]),
            often(0.7),
            draw.choice(["booktabs", "booktabs", "booktabs", "hline", "grid", "vertical", "outer"]),
            draw.choice("ccrl"),
            draw.choice([r"\small", r"\footnotesize", r"\scriptsize", r"\normalsize"]),
            draw.choice([2, 3, 4, 6]),
            draw.choice([0.85, 1.0, 1.1, 1.3]),
            often(0.5),
            draw.choice(["colon", "period", "space"]),
            often(0.4),
            often(0.4),
            often(0.06),
            often(0.85),
            often(0.85),
            often(0.5),
            often(0.15),
            often(0.35),
        )


def latex_of(document: Document, layout: Layout) -> str:
    """Return the source of a paper in a layout."""
    lines = [
        rf"\documentclass[10pt,{layout.columns}]{{article}}\usepackage[utf8]{{inputenc}}",
        r"\usepackage{booktabs,multirow,makecell,amsmath,amssymb,graphicx,caption}",
        rf"\captionsetup{{font=small,labelsep={layout.label_ends}}}",
        r"\usepackage[margin=0.9in]{geometry}",
    ]
    lines += [rf"\usepackage{{{layout.font}}}"] * bool(layout.font)
    lines += [r"\usepackage[T1]{fontenc}"] * layout.fonts_are_cork
    lines += [r"\usepackage{lineno}\linenumbers"] * layout.has_line_numbers
    if layout.has_running_head:
        lines.append(
            r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhead{}\fancyhead[C]{\small A Running Head}"
        )
    lines.append(rf"\title{{{_tex(document.title)}}}\author{{A. Weaver}}\begin{{document}}\maketitle")
    tables = [table for table in document.tables if _LABEL.match(table.label)]
    for section, paragraphs in groupby(document.body_text(), lambda paragraph: paragraph.section):
        lines.append(rf"\section*{{{_tex(document.section_title(section))}}}")
        lines += _floats([table for table in tables if table.section == section], layout)
        tables = [table for table in tables if table.section != section]
        lines += [f"{_tex(paragraph.text)}\n" for paragraph in paragraphs]
    return "\n".join([*lines, *_floats(tables, layout), r"\end{document}"])


def _floats(tables: Sequence[Table], layout: Layout) -> Iterator[str]:
    waiting = list(tables)
    while waiting:
        first = waiting.pop(0)
        beside = waiting[:1] if layout.sets_tables_beside and _width(first) < _ROOMY_COLUMN else []
        if beside and _width(beside[0]) < _ROOMY_COLUMN:
            waiting.pop(0)
            boxes = r"\hfill".join(
                rf"\begin{{minipage}}[t]{{.48\textwidth}}\centering {_body(table, layout, fills=True)}\end{{minipage}}"
                for table in (first, *beside)
            )
            yield rf"\begin{{table*}}[t]{boxes}\end{{table*}}"
        else:
            is_wide = _width(first) > _ROOMY_COLUMN
            name = "table*" if is_wide else "table"
            body = _body(first, layout, fills=_width(first) > _ROOMY_COLUMN * (1 + is_wide))
            yield rf"\begin{{{name}}}[t]\centering {body}\end{{{name}}}"


def _body(table: Table, layout: Layout, *, fills: bool) -> str:
    """Return caption, tabular and notes of a table."""
    number = _LABEL.match(table.label)
    caption = rf"\caption{{{_tex(table.caption)}}}"
    tabular = _tabular(table, layout)
    parts = [
        rf"\renewcommand{{\thetable}}{{{number[1] if number else ''}}}",
        rf"{layout.size}\setlength{{\tabcolsep}}{{{layout.column_gap}pt}}",
        rf"\renewcommand{{\arraystretch}}{{{layout.stretch}}}",
        rf"\resizebox{{\linewidth}}{{!}}{{{tabular}}}" if fills else tabular,
    ]
    parts.insert(1 if layout.caption_is_above else len(parts), caption)
    return "\n".join([*parts, *(rf"\par {_tex(note)}" for note in table.notes)])


def _tabular(table: Table, layout: Layout) -> str:
    thick = {"booktabs": (r"\toprule", r"\midrule", r"\bottomrule")}
    top, middle, bottom = thick.get(layout.rules, (r"\hline",) * 3)
    bar = "|" if layout.rules in ("grid", "vertical") else ""
    columns = bar.join(["l", *layout.alignment * (table.column_count - 1)])
    covering = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    lines = [rf"\begin{{tabular}}{{{columns}}}", top]
    for row in range(table.row_count):
        if row == table.header_row_count > 0 or (row in table.group_rows and row > table.header_row_count):
            lines.append(middle)
        shown = [covering.get((row, column)) for column in range(table.column_count)]
        cells = [
            _cell(cell, row, column, table, layout)
            for column, cell in enumerate(shown)
            if cell is None or cell.column == column
        ]
        lines.append(" & ".join(cells) + r" \\")
        if row + 1 < table.header_row_count and layout.spans_are_ruled:
            lines += [
                rf"\cmidrule(lr){{{cell.column + 1}-{cell.column + cell.column_span}}}"
                for cell in table.cells
                if cell.row == row and 1 < cell.column_span < table.column_count
            ]
        ends = [cell for cell in table.cells if cell.column == 0 and cell.row + cell.row_span == row + 1]
        is_parted = layout.labels_are_ruled and any(cell.row_span > 1 for cell in ends)
        if table.header_row_count <= row < table.row_count - 1 and (is_parted or layout.rules == "grid"):
            lines.append(middle if all(_ends(cell, row) for cell in shown) else "")
    return "\n".join([*lines, bottom, r"\end{tabular}"])


def _ends(cell: Cell | None, row: int) -> bool:
    return cell is None or cell.row + cell.row_span == row + 1


def _cell(cell: Cell | None, row: int, column: int, table: Table, layout: Layout) -> str:
    if cell is None:
        return ""
    text = _tex(cell.text) if cell.row == row else ""
    is_head = row < table.header_row_count
    words = cell.text.split()
    if is_head and text and cell.column_span == 1 and column > 0:
        if layout.heads_are_stacked and len(words) > 1:
            half = (len(words) + 1) // 2
            lines = (" ".join(words[:half]), " ".join(words[half:]))
            text = rf"\shortstack{{{_tex(lines[0])}\\{_tex(lines[1])}}}"
        if layout.heads_are_turned:
            text = rf"\rotatebox{{90}}{{{text}}}"
    if text and (cell.is_bold or (is_head and layout.heads_are_bold and "shortstack" not in text)):
        text = rf"\textbf{{{text}}}"
    if cell.row_span > 1 and text:
        text = rf"\multirow{{{cell.row_span}}}{{*}}{{{text}}}"
    return rf"\multicolumn{{{cell.column_span}}}{{c}}{{{text}}}" if cell.column_span > 1 else f"{{}}{text}"


def _tex(text: str) -> str:
    """Return a text with the scripts of `extractors.documents.model` as LaTeX sets them."""
    parts, end = [], 0
    for match in _SCRIPT.finditer(text):
        command = r"\textsuperscript" if match[1] == "^" else r"\textsubscript"
        parts += [_encoded(text[end : match.start()]), f"{command}{{{_encoded(match[2].strip('{}'))}}}"]
        end = match.end()
    return "".join([*parts, _encoded(text[end:])])


def _width(table: Table) -> int:
    """Return about how many characters wide a table is."""
    widths = Counter[int]()
    for cell in table.cells:
        if cell.column_span == 1:
            widths[cell.column] = max(widths[cell.column], len(cell.text))
    return widths.total() + 2 * table.column_count


def typeset(document: Document, layout: Layout, folder: Path) -> bytes:
    """Return the PDF of a paper in a layout; empty where LaTeX makes none."""
    source = folder / "paper.tex"
    source.write_text(latex_of(document, layout), "utf-8")
    command = ["pdflatex", "-interaction=batchmode", f"-output-directory={folder}", str(source)]
    subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    pdf = source.with_suffix(".pdf")
    return pdf.read_bytes() if pdf.exists() else b""


@dataclass(frozen=True, slots=True)
class Count:
    """How the values of the tables of a paper were read."""

    values: int = 0
    misplaced: int = 0
    """Those with another label or head than on the page, and those that are missing."""
    marked: int = 0
    """Of these, those in tables that are damaged or were not found."""


def compared(page: Document, pdf: Document) -> Count:
    """Count the values of a page's tables that stand elsewhere in a PDF of the same paper."""
    values = misplaced = marked = 0
    for table in page.tables:
        if not _LABEL.match(table.label):
            continue
        found = [other for other in pdf.tables if other.label.rstrip(".:") == table.label.rstrip(".:")]
        expected = Counter(_placed_values(table))
        lost = (expected - Counter(value for other in found for value in _placed_values(other))).total()
        values, misplaced = values + expected.total(), misplaced + lost
        marked += lost if not found or any(other.damage for other in found) else 0
    return Count(values, misplaced, marked)


def _placed_values(table: Table) -> Iterator[tuple[str, str, str]]:
    """Yield each cell with a digit, its label and its heads."""
    grid = [[_comparable(text) for text in row] for row in table.grid()]
    heads, body = grid[: table.header_row_count], grid[table.header_row_count :]
    for position, row in enumerate(body, start=table.header_row_count):
        for column, text in enumerate(row[1:], start=1):
            if position not in table.group_rows and any(map(str.isdigit, text)):
                yield row[0], "".join(dict.fromkeys(head[column] for head in heads)), text


def _comparable(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(str.maketrans("−–—’‘∆", "---''Δ"))
    return _UNCOMPARED.sub("", folded).lower()


def count(path: Path, seed: int) -> Count | None:
    """Set a page in the layout that a seed and its name draw, and count; None where it cannot be set."""
    page = read(path.read_bytes(), path.name)
    layout = Layout.drawn(random.Random(f"{path.stem} {seed}"))
    with tempfile.TemporaryDirectory() as folder:
        try:
            return compared(page, read(typeset(page, layout, Path(folder)), path.stem))
        except (PaperError, subprocess.TimeoutExpired):
            return None


def main() -> None:
    """Print the counts of a folder's pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    paths = sorted(arguments.folder.glob("*.html"))
    with ProcessPoolExecutor() as pool:
        counts = dict(zip(paths, pool.map(partial(count, seed=arguments.seed), paths), strict=True))
    for path, one in counts.items():
        print(f"{path.stem:16} {one or 'was not set'}")
    known = [one for one in counts.values() if one is not None]
    print(Count(*(sum(getattr(one, name) for one in known) for name in Count.__slots__)))


if __name__ == "__main__":
    main()
