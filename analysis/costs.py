"""What a FLOP costs in dollars and in CO2, then and now."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.frames import records
from analysis.measures import DEFAULT_UTILISATION, SECONDS_PER_HOUR

KG_PER_POUND = 0.45359237

OPERATION_MEASURES = ("network_operations", "reported", "token_rule")
"""Measures that count what was computed; hardware reaches only a share of its peak in doing it."""


@dataclass(frozen=True, slots=True)
class CostModel:
    """Hardware, its price and its emissions."""

    name: str
    year: float
    """When the price held."""
    peak_flop_per_s: float
    usd_per_device_hour: float
    kg_co2e_per_device_hour: float
    utilisation: float
    source: str

    def flop_per_device_hour(self, measure: str) -> float:
        """Return how much of a compute measure one device does in an hour.

        Burdens are counted at the peak rate, so an hour does the peak; measures that count operations get
        `utilisation` of it.
        """
        rate = self.peak_flop_per_s * (self.utilisation if measure in OPERATION_MEASURES else 1.0)
        return rate * SECONDS_PER_HOUR

    def flop_per_usd(self, measure: str) -> float:
        """Return how much of a compute measure a dollar buys."""
        return self.flop_per_device_hour(measure) / self.usd_per_device_hour

    def flop_per_kg_co2e(self, measure: str) -> float:
        """Return how much of a compute measure emits a kilogram."""
        return self.flop_per_device_hour(measure) / self.kg_co2e_per_device_hour


V100_FP32_PEAK = 14.13e12
"""FLOP/s, as in the published tables."""

PUBLISHED_2020 = CostModel(
    name="published 2020",
    year=2020.0,
    peak_flop_per_s=V100_FP32_PEAK,
    usd_per_device_hour=0.74,
    kg_co2e_per_device_hour=1.58 * 0.250 * 0.954 * KG_PER_POUND,
    utilisation=1.0,
    source="V100 at its FP32 peak, USD 0.74 an hour; 250 W, PUE 1.58, 0.954 lb/kWh (Strubell et al. 2019)",
)
"""Reproduces the differences between the columns of the 2020 projection table."""

PUBLISHED_2022 = CostModel(
    name="published 2022",
    year=2022.0,
    peak_flop_per_s=V100_FP32_PEAK,
    usd_per_device_hour=0.74,
    kg_co2e_per_device_hour=V100_FP32_PEAK * SECONDS_PER_HOUR / 3.49756348e17 * KG_PER_POUND,
    utilisation=1.0,
    source="Code of the authors' site: FLOP / 6.87405405e16 dollars and FLOP / 3.49756348e17 lb CO2",
)

CURRENT_DEVICE = "h100-sxm5"
"""Catalog id of the accelerator that computing is bought on today."""

CURRENT_USD_PER_DEVICE_HOUR = 2.99
"""On demand, March 2025 (Epoch AI, hardware prices)."""
CURRENT_YEAR = 2025.2
POWER_USAGE_EFFECTIVENESS = 1.56
"""Energy of a data centre over that of its computers (Uptime Institute survey 2024)."""
KG_CO2E_PER_KWH = 0.373
"""United States (EPA eGRID 2022)."""


def current_costs(hardware: pd.DataFrame, utilisation: float = DEFAULT_UTILISATION) -> CostModel:
    """Return what computing costs today, on the catalog's `CURRENT_DEVICE` at its dense BF16 peak.

    Args:
        hardware: The catalog, as in `analysis.hardware.Catalog`, with `tdp_watts`.
        utilisation: Share of the peak that measures of operations reach.
    """
    [device] = records(hardware[hardware["hardware_id"] == CURRENT_DEVICE])
    kilowatts = float(device["tdp_watts"]) / 1000
    return CostModel(
        name="current",
        year=CURRENT_YEAR,
        peak_flop_per_s=float(device["peak_fp16_flop_per_s"]),
        usd_per_device_hour=CURRENT_USD_PER_DEVICE_HOUR,
        kg_co2e_per_device_hour=kilowatts * POWER_USAGE_EFFECTIVENESS * KG_CO2E_PER_KWH,
        utilisation=utilisation,
        source=(
            f"{device['name']} ({device['source']}); USD {CURRENT_USD_PER_DEVICE_HOUR} an hour on demand, "
            "March 2025; PUE 1.56; 0.373 kg CO2e/kWh, United States"
        ),
    )


PRICE_PERFORMANCE_DOUBLING_YEARS = (2.46, 2.24, 2.72)
"""Years in which a dollar buys twice the FLOP/s, with 95 % interval: Hobbhahn and Besiroglu 2022 (Epoch AI,
"Trends in GPU price-performance"), 470 GPUs of 2006 to 2021."""
