"""What one stage of a run (pretraining, training, finetuning, search) adds to each compute measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

from analysis.hardware import Catalog
from analysis.measures import SECONDS_PER_HOUR, Span, hardware_burden

Figure = Mapping[str, Any]
"""One entry of the column `facts` of `model_runs`, see `analysis.runs.choices.Choice.as_json`."""
StageFacts = Mapping[str, Figure]
RunFacts = Mapping[str, StageFacts]
"""The column `facts` of `model_runs`, read: stage -> quantity -> its figure."""

_TOKEN_WORDS = ("token", "word", "subword")
_VOLUME_WORDS = frozenset({"bytes", "gb", "tb", "hours", "hrs"})
_TOTAL_AGREES_WITHIN = 0.02
"""A figure for all of training that equals the sum of the stages this closely is their total."""


@dataclass(frozen=True, slots=True)
class StageCost:
    """What one stage adds to a measure."""

    amount: Span
    inputs: dict[str, Any]
    used: tuple[Figure, ...]
    precision: str | None = None
    hardware_kind: str | None = None
    flags: tuple[str, ...] = ()
    headroom: float = 1.0
    """How much faster than the counted peak the hardware is at its fastest precision."""


def span(figure: Figure) -> Span:
    """Return a figure's value with its range."""
    return Span(float(figure["value"]), float(figure["low"]), float(figure["high"]))


def examples(stage: StageFacts) -> StageCost | None:
    """Return the examples seen: epochs x data set size, else steps x batch size."""
    for times, size in (("epochs", "dataset_size"), ("steps", "batch_size")):
        if times in stage and size in stage and not (_counts_tokens(stage[size]) or _is_volume(stage[size])):
            return _product(stage, times, size)
    return None


def tokens(stage: StageFacts) -> StageCost | None:
    """Return the tokens seen: steps x batch size (x sequence length), else epochs x data set size.

    One pass is assumed only where the paper gives neither epochs nor steps: steps over sequences may pass
    over the data any number of times.
    """
    batch, dataset = stage.get("batch_size"), stage.get("dataset_size")
    if "steps" in stage and batch is not None and _counts_tokens(batch):
        return _product(stage, "steps", "batch_size", *(["sides"] if "sides" in stage else []))
    if "steps" in stage and batch is not None and "sequence_length" in stage and not _is_volume(batch):
        return _product(stage, "steps", "batch_size", "sequence_length")
    if dataset is None or not _counts_tokens(dataset):
        return None
    if "epochs" in stage:
        return _product(stage, "epochs", "dataset_size")
    if "steps" in stage:
        return None
    return StageCost(span(dataset), {"dataset_size": dataset["value"]}, (dataset,))


def printed_flop(stage: StageFacts) -> StageCost | None:
    """Return the training compute as printed."""
    figure = stage.get("training_flops")
    return None if figure is None else StageCost(span(figure), {"training_flops": figure["value"]}, (figure,))


def burden(stage: StageFacts, catalog: Catalog) -> StageCost | None:
    """Return the FLOP the stage's hardware could have done at its peak rate."""
    machine = stage.get("hardware_model")
    if machine is None:
        return None
    if "device_hours" in stage:
        figures = {"device_hours": stage["device_hours"]}
        device_hours = span(stage["device_hours"])
    elif "wall_time_hours" in stage and "device_count" in stage:
        figures = {name: stage[name] for name in ("wall_time_hours", "device_count")}
        device_hours = span(stage["wall_time_hours"]) * span(stage["device_count"])
    else:
        return None
    counted = stage.get("device_hours") or stage["device_count"]
    wording = f"{_wording(counted)} {counted.get('words_after', '')} {_wording(machine)}"
    peak = catalog.peak(machine.get("hardware_id"), wording)
    if peak is None:
        return None
    inputs = {
        **{name: figure["value"] for name, figure in figures.items()},
        "hardware_id": machine["hardware_id"],
        "unit": peak.unit,
        "peak_flop_per_s": peak.flop_per_s.value,
        "precision": peak.precision,
    }
    return StageCost(
        amount=hardware_burden(SECONDS_PER_HOUR * device_hours, peak.flop_per_s),
        inputs=inputs,
        used=(machine, *figures.values()),
        precision=peak.precision,
        hardware_kind=peak.kind,
        flags=() if peak.is_unit_stated else ("unit_assumed",),
        headroom=peak.headroom,
    )


def without_parts_of_a_total(parts: Mapping[str, StageCost]) -> Mapping[str, StageCost]:
    """Leave out the stages that a figure for all of training already contains."""
    if "training" not in parts or len(parts) == 1:
        return parts
    rest = sum(part.amount.value for stage, part in parts.items() if stage != "training")
    total = parts["training"].amount.value
    is_total = abs(total - rest) <= _TOTAL_AGREES_WITHIN * total
    return {"training": parts["training"]} if is_total else parts


def _product(stage: StageFacts, *names: str) -> StageCost:
    figures = tuple(stage[name] for name in names)
    return StageCost(
        reduce(mul, map(span, figures)),
        {name: figure["value"] for name, figure in zip(names, figures, strict=True)},
        figures,
    )


def _counts_tokens(figure: Figure) -> bool:
    return any(word in _wording(figure) for word in _TOKEN_WORDS)


def _is_volume(figure: Figure) -> bool:
    return not _VOLUME_WORDS.isdisjoint(word.strip("().,") for word in _wording(figure).split())


def _wording(figure: Figure) -> str:
    return f"{figure.get('unit', '')} {figure.get('text', '')}".casefold()
