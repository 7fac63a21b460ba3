"""The sources of the sample papers: one TOML file per paper, and one bibliography for all.

A paper's file holds what it prints (title, sections, tables) and, as pipe tables, the facts a careful reader
would note down from it. Table cells are separated by ``|``; a cell ``<`` continues the one to its left, ``^``
the one above, a line ``---`` draws a rule, and the first rule ends the header rows.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from itertools import count
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Literal

from extractors.documents.model import Cell, Format

SOURCES = Path(str(resources.files("extractors.samples").joinpath("sources")))
BIBLIOGRAPHY = "bibliography.toml"

NOTICE = (
    "This is a sample paper written for ninthpower. It retells published figures in our own words, "
    "in the first person of a paper, and is not the original publication."
)
"""What every sample paper says of itself."""

_MENTION = re.compile(r"(?<!\\)@([\w-]+)|\{table: ([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paper looks; real ones differ in all of this."""

    columns: int = 1
    citations: Literal["numbers", "author-year"] = "numbers"
    font: Literal["New Computer Modern", "Libertinus Serif"] = "New Computer Modern"
    headings: Literal["bold", "small-caps"] = "bold"
    """``small-caps`` sets capitals in two sizes, as LaTeX does."""
    notice: Literal["line", "footnote"] = "line"
    """Where the paper says that it is a sample."""
    running_head: str = ""
    numbered_lines: bool = False
    marked_headers: bool = True
    """HTML only: whether header cells are ``th``, which LaTeXML guesses for some tables only."""


@dataclass(frozen=True, slots=True)
class SampleReference:
    """An entry of the bibliography."""

    authors: str
    short: str
    """The authors as a citation names them, without the year: ``He et al.``."""
    title: str
    venue: str
    year: int


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as a paper prints it; the texts are in the markup of `extractors.samples.markup`."""

    id: str
    caption: str
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    header_row_count: int
    rules: tuple[int, ...]
    """Rows with a rule above them; the rules at the top and the bottom go without saying."""
    caption_below: bool = False
    wide: bool = False
    """Across both columns of a two-column page."""
    framed: bool = False
    """With a line around every cell, instead of the usual rules between groups of rows."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SampleSection:
    """A section; its blocks are paragraphs, items (``- ...``) and ``{table: id}``."""

    number: str
    """As printed, ``2`` or, for an appendix, ``A``."""
    title: str
    blocks: tuple[str, ...]
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """Everything in one source file."""

    id: str
    title: str
    published_on: date
    """Of the publication whose figures the paper retells; printed as month and year."""
    format: Format
    """What it is shipped as; it can be built as both."""
    abstract: str
    sections: tuple[SampleSection, ...]
    tables: tuple[PrintedTable, ...]
    references: dict[str, SampleReference]
    """Those cited, in the order of the reference list."""
    results: tuple[dict[str, str], ...]
    compute: tuple[dict[str, str], ...]
    layout: Layout = field(default_factory=Layout)
    authors: str = "ninthpower sample papers"

    @property
    def date_line(self) -> str:
        """The date as printed, such as ``December 2015``."""
        return f"{self.published_on:%B %Y}"

    def table(self, table_id: str) -> PrintedTable:
        """Return one of the paper's tables.

        Raises:
            ValueError: The paper has no such table.
        """
        return self.tables[self.table_number(table_id) - 1]

    def table_number(self, table_id: str) -> int:
        """Return the number a table is printed with.

        Raises:
            ValueError: The paper has no such table.
        """
        return [table.id for table in self.tables].index(table_id) + 1


def load_all(folder: Path = SOURCES) -> tuple[SamplePaper, ...]:
    """Read every paper of a folder, in the order of their ids."""
    bibliography = load_bibliography(folder)
    paths = sorted(path for path in folder.glob("*.toml") if path.name != BIBLIOGRAPHY)
    return tuple(load(path, bibliography) for path in paths)


def load_bibliography(folder: Path = SOURCES) -> dict[str, SampleReference]:
    """Read the references all papers share."""
    entries = tomllib.loads((folder / BIBLIOGRAPHY).read_text(encoding="utf-8"))
    return {key: SampleReference(**entry) for key, entry in entries.items()}


def load(path: Path, bibliography: dict[str, SampleReference]) -> SamplePaper:
    """Read one paper.

    Args:
        path: The source file; its name without extension is the paper's id.
        bibliography: Where the keys of its citations are looked up.

    Returns:
        The paper.

    Raises:
        KeyError: The paper cites or shows something that is not there, or lacks a field.
        TypeError: A field is not known.
        ValueError: A table is not rectangular.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    layout = Layout(**data.pop("layout", {}))
    sections = _sections(data.pop("sections"))
    tables = {entry["id"]: _printed_table(entry) for entry in data.pop("tables")}
    results, compute = (pipe_records(data.pop(name)) for name in ("results", "compute"))
    mentions = list(_mentions(data["abstract"], sections, tables))
    cited = {key: bibliography[key] for key, table_id in mentions if not table_id}
    if layout.citations == "author-year":
        cited = dict(sorted(cited.items(), key=lambda entry: (entry[1].short, entry[1].year)))
    return SamplePaper(
        id=path.stem,
        format=Format(data.pop("format")),
        sections=sections,
        tables=tuple(tables[table_id] for _, table_id in mentions if table_id),
        references=cited,
        results=results,
        compute=compute,
        layout=layout,
        **data,
    )


def pipe_records(text: str) -> tuple[dict[str, str], ...]:
    """Read a pipe table whose first line names the columns.

    Returns:
        One record per further line.

    Raises:
        ValueError: A line has another number of cells than the first.
    """
    names, *rows = _pipe_rows(text)
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def _pipe_rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def _sections(entries: list[dict[str, Any]]) -> tuple[SampleSection, ...]:
    numbers, letters = (str(number) for number in count(1)), iter(ascii_uppercase)
    return tuple(
        SampleSection(
            number=next(letters if entry.get("is_appendix") else numbers),
            blocks=tuple(re.split(r"\n\s*\n", entry.pop("text").strip())),
            **entry,
        )
        for entry in entries
    )


def _printed_table(entry: dict[str, Any]) -> PrintedTable:
    rows: list[list[str]] = []
    rules: list[int] = []
    for cells in _pipe_rows(entry.pop("cells")):
        if cells == ["---"]:
            rules.append(len(rows))
        else:
            rows.append(cells)
    widths = [len(row) for row in rows]
    if len(set(widths)) != 1:
        raise ValueError(f"table {entry['id']!r} is not rectangular: {widths} cells per row")
    header_row_count = rules[0] if rules else 0
    return PrintedTable(
        cells=tuple(
            Cell(
                row=row,
                column=column,
                text=text,
                row_span=_span([line[column] for line in rows[row + 1 :]], "^"),
                column_span=_span(rows[row][column + 1 :], "<"),
                is_header=row < header_row_count,
                is_bold=text.startswith("**"),
            )
            for row, line in enumerate(rows)
            for column, text in enumerate(line)
            if text not in ("^", "<")
        ),
        row_count=len(rows),
        column_count=len(rows[0]),
        header_row_count=header_row_count,
        rules=tuple(rules),
        **entry,
    )


def _span(following: list[str], mark: str) -> int:
    """Count a cell and the marks that continue it."""
    return 1 + next((index for index, text in enumerate(following) if text != mark), len(following))


def _mentions(
    abstract: str, sections: tuple[SampleSection, ...], tables: dict[str, PrintedTable]
) -> list[tuple[str, str]]:
    """List what a paper cites (key, "") and shows ("", table id), in the order of reading."""
    mentions: list[tuple[str, str]] = []
    for text in (abstract, *(block for section in sections for block in section.blocks)):
        for key, table_id in _MENTION.findall(text):
            mentions.append((key, table_id))
            if table_id:
                table = tables[table_id]
                cells = " ".join([table.caption, *(cell.text for cell in table.cells), table.note])
                mentions += [(cited, "") for cited, _ in _MENTION.findall(cells)]
    return mentions
