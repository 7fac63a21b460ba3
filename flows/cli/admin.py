"""Commands that check, clean and report on an installation."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, published, settings_for


@app.command()
def report(
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write the report into this folder (default: reports/ of the home folder)."
        ),
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Write the report of the published file again, without running a night."""
    with clear_errors():
        from analysis.report import render
        from flows import reporting
        from flows.jsons import dumps
        from flows.report_data import report_data

        settings = settings_for(home)
        with published(settings) as database:
            if out is None:
                written = reporting.write_report(database, settings)
            else:
                made = render(report_data(database, settings, out))
                reporting.write_files(made.files, out)
                written = reporting.WrittenReport(out / "index.html", made.troubles)
        if as_json:
            typer.echo(dumps({"report": str(written.page), "troubles": written.troubles}, indent=None))
        else:
            typer.echo(str(written.page))
            for trouble in written.troubles:
                typer.echo(f"look at {trouble}", err=True)


@app.command("drop-source")
def drop_source(
    source: Annotated[str, typer.Argument(help="The source whose files are to leave, such as samples.")],
    who: Annotated[str, typer.Option(help="Who says so; stands in the corrections file.")],
    reason: Annotated[
        str, typer.Option(help="Why; stands in the corrections file.")
    ] = "does not belong here",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Take the files that came from one source alone out of the data, such as the samples, and refit."""
    with clear_errors():
        from flows import dropping
        from flows.jsons import dumps

        path, summary = dropping.drop_source(settings_for(home), source, who, reason)
        if as_json:
            typer.echo(dumps({"corrections": str(path), **summary.as_json()}))
        else:
            typer.echo(f"{source} dropped by {path}; take the entry out to have it back")
            for warning in summary.warnings:
                typer.echo(f"look at {warning}", err=True)


@app.command()
def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Do not try to reach other hosts.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Check settings, disk, memory, versions, data and connections; exit status 1 when something is wrong."""
    with clear_errors():
        from flows.doctor import Health, examine, hosts_of, print_findings
        from flows.jsons import dumps

        settings = settings_for(home)
        findings = examine(settings, () if offline else hosts_of(settings))
        if as_json:
            typer.echo(dumps([asdict(finding) for finding in findings]))
        else:
            print_findings(findings)
        if any(finding.health is Health.ERROR for finding in findings):
            raise typer.Exit(1)
