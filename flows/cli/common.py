"""What all commands share: the application, the options, and how errors reach a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from datetime import date

    from flows.settings import Settings

GROUPS = {
    "Run nights": ("night", "backfill", "serve", "status", "retry", "enrich"),
    "Look": ("sql", "explain", "inspect", "audit", "review", "report"),
    "Study": ("refit", "diff-fits", "reproduce", "import"),
    "Care": ("doctor", "drop-source", "standin"),
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


def day(text: str | date) -> date:
    """Understand a day as options take it, or end with status 2; a default is one already."""
    from datetime import date

    if isinstance(text, date):
        return text
    try:
        # Python's own reader also takes other forms of ISO 8601, such as weeks.
        if len(text) == len("YYYY-MM-DD"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r} is no day: write it as YYYY-MM-DD, such as 2024-01-31")


def settings_for(home: Path | None) -> Settings:
    """Return the settings, with the home folder of the command line where one is given.

    Raises:
        UsageError: A setting cannot be meant as it stands.
    """
    from tomllib import TOMLDecodeError

    from pydantic import ValidationError
    from pydantic_settings import SettingsError as UnreadableSettingError

    from flows.errors import UsageError
    from flows.settings import Settings

    try:
        return Settings() if home is None else Settings(home=home)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg'].lower()} (it is {one['input']!r})"
            for one in error.errors()
        )
        raise UsageError(f"settings, in ninthpower.toml or the environment: {wrong}") from None
    except UnreadableSettingError as error:
        raise UsageError(f"settings, in the environment: {error}") from None
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"ninthpower.toml cannot be understood: {error}") from None


@contextmanager
def published(settings: Settings) -> Iterator[Path]:
    """Give a command the published file, and say so where it is of another version than the command can read."""
    from warehouse.publish import DATABASE_NAME
    from warehouse.versions import reading

    with reading(settings.published / DATABASE_NAME) as database:
        yield database


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what can go wrong into one line that says what to do, and an exit status.

    It is 2 for wrong usage, 1 for what failed, and 128 and the number of the signal for what was told to stop.
    """
    from flows.errors import UsageError
    from flows.stopping import StoppedError

    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt as stopped:
        typer.echo("interrupted: what was loaded stays, the next run goes on from there", err=True)
        raise typer.Exit(stopped.exit_status if isinstance(stopped, StoppedError) else 130) from None
    except UsageError as error:
        typer.echo(f"ninthpower: {_one_line(error)}", err=True)
        raise typer.Exit(2) from None
    except Exception as error:
        if not _is_expected(error):
            raise
        _let_go(error)
        typer.echo(f"ninthpower: {_one_line(error)}", err=True)
        raise typer.Exit(1) from None


def _let_go(error: BaseException | None) -> None:
    """Drop what the frames of an error hold: a connection that is still open when Python ends prints long warnings."""
    from traceback import clear_frames

    while error is not None:
        clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split()) or type(error).__name__


def _is_expected(error: Exception) -> bool:
    """Tell errors written for a person from defects, which keep their traceback."""
    from pydantic import ValidationError

    from analysis.thompson import PublishedDataError
    from extractors.errors import PaperError
    from flows.errors import AnswerError, DownloadError, NightFailedError, SettingsError
    from warehouse.errors import WarehouseError

    return isinstance(
        error,
        (
            AnswerError,
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
