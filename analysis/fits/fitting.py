"""Fits one specification, or all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pandas as pd

from analysis.fits.bootstrap import DRAWS, bootstrap, without_each_paper
from analysis.fits.estimators import ESTIMATORS
from analysis.fits.frames import Fit
from analysis.fits.imputation import drawable, log_operations, multiple_imputation
from analysis.fits.lines import FittedLine, Resampler
from analysis.fits.points import (
    Sample,
    TooFewPointsError,
    Vector,
    groups,
    sample,
    usable,
    works,
)
from analysis.fits.soundness import check_line, trouble_with_line
from analysis.fits.specification import (
    MULTIPLE_IMPUTATION,
    SPECIFICATIONS,
    Form,
    Specification,
)


def fit(points: pd.DataFrame, specification: Specification, draws: int = DRAWS) -> Fit:
    """Fit one specification to the points of one benchmark and one measure.

    Args:
        points: Rows of `compute_error`: paper_id, benchmark_id, measure, model_name, error (fraction),
            compute_flop, year, is_imputed; optionally is_quoted, confidence, hardware_kinds and result_id.
        specification: How to fit.
        draws: Resamples of works for the bootstrap intervals; with none, nothing is asked of the line itself.

    Returns:
        The fit; one without a line, with its reason, where the points do not allow any.

    Raises:
        ValueError: The points are of more than one benchmark or measure.
    """
    identity = points[["benchmark_id", "measure"]].drop_duplicates()
    if len(identity) != 1:
        raise ValueError(f"a fit takes the points of one benchmark and measure, not of {len(identity)}")
    benchmark_id, measure = identity.iloc[0]
    return _fit(str(benchmark_id), str(measure), usable(points), specification, draws)


def fit_all(
    points: pd.DataFrame,
    specifications: Sequence[Specification] = SPECIFICATIONS,
    draws: int = DRAWS,
) -> tuple[Fit, ...]:
    """Fit every specification to every benchmark and measure there are points of, on all cores."""
    jobs: list[Callable[[], Fit]] = []
    for benchmark_id, measure, group in groups(points):
        jobs += [
            partial(_fit, benchmark_id, measure, group, specification, draws)
            for specification in specifications
        ]
        if measure == "consolidated":
            of_benchmark = points[points["benchmark_id"] == benchmark_id]
            jobs.append(partial(_fit_with_imputation, benchmark_id, measure, group, of_benchmark))
    # Threads will do: resampling is nearly all numpy, which lets the others run meanwhile.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return tuple(pool.map(lambda job: job(), jobs))


def _fit(
    benchmark_id: str, measure: str, points: pd.DataFrame, specification: Specification, draws: int
) -> Fit:
    estimator = ESTIMATORS[specification.estimator]

    def fitted() -> Fit:
        drawn = sample(points, specification, needs_year=estimator.needs_year)
        line = estimator.line(drawn)
        check_line(line)
        resample = estimator.resampler(drawn) if estimator.resampler else None
        used = drawn.frame.assign(
            residual=drawn.y - line.intercept - line.slope * drawn.x,
            influence=_influence(drawn, line, specification, resample) if resample else None,
        )
        resamples = bootstrap(drawn, resample, draws) if resample and draws else None
        trouble = trouble_with_line(line, resamples, specification.form) if draws else None
        return Fit(
            benchmark_id,
            measure,
            specification,
            drawn.n,
            drawn.n_papers,
            line=line,
            reason=trouble,
            points=None if trouble else used,
            resamples=resamples,
        )

    return _or_reason(fitted, benchmark_id, measure, specification, points)


def _fit_with_imputation(
    benchmark_id: str, measure: str, points: pd.DataFrame, of_benchmark: pd.DataFrame
) -> Fit:
    def fitted() -> Fit:
        drawn = sample(drawable(of_benchmark, points), MULTIPLE_IMPUTATION)
        line = multiple_imputation(drawn, log_operations(of_benchmark, drawn.frame))
        check_line(line)
        trouble = trouble_with_line(line, None, MULTIPLE_IMPUTATION.form)
        used = drawn.frame.assign(residual=drawn.y - line.intercept - line.slope * drawn.x, influence=None)
        return Fit(
            benchmark_id,
            measure,
            MULTIPLE_IMPUTATION,
            drawn.n,
            drawn.n_papers,
            line=line,
            reason=trouble,
            points=None if trouble else used,
        )

    return _or_reason(fitted, benchmark_id, measure, MULTIPLE_IMPUTATION, points)


def _or_reason(
    fitted: Callable[[], Fit],
    benchmark_id: str,
    measure: str,
    specification: Specification,
    points: pd.DataFrame,
) -> Fit:
    """Return the fit, or one without a line that says why the points allow none."""
    try:
        with np.errstate(all="ignore"):
            return fitted()
    except TooFewPointsError as error:
        reason = str(error)
    except (ArithmeticError, ValueError, RuntimeError) as error:
        reason = f"the estimate breaks down on these points: {error}"
    return Fit(benchmark_id, measure, specification, len(points), works(points).nunique(), reason=reason)


def _influence(drawn: Sample, line: FittedLine, specification: Specification, resample: Resampler) -> Vector:
    """Change of exponent, or of slope where there is none, when the paper of each point is left out."""
    slopes = without_each_paper(drawn, resample)
    if specification.form is not Form.POWER or line.slope >= 0:
        return (slopes - line.slope)[drawn.paper]
    with np.errstate(divide="ignore"):
        exponents = np.where(slopes < 0, -1 / slopes, np.inf)
    return (exponents + 1 / line.slope)[drawn.paper]
