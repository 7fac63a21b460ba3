"""The writer's own database: nights, loading, frames in and out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse import frames as frame_tables
from warehouse import load
from warehouse.columns import utc
from warehouse.connect import clear_errors, open_writer, transaction
from warehouse.correction_entries import Correction
from warehouse.corrections import CorrectionOutcome, apply_corrections
from warehouse.imports.load import replace_source
from warehouse.imports.sources import SourceRows
from warehouse.items import KnownDocument, LoadedItem, LoadItem
from warehouse.lock import NightLock
from warehouse.migrate import check_version, migrate, schema_version
from warehouse.snapshot import snapshot_hash
from warehouse.works.linking import WORKS_SINCE, link_works

if TYPE_CHECKING:
    import pandas as pd


class Warehouse:
    """The warehouse, open for writing; use as a context manager, from one thread.

    Attributes:
        path: The database file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = NightLock(path)
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Warehouse:
        """Take the night's lock, create the file where it is missing, and bring its schema up to date.

        Returns:
            The warehouse itself, open for writing.

        Raises:
            WarehouseLockedError: Another night, or another program, has it open.
            SchemaTooNewError: A newer ninthpower wrote it.
            WarehouseCorruptedError: It is damaged.
            StorageError: It cannot be read or written.
        """
        self._lock.__enter__()
        try:
            if not self.path.exists():
                _create(self.path)
            self._connection = open_writer(self.path)
            check_version(self._connection, str(self.path))
            with clear_errors(self.path):
                earlier = schema_version(self._connection)
                migrate(self._connection)
                if 0 < earlier < WORKS_SINCE:
                    with transaction(self._connection):
                        link_works(self._connection)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file and free the lock."""
        self.close()

    def close(self) -> None:
        """Close the file and free the lock; what is committed is on disk already."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._lock.__exit__(None, None, None)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection, for the modules of this room."""
        if self._connection is None:
            raise ValueError("the warehouse is closed: use it as a context manager")
        return self._connection

    def begin_load(
        self,
        *,
        started_at: datetime,
        source: str,
        code_version: str,
        extractor_version: str,
        settings: Mapping[str, Any] | None = None,
        flow_run_id: str | None = None,
    ) -> int:
        """Open a night.

        Nights left running by a process that died are marked as interrupted.

        Args:
            started_at: When it began, with time zone.
            source: Where its papers come from.
            code_version: The ninthpower that runs it.
            extractor_version: Which extractor reads the papers.
            settings: What it was told to do.
            flow_run_id: The id of the flow run, where there is one.

        Returns:
            The night's number, counted from 1.
        """
        with clear_errors(self.path), transaction(self.connection):
            self.connection.execute("UPDATE core.loads SET status = 'interrupted' WHERE status = 'running'")
            row = self.connection.execute(
                """
                INSERT INTO core.loads BY NAME
                SELECT
                    (SELECT coalesce(max(load_id), 0) + 1 FROM core.loads) AS load_id,
                    $started_at::TIMESTAMP AS started_at,
                    'running' AS status,
                    $source AS source,
                    $flow_run_id AS flow_run_id,
                    $code_version AS code_version,
                    $extractor_version AS extractor_version,
                    $settings AS settings
                RETURNING load_id
                """,
                {
                    "started_at": utc(started_at),
                    "source": source,
                    "flow_run_id": flow_run_id,
                    "code_version": code_version,
                    "extractor_version": extractor_version,
                    "settings": json.dumps(settings or {}, default=str, sort_keys=True),
                },
            ).fetchone()
        assert row is not None  # noqa: S101  INSERT ... RETURNING gives the row it made
        return int(row[0])

    def finish_load(
        self,
        load_id: int,
        *,
        finished_at: datetime,
        succeeded: bool,
        is_interrupted: bool = False,
        message: str | None = None,
    ) -> None:
        """Close a night.

        Args:
            load_id: The night.
            finished_at: When it ended, with time zone.
            succeeded: False when the night failed as a whole; sick papers do not make a night fail.
            is_interrupted: True when it was told to stop, which is no failure.
            message: Why it failed, or what a person should know.
        """
        status = "succeeded" if succeeded else "interrupted" if is_interrupted else "failed"
        with clear_errors(self.path), transaction(self.connection):
            self.connection.execute(
                "UPDATE core.loads SET finished_at = ?, status = ?, message = ? WHERE load_id = ?",
                [utc(finished_at), status, message, load_id],
            )

    def known_documents(self, sha256s: Iterable[str] | None = None) -> dict[str, KnownDocument]:
        """Return the documents the warehouse holds by the sha256 of their bytes, all or the given ones."""
        with clear_errors(self.path):
            return load.known_documents(self.connection, sha256s)

    def load(self, load_id: int, items: Sequence[LoadItem]) -> list[LoadedItem]:
        """Load what was read from a batch of files, in one transaction.

        Loading the same bytes, read by the same extractor version, again changes nothing. What a newer
        extractor version reads replaces what the document said; facts that stay the same keep their rows.

        Args:
            load_id: The night, from `begin_load`.
            items: What was read.

        Returns:
            What became of each item, in order. An item the schema refuses fails alone.

        Raises:
            ValueError: An item was neither read nor failed, and no earlier night has settled it.
            StorageError: The disk is full or has gone; nothing of the batch is kept.
        """
        with clear_errors(self.path):
            row = self.connection.execute(
                "SELECT extractor_version FROM core.loads WHERE load_id = ? AND status = 'running'", [load_id]
            ).fetchone()
            if row is None:
                raise ValueError(f"load {load_id} is not running")
            return load.load_batch(self.connection, load_id, items, row[0])

    def frame(self, query: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Return a view, or the answer to a query, as a data frame.

        Args:
            query: A view's name, such as ``reported_results``, or SQL.
            parameters: Values of the ``$name`` placeholders in the SQL.
        """
        sql = query if " " in query else f"FROM {query}"
        with clear_errors(self.path):
            return self.connection.execute(sql, dict(parameters or {})).df()

    def replace(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Replace whole tables by data frames, in one transaction: see `frames.replace_tables`."""
        with clear_errors(self.path):
            frame_tables.replace_tables(self.connection, tables)

    def apply_corrections(self, corrections: Sequence[Correction]) -> list[CorrectionOutcome]:
        """Apply corrections to the facts as they are now: see `corrections.apply_corrections`."""
        with clear_errors(self.path):
            return apply_corrections(self.connection, corrections)

    def import_source(self, rows: SourceRows, *, imported_at: datetime) -> None:
        """Replace all rows of an imported source: see `imports.sources.read_source`.

        Args:
            rows: What was read from the source.
            imported_at: When, with time zone.
        """
        with clear_errors(self.path):
            replace_source(self.connection, rows, imported_at)

    def snapshot_hash(self) -> str:
        """Return a digest of the facts analysts see: equal facts give an equal digest on any night."""
        with clear_errors(self.path):
            return snapshot_hash(self.connection)

    def has_fit_run(self, fit_run_id: str) -> bool:
        """Say whether a refit is kept already."""
        with clear_errors(self.path):
            found = self.connection.execute("FROM core.fit_runs WHERE fit_run_id = ?", [fit_run_id])
            return bool(found.fetchall())

    def record_fits(
        self,
        load_id: int,
        fit_run_id: str,
        tables: Mapping[str, pd.DataFrame],
        *,
        recorded_at: datetime,
        snapshot_hash: str,
        code_version: str,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep the outcome of one refit for good, and note that it stands after this night.

        A run of the same id is the same computation on the same data: it is kept once.

        Args:
            load_id: The night.
            fit_run_id: Made from snapshot, code and settings.
            tables: Rows of the tables of `frames.FIT_TABLES`, without `fit_run_id`.
            recorded_at: When it was computed, with time zone.
            snapshot_hash: Of the facts it was computed from.
            code_version: The ninthpower that computed it.
            settings: What it was told to do.

        Raises:
            ValueError: A table that is none of a fit run's, or columns that are not the table's.
        """
        unknown = set(tables) - set(frame_tables.FIT_TABLES)
        if unknown:
            raise ValueError(f"a fit run has no tables {sorted(unknown)}")
        with clear_errors(self.path), transaction(self.connection):
            if not self.has_fit_run(fit_run_id):
                self.connection.execute(
                    "INSERT INTO core.fit_runs VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        fit_run_id,
                        load_id,
                        utc(recorded_at),
                        snapshot_hash,
                        code_version,
                        json.dumps(settings or {}, default=str, sort_keys=True),
                    ],
                )
                for table in frame_tables.FIT_TABLES:
                    if table in tables:
                        frame = tables[table].assign(fit_run_id=fit_run_id)
                        frame_tables.insert_frame(self.connection, f"core.{table}", frame)
            self.connection.execute(
                "UPDATE core.loads SET fit_run_id = ? WHERE load_id = ?", [fit_run_id, load_id]
            )

    def record_reproduction(
        self,
        study: str,
        comparison: pd.DataFrame,
        quirks: pd.DataFrame,
        *,
        recorded_at: datetime,
        code_version: str,
        data_url: str,
        data_commit: str,
        is_data_verified: bool,
    ) -> None:
        """Keep how a published study was recomputed from its own data, in place of the time before.

        Args:
            study: Which study.
            comparison: Rows of the table `reproduction`, without `study`.
            quirks: Rows of the table `reproduction_quirks`, without `study`.
            recorded_at: When it was recomputed, with time zone.
            code_version: The ninthpower that recomputed it.
            data_url: Where the study's data lie.
            data_commit: At which commit.
            is_data_verified: Whether the files that were read are those of the commit.

        Raises:
            ValueError: Columns that are not the table's.
        """
        with clear_errors(self.path), transaction(self.connection):
            for table in ("reproduction_runs", "reproduction", "reproduction_quirks"):
                self.connection.execute(f"DELETE FROM core.{table} WHERE study = ?", [study])  # noqa: S608
            self.connection.execute(
                "INSERT INTO core.reproduction_runs VALUES (?, ?, ?, ?, ?, ?)",
                [study, utc(recorded_at), code_version, data_url, data_commit, is_data_verified],
            )
            for table, frame in (("reproduction", comparison), ("reproduction_quirks", quirks)):
                frame_tables.insert_frame(self.connection, f"core.{table}", frame.assign(study=study))


def _create(path: Path) -> None:
    """Make a new database beside its place and move it there whole, so that a crash leaves no half of one."""
    beside = path.with_name(path.name + ".new")
    for leftover in (beside, beside.with_name(beside.name + ".wal")):
        leftover.unlink(missing_ok=True)
    connection = open_writer(beside)
    with clear_errors(path):
        try:
            migrate(connection)
        finally:
            connection.close()
        beside.replace(path)
