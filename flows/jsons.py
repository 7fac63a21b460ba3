"""Answers as JSON that every parser takes: no bare Infinity or NaN, which JSON does not know."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

OPEN_KEY = "_open"
"""In an object with a number that is infinite: which of its numbers are, as ``{"name": "Infinity"}``."""


def dumps(value: Any, *, indent: int | None = 1) -> str:
    """Return a value as strict JSON.

    What is not a number, or not known, is null. What is infinite is null too, such as the end of an interval that is
    open; the object that holds it then says so under `OPEN_KEY`.

    Args:
        value: Made of dictionaries, lists and plain values, decimals among them, which sums of whole numbers are in
            DuckDB; anything else is written as text.
        indent: Spaces per level.
    """
    return json.dumps(strict(value), indent=indent, default=str, ensure_ascii=False, allow_nan=False)


def strict(value: Any) -> Any:
    """Return a value with null for every number that JSON cannot hold: see `dumps`."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        kept = {_key(name): strict(held) for name, held in value.items()}
        infinite = {
            _key(name): "Infinity" if held > 0 else "-Infinity"
            for name, held in value.items()
            if isinstance(held, float) and math.isinf(held)
        }
        return {**kept, OPEN_KEY: infinite} if infinite else kept
    if isinstance(value, (list, tuple, set, frozenset)):
        return [strict(held) for held in value]
    return value


def _key(name: object) -> str:
    return name if isinstance(name, str) else str(name)
