"""Explains on the terminal how the numbers of a published paper came to be."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from analysis.explaining import Derivation, PrintedStatement, RunExplanation, explain
from warehouse.errors import QueryError
from warehouse.query import query

_RESULTS = """
    SELECT f.*, e.url, e.second_reading, e.second_reading_note
    FROM reported_results AS f
    LEFT JOIN evidence AS e ON e.fact_id = f.result_id
    WHERE f.paper_id = ?
"""
_COMPUTE = """
    SELECT f.*, e.url, e.second_reading, e.second_reading_note
    FROM core.compute_statements AS f
    LEFT JOIN evidence AS e ON e.fact_id = f.compute_id
    WHERE f.paper_id = ?
"""
_QUOTATIONS = "FROM quotations WHERE source_paper_id = $1 OR quoting_paper_id = $1"
_COST_QUOTATIONS = "FROM cost_quotations WHERE source_paper_id = $1 OR quoting_paper_id = $1"
_PREFIXES = ("", "arxiv:", "file:")
_CLOSE_NAME = 60


def explanations(database: Path, paper: str, model: str | None) -> list[RunExplanation]:
    """Explain the runs of one paper.

    Args:
        database: The published file.
        paper: Paper id, or an arXiv id or file name without its prefix.
        model: Part of a model's name as printed; None for all own models that have an estimate.

    Returns:
        The runs, own ones first.

    Raises:
        QueryError: No such paper or model; the message names the nearest ones.
    """
    paper_id = published_paper_id(database, paper)

    def rows(sql: str, *parameters: str) -> pd.DataFrame:
        frame: pd.DataFrame = query(database, sql, parameters).to_pandas()
        return frame

    explained = explain(
        rows("FROM model_runs WHERE paper_id = ?", paper_id),
        rows("FROM compute_estimates WHERE paper_id = ?", paper_id),
        rows(_RESULTS, paper_id),
        rows(_COMPUTE, paper_id),
        rows("FROM hardware"),
        rows(_QUOTATIONS, paper_id),
        rows("FROM point_candidates WHERE paper_id = ?", paper_id),
        rows(_COST_QUOTATIONS, paper_id),
        rows("FROM agreement WHERE paper_id = ? ORDER BY location, fact_id", paper_id),
    )
    if model is None:
        return [run for run in explained if run.is_own and run.derivations]
    wanted = model.casefold()
    exact = [run for run in explained if run.model_name.casefold() == wanted]
    found = exact or [run for run in explained if wanted in run.model_name.casefold()]
    if not found:
        names = ", ".join(sorted({run.model_name for run in explained if run.model_name}))
        raise QueryError(
            f"{paper_id} has no model named {model}", f"it has: {names}" if names else "it names none"
        )
    return found


def published_paper_id(database: Path, paper: str) -> str:
    """Return the id of a published paper, which may be named without its ``arxiv:`` or ``file:``.

    Args:
        database: The published file.
        paper: As it was typed.

    Raises:
        QueryError: There is none; the message names the nearest ones.
    """
    rows = query(database, "SELECT stated_paper_id, paper_id FROM paper_ids").to_pylist()
    # The id of a copy leads to the work it is a copy of.
    known = {row["stated_paper_id"]: row["paper_id"] for row in rows}
    known |= {row["paper_id"]: row["paper_id"] for row in rows}
    for prefix in _PREFIXES:
        if found := known.get(prefix + paper):
            return str(found)
    near = process.extract(paper, list(known), scorer=fuzz.ratio, limit=3, score_cutoff=_CLOSE_NAME)
    advice = (
        f"did you mean {', '.join(name for name, *_ in near)}?"
        if near
        else "see: ninthpower sql 'FROM papers'"
    )
    raise QueryError(f"no paper named {paper.strip() or repr(paper)} is published", advice)


def print_explanations(paper: str, runs: list[RunExplanation]) -> None:
    """Print what each run reached and how each of its compute measures was derived."""
    console = Console(highlight=False)
    if not runs:
        console.print(f"{paper}: no own model has both the facts and the hardware that an estimate needs")
    for run in runs:
        ownership = "own run" if run.is_own else "quoted from other work"
        console.print(Text(f"{run.model_name or 'main run'} ({run.paper_id}, {ownership})", style="bold"))
        for result in run.results:
            console.print(Padding.indent(Text(result), 2))
        console.print(Padding.indent(Text(run.told), 2))
        for line in run.elsewhere:
            console.print(Padding.indent(Text(line, style="dim"), 4))
        for derivation in run.derivations:
            _print_derivation(console, derivation)
        if not run.derivations:
            console.print("  no compute measure: the paper does not state what one needs")
        console.print()


def _print_derivation(console: Console, derivation: Derivation) -> None:
    heading = f"{derivation.measure}: {derivation.flop:.3g} FLOP"
    if derivation.flop_low != derivation.flop_high:
        heading += f" ({derivation.flop_low:.3g} to {derivation.flop_high:.3g})"
    console.print(Padding(Text(heading, style="bold cyan"), (1, 0, 0, 2), expand=False))
    for line in derivation.steps:
        console.print(Padding.indent(Text(line), 4))
    for line in derivation.catalog:
        console.print(Padding.indent(Text(f"catalog: {line}"), 4))
    for note in derivation.notes:
        console.print(Padding.indent(Text(f"note: {note}", style="yellow"), 4))
    for line in derivation.verdicts:
        console.print(Padding.indent(Text(line), 4))
    for source in derivation.sources:
        _print_source(console, source, "from")
    for source in derivation.alternatives:
        _print_source(console, source, "not used")


def _print_source(console: Console, source: PrintedStatement, word: str) -> None:
    joined = f", joined by {source.how_joined.replace('_', ' ')}" if source.how_joined else ""
    figures = ", ".join(source.figures)
    line = (
        f"{word} {figures} ({source.stage}{joined}, confidence {source.confidence:.2f}) at {source.location}"
    )
    console.print(Padding.indent(Text(line), 4))
    console.print(Padding.indent(Text(f"“{source.quote}”", style="dim"), 6))
    for said in source.seen_again:
        console.print(Padding.indent(Text(said, style="dim"), 6))
    if source.url:
        console.print(Padding.indent(Text(source.url, style="dim"), 6))
