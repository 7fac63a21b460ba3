"""Writes the log of a run to a file under the home folder."""

from __future__ import annotations

import logging
from pathlib import Path

from extractors.errors import PaperError
from flows.errors import NightFailedError
from flows.stopping import is_stopping
from warehouse.errors import WarehouseError

_LINE = "%(asctime)s %(levelname)-8s %(name)s: %(message)s"
_ROOMS = ("flows", "extractors", "warehouse", "analysis")
_SAID_BY_THE_NIGHT = (PaperError, NightFailedError, WarehouseError)


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
    run_log.addFilter(_is_wanted)
    root.addHandler(run_log)
    for room in _ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)
    return Path(run_log.baseFilename)


def _is_wanted(record: logging.LogRecord) -> bool:
    """Leave out what libraries log of their own work, such as Prefect of every task; their warnings are kept.

    Not while the run is stopped: that tasks end then is no news. Nor where they are tracebacks of what is no defect:
    the night itself says that in a line.

    Returns:
        True where the line goes into the file.
    """
    if record.name.partition(".")[0] in _ROOMS:
        return True
    is_said = record.exc_info is not None and isinstance(record.exc_info[1], _SAID_BY_THE_NIGHT)
    return record.levelno >= logging.WARNING and not is_said and not is_stopping()
