"""What a second reading of the cells of annotated papers costs, what it catches and what it doubts without need.

    python -m tools.second_reading_benchmark PAPERS --folds 0,1 --parsed CACHE

PAPERS holds ``pdf/``, ``gold/`` and ``folds.csv``. Every number that was read in a table is read again. Numbers that
the annotations confirm should not be doubted; of the others, and of readings spoilt on purpose (the label of the row
next to it, the head of another column of the row, one digit changed), the more are noticed the better.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extractors.facts import compute, results
from extractors.records import PrintedCell, ReportedCompute, ReportedResult, Verdict
from extractors.second_reading import read_again
from tools.annotated import Annotated, annotated_papers, matching

SPOILT_PER_PAPER = 25
"""Numbers of a paper that are spoilt, drawn at random."""

Counts = Counter[tuple[str, Verdict]]


@dataclass(frozen=True, slots=True)
class Known:
    """A number that was read in a table, and whether the annotations confirm it."""

    cell: PrintedCell
    table_label: str
    row: int
    column: int
    is_right: bool

    @property
    def parts(self) -> list[str]:
        """Row label, column head and text."""
        return self.cell.quote.split(" | ")


def known_cells(paper: Annotated) -> list[Known]:
    """Read a paper, and return the numbers in its tables that have a place on a page."""
    found: list[Known] = []
    facts: list[ReportedResult | ReportedCompute] = [*results.extract(paper.document)]
    facts += compute.extract(paper.document)
    for number, fact in enumerate(facts):
        place = fact.evidence
        if place.row is None or place.column is None or place.box is None:
            continue
        box = place.box
        cell = PrintedCell(
            str(number), fact.value_printed, place.quote, box.page, box.x0, box.top, box.x1, box.bottom
        )
        found.append(Known(cell, place.table_label, place.row, place.column, _is_right(paper, fact)))
    return found


def _is_right(paper: Annotated, fact: ReportedResult | ReportedCompute) -> bool:
    if isinstance(fact, ReportedResult):
        return bool(matching(paper, fact.benchmark_id, fact.value, is_error=fact.is_error))
    return any(
        noted["quantity"] == fact.quantity
        and noted.get("value")
        and fact.value
        and abs(noted["value"] / fact.value - 1) < 0.01
        for noted in paper.gold.get("compute", [])
    )


def spoilt(known: Sequence[Known], draw: random.Random) -> Iterator[tuple[str, PrintedCell]]:
    """Yield readings that are wrong on purpose, with what is wrong about them."""
    whole = [one for one in known if len(one.parts) == 3]
    for one in draw.sample(whole, min(SPOILT_PER_PAPER, len(whole))):
        label, head, text = one.parts
        others = [
            other
            for other in whole
            if (other.table_label, other.cell.page) == (one.table_label, one.cell.page)
        ]
        beside = {other.parts[1] for other in others if other.row == one.row} - {head, ""}
        above = {
            other.parts[0] for other in others if other.column == one.column and abs(other.row - one.row) == 1
        } - {label, ""}
        if above:
            yield "row", _as(one, "row", f"{draw.choice(sorted(above))} | {head} | {text}")
        if beside:
            yield "head", _as(one, "head", f"{label} | {draw.choice(sorted(beside))} | {text}")
        digits = [place for place, character in enumerate(one.cell.value_printed) if character.isdigit()]
        if digits:
            place, value = draw.choice(digits), one.cell.value_printed
            wrong = value[:place] + str((int(value[place]) + draw.randint(1, 9)) % 10) + value[place + 1 :]
            cell = _as(one, "digit", f"{label} | {head} | {text.replace(value, wrong)}")
            yield "digit", replace(cell, value_printed=wrong)


def _as(one: Known, kind: str, quote: str) -> PrintedCell:
    return replace(one.cell, fact_id=f"{kind} {one.cell.fact_id}", quote=quote)


def measure(folder: Path, paper: Annotated) -> tuple[Counts, float]:
    """Return the verdicts by kind of reading, and the seconds that the unspoilt ones took."""
    known = known_cells(paper)
    data = (folder / "pdf" / f"{paper.paper_id}.pdf").read_bytes()
    is_right = {one.cell.fact_id: one.is_right for one in known}
    started = time.process_time()
    read = read_again(data, [one.cell for one in known])
    seconds = time.process_time() - started
    counts: Counts = Counter(
        ("confirmed" if is_right[one.fact_id] else "not confirmed", one.verdict) for one in read
    )
    wrong = list(spoilt(known, random.Random(paper.paper_id)))
    kinds = {cell.fact_id: kind for kind, cell in wrong}
    cells = [cell for _, cell in wrong]
    counts.update((f"spoilt {kinds[one.fact_id]}", one.verdict) for one in read_again(data, cells))
    return counts, seconds


def main() -> None:
    """Print one line for each kind of reading."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=Path)
    parser.add_argument("--folds", default="0")
    parser.add_argument("--parsed", type=Path, help="keep parsed documents here between runs")
    parser.add_argument("--jobs", type=int)
    asked = parser.parse_args()
    papers = annotated_papers(asked.papers, frozenset(asked.folds.split(",")), asked.parsed)
    total, seconds = Counts(), 0.0
    with ProcessPoolExecutor(asked.jobs) as processes:
        for counts, taken in processes.map(partial(measure, asked.papers), papers):
            total += counts
            seconds += taken
    read = sum(count for (kind, _), count in total.items() if "confirmed" in kind)
    print(f"{read} numbers read again, {1000 * seconds / read:.0f} ms each")
    for kind in sorted({kind for kind, _ in total}):
        of_kind = {verdict: total[kind, verdict] for verdict in Verdict}
        count = sum(of_kind.values())
        shares = ", ".join(f"{verdict.value} {n} ({n / count:.1%})" for verdict, n in of_kind.items())
        print(f"{kind:14} {count:6}: {shares}")


if __name__ == "__main__":
    main()
