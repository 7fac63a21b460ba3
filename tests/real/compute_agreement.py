"""How the hardware catalog and the hardware burden agree with what others have typed in.

Run it where their tables are at hand (they are not part of the repository):

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.compute_agreement
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pandas as pd
from rich import print

from analysis.hardware import Catalog
from analysis.measures import SECONDS_PER_HOUR, hardware_burden
from analysis.thompson import read
from extractors.catalog.hardware import catalog, find

TABLES = Path(os.environ.get("NINTHPOWER_REAL_PAPERS", "")).parent
AGREES_WITHIN = 0.05
_EPOCH_PEAKS = {
    "fp32": "FP32 (single precision) performance (FLOP/s)",
    "tf32": "TF32 (TensorFloat-32) performance (FLOP/s)",
    "fp16": "Tensor-FP16/BF16 performance (FLOP/s)",
    "fp8": "FP8 performance (FLOP/s)",
}


def epoch_peaks(tables: Path = TABLES) -> pd.DataFrame:
    """Return Epoch AI's peak rates beside the catalog's, one row per product and precision both know."""

    def rows() -> Iterator[tuple[str, str, str, float, float]]:
        for row in _rows(tables / "tables/epoch/ml_hardware.csv"):
            hardware = find(row["Hardware name"])
            for precision, column in _EPOCH_PEAKS.items():
                ours = getattr(hardware, f"peak_{precision}_flop_per_s", None)
                if hardware and ours and row[column]:
                    yield row["Hardware name"], hardware.hardware_id, precision, ours, float(row[column])

    frame = pd.DataFrame(rows(), columns=["name", "hardware_id", "precision", "ours", "theirs"])
    return frame.assign(ratio=frame["ours"] / frame["theirs"])


def thompson_peaks(tables: Path = TABLES) -> pd.DataFrame:
    """Return the GPU peaks of Thompson et al. beside the catalog's FP32 peaks, one row per product name."""
    published = read(tables / "reference/thompson/data")
    rows = [
        (name, hardware.hardware_id, hardware.peak_fp32_flop_per_s, float(peak) * 1e9)
        for stage in ("training", "pretraining", "finetuning")
        for name, peak in published[[f"{stage}_gpu_model", f"{stage}_gpu_ptp_gflops"]]
        .dropna()
        .drop_duplicates()
        .itertuples(index=False)
        if (hardware := find(str(name))) and hardware.peak_fp32_flop_per_s
    ]
    frame = pd.DataFrame(rows, columns=["name", "hardware_id", "ours", "theirs"]).drop_duplicates()
    return frame.assign(ratio=frame["ours"] / frame["theirs"])


def epoch_burdens(tables: Path = TABLES) -> pd.DataFrame:
    """Return Epoch AI's training compute over our burden, for systems with one kind of hardware.

    The ratio is the utilisation their estimate implies of our peak. Models built on another are left out:
    Epoch's figure holds the compute of the base model, their hardware and time only that of the last stage.
    """
    peaks = Catalog(pd.DataFrame(map(asdict, catalog())))

    def rows() -> Iterator[tuple[str, str, str, str, float, float, float]]:
        for row in _rows(tables / "tables/epoch/all_ml_systems.csv"):
            name = row["Training hardware"]
            stated = [row["Hardware quantity"], row["Training time (hours)"], row["Training compute (FLOP)"]]
            hardware = find(name)
            if not all(stated) or "," in name or hardware is None or row["Base model"]:
                continue
            count, hours, flop = map(float, stated)
            if peak := peaks.peak(hardware.hardware_id, name):
                burden = hardware_burden(SECONDS_PER_HOUR * hours * count, peak.flop_per_s.value)
                method = row["Training compute estimation method"]
                yield row["Model"], hardware.hardware_id, peak.precision, method, peak.headroom, burden, flop

    columns = ["model", "hardware_id", "precision", "method", "headroom", "burden", "flop"]
    frame = pd.DataFrame(rows(), columns=columns)
    ratio = frame["flop"] / frame["burden"]
    return frame.assign(ratio=ratio, ratio_at_fastest=ratio / frame["headroom"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def share_agreeing(frame: pd.DataFrame) -> float:
    """Return the share of rows whose ratio is 1 within `AGREES_WITHIN`."""
    return float(((frame["ratio"] - 1).abs() <= AGREES_WITHIN).mean())


def main() -> None:
    """Print the three comparisons with what differs."""
    pd.set_option("display.width", 160, "display.max_rows", 500)
    for title, frame in (("Epoch AI, peaks", epoch_peaks()), ("Thompson et al., peaks", thompson_peaks())):
        print(f"{title}: {len(frame)} compared, {share_agreeing(frame):.3f} within {AGREES_WITHIN:.0%}")
        print(frame[(frame["ratio"] - 1).abs() > AGREES_WITHIN].to_string())
    burdens = epoch_burdens()
    print(f"Epoch AI, training compute over burden: {len(burdens)} systems")
    for ratio in ("ratio", "ratio_at_fastest"):
        print(burdens.groupby("precision")[ratio].describe(percentiles=[0.1, 0.5, 0.9]).round(3).to_string())
    outside = burdens[~burdens["ratio_at_fastest"].between(0.05, 1)]
    print(outside.sort_values("ratio_at_fastest").to_string())


if __name__ == "__main__":
    main()
