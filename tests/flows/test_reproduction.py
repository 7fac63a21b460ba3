"""What a recomputed study leaves in the warehouse."""

import shutil

import pandas as pd
import pytest

from analysis.thompson.data import TABLES
from flows.reproduction import keep_reproduction
from flows.settings import Settings
from warehouse.store import Warehouse

COMPARISON = pd.DataFrame(
    {
        "regression_id": ["imagenet/a", "imagenet/a"],
        "statistic": ["n", "omnibus"],
        "published": ["77", "34.426"],
        "recomputed": [76.0, float("nan")],
        "is_equal": [False, False],
    }
)
QUIRKS = pd.DataFrame({"quirk": ["odd"], "figure": ["R2"], "published": [0.56], "corrected": [0.58]})


@pytest.fixture
def settings(tmp_path, empty_warehouse) -> Settings:
    shutil.copy(empty_warehouse, tmp_path)
    return Settings(home=tmp_path)


@pytest.fixture
def folder(tmp_path):
    """Files of the right names that are not the published ones."""
    for table in TABLES:
        (tmp_path / table.file_name).touch()
    return tmp_path


def test_the_last_time_is_kept_with_what_it_was_made_from(settings, folder):
    keep_reproduction("thompson", folder, COMPARISON.assign(is_equal=True), QUIRKS, settings)
    assert keep_reproduction("thompson", folder, COMPARISON, QUIRKS, settings).startswith("kept")
    with Warehouse(settings.warehouse) as warehouse:
        kept = warehouse.frame("reproduction")
        assert kept[list(COMPARISON)].equals(COMPARISON)
        assert warehouse.frame("SELECT count(*) AS n FROM reproduction WHERE recomputed IS NULL")["n"][0] == 1
        assert warehouse.frame("reproduction_quirks")[list(QUIRKS)].equals(QUIRKS)
        assert warehouse.frame("reproduction_runs")["is_data_verified"].tolist() == [False]


def test_without_a_warehouse_none_is_made(tmp_path, folder):
    said = keep_reproduction("thompson", folder, COMPARISON, QUIRKS, Settings(home=tmp_path / "none"))
    assert said.startswith("not kept for the report")
    assert not (tmp_path / "none").exists()


def test_while_a_night_runs_it_says_that_it_is_not_kept(settings, folder):
    with Warehouse(settings.warehouse):
        said = keep_reproduction("thompson", folder, COMPARISON, QUIRKS, settings)
    assert said.startswith("not kept for the report")
    assert "in use by another night" in said
