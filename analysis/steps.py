"""The formula of a compute estimate with its figures put in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.frames import FrameRow

_UNITS = {
    "device_count": "devices",
    "wall_time_hours": "h",
    "device_hours": "device-hours",
    "epochs": "epochs",
    "steps": "steps",
    "batch_size": "per step",
    "dataset_size": "in the data set",
    "sequence_length": "tokens per sequence",
    "sides": "sides",
    "parameters": "parameters",
    "forward_flop": "FLOP per forward pass",
    "training_flops": "FLOP",
}


def steps_of_point(point: FrameRow, estimates: Mapping[tuple[str, str], FrameRow]) -> list[str]:
    """Return how the compute of a point is made.

    A consolidated burden that is predicted starts with the operations it is predicted from; one that is not is the
    hardware burden, whose figures say more than its own.

    Args:
        point: A row of `compute_error`.
        estimates: Rows of `compute_estimates` by run and measure.
    """
    measures = [point["measure"]]
    if point["measure"] == "consolidated":
        measures = ["network_operations", "consolidated"] if point["is_imputed"] else ["hardware_burden"]
    keys = [(point["run_id"], measure) for measure in measures]
    known = [estimates[key] for key in keys if key in estimates]
    return [step for one in known for step in worked_steps(json.loads(one["inputs"]), one["flop"])]


def worked_steps(inputs: Mapping[str, Any], flop: float) -> Iterator[str]:
    """Yield the formula of an estimate with its figures put in.

    Args:
        inputs: The column `inputs` of `compute_estimates`, read.
        flop: The estimate in FLOP.

    Yields:
        The formula in words, one line per stage with figures, and the sum.
    """
    yield inputs["formula"].replace(" x ", " × ")
    of_stage = inputs.get("forward_flop_of_stage", {})
    stages: Mapping[str, FrameRow] = next(
        (inputs[name] for name in ("stages", "examples", "tokens") if name in inputs), {}
    )
    for stage, figures in stages.items():
        network = {**inputs, "forward_flop": of_stage[stage]} if stage in of_stage else inputs
        common = [_figure(name, network[name]) for name in ("forward_flop", "parameters") if name in network]
        yield f"{stage}: " + " × ".join([*_constants(inputs["formula"]), *common, *_figures(figures)])
    if "network_operations" in inputs:
        yield (
            f"10^({inputs['intercept']:.3f} + {inputs['slope']:.3f} × log10 {inputs['network_operations']:.3g}), "
            f"line {inputs['line']}"
        )
    if "networks" in inputs:
        yield f"× {inputs['networks']:g} networks, each trained on its own"
    yield f"= {flop:.3g} FLOP"


def _constants(formula: str) -> Sequence[str]:
    first = formula.split(" ", maxsplit=1)[0]
    return [first] if first.isdigit() else []


def _figures(figures: Mapping[str, Any]) -> Iterator[str]:
    for name, value in figures.items():
        if name in _UNITS:
            yield _figure(name, value)
            if name in ("wall_time_hours", "device_hours"):
                yield "3600 s/h"
    if "peak_flop_per_s" in figures:
        yield (
            f"{figures['peak_flop_per_s'] / 1e12:g} TFLOP/s "
            f"({figures['hardware_id']}, {figures['precision']} peak per {figures['unit']})"
        )


def _figure(name: str, value: float) -> str:
    number = f"{value:,.10g}" if value < 1e9 else f"{value:.4g}"
    return f"{number} {_UNITS[name]}"
