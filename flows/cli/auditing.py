"""The command by which people tell how often what was read is right."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, published, settings_for
from flows.judging.kinds import ItemKind

Who = Annotated[
    str | None, typer.Option(help="Your name, for the answers (default: the name you are logged in with).")
]
Port = Annotated[
    int, typer.Option(min=0, max=65535, help="Of the page on 127.0.0.1; 0 takes any that is free.")
]


@app.command()
def audit(
    kind: Annotated[ItemKind, typer.Option(help="What is drawn.")] = ItemKind.POINT,
    count: Annotated[int, typer.Option(min=1, help="How many, at most.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed on the same file draws the same items.")] = 1,
    benchmark: Annotated[str | None, typer.Option(help="Of this benchmark_id alone.")] = None,
    confidence_from: Annotated[float, typer.Option(min=0, max=1, help="At least so certain.")] = 0.0,
    confidence_to: Annotated[float, typer.Option(min=0, max=1, help="At most so certain.")] = 1.0,
    who: Who = None,
    port: Port = 0,
    results: Annotated[
        bool, typer.Option("--results", help="Show what audits have found, and draw nothing.")
    ] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Draw a sample of what was read, judge it in a local page, and learn how often it is right.

    Every answer is saved at once in the folder audits/ of the home folder; the next report shows the share that is
    right with its interval. Ctrl-C stops; the same command goes on where it stopped.
    """
    if confidence_from > confidence_to:
        raise typer.BadParameter(
            f"{confidence_from} lies above --confidence-to {confidence_to}", param_hint="--confidence-from"
        )
    with clear_errors():
        from flows.errors import AnswerError
        from flows.jsons import dumps
        from flows.judging.answers import answers_frame, open_answers, read_answers
        from flows.judging.items import SampleRequest, draw
        from flows.judging.results import audit_answers, print_results, results_json
        from flows.judging.server import judging_app, serve
        from warehouse.archive import Archive
        from warehouse.query import query

        settings = settings_for(home)
        if results:
            found = audit_answers(answers_frame(read_answers(settings.audits)))
            if as_json:
                typer.echo(dumps(results_json(found)))
            else:
                print_results(found)
            return
        asked = SampleRequest(kind, count, seed, benchmark, confidence_from, confidence_to)
        with published(settings) as database:
            items = draw(database, asked)
            (publication,) = query(database, "SELECT release_id FROM publication").to_pylist()
        if not items:
            raise AnswerError(
                f"no {kind.value} that is published is of that benchmark and confidence: there is nothing to judge"
            )
        person = who or getpass.getuser()
        said = read_answers(settings.audits)
        with open_answers(settings.audits, person, "audit") as file:
            file.stamp(asked.label, publication["release_id"])
            page = judging_app(
                f"audit of {len(items)} {kind.value}s", items, said, file, Archive(settings.archive)
            )
            serve(page, port, lambda url: typer.echo(f"{len(items)} {kind.value}s at {url} (Ctrl-C ends)"))


def show_review(home: Path | None, who: str | None, port: int, limit: int) -> None:
    """Serve the page that shows facts by their effect on the headline, and write decisions into a corrections file."""
    from flows.judging.answers import open_answers, read_answers
    from flows.judging.consequence import items_by_consequence
    from flows.judging.decisions import Decisions
    from flows.judging.server import judging_app, serve
    from flows.science import declared_headline
    from warehouse.archive import Archive

    settings = settings_for(home)
    with published(settings) as database:
        items = items_by_consequence(database, declared_headline(settings), limit)
    person = who or getpass.getuser()
    decisions = Decisions(database, settings.corrections, person)
    said = read_answers(settings.audits)
    with open_answers(settings.audits, person, "review") as file:
        page = judging_app(
            f"review of {len(items)} facts", items, said, file, Archive(settings.archive), decisions.keep
        )
        serve(page, port, lambda url: typer.echo(f"{len(items)} facts at {url} (Ctrl-C ends)"))
