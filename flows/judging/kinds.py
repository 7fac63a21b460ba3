"""What can be judged; apart, because the command line needs the names at once."""

from __future__ import annotations

from enum import StrEnum


class ItemKind(StrEnum):
    """What one item is."""

    POINT = "point"
    """A result with the compute behind it."""
    RESULT = "result"
    STATEMENT = "statement"
