"""How a compute estimate came to be: its formula with the figures put in, and the statements behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.elsewhere import prints_of_others, quotations_of_costs, quotations_of_results
from analysis.frames import FrameRow, records
from analysis.run_sentences import sentence_of_run, verdict
from analysis.runs.how import How
from analysis.stages import RunFacts
from analysis.steps import worked_steps

_SPOKEN_FLAGS = {
    "burden_below_operations": "impossible: the hardware could not have done that many operations in that time",
    "utilisation_above_1": "impossible: more operations than the hardware could have done in that time",
    "lower_precision_implied": "more operations than this peak allows: the run used a faster precision of the chip",
    "unit_assumed": "the paper does not say whether chips, cores or boards are counted; chips are assumed",
}


@dataclass(frozen=True, slots=True)
class PrintedStatement:
    """One sentence or table cell of the paper that an estimate uses, or could have used."""

    figures: tuple[str, ...]
    """Quantity and number (or hardware name) as printed."""
    stage: str
    how_joined: str
    """How it came to this model, see `analysis.runs.how.How`; empty for an alternative."""
    location: str
    url: str | None
    """The very place, where the paper is online."""
    quote: str
    confidence: float
    """The lowest among its figures."""
    seen_again: tuple[str, ...] = ()
    """What a second reading of the page says of its figures, where there was one."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """One compute measure of one run."""

    measure: str
    flop: float
    flop_low: float
    flop_high: float
    steps: tuple[str, ...]
    """The formula with the figures put in, one line per training stage."""
    notes: tuple[str, ...]
    """Assumptions, impossibilities, and how the measure compares with the others."""
    sources: tuple[PrintedStatement, ...]
    catalog: tuple[str, ...]
    """The hardware catalog's rows used, with where their figures are from."""
    alternatives: tuple[PrintedStatement, ...]
    """Statements of the same quantities that were not used."""
    verdicts: tuple[str, ...] = ()
    """For each benchmark, whether this is a point of the fit, how likely it is right, and why."""


@dataclass(frozen=True, slots=True)
class RunExplanation:
    """One model of one paper: what it reached and how its compute was derived."""

    paper_id: str
    model_name: str
    is_own: bool
    results: tuple[str, ...]
    derivations: tuple[Derivation, ...]
    told: str = ""
    """The run as a sentence, each part with how it is known."""
    elsewhere: tuple[str, ...] = ()
    """Who else prints these numbers: papers that quote them, the paper they are quoted from, and others."""


def explain(
    runs: pd.DataFrame,
    estimates: pd.DataFrame,
    results: pd.DataFrame,
    compute: pd.DataFrame,
    hardware: pd.DataFrame,
    quotations: pd.DataFrame | None = None,
    candidates: pd.DataFrame | None = None,
    costs: pd.DataFrame | None = None,
    agreement: pd.DataFrame | None = None,
) -> list[RunExplanation]:
    """Explain every run of one paper.

    Args:
        runs: Its rows of `model_runs`.
        estimates: Its rows of `compute_estimates`.
        results: Its rows of `reported_results`, with ``url`` and the second reading from `evidence`.
        compute: Its rows of `reported_compute`, with the same.
        hardware: The view `hardware`.
        quotations: The rows of `quotations` that name the paper on either side.
        candidates: Its rows of `point_candidates`.
        costs: The rows of `cost_quotations` that name the paper on either side.
        agreement: Its rows of `agreement`.

    Returns:
        One explanation per run, in the order of `runs`; runs without any estimate have no derivations.
    """
    statements = {row["compute_id"]: row for row in records(compute)}
    printed_results = {row["result_id"]: row for row in records(results)}
    machines = {row["hardware_id"]: row for row in records(hardware)}
    estimated = records(estimates)
    quoted, quoted_costs, judged = (_optional(frame) for frame in (quotations, costs, candidates))
    alike = {row["fact_id"]: row for row in _optional(agreement)}
    return [
        RunExplanation(
            paper_id=run["paper_id"],
            model_name=run["model_name"],
            is_own=run["is_own"],
            results=tuple(
                _result_line(printed_results[key]) for key in run["result_ids"] if key in printed_results
            ),
            derivations=tuple(
                _derivation(row, run, statements, machines, judged)
                for row in estimated
                if row["run_id"] == run["run_id"]
            ),
            told=sentence_of_run(
                run["model_name"], json.loads(run["facts"]), run["flop_convention"], statements
            ),
            elsewhere=(
                *quotations_of_results(quoted, set(run["result_ids"])),
                *quotations_of_costs(quoted_costs, set(run["compute_ids"])),
                *prints_of_others(run, alike),
            ),
        )
        for run in records(runs)
    ]


def _optional(frame: pd.DataFrame | None) -> list[dict[str, Any]]:
    return [] if frame is None else records(frame)


def _result_line(row: FrameRow) -> str:
    kind = "error" if row["is_error"] else "score"
    terms = ", ".join(term for term in (kind, row["split"], row["protocol"]) if term)
    place = " ".join(filter(None, (row["location"], row["url"])))
    again = "".join(f"; {said}" for said in _seen_again([row]))
    return f"{row['benchmark_id']} {row['value_printed']} ({terms}) – {place}{again}"


def said_again(verdict: str, note: str | None) -> str:
    """Return in words what a second reading of the page came to.

    Args:
        verdict: As in the view `second_readings`.
        note: What stands there instead, or why it cannot tell.
    """
    return f"second reading {verdict}" + (f" ({note})" if note else "")


def _seen_again(rows: Iterable[FrameRow]) -> tuple[str, ...]:
    read = (row for row in rows if row.get("second_reading"))
    return tuple(dict.fromkeys(said_again(row["second_reading"], row["second_reading_note"]) for row in read))


def _derivation(
    row: FrameRow,
    run: FrameRow,
    statements: Mapping[str, FrameRow],
    machines: Mapping[str, FrameRow],
    judged: Sequence[FrameRow],
) -> Derivation:
    facts: RunFacts = json.loads(run["facts"])
    inputs = json.loads(row["inputs"])
    used = [statements[key] for key in row["compute_ids"] if key in statements]
    is_repeat = row["measure"] == "consolidated" and not row["is_imputed"]
    return Derivation(
        measure=row["measure"],
        flop=row["flop"],
        flop_low=row["flop_low"],
        flop_high=row["flop_high"],
        steps=tuple(worked_steps(inputs, row["flop"])),
        notes=(*_notes(row), *_assumed(row, facts), *_counted(row, run, facts)),
        sources=() if is_repeat else _sources(used, _ways_joined(facts)),
        catalog=tuple(_catalog_line(machines[key]) for key in _machines(inputs) if key in machines),
        alternatives=() if is_repeat else _sources(_alternatives(run, used, statements.values()), {}),
        verdicts=tuple(
            verdict(one)
            for one in judged
            if one["run_id"] == run["run_id"] and one["measure"] == row["measure"]
        ),
    )


def _ways_joined(facts: RunFacts) -> dict[str, str]:
    figures = [figure for stage in facts.values() for figure in stage.values()]
    return {figure["compute_id"]: figure["how"] for figure in figures if "compute_id" in figure}


def _alternatives(run: FrameRow, used: Sequence[FrameRow], statements: Iterable[FrameRow]) -> list[FrameRow]:
    """Return statements of the same quantities for this model, or for the paper's main runs, that were not taken."""
    taken = {statement["compute_id"] for statement in used}
    asked = {(statement["quantity"], statement["stage"]) for statement in used}
    names = {None, run["model_name"], *run["name_variants"]}
    return [
        statement
        for statement in statements
        if statement["compute_id"] not in taken
        and (statement["quantity"], statement["stage"]) in asked
        and statement["is_own"]
        and statement["model_name"] in names
    ]


def _sources(statements: Sequence[FrameRow], how_joined: Mapping[str, str]) -> tuple[PrintedStatement, ...]:
    """Group the figures that one sentence or cell gives."""
    together: dict[tuple[str, str, str, str], list[FrameRow]] = {}
    for statement in statements:
        how = how_joined.get(statement["compute_id"], "")
        key = (statement["stage"], how, statement["location"], statement["quote"])
        together.setdefault(key, []).append(statement)
    return tuple(
        PrintedStatement(
            figures=tuple(f"{one['quantity']} {one['value_printed']}" for one in group),
            stage=stage,
            how_joined=how,
            location=location,
            url=group[0]["url"],
            quote=quote,
            confidence=min(one["confidence"] for one in group),
            seen_again=_seen_again(group),
        )
        for (stage, how, location, quote), group in together.items()
    )


def _machines(inputs: Mapping[str, Any]) -> list[str]:
    stages = inputs.get("stages", {}).values()
    return list(dict.fromkeys(stage["hardware_id"] for stage in stages if "hardware_id" in stage))


def _catalog_line(machine: FrameRow) -> str:
    peaks = ", ".join(
        f"{name} {machine[f'peak_{name}_flop_per_s'] / 1e12:g}"
        for name in ("fp32", "tf32", "fp16", "fp8")
        if machine[f"peak_{name}_flop_per_s"]
    )
    note = f"; {machine['note']}" if machine["note"] else ""
    return f"{machine['name']}: peak TFLOP/s {peaks} (source: {machine['source']}{note})"


def _assumed(row: FrameRow, facts: RunFacts) -> Iterator[str]:
    """Yield which figures no statement gives: those taken from the benchmark."""
    inputs = json.loads(row["inputs"])
    if any("sides" in figures for figures in inputs.get("tokens", {}).values()):
        yield "batches count one side of the pairs: from target tokens alone to source and target"
    if "examples" in inputs:
        for stage in row["stages"].split(", "):
            if facts.get(stage, {}).get("dataset_size", {}).get("how") == How.BENCHMARK:
                yield f"{stage}: the paper states no data set size; the benchmark's training set is assumed"


def _counted(row: FrameRow, run: FrameRow, facts: RunFacts) -> Iterator[str]:
    """Yield what the FLOPs of the network count, and where they are from if the paper prints none for this input."""
    flop = facts.get("model", {}).get("forward_flop", {})
    if row["measure"] != "network_operations" or not flop:
        return
    if flop["how"] == How.REFERENCE:
        yield f"no FLOPs of this network are printed; the catalog's multiply-adds are taken, doubled: {flop['source']}"
    else:
        yield f"what its FLOPs count: {run['flop_convention']}"
    for stage in row["stages"].split(", "):
        if source := facts.get(stage, {}).get("forward_flop", {}).get("source"):
            yield f"{stage}: the FLOPs of a forward pass are taken {source}"


def _notes(row: FrameRow) -> Iterator[str]:
    if row["is_imputed"]:
        yield "imputed: predicted from the operations, not from what the paper says of its hardware"
    if row["flop_at_utilisation"]:
        yield f"at {row['utilisation']:.0%} utilisation: {row['flop_at_utilisation']:.3g} FLOP"
    if row["implied_utilisation"] is not None:
        yield f"implied utilisation: {row['implied_utilisation']:.1%} of the peak"
    for flag in row["flags"]:
        yield _SPOKEN_FLAGS.get(flag, flag.replace("_", " "))
    for other, ratio in json.loads(row["checks"]).items():
        if other != "consolidated" and row["measure"] != "consolidated":
            yield f"{ratio:.3g} times the {other.replace('_', ' ')}"
