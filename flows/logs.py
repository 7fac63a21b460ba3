"""Where the log of a run goes: a file under the home folder."""

from __future__ import annotations

import logging
from pathlib import Path

_LINE = "%(asctime)s %(levelname)-8s %(name)s: %(message)s"


class _RunLog(logging.FileHandler):
    """The log file of the current run."""


def log_to(folder: Path, name: str) -> Path:
    """Send what is logged from now on to a file, in place of the file of the run before.

    Called inside the flow, because Prefect sets its own handlers up when a flow begins.

    Args:
        folder: `Settings.logs`.
        name: File name without extension.

    Returns:
        The log file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    for earlier in [handler for handler in root.handlers if isinstance(handler, _RunLog)]:
        root.removeHandler(earlier)
        earlier.close()
    run_log = _RunLog(folder / f"{name}.log", encoding="utf-8")
    run_log.setFormatter(logging.Formatter(_LINE))
    root.addHandler(run_log)
    return Path(run_log.baseFilename)
