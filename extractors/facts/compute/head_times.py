"""What a head says about time: of a training run, of an epoch, of devices."""

from __future__ import annotations

from extractors.catalog.units import factor
from extractors.facts.compute.meaning import Meaning, stage_of_head
from extractors.facts.compute.recognisers.wording import any_of
from extractors.records import Quantity

_DEVICE_HOURS = any_of(
    r"\b(?P<device>[\w\s-]*?(?:[GT]PU|core|chip|V100|A100|H100|H800|P100)s?)[\s-](?P<span>hours?|hrs|days?|"
    r"years?)\b"
)
_SHORT_DEVICE_TIME = any_of(
    r"\b(?:search|train(?:ing)?)\b.*?(?P<device>\b[GT]PU)s?[\s-](?P<span>min(?:ute)?s?|sec(?:ond)?s?)\b"
    r"(?!\.?\s?(?:per\b|/))"
)
"""``Search cost (GPU sec.)``: so short is also what one image takes, unless the head speaks of a whole run."""
_HOURS = any_of(
    r"\btrain(?:ing)? (?:time|hours|cost)\b.*\b(?P<span>hours?|hrs?|h|days?|d|min(?:ute)?s?|sec(?:ond)?s?)\b",
    r"\btrain(?:ing)? time\s?[\[(](?P<letter>s)[\])]",
    r"^(?:pre-?)?train(?:ing)?\s?[\[(](?:in\s)?(?P<bare>hours?|hrs?|h|days?|d|min(?:ute)?s?)[\])]",
    r"^(?:#\s?|(?:avg\.?|average|mean|total)\s)?(?:wall[\s-]?(?:clock )?time \()?(?P<only>hours|days|hrs)\)?$",
)
_SPAN = r"(?:hours?|hrs?|h|days?|d|min(?:ute)?s?|sec(?:ond)?s?|s)"
_EPOCH_TIME = any_of(
    rf"\btime\s?(?:per|/|of an)\s?(?:training\s)?ep(?:och)?\b\.?[\s,]*[\[(]?(?:in\s)?\b(?P<after>{_SPAN})\b",
    rf"\bepoch\s(?:training\s)?time\b[\s,]*[\[(]?(?:in\s)?\b(?P<of_epoch>{_SPAN})\b",
    rf"(?:^|[\[(\s])(?P<ratio>{_SPAN})\.?\s?(?:per|/)\s?ep(?:och)?\b",
)
"""``Time/epoch [s]``, ``epoch time (min)``, ``min/epoch``: what a whole training takes is computed with it."""
_RUN = any_of(r"\b(?:pre)?train(?:ing)? times?\b", r"\btime \+ hardware\b")
_PART_OF_RUN = any_of(r"\bper\b", r"/\s?(?:s\b|image|sample)", r"epoch", r"iter", r"\bstep", r"batch")


def time_of_epoch(head: str) -> Meaning | None:
    """Return what stands below a head such as ``time/epoch [s]``."""
    match = _EPOCH_TIME.search(head)
    if match is None:
        return None
    span = _spelled_out(match["after"] or match["of_epoch"] or match["ratio"])
    return Meaning(
        (Quantity.EPOCH_HOURS,), factor(span, "hour") or 1.0, True, stage=stage_of_head(head), unit=span
    )


def time_of_devices(head: str, printed: float | None) -> Meaning | None:
    """Return what stands below a head such as ``GPU days``.

    Args:
        head: The head.
        printed: The scale that it prints, if any.
    """
    match = _DEVICE_HOURS.search(head) or _SHORT_DEVICE_TIME.search(head)
    if match is None:
        return None
    hours = factor(f"device-{_spelled_out(match['span'])}", "device * hour") or 1.0
    return Meaning(
        (Quantity.DEVICE_HOURS,),
        hours * (printed or 1.0),
        True,
        unit=head[match.start("device") : match.end("span")].strip(),
        text_value=match["device"].strip(),
    )


def time_of_training(head: str, _printed: float | None) -> Meaning | None:
    """Return what stands below a head such as ``Training time (h)``, which says the unit."""
    match = _HOURS.search(head)
    if match is None:
        return None
    span = _spelled_out(match["span"] or match["only"] or match["letter"] or match["bare"])
    return Meaning((Quantity.WALL_TIME_HOURS,), factor(span, "hour") or 1.0, True, unit=span)


def is_time_of_run(head: str) -> bool:
    """Tell the time of a whole training from that of an epoch or a step."""
    return _RUN.search(head) is not None and _PART_OF_RUN.search(head) is None


def _spelled_out(span: str) -> str:
    """Return the unit of a time whose head abbreviates it by a letter."""
    long = {"h": "hour", "d": "day", "s": "second", "sec": "second", "min": "minute"}
    return long.get(span.lower(), long.get(span.lower().removesuffix("s"), span))
