"""The raw archive: every byte that came in, once, by its sha256, with where it came from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from extractors.records import Fallback
from warehouse.errors import StorageError

_PROVENANCE_SUFFIX = ".json"
_UNFINISHED = "unfinished"
"""Folder in the archive where files are written before they get their name."""


class ChecksumMismatchError(StorageError):
    """Archived bytes are not the bytes that were put in."""


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file in the archive, and one place it came from."""

    sha256: str
    path: Path
    """Where the bytes lie."""
    size_bytes: int
    source: str
    """Which source handed it in, such as ``folder`` or ``arxiv``."""
    origin: str
    """The URL or path it came from."""
    fetched_at: datetime
    media_type: str = ""
    """As the source states it, such as ``application/pdf``; empty when it states none."""
    http_headers: Mapping[str, str] = field(default_factory=dict)
    """Response headers worth keeping, such as ``ETag`` and ``Last-Modified``."""
    fallbacks: tuple[Fallback, ...] = ()
    """What was asked for before and could not be used."""


class Archive:
    """Raw bytes under ``ab/cdef...``, named by their sha256, with a provenance file beside each.

    The archive explains itself: it can be checked, copied and read without any database.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unfinished = root / _UNFINISHED

    def put(
        self,
        data: bytes,
        *,
        source: str,
        origin: str,
        fetched_at: datetime,
        media_type: str = "",
        http_headers: Mapping[str, str] | None = None,
        fallbacks: tuple[Fallback, ...] = (),
    ) -> ArchivedFile:
        """Keep bytes and where they came from; the same bytes from the same origin are kept once.

        Bytes and provenance are on disk when this returns, and a crash leaves either the whole file or none.

        Args:
            data: The bytes as they came.
            source: Which source handed them in.
            origin: The URL or path they came from.
            fetched_at: When they came, with time zone.
            media_type: As the source states it.
            http_headers: Response headers worth keeping.
            fallbacks: What was asked for before and could not be used.

        Returns:
            The archived file, with the time of its first fetch when it was there before.

        Raises:
            StorageError: The archive cannot be written.
            ValueError: `fetched_at` has no time zone.
        """
        if fetched_at.tzinfo is None:
            raise ValueError("fetched_at needs a time zone")
        sha256 = hashlib.sha256(data).hexdigest()
        file = ArchivedFile(
            sha256=sha256,
            path=self.path_of(sha256),
            size_bytes=len(data),
            source=source,
            origin=origin,
            fetched_at=fetched_at.astimezone(UTC),
            media_type=media_type,
            http_headers=dict(http_headers or {}),
            fallbacks=fallbacks,
        )
        try:
            if not file.path.exists() or file.path.read_bytes() != data:
                self._write(file.path, data)
            return self._add_provenance(file)
        except OSError as error:
            raise StorageError(
                f"{file.path} cannot be written ({error.strerror})", "check free space and permissions"
            ) from error

    def read(self, sha256: str) -> bytes:
        """Return archived bytes after checking that they are the ones that were put in.

        Args:
            sha256: Their checksum, in hexadecimal.

        Raises:
            StorageError: The archive does not hold them, or they cannot be read.
            ChecksumMismatchError: The file has changed since.
        """
        path = self.path_of(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StorageError(
                f"{path} cannot be read ({error.strerror})", "fetch the paper again"
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ChecksumMismatchError(f"{path} has changed since it was archived", "fetch the paper again")
        return data

    def provenance(self, sha256: str) -> tuple[ArchivedFile, ...]:
        """Return every place the bytes came from, first fetch first; empty when the archive lacks them."""
        path = self.path_of(sha256)
        try:
            rows = json.loads(_provenance_path(path).read_text("utf-8"))
        except FileNotFoundError:
            return ()
        return tuple(_archived(sha256, path, row) for row in rows)

    def __iter__(self) -> Iterator[str]:
        """Yield the sha256 of every archived file, in order."""
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if len(path.name) == 62:  # what the two characters of the folder leave of a sha256
                    yield folder.name + path.name

    def drop_unfinished(self) -> None:
        """Remove files that a killed process has left half written; no other process may be writing."""
        for path in self._unfinished.glob("*"):
            path.unlink()

    def path_of(self, sha256: str) -> Path:
        """Return where bytes with this checksum lie, or would lie."""
        return self._root / sha256[:2] / sha256[2:]

    def _add_provenance(self, file: ArchivedFile) -> ArchivedFile:
        known = self.provenance(file.sha256)
        for earlier in known:
            if (earlier.source, earlier.origin) == (file.source, file.origin):
                return earlier
        rows = [
            {
                "source": entry.source,
                "origin": entry.origin,
                "fetched_at": entry.fetched_at.isoformat(),
                "size_bytes": entry.size_bytes,
                "media_type": entry.media_type,
                "http_headers": dict(entry.http_headers),
                "fallbacks": [asdict(fallback) for fallback in entry.fallbacks],
            }
            for entry in (*known, file)
        ]
        self._write(_provenance_path(file.path), json.dumps(rows, indent=1).encode())
        return file

    def _write(self, path: Path, data: bytes) -> None:
        """Write aside, force to disk, rename: a reader sees the whole file or none."""
        self._unfinished.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(exist_ok=True)
        aside = self._unfinished / uuid4().hex
        try:
            with aside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        fsync_folder(path.parent)


def _archived(sha256: str, path: Path, row: Mapping[str, Any]) -> ArchivedFile:
    read = {
        "fetched_at": datetime.fromisoformat(row["fetched_at"]),
        "fallbacks": tuple(Fallback(**fallback) for fallback in row.get("fallbacks", ())),
    }
    return ArchivedFile(sha256=sha256, path=path, **{**row, **read})


def _provenance_path(path: Path) -> Path:
    return path.with_name(path.name + _PROVENANCE_SUFFIX)


def fsync_folder(folder: Path) -> None:
    """Force a rename in a folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
