"""The command line. Heavy imports wait inside the commands, so that ``--help`` answers at once."""

from flows.cli.common import app
from flows.cli.inspecting import inspect
from flows.cli.looking import explain, sql
from flows.cli.reviewing import review
from flows.cli.running import night
from flows.cli.studying import import_tables, reproduce

__all__ = ["app", "explain", "import_tables", "inspect", "main", "night", "reproduce", "review", "sql"]


def main() -> None:
    """Run the command line."""
    app()
