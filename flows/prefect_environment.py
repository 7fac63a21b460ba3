"""What Prefect reads from the environment, set before it is imported."""

from __future__ import annotations

import os
from pathlib import Path


def prepare(home: Path) -> None:
    """Keep Prefect's files under the home folder, its telemetry off, and its log off the screen.

    Whatever the user has set already stays.

    Args:
        home: `Settings.home`.
    """
    defaults = {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # The log goes to a file; what ends a run is told once, in words, by the command line.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        # The first start creates Prefect's database, which takes longer than its default on a busy machine.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        # Writing one row per task run costs the server more than the batches themselves.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    }
    if "PREFECT_API_URL" not in os.environ:
        defaults["PREFECT_HOME"] = str(home.absolute() / "prefect")
        # Prefect's server does not start below a folder that does not exist, and does not say so.
        home.mkdir(parents=True, exist_ok=True)
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
