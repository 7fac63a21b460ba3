"""The command that asks a person to look at doubtful facts."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.auditing import Port, Who, show_review
from flows.cli.common import AsJson, Home, app, clear_errors, published, settings_for


class Doubt(StrEnum):
    """What can speak against a fact; the values are those of the view doubtful_facts."""

    LOW_CONFIDENCE = "low confidence"
    FILES_DISAGREE = "files disagree"
    OUTLIER = "outlier of the fit"
    IMPLAUSIBLE = "implausible"
    AHEAD_OF_ITS_TIME = "ahead of its time"
    SECOND_READING = "second reading disagrees"
    QUOTATION_DIFFERS = "quotation differs"
    UNLIKE_OTHERS = "unlike other papers"
    IMPORT_DIFFERS = "imported table differs"
    RETRACTED = "retracted paper"


@app.command()
def review(
    paper: Annotated[str | None, typer.Option(help="Facts of this paper alone, by its paper_id.")] = None,
    doubt: Annotated[Doubt | None, typer.Option(help="Facts with this doubt alone.")] = None,
    quoted: Annotated[bool, typer.Option("--quoted", help="Also numbers quoted from other work.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Facts to show, the most consequential first.")] = 20,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a corrections file to decide in, as a draft.")
    ] = None,
    page: Annotated[
        bool, typer.Option("--page", help="Decide in a local page, what moves the headline farthest first.")
    ] = False,
    who: Who = None,
    port: Port = 0,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List doubtful facts with their quotes, and draft a corrections file; or decide on facts in a page."""
    given = {"--paper": paper, "--doubt": doubt, "--quoted": quoted, "--out": out, "--json": as_json}
    if page and (unused := ", ".join(name for name, value in given.items() if value)):
        raise typer.BadParameter(f"--page has no use for {unused}", param_hint="--page")
    with clear_errors():
        if page:
            show_review(home, who, port, limit)
            return
        from flows.answers import print_doubtful
        from flows.explanations import published_paper_id
        from flows.jsons import dumps
        from warehouse.review import doubtful_facts, draft

        settings = settings_for(home)
        with published(settings) as database:
            paper_id = None if paper is None else published_paper_id(database, paper)
            facts = doubtful_facts(
                database, paper_id=paper_id, doubt=doubt and doubt.value, with_quoted=quoted
            )
            shown = facts[:limit]
            drafted = None if out is None else draft(database, shown)
        if as_json:
            typer.echo(dumps([asdict(fact) for fact in shown]))
        else:
            print_doubtful(shown)
        if out is not None and drafted is not None:
            with out.open("x", encoding="utf-8") as stream:
                stream.write(drafted)
        typer.echo(f"{len(shown)} of {len(facts):,} doubtful facts", err=True)
        if out is not None:
            typer.echo(f"drafted {out}; decided entries go to {settings.corrections}", err=True)
