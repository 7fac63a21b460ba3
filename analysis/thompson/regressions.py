"""The 25 regressions the study's notebooks print, as data: what is regressed on what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm

CONVERSION_TABLE = "imagenet/hw_burden__network_ops__poly"

COCO_CONVERSION = (2.7580, 0.8935)
"""Intercept and slope typed into the COCO notebook. They are not those printed in the ImageNet notebook
(3.1337 and 0.8716) but those of an earlier line on ten rows, without EfficientNetV2-XL (21k)."""

FIRST_YEAR = 2012
QUANTILE = 0.1

RESPONSES: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "log10_error": lambda rows: np.log10(rows["error"]),
    "log10_inverse_error": lambda rows: np.log10(1 / rows["error"]),
    "inverse_error": lambda rows: 1 / rows["error"],
    "error": lambda rows: rows["error"],
    "log10_accuracy": lambda rows: np.log10(rows["score"] / 100),
    "log10_hardware_burden": lambda rows: np.log10(rows["hardware_burden"]),
}


@dataclass(frozen=True, slots=True)
class Regression:
    """One printed regression table."""

    regression_id: str
    response: str
    """A key of `RESPONSES`."""
    compute: str
    """Compute column; the regressor is its log10."""
    relative_to_alexnet: bool = False
    with_year: bool = False
    is_quantile: bool = False

    @property
    def table(self) -> str:
        """Key of the data table."""
        return self.regression_id.partition("/")[0]


REGRESSIONS = (
    Regression("imagenet/error__ops_forward_pass__poly", "log10_error", "forward_flop"),
    Regression("imagenet/error__network_ops__poly", "log10_error", "network_operations"),
    Regression("imagenet/error__hw_burden__poly", "log10_error", "hardware_burden"),
    Regression(
        "imagenet/ops_forward_pass__alexnet_norm__poly",
        "log10_error",
        "forward_flop",
        relative_to_alexnet=True,
    ),
    Regression(
        "imagenet/network_ops__alexnet_norm__poly",
        "log10_error",
        "network_operations",
        relative_to_alexnet=True,
    ),
    Regression(
        "imagenet/network_ops__alexnet_norm__exp", "error", "network_operations", relative_to_alexnet=True
    ),
    Regression(
        "imagenet/network_ops__alexnet_norm__poly__time",
        "log10_error",
        "network_operations",
        relative_to_alexnet=True,
        with_year=True,
    ),
    Regression(
        "imagenet/hw_burden__alexnet_norm__poly", "log10_error", "hardware_burden", relative_to_alexnet=True
    ),
    Regression(CONVERSION_TABLE, "log10_hardware_burden", "network_operations"),
    Regression("imagenet/acc__hw_burden__pred__poly", "log10_inverse_error", "consolidated"),
    Regression("imagenet/acc__hw_burden__pred__exp", "inverse_error", "consolidated"),
    Regression(
        "imagenet/network_ops_alexnet_quantile",
        "log10_error",
        "network_operations",
        relative_to_alexnet=True,
        is_quantile=True,
    ),
    Regression("coco/error__ops_forward_pass__poly", "log10_accuracy", "forward_flop"),
    Regression("coco/acc__hw_burden__poly", "log10_inverse_error", "hardware_burden"),
    Regression("coco/acc__network_ops__poly", "log10_inverse_error", "network_operations"),
    Regression("coco/acc__hw_burden__pred__poly", "log10_inverse_error", "consolidated"),
    Regression("coco/acc__hw_burden__pred__exp", "inverse_error", "consolidated"),
    *(
        Regression(f"{table}/acc__hw_burden__{form}", response, "hardware_burden")
        for table in ("wmt14-en-de", "wmt14-en-fr", "conll2003", "squad1.1")
        for form, response in (("poly", "log10_inverse_error"), ("exp", "inverse_error"))
    ),
)


def design(rows: pd.DataFrame, regression: Regression) -> tuple[pd.Series, pd.DataFrame]:
    """Return response and regressors of a regression on the rows that have all of them.

    Args:
        rows: Rows of the regression's table, with `consolidated` where it is regressed on.
        regression: Which one.

    Returns:
        The response, and columns `intercept`, `slope` (log10 compute) and, with year, `year` (since 2012).
    """
    compute = rows[regression.compute]
    if regression.relative_to_alexnet:
        compute = compute / float(compute[rows["model_name"] == "AlexNet"].iloc[0])
    regressors = pd.DataFrame({"intercept": 1.0, "slope": np.log10(compute)})
    if regression.with_year:
        regressors["year"] = rows["year"] - FIRST_YEAR
    response = RESPONSES[regression.response](rows)
    is_complete = response.notna() & regressors.notna().all(axis=1)
    return response[is_complete], regressors[is_complete]


def consolidate(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the burden the study regresses on: as published, else predicted from network operations.

    The ImageNet line is fitted on the rows that have both; the COCO notebook uses `COCO_CONVERSION`. The
    other tables have no network operations to convert.

    Returns:
        The rows with `consolidated` (FLOP) and `is_imputed`.
    """
    line = conversion(rows)
    lines = {"imagenet": (line["intercept"], line["slope"]), "coco": COCO_CONVERSION}
    predicted = pd.Series(float("nan"), index=rows.index)
    for table, (intercept, slope) in lines.items():
        of_table = rows["table"] == table
        predicted[of_table] = 10 ** (intercept + slope * np.log10(rows.loc[of_table, "network_operations"]))
    is_imputed = rows["hardware_burden"].isna() & predicted.notna()
    return rows.assign(consolidated=rows["hardware_burden"].fillna(predicted), is_imputed=is_imputed)


def conversion(rows: pd.DataFrame) -> pd.Series:
    """Return intercept and slope of log10 hardware burden on log10 network operations, ImageNet."""
    [regression] = [known for known in REGRESSIONS if known.regression_id == CONVERSION_TABLE]
    response, regressors = design(rows[rows["table"] == "imagenet"], regression)
    line: pd.Series = sm.OLS(response, regressors).fit().params
    return line
