"""Reading data frames row by row, and values as JSON knows them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

FrameRow = Mapping[str, Any]
"""A row of a frame by its columns, as `records` returns it and readers leave it."""


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries in which every missing value is None."""
    columns = {
        str(name): column.astype(object).where(column.notna(), None).tolist()
        for name, column in frame.items()
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def finite(value: Any) -> Any:
    """Return plain values with None for every number that JSON does not know: NaN and the infinities."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(inner) for inner in value]
    return value
