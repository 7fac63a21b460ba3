"""Peak rates: which precision counts, and what one counted unit of an accelerator is."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from analysis.frames import records
from analysis.measures import Span

PRECISIONS = ("fp32", "tf32", "fp16", "fp8")
"""In order of preference: FP32 where the chip has it, as Thompson et al. do, so that burdens stay comparable;
a chip without FP32 (a TPU) counts at the widest precision it has. FP16 stands for BF16 too."""

_CORES = re.compile(r"\bcores?\b|(?<=[a-z0-9])cores?\b", re.IGNORECASE)
_CHIPS = re.compile(r"\bchips?\b", re.IGNORECASE)
_BOARDS = re.compile(r"\bboards?\b|\bv[2-5][ep]?-8\b", re.IGNORECASE)
_SLICE = re.compile(r"\bv[2-5]p?-(\d{2,4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Peak:
    """The peak rate of one counted unit."""

    flop_per_s: Span
    """Its range covers the other things the unit may be when the paper does not say."""
    precision: str
    unit: str
    """``device``, ``core``, ``board`` or ``slice of 512 cores``."""
    is_unit_stated: bool


class Catalog:
    """The hardware frame, looked up by id."""

    def __init__(self, hardware: pd.DataFrame) -> None:
        """Read the catalog.

        Args:
            hardware: One row per product with `hardware_id`, `kind`, ``peak_<precision>_flop_per_s`` for each
                of `PRECISIONS`, `cores_per_device` and `devices_per_board`; one device is one chip or card.
        """
        self._rows = {row["hardware_id"]: row for row in records(hardware)}

    def peak(self, hardware_id: str | None, wording: str) -> Peak | None:
        """Return the peak of one unit as the paper counts it.

        Papers count TPUs in cores, chips, boards of four chips or slices (``v3-512``); where they do not say,
        chips are assumed and the range reaches from one core to one board.

        Args:
            hardware_id: Catalog id; None when the accelerator was not recognised.
            wording: What the paper calls the counted unit: printed unit, number and hardware name.

        Returns:
            None for hardware the catalog does not know or gives no peak for.
        """
        row = self._rows.get(hardware_id or "", {})
        rates = {name: row.get(f"peak_{name}_flop_per_s") for name in PRECISIONS}
        found = next(((name, float(rate)) for name, rate in rates.items() if rate), None)
        if found is None:
            return None
        precision, rate = found
        cores = row.get("cores_per_device") or 1
        board = row.get("devices_per_board") or 1
        if row["kind"] not in ("tpu", "cpu"):
            return Peak(Span.exactly(rate), precision, "device", is_unit_stated=True)
        if slice_ := _SLICE.search(wording):
            size = int(slice_[1])
            return Peak(
                Span.exactly(rate * size / cores), precision, f"slice of {size} cores", is_unit_stated=True
            )
        if _CORES.search(wording):
            return Peak(Span.exactly(rate / cores), precision, "core", is_unit_stated=True)
        if _BOARDS.search(wording):
            return Peak(Span.exactly(rate * board), precision, "board", is_unit_stated=True)
        is_stated = row["kind"] == "cpu" or bool(_CHIPS.search(wording))
        span = Span.exactly(rate) if is_stated else Span(rate, rate / cores, rate * board)
        return Peak(span, precision, "device", is_unit_stated=is_stated)
