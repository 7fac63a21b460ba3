"""Commands that query the published database."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.wording import counted
from flows.cli.common import AsJson, Home, app, clear_errors, published, settings_for


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
    chosen = _format_of(out, answer_format)
    if chosen is AnswerFormat.PARQUET and out is None:
        raise typer.BadParameter("Parquet goes to a file: --out FILE", param_hint="--format")
    with clear_errors():
        from flows.answers import holding, print_answer, write_answer
        from warehouse.query import query as ask

        answer = ask(settings_for(home).published / "ninthpower.duckdb", query)
        with holding(answer, chosen.value):
            if out is None:
                print_answer(answer, chosen.value)
            else:
                write_answer(answer, chosen.value, out)
        if out is not None:
            typer.echo(f"{counted(answer.num_rows, 'row')} written to {out}", err=True)


def _format_of(out: Path | None, asked: AnswerFormat | None) -> AnswerFormat:
    """Return the format of an answer, or end with status 2 where a file's name promises another one."""
    if out is not None and out.is_dir():
        raise typer.BadParameter(f"{out} is a folder: name a file", param_hint="--out")
    ending = out.suffix.removeprefix(".").lower() if out else ""
    promised = AnswerFormat(ending) if ending in list(AnswerFormat) else None
    if promised and asked and promised is not asked:
        raise typer.BadParameter(
            f"{out} promises {promised.value}, --format says {asked.value}", param_hint="--out"
        )
    if not promised and not asked and ending not in ("", "txt", "table"):
        raise typer.BadParameter(
            f"no format goes by the ending .{ending}: .csv, .json, .parquet, or .txt for a table; or say --format",
            param_hint="--out",
        )
    return promised or asked or AnswerFormat.TABLE


@app.command()
def explain(
    paper: Annotated[str, typer.Argument(help="Paper id, such as 1512.03385 or file:alexnet.")],
    model: Annotated[str | None, typer.Argument(help="A model's name, or part of it.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show how a paper's compute estimates came to be: formula, figures, quotes, alternatives."""
    with clear_errors(), published(settings_for(home)) as database:
        from flows.explanations import explanations, print_explanations
        from flows.jsons import dumps

        runs = explanations(database, paper, model)
        if as_json:
            typer.echo(dumps([asdict(run) for run in runs]))
        else:
            print_explanations(paper, runs)
