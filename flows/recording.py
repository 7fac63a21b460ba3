"""The row of a run in the warehouse: opened when it begins, closed in every case when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flows.live import Teller
from flows.settings import Settings
from flows.stopping import StoppedError, stopped_as_told
from flows.version import code_version
from warehouse.store import Warehouse


@contextmanager
def recorded(
    warehouse: Warehouse,
    source: str,
    settings: Settings,
    teller: Teller,
    *,
    extractor_version: str,
    flow_run_id: str | None = None,
) -> Iterator[int]:
    """Open a run's row, and close it as interrupted or failed when the block raises.

    Args:
        warehouse: Open for writing.
        source: Where the papers come from.
        settings: What the operator has set.
        teller: Tells the same to who asks meanwhile.
        extractor_version: Which extractor reads the papers.
        flow_run_id: The id of the flow run, where there is one.

    Yields:
        The run's number. The block itself closes a row that went well.
    """
    load_id = warehouse.begin_load(
        started_at=datetime.now(UTC),
        source=source,
        code_version=code_version(),
        extractor_version=extractor_version,
        settings=settings.model_dump(mode="json"),
        flow_run_id=flow_run_id,
    )
    teller.live.load_id = load_id
    try:
        with stopped_as_told():
            yield load_id
    except BaseException as error:
        is_stopped = isinstance(error, KeyboardInterrupt)
        message = _where_stopped(error, teller) if is_stopped else str(error) or repr(error)
        teller.end("interrupted" if is_stopped else "failed", message)
        warehouse.finish_load(
            load_id,
            finished_at=datetime.now(UTC),
            succeeded=False,
            is_interrupted=is_stopped,
            message=message,
        )
        raise


def _where_stopped(error: BaseException, teller: Teller) -> str:
    why = str(error) if isinstance(error, StoppedError) else "stopped by Ctrl-C"
    return f"{why} ({teller.live.line()}); run it again to go on"
