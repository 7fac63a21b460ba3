"""Recomputes every number the study's regression tables print, and sets the two side by side."""

from __future__ import annotations

import math
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.stats.stattools import durbin_watson, jarque_bera, omni_normtest

from analysis.thompson.data import read
from analysis.thompson.regressions import QUANTILE, REGRESSIONS, Regression, consolidate, design

COLUMNS = {
    "regression_id": "Data table and name of the regression in its notebook",
    "statistic": "Name of the printed number, such as slope.standard_error",
    "published": "As printed, as text",
    "recomputed": "From the published data",
    "is_equal": "Equal at the printed precision",
}

COEFFICIENT_PARTS = ("estimate", "standard_error", "t", "p_value", "low", "high")
_TERMS = ("intercept", "slope", "year")


def reproduce(data_dir: Path, *, verify: bool = False) -> pd.DataFrame:
    """Recompute the 25 printed regression tables from the published data.

    Args:
        data_dir: Folder with the six published CSV files.
        verify: Demand the bytes of the published commit.

    Returns:
        One row per printed number, 692 of them, with the columns of `COLUMNS`.

    Raises:
        PublishedDataError: The folder does not hold the published tables.
    """
    rows = consolidate(read(data_dir, verify=verify))
    published = published_figures()
    records = []
    for regression in REGRESSIONS:
        recomputed = recompute(rows[rows["table"] == regression.table], regression)
        for statistic, printed in published[regression.regression_id].items():
            value = recomputed.get(statistic, math.nan)
            is_equal = equals_as_printed(value, printed)
            records.append((regression.regression_id, statistic, printed, value, is_equal))
    return pd.DataFrame(records, columns=list(COLUMNS))


def published_figures() -> dict[str, dict[str, str]]:
    """Return the printed numbers: regression id -> statistic -> number as printed."""
    text = (resources.files("analysis.published") / "thompson_fits.toml").read_text("utf-8")
    return {table.pop("id"): _flat(table) for table in tomllib.loads(text)["table"]}


def recompute(rows: pd.DataFrame, regression: Regression) -> dict[str, float]:
    """Fit one regression.

    Args:
        rows: Rows of its data table.
        regression: Which one.

    Returns:
        Every statistic its printed table can hold, by the names used in the published figures.
    """
    response, regressors = design(rows, regression)
    if regression.is_quantile:
        fitted = sm.QuantReg(response, regressors).fit(q=QUANTILE)
        statistics = {
            "n": fitted.nobs,
            "pseudo_r_squared": fitted.prsquared,
            "bandwidth": fitted.bandwidth,
            "sparsity": fitted.sparsity,
        }
    else:
        fitted = sm.OLS(response, regressors).fit()
        statistics = _ols_statistics(fitted)
    return statistics | _coefficients(fitted)


def equals_as_printed(value: float, printed: str) -> bool:
    """Say whether a number, rounded as the printed one is, equals it.

    Args:
        value: The full-precision number.
        printed: Such as ``-0.0836``, ``119.`` or ``1.90e-22``.

    Returns:
        True when they are equal in every printed digit.
    """
    mantissa, _, power = printed.partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(power or 0)
    half_a_digit = 0.5 * 10.0**-decimals
    return bool(abs(value - float(printed)) <= half_a_digit * (1 + 1e-9))


def as_printed(value: float, printed: str) -> str:
    """Write a number with the digits, and in the notation, of a printed one.

    Returns:
        The number as text.

    >>> as_printed(-0.083608, "-0.0836"), as_printed(1.897e-22, "1.90e-22"), as_printed(118.6, "119.")
    ('-0.0836', '1.90e-22', '119')
    """
    mantissa, notation, _ = printed.partition("e")
    return f"{value:.{len(mantissa.partition('.')[2])}{notation or 'f'}}"


def _ols_statistics(fitted: Any) -> dict[str, float]:
    residuals = fitted.resid
    jb, jb_p, skew, kurtosis = jarque_bera(residuals)
    statistics = {
        "r_squared": fitted.rsquared,
        "adjusted_r_squared": fitted.rsquared_adj,
        "f": fitted.fvalue,
        "f_p_value": fitted.f_pvalue,
        "log_likelihood": fitted.llf,
        "n": fitted.nobs,
        "aic": fitted.aic,
        "bic": fitted.bic,
        "durbin_watson": durbin_watson(residuals),
        "jarque_bera": jb,
        "jarque_bera_p_value": jb_p,
        "skew": skew,
        "kurtosis": kurtosis,
        "condition_number": fitted.condition_number,
    }
    if len(residuals) >= _OMNIBUS_MINIMUM:
        statistics["omnibus"], statistics["omnibus_p_value"] = omni_normtest(residuals)
    return {name: float(value) for name, value in statistics.items()}


_OMNIBUS_MINIMUM = 8
"""The test is not defined for fewer points."""


def _coefficients(fitted: Any) -> dict[str, float]:
    interval = np.asarray(fitted.conf_int())
    columns = (fitted.params, fitted.bse, fitted.tvalues, fitted.pvalues, interval[:, 0], interval[:, 1])
    return {
        f"{term}.{part}": float(np.asarray(column)[position])
        for position, term in enumerate(_TERMS[: len(fitted.params)])
        for part, column in zip(COEFFICIENT_PARTS, columns, strict=True)
    }


def _flat(table: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, printed in table.items():
        if isinstance(printed, list):
            flat |= {f"{name}.{part}": text for part, text in zip(COEFFICIENT_PARTS, printed, strict=True)}
        else:
            flat[name] = printed
    return flat
