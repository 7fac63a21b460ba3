"""Which code computed a fit or published a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractors.version import digest_of, with_digest

_ROOMS = ("analysis", "extractors", "flows", "warehouse")


@cache
def code_version() -> str:
    """Return the package version with a digest of the code of all rooms, such as ``0.1.0+3f9a1c2b``."""
    root = Path(__file__).parent.parent
    return with_digest("".join(digest_of(root / room, without=frozenset({"samples"})) for room in _ROOMS))
