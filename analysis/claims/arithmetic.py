"""Claims tested on published figures, the hardware catalog or the theory: papers read here do not move them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from analysis.benchmarks import training_set_size
from analysis.claims.evidence import ClaimOutcome, Figures, untestable
from analysis.costs import PUBLISHED_2020
from analysis.decomposition import ALEXNET, ALEXNET_ERROR, NASNET_A, NASNET_A_ERROR, decompose
from analysis.theory import crossing, measured_data_exponent

Test = Callable[[Figures], ClaimOutcome]

IBM_704_ADDITIONS_PER_S = 12_000.0
"""Floating-point additions per second of the computer of 1958 (IBM archives, 704 Data Processing System)."""
LATE_2000S = date(2009, 12, 31)

GPT3_FLOP = 3.14e23
"""Brown et al. 2020 (arXiv 2005.14165), table D.1."""

_SECONDS_PER_DAY = 86_400
_TABLE = "the study's published table"
_SIMULATION = "simulation"
_CATALOG = "hardware catalog"


def computing_speed(figures: Figures) -> ClaimOutcome:
    """Powers of ten between the IBM 704 and the fastest processor of the late 2000s."""
    processors = figures.hardware[figures.hardware["kind"] == "cpu"]
    is_old = pd.to_datetime(processors["released_on"]).dt.date <= LATE_2000S
    peaks = processors.loc[is_old, "peak_fp32_flop_per_s"].dropna()
    if peaks.empty:
        return untestable("the hardware catalog holds nothing of that time")
    powers = float(np.log10(peaks.max() / IBM_704_ADDITIONS_PER_S))
    return ClaimOutcome(powers, reason=_CATALOG)


def noisy_student_images(_: Figures) -> ClaimOutcome:
    """Images in the training set."""
    images = training_set_size("imagenet") or np.nan
    return ClaimOutcome(images, reason="size of the public training set")


def data_grows_as_square(figures: Figures) -> ClaimOutcome:
    """Power by which examples grow with the improvement."""
    value, low, high = measured_data_exponent(figures.theory)
    return ClaimOutcome(value, low, high, _SIMULATION)


def compute_grows_as_fourth_power(figures: Figures) -> ClaimOutcome:
    """Power by which compute grows with the improvement."""
    value, low, high = (2 * end for end in measured_data_exponent(figures.theory))
    return ClaimOutcome(value, low, high, _SIMULATION)


def many_candidate_variables(figures: Figures) -> ClaimOutcome:
    """Examples of the flexible model over those of the expert, to reach the expert's best."""
    expert = figures.theory[figures.theory["strategy"] == "expert"]
    close = expert[expert["performance"] >= _CLOSE_TO_BEST * expert["performance"].max()]
    ratio = crossing(figures.theory, "flexible", "expert") / float(close["examples"].min())
    return ClaimOutcome(ratio, reason=_SIMULATION)


_CLOSE_TO_BEST = 0.95


def experts_stall(figures: Figures) -> ClaimOutcome:
    """Examples from which the flexible model stays ahead."""
    examples = crossing(figures.theory, "flexible", "expert")
    with_penalty = crossing(figures.theory, "regularised", "expert")
    if not np.isfinite(examples):
        return untestable("the flexible model never passes the expert")
    return ClaimOutcome(examples, reason=f"{_SIMULATION}; regularised: from {with_penalty:.0f} examples on")


def alexnet_training(_: Figures) -> ClaimOutcome:
    """Days on two devices."""
    days = ALEXNET.seconds / _SECONDS_PER_DAY
    return ClaimOutcome(days, reason=_TABLE)


def nasnet_halves_error(_: Figures) -> ClaimOutcome:
    """Ratio of the errors."""
    ratio = ALEXNET_ERROR / NASNET_A_ERROR
    return ClaimOutcome(ratio, reason=_TABLE)


def nasnet_compute(_: Figures) -> ClaimOutcome:
    """Ratio of the burdens."""
    factor = decompose(ALEXNET, NASNET_A).compute
    return ClaimOutcome(factor, reason=_TABLE)


def nasnet_hardware_part(_: Figures) -> ClaimOutcome:
    """Ratio of the peaks."""
    growth = decompose(ALEXNET, NASNET_A)
    rest = f"{_TABLE}; processors and time: {growth.devices_and_time:.0f}"
    return ClaimOutcome(growth.hardware_speed, reason=rest)


def gpt3_cost(_: Figures) -> ClaimOutcome:
    """Dollars at the study's price."""
    usd = GPT3_FLOP / PUBLISHED_2020.flop_per_usd("hardware_burden")
    return ClaimOutcome(usd, reason="printed FLOP at the study's price")


ARITHMETIC: dict[str, Test] = {
    test.__name__: test
    for test in (
        computing_speed,
        noisy_student_images,
        data_grows_as_square,
        compute_grows_as_fourth_power,
        many_candidate_variables,
        experts_stall,
        alexnet_training,
        nasnet_halves_error,
        nasnet_compute,
        nasnet_hardware_part,
        gpt3_cost,
    )
}
