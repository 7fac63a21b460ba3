"""What Prefect reads from the environment, set before it is imported."""

from __future__ import annotations

import os
from pathlib import Path


def prepare(home: Path) -> None:
    """Keep Prefect's files under the home folder, its telemetry off, and its log to warnings.

    Whatever the user has set already stays.

    Args:
        home: `Settings.home`.
    """
    defaults = {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        # Writing one row per task run costs the server more than the batches themselves.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    }
    if "PREFECT_API_URL" not in os.environ:
        defaults["PREFECT_HOME"] = str(home.absolute() / "prefect")
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
