"""The command that shows how a paper was read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import AsJson, Home, app, clear_errors, published, settings_for


class PaperFormat(StrEnum):
    """Which of a paper's archived files to show; a test holds it equal to `Format` of the documents."""

    HTML = "html"
    PDF = "pdf"
    LATEX = "latex"


@app.command()
def inspect(
    paper: Annotated[str, typer.Argument(help="A file, or the id of an archived paper: arxiv:1706.03762.")],
    out: Annotated[Path | None, typer.Option(help="Folder to write to (default: inspections/).")] = None,
    paper_format: Annotated[
        PaperFormat | None,
        typer.Option("--format", help="Which archived file (default: the one the views prefer)."),
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show how a paper was read: its pages beside the tables, damage and facts found on them."""
    with clear_errors():
        from flows.inspecting import inspect_paper
        from flows.jsons import dumps

        settings = settings_for(home)
        with published(settings):
            page = inspect_paper(paper, settings, out or settings.inspections, paper_format)
        typer.echo(dumps({"page": str(page)}, indent=None) if as_json else str(page))
