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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from rich import print

from extractors.documents import read
from extractors.documents.checks import holds_several_values, number_tokens
from extractors.documents.model import Document, Table
from extractors.sources.folder import read_entry
from tests.real.folds import KINDS, opened

_SUFFIXES = {"pdf": ".pdf", "html": ".html", "latex": ""}
_IN_TABLE = re.compile(r"^Table (\d+)\s*\(?([a-z]?)\b(?!.*caption)")
_ADORNMENT = re.compile(
    r"\^\{?[^\s\d]\}?|[%*†‡§¶~≈∼+<>()\[\]]|\b(?:ms|GB|days?|hours?|[KMBGT])\b", re.IGNORECASE
)
_CITATION = re.compile(r"\[\d[\d, ]*\]|\([^()]*\b(?:et al\.,?|\w+,) (?:19|20)\d\d[a-z]?[^()]*\)")
_TIMES = re.compile(r"\s*×\s*(?=\d)")
_SAME_NAME = 75
"""Least token-set ratio of two spellings of one model."""


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


def outcomes(document: Document, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Look every fact up in the tables that carry its label."""
    for fact in facts:
        tables = [table for table in document.tables if table.label.lower() == fact.label.lower()]
        hits = [
            (table, row, column) for table in tables for row, column in _cells_holding(table, fact.printed)
        ]
        has_model = any(_names_model(table, row, column, fact.model) for table, row, column in hits)
        is_marked = bool(document.damage) or any(table.damage for table in tables) or not tables
        yield Outcome(fact, bool(hits), has_model, is_marked)


def run(papers: Path, names: Sequence[str], file_format: str = "pdf") -> list[Outcome]:
    """Read every one of some papers that exists in a format and look its annotated table values up."""
    results: list[Outcome] = []
    for paper in names:
        path = papers / file_format / f"{paper}{_SUFFIXES[file_format]}"
        if path.exists() and (facts := annotated_facts(papers, paper)):
            results += outcomes(read(read_entry(path).data, paper), facts)
    return results


def _cells_holding(table: Table, printed: str) -> Iterator[tuple[int, int]]:
    """Yield the positions whose cell holds the value and nothing else but its companions and marks."""
    wanted = _squeezed(printed)
    for cell in table.cells:
        parts = [_squeezed(part) for part in re.split(r"[/(±|→\[,;_]|\^\{?\d\}?$", cell.text)]
        if wanted in (_squeezed(cell.text), *parts) and not holds_several_values(cell.text):
            yield cell.row, cell.column


def _squeezed(text: str) -> str:
    """Return the text without space, marks and script notation: ``1.0 · 10^20`` is ``1.0 · 1020``."""
    text = _ADORNMENT.sub("", text.replace(",", ""))
    return re.sub(r"[\s^_{}]", "", text).replace("·", "×").replace("−", "-").lower()


def _names_model(table: Table, row: int, column: int, model: str) -> bool:
    """Tell whether the row's labels, the group above it and the heads together name the model."""
    if not model:
        return True
    grid = table.grid()
    labels = [text for text in grid[row] if re.search("[A-Za-z×]", text)] or [grid[row][0]]
    group = next((grid[position][0] for position in reversed(table.group_rows) if position < row), "")
    heads = [grid[head][column] for head in range(table.header_row_count)]
    corner = [grid[head][0] for head in range(table.header_row_count)]
    contexts = (
        [*labels],
        [grid[row][0]],
        [group, *labels],
        [*labels, *heads],
        [*corner, grid[row][0]],
        *([text] for text in (*labels, *heads)),
    )
    return any(_is_same_name(model, " ".join(context)) for context in contexts)


def _is_same_name(a: str, b: str) -> bool:
    a_words, b_words = (
        re.sub(
            r"[^a-z0-9.@/+]+", " ", _TIMES.sub("x", re.sub(r"[_^{}]", "", _CITATION.sub("", name.lower())))
        )
        for name in (a, b)
    )
    a_numbers, b_numbers = set(number_tokens(a_words)), set(number_tokens(b_words))
    if a_numbers and b_numbers and not (a_numbers <= b_numbers or b_numbers <= a_numbers):
        return False
    return bool(b_words.strip()) and fuzz.token_set_ratio(a_words, b_words) >= _SAME_NAME


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
