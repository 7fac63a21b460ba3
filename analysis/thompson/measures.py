"""Recomputes the study's two compute measures from its own columns, row by row."""

from __future__ import annotations

import pandas as pd

from analysis.measures import hardware_burden, network_operations
from analysis.thompson.data import DEVICES, STAGES

GIGA = 1e9

NOT_DERIVABLE = {
    ("imagenet", 8): "operations are given without FLOPs or epochs",
    ("imagenet", 24): "each stage was costed at its own resolution; the column holds one",
}
"""Rows, by table and line, whose published operations do not follow from the published columns."""

COLUMNS = ("table", "line", "model_name", "published", "recomputed", "ratio", "exception")


def recompute_network_operations(rows: pd.DataFrame) -> pd.DataFrame:
    """Recompute operations as 3 x forward FLOP x sum over stages of epochs x examples.

    Args:
        rows: The frame of `analysis.thompson.data.read`.

    Returns:
        One row per published value with the columns of `COLUMNS`; `ratio` is published over recomputed.
    """
    examples = pd.concat(
        [_numbers(rows, f"{stage}_epochs") * _numbers(rows, f"{stage}_set_size") for stage in STAGES], axis=1
    ).sum(axis=1)
    return _compare(rows, "network_operations", network_operations(rows["forward_flop"], examples))


def recompute_hardware_burden(rows: pd.DataFrame) -> pd.DataFrame:
    """Recompute burdens as the sum over stages and kinds of device of seconds x devices x peak.

    Args:
        rows: The frame of `analysis.thompson.data.read`.

    Returns:
        One row per published value with the columns of `COLUMNS`. ImageNet burdens are
        published with two digits.
    """
    parts = [
        hardware_burden(
            _numbers(rows, f"{stage}_time_total_sec") * _numbers(rows, f"{stage}_{device}_amount"),
            GIGA * _numbers(rows, f"{stage}_{device}_ptp_gflops"),
        )
        for stage in STAGES
        for device in DEVICES
    ]
    burden = pd.concat(parts, axis=1).sum(axis=1)
    return _compare(rows, "hardware_burden", burden)


def _compare(rows: pd.DataFrame, column: str, recomputed: pd.Series) -> pd.DataFrame:
    published = rows[column]
    places = zip(rows["table"], rows["line"], strict=True)
    reasons = NOT_DERIVABLE if column == "network_operations" else {}
    frame = rows[["table", "line", "model_name"]].assign(
        published=published,
        recomputed=recomputed.where(recomputed > 0),
        ratio=published / recomputed.where(recomputed > 0),
        exception=[reasons.get(place, "") for place in places],
    )
    return frame.loc[published.notna(), list(COLUMNS)].reset_index(drop=True)


def _numbers(rows: pd.DataFrame, column: str) -> pd.Series:
    return rows[column] if column in rows else pd.Series(float("nan"), index=rows.index)
