"""What a source hands to the night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file of one paper, as it came, before anything has read it."""

    name: str
    """File name with extension, such as ``1512.03385v1.pdf``."""
    data: bytes
    origin: str
    """The URL or path it came from."""
    fetched_at: datetime
