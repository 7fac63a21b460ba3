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
_BOARDS = re.compile(r"\bboards?\b", re.IGNORECASE)
_SLICE = re.compile(r"\bv[2-5]p?-(\d{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Peak:
    """The peak rate of one counted unit."""

    flop_per_s: Span
    """Its range covers the other things the unit may be when the paper does not say."""
    precision: str
    kind: str
    """``gpu``, ``tpu``, ``cpu`` or ``other``."""
    unit: str
    """``device``, ``core``, ``board`` or ``slice of 512 cores``."""
    is_unit_stated: bool
    headroom: float
    """Fastest rate of the chip at any precision over the rate that counts: what a run may exceed the peak by."""


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
        unit, devices = _counted_unit(row["kind"], cores, board, wording)
        span = Span(rate, rate / cores, rate * board) if devices is None else Span.exactly(rate * devices)
        fastest = max(float(known) for known in rates.values() if known)
        return Peak(
            span, precision, row["kind"], unit, is_unit_stated=devices is not None, headroom=fastest / rate
        )


def _counted_unit(kind: str, cores: int, board: int, wording: str) -> tuple[str, float | None]:
    """What is counted, and how many of the catalog's devices it is; None where the paper does not say."""
    if kind not in ("tpu", "cpu"):
        return "device", 1.0
    if slice_ := _SLICE.search(wording):
        return f"slice of {slice_[1]} cores", int(slice_[1]) / cores
    if _CORES.search(wording):
        return "core", 1 / cores
    if _BOARDS.search(wording):
        return "board", float(board)
    return "device", 1.0 if kind == "cpu" or _CHIPS.search(wording) else None
