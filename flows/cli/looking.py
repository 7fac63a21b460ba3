"""Commands that look at what is published or archived."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, settings_for


class AnswerFormat(StrEnum):
    """How `sql` prints its answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One query, such as 'FROM fits'.")],
    answer_format: Annotated[
        AnswerFormat | None,
        typer.Option(
            "--format", help="How to give the answer (default: by the ending of --out, else a table)."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the answer to a file; Parquet needs one.")
    ] = None,
    home: Home = None,
) -> None:
    """Ask the published database; reading only."""
    chosen = answer_format or _format_of(out)
    if chosen is AnswerFormat.PARQUET and out is None:
        raise typer.BadParameter("Parquet goes to a file: --out FILE", param_hint="--format")
    with clear_errors():
        from flows.answers import print_answer, write_answer
        from warehouse.query import query as ask

        answer = ask(settings_for(home).published / "ninthpower.duckdb", query)
        if out is None:
            print_answer(answer, chosen.value)
        else:
            write_answer(answer, chosen.value, out)
            typer.echo(f"{answer.num_rows:,} rows written to {out}", err=True)


def _format_of(out: Path | None) -> AnswerFormat:
    ending = out.suffix.removeprefix(".") if out else ""
    return AnswerFormat(ending) if ending in list(AnswerFormat) else AnswerFormat.TABLE


@app.command()
def explain(
    paper: Annotated[str, typer.Argument(help="Paper id, such as 1512.03385 or file:alexnet.")],
    model: Annotated[str | None, typer.Argument(help="A model's name, or part of it.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show how a paper's compute estimates came to be: formula, figures, quotes, alternatives."""
    with clear_errors():
        from analysis.frames import finite
        from flows.explanations import explanations, print_explanations

        runs = explanations(settings_for(home).published / "ninthpower.duckdb", paper, model)
        if as_json:
            typer.echo(json.dumps(finite([asdict(run) for run in runs]), indent=1))
        else:
            print_explanations(paper, runs)
