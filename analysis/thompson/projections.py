"""The published projection table of 2020, rebuilt from its constants and the two lines that were printed."""

from __future__ import annotations

import math
import tomllib
from importlib import resources
from itertools import product

import pandas as pd

from analysis.costs import KG_PER_POUND, PUBLISHED_2020

GIGA = 1e9

COLUMNS = {
    "benchmark_id": "Benchmark",
    "target_error": "Error that is projected to",
    "form": "polynomial or exponential",
    "quantity": "gflop, lb_co2 or usd",
    "published": "Power of ten, rounded down",
    "rebuilt": "Powers that the constants (or the printed line) allow, as text",
    "is_reproduced": "True when the published power is among them; None for what cannot be rebuilt",
}
"""The columns of the frame `rebuild_2020` returns, with what they hold."""


def rebuild_2020() -> pd.DataFrame:
    """Rebuild the published table.

    Compute follows from the printed lines, where there is one; dollars and CO2 follow from compute by the
    published constants. As powers were rounded down, a power of compute allows two powers of cost.

    Returns:
        One row per published number with the columns of `COLUMNS`.
    """
    text = (resources.files("analysis.published") / "projections_2020.toml").read_text("utf-8")
    published = tomllib.loads(text)
    lines = {line["benchmark_id"]: line for line in published["line"]}
    rows = []
    for row in published["row"]:
        for form in ("polynomial", "exponential"):
            gflop, pounds, usd = row[form]
            line = lines.get(row["benchmark_id"]) if form == "exponential" else None
            expected = _inverted(line, row["error"]) if line else None
            per_usd = PUBLISHED_2020.flop_per_usd("hardware_burden") / GIGA
            per_pound = PUBLISHED_2020.flop_per_kg_co2e("hardware_burden") * KG_PER_POUND / GIGA
            for quantity, power, allowed in (
                ("gflop", gflop, expected),
                ("lb_co2", pounds, _cost_powers(gflop, per_pound)),
                ("usd", usd, _cost_powers(gflop, per_usd)),
            ):
                rows.append(
                    {
                        "benchmark_id": row["benchmark_id"],
                        "target_error": row["error"],
                        "form": form,
                        "quantity": quantity,
                        "published": power,
                        "rebuilt": "" if allowed is None else " or ".join(map(str, allowed)),
                        "is_reproduced": None if allowed is None else power in allowed,
                    }
                )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _inverted(line: dict[str, str], error: float) -> range:
    """Powers of Gflop at which a printed line can reach an error, each coefficient within its last digit."""
    powers = [
        (1 / error - intercept) / slope
        for intercept, slope in product(_ends(line["intercept"]), _ends(line["slope"]))
    ]
    return range(math.floor(min(powers)), math.floor(max(powers)) + 1)


def _ends(printed: str) -> tuple[float, float]:
    """Least and greatest number that is printed like this."""
    half_a_digit = 0.5 * 10.0 ** -len(printed.partition(".")[2])
    return float(printed) - half_a_digit, float(printed) + half_a_digit


def _cost_powers(gflop_power: int, gflop_per_unit: float) -> range:
    """Powers of cost for compute of a power that was rounded down: two of them."""
    least = math.floor(gflop_power - math.log10(gflop_per_unit))
    return range(least, least + 2)
