"""Commands about imported tables, the published study and the fits."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, published, settings_for


class ImportSource(StrEnum):
    """Whose tables can be imported."""

    THOMPSON = "thompson"
    PAPERS_WITH_CODE = "papers_with_code"
    EPOCH = "epoch"
    OPENMMLAB = "openmmlab"
    TIMM = "timm"


@app.command("import")
def import_tables(
    source: Annotated[ImportSource, typer.Argument(help="Whose tables.")],
    path: Annotated[Path, typer.Argument(metavar="DIR", help="The folder, or file, that holds them.")],
    home: Home = None,
) -> None:
    """Import other people's tables into the warehouse; they stay apart from what was read from papers."""
    with clear_errors():
        from flows.errors import UsageError
        from warehouse.imports.sources import read_source
        from warehouse.store import Warehouse

        try:
            rows = read_source(source.value, path)
        except UnicodeDecodeError as error:
            raise UsageError(
                f"{path} holds bytes that are no text in UTF-8, so no tables of {source.value}"
            ) from error
        with Warehouse(settings_for(home).warehouse) as warehouse:
            warehouse.import_source(rows, imported_at=datetime.now(UTC))
        typer.echo(
            f"{source.value}: {len(rows.models):,} models imported; the next night publishes them in the "
            "views imported_results and imported_compute"
        )
        for refused in rows.refused:
            typer.echo(f"look at {refused}", err=True)


class Study(StrEnum):
    """Whose published regressions can be reproduced."""

    THOMPSON = "thompson"


@app.command()
def reproduce(
    study: Annotated[Study, typer.Argument(help="Which study.")],
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder with its published tables; fetched at the published commit when left out.",
        ),
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Recompute every published regression of a study from its data and set the numbers side by side.

    Where there is a warehouse the comparison is kept there: the next night, or refit, publishes it and shows it in
    its report.
    """
    with clear_errors():
        from analysis import thompson
        from flows.downloads import download_study
        from flows.jsons import dumps
        from flows.reproduction import keep_reproduction, print_reproduction

        settings = settings_for(home)
        folder = data or download_study(settings.home / "published-data" / study.value)
        comparison = thompson.reproduce(folder, verify=data is None)
        quirks = thompson.quirks(thompson.read(folder))
        if as_json:
            typer.echo(dumps(comparison.to_dict("records")))
        else:
            print_reproduction(comparison, quirks)
        typer.echo(keep_reproduction(study.value, folder, comparison, quirks, settings), err=True)
        if not comparison["is_equal"].all():
            raise typer.Exit(1)


@app.command()
def refit(home: Home = None, as_json: AsJson = False) -> None:
    """Estimate and fit anew from the warehouse as it is, then publish and report; reads no papers."""
    with clear_errors():
        from flows.jsons import dumps
        from flows.refitting import run_refit

        summary = run_refit(settings_for(home))
        if as_json:
            typer.echo(dumps(summary.as_json()))
        else:
            claims = ", ".join(f"{count} {verdict}" for verdict, count in summary.claims.items())
            typer.echo(
                f"refit {summary.fit_run_id}: {summary.fitted_count} fits, {summary.not_fitted_count} with too "
                f"few points; claims: {claims}; {summary.seconds:.1f} s\n{summary.database}"
            )
            if summary.report:
                typer.echo(str(summary.report))
            for warning in summary.warnings:
                typer.echo(f"look at {warning}", err=True)


@app.command("diff-fits")
def diff_fits(
    before: Annotated[
        str, typer.Argument(help="The earlier refit: the start of its fit_run_id, or previous.")
    ] = "previous",
    after: Annotated[
        str, typer.Argument(help="The later refit: the start of its fit_run_id, or latest.")
    ] = "latest",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Say how far each exponent moved between two refits, and which papers moved it."""
    with clear_errors():
        from rich.console import Console

        from flows.fit_differences import difference, print_difference
        from flows.jsons import dumps

        with published(settings_for(home)) as database:
            found = difference(database, before, after)
        if as_json:
            tables = {"moves": found.moves, "papers": found.papers}
            typer.echo(dumps({name: frame.to_dict("records") for name, frame in tables.items()}))
        else:
            print_difference(found, Console())
