"""Splits a growth of compute into faster hardware, more devices and more time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.frames import records
from analysis.measures import SECONDS_PER_HOUR

COLUMNS = (
    "benchmark_id", "basis", "from_model", "from_paper_id", "to_model", "to_paper_id", "compute_factor",
    "hardware_speed_factor", "device_factor", "time_factor", "error_factor", "note",
)  # fmt: skip
"""The columns of the frame `decompositions` returns."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a model was trained on."""

    name: str
    devices: float
    peak_flop_per_s: float
    """Of one device."""
    seconds: float

    @property
    def hardware_burden(self) -> float:
        """FLOP at the peak rate."""
        return self.devices * self.peak_flop_per_s * self.seconds


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Growth factors between two models; compute is the product of the other three."""

    compute: float
    hardware_speed: float
    devices: float
    time: float

    @property
    def devices_and_time(self) -> float:
        """What is not faster hardware."""
        return self.devices * self.time


def decompose(before: Machine, after: Machine) -> Decomposition:
    """Split the growth of hardware burden from one model to another."""
    return Decomposition(
        compute=after.hardware_burden / before.hardware_burden,
        hardware_speed=after.peak_flop_per_s / before.peak_flop_per_s,
        devices=after.devices / before.devices,
        time=after.seconds / before.seconds,
    )


ALEXNET = Machine("AlexNet", devices=2, peak_flop_per_s=1.58e12, seconds=5.18e5)
"""Two GTX 580 for six days: published tables of Thompson et al., ImageNet."""

NASNET_A = Machine("NASNet-A(6)", devices=500, peak_flop_per_s=9.53e12, seconds=3.46e5)
"""500 P100 for four days, from the same table. The 500 GPUs of the NASNet paper (arXiv 1707.07012, section 4) are
those of the architecture search on CIFAR-10."""

ALEXNET_ERROR, NASNET_A_ERROR = 0.367, 0.173
"""Top-1 errors in the same table; that of AlexNet is of seven networks together."""


def decompositions(points: pd.DataFrame) -> pd.DataFrame:
    """Decompose the growth from AlexNet to NASNet-A, and from the first to each record-setting model.

    Args:
        points: Rows of `compute_error`, with `inputs` of `compute_estimates`.

    Returns:
        One row per pair with the columns of `COLUMNS`. Models count whose hardware burden is of one stage
        with devices, peak and time known; of a benchmark's, those that set a record of error.
    """
    rows = [_published_row()]
    burdens = points[(points["measure"] == "hardware_burden") & points["year"].notna()]
    for benchmark_id, group in burdens.groupby("benchmark_id", sort=True):
        rows += _rows(str(benchmark_id), group)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _published_row() -> dict[str, Any]:
    return {
        "benchmark_id": "imagenet_top1",
        "basis": "published",
        "from_model": ALEXNET.name,
        "to_model": NASNET_A.name,
        **_factors(decompose(ALEXNET, NASNET_A)),
        "error_factor": ALEXNET_ERROR / NASNET_A_ERROR,
        "note": "the devices and days of NASNet-A are those of its architecture search on CIFAR-10",
    }


def _rows(benchmark_id: str, burdens: pd.DataFrame) -> Iterator[dict[str, Any]]:
    in_order = burdens.sort_values(["year", "error", "paper_id", "model_name"], kind="stable")
    known = [(row, machine) for row in records(in_order) if (machine := _machine(row)) is not None]
    if not known:
        return
    (first, before), *later = known
    least = first["error"]
    for row, machine in later:
        if row["error"] < least:
            least = row["error"]
            yield {
                "benchmark_id": benchmark_id,
                "basis": "warehouse",
                "from_model": first["model_name"],
                "from_paper_id": first["paper_id"],
                "to_model": row["model_name"],
                "to_paper_id": row["paper_id"],
                **_factors(decompose(before, machine)),
                "error_factor": first["error"] / row["error"],
                "note": None,
            }


def _factors(growth: Decomposition) -> dict[str, float]:
    return {
        "compute_factor": growth.compute,
        "hardware_speed_factor": growth.hardware_speed,
        "device_factor": growth.devices,
        "time_factor": growth.time,
    }


def _machine(row: dict[str, Any]) -> Machine | None:
    """The machine of a run of one stage; None where the inputs do not tell it."""
    stages = list(json.loads(row["inputs"]).get("stages", {}).values())
    if len(stages) != 1:
        return None
    devices, peak, hours = (
        stages[0].get(name) for name in ("device_count", "peak_flop_per_s", "wall_time_hours")
    )
    if not (devices and peak and hours):
        return None
    return Machine(row["model_name"], devices, peak, hours * SECONDS_PER_HOUR)
