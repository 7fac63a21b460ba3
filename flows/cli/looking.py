"""Commands that look at what is published or archived."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, settings_for


class AnswerFormat(StrEnum):
    """How `sql` prints its answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One query, such as 'FROM fits'.")],
    answer_format: Annotated[
        AnswerFormat, typer.Option("--format", help="How to print the answer.")
    ] = AnswerFormat.TABLE,
    home: Home = None,
) -> None:
    """Ask the published database; reading only."""
    with clear_errors():
        from flows.answers import print_answer
        from warehouse.query import query as ask

        print_answer(ask(settings_for(home).published / "ninthpower.duckdb", query), answer_format.value)


@app.command()
def explain(
    paper: Annotated[str, typer.Argument(help="Paper id, such as 1512.03385 or file:alexnet.")],
    model: Annotated[str | None, typer.Argument(help="A model's name, or part of it.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show how a paper's compute estimates came to be: formula, figures, quotes, alternatives."""
    with clear_errors():
        from flows.explanations import explanations, print_explanations

        runs = explanations(settings_for(home).published / "ninthpower.duckdb", paper, model)
        if as_json:
            typer.echo(json.dumps([asdict(run) for run in runs], indent=1))
        else:
            print_explanations(paper, runs)
