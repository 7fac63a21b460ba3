"""Which sources can be imported, and reading one of them from a file or a folder."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from warehouse.imports import epoch, openmmlab, papers_with_code, thompson, timm
from warehouse.imports.rows import ImportedModel, ImportedResult, UnreadableSourceError, merge

_READERS: Mapping[str, Callable[[Path], list[ImportedModel]]] = {
    "epoch": epoch.read,
    "openmmlab": openmmlab.read,
    "papers_with_code": papers_with_code.read,
    "thompson": thompson.read,
    "timm": timm.read,
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher of tables."""

    source_id: str
    name: str
    url: str
    licence: str
    files: tuple[str, ...]
    """Patterns of the files that are read from a folder."""


@dataclass(frozen=True, slots=True)
class SourceRows:
    """What was read from a source."""

    source: Publisher
    sha256: str
    """Of all files, in order of their names."""
    models: tuple[ImportedModel, ...]
    refused: tuple[str, ...] = ()
    """Why files among others could not be read, a sentence each."""


@cache
def sources() -> dict[str, Publisher]:
    """Return the sources that can be imported, by id."""
    return {
        source_id: Publisher(source_id, entry["name"], entry["url"], entry["licence"], tuple(entry["files"]))
        for source_id, entry in _data("sources.toml").items()
    }


def read_source(source_id: str, path: Path) -> SourceRows:
    """Read a source from disk.

    Args:
        source_id: One of `sources()`.
        path: A file, or a folder with the source's files.

    Returns:
        The models, with the digest of the files and why some of them could not be read.

    Raises:
        UnreadableSourceError: No such source, no such files, or none that is the source's.
    """
    source = sources().get(source_id)
    if source is None:
        known = ", ".join(sorted(sources()))
        raise UnreadableSourceError(f"there is no source {source_id}", f"known are {known}")
    files = [path] if path.is_file() else sorted(f for pattern in source.files for f in path.glob(pattern))
    if not files:
        raise UnreadableSourceError(f"{path} holds no {', '.join(source.files)}", f"see {source.url}")
    digest = hashlib.sha256()
    models: list[ImportedModel] = []
    refused: list[str] = []
    for file in files:
        digest.update(file.read_bytes())
        try:
            models += _READERS[source_id](file)
        except UnreadableSourceError as error:
            refused.append(str(error))
        except (ValueError, TypeError, KeyError, AttributeError) as error:  # one bad file costs itself alone
            refused.append(f"{file} is not what {source.name} publishes ({type(error).__name__}: {error})")
    if len(refused) == len(files):
        raise UnreadableSourceError("; ".join(refused))
    return SourceRows(source, digest.hexdigest(), tuple(merge(models)), tuple(refused))


def benchmark_of(result: ImportedResult) -> tuple[str | None, bool]:
    """Return which benchmark of ours a result is on, None for another, and whether its metric is an error."""
    return _benchmarks().get((_bare(result.dataset), _bare(result.metric)), (None, False))


@cache
def _benchmarks() -> dict[tuple[str, str], tuple[str, bool]]:
    return {
        (_bare(dataset), _bare(metric)): (entry["benchmark_id"], is_error)
        for entry in _data("benchmarks.toml")["benchmark"]
        for dataset in entry["datasets"]
        for metric, is_error in _metrics(entry)
    }


def _metrics(entry: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    yield from ((metric, False) for metric in entry["scores"])
    yield from ((metric, True) for metric in entry.get("errors", ()))


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _data(file_name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("warehouse.imports").joinpath(file_name).read_text("utf-8"))
