"""Commands about other people's tables and the published study."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, settings_for


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
        from warehouse.imports.sources import read_source
        from warehouse.store import Warehouse

        rows = read_source(source.value, path)
        with Warehouse(settings_for(home).warehouse) as warehouse:
            warehouse.import_source(rows, imported_at=datetime.now(UTC))
        typer.echo(
            f"{source.value}: {len(rows.models):,} models imported; the next night publishes them in the "
            "views imported_results and imported_compute"
        )


class Study(StrEnum):
    """Whose published regressions can be reproduced."""

    THOMPSON = "thompson"


@app.command()
def reproduce(
    study: Annotated[Study, typer.Argument(help="Which study.")],
    data: Annotated[Path, typer.Option(metavar="DIR", help="The folder with its published tables.")],
    as_json: AsJson = False,
) -> None:
    """Recompute every published regression of a study from its data and set the numbers side by side."""
    del study
    with clear_errors():
        from analysis import thompson
        from flows.reproduction import print_reproduction

        comparison = thompson.reproduce(data)
        if as_json:
            typer.echo(json.dumps(comparison.to_dict("records"), indent=1))
        else:
            print_reproduction(comparison, thompson.quirks(thompson.read(data)))
        if not comparison["is_equal"].all():
            raise typer.Exit(1)
