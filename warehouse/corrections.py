"""Corrections by people, applied to the facts anew after every load; `correction_entries` says how they are written.

`fact` names the fact by what it says, so that the correction finds it again after the paper was read anew. A
correction that finds no fact, several facts, or not what it expects is reported as stale and changes nothing.
"""

# ruff: noqa: S608  table and column names in this module are its own, values are bound as parameters

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from extractors.records import Stage
from warehouse.connect import transaction
from warehouse.correcting_papers import correct_paper, drop_source
from warehouse.correction_entries import (
    Correction,
    Entry,
    FactEntry,
    PaperEntry,
    SourceEntry,
    WorkEntry,
    columns_of,
)
from warehouse.works.linking import LinkVerdict, link_works
from warehouse.works.resolving import resolve_references


@dataclass(frozen=True, slots=True)
class CorrectionOutcome:
    """What became of a correction."""

    correction: Correction
    problem: str | None
    """Why it was not applied; None when it was."""
    fact_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    mined: str
    corrected: str
    fact_id: str
    id_prefix: str
    defaults: Mapping[str, object]


_TABLES = {
    "reported_results": _Table(
        "core.mined_results",
        "core.corrected_results",
        "result_id",
        "r",
        {"is_error": False, "is_own": True, "is_ensemble": False},
    ),
    "reported_compute": _Table(
        "core.mined_compute",
        "core.corrected_compute",
        "compute_id",
        "c",
        {"stage": Stage.TRAINING.value, "is_own": True, "counts_macs": False},
    ),
}


_APPLIED_BEFORE = (
    "corrected_results",
    "corrected_compute",
    "corrected_papers",
    "dropped_documents",
    "corrections",
)


def apply_corrections(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]
) -> list[CorrectionOutcome]:
    """Apply corrections to the facts as they are now, in place of those applied before, in one transaction.

    Args:
        connection: The warehouse.
        corrections: All corrections that are to hold.

    Returns:
        What became of each, in order.
    """
    with transaction(connection):
        for table in _APPLIED_BEFORE:
            connection.execute(f"DELETE FROM core.{table}")
        problems = _link_works(connection, corrections) | _correct_papers(connection, corrections)
        resolve_references(connection)
        outcomes = []
        touched: set[str] = set()
        for correction in corrections:
            if correction.correction_id in touched:
                outcomes.append(CorrectionOutcome(correction, "the same correction is given twice"))
                continue
            if isinstance(correction.entry, WorkEntry | PaperEntry | SourceEntry):
                outcome = CorrectionOutcome(correction, problems[correction.correction_id])
            else:
                outcome = _apply(connection, correction, correction.entry, touched)
            _note(connection, outcome)
            touched.update((correction.correction_id, *outcome.fact_ids))
            outcomes.append(outcome)
        return outcomes


def _link_works(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]
) -> dict[str, str | None]:
    """Link documents to works as the corrections say; return why each of them changes nothing, None where it does."""
    said = {c.correction_id: c.entry for c in corrections if isinstance(c.entry, WorkEntry)}
    verdicts = [LinkVerdict(entry.paper, entry.other, entry.action == "merge") for entry in said.values()]
    return dict(zip(said, link_works(connection, verdicts), strict=True))


def _correct_papers(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]
) -> dict[str, str | None]:
    """Correct papers, then drop papers and sources; return why each correction changes nothing, None where it does."""
    said = {c.correction_id: c.entry for c in corrections if isinstance(c.entry, PaperEntry | SourceEntry)}
    # What is to be corrected must still be there, whatever the order of the files.
    in_order = sorted(said.items(), key=lambda item: item[1].action == "drop")
    return {
        correction_id: correct_paper(connection, correction_id, entry)
        if isinstance(entry, PaperEntry)
        else drop_source(connection, correction_id, entry.source)
        for correction_id, entry in in_order
    }


def _apply(
    connection: duckdb.DuckDBPyConnection, correction: Correction, entry: FactEntry, touched: set[str]
) -> CorrectionOutcome:
    found = _find(connection, entry, columns_of(entry.changes if entry.action == "add" else entry.fact))
    problem = _problem(connection, entry, found, touched)
    if problem is not None:
        return CorrectionOutcome(correction, problem)
    if entry.action == "add":
        return CorrectionOutcome(correction, None, (_add(connection, correction, entry),))
    if entry.action != "drop":
        _rewrite(connection, correction, entry, found[0])
    return CorrectionOutcome(correction, None, tuple(found))


def _paper_id(connection: duckdb.DuckDBPyConnection, entry: FactEntry) -> str | None:
    """Return the id under which the paper is shown; an entry may name it as one of its files does."""
    found = connection.execute(
        "SELECT paper_id FROM paper_ids WHERE $paper IN (stated_paper_id, paper_id)", {"paper": entry.paper}
    ).fetchone()
    return str(found[0]) if found else None


def _find(
    connection: duckdb.DuckDBPyConnection, entry: FactEntry, columns: Mapping[str, object]
) -> list[str]:
    """Return the ids of the paper's facts that have the given content."""
    table = _TABLES[entry.table]
    conditions = " AND ".join(f"{name} IS NOT DISTINCT FROM ${name}" for name in ("paper_id", *columns))
    rows = connection.execute(
        f"SELECT {table.fact_id} FROM {table.mined} WHERE {conditions} ORDER BY ALL",
        {"paper_id": _paper_id(connection, entry), **columns},
    ).fetchall()
    return [row[0] for row in rows]


def _problem(
    connection: duckdb.DuckDBPyConnection, entry: FactEntry, found: Sequence[str], touched: set[str]
) -> str | None:
    if _paper_id(connection, entry) is None:
        return f"there is no paper {entry.paper}"
    if entry.action == "add":
        return "the extractor reads this by itself now" if found else None
    if not found:
        return "the paper states no such fact"
    if len(found) > 1 and entry.action != "drop":
        return f"{len(found)} facts fit; say more about the one that is meant"
    if not touched.isdisjoint(found):
        return "another correction has changed this fact"
    expected = columns_of(entry.fact) | columns_of(entry.expect)
    if set(_find(connection, entry, expected)) != set(found):
        return f"the fact no longer says {json.dumps(columns_of(entry.expect), ensure_ascii=False)}"
    return None


def _rewrite(
    connection: duckdb.DuckDBPyConnection, correction: Correction, entry: FactEntry, fact_id: str
) -> None:
    table = _TABLES[entry.table]
    changes = {"confidence": 1.0, **columns_of(entry.changes)}
    replaced = ", ".join(f"${name} AS {name}" for name in changes)
    connection.execute(
        f"INSERT INTO {table.corrected} BY NAME "
        f"SELECT * REPLACE ({replaced}, list_append(reasons, $remark) AS reasons), "
        f"$correction_id AS correction_id FROM {table.mined} WHERE {table.fact_id} = $fact_id",
        {
            **changes,
            "remark": _remark(correction),
            "correction_id": correction.correction_id,
            "fact_id": fact_id,
        },
    )


def _add(connection: duckdb.DuckDBPyConnection, correction: Correction, entry: FactEntry) -> str:
    table = _TABLES[entry.table]
    changes = columns_of(entry.changes)
    printed = changes["text_value"] if changes.get("value") is None else changes["value"]
    row = {
        **table.defaults,
        "confidence": 1.0,
        "quote": entry.reason,
        **changes,
        "paper_id": _paper_id(connection, entry),
        table.fact_id: table.id_prefix + correction.correction_id[1:],
        "correction_id": correction.correction_id,
        "value_printed": str(printed),
        "reasons": [_remark(correction)],
    }
    selected = ", ".join(f"${name} AS {name}" for name in row)
    connection.execute(
        f"INSERT INTO {table.corrected} BY NAME SELECT {selected}, "
        "(SELECT document_id FROM core.preferred_documents WHERE paper_id = $paper_id) AS document_id",
        row,
    )
    return str(row[table.fact_id])


def _note(connection: duckdb.DuckDBPyConnection, outcome: CorrectionOutcome) -> None:
    correction, entry = outcome.correction, outcome.correction.entry
    connection.execute(
        "INSERT INTO core.corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            correction.correction_id,
            correction.file_name,
            correction.position,
            None if isinstance(entry, SourceEntry) else entry.paper,
            entry.table,
            entry.action,
            *(json.dumps(part) for part in _parts(entry)),
            entry.reason,
            entry.who,
            "applied" if outcome.problem is None else "stale",
            outcome.problem,
            list(outcome.fact_ids),
        ],
    )


def _parts(entry: Entry) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return what an entry is about, what it expects and what it sets."""
    if isinstance(entry, WorkEntry):
        return {"other": entry.other}, {}, {}
    if isinstance(entry, SourceEntry):
        return {"source": entry.source}, {}, {}
    if isinstance(entry, PaperEntry):
        return {}, columns_of(entry.expect), columns_of(entry.changes)
    return columns_of(entry.fact), columns_of(entry.expect), columns_of(entry.changes)


def _remark(correction: Correction) -> str:
    return f"{correction.entry.action} by {correction.entry.who}: {correction.entry.reason}"
