"""The queries that the documentation shows."""

import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from extractors.records import Reference
from flows.corroborating import corroborated
from tests.warehouse.builders import NOON, Nights, add_runs, compute, failed, read, result
from tests.warehouse.works.test_references import quoting
from warehouse.archive import Archive
from warehouse.publish import publish
from warehouse.store import Warehouse

GUIDE = Path(__file__).parents[2] / "docs" / "queries.md"
QUERIES = re.findall(r"```sql\n(.*?)```", GUIDE.read_text("utf-8"), flags=re.DOTALL)

RESNET = Reference(1, "[1] ...", "1", identifiers=("arxiv:1512.03385",))
FIT = {"fit_id": "f", "benchmark_id": "imagenet_top1", "measure": "hardware_burden", "specification": "ols"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    with Warehouse(folder / "warehouse.duckdb") as warehouse:
        nights = Nights(warehouse, Archive(folder / "archive"))
        nights.run(read("a.pdf", result(75.0), compute()), failed("b.pdf"))
        add_runs(warehouse)
        fit = {**FIT, "form": "power", "estimator": "ols", "status": "fitted", "slope": -0.1, "n": 21}
        load_id = nights.begin()
        warehouse.record_fits(
            load_id,
            "run",
            {"fits": pd.DataFrame([fit])},
            recorded_at=NOON,
            snapshot_hash="s",
            code_version="0",
        )
        warehouse.load(load_id, [nights.item(*read("c.pdf", result(60.0), paper_id="arxiv:3"))])
        warehouse.load(load_id, [nights.item(*quoting("q.pdf", "file:q", RESNET, value=75.0))])
        warehouse.finish_load(load_id, finished_at=NOON, succeeded=True)
        warehouse.apply_corrections([])
        warehouse.replace({"corroboration": corroborated(warehouse)})
        return publish(warehouse, folder / "published", published_at=NOON, code_version="0").database


def test_there_are_twelve():
    assert len(QUERIES) == 12


@pytest.mark.parametrize("sql", QUERIES, ids=[f"query {n}" for n in range(1, len(QUERIES) + 1)])
def test_it_answers(database: Path, sql: str):
    connection = duckdb.connect(str(database), read_only=True)
    try:
        assert len(connection.sql(sql).df()) > 0
    finally:
        connection.close()
