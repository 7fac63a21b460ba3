"""Burdens predicted from operations, drawn many times instead of taken as data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from analysis.fits.bootstrap import SEED
from analysis.fits.lines import CONFIDENCE_LEVEL, FittedLine
from analysis.fits.points import Sample, TooFewPointsError, Vector

IMPUTATIONS = 200
MINIMUM_PAIRS = 8
"""Runs that report both measures, which the imputation model is fitted on."""


def multiple_imputation(points: Sample, operations: Vector, imputations: int = IMPUTATIONS) -> FittedLine:
    """Fit error on consolidated burden, the burdens that were not reported drawn from their distribution.

    The imputation model is log burden on log operations and on log error: leaving the outcome out would
    flatten the line. Parameters and residuals are drawn anew for every imputation
    (Rubin 1987, chapter 5); the fits are pooled by his rules, with the degrees of freedom of Barnard and
    Rubin 1999.

    Args:
        points: Points whose x is log10 of the consolidated burden.
        operations: log10 of network operations of the same points, NaN where they are not known; they are known of
            all that are imputed, see `drawable`.
        imputations: Number of draws.

    Returns:
        The pooled line; its interval holds what the imputation does not know.

    Raises:
        TooFewPointsError: No point is imputed, or fewer than `MINIMUM_PAIRS` report both measures, or those that do
            are so alike that no plane goes through them, such as one run reported many times.
    """
    is_imputed = points.frame["is_imputed"].to_numpy(dtype=bool)
    has_both = ~is_imputed & np.isfinite(operations)
    if not is_imputed.any():
        raise TooFewPointsError("no burden is imputed")
    if has_both.sum() < MINIMUM_PAIRS:
        raise TooFewPointsError(f"{has_both.sum()} runs report both measures, needs {MINIMUM_PAIRS}")
    random = np.random.default_rng(SEED)
    regressors = np.column_stack([np.ones(points.n), operations, points.y])
    if np.linalg.matrix_rank(regressors[has_both]) < regressors.shape[1]:
        raise TooFewPointsError("the runs that report both measures do not tell operations and error apart")
    model = sm.OLS(points.x[has_both], regressors[has_both]).fit()
    variances = model.ssr / random.chisquare(model.df_resid, imputations)
    spread = np.linalg.cholesky(model.normalized_cov_params)
    estimates = []
    for variance in variances:
        coefficients = model.params + np.sqrt(variance) * spread @ random.standard_normal(3)
        noise = np.sqrt(variance) * random.standard_normal(is_imputed.sum())
        x = points.x.copy()
        x[is_imputed] = regressors[is_imputed] @ coefficients + noise
        fitted = sm.OLS(points.y, sm.add_constant(x)).fit()
        estimates.append((*fitted.params, *fitted.bse, fitted.rsquared))
    return _pooled(np.array(estimates), points.n)


def log_operations(points: pd.DataFrame, consolidated: pd.DataFrame) -> Vector:
    """Return log10 of the network operations of the runs of a consolidated sample, NaN where there are none.

    Args:
        points: Rows of `compute_error` of the benchmark, all measures.
        consolidated: The sample's rows.
    """
    keys = ["run_id"] if "run_id" in points else ["paper_id", "model_name"]
    operations = points.loc[points["measure"] == "network_operations", [*keys, "compute_flop"]]
    matched = consolidated[keys].merge(operations.drop_duplicates(keys), on=keys, how="left")
    found: Vector = np.log10(matched["compute_flop"].to_numpy(dtype=float, na_value=np.nan))
    return found


def drawable(points: pd.DataFrame, consolidated: pd.DataFrame) -> pd.DataFrame:
    """Leave out burdens that were neither reported nor can be drawn, because the run's operations are no point.

    Args:
        points: Rows of `compute_error` of the benchmark, all measures.
        consolidated: Those of consolidated burden.

    Returns:
        The rows of consolidated burden that are left.
    """
    is_reported = ~consolidated["is_imputed"].to_numpy(dtype=bool)
    return consolidated.loc[is_reported | np.isfinite(log_operations(points, consolidated))]


def _pooled(estimates: Vector, n: int) -> FittedLine:
    intercept, slope, _, _, r_squared = estimates.mean(axis=0)
    within = float((estimates[:, 3] ** 2).mean())
    between = float(estimates[:, 1].var(ddof=1))
    m = len(estimates)
    total = within + (1 + 1 / m) * between
    share = (1 + 1 / m) * between / total
    complete = n - 2
    old = (m - 1) / share**2
    observed = (complete + 1) / (complete + 3) * complete * (1 - share)
    freedom = 1 / (1 / old + 1 / observed)
    reach = float(stats.t.ppf((1 + CONFIDENCE_LEVEL) / 2, freedom) * np.sqrt(total))
    intercept_variance = (estimates[:, 2] ** 2).mean() + (1 + 1 / m) * estimates[:, 0].var(ddof=1)
    return FittedLine(
        slope=float(slope),
        intercept=float(intercept),
        slope_se=float(np.sqrt(total)),
        intercept_se=float(np.sqrt(intercept_variance)),
        slope_low=float(slope) - reach,
        slope_high=float(slope) + reach,
        r_squared=float(r_squared),
        parameters={"imputations": float(m), "missing_information": float(share)},
    )
