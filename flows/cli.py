"""The command line. Heavy imports wait inside the commands, so that ``--help`` answers at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.settings import Settings

app = typer.Typer(
    help="Mine deep learning papers for reported accuracy and training compute, and re-fit the curve.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Start with: ninthpower night --source samples",
)


class SourceName(StrEnum):
    """Where a night's papers come from."""

    SAMPLES = "samples"
    FOLDER = "folder"


Home = Annotated[
    Path | None,
    typer.Option(help="Folder that holds everything a run writes (default: NINTHPOWER_HOME, or ./data)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON on standard output.")]


def main() -> None:
    """Run the command line."""
    app()


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
    with _clear_errors():
        from rich.console import Console

        from flows import prefect_environment

        settings = _settings(home)
        prefect_environment.prepare(settings.home)
        from extractors.samples import sample_folder
        from flows.night import run_night
        from flows.progress import progress_bar

        errors = Console(stderr=True)
        with progress_bar(errors):
            summary = run_night(settings, source.value, path or sample_folder())
        if as_json:
            typer.echo(json.dumps(summary.as_json(), indent=2))
        else:
            summary.show(Console())


class AnswerFormat(StrEnum):
    """How `sql` prints its answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One query, such as 'FROM fits'.")],
    answer_format: Annotated[
        AnswerFormat, typer.Option("--format", help="How to print the answer.")
    ] = AnswerFormat.TABLE,
    home: Home = None,
) -> None:
    """Ask the published database; reading only."""
    with _clear_errors():
        from flows.answers import print_answer
        from warehouse.query import query as ask

        print_answer(ask(_settings(home).published / "ninthpower.duckdb", query), answer_format.value)


def _settings(home: Path | None) -> Settings:
    from flows.settings import Settings

    return Settings() if home is None else Settings(home=home)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn what can go wrong into one line that says what to do."""
    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        typer.echo("interrupted: what was loaded stays, the next run goes on from there", err=True)
        raise typer.Exit(130) from None
    except Exception as error:
        if not _is_expected(error):
            raise
        typer.echo(f"ninthpower: {error}", err=True)
        raise typer.Exit(1) from None


def _is_expected(error: Exception) -> bool:
    """Tell errors written for a person from defects, which keep their traceback."""
    from pydantic import ValidationError

    from extractors.errors import PaperError
    from flows.errors import NightFailedError
    from warehouse.errors import WarehouseError

    return isinstance(error, (NightFailedError, PaperError, WarehouseError, ValidationError, OSError))


if __name__ == "__main__":
    main()
