"""The declared headline: which fit it is, whether that fit carries a figure, and what can be said where not."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from analysis.fits import HEADLINE, halving_factor
from analysis.frames import records


@dataclass(frozen=True, slots=True)
class Declared:
    """The fit a headline is about; it never gives way to another by itself."""

    benchmark_id: str = "imagenet_top1"
    measure: str = "network_operations"
    specification: str = HEADLINE.name

    @property
    def fit_id(self) -> str:
        """The id of the fit."""
        return f"{self.benchmark_id}/{self.measure}/{self.specification}"


WIDEST_INTERVAL = 100.0
"""The interval of the halving factor may span two powers of ten; a figure from a wider one is no figure."""
MINIMUM_WORKS = 20
"""Intervals over fewer resampled clusters are known to be too narrow."""
LARGEST_MOVE = 10.0
"""Times by which leaving out one work may change the halving factor."""


@dataclass(frozen=True, slots=True)
class HeadlineFinding:
    """What a fit says of halving the error, and what it does not."""

    exponent: float | None
    """None where no figure can be given: then the ends say all there is."""
    low: float | None
    """Of the exponent's 95 % interval over resampled works."""
    high: float | None
    """None where it is open."""
    n_models: int
    n_works: int
    why_not: tuple[str, ...]
    """Why no figure can be given, one reason each; empty where it can."""

    @property
    def is_wide(self) -> bool:
        """Whether the interval is open, or spans more than a figure may: then no figure is printed of it."""
        if self.low is None or self.high is None:
            return True
        return self.high - self.low > math.log2(WIDEST_INTERVAL)

    @property
    def factor(self) -> float | None:
        """Times more compute that halve the error."""
        return halving_factor(self.exponent)

    @property
    def factor_low(self) -> float | None:
        """Lower end of its interval."""
        return halving_factor(self.low)

    @property
    def factor_high(self) -> float | None:
        """Upper end of its interval; None where it is open."""
        return halving_factor(self.high)


def finding(fits: pd.DataFrame, fit_points: pd.DataFrame, fit_id: str) -> HeadlineFinding:
    """Judge one fit.

    Args:
        fits: Rows of `fits`.
        fit_points: Rows of `fit_points`, those of the fit among them.
        fit_id: Which.

    Returns:
        The exponent with its interval, and every reason why it is no figure.
    """
    found = records(fits[fits["fit_id"] == fit_id])
    if not found:
        return HeadlineFinding(
            None, None, None, 0, 0, ("no paper read here prints both a result and its compute",)
        )
    fit = found[0]
    low, high = _end(fit["exponent_bootstrap_low"]), _end(fit["exponent_bootstrap_high"])
    n_works = int(fit["n_papers"] or 0)
    why_not = (
        [fit["reason"]] if fit["status"] != "fitted" else list(_doubts(fit, low, high, n_works, fit_points))
    )
    return HeadlineFinding(
        None if why_not else fit["exponent"], low, high, int(fit["n"] or 0), n_works, tuple(why_not)
    )


def _doubts(
    fit: dict[str, Any], low: float | None, high: float | None, n_works: int, fit_points: pd.DataFrame
) -> list[str]:
    """Say what keeps a fitted line from carrying a figure."""
    doubts = []
    if fit["exponent"] is None:
        doubts.append("this form has no exponent")
    elif low is None or high is None:
        doubts.append("its interval is open")
    elif high - low > math.log2(WIDEST_INTERVAL):
        doubts.append("its interval spans more than two powers of ten")
    if n_works < MINIMUM_WORKS:
        doubts.append(f"a figure needs {MINIMUM_WORKS} works, and there are {n_works}")
    own = fit_points[fit_points["fit_id"] == fit["fit_id"]]
    influence = own["influence"].astype(float).abs()
    if fit["exponent"] is not None and influence.max() > math.log2(LARGEST_MOVE):
        paper_id = own.loc[influence.idxmax(), "paper_id"]
        doubts.append(f"one work, {paper_id}, moves the factor more than tenfold when it is left out")
    return doubts


def _end(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class PublishedExponent:
    """What the study printed for the same benchmark and measure, with its analytic interval."""

    value: float
    low: float
    high: float
    n: int


_TABLES = {
    ("imagenet_top1", "network_operations"): "imagenet/error__network_ops__poly",
    ("imagenet_top1", "hardware_burden"): "imagenet/error__hw_burden__poly",
    ("imagenet_top1", "consolidated"): "imagenet/acc__hw_burden__pred__poly",
    ("coco_box_ap", "network_operations"): "coco/acc__network_ops__poly",
    ("coco_box_ap", "hardware_burden"): "coco/acc__hw_burden__poly",
    ("coco_box_ap", "consolidated"): "coco/acc__hw_burden__pred__poly",
    ("conll2003_f1", "hardware_burden"): "conll2003/acc__hw_burden__poly",
    ("squad11_em", "hardware_burden"): "squad1.1/acc__hw_burden__poly",
}
"""Printed regressions of log error, or log inverse error, on log compute whose slope is told from zero."""


def published_exponent(benchmark_id: str, measure: str) -> PublishedExponent | None:
    """Return the exponent of the study's table for a benchmark and measure; None where it prints none."""
    table = _printed().get(_TABLES.get((benchmark_id, measure), ""))
    if table is None:
        return None
    estimate, *_, low, high = (abs(float(number)) for number in table["slope"])
    ends = sorted((1 / low, 1 / high))
    return PublishedExponent(1 / estimate, ends[0], ends[1], int(table["n"]))


@cache
def _printed() -> dict[str, dict[str, Any]]:
    text = (resources.files("analysis.published") / "thompson_fits.toml").read_text("utf-8")
    return {table["id"]: table for table in tomllib.loads(text)["table"]}
