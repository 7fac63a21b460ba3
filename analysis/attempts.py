"""Computes many parts, of which each may fail without the others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

_Part = TypeVar("_Part")

_log = logging.getLogger(__name__)

LONGEST_REASON = 200


@dataclass(slots=True)
class Attempts:
    """Runs the parts of a whole, and remembers which failed."""

    troubles: list[str] = field(default_factory=list)
    """A sentence per part that failed."""

    def attempt(self, name: str, make: Callable[[], _Part]) -> _Part | None:
        """Return what `make` returns; None, with a trouble noted, where it raises.

        Args:
            name: What a person calls the part, such as "the table claims".
            make: Makes the part.
        """
        try:
            return make()
        except Exception as error:  # whatever a part is made of, the others do not depend on it
            self.troubles.append(f"{name} could not be made: {reason(error)}")
            _log.debug("%s could not be made", name, exc_info=True)
            return None


def reason(error: Exception) -> str:
    """Say in one line what went wrong, with the kind of error where its text alone would not be understood."""
    text = " ".join(str(error).split())[:LONGEST_REASON]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
