"""The scale of numbers whose column prints none: ``4.1`` below "FLOPs" is billions, ``219`` is millions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.facts.compute.recognisers.wording import any_of
from extractors.records import Quantity

_WORDS = {
    "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "b": 1e9, "g": 1e9, "t": 1e12,
    "mega": 1e6, "giga": 1e9, "tera": 1e12, "10^6": 1e6, "10^9": 1e9, "10^12": 1e12,
    "10^15": 1e15, "10^18": 1e18, "10^21": 1e21,
}  # fmt: skip
_IN_CAPTION = {
    Quantity.PARAMETERS: r"param\w*|model sizes?|sizes?",
    Quantity.FORWARD_FLOPS: r"flops|madds|mult-?adds|multiply-adds|macs|operations",
}
_WORD = r"(?:millions?|billions?|trillions?|mega|giga|tera|10\^\{?(?:6|9|1[258]|21)\}?|[MBGT](?=\W))"
_IN = r"(?:\bin\s|\()(?:units\sof\s|the\s)?"
_UNIT = rf"[^.;]{{0,30}}?{_IN}(?P<word>{_WORD})"
_TWO_UNITS = rf"[^.;,]{{0,30}}?{_IN}(?P<first>{_WORD})\s?(?:and|/)\s?(?P<second>{_WORD})"
_PLAUSIBLE = (4.0, 8000.0)
"""Operations of a forward pass per parameter: dense layers applied once, convolutions on large images."""
_LARGE_INPUTS = any_of(r"\bdetect(?:ion|ors?)\b", r"segmentation", r"\bm?AP\b", r"\bAP[\^_]", r"\bmIoU\b")
_PLAUSIBLE_ON_LARGE_INPUTS = (30.0, 40_000.0)
"""The same for detectors and segmenters, which see whole scenes."""
_FEW = 100.0
"""Bare counts of operations from this on are millions, those below billions."""
_FEW_ON_LARGE_INPUTS = 3000.0
"""The same for detectors and segmenters, the largest of which take some thousand billions."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What bare numbers are multiplied by, and why."""

    factor: float
    confidence: float
    reason: str


def scale_of_bare_numbers(
    quantity: Quantity,
    counts: Sequence[float],
    parameters: Sequence[float | None],
    caption: str,
    heads: str = "",
) -> Scale | None:
    """Return the scale of the numbers of a column that prints none, or None where it is open.

    Args:
        quantity: What they count; only parameters and operations are printed without their scale.
        counts: The numbers of the column.
        parameters: For each of them the parameters of its row, where the table prints them.
        caption: Caption of the table, which may state the scale.
        heads: Heads of the table; like the caption they may say that its models see whole scenes.
    """
    if quantity not in _IN_CAPTION or not counts or _are_relative(counts):
        return None
    if factor := _stated(quantity, caption):
        return Scale(factor, 0.9, "scale stated in the caption")
    if quantity is Quantity.PARAMETERS:
        return Scale(1e6, 0.8, "no scale printed: million assumed")
    sees_scenes = _LARGE_INPUTS.search(f"{caption} {heads}") is not None
    lowest, highest = _PLAUSIBLE_ON_LARGE_INPUTS if sees_scenes else _PLAUSIBLE
    ratios = [count / size for count, size in zip(counts, parameters, strict=True) if size]
    if ratios:
        fitting = [factor for factor in (1e6, 1e9) if lowest <= median(ratios) * factor <= highest]
        if len(fitting) == 1:
            return Scale(fitting[0], 0.9, "no scale printed: the one that fits the parameters")
    few = _FEW_ON_LARGE_INPUTS if sees_scenes else _FEW
    factor = 1e6 if median(counts) >= few else 1e9
    return Scale(factor, 0.75, f"no scale printed: {'million' if factor == 1e6 else 'billion'} assumed")


def _are_relative(counts: Sequence[float]) -> bool:
    """True for a column of nothing but ones: its methods are measured relative to each other."""
    return len(counts) > 1 and set(counts) == {1.0}


def _stated(quantity: Quantity, caption: str) -> float | None:
    """Return the scale that a caption states for a quantity, alone or in turn with that of the other one."""
    for other, name in _IN_CAPTION.items():
        names = (_IN_CAPTION[quantity], name)
        for group, (first, second) in {"first": names, "second": names[::-1]}.items():
            pattern = rf"(?:{first})\s?(?:and|/)\s?(?:{second}){_TWO_UNITS}"
            if other is not quantity and (match := re.search(pattern, caption, re.IGNORECASE)):
                return _factor(match[group])
    match = re.search(f"(?:{_IN_CAPTION[quantity]}){_UNIT}", caption, re.IGNORECASE)
    return _factor(match["word"]) if match else None


def _factor(word: str) -> float:
    plain = re.sub(r"[{}]", "", word.lower())
    return _WORDS[plain if len(plain) == 1 else plain.rstrip("s")]
