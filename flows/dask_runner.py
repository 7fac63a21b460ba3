"""Reading on a Dask cluster, for more papers than one machine can read."""

from __future__ import annotations

from typing import Any

import dask
from prefect.task_runners import TaskRunner
from prefect_dask.task_runners import DaskTaskRunner

from flows.settings import Settings


def dask_runner(settings: Settings) -> TaskRunner[Any]:
    """Return a task runner on the cluster the settings name, or on one of this machine's cores.

    A worker reads each paper in a process of its own, which it can end when the paper takes too long. Dask
    forbids its workers such processes unless ``distributed.worker.daemon`` is off.
    """
    if settings.dask.address:
        return DaskTaskRunner(address=settings.dask.address)
    dask.config.set({"distributed.worker.daemon": False})
    return DaskTaskRunner(
        cluster_kwargs={
            "n_workers": settings.workers,
            "threads_per_worker": 1,
            "dashboard_address": None,
        }
    )
