"""What is odd in the published figures, with the number that would stand there without it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.thompson.regressions import (
    COCO_CONVERSION,
    REGRESSIONS,
    Regression,
    consolidate,
    conversion,
    design,
)
from analysis.thompson.reproduction import recompute

ALEXNET_FORWARD_FLOP = 1.4e9

NASNET_FIGURE_POINTS = {
    "forward_flop": (5.64e8, 2.35e9, 4.93e9, 2.38e10),
    "top1": (0.740, 0.786, 0.808, 0.872),
}
"""NASNet-A as typed into the notebook's scaling figure. The last top-1 is 0.827 in the published data."""

NASNET_TRUE_TOP1 = 0.827

TYPED_PSEUDO_R2 = 0.56

COLUMNS = ("quirk", "figure", "published", "corrected")


def quirks(rows: pd.DataFrame) -> pd.DataFrame:
    """Name the oddities of the published notebooks and compute what changes without them.

    Args:
        rows: The frame of `analysis.thompson.data.read`.

    Returns:
        Columns `quirk`, `figure` (what is compared), `published` and `corrected`.
    """
    rows = consolidate(rows)
    coco = rows[rows["table"] == "coco"]
    line = conversion(rows)
    reconverted = coco["hardware_burden"].fillna(
        10 ** (line["intercept"] + line["slope"] * np.log10(coco["network_operations"]))
    )
    [quantile] = [regression for regression in REGRESSIONS if regression.is_quantile]
    corrected_top1 = (*NASNET_FIGURE_POINTS["top1"][:-1], NASNET_TRUE_TOP1)
    return pd.DataFrame(
        [
            (
                "COCO converts operations by a line that is not the published one "
                f"({COCO_CONVERSION[0]} + {COCO_CONVERSION[1]} log10 N)",
                "COCO consolidated exponent",
                1 / _slope(coco, "log10_inverse_error", "consolidated"),
                1 / _slope(coco.assign(consolidated=reconverted), "log10_inverse_error", "consolidated"),
            ),
            (
                "COCO regresses accuracy on operations per pass where the legend says error",
                "COCO exponent of operations per pass",
                1 / _slope(coco, "log10_accuracy", "forward_flop"),
                1 / _slope(coco, "log10_inverse_error", "forward_flop"),
            ),
            (
                "NASNet-A (6 @ 4032) is typed with top-1 87.2 % in the scaling figure; the data say 82.7 %",
                "NASNet exponent of operations per pass",
                _nasnet_exponent(NASNET_FIGURE_POINTS["top1"]),
                _nasnet_exponent(corrected_top1),
            ),
            (
                "The legend of the quantile figure has a typed-in R2; the fit prints another",
                "pseudo R2 of the 10 % quantile",
                TYPED_PSEUDO_R2,
                recompute(rows[rows["table"] == "imagenet"], quantile)["pseudo_r_squared"],
            ),
            (
                "The COCO legend lacks the sign between intercept and slope",
                "slope of COCO accuracy on operations per pass",
                -_slope(coco, "log10_accuracy", "forward_flop"),
                _slope(coco, "log10_accuracy", "forward_flop"),
            ),
        ],
        columns=list(COLUMNS),
    )


def _slope(rows: pd.DataFrame, response: str, compute: str) -> float:
    y, regressors = design(rows, Regression("", response, compute))
    return float(stats.linregress(regressors["slope"], y).slope)


def _nasnet_exponent(top1: tuple[float, ...]) -> float:
    x = np.log10(np.array(NASNET_FIGURE_POINTS["forward_flop"]) / ALEXNET_FORWARD_FLOP)
    return float(-1 / stats.linregress(x, np.log10(1 - np.array(top1))).slope)
