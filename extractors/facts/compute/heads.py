"""What a table head or a row label says about the numbers next to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.catalog.hardware import find_all
from extractors.catalog.terms import Facet, find_terms
from extractors.catalog.units import factor
from extractors.facts.compute.lengths import is_part_of_run
from extractors.facts.compute.recognisers.wording import any_of
from extractors.records import Quantity, Stage

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
_LAYER_HEAD = any_of(
    r"\boutput size", r"\bpatch size", r"\bkernel", r"\bfilter (?:shape|size)", r"\bstride",
    r"\blayer (?:name|type|id)\b",
    r"^layers?$", r"\boperator\b", r"\boutput channels",
)  # fmt: skip
_UNIT_HEAD = re.compile(
    r"\(?[KMBGT]\)?|[(\[]?[×x*]?\s?10\s?\^\{?\d+\}?[)\]]?|\W+|\(?(?:hours|days|millions?|billions?)\)?",
    re.IGNORECASE,
)
_NO_MODEL_HEAD = any_of(r"^(?:unit|symbol|notation|type|description|comment|note)s?$")
_TIMES_PLUS = r"(?:^|\s)(?:[×x]\s?\+|\+\s?[×x])(?=\s|$|[(\[])|^×\s?[(\[][KMGB][)\]]$"
"""``×+ (M)``, as papers on architecture search head their multiply-adds; some pages lose the plus: ``× (M)``."""
_OPERATIONS = any_of(
    r"(?:\b|#)(?:(?:[kmgtpbez]|giga|tera|peta|exa|zetta)-?)?flops?\b",
    rf"(?:\b|#)(?:[kmgtb]-?)?{_MULTIPLY_ADD_WORDS}(?!\w)",
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
_RUN = any_of(r"\b(?:pre)?train(?:ing)? times?\b", r"\btime \+ hardware\b")
_PART_OF_RUN = any_of(r"\bper\b", r"/\s?(?:s\b|image|sample)", r"epoch", r"iter", r"\bstep", r"batch")
_DATASET_SIZE = any_of(
    r"\b(?:#\s?)?(?:trained |training |pre-?train(?:ing|ed)? |train )(?:tokens|images|examples|samples|sentences|"
    r"sent\.?|pairs)\b",
    r"(?:#\s?|\bn[\s_]|\bnum(?:ber)?\.? (?:of )?)(?:tokens|images|training \w+|examples|sentences)\b",
    r"^(?:training )?tokens\b(?!\s?(?:/|per\b))", r"\bdata(?:set)? size\b", r"\btrain(?:ing)? (?:set )?size\b",
    r"^[#|]*\s?train(?:ing)?\b[|]*\s(?:set\s)?#?\s?(?:sent(?:ence)?s?|tokens?|examples|words|pairs|documents|questions|images)\b",
)  # fmt: skip
_TRAINING_PART = re.compile(r"[#|]*\s?train(?:ing)?(?:\s(?:set|data|split))?[#|]*", re.IGNORECASE)
_SIGN_OF_COUNT = re.compile(r"[#|]")
_PART_OF_DATA = re.compile(
    r"[#|]*\s?(?:train(?:ing)?|dev(?:elopment)?|val(?:id(?:ation)?)?|test(?:ing)?)(?:\s(?:set|data|split))?[#|]*",
    re.IGNORECASE,
)
_COUNTS_DATA = any_of(
    r"\bstatistics\b", r"\b(?:number|amount|counts?) of (?:\w+\s){0,2}(?:examples|images|sentences|samples|tokens)",
    r"\bsizes? of (?:the\s)?(?:\w+\s)?(?:data|corpora|corpus)", r"\bdata(?:set)? (?:sizes?|splits?)\b",
)  # fmt: skip
_EMISSIONS = any_of(
    r"co_?\{?2(?!\S*\s(?:removal|captur|sequest|storage|reduc))", r"\bcarbon (?:emi\w+|footprint)\b"
)
_MASS = any_of(r"(?<![a-z])(?P<unit>(?:kilo|mega)?tons?|tonnes?|t|kg|kilograms?|lbs?|pounds|g)(?=\W|CO|$)")
_ENERGY = any_of(r"\b(?P<unit>(?-i:[kKMGT])Wh)\b")
"""No ``mWh``: so little is what one image takes on a phone."""
_ENERGY_OF_CELLS = any_of(r"\benergy (?:consum\w+|use[d]?|usage|cost)\b", r"\bpower consumption\b")
"""Heads above energies that print their own unit; a power (``400W``) below them is none."""
_COST = any_of(
    r"\b(?:train(?:ing)?|cloud|compute)?\s?cost\b.*(?:\$|USD|dollar)", r"\bUSD\b", r"\bcost \(\$\)"
)

_NEVER = any_of(
    r"warm", r"per second", r"/s\b", r"speed", r"latency", r"throughput", r"\bfps\b", r"reduc", r"\bratio",
    r"decay",
    r"utili[sz]", r"\bvs\b", r"relative", r"\bdrop", r"\bms\b", r"memory", r"dropout", r"hyper-?param",
    r"growth", r"\bcritical\b",
    r"saving", r"error", r"\bacc", r"\btest (?:time|size)", r"norm", r"savings?", r"image size",
    r"input size",
    r"vocab", r"data ?set sizes?\b", r"corpus size",
    r"step size", r"patch size", r"per (?:layer|iteration|step|epoch)", r"rank",
    r"\d[kKM]?[\s-](?:training\s)?(?:epochs?|steps|iterations|iters|updates)\b", r"\b(?:steps|iterations|epochs) to\b",
    r"(?<![\w.])\d[\d.]*\s?[kKMB]?[\s-](?:\w+\s)?param(?:eter)?s?\b", r"/\s?epoch\b", r"\bepoch time\b",
    r"\bbits?\b", r"\bbit-?widths?\b", r"\bprecision\b",

)  # fmt: skip
_OTHER_MEASURE = any_of(
    r"\bmem(?:ory|\.)?\b", r"\bacc", r"\berr", r"\btop-?[15]\b", r"\bm?AP\b", r"\bBLEU\b", r"\bF1\b", r"\bppl\b",
    r"\blatency\b", r"\bthroughput\b", r"\bfps\b",
)  # fmt: skip
"""What shares a head, and its cells, with a cost: ``GPU hours / Memory (GB)``."""
_SHARE = any_of(
    r"[(\[]\s?[↓↑+-]?\s?(?:%[^)\]]*|[×x])\s?[↓↑]?\s?[)\]]\W*$", r"\s[↓↑]?\s?%\s?[↓↑]?$", r"^[↓↑]?\s?%"
)
"""``Params ↓ (%)``, ``FLOPs (×)``, ``% params``: how much of another network is left or saved, or how many times it."""
_ADDED = any_of(
    r"^[+Δ∆]\s?[#(]?\s?(?:[kmgt]?flops|[km]?params?|parameters|macs|m-?adds)\b",
    r"\b(?:additional|extra|added)\s(?:#\s?)?(?:\w+\s)?(?:[kmgt]?flops|params?|parameters|macs|m-?adds)\b",
)
"""``+FLOPs``, ``extra params``: what is added to a network or to a training is not what it takes."""
_RATE = any_of(
    r"/\s?s(?:ec)?\b",
    r"per second",
    r"\befficiency\b",
    r"\bpeak flop",
    r"\breduc",
    r"\bdrop(?:ped|s)?\b",
    r"\bsav(?:ed|ing)",
    r"speed-?up",
    r"\bratio\b",
)
_INFERENCE = any_of(r"\binfer", r"\btest\b", r"\bdecod")
_ACTIVATED = any_of(r"\bactiv(?:e|ated)\b")
_SEARCH = any_of(r"\bsearch")
_FINETUNING = any_of(r"fine-?tun", r"^F\.?T\.?(?!\w)")
_PRETRAINING = any_of(r"pre-?train", r"^P\.?T\.?(?!\w)")

_SCALE = any_of(
    r"[(\[,/]\s?(?:in\s)?(?P<letter>[KMBGT]|million|billion|mil|bil|thousand)s?\.?\s?[)\],]",
    r"[(\[]?\s?[×x*]?\s?10\s?\^\s?\{?(?P<exponent>\d+)\}?",
    r"[(\[]\s?[×x*]\s?(?P<times>\d+)(?P<times_scale>[kKMB])?\s?[)\]]",
    r"\bin (?P<word>thousand|million|billion)s\b",
    r"\b(?P<prefix>[KMGTPBEZ]|giga|tera|peta|exa|zetta)-?(?:flop|mac|m-?add|mult|param)",
)
_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "t": 1e12, "p": 1e15, "mil": 1e6, "bil": 1e9}
_SCALES |= {"e": 1e18, "z": 1e21, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18, "zetta": 1e21}
_SCALES |= {"thousand": 1e3, "million": 1e6, "billion": 1e9}


HEADED_AS_SIZE = "headed as size"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the cells under a head hold."""

    quantities: tuple[Quantity, ...]
    """One, or one for each number of a cell such as ``3.3e18 / 2.6e10``."""
    scale: float = 1.0
    """What turns a number without its own scale into the quantity's unit."""
    has_scale: bool = False
    """True when the head prints a scale or a unit."""
    counts_macs: bool = False
    stage: Stage | None = None
    unit: str = ""
    text_value: str = ""
    needs_scale: bool = False
    """True when only numbers with a scale count: below "size" stands an image size too, below a head that a
    score shares with a cost, the score, below ``FLOPs (%)`` a share."""
    reasons: tuple[str, ...] = ()
    is_product: bool = False
    """True when the numbers of a cell are the factors of a product: ``4096 × 8``."""
    part: tuple[int, int] | None = None
    """Which of how many numbers between slashes is meant, where a head names a cost for each."""


SIZE_OF_MODEL = Meaning((Quantity.PARAMETERS,), needs_scale=True, reasons=("the size stands for the model",))
"""What stands without a head beside the names of models: ``NetA | 13B``."""
TRAINING_DATA = Meaning((Quantity.DATASET_SIZE,))
"""What stands below ``Train`` in a table that counts examples."""


@lru_cache(maxsize=4096)
def meaning_of(head: str) -> Meaning | None:
    """Return what the numbers under a head are, or None when they are no cost.

    Args:
        head: All heads over a column joined, or the label of a row.
    """
    if (epoch := _EPOCH_TIME.search(head)) is not None:
        span = _spelled_out(epoch["after"] or epoch["of_epoch"] or epoch["ratio"])
        return Meaning(
            (Quantity.EPOCH_HOURS,), factor(span, "hour") or 1.0, True, stage=stage_of_head(head), unit=span
        )
    is_run = is_time_of_run(head)
    if not is_run and (_RATE.search(head) or (_NEVER.search(head) and not _OPERATIONS.search(head))):
        return None
    if _ADDED.search(head):
        return None
    found = _of_first_split(head) or _meaning(head)
    if found is None:
        return None
    is_other = _SHARE.search(head) or any(term.facet is Facet.METRIC for term in find_terms(head))
    return replace(found, stage=stage_of_head(head), needs_scale=found.needs_scale or bool(is_other))


def counts_training_data(head: str, caption: str) -> bool:
    """Tell whether a head such as ``Train`` stands in a table that counts examples, or says so itself: ``#Train``."""
    is_counted = _SIGN_OF_COUNT.search(head) is not None or _COUNTS_DATA.search(caption) is not None
    return is_counted and _TRAINING_PART.fullmatch(head.strip()) is not None


def _of_first_split(head: str) -> Meaning | None:
    """Return what ``8.5k/1k/1k`` is below ``#Train/#Dev/#Test``: how much there is of each part of the data."""
    parts = head.split("/")
    is_split = len(parts) > 1 and all(map(_PART_OF_DATA.fullmatch, map(str.strip, parts)))
    if not is_split or not _TRAINING_PART.fullmatch(parts[0].strip()):
        return None
    return replace(TRAINING_DATA, part=(0, len(parts)))


def _meaning(head: str) -> Meaning | None:
    printed = _printed_scale(head)
    scale = printed or 1.0
    has_scale = printed is not None
    if _OPERATIONS.search(head):
        return _operations(head, scale, has_scale)
    if _BATCH_TIMES_DEVICES.search(head):
        return Meaning((Quantity.BATCH_SIZE, Quantity.DEVICE_COUNT), is_product=True)
    if match := _DEVICE_HOURS.search(head) or _SHORT_DEVICE_TIME.search(head):
        hours = factor(f"device-{_spelled_out(match['span'])}", "device * hour") or 1.0
        return Meaning(
            (Quantity.DEVICE_HOURS,),
            hours * scale,
            True,
            unit=head[match.start("device") : match.end("span")].strip(),
            text_value=match["device"].strip(),
        )
    if _COST.search(head):
        return Meaning((Quantity.COST_USD,), scale, has_scale, unit="$")
    if match := _HOURS.search(head):
        span = _spelled_out(match["span"] or match["only"] or match["letter"] or match["bare"])
        return Meaning((Quantity.WALL_TIME_HOURS,), factor(span, "hour") or 1.0, True, unit=span)
    if measured := _footprint(head):
        return measured
    if _counts_product(head):
        return Meaning((Quantity.DEVICE_COUNT,))
    for pattern, quantity in _SIMPLE:
        is_part = quantity in (Quantity.EPOCHS, Quantity.STEPS) and is_part_of_run(head)
        if pattern.search(head) and not is_part:
            return Meaning((quantity,), scale, has_scale, text_value=_counted(head, quantity))
    if is_time_of_run(head):
        return Meaning((Quantity.WALL_TIME_HOURS,), needs_scale=True)
    if _MODEL_SIZE.search(head):
        return Meaning((Quantity.PARAMETERS,), scale, has_scale, needs_scale=True, reasons=(HEADED_AS_SIZE,))
    return None


def _counts_product(head: str) -> bool:
    """Tell a head that counts devices by what they are called and says nothing else: ``#V100``, ``No. of A100s``."""
    counted = _COUNTED_PRODUCT.fullmatch(head.strip())
    what = counted["what"] if counted else ""
    return any(machine.text == what for machine in find_all(what))


def _spelled_out(span: str) -> str:
    """Return the unit of a time whose head abbreviates it by a letter."""
    long = {"h": "hour", "d": "day", "s": "second", "sec": "second", "min": "minute"}
    return long.get(span.lower(), long.get(span.lower().removesuffix("s"), span))


def _footprint(head: str) -> Meaning | None:
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


def is_time_of_run(head: str) -> bool:
    """Tell the time of a whole training from that of an epoch or a step."""
    return _RUN.search(head) is not None and _PART_OF_RUN.search(head) is None


def meanings_of_parts(head: str) -> tuple[Meaning | None, ...]:
    """Return what the numbers of ``4.1 / 25.6`` are below a head of as many measures: ``FLOPs / Params``.

    One that is no cost has None: the second of ``GPU hours / Memory (GB)``.
    """
    parts = head.split("/")
    found = tuple(meaning_of(part.strip()) for part in parts)
    costs = [meaning.quantities[0] for meaning in found if meaning]
    if len(parts) < 2 or not costs or len(costs) != len(set(costs)):
        return ()
    others = [part for part, meaning in zip(parts, found, strict=True) if meaning is None]
    if others:
        return found if all(map(_OTHER_MEASURE.search, others)) else ()
    return found if _IN_PAIRS.issuperset(costs) else ()


def meaning_of_last_part(head: str) -> Meaning | None:
    """Return what stands after the last slash of labels below a head of a name and a cost: ``Model/Epochs``."""
    name, _, cost = head.rpartition("/")
    if not name.strip() or meaning_of(name.strip()) is not None:
        return None
    found = meaning_of(cost.strip())
    return found if found is not None and found.quantities[0] in _IN_PAIRS else None


def is_unit(head: str) -> bool:
    """Tell whether a head is only the unit of the one above it, such as ``(M)`` or ``×10^6``."""
    return _UNIT_HEAD.fullmatch(head.strip()) is not None


def is_layer_head(head: str) -> bool:
    """Tell whether a head belongs to a table of the layers of one network."""
    return _LAYER_HEAD.search(head) is not None


def is_value_head(head: str) -> bool:
    """Tell whether a column may hold the values of a model, not remarks."""
    return _NO_MODEL_HEAD.search(head.strip()) is None


_SIMPLE = (
    (_DEVICE_COUNT, Quantity.DEVICE_COUNT),
    (_HARDWARE, Quantity.HARDWARE_MODEL),
    (_BATCH_SIZE, Quantity.BATCH_SIZE),
    (_PARAMETERS, Quantity.PARAMETERS),
    (_DATASET_SIZE, Quantity.DATASET_SIZE),
    (_EPOCHS, Quantity.EPOCHS),
    (_STEPS, Quantity.STEPS),
    (_SEQUENCE_LENGTH, Quantity.SEQUENCE_LENGTH),
)


_IN_PAIRS = frozenset(
    {Quantity.PARAMETERS, Quantity.FORWARD_FLOPS, Quantity.EPOCHS, Quantity.STEPS, Quantity.BATCH_SIZE}
)


def _operations(head: str, scale: float, has_scale: bool) -> Meaning:
    counts_macs = bool(_MULTIPLY_ADDS.search(head))
    is_training, is_inference = _TRAINING.search(head), _INFERENCE.search(head)
    if is_training and is_inference and "/" in head:
        first_is_training = is_training.start() < is_inference.start()
        both = (Quantity.TRAINING_FLOPS, Quantity.FORWARD_FLOPS)
        return Meaning(both if first_is_training else both[::-1], scale, has_scale, counts_macs)
    quantity = Quantity.TRAINING_FLOPS if is_training else Quantity.FORWARD_FLOPS
    return Meaning((quantity,), scale, has_scale, counts_macs)


def _printed_scale(head: str) -> float | None:
    match = _SCALE.search(head)
    if match is None:
        return None
    if match["exponent"]:
        return 10.0 ** int(match["exponent"])
    if match["times"]:
        return float(match["times"]) * _SCALES.get((match["times_scale"] or "").lower(), 1.0)
    return _SCALES[(match["letter"] or match["word"] or match["prefix"]).lower()]


def _counted(head: str, quantity: Quantity) -> str:
    if quantity is Quantity.PARAMETERS:
        return "activated" if _ACTIVATED.search(head) else ""
    if quantity not in (Quantity.DATASET_SIZE, Quantity.BATCH_SIZE):
        return ""
    match = re.search(r"tokens|images|examples|samples|sentences|pairs|words", head, re.IGNORECASE)
    return match.group().lower() if match else ""


def stage_of_head(head: str) -> Stage | None:
    """Return the stage of training that a head speaks of: ``Pre-train epochs``, ``F.T.``."""
    for pattern, stage in (
        (_SEARCH, Stage.SEARCH),
        (_FINETUNING, Stage.FINETUNING),
        (_PRETRAINING, Stage.PRETRAINING),
    ):
        if pattern.search(head):
            return stage
    return None
