"""Measures the bootstrap of every benchmark and specification against a loop of statsmodels and scipy fits.

Run with ``python -m tools.bootstrap_benchmark [--data DIR] [--draws 10000] [--loop-draws 10]``. DIR holds the study's
published tables; without it, points of the same numbers are made up. The loop refits resampled papers one by one
with the estimator's own statsmodels or scipy fit, on some of the draws, and its time is scaled to all of them. Both
are measured in one run, in processor time.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import thompson
from analysis.fits import SPECIFICATIONS, Specification, fit_all
from analysis.fits.bootstrap import bootstrap, paper_weights
from analysis.fits.estimators import ESTIMATORS
from analysis.fits.lines import Resampler
from analysis.fits.points import Sample, TooFewPointsError, groups, sample

GROUP_SIZES = (102, 77, 36, 20, 13, 12, 12, 12, 12, 12, 12, 14, 14)
"""Points per benchmark and measure of the published tables."""


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--loop-draws", type=int, default=10)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    points = thompson.points(thompson.read(arguments.data)) if arguments.data else made_up()
    ours, loop = 0.0, 0.0
    for specification in SPECIFICATIONS:
        resampler = ESTIMATORS[specification.estimator].resampler
        if resampler is None:
            continue
        fast, slow = _measure(points, specification, resampler, arguments.draws, arguments.loop_draws)
        ours, loop = ours + fast, loop + slow
        print(f"{specification.name:22} {fast:8.2f} s   loop {slow:9.1f} s   {slow / max(fast, 1e-9):7.0f} x")
    print(f"{'bootstrap':22} {ours:8.2f} s   loop {loop:9.1f} s   {loop / ours:7.0f} x")
    wall, busy = time.perf_counter(), time.process_time()
    fits = fit_all(points, draws=arguments.draws)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    print(f"all {len(fits)} fits, with influence and intervals: {wall:.1f} s, {busy:.1f} s of processor time")


def _measure(
    points: pd.DataFrame,
    specification: Specification,
    resampler: Callable[[Sample], Resampler],
    draws: int,
    loop_draws: int,
) -> tuple[float, float]:
    """Seconds of the bootstrap of all groups, and of the loop, scaled."""
    estimator = ESTIMATORS[specification.estimator]
    fast = slow = 0.0
    for _, _, group in groups(points):
        try:
            drawn = sample(group, specification, needs_year=estimator.needs_year)
            estimator.line(drawn)
        except TooFewPointsError:
            continue
        started = time.process_time()
        bootstrap(drawn, resampler(drawn), draws)
        between = time.process_time()
        for counts in paper_weights(drawn.n_papers, loop_draws):
            try:
                estimator.line(_repeated(drawn, counts))
            except (TooFewPointsError, np.linalg.LinAlgError, ValueError):
                continue
        fast += between - started
        slow += (time.process_time() - between) * draws / loop_draws
    return fast, slow


def _repeated(whole: Sample, counts: np.ndarray) -> Sample:
    """The sample with every paper's points as often as the paper was drawn."""
    times = counts[whole.paper].astype(int)
    parts = ("x", "y", "paper", "year", "family")
    return Sample(whole.frame, *(np.repeat(getattr(whole, part), times) for part in parts))


def made_up() -> pd.DataFrame:
    """Points on power laws, as many as the published tables have."""
    random = np.random.default_rng(0)
    frames = []
    for number, n in enumerate(GROUP_SIZES):
        log_compute = random.uniform(17, 23, n)
        frames.append(
            pd.DataFrame({
                "paper_id": [f"paper:{number}-{k}" for k in range(n)],
                "model_name": [f"Net{k % 9}" for k in range(n)],
                "benchmark_id": f"benchmark_{number}",
                "measure": "network_operations",
                "error": 10 ** (-0.4 - (log_compute - 17) / 9 + random.normal(0, 0.05, n)),
                "compute_flop": 10**log_compute,
                "year": random.integers(2012, 2022, n),
                "is_imputed": False,
            })
        )  # fmt: skip
    return pd.concat(frames, ignore_index=True)


if __name__ == "__main__":
    main()
