"""Which extractor read a paper: facts are replaced when this changes."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_ROOM = Path(__file__).parent


@cache
def extractor_version() -> str:
    """Return the package version with a digest of this room's code and catalog.

    A digest cannot be forgotten the way a hand-raised number can: any change that could change a fact
    makes the next night read the archived papers again.

    Returns:
        Text such as ``0.1.0+3f9a1c2b``.
    """
    digest = hashlib.sha256()
    # The sample papers and the sources are inputs, not rules for reading: they leave the version alone.
    for path in sorted(_ROOM.rglob("*")):
        inside = path.relative_to(_ROOM)
        if path.suffix in {".py", ".toml", ".csv", ".txt"} and inside.parts[0] not in {"samples", "sources"}:
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{version('ninthpower')}+{digest.hexdigest()[:8]}"
