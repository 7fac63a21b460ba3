"""The command that serves a stand-in for arXiv, for nights without a network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.common import app, clear_errors, day

if TYPE_CHECKING:
    from extractors.sources.standin import Fault, StandIn, StandInPaper


@app.command()
def standin(
    papers: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="PDFs, HTML pages and packed sources to serve (default: the sample papers).",
        ),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(min=1, help="Papers to offer, the files repeated under new identifiers as needed."),
    ] = None,
    first_day: Annotated[
        date,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="When the first were announced; 100 a weekday."),
    ] = date(2024, 1, 1),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="On 127.0.0.1; 0 takes any that is free.")
    ] = 8765,
    faults: Annotated[
        list[str] | None,
        typer.Option(
            "--fault",
            metavar="KIND=PATTERN",
            help="Spoil answers to paths that a regular expression finds, such as status_503=/pdf/.",
        ),
    ] = None,
) -> None:
    """Serve papers of a folder on 127.0.0.1 as arXiv would, for rehearsing nights, until stopped."""
    spoiled = [_fault(text) for text in faults or ()]
    with clear_errors():
        import threading
        from contextlib import suppress

        from extractors.samples import sample_folder
        from extractors.sources.standin import papers_of_folder

        held = papers_of_folder(papers or sample_folder(), first_day=first_day, count=count)
        if not held:
            raise typer.BadParameter(f"{papers} holds no .pdf, .html or .gz", param_hint="--papers")
        with _opened(held, spoiled, port) as stand_in, suppress(KeyboardInterrupt):
            typer.echo(
                f"{len(held)} papers at {stand_in.url}, announced from {held[0].day} to {held[-1].day}; "
                "Ctrl-C stops. In another shell:\n"
                f"export NINTHPOWER_ARXIV__STAND_IN_URL={stand_in.url} NINTHPOWER_NETWORK__DELAY_SECONDS=0.1 "
                "NINTHPOWER_CONTACT=rehearsal@example.org\n"
                f"ninthpower night --source oai --from {held[0].day} --to {held[-1].day} --home rehearsal"
            )
            threading.Event().wait()
        typer.echo(f"{len(stand_in.seen)} requests")


def _opened(papers: Sequence[StandInPaper], faults: Sequence[Fault], port: int) -> StandIn:
    """Open a stand-in, or say in words that its port cannot be had."""
    from extractors.sources.standin import StandIn
    from flows.errors import PortError

    try:
        return StandIn(papers, faults, port=port)
    except OSError as error:
        raise PortError(port, error) from None


def _fault(text: str) -> Fault:
    """Understand ``KIND=PATTERN``, or end with status 2."""
    import re

    from extractors.sources.standin import Fault, FaultKind

    kind, _, pattern = text.partition("=")
    try:
        re.compile(pattern)
        return Fault(FaultKind(kind), pattern)
    except (re.error, ValueError) as error:
        raise typer.BadParameter(f"{error}; kinds are {', '.join(FaultKind)}", param_hint="--fault") from None
