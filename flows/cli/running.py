"""Commands that run nights."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, settings_for


class SourceName(StrEnum):
    """Where a night's papers come from."""

    SAMPLES = "samples"
    FOLDER = "folder"


@app.command()
def night(
    source: Annotated[SourceName, typer.Option(help="Where the papers come from.")],
    path: Annotated[Path | None, typer.Option(help="The folder of papers, for --source folder.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Run one night: read the papers, load, estimate, test, refit, publish, report."""
    if (source is SourceName.FOLDER) != (path is not None):
        raise typer.BadParameter(
            "--path DIR goes with --source folder, and only with it", param_hint="--path"
        )
    with clear_errors():
        from rich.console import Console

        from extractors.samples import sample_folder
        from flows import prefect_environment
        from flows.progress import progress_bar

        settings = settings_for(home)
        prefect_environment.prepare(settings.home)
        from flows.night import run_night

        with progress_bar(Console(stderr=True)):
            summary = run_night(settings, source.value, path or sample_folder())
        if as_json:
            typer.echo(json.dumps(summary.as_json(), indent=2))
        else:
            summary.show(Console())
