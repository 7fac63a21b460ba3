"""What others computed for the same models: their figure beside ours, the ratio, and what makes it."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.frames import FrameRow, records
from analysis.imported_totals import STATED_TOTAL, Theirs, totals_of
from analysis.measures import FLOP_PER_MULTIPLY_ADD
from analysis.runs.names import Relation, parse, relate
from extractors.catalog.hardware import find

COLUMNS = (
    "source_id", "their_model", "paper_id", "model_name", "measure", "their_flop", "flop", "ratio", "explanation",
    "run_id", "row_id",
)  # fmt: skip
"""The columns of the frame `compute_agreement` returns; ``ratio`` is ours over theirs."""

_COMPARED = ("reported", "network_operations", "token_rule", "hardware_burden")
_INPUTS = {
    "network_operations": ("FLOP of a forward pass", "epochs"),
    "hardware_burden": ("devices", "hours", "device-hours", "hardware"),
    "token_rule": ("parameters", "tokens"),
    "reported": (),
}
"""What a measure is made from and both sides may state."""
SAME = 1.05
"""Figures that differ by less are the same: rounding, and 1.28 for 1.2 million images."""
TOLD = 1.25
"""A remaining factor up to this is not explained."""


def compute_agreement(imported: pd.DataFrame, runs: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Set our estimates beside the totals of imported tables, by work and by the model's name.

    Args:
        imported: Rows of `imported_compute` with `paper_id` of the work here, and rows without a quantity for
            models that tables give results of alone.
        runs: Own rows of `model_runs` of these works.
        estimates: Their rows of `compute_estimates`, what is imputed left out.

    Returns:
        One row per imported total and measure of ours, with the columns of `COLUMNS`.
    """
    of_work: dict[str, list[FrameRow]] = defaultdict(list)
    for run in records(runs):
        of_work[run["paper_id"]].append(run)
    by_run: dict[str, dict[str, FrameRow]] = defaultdict(dict)
    for estimate in records(estimates):
        by_run[estimate["run_id"]][estimate["measure"]] = estimate
    rows: list[dict[str, Any]] = []
    for theirs in totals_of(imported):
        estimated = [run for run in of_work[theirs.paper_id] if run["run_id"] in by_run]
        named = _named(theirs.model_name, estimated)
        if named is not None:
            rows += _compared(theirs, named, by_run[named["run_id"]])
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _our_inputs(run: FrameRow, estimate: FrameRow) -> dict[str, float | str]:
    """Return what an estimate is made from, by the names of `_INPUTS`."""
    made_from = json.loads(estimate["inputs"])
    burdens = list(made_from.get("stages", {}).values())
    # Of several stages the sum can be compared, but neither devices nor hours.
    alone = burdens[0] if len(burdens) == 1 and "device_hours" not in burdens[0] else {}
    inputs = {
        "FLOP of a forward pass": run["forward_flop"],
        "epochs": run["epochs"],
        "devices": alone.get("device_count"),
        "hours": alone.get("wall_time_hours"),
        "device-hours": None if alone else sum(map(_device_hours, burdens)),
        "hardware": run["hardware_model"],
        "parameters": made_from.get("parameters"),
        "tokens": sum(map(_seen, made_from.get("tokens", {}).values())),
    }
    return {name: value for name, value in inputs.items() if value}


def _device_hours(stage: Mapping[str, Any]) -> float:
    return float(stage.get("device_hours") or stage.get("device_count", 0) * stage.get("wall_time_hours", 0))


def _seen(stage: Mapping[str, Any]) -> float:
    """Return the tokens a stage processes: steps of a batch, or epochs of a data set."""
    if "steps" in stage:
        return float(stage["steps"] * stage["batch_size"])
    return float(stage.get("dataset_size", 0) * stage.get("epochs", 1))


def _named(name: str, runs: Sequence[FrameRow]) -> FrameRow | None:
    """Return the run of the model of a name; none where several could be meant."""
    theirs = parse(name)
    for wanted in Relation:
        found = [
            run
            for run in runs
            for ours in (parse(run["model_name"]),)
            if relate(theirs, ours) is wanted
            or (wanted is Relation.PART and relate(ours, theirs) is wanted and ours.is_distinct)
        ]
        if found:
            return found[0] if len({run["model_name"] for run in found}) == 1 else None
    return None


def _compared(theirs: Theirs, run: FrameRow, estimates: Mapping[str, FrameRow]) -> Iterator[dict[str, Any]]:
    for measure in _measures(theirs, estimates):
        estimate = estimates[measure]
        ratio = estimate["flop"] / theirs.flop
        yield {
            "source_id": theirs.source_id,
            "their_model": theirs.model_name,
            "paper_id": theirs.paper_id,
            "model_name": run["model_name"],
            "measure": measure,
            "their_flop": theirs.flop,
            "flop": estimate["flop"],
            "ratio": ratio,
            "explanation": explanation(theirs, run, estimate, ratio),
            "run_id": run["run_id"],
            "row_id": theirs.row_id,
        }


def _measures(theirs: Theirs, estimates: Iterable[str]) -> list[str]:
    """Return which of our measures a total is compared with."""
    known = set(estimates)
    if theirs.measure == STATED_TOTAL:
        return [measure for measure in _COMPARED if measure in known]
    with_search = f"{theirs.measure}_with_search"
    return [measure for measure in (with_search, theirs.measure) if measure in known][:1]


def explanation(theirs: Theirs, run: FrameRow, estimate: FrameRow, ratio: float) -> str:
    """Say what explains the ratio: the figures that differ, and what is left."""
    measure = estimate["measure"].removesuffix("_with_search")
    own, said, missing = _our_inputs(run, estimate), [], []
    left = _log(ratio)
    for name in _INPUTS[measure]:
        ours, other = own.get(name), theirs.inputs.get(name)
        if ours is None or other is None:
            missing += [] if ours is None else [name]
        elif isinstance(ours, str) or isinstance(other, str):
            said += [] if _is_same_hardware(str(ours), str(other)) else [f"{ours} here, {other} there"]
        else:
            factor = _log(ours) - _log(other)
            left -= factor
            said += [] if _is_near(factor, SAME) else [_differing(name, ours, other)]
    said += _stages(theirs, estimate)
    if not _is_near(left, TOLD):
        said.append(_left_over(theirs, estimate, math.exp(min(max(left, -_LARGEST), _LARGEST)), missing))
    return "; ".join(said) or "the same figures"


def _differing(name: str, ours: float, other: float) -> str:
    counted = ""
    if name == "FLOP of a forward pass" and _is_near(
        _log(ours) - _log(other) - _log(FLOP_PER_MULTIPLY_ADD), SAME
    ):
        counted = ", where multiply-adds count twice here and once there"
    return f"{name} {_brief(ours)} here, {_brief(other)} there{counted}"


def _brief(value: float) -> str:
    return f"{value:,.4g}" if value < 1e6 else f"{value:.3g}"


def _stages(theirs: Theirs, estimate: FrameRow) -> list[str]:
    """Say which stages each side counts, where they are not the same."""
    ours = frozenset(str(estimate["stages"] or "").replace(",", " ").split())
    if not ours or not theirs.stages or ours == theirs.stages or theirs.measure == STATED_TOTAL:
        return []
    return [f"{' and '.join(sorted(ours))} here, {' and '.join(sorted(theirs.stages))} there"]


def _left_over(theirs: Theirs, estimate: FrameRow, left: float, missing: Sequence[str]) -> str:
    """Describe the factor that the figures stated on both sides do not explain."""
    if missing:
        return f"a factor of {left:.2g} is left; not stated there: {', '.join(missing)}"
    if estimate["measure"] == "network_operations":
        return f"{left:.2g} times the examples in an epoch, or other stages"
    if theirs.measure == "hardware_burden":
        return f"a device counts {left:.2g} times what it counts there"
    if estimate["measure"] == "hardware_burden" and 1 < left < _LEAST_SHARE_OF_PEAK:
        stated = f", {theirs.utilisation} by their word" if theirs.utilisation else ""
        return f"they count {1 / left:.0%} of the peak{stated}"
    if estimate["measure"] == "hardware_burden" and left < 1:
        return f"they count {1 / left:.2g} times the {estimate['precision']} peak that counts here: a faster precision"
    return f"a factor of {left:.2g} is left unexplained"


_LEAST_SHARE_OF_PEAK = 20.0
"""No training that anybody publishes uses less than a twentieth of its hardware's peak."""


_LARGEST = 700.0
"""Logarithm of a factor that is still a number."""


def _log(amount: float) -> float:
    return math.log(amount) if 0 < amount < math.inf else math.copysign(_LARGEST, amount - 1)


def _is_near(log_ratio: float, factor: float) -> bool:
    return abs(log_ratio) <= math.log(factor)


def _is_same_hardware(ours: str, theirs: str) -> bool:
    found = find(ours), find(theirs)
    return found[0] is not None and found[1] is not None and found[0].hardware_id == found[1].hardware_id
