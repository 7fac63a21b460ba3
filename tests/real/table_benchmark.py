"""How many annotated table values stand alone in a cell of the right table, in the row of the right model.

Run it on the real papers (they are not part of the repository):

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.table_benchmark --half tune --misses

The annotated papers are halved. The tuning half may be looked at while the reader is improved; of the held-out
half only the two shares are ever printed, so that they say how the reader does on papers nobody tuned it on.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from extractors.documents import read
from extractors.documents.checks import holds_several_values
from extractors.documents.model import Document, Table

TUNE = tuple(
    ["1512.03385", "1706.03762", "1705.03122", "1611.01603", "1907.11692", "1603.01354", "1612.03144", "1904.01355", "2004.08955", "2011.08036", "2012.12877", "2111.06377", "1409.4842", "1608.06993", "1802.01548", "1707.01629", "2003.10555", "2205.01068", "1502.05767", "1708.05123"]
)
HELD_OUT = tuple(
    ["1409.0473", "1502.01852", "1512.00567", "1606.03490", "1610.02357", "1703.06211", "1707.01083", "1802.05365", "1805.11604", "1901.10430", "1905.02244", "1906.08237", "1907.10701", "1909.08053", "2006.02334", "2105.03404", "2106.04560", "2201.03545", "2207.02696", "alexnet-nips2012"]
)
_TABLE = re.compile(r"^Table (\d+)\s*\(?([a-z]?)\b(?!.*caption)")
_ADORNMENT = re.compile(
    r"\^\{?[^\s\d]\}?|\^\{?\d+\}?$|[%*†‡§¶~≈+<>()\[\]]|\b(?:ms|GB|days?|hours?|[KMBGT])\b", re.IGNORECASE
)


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
    has_model: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the annotated table values."""

    count: int
    clean: float
    clean_with_model: float


def annotated_facts(papers: Path, paper: str) -> list[Fact]:
    """Return the numbers a reader noted down from the tables of one paper."""
    gold = json.loads((papers / "gold" / f"{paper}.json").read_text())
    return [
        Fact(paper, f"Table {match[1]}", entry.get("model") or "", entry["as_printed"])
        for entry in gold["results"] + gold["compute"]
        if (match := _TABLE.match(entry["where"])) and entry["value"] is not None
    ]


def outcomes(document: Document, facts: list[Fact]) -> Iterator[Outcome]:
    """Look every fact up in the tables that carry its label."""
    for fact in facts:
        tables = [table for table in document.tables if table.label.lower() == fact.label.lower()]
        hits = [
            (table, row, column) for table in tables for row, column in _cells_holding(table, fact.printed)
        ]
        has_model = any(_names_model(table, row, column, fact.model) for table, row, column in hits)
        yield Outcome(fact, bool(hits), has_model)


def shares(results: list[Outcome]) -> Shares:
    """Return the shares over all facts."""
    return Shares(
        len(results),
        sum(result.is_clean for result in results) / len(results),
        sum(result.is_clean and result.has_model for result in results) / len(results),
    )


def _cells_holding(table: Table, printed: str) -> Iterator[tuple[int, int]]:
    """Yield the positions whose cell holds the value and nothing else but its companions and marks."""
    wanted = _squeezed(printed)
    for cell in table.cells:
        text = _squeezed(cell.text)
        parts = (
            re.split(r"[/(±|]", _squeezed(cell.text.replace("^", "~^~")))
            if "^" in cell.text
            else re.split(r"[/(±|]", text)
        )
        if wanted in (text, *parts) and not holds_several_values(cell.text):
            yield cell.row, cell.column


def _squeezed(text: str) -> str:
    """Return the text without space, marks and script notation: ``1.0 · 10^20`` and ``1.0 · 1020`` are one."""
    text = _ADORNMENT.sub("", text.replace(",", ""))
    return re.sub(r"[\s^_{}]", "", text).replace("∼", "").replace("·", "×").replace("−", "-").lower()


def _names_model(table: Table, row: int, column: int, model: str) -> bool:
    """Tell whether the row's labels, the group above it and the column's head together name the model."""
    if not model:
        return True
    grid = table.grid()
    labels = [text for text in grid[row] if re.search("[A-Za-z]", text)]
    group = next((grid[g][0] for g in reversed(table.group_rows) if g < row), "")
    heads = [grid[head][column] for head in range(table.header_row_count)]
    contexts = (" ".join(labels), " ".join([group, *labels]), " ".join([*labels, *heads]), *labels, *heads)
    return any(fuzz.token_set_ratio(_words(model), _words(context)) >= 75 for context in contexts if context)


def _words(name: str) -> str:
    return re.sub(r"[^a-z0-9.@/+]+", " ", re.sub(r"[_^{}]", "", name.lower())).strip()


def _read(papers: Path, paper: str) -> Document:
    return read((papers / "pdf" / f"{paper}.pdf").read_bytes(), paper)


def run(papers: Path, half: tuple[str, ...]) -> list[Outcome]:
    """Read every paper of a half and look its annotated table values up."""
    results: list[Outcome] = []
    for paper in half:
        if facts := annotated_facts(papers, paper):
            results += outcomes(_read(papers, paper), facts)
    return results


def main() -> None:
    """Print the shares, and for the tuning half the papers and values behind them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("tune", "held-out"), default="tune")
    parser.add_argument("--misses", action="store_true", help="list what was missed (tuning half only)")
    parser.add_argument("--paper", help="one paper of the tuning half")
    args = parser.parse_args()
    papers = Path(os.environ["NINTHPOWER_REAL_PAPERS"])
    half = HELD_OUT if args.half == "held-out" else TUNE
    if args.paper:
        half = tuple(paper for paper in TUNE if paper == args.paper)
    results = run(papers, half)
    if args.half == "tune":
        for paper in dict.fromkeys(result.fact.paper for result in results):
            mine = [result for result in results if result.fact.paper == paper]
            print(f"{paper:12} {shares(mine)}")
            for result in mine if args.misses else []:
                if not (result.is_clean and result.has_model):
                    print(f"    {'no model' if result.is_clean else 'no cell':8} {result.fact}")
    print(shares(results))


if __name__ == "__main__":
    main()
