"""Which cost a head names: operations, time, machines, sizes, money, energy."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.catalog.hardware import find_all
from extractors.catalog.units import factor
from extractors.facts.compute.head_times import is_time_of_run, time_of_devices, time_of_training
from extractors.facts.compute.meaning import HEADED_AS_SIZE, Meaning, printed_scale
from extractors.facts.compute.recognisers.milestones import is_part_of_run
from extractors.facts.compute.recognisers.wording import any_of
from extractors.records import Quantity

_MULTIPLY_ADD_WORDS = (
    r"(?:(?:multi?(?:ply|i)?|mul)[\s-]?add(?:ition)?s?|m-?adds?|macs?|×\s?\+|multiply[\s-]accumulates?)"
)
_PARAMETERS = any_of(
    r"(?:\b|#|\|)\s?param(?:eter|ater)?s?\b",
    r"(?:\b|#)(?:paras?|pars)\.?(?=\W|$)",
    r"^#\s?p\.?(?=\s*[(\[]|$)",
    r"\b#?\s?weights\b",
)
_MODEL_SIZE = any_of(r"\bmodel size\b", r"^(?:network\s)?size\b", r"(?<!/)(?<!/\s)\bsizes?$")
_TIMES_PLUS = r"(?:^|\s)(?:[×x]\s?\+|\+\s?[×x])(?=\s|$|[(\[])|^×\s?[(\[][KMGB][)\]]$"
"""``×+ (M)``, as papers on architecture search head their multiply-adds; some pages lose the plus: ``× (M)``."""
OPERATIONS = any_of(
    r"(?:\b|#)(?:(?:[kmgtpbez]|giga|tera|peta|exa|zetta)-?)?flops?\b",
    rf"(?:(?<![a-z]-)\b|#)(?:[kmgtb]-?)?{_MULTIPLY_ADD_WORDS}(?!\w)",
    _TIMES_PLUS, r"\b(?:computational )?complexity\b.*\b[MG]\b", r"\btraining comput(?:e|ation)\b", r"\bops\b(?!/)",
)  # fmt: skip
_MULTIPLY_ADDS = any_of(_MULTIPLY_ADD_WORDS, _TIMES_PLUS)
_TRAINING = any_of(
    r"\b(?:pre-?)?train(?:ing)?\s(?:compute\b|computation\b|(?:[\w-]+\s)?(?:[kmgtpez]-?|peta-?|exa-?|zetta-?)?flops?\b|cost\b|/)",
    r"total compute",
    r"flops?\s?(?:\(|for|of|to)?\s?(?:pre-?)?train(?:ing)?\b",
    r"\btrain(?:ing)?\s?/\s?\w+ (?:[kmgtp]?flops?)",
    r"(?:exa|zetta)-?flops?\b",
)
"""What says that operations are those of a training; a banner such as ``trained models`` above them does not."""
_EPOCHS = any_of(r"\bepochs?\b", r"^#?ep\.?$")
_STEPS = any_of(
    r"\b(?:train(?:ing)?|max(?:imum)?|total|#|num(?:ber of)?)?\s?(?:steps|iterations|updates)\b",
    r"\biters?\b(?!\s?\d)",
    r"^#?\s?(?:upds?\.?|update|step|iteration)$",
)
_SEQUENCE_LENGTH = any_of(
    r"^(?:max(?:imum|\.)?\s)?(?:(?:training|pre-?training)\s)?(?:sequence|seq\.?|context|input)[\s-]?len(?:gth|\.)?"
    r"(?:\s\([^)]*\))?$"
)
_BATCH_SIZE = any_of(
    r"\b(?:mini-?)?batch[\s-]?size\b",
    r"\bbsz\b",
    r"^batch$",
    r"^batch\s?[(\[]\s?[×x]",
    r"\bbatch \((?:tokens|size)",
)
_BATCH_TIMES_DEVICES = any_of(
    r"\bbatch(?:[\s-]?size)?\s?[×x*]\s?(?:#\s?|(?:num(?:ber)?\.?|no\.)\s?(?:of\s)?)?(?:[GT]PUs?|devices|accelerators|chips)\b"
)
"""``Batch Size × GPUs`` over ``4096 × 8``: what each device takes, and how many there are."""
_HARDWARE = any_of(
    r"\bhardware\b",
    r"\bdevices?\b",
    r"\baccelerators?\b",
    r"\b[GT]PUs$",
    r"^(?:training\s)?[GT]PU$",
    r"\b(?:[GT]PU|chip|device)\s(?:type|model)\b",
    r"\bplatform\b",
)
_DEVICE_COUNT = any_of(
    r"(?:#\s?(?:of\s)?|\bnum(?:ber)?\.? (?:of )?)(?:[\w-]+\s){0,3}?(?:[GT]PUs?|accelerators|devices|chips|cores)\b",
    r"^[GT]PU\s?(?:cores|chips)$",
)
_COUNTED_PRODUCT = re.compile(r"(?:#\s?(?:of\s)?|(?:num(?:ber|\.)?|no\.)\sof\s)(?P<what>.+)", re.IGNORECASE)
_DATASET_SIZE = any_of(
    r"\b(?:#\s?)?(?:trained |training |pre-?train(?:ing|ed)? |train )(?:tokens|images|examples|samples|sentences|"
    r"sent\.?|pairs)\b",
    r"(?:#\s?|\bn[\s_]|\bnum(?:ber)?\.? (?:of )?)(?:tokens|images|training \w+|examples|sentences)\b",
    r"^(?:training )?tokens\b(?!\s?(?:/|per\b))", r"\bdata(?:set)? size\b", r"\btrain(?:ing)? (?:set )?size\b",
    r"^[#|]*\s?train(?:ing)?\b[|]*\s(?:set\s)?#?\s?(?:sent(?:ence)?s?|tokens?|examples|words|pairs|documents|questions|images)\b",
)  # fmt: skip
_EMISSIONS = any_of(
    r"co_?\{?2(?!\S*\s(?:removal|captur|sequest|storage|reduc))", r"\bcarbon (?:emi\w+|footprint)\b"
)
_MASS = any_of(r"(?<![a-z])(?P<unit>(?:kilo|mega)?tons?|tonnes?|t|kg|kilograms?|lbs?|pounds|g)(?=\W|CO|$)")
_ENERGY = any_of(r"\b(?P<unit>(?-i:[kKMGT])Wh)\b")
"""No ``mWh``: so little is what one image takes on a phone."""
_ENERGY_OF_CELLS = any_of(r"\benergy (?:consum\w+|use[d]?|usage|cost)\b", r"\bpower consumption\b")
"""Heads above energies that print their own unit; a power (``400W``) below them is no energy."""
_COST = any_of(
    r"\b(?:train(?:ing)?|cloud|compute)?\s?cost\b.*(?:\$|USD|dollar)", r"\bUSD\b", r"\bcost \(\$\)"
)
_INFERENCE = any_of(r"\binfer", r"\btest\b", r"\bdecod")
_ACTIVATED = any_of(r"\bactiv(?:e|ated)\b")
_PATTERNS = (
    (_DEVICE_COUNT, Quantity.DEVICE_COUNT),
    (_HARDWARE, Quantity.HARDWARE_MODEL),
    (_BATCH_SIZE, Quantity.BATCH_SIZE),
    (_PARAMETERS, Quantity.PARAMETERS),
    (_DATASET_SIZE, Quantity.DATASET_SIZE),
    (_EPOCHS, Quantity.EPOCHS),
    (_STEPS, Quantity.STEPS),
    (_SEQUENCE_LENGTH, Quantity.SEQUENCE_LENGTH),
)


def quantity_of_head(head: str) -> Meaning | None:
    """Return which cost a head names, in which scale, or None where it names none.

    Args:
        head: All heads over a column joined, or the label of a row.
    """
    printed = printed_scale(head)
    return next((found for read in _READERS if (found := read(head, printed))), None)


def _operations(head: str, printed: float | None) -> Meaning | None:
    if not OPERATIONS.search(head):
        return None
    scale, has_scale = printed or 1.0, printed is not None
    counts_macs = bool(_MULTIPLY_ADDS.search(head))
    is_training, is_inference = _TRAINING.search(head), _INFERENCE.search(head)
    if is_training and is_inference and "/" in head:
        first_is_training = is_training.start() < is_inference.start()
        both = (Quantity.TRAINING_FLOPS, Quantity.FORWARD_FLOPS)
        return Meaning(both if first_is_training else both[::-1], scale, has_scale, counts_macs)
    quantity = Quantity.TRAINING_FLOPS if is_training else Quantity.FORWARD_FLOPS
    return Meaning((quantity,), scale, has_scale, counts_macs)


def _batch_times_devices(head: str, _printed: float | None) -> Meaning | None:
    if _BATCH_TIMES_DEVICES.search(head):
        return Meaning((Quantity.BATCH_SIZE, Quantity.DEVICE_COUNT), is_product=True)
    return None


def _money(head: str, printed: float | None) -> Meaning | None:
    if _COST.search(head):
        return Meaning((Quantity.COST_USD,), printed or 1.0, printed is not None, unit="$")
    return None


def _footprint(head: str, _printed: float | None) -> Meaning | None:
    """Return what a column of emissions or energy holds, in the unit of its head."""
    if _EMISSIONS.search(head):
        mass = _MASS.search(head)
        kilograms = factor(mass["unit"], "kilogram") if mass else None
        unit = mass["unit"] if mass and kilograms else ""
        return Meaning((Quantity.CO2E_KG,), kilograms or 1.0, bool(unit), unit=unit)
    if match := _ENERGY.search(head):
        scale = factor(match["unit"], "kilowatt * hour") or 1.0
        return Meaning((Quantity.ENERGY_KWH,), scale, True, unit=match["unit"])
    if _ENERGY_OF_CELLS.search(head):
        return Meaning((Quantity.ENERGY_KWH,), needs_scale=True)
    return None


def _counted_devices(head: str, _printed: float | None) -> Meaning | None:
    return Meaning((Quantity.DEVICE_COUNT,)) if _counts_product(head) else None


def _counts_product(head: str) -> bool:
    """Tell a head that counts devices by what they are called and says nothing else: ``#V100``, ``No. of A100s``."""
    counted = _COUNTED_PRODUCT.fullmatch(head.strip())
    what = counted["what"] if counted else ""
    return any(machine.text == what for machine in find_all(what))


def _other_quantity(head: str, printed: float | None) -> Meaning | None:
    for pattern, quantity in _PATTERNS:
        is_part = quantity in (Quantity.EPOCHS, Quantity.STEPS) and is_part_of_run(head)
        if pattern.search(head) and not is_part:
            counted = _counted(head, quantity)
            return Meaning((quantity,), printed or 1.0, printed is not None, text_value=counted)
    return None


def _counted(head: str, quantity: Quantity) -> str:
    if quantity is Quantity.PARAMETERS:
        return "activated" if _ACTIVATED.search(head) else ""
    if quantity not in (Quantity.DATASET_SIZE, Quantity.BATCH_SIZE):
        return ""
    match = re.search(r"tokens|images|examples|samples|sentences|pairs|words", head, re.IGNORECASE)
    return match.group().lower() if match else ""


def _time_without_unit(head: str, _printed: float | None) -> Meaning | None:
    return Meaning((Quantity.WALL_TIME_HOURS,), needs_scale=True) if is_time_of_run(head) else None


def _size_of_model(head: str, printed: float | None) -> Meaning | None:
    if not _MODEL_SIZE.search(head):
        return None
    reasons = (HEADED_AS_SIZE,)
    return Meaning(
        (Quantity.PARAMETERS,), printed or 1.0, printed is not None, needs_scale=True, reasons=reasons
    )


_READERS: tuple[Callable[[str, float | None], Meaning | None], ...] = (
    _operations,
    _batch_times_devices,
    time_of_devices,
    _money,
    time_of_training,
    _footprint,
    _counted_devices,
    _other_quantity,
    _time_without_unit,
    _size_of_model,
)
"""Each returns what a head with a printed scale means if it is one of its kind; the first that does is believed."""
