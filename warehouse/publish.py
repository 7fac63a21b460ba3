"""Publishing: build aside, check, swap in with one rename, keep the last good ones.

A published folder looks like this::

    ninthpower.duckdb -> current/ninthpower.duckdb
    parquet           -> current/parquet
    current           -> releases/20261124T031500Z
    releases/20261124T031500Z/ninthpower.duckdb, parquet/...

Replacing the one link ``current`` swaps database and Parquet files together. The links matter for another
reason: DuckDB follows them before it opens a file, so the write-ahead log of an analyst who opened the
database for writing lies beside the release she opened. Were the file itself replaced, that log would lie
beside the new file, and DuckDB would refuse to open it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.archive import fsync_folder
from warehouse.checks import CheckResult, Severity, run_checks
from warehouse.columns import utc
from warehouse.connect import clear_errors, escaped, open_writer
from warehouse.errors import ChecksFailedError
from warehouse.migrate import freeze_views, newest_version
from warehouse.snapshot import snapshot_hash
from warehouse.store import Warehouse

DATABASE_NAME = "ninthpower.duckdb"
PARQUET_NAME = "parquet"
_CURRENT = "current"
_RELEASES = "releases"
_BUILDING = ".building-"

PARTITIONED_BY = {"reported_results": "benchmark_id", "reported_compute": "quantity"}
"""Views that are split into folders by a column that queries filter on."""

OLDEST_READER = "v1.2.0"
"""The oldest DuckDB that opens a published file: analysts' clients lag behind the writer's."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A published release."""

    release_id: str
    database: Path
    """Where analysts open it; stays the same from release to release."""
    parquet: Path
    snapshot_hash: str
    checks: tuple[CheckResult, ...]


def publish(
    warehouse: Warehouse,
    folder: Path,
    *,
    published_at: datetime,
    code_version: str,
    load_id: int | None = None,
    keep: int = 3,
    accept: Collection[str] = (),
) -> Publication:
    """Publish the warehouse as it stands.

    A crash at any moment leaves the earlier release or the new one in place, whole.

    Args:
        warehouse: The open warehouse.
        folder: Where releases go.
        published_at: The time to note in the file, with time zone; it also names the release.
        code_version: The ninthpower that publishes.
        load_id: The night after which this is published.
        keep: Earlier releases to keep.
        accept: Data tests whose errors somebody has looked at and lets through.

    Returns:
        What was published.

    Raises:
        ChecksFailedError: Data tests of severity error found rows; the earlier release stays.
        StorageError: The disk is full or the folder cannot be written; the earlier release stays.
    """
    releases = folder / _RELEASES
    with clear_errors(folder):
        releases.mkdir(parents=True, exist_ok=True)
        for leftover in releases.glob(f"{_BUILDING}*"):
            shutil.rmtree(leftover)
        release_id = _unused_id(releases, published_at)
        building = releases / f"{_BUILDING}{release_id}"
        building.mkdir()
        try:
            _copy_database(warehouse.connection, building / DATABASE_NAME)
            digest, results = _finish(
                building,
                release_id,
                published_at=published_at,
                code_version=code_version,
                load_id=load_id,
                accept=accept,
            )
            _force_to_disk(building)
            building.rename(releases / release_id)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        fsync_folder(releases)
        _point_links(folder, release_id)
        _prune(releases, current=release_id, keep=keep)
    return Publication(release_id, folder / DATABASE_NAME, folder / PARQUET_NAME, digest, tuple(results))


def _unused_id(releases: Path, published_at: datetime) -> str:
    moment = f"{utc(published_at):%Y%m%dT%H%M%SZ}"
    taken = {entry.name for entry in releases.iterdir()}
    return next(
        name for n in range(1, len(taken) + 2) if (name := moment if n == 1 else f"{moment}-{n}") not in taken
    )


def _copy_database(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    row = connection.execute("SELECT current_database()").fetchone()
    assert row is not None  # noqa: S101  a scalar query has one row
    connection.execute("CHECKPOINT")
    connection.execute(f"ATTACH '{escaped(target)}' AS building (STORAGE_VERSION '{OLDEST_READER}')")
    try:
        connection.execute(f'COPY FROM DATABASE "{row[0]}" TO building')
    finally:
        connection.execute("DETACH building")


def _finish(
    building: Path,
    release_id: str,
    *,
    published_at: datetime,
    code_version: str,
    load_id: int | None,
    accept: Collection[str],
) -> tuple[str, list[CheckResult]]:
    connection = open_writer(building / DATABASE_NAME)
    try:
        digest = snapshot_hash(connection)
        connection.execute("DELETE FROM core.publication")
        connection.execute(
            "INSERT INTO core.publication VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                release_id,
                utc(published_at),
                load_id,
                digest,
                code_version,
                newest_version(),
                duckdb.__version__,
            ],
        )
        freeze_views(connection)
        results = run_checks(connection)
        _refuse_errors(results, accept)
        _write_parquet(connection, building / PARQUET_NAME)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    return digest, results


def _refuse_errors(results: Sequence[CheckResult], accept: Collection[str]) -> None:
    errors = [r for r in results if not r.passed and r.check.severity is Severity.ERROR]
    if refused := [r for r in errors if r.check.name not in accept]:
        raise ChecksFailedError(
            "the new data fail their tests, so the earlier file stays published: "
            + "; ".join(map(str, refused)),
            f"if that is right, accept it with accept_checks = {[r.check.name for r in refused]}",
        )


def _write_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    folder.mkdir()
    views = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal ORDER BY view_name"
    ).fetchall()
    for (view,) in views:
        target, options = folder / f"{view}.parquet", ""
        if view in PARTITIONED_BY and connection.execute(f'FROM "{view}" LIMIT 1').fetchone():
            target, options = folder / view, f", PARTITION_BY ({PARTITIONED_BY[view]})"
        connection.execute(f"COPY \"{view}\" TO '{escaped(target)}' (FORMAT parquet{options})")


def _force_to_disk(folder: Path) -> None:
    for path in _files(folder):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        path.chmod(0o444)
    for inner in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        fsync_folder(inner)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _point_links(folder: Path, release_id: str) -> None:
    _link(folder / _CURRENT, Path(_RELEASES) / release_id)
    for name in (DATABASE_NAME, PARQUET_NAME):
        if not (folder / name).is_symlink():
            _link(folder / name, Path(_CURRENT) / name)
    fsync_folder(folder)


def _link(link: Path, target: Path) -> None:
    """Point a link somewhere else in one step."""
    beside = link.with_name(f".{link.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)


def _prune(releases: Path, *, current: str, keep: int) -> None:
    others = (entry for entry in releases.iterdir() if entry.name != current)
    earlier = sorted(others, key=lambda release: release.stat().st_mtime_ns)
    for release in earlier[: max(0, len(earlier) - keep)]:
        shutil.rmtree(release)
