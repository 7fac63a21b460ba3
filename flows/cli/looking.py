"""Commands that look at what is published or archived."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.common import Home, app, clear_errors, settings_for


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
