"""Writes docs/commands.md from the help of the command line.

Run with ``make commands``; a test tells when it is due.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.common import GROUPS

TARGET = Path(__file__).parents[1] / "docs" / "commands.md"

_WIDTH = 100

_INTRODUCTION = """\
# Commands

Written by `make commands` from the help of each command; do not edit.

Every command takes `--help`; `ninthpower --install-completion` sets up completion for your shell.

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | failed, with one line on standard error that says why and what to do |
| 2 | wrong usage, or settings that make no sense; nothing has begun |
| 130, 143, 129 | told to stop by Ctrl-C, SIGTERM, SIGHUP; what was loaded stays |

With `--json` a command prints its answer on standard output; logs and progress always go to standard error. The JSON is
strict: a number that is not known, or none, is `null`. One that is infinite, such as the end of an interval that is
open, is `null` too, and the object that holds it says so: `{"exponent_high": null, "_open": {"exponent_high":
"Infinity"}}`. Decimals, which sums of whole numbers are in DuckDB, are numbers; bytes and intervals are refused:
cast them.
"""


def main() -> None:
    """Write the file."""
    TARGET.write_text(commands_page(), "utf-8")


def commands_page() -> str:
    """Return what docs/commands.md should hold."""
    known: Any = typer.main.get_command(app)
    parts = [_INTRODUCTION]
    for title, names in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [_command(name) for name in names if name in known.commands]
    return "\n".join(parts)


def _command(name: str) -> str:
    answer = CliRunner().invoke(app, [name, "--help"], prog_name="ninthpower", terminal_width=_WIDTH)
    return f"### {name}\n\n```text\n{answer.stdout.strip()}\n```\n"


if __name__ == "__main__":
    main()
