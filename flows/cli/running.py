"""Commands that run nights."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, day, settings_for

if TYPE_CHECKING:
    from extractors.sources.registry import Wanted
    from flows.settings import Settings


class SourceName(StrEnum):
    """Where a night's papers come from; a test holds it equal to the registry."""

    SAMPLES = "samples"
    FOLDER = "folder"
    OAI = "oai"
    QUERY = "query"
    IDS = "ids"
    LIST = "list"
    URLS = "urls"
    WANTED = "wanted"


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
    date | None,
    typer.Option(
        "--from",
        parser=day,
        metavar="YYYY-MM-DD",
        help="First day (oai, query; default: the first not listed).",
    ),
]
ToOption = Annotated[
    date | None,
    typer.Option("--to", parser=day, metavar="YYYY-MM-DD", help="Last day (oai, query; default: yesterday)."),
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
    from_day: Annotated[date, typer.Option("--from", parser=day, metavar="YYYY-MM-DD", help="First day.")],
    to_day: Annotated[date, typer.Option("--to", parser=day, metavar="YYYY-MM-DD", help="Last day.")],
    search: SearchOption = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Read what arXiv announced, or a search finds, on past days; run it again to go on after a stop."""
    source = SourceName.OAI if search is None else SourceName.QUERY
    _run(source.value, _wanted(source, None, None, search, from_day, to_day), home, as_json=as_json)


@app.command()
def serve(
    cron: Annotated[str, typer.Option(metavar="CRON", help="When nights begin, such as '0 4 * * *'.")],
    source: Annotated[SourceName, typer.Option(help="Where the papers come from.")],
    path: PathOption = None,
    list_name: ListOption = None,
    search: SearchOption = None,
    timezone: Annotated[
        str, typer.Option(metavar="ZONE", help="Time zone of --cron, such as Europe/Vienna.")
    ] = "UTC",
    port: Annotated[
        int,
        typer.Option(
            min=1,
            max=65535,
            help="Of the Prefect server that is started here when PREFECT_API_URL is not set.",
        ),
    ] = 4200,
    home: Home = None,
) -> None:
    """Run a night whenever it is due, one at a time, until stopped; Prefect's pages show them."""
    wanted = _wanted(source, path, list_name, search, None, None)
    with clear_errors():
        from contextlib import nullcontext

        from flows import prefect_environment, prefect_server
        from flows.disk import refuse_full_disk

        settings = settings_for(home)
        _refuse_wrong_usage(settings, source.value, wanted)
        refuse_full_disk(settings.home)
        prefect_environment.prepare(settings.home)
        is_own = "PREFECT_API_URL" not in os.environ
        # Both also reach the process that Prefect starts for each night.
        os.environ["NINTHPOWER_HOME"] = str(settings.home.absolute())
        url = os.environ.setdefault("PREFECT_API_URL", prefect_server.api_url(port))
        from flows import serving

        when = serving.schedule(cron, timezone)
        log = settings.logs / "prefect-server.log"
        with prefect_server.running(port, log) if is_own else nullcontext():
            typer.echo(
                f"nights of {source.value} at {cron!r} {timezone} into {settings.home.absolute()}; Prefect: "
                f"{url.removesuffix('/api')}; stop with Ctrl-C"
            )
            sys.stdout.flush()
            serving.serve(when, source.value, wanted)


@app.command()
def status(home: Home = None, as_json: AsJson = False) -> None:
    """Show what is under way, the last nights, what waits to be read, and how far each listing goes."""
    with clear_errors():
        from flows.jsons import dumps
        from flows.status import print_status, read_status

        found = read_status(settings_for(home))
        if as_json:
            typer.echo(dumps(found))
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


@app.command()
def enrich(
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Papers at most (default: openalex.papers_per_night)."),
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask OpenAlex about loaded papers: citations, venue, retraction; only where openalex.enabled is set."""
    with clear_errors():
        from dataclasses import asdict

        from rich.console import Console

        from flows.enriching import run_enrichment
        from flows.jsons import dumps
        from flows.progress import progress_bar

        with progress_bar(Console(stderr=True)):
            enrichment = run_enrichment(settings_for(home), limit)
        if as_json:
            typer.echo(dumps(asdict(enrichment)))
        else:
            typer.echo(
                f"{enrichment.asked_count:,} papers asked about, {enrichment.known_count:,} known; the next "
                "night or refit publishes them in the view paper_metadata"
            )
            for trouble in enrichment.troubles:
                typer.echo(f"look at {trouble}", err=True)


def _wanted(
    source: SourceName,
    path: Path | None,
    list_name: str | None,
    search: str | None,
    from_day: date | None,
    to_day: date | None,
) -> Wanted:
    """Return what is asked of the source, or end with status 2 when that does not fit it."""
    from extractors.sources.registry import SOURCES, Wanted

    wanted = Wanted(path, list_name, search, from_day, to_day)
    if complaint := SOURCES[source.value].complaint(wanted):
        raise typer.BadParameter(f"--source {source.value} {complaint}", param_hint="--source")
    return wanted


def _refuse_wrong_usage(settings: Settings, source: str, wanted: Wanted) -> None:
    from flows.preflight import refuse_wrong_usage

    refuse_wrong_usage(settings, source, wanted, today=datetime.now(UTC).date())


def _run(source: str, wanted: Wanted, home: Path | None, *, as_json: bool) -> None:
    with clear_errors():
        from rich.console import Console

        from flows import prefect_environment, prefect_server
        from flows.disk import refuse_full_disk
        from flows.jsons import dumps
        from flows.live import starting
        from flows.progress import progress_bar
        from flows.stopping import stoppable

        settings = settings_for(home)
        _refuse_wrong_usage(settings, source, wanted)
        refuse_full_disk(settings.home)
        prefect_environment.prepare(settings.home)
        with stoppable(), starting(settings.home, source):
            wait_for_server = prefect_server.begin_for_this_process(settings.logs / "prefect-server.log")
            from flows.night import run_night

            wait_for_server()
            with progress_bar(Console(stderr=True)):
                summary = run_night(settings, source, wanted=wanted)
        if as_json:
            typer.echo(dumps(summary.as_json()))
        else:
            summary.show(Console())
