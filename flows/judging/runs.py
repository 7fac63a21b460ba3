"""What is told of the training runs behind an item."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.run_sentences import sentence_of_run, verdict
from warehouse.query import query

_RUNS = """
    SELECT run_id, model_name, facts, flop_convention, result_ids || compute_ids AS fact_ids
    FROM model_runs
    WHERE list_has_any(result_ids || compute_ids, $1)
    ORDER BY run_id
"""
_SECTIONS = "SELECT compute_id, section FROM reported_compute WHERE list_contains($1, compute_id)"
_ESTIMATES = "SELECT run_id, measure, flop, inputs FROM compute_estimates WHERE list_contains($1, run_id)"
_JUDGEMENTS = "FROM point_candidates WHERE list_contains($1, run_id)"


@dataclass(frozen=True, slots=True)
class RunsTold:
    """Training runs as sentences."""

    of_run: Mapping[str, str]
    of_fact: Mapping[str, str]
    """By the id of a fact that exactly one run rests on."""


def runs_told(database: Path, fact_ids: Iterable[str]) -> RunsTold:
    """Tell every run that rests on one of these facts.

    Args:
        database: The published file.
        fact_ids: Ids of results or statements.

    Returns:
        The sentences by run, and by fact.
    """
    runs = query(database, _RUNS, [list(fact_ids)]).to_pylist()
    facts = {fact_id for run in runs for fact_id in run["fact_ids"]}
    sections = {row["compute_id"]: row for row in query(database, _SECTIONS, [sorted(facts)]).to_pylist()}
    of_run = {
        run["run_id"]: sentence_of_run(
            run["model_name"], json.loads(run["facts"]), run["flop_convention"], sections
        )
        for run in runs
    }
    counts = Counter(fact_id for run in runs for fact_id in run["fact_ids"])
    of_fact = {
        fact_id: of_run[run["run_id"]] for run in runs for fact_id in run["fact_ids"] if counts[fact_id] == 1
    }
    return RunsTold(of_run, of_fact)


def estimates_of_runs(database: Path, run_ids: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the estimates of runs, by run and measure."""
    rows = query(database, _ESTIMATES, [list(run_ids)]).to_pylist()
    return {(row["run_id"], row["measure"]): row for row in rows}


def verdicts_of_runs(database: Path, run_ids: Sequence[str]) -> dict[tuple[str, str, str], str]:
    """Return what decides whether runs are points, by run, benchmark and measure."""
    rows = query(database, _JUDGEMENTS, [list(run_ids)]).to_pylist()
    return {(row["run_id"], row["benchmark_id"], row["measure"]): verdict(row) for row in rows}
