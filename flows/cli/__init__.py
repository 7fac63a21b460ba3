"""The command line. Heavy imports wait inside the commands, so that ``--help`` answers at once."""

import sys

from flows.cli import admin, auditing, inspecting, query, rehearsing, reviewing, running, study
from flows.cli.common import app

__all__ = [
    "admin",
    "app",
    "auditing",
    "inspecting",
    "main",
    "query",
    "rehearsing",
    "reviewing",
    "running",
    "study",
]


def main() -> None:
    """Run the command line."""
    try:
        app()
    except SystemExit as ended:
        # A person who stopped a run need not wait while Python unloads its modules.
        if ended.code and (stopping := sys.modules.get("flows.stopping")):
            stopping.leave_if_stopped(ended.code)
        raise
