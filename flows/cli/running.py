"""Commands that run nights."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, settings_for

if TYPE_CHECKING:
    from extractors.sources.registry import Wanted


class SourceName(StrEnum):
    """Where a night's papers come from; a test holds it equal to the registry."""

    SAMPLES = "samples"
    FOLDER = "folder"
    OAI = "oai"
    QUERY = "query"
    IDS = "ids"
    LIST = "list"
    URLS = "urls"


PathOption = Annotated[
    Path | None,
    typer.Option(help="The folder of papers (folder), or the file of identifiers (ids) or URLs (urls)."),
]
ListOption = Annotated[
    str | None, typer.Option("--list", metavar="NAME", help="The reading list, such as compute-limits.")
]
SearchOption = Annotated[
    str | None, typer.Option(metavar="QUERY", help="In arXiv's words, such as 'cat:cs.CV AND abs:ImageNet'.")
]
FromOption = Annotated[
    datetime | None,
    typer.Option(
        "--from", formats=["%Y-%m-%d"], help="First day (oai, query; default: the first not listed)."
    ),
]
ToOption = Annotated[
    datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], help="Last day (oai, query; default: yesterday)."),
]


@app.command()
def night(
    source: Annotated[SourceName, typer.Option(help="Where the papers come from.")],
    path: PathOption = None,
    list_name: ListOption = None,
    search: SearchOption = None,
    from_day: FromOption = None,
    to_day: ToOption = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Run one night: read the papers, load, estimate, test, refit, publish, report."""
    wanted = _wanted(source, path, list_name, search, from_day, to_day)
    _run(source.value, wanted, home, as_json=as_json)


@app.command()
def backfill(
    from_day: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")],
    to_day: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")],
    search: SearchOption = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Read what arXiv announced, or a search finds, on past days; run it again to go on after a stop."""
    source = SourceName.OAI if search is None else SourceName.QUERY
    _run(source.value, _wanted(source, None, None, search, from_day, to_day), home, as_json=as_json)


@app.command()
def status(home: Home = None, as_json: AsJson = False) -> None:
    """Show the last nights, what waits to be read, and up to which day each listing goes."""
    with clear_errors():
        from flows.status import print_status, read_status

        found = read_status(settings_for(home))
        if as_json:
            typer.echo(json.dumps(found, indent=1, default=str))
        else:
            print_status(found)


@app.command()
def retry(
    failed: Annotated[bool, typer.Option("--failed", help="What could not be fetched or read.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Try once more what failed in earlier nights, whatever the reason."""
    if not failed:
        raise typer.BadParameter("say what to try again: --failed", param_hint="--failed")
    from extractors.sources.registry import Wanted

    _run("failed", Wanted(), home, as_json=as_json)


def _wanted(
    source: SourceName,
    path: Path | None,
    list_name: str | None,
    search: str | None,
    from_day: datetime | None,
    to_day: datetime | None,
) -> Wanted:
    """Return what is asked of the source, or end with status 2 when that does not fit it."""
    from extractors.sources.registry import SOURCES, Wanted

    days = [day.date() if day else None for day in (from_day, to_day)]
    wanted = Wanted(path, list_name, search, *days)
    if complaint := SOURCES[source.value].complaint(wanted):
        raise typer.BadParameter(f"--source {source.value} {complaint}", param_hint="--source")
    return wanted


def _run(source: str, wanted: Wanted, home: Path | None, *, as_json: bool) -> None:
    with clear_errors():
        from rich.console import Console

        from flows import prefect_environment
        from flows.progress import progress_bar

        settings = settings_for(home)
        prefect_environment.prepare(settings.home)
        from flows.night import run_night

        with progress_bar(Console(stderr=True)):
            summary = run_night(settings, source, wanted=wanted)
        if as_json:
            typer.echo(json.dumps(summary.as_json(), indent=2))
        else:
            summary.show(Console())
