from __future__ import annotations

import pytest

from extractors.catalog.units import factor


@pytest.mark.parametrize(
    ("printed", "target", "expected"),
    [
        ("days", "hour", 24.0),
        ("weeks", "hour", 168.0),
        ("hrs", "hour", 1.0),
        ("minutes", "hour", 1 / 60),
        ("GPU-days", "device * hour", 24.0),
        ("TPUv3-core-days", "device * hour", 24.0),
        ("TPU core years", "device * hour", 8760.0),
        ("petaflop/s-days", "flop", 8.64e19),
        ("PFLOPs-days", "flop", 8.64e19),
        ("GFLOPs", "flop", 1e9),
        ("BFLOPs", "flop", 1e9),
        ("floating point operations", "flop", 1.0),
        ("MMACs", "multiply_add", 1e6),
        ("Mult-Adds", "multiply_add", 1.0),
        ("MWh", "kilowatt * hour", 1000.0),
        ("tCO2e", "kilogram", 1000.0),
        ("metric tons of CO_2", "kilogram", 1000.0),
        ("lbs", "kilogram", 0.45359237),
    ],
)
def test_printed_units_convert(printed: str, target: str, expected: float) -> None:
    assert factor(printed, target) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("printed", "target"),
    [("bananas", "hour"), ("GFLOPs/s", "flop"), ("MACs", "flop"), ("days", "device * hour"), ("", "hour")],
)
def test_other_dimensions_and_unknown_units_have_no_factor(printed: str, target: str) -> None:
    assert factor(printed, target) is None
