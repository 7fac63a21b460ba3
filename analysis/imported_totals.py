"""Totals of training compute in imported tables, with the figures they are made from."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.frames import FrameRow, records
from analysis.measures import FLOP_PER_MULTIPLY_ADD

TABLE_MEASURES = ("network_operations", "hardware_burden")
"""Totals that a table may print under these names; Thompson et al. do, and fold the search in."""
STATED_TOTAL = "training_flops"
"""A total that does not say how it was made, such as that of Epoch AI: it stands beside every measure of ours."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """A row of an imported table with a total of training compute."""

    source_id: str
    row_id: str
    model_name: str
    paper_id: str
    measure: str
    """One of `TABLE_MEASURES`, or `STATED_TOTAL`."""
    flop: float
    inputs: Mapping[str, float | str]
    """What it is made from, as `compute_agreement` compares it; of the training, where stages are told apart."""
    stages: frozenset[str]
    utilisation: str | None


def totals_of(imported: pd.DataFrame) -> Iterator[Theirs]:
    """Yield the totals of an imported table with what they are made from.

    Args:
        imported: Rows of `imported_compute`, see `analysis.compute_agreement`.

    Yields:
        One total after another.
    """
    for (source_id, row_id), own in imported.groupby(["source_id", "row_id"], sort=True):
        figures = records(own)
        extra = json.loads(figures[0]["extra"])
        stated = [figure for figure in figures if figure["quantity"] is not None]
        training = [figure for figure in stated if figure["stage"] == "training"]
        by_quantity = {figure["quantity"]: stated_figure(figure) for figure in training or stated}
        for measure in (*TABLE_MEASURES, STATED_TOTAL):
            flop = stated_number(
                extra.get(measure) if measure in TABLE_MEASURES else by_quantity.get(measure)
            )
            if flop:
                yield Theirs(
                    source_id=str(source_id),
                    row_id=str(row_id),
                    model_name=figures[0]["model_name"],
                    paper_id=figures[0]["paper_id"],
                    measure=measure,
                    flop=flop,
                    inputs=_their_inputs(by_quantity),
                    stages=frozenset(
                        figure["stage"] for figure in stated if figure["quantity"] in _QUANTITIES_OF_STAGES
                    ),
                    utilisation=extra.get("utilisation"),
                )


_QUANTITIES_OF_STAGES = frozenset({"epochs", "wall_time_hours", "device_count"})
"""Those that say of which stage they are; the FLOP of a forward pass is that of all."""


def stated_figure(figure: FrameRow) -> float | str:
    """Return a figure of an imported table, multiply-adds as FLOP."""
    if figure["value"] is None:
        return str(figure["text_value"])
    return float(figure["value"]) * (FLOP_PER_MULTIPLY_ADD if figure["counts_macs"] else 1.0)


def stated_number(text: object) -> float | None:
    """Return an amount as tables write it; None for anything else, and for what is none, such as a negative one."""
    try:
        amount = float(str(text).replace(",", ""))
    except ValueError:
        return None
    return amount if 0 < amount < math.inf else None


def _their_inputs(by_quantity: Mapping[str, float | str]) -> dict[str, float | str]:
    count, hours = (stated_number(by_quantity.get(name)) for name in ("device_count", "wall_time_hours"))
    size, epochs = (stated_number(by_quantity.get(name)) for name in ("dataset_size", "epochs"))
    inputs = {
        "FLOP of a forward pass": by_quantity.get("forward_flops"),
        "epochs": epochs,
        "devices": count,
        "hours": hours,
        "device-hours": by_quantity.get("device_hours") or (count and hours and count * hours),
        "hardware": by_quantity.get("hardware_model"),
        "parameters": by_quantity.get("parameters"),
        "tokens": size and size * (epochs or 1.0),
    }
    return {name: value for name, value in inputs.items() if value}
