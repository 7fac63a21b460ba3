"""Claims that follow from published figures, from the hardware catalog or from the theory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from analysis.benchmarks import training_set_size
from analysis.claims.evidence import Evidence, Outcome, untestable
from analysis.costs import PUBLISHED_2020
from analysis.decomposition import ALEXNET, ALEXNET_ERROR, NASNET_A, NASNET_A_ERROR, decompose
from analysis.theory import crossing, measured_data_exponent

Test = Callable[[Evidence], Outcome]

IBM_704_ADDITIONS_PER_S = 12_000.0
"""Floating-point additions per second of the computer of 1958 (IBM archives, 704 Data Processing System)."""
LATE_2000S = date(2009, 12, 31)

NOISY_STUDENT = "noisystudent"
NOISY_STUDENT_PARAMETERS = 4.80e8
"""Published table of the study, ImageNet, model NoisyStudent (EfficientNet-L2)."""

GPT3_FLOP = 3.14e23
"""Brown et al. 2020 (arXiv 2005.14165), table D.1."""

_SECONDS_PER_DAY = 86_400
_TABLE = "from the study's published table"


def computing_speed(evidence: Evidence) -> Outcome:
    """Powers of ten between the IBM 704 and the fastest processor of the late 2000s."""
    processors = evidence.hardware[evidence.hardware["kind"] == "cpu"]
    is_old = pd.to_datetime(processors["released_on"]).dt.date <= LATE_2000S
    peaks = processors.loc[is_old, "peak_fp32_flop_per_s"].dropna()
    if peaks.empty:
        return untestable("the hardware catalog holds nothing of that time")
    powers = float(np.log10(peaks.max() / IBM_704_ADDITIONS_PER_S))
    return Outcome(powers, abs(powers - 7) <= 1)


def noisy_student_parameters(evidence: Evidence) -> Outcome:
    """Parameters as read, else as in the study's table."""
    letters = evidence.points["model_name"].str.lower().str.replace(r"[^a-z]", "", regex=True)
    is_named = letters.str.contains(NOISY_STUDENT, regex=False)
    found = evidence.points.loc[is_named, "parameters"].dropna()
    value, reason = (float(found.max()), None) if len(found) else (NOISY_STUDENT_PARAMETERS, _TABLE)
    return Outcome(value, abs(value / 4.8e8 - 1) < 0.05, reason=reason)


def noisy_student_images(_: Evidence) -> Outcome:
    """Images in the training set."""
    images = training_set_size("imagenet") or np.nan
    return Outcome(images, abs(images / 1.2e6 - 1) < 0.1)


def more_parameters_than_examples(evidence: Evidence) -> Outcome:
    """Ratio of parameters to examples over the ImageNet models, else that of one model."""
    runs = evidence.points[evidence.points["benchmark_id"] == "imagenet_top1"]
    runs = runs.drop_duplicates(["paper_id", "model_name"])
    ratios = (runs["parameters"].astype(float) / runs["training_examples"].astype(float)).dropna()
    if len(ratios) < _MINIMUM_RATIOS:
        ratio = NOISY_STUDENT_PARAMETERS / (training_set_size("imagenet") or np.nan)
        return Outcome(ratio, ratio > 1, reason=f"of Noisy Student, {_TABLE}")
    low, middle, high = np.quantile(ratios, [0.25, 0.5, 0.75])
    return Outcome(float(middle), bool(middle > 1), float(low), float(high), f"{len(ratios)} models")


_MINIMUM_RATIOS = 5


def data_grows_as_square(evidence: Evidence) -> Outcome:
    """Power by which examples grow with the improvement."""
    value, low, high = measured_data_exponent(evidence.theory)
    return Outcome(value, low <= 2 <= high, low, high)


def compute_grows_as_fourth_power(evidence: Evidence) -> Outcome:
    """Power by which compute grows with the improvement."""
    value, low, high = (2 * end for end in measured_data_exponent(evidence.theory))
    return Outcome(value, low <= 4 <= high, low, high)


def many_candidate_variables(evidence: Evidence) -> Outcome:
    """Examples of the flexible model over those of the expert, to reach the expert's best."""
    expert = evidence.theory[evidence.theory["strategy"] == "expert"]
    close = expert[expert["performance"] >= _CLOSE_TO_BEST * expert["performance"].max()]
    ratio = crossing(evidence.theory, "flexible", "expert") / float(close["examples"].min())
    return Outcome(ratio, ratio > 1)


_CLOSE_TO_BEST = 0.95


def experts_stall(evidence: Evidence) -> Outcome:
    """Examples from which the flexible model stays ahead."""
    examples = crossing(evidence.theory, "flexible", "expert")
    with_penalty = crossing(evidence.theory, "regularised", "expert")
    return Outcome(
        examples, bool(np.isfinite(examples)), reason=f"regularised: from {with_penalty:.0f} examples on"
    )


def papers_examined(evidence: Evidence) -> Outcome:
    """Papers read here."""
    return untestable(
        "the list of papers was not published; the current value counts the papers of this warehouse",
        float(evidence.paper_count),
    )


def alexnet_training(_: Evidence) -> Outcome:
    """Days on two devices."""
    days = ALEXNET.seconds / _SECONDS_PER_DAY
    return Outcome(days, bool(ALEXNET.devices == 2 and 4.95 <= days <= 6.05), reason=_TABLE)


def nasnet_halves_error(_: Evidence) -> Outcome:
    """Ratio of the errors."""
    ratio = ALEXNET_ERROR / NASNET_A_ERROR
    return Outcome(ratio, ratio >= 2, reason=_TABLE)


def nasnet_compute(_: Evidence) -> Outcome:
    """Ratio of the burdens."""
    factor = decompose(ALEXNET, NASNET_A).compute
    return Outcome(factor, factor > 1000, reason=_TABLE)


def nasnet_hardware_part(_: Evidence) -> Outcome:
    """Ratio of the peaks."""
    growth = decompose(ALEXNET, NASNET_A)
    rest = f"{_TABLE}; processors and time: {growth.devices_and_time:.0f}"
    return Outcome(growth.hardware_speed, round(growth.hardware_speed) == 6, reason=rest)


def gpt3_cost(_: Evidence) -> Outcome:
    """Dollars at the study's price."""
    usd = GPT3_FLOP / PUBLISHED_2020.flop_per_usd("hardware_burden")
    return Outcome(usd, usd > 4e6)


ARITHMETIC: dict[str, Test] = {
    test.__name__: test
    for test in (
        computing_speed,
        noisy_student_parameters,
        noisy_student_images,
        more_parameters_than_examples,
        data_grows_as_square,
        compute_grows_as_fourth_power,
        many_candidate_variables,
        experts_stall,
        papers_examined,
        alexnet_training,
        nasnet_halves_error,
        nasnet_compute,
        nasnet_hardware_part,
        gpt3_cost,
    )
}
