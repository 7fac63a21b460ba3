import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.builders import Nights
from warehouse.archive import Archive
from warehouse.store import Warehouse


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Creating the schema takes longer than most tests, so it is done once and copied."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with Warehouse(path):
        pass
    return path


@pytest.fixture
def warehouse(tmp_path: Path, empty_database: Path) -> Iterator[Warehouse]:
    path = tmp_path / "warehouse.duckdb"
    shutil.copy(empty_database, path)
    with Warehouse(path) as opened:
        yield opened


@pytest.fixture
def nights(warehouse: Warehouse, archive: Archive) -> Nights:
    return Nights(warehouse, archive)
