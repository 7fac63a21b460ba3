"""Measures the warehouse on synthetic papers: load, publish, query, against writing row by row.

Run with ``python -m tools.warehouse_benchmark [--papers 200000] [--folder DIR]``. Each paper has five results
and five compute statements. Times depend on the machine; the ratio to the row-by-row baseline less so.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np

from tools.synthetic_papers import BENCHMARKS, FACTS_PER_PAPER, MOMENT, archived, item, runs
from warehouse.items import LoadItem
from warehouse.publish import DATABASE_NAME, publish
from warehouse.store import Warehouse

BATCH = 2_000
BASELINE_ROWS = 2_000


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder when left out")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.folder, prefix="warehouse-benchmark-"))
    try:
        _run(folder, arguments.papers)
    finally:
        shutil.rmtree(folder)


def _run(folder: Path, papers: int) -> None:
    facts = papers * FACTS_PER_PAPER
    with Warehouse(folder / "warehouse.duckdb") as warehouse:
        seconds = _load(warehouse, papers, "v1")
        naive = _seconds_per_row_one_by_one(folder)
        print(
            f"load {facts:,} facts of {papers:,} papers: {seconds:.1f} s, {facts / seconds:,.0f} facts/s, "
            f"{naive * facts / seconds:,.0f} times as fast as one by one ({1 / naive:,.0f} rows/s)"
        )
        print(f"load them again, unchanged: {_load(warehouse, papers, 'v1'):.1f} s")
        print(f"load them again, new extractor, same facts: {_load(warehouse, papers, 'v2'):.1f} s")
        warehouse.replace(runs(warehouse))
        print(f"snapshot hash: {_timed(warehouse.snapshot_hash):.1f} s")
        started = time.perf_counter()
        publication = publish(warehouse, folder / "published", published_at=MOMENT, code_version="0")
        print(f"publish: {time.perf_counter() - started:.1f} s")
    release = publication.database.resolve().parent
    parquet_bytes = sum(path.stat().st_size for path in release.rglob("*.parquet"))
    print(f"database {_mib(release / DATABASE_NAME):,.0f} MiB, parquet {parquet_bytes / 2**20:,.0f} MiB")
    _time_queries(publication.database)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def _load(warehouse: Warehouse, papers: int, extractor_version: str) -> float:
    """Load all papers in batches and return the seconds spent in the warehouse alone."""
    load_id = warehouse.begin_load(
        started_at=MOMENT, source="synthetic", code_version="0", extractor_version=extractor_version
    )
    spent = 0.0
    for batch in _batches(papers):
        started = time.perf_counter()
        warehouse.load(load_id, batch)
        spent += time.perf_counter() - started
    warehouse.finish_load(load_id, finished_at=MOMENT, succeeded=True)
    return spent


def _batches(papers: int) -> Iterator[list[LoadItem]]:
    random = np.random.default_rng(0)
    for first in range(0, papers, BATCH):
        scores = random.uniform(20, 90, (BATCH, len(BENCHMARKS))).round(1)
        numbers = range(first, min(first + BATCH, papers))
        yield [item(number, scores[number - first], archived(number)) for number in numbers]


def _seconds_per_row_one_by_one(folder: Path) -> float:
    """Time one INSERT per fact, each its own transaction, into a table of the same columns."""
    connection = duckdb.connect(str(folder / "one_by_one.duckdb"))
    connection.execute("""
        CREATE TABLE facts (
            id VARCHAR PRIMARY KEY, document_id VARCHAR, benchmark_id VARCHAR, model_name VARCHAR,
            value DOUBLE, value_printed VARCHAR, is_error BOOLEAN, is_own BOOLEAN, confidence DOUBLE,
            page INTEGER, section VARCHAR, table_label VARCHAR, row_index INTEGER, column_index INTEGER,
            quote VARCHAR
        )
    """)
    started = time.perf_counter()
    for number in range(BASELINE_ROWS):
        connection.execute(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [f"r{number}", "d", "imagenet", "M", 76.3, "76.3", False, True, 0.9, 6, "4", "T", 3, 2, "quote"],
        )
    seconds = time.perf_counter() - started
    connection.close()
    return seconds / BASELINE_ROWS


QUERIES = {
    "compute_error, all rows": "SELECT count(*), avg(error), avg(log10(compute_flop)) FROM compute_error",
    "compute_error, one benchmark and measure": """
        SELECT paper_id, error, compute_flop FROM compute_error
        WHERE benchmark_id = 'imagenet_top1' AND measure = 'hardware_burden'
    """,
    "results by benchmark": "SELECT benchmark_id, count(*), max(value) FROM reported_results GROUP BY ALL",
    "one paper's results": "FROM reported_results WHERE paper_id = 'file:001234'",
    "one paper's compute": "FROM reported_compute WHERE paper_id = 'file:001234'",
    "share of papers with compute by year": """
        SELECT year, avg((c.paper_id IS NOT NULL)::INTEGER)
        FROM papers LEFT JOIN (SELECT DISTINCT paper_id FROM reported_compute) AS c USING (paper_id)
        GROUP BY year
    """,
    "changes by night": "SELECT load_id, sum(added_count) FROM load_changes GROUP BY load_id",
    "formats compared": "SELECT agreement, count(*) FROM format_agreement GROUP BY ALL",
}


def _time_queries(database: Path) -> None:
    connection = duckdb.connect(str(database), read_only=True)
    guide = (Path(__file__).parents[1] / "docs" / "queries.md").read_text("utf-8")
    shown = re.findall(r"```sql\n(.*?)```", guide, flags=re.DOTALL)
    documented = {f"query {number} of docs/queries.md": sql for number, sql in enumerate(shown, start=1)}
    for name, sql in (QUERIES | documented).items():
        times = [_timed(lambda sql=sql: connection.execute(sql).fetchall()) for _ in range(3)]
        print(f"{name}: {sorted(times)[1]:.3f} s")
    connection.close()


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _mib(path: Path) -> float:
    return path.stat().st_size / 2**20


if __name__ == "__main__":
    main()
