"""The command line. Heavy imports wait inside the commands, so that ``--help`` answers at once."""

from flows.cli import auditing, caring, inspecting, looking, rehearsing, reviewing, running, studying
from flows.cli.common import app

__all__ = [
    "app",
    "auditing",
    "caring",
    "inspecting",
    "looking",
    "main",
    "rehearsing",
    "reviewing",
    "running",
    "studying",
]


def main() -> None:
    """Run the command line."""
    app()
