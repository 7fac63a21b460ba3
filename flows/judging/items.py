"""What a person judges, drawn from the published file."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from analysis.report.words import measure_name, number
from analysis.steps import steps_of_point
from flows.judging.kinds import ItemKind
from flows.judging.runs import estimates_of_runs, runs_told, verdicts_of_runs
from warehouse.query import query


@dataclass(frozen=True, slots=True)
class Part:
    """One thing about an item that can be right or wrong by itself."""

    name: str
    """Such as "result value" or "epochs"; what precision is told by."""
    says: str
    fact_id: str | None = None
    """The fact it rests on; parts of one fact share their place."""


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a fact was read."""

    fact_id: str
    location: str
    quote: str
    url: str | None
    sha256: str | None
    """Of the file, where it is a PDF that can be shown."""
    page: int | None
    box: Mapping[str, float] | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to judge."""

    item_id: str
    kind: ItemKind
    sentence: str
    """The point, or the fact, as a sentence."""
    paper: str
    benchmark_id: str | None
    confidence: float
    parts: tuple[Part, ...]
    places: tuple[FactPlace, ...]
    run: str = ""
    """The training run as a sentence, where there is exactly one."""
    verdict: str = ""
    """Why this is a point of the fit."""
    steps: tuple[str, ...] = ()
    """The formula with its figures."""
    doubts: tuple[str, ...] = ()
    moves: str = ""
    """What hangs on it, in words."""
    table_name: str | None = None
    """Table of the fact, for an item that is one."""

    def as_json(self) -> dict[str, Any]:
        """Return plain values for the page."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Which items a sample is drawn from."""

    kind: ItemKind = ItemKind.POINT
    count: int = 60
    seed: int = 1
    benchmark_id: str | None = None
    confidence_from: float = 0.0
    confidence_to: float = 1.0

    @property
    def label(self) -> str:
        """How the items were drawn, in a line."""
        subject = self.benchmark_id or "all benchmarks"
        bounds = f"confidence {self.confidence_from:g} to {self.confidence_to:g}"
        return f"{self.count} of {self.kind.value}s, {subject}, {bounds}, seed {self.seed}"


_POOLS = {
    ItemKind.POINT: """
        SELECT DISTINCT run_id || ' ' || result_id || ' ' || measure AS item_id
        FROM compute_error
        WHERE ($1 IS NULL OR benchmark_id = $1) AND confidence BETWEEN $2 AND $3
        ORDER BY item_id
    """,
    ItemKind.RESULT: """
        SELECT result_id AS item_id FROM reported_results
        WHERE ($1 IS NULL OR benchmark_id = $1) AND confidence BETWEEN $2 AND $3 ORDER BY item_id
    """,
    ItemKind.STATEMENT: """
        SELECT compute_id AS item_id FROM reported_compute
        WHERE $1 IS NULL AND confidence BETWEEN $2 AND $3 ORDER BY item_id
    """,
}

_POINTS = """
    SELECT e.*, p.title, r.value, r.is_error, r.value_printed, b.name AS benchmark
    FROM compute_error AS e
    JOIN papers AS p USING (paper_id)
    JOIN reported_results AS r USING (result_id)
    JOIN benchmarks AS b ON b.benchmark_id = e.benchmark_id
    WHERE list_contains($1, e.run_id || ' ' || e.result_id || ' ' || e.measure)
"""
_RESULTS = """
    SELECT r.*, p.title, b.name AS benchmark
    FROM reported_results AS r
    JOIN papers AS p USING (paper_id)
    JOIN benchmarks AS b ON b.benchmark_id = r.benchmark_id
    WHERE list_contains($1, result_id)
"""
_STATEMENTS = """
    SELECT s.*, p.title FROM reported_compute AS s JOIN papers AS p USING (paper_id)
    WHERE list_contains($1, compute_id)
"""
_PLACES = """
    SELECT fact_id, coalesce(location, '') AS location, quote, url, page, box,
        CASE WHEN format = 'pdf' THEN sha256 END AS sha256
    FROM evidence
    WHERE list_contains($1, fact_id)
"""


def draw(database: Path, asked: SampleRequest) -> list[Item]:
    """Draw a sample; the same question on the same file gives the same items in the same order.

    Args:
        database: The published file.
        asked: What to draw.

    Returns:
        At most `asked.count` items, in random order.
    """
    bounds = [asked.benchmark_id, asked.confidence_from, asked.confidence_to]
    pool = [row["item_id"] for row in query(database, _POOLS[asked.kind], bounds).to_pylist()]
    # Sampling for a person to look at, not for secrets.
    chosen = random.Random(asked.seed).sample(pool, min(asked.count, len(pool)))
    found = {item.item_id: item for item in items_of(database, asked.kind, chosen)}
    return [found[item_id] for item_id in chosen]


def items_of(database: Path, kind: ItemKind, item_ids: Sequence[str]) -> list[Item]:
    """Return items by their ids.

    Args:
        database: The published file.
        kind: What they are.
        item_ids: Fact ids; of points run, result and measure.
    """
    ids = [list(item_ids)]
    if kind is ItemKind.POINT:
        rows = query(database, _POINTS, ids).to_pylist()
        statements = _rows(
            database, _STATEMENTS, [i for row in rows for i in row["compute_ids"]], "compute_id"
        )
        facts = [i for row in rows for i in (row["result_id"], *row["compute_ids"])]
        places = places_of(database, facts)
        told = runs_told(database, facts)
        runs = [row["run_id"] for row in rows]
        estimates, verdicts = estimates_of_runs(database, runs), verdicts_of_runs(database, runs)
        return [
            replace(
                _point(row, statements, places),
                run=told.of_run.get(row["run_id"], ""),
                verdict=verdicts.get((row["run_id"], row["benchmark_id"], row["measure"]), ""),
                steps=tuple(steps_of_point(row, estimates)),
            )
            for row in rows
        ]
    sql = _RESULTS if kind is ItemKind.RESULT else _STATEMENTS
    places = places_of(database, item_ids)
    made = _result if kind is ItemKind.RESULT else _statement
    told = runs_told(database, item_ids)
    return [
        replace(item, run=told.of_fact.get(item.item_id, ""))
        for item in (made(row, places) for row in query(database, sql, ids).to_pylist())
    ]


def places_of(database: Path, fact_ids: Iterable[str]) -> dict[str, FactPlace]:
    """Return where facts were read, by their ids."""
    return {key: FactPlace(**row) for key, row in _rows(database, _PLACES, list(fact_ids), "fact_id").items()}


def _rows(database: Path, sql: str, ids: Sequence[str], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in query(database, sql, [list(ids)]).to_pylist()}


def _point(
    row: Mapping[str, Any], statements: Mapping[str, Mapping[str, Any]], places: Mapping[str, FactPlace]
) -> Item:
    figures = [statements[i] for i in row["compute_ids"] if i in statements]
    parts = [*_result_parts(row), *(_statement_part(statement) for statement in figures)]
    facts = dict.fromkeys(part.fact_id for part in parts if part.fact_id)
    return Item(
        item_id=f"{row['run_id']} {row['result_id']} {row['measure']}",
        kind=ItemKind.POINT,
        sentence=(
            f"{row['model_name']} reaches {100 * row['error']:.2f} % error on {row['benchmark']}, after training with "
            f"{number(row['compute_flop'])} FLOP ({measure_name(row['measure'])})."
        ),
        paper=_paper(row),
        benchmark_id=row["benchmark_id"],
        confidence=row["confidence"],
        parts=(
            *_unique(parts),
            Part("same training run", "all of this is about one and the same training run"),
        ),
        places=tuple(places[fact] for fact in facts if fact in places),
    )


def _result(row: Mapping[str, Any], places: Mapping[str, FactPlace]) -> Item:
    own = "its own" if row["is_own"] else "quoted"
    return Item(
        item_id=row["result_id"],
        kind=ItemKind.RESULT,
        sentence=f"{row['model_name']}: {_printed(row)} on {row['benchmark']}, {own} result.",
        paper=_paper(row),
        benchmark_id=row["benchmark_id"],
        confidence=row["confidence"],
        parts=(*_result_parts(row), Part("whose", f"the result is {own}", row["result_id"])),
        places=tuple(places[i] for i in (row["result_id"],) if i in places),
        table_name="reported_results",
    )


def _statement(row: Mapping[str, Any], places: Mapping[str, FactPlace]) -> Item:
    fact = row["compute_id"]
    own = "its own" if row["is_own"] else "quoted"
    part = _statement_part(row)
    return Item(
        item_id=fact,
        kind=ItemKind.STATEMENT,
        sentence=f"{row['model_name'] or 'The main runs'}: {part.says} ({row['stage']}, {own}).",
        paper=_paper(row),
        benchmark_id=None,
        confidence=row["confidence"],
        parts=(
            Part("value", part.says, fact),
            Part("model", row["model_name"] or "the paper's main runs", fact),
            Part("stage", row["stage"], fact),
            Part("whose", f"the statement is {own}", fact),
        ),
        places=tuple(places[i] for i in (fact,) if i in places),
        table_name="reported_compute",
    )


def _result_parts(row: Mapping[str, Any]) -> list[Part]:
    fact = row["result_id"]
    return [
        Part("result value", _printed(row), fact),
        Part("benchmark", row["benchmark"], fact),
        Part("model", row["model_name"], fact),
    ]


def _printed(row: Mapping[str, Any]) -> str:
    return f"{row['value']:g} {'error' if row['is_error'] else 'score'}"


def _statement_part(row: Mapping[str, Any]) -> Part:
    value = row["text_value"] if row["value"] is None else f"{row['value']:g}"
    macs = ", multiply-adds" if row["counts_macs"] else ""
    quantity = str(row["quantity"]).replace("_", " ")
    return Part(quantity, f"{quantity}: {value}{macs}", row["compute_id"])


def _unique(parts: Iterable[Part]) -> list[Part]:
    """Number the parts of one name: an answer has to say which."""
    counts: dict[str, int] = {}
    numbered = []
    for part in parts:
        counts[part.name] = counts.get(part.name, 0) + 1
        name = part.name if counts[part.name] == 1 else f"{part.name} {counts[part.name]}"
        numbered.append(Part(name, part.says, part.fact_id))
    return numbered


def _paper(row: Mapping[str, Any]) -> str:
    return f"{row['title'] or 'untitled'} ({row['paper_id']})"
