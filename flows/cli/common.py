"""What all commands share: the application, the options, and how errors reach a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from flows.settings import Settings

GROUPS = {
    "Run nights": ("night", "backfill", "serve", "status", "retry", "enrich"),
    "Look": ("sql", "explain", "inspect", "audit", "review", "report"),
    "Study": ("refit", "diff-fits", "reproduce", "import"),
    "Care": ("doctor", "standin"),
}
"""How the help groups the commands; a test keeps it complete."""


class GroupedCommands(TyperGroup):
    """Lists commands by what they are for, each with the whole first line of its help."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section per group."""
        for title, names in GROUPS.items():
            lines = [(name, _first_line(self.commands[name].help)) for name in names if name in self.commands]
            if lines:
                with formatter.section(title):
                    formatter.write_dl(lines)


def _first_line(help_text: str | None) -> str:
    return (help_text or "").partition("\n")[0]


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"ninthpower {version('ninthpower')}")
        raise typer.Exit


app = typer.Typer(
    cls=GroupedCommands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Start with: ninthpower night --source samples",
)


@app.callback()
def options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Mine deep learning papers for reported accuracy and training compute, and re-fit the curve."""


Home = Annotated[
    Path | None,
    typer.Option(help="Folder that holds everything a run writes (default: NINTHPOWER_HOME, or ./data)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON on standard output.")]


def settings_for(home: Path | None) -> Settings:
    """Return the settings, with the home folder of the command line where one is given."""
    from flows.settings import Settings

    return Settings() if home is None else Settings(home=home)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what can go wrong into one line that says what to do, and exit status 1."""
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

    from analysis.thompson import PublishedDataError
    from extractors.errors import PaperError
    from flows.errors import DownloadError, NightFailedError, SettingsError
    from warehouse.errors import WarehouseError

    return isinstance(
        error,
        (
            DownloadError,
            NightFailedError,
            SettingsError,
            PaperError,
            PublishedDataError,
            WarehouseError,
            ValidationError,
            OSError,
        ),
    )
