"""Units as papers print them, turned by pint into the units of `extractors.records.Quantity`."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import pint

_FOLDS = (
    (re.compile(r"co_?2(?:-?e(?:q(?:uivalents?|v)?)?)?|carbon dioxide(?: equivalents?)?"), ""),
    (re.compile(r"\b(?:of|metric|emissions?)\b"), " "),
    (
        re.compile(r"mult(?:iply|iplication)?s?[-\s]?(?:add|accumulate)(?:ition)?s?|m-?adds?\b"),
        "multiply_add",
    ),
    (re.compile(r"floating[-\s]point operations?"), "flop"),
    (re.compile(r"flops?(?=[-\s](?:seconds?|hours?|days?|years?)\b)"), "flop/s"),
    (re.compile(r"flops?\b(?!/s)"), "flop"),
    (re.compile(r"tpu\s?-?v\d\w?"), "tpu"),
    (re.compile(r"[gtcn]pu[-\s](?:core|chip|card)s?\b"), "device"),
    (re.compile(r"\$"), " dollar "),
)
"""What is folded before pint reads a unit; carbon dioxide is a mass, and FLOP-days are always FLOP/s-days."""


@cache
def registry() -> pint.UnitRegistry[float]:
    """Return the registry of the units papers print, built on first use from ``units.txt``."""
    units: pint.UnitRegistry[float] = pint.UnitRegistry(None, case_sensitive=False)
    units.load_definitions((resources.files(__package__) / "units.txt").read_text().splitlines())
    return units


@cache
def factor(printed: str, target: str) -> float | None:
    """Return the factor that turns a number in one unit into another unit.

    Args:
        printed: The unit as printed: ``GPU-days``, ``petaflop/s-days``, ``MWh``, ``tCO2e``, ``GFLOPs``.
        target: The unit to convert to, such as ``hour`` or ``device * hour``.

    Returns:
        The factor, or None when the printed text is no known unit or measures something else.
    """
    folded = printed.lower().strip(" .")
    for pattern, replacement in _FOLDS:
        folded = pattern.sub(replacement, folded)
    expression = re.sub(r"[-\s·]+", " * ", folded.strip(" -"))
    try:
        return float(registry().Quantity(1.0, expression).to(target).magnitude)
    except (pint.errors.PintError, AttributeError, TypeError, ValueError, AssertionError):
        return None
