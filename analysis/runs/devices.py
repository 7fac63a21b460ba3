"""The devices of one stage of a run: whether it is a single one, and which time was measured on them."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.runs.choices import Choice, Choices, statements_of


def time_with_machine(chosen: Choices) -> str | None:
    """Return which time is printed together with the machine it was measured on, None for neither."""
    if "hardware_model" not in chosen:
        return None
    machine = statements_of(chosen, "hardware_model")
    if machine & statements_of(chosen, "device_hours"):
        return "device_hours"
    together = machine & statements_of(chosen, "wall_time_hours")
    count = statements_of(chosen, "device_count")
    return "wall_time_hours" if together and together <= count else None


def one_device(chosen: Choices) -> Choice | None:
    """Return a count of one that is stated without a number: by an article before the machine, or beside the time."""
    return _one_by_machine(chosen) or _one_by_time(chosen.get("wall_time_hours"))


def _one_by_machine(chosen: Choices) -> Choice | None:
    """Return the count for ``on an NVIDIA P100 GPU``, where only the article tells that it is one.

    A table row that prints one product beside its hours also counts one.
    """
    machine = chosen.get("hardware_model")
    if machine is None or machine.fact is None:
        return None
    if machine.fact.place.is_in_table:
        is_one = machine.fact.place.statement in statements_of(chosen, "wall_time_hours")
    else:
        before, _, after = machine.fact.place.quote.partition(machine.fact.text)
        is_one = _ARTICLE.search(before) is not None and not _SEVERAL.match(after)
    return (
        replace(machine, value=1.0, low=1.0, high=1.0, source=f"one {machine.fact.text}") if is_one else None
    )


_ARTICLE = re.compile(r"\b(?:an?|one|single)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\s?(?:[\w-]+\s)?(?:GPUs|TPUs|cards|devices|machines?|clusters?|pods?|servers?|nodes?)\b"
)
"""What follows a machine of several devices, such as ``a V100 cluster``."""


def _one_by_time(time: Choice | None) -> Choice | None:
    """Return the count for ``takes 12 hours on a GPU``, where the sentence of the time speaks of one device."""
    if time is None or time.fact is None or time.fact.place.is_in_table:
        return None
    one = _ON_ONE_DEVICE.search(time.fact.place.quote)
    return replace(time, value=1.0, low=1.0, high=1.0, source=one[0].strip()) if one else None


_ON_ONE_DEVICE = re.compile(
    r"\b(?:on|using|with)\s(?:an?|one|a single)\s(?:(?!cluster|machine|server|node)[\w-]+\s){0,3}?"
    r"(?:GPU|TPU|graphics card)\b"
    r"(?!\s?(?:s\b|cluster|machine|server|node|pod|farm|workstation|cards))",
    re.IGNORECASE,
)
