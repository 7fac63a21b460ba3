"""Which extractor read a paper: facts are replaced when this changes."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_SUFFIXES = frozenset({".py", ".toml", ".csv", ".txt", ".sql", ".html", ".css", ".js"})
_INPUTS = frozenset({"samples", "sources"})
"""Folders of this room that hold papers and the ways to them, not rules for reading."""


@cache
def extractor_version() -> str:
    """Return the package version with a digest of this room's code and catalog.

    A digest cannot be forgotten the way a hand-raised number can: any change that could change a fact
    makes the next night read the archived papers again.

    Returns:
        Text such as ``0.1.0+3f9a1c2b``.
    """
    return with_digest(digest_of(Path(__file__).parent, without=_INPUTS))


def digest_of(room: Path, without: frozenset[str] = frozenset()) -> str:
    """Return a sha256 over the code and data files of a room.

    Args:
        room: The package's folder.
        without: Names of folders directly below it to leave out.
    """
    digest = hashlib.sha256()
    for path in sorted(room.rglob("*")):
        inside = path.relative_to(room)
        if path.suffix in _SUFFIXES and inside.parts[0] not in without:
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def with_digest(digest: str) -> str:
    """Return the package version with the first digits of a digest."""
    return f"{version('ninthpower')}+{hashlib.sha256(digest.encode()).hexdigest()[:8]}"
