"""The study's rows in the form of `compute_error`, so that every fit of this project runs on them too."""

from __future__ import annotations

import pandas as pd

from analysis.thompson.data import DEVICES, STAGES
from analysis.thompson.regressions import consolidate

MEASURES = ("network_operations", "hardware_burden", "consolidated")


def points(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per published row and compute measure.

    Args:
        rows: The frame of `analysis.thompson.data.read`.

    Returns:
        Columns of the view `compute_error`: paper_id, benchmark_id, model_name, error, compute_flop, measure,
        year, is_imputed, confidence, hardware_kinds, and `title`, from which architecture search can be told.
    """
    wide = consolidate(rows).assign(hardware_kinds=_hardware_kinds(rows), confidence=1.0)
    long = wide.melt(
        id_vars=[
            "paper_id",
            "benchmark_id",
            "model_name",
            "error",
            "year",
            "is_imputed",
            "confidence",
            "hardware_kinds",
            "title",
        ],
        value_vars=list(MEASURES),
        var_name="measure",
        value_name="compute_flop",
    )
    long["is_imputed"] &= long["measure"] == "consolidated"
    return long.dropna(subset=["compute_flop", "error"]).reset_index(drop=True)


def _hardware_kinds(rows: pd.DataFrame) -> pd.Series:
    """Which kinds of device enter a row's burden, joined by commas."""
    kinds = pd.DataFrame(
        {
            device: pd.concat(
                [
                    rows.get(f"{stage}_{device}_amount", pd.Series(dtype=float))
                    * rows.get(f"{stage}_time_total_sec", pd.Series(dtype=float))
                    for stage in STAGES
                ],
                axis=1,
            )
            .notna()
            .any(axis=1)
            for device in DEVICES
        }
    )
    return kinds.apply(lambda row: ", ".join(kind for kind in DEVICES if row[kind]), axis=1)
