"""How many annotated table values stand alone in a cell of the right table, in the row of the right model.

Run it on the real papers (they are not part of the repository):

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.table_benchmark --format pdf --kind ordinary --misses

Only papers of opened folds are looked at.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from rich import print

from extractors.documents import read
from extractors.documents.checks import holds_several_values
from extractors.documents.model import Box, Document, Table
from extractors.sources.folder import read_entry
from tests.real.folds import KINDS, opened
from tests.real.row_names import names_row

_SUFFIXES = {"pdf": ".pdf", "html": ".html", "latex": ""}
_IN_TABLE = re.compile(r"^Table (\d+)\s*\(?([a-z]?)\b(?!.*caption)")
_ADORNMENT = re.compile(
    r"\^\{?[^\s\d]\}?|[%*†‡§¶~≈∼+<>()\[\]]|\b(?:ms|GB|days?|hours?|[KMBGT])\b", re.IGNORECASE
)
_IN_WORDS = re.compile(r"[A-Za-z=@]")
_Position = tuple[Table, int, int]
"""A table, a row and a column."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One annotated number that the paper prints in a table."""

    paper: str
    label: str
    model: str
    printed: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a fact in the document that was read."""

    fact: Fact
    is_clean: bool
    """The value stands alone in a cell of its table, but for marks, units and its companion in a pair."""
    has_model: bool
    """The labels of that cell name the model."""
    is_marked: bool = False
    """Something says that the table or the document was not read faithfully."""

    @property
    def is_right(self) -> bool:
        """The value stands alone in a cell whose labels name the model."""
        return self.is_clean and self.has_model


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the annotated table values."""

    count: int
    clean: float
    clean_with_model: float
    wrong_count: int
    marked_count: int
    """Of those that are not right."""

    @classmethod
    def of(cls, results: Sequence[Outcome]) -> Shares:
        """Return the shares over some facts."""
        count = max(1, len(results))
        wrong = [result for result in results if not result.is_right]
        return cls(
            len(results),
            sum(result.is_clean for result in results) / count,
            1.0 - len(wrong) / count,
            len(wrong),
            sum(result.is_marked for result in wrong),
        )

    def __str__(self) -> str:
        return (
            f"{self.count:5} values  clean {self.clean:.3f}  clean with model {self.clean_with_model:.3f}"
            f"  of {self.wrong_count} others {self.marked_count} marked"
        )


def annotated_facts(papers: Path, paper: str) -> list[Fact]:
    """Return the numbers a person noted down from the tables of one paper."""
    gold = json.loads((papers / "gold" / f"{paper}.json").read_text())
    return [
        Fact(paper, f"Table {match[1]}", entry.get("model") or "", entry["as_printed"])
        for entry in gold["results"] + gold["compute"]
        if (match := _IN_TABLE.match(entry["where"])) and entry["value"] is not None
    ]


def outcomes(
    document: Document, facts: Sequence[Fact], printed_in: Callable[[Box], str] | None = None
) -> Iterator[Outcome]:
    """Look every fact up in the tables that carry its label.

    Args:
        document: The paper as read.
        facts: What a person noted down from its tables.
        printed_in: Gives what the page prints in a place, read without tables in mind; None for a format without pages.
    """
    tables = {
        label: [table for table in document.tables if table.label.lower() == label.lower()]
        for label in {fact.label for fact in facts}
    }
    texts = {
        id(table): printed_in(table.place.box) if printed_in and table.place.box else ""
        for some in tables.values()
        for table in some
    }
    hits = {
        fact: [
            (table, row, column)
            for table in tables[fact.label]
            for row, column in _cells_holding(table, fact.printed)
        ]
        for fact in facts
    }
    for fact in facts:
        mine = tables[fact.label]
        is_stated = not hits[fact] and any(_states(table, fact.printed) for table in mine)
        named = [
            names_row(fact.model, table, row, column, texts[id(table)]) for table, row, column in hits[fact]
        ]
        has_model = not fact.model or True in named
        if not has_model and None in named:
            peers = [hits[other] for other in facts if (other.label, other.model) == (fact.label, fact.model)]
            has_model = any(_are_in_line(hit, peers) for hit in hits[fact])
        is_marked = bool(document.damage) or any(table.damage for table in mine) or not mine
        yield Outcome(fact, is_stated or bool(hits[fact]), is_stated or has_model, is_marked)


def run(papers: Path, names: Sequence[str], file_format: str = "pdf") -> list[Outcome]:
    """Read every one of some papers that exists in a format and look its annotated table values up."""
    results: list[Outcome] = []
    for paper in names:
        path = papers / file_format / f"{paper}{_SUFFIXES[file_format]}"
        if path.exists() and (facts := annotated_facts(papers, paper)):
            document = read(read_entry(path).data, paper)
            results += outcomes(document, facts, page_reader(path) if file_format == "pdf" else None)
    return results


def page_reader(path: Path) -> Callable[[Box], str]:
    """Return what reads the text of a place in a PDF, as PDFium gives it."""
    file = pypdfium2.PdfDocument(path)

    def text(box: Box) -> str:
        page = file[box.page - 1]
        left, _, _, top = page.get_bbox()
        place = (left + box.x0, top - box.bottom, left + box.x1, top - box.top)
        return str(page.get_textpage().get_text_bounded(*place))

    return text


def _are_in_line(position: _Position, peers: Sequence[Sequence[_Position]]) -> bool:
    """Tell whether the other values of a model stand in the row of this one, or all in its column.

    That is how a name nobody printed is judged: values that an annotator gave one name belong to one row or column.
    """
    table, row, column = position
    in_row = (any(other is table and r == row for other, r, _ in hits) for hits in peers)
    in_column = (any(other is table and c == column for other, _, c in hits) for hits in peers)
    return all(in_row) or all(in_column)


def _states(table: Table, printed: str) -> bool:
    """Tell whether a label, a head, the caption or a note states what an annotator quotes, a number with its word.

    ``500k`` of the label ``+ pretrain longer 500k`` stands in no cell of its own, and is read as it is printed.
    """
    if not _IN_WORDS.search(printed):
        return False
    heads = [cell.text for cell in table.cells if cell.column == 0 or cell.row < table.header_row_count]
    wanted = rf"(?<![\w.]){re.escape(_plain(printed))}(?![\w.]*\w)"
    return any(re.search(wanted, _plain(text)) for text in (*heads, table.caption, *table.notes))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower()


def _cells_holding(table: Table, printed: str) -> Iterator[tuple[int, int]]:
    """Yield the positions whose cell holds the value and nothing else but its companions and marks."""
    wanted = _squeezed(printed)
    for cell in table.cells:
        parts = [_squeezed(part) for part in re.split(r"[/(±|→\[,;_]|\^\{?\d\}?$", cell.text)]
        is_single = not holds_several_values(cell.text) or holds_several_values(printed)
        if wanted in (_squeezed(cell.text), *parts) and is_single:
            yield cell.row, cell.column


def _squeezed(text: str) -> str:
    """Return the text without space, marks and script notation: ``1.0 · 10^20`` is ``1.0 · 1020``."""
    text = _ADORNMENT.sub("", text.replace(",", ""))
    return re.sub(r"[\s^_{}]", "", text).replace("·", "×").replace("−", "-").lower()


def main() -> None:
    """Print the shares, and the papers and values behind them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=sorted(_SUFFIXES), default="pdf")
    parser.add_argument("--kind", choices=KINDS, default="first")
    parser.add_argument("--misses", action="store_true", help="list what was missed")
    arguments = parser.parse_args()
    papers = Path(os.environ["NINTHPOWER_REAL_PAPERS"])
    results = run(papers, opened(papers, arguments.kind), arguments.format)
    for paper in dict.fromkeys(result.fact.paper for result in results):
        mine = [result for result in results if result.fact.paper == paper]
        print(f"{paper:12} {Shares.of(mine)}")
        for result in mine if arguments.misses else []:
            if not result.is_right:
                print(f"    {'no model' if result.is_clean else 'no cell':8} {result.fact}")
    print(f"{arguments.kind:12} {Shares.of(results)}")


if __name__ == "__main__":
    main()
