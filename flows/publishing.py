"""Publishes the warehouse of a run as the settings say."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.progress import listener
from flows.settings import Settings
from flows.version import code_version
from warehouse.publish import Publication, publish
from warehouse.store import Warehouse


def publish_run(warehouse: Warehouse, load_id: int, settings: Settings) -> Publication:
    """Test the data and swap the published file.

    Args:
        warehouse: The warehouse of the run.
        load_id: The run.
        settings: Where the file lies, how many earlier ones stay, and which failing data tests are accepted.

    Returns:
        The release.

    Raises:
        WarehouseError: Data tests found errors, or the file cannot be written.
    """
    listener().step("testing and publishing")
    return publish(
        warehouse,
        settings.published,
        published_at=datetime.now(UTC),
        code_version=code_version(),
        load_id=load_id,
        keep=settings.keep_published,
        accept=settings.accept_checks,
    )
