"""Fetches the published tables of the study, at the pinned commit, with checksums."""

from __future__ import annotations

from pathlib import Path

import requests

from analysis.thompson.data import COMMIT, REPOSITORY, TABLES, PublishedTable
from flows.errors import DownloadError

BASE_URL = f"https://raw.githubusercontent.com/{REPOSITORY}/{COMMIT}/data"

_SECONDS = 30


def download_study(folder: Path, base_url: str = BASE_URL) -> Path:
    """Fetch what the folder lacks of the six published tables.

    Args:
        folder: Where they are kept; made where it is missing.
        base_url: Where they lie.

    Returns:
        The folder.

    Raises:
        DownloadError: The network or the server fails, or the bytes are not those of the commit. What is kept
            is never half a file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        path = folder / table.file_name
        if path.is_file() and table.holds(path.read_bytes()):
            continue
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(_fetch(table, f"{base_url}/{table.file_name}"))
        beside.replace(path)
    return folder


def _fetch(table: PublishedTable, url: str) -> bytes:
    try:
        answer = requests.get(url, timeout=_SECONDS)
        answer.raise_for_status()
    except requests.RequestException as error:
        raise DownloadError(
            f"{url} cannot be fetched ({error}); without a network, give the folder of the tables with --data"
        ) from error
    if not table.holds(answer.content):
        raise DownloadError(f"{url} does not hold the bytes of the published commit (checksum)")
    return answer.content
