"""How many devices computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.catalog.hardware import HardwareKind, HardwareMention
from extractors.facts.compute.mentions import Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.devices import BUILT, COMPARED, IMPOSSIBLE, LEAD_REACH, RATING
from extractors.facts.compute.recognisers.wording import any_of, before, clause, ending, following, label
from extractors.facts.numbers import Number
from extractors.records import Quantity

_DEVICE = (
    r"(?:[GT]PUs?|TPU\s?cores?|NPUs?|IPUs?|accelerators?|graphics? cards?|"
    r"(?:CPU|GPU|TPU)\s(?:workers?|cores?|chips?))"
)
_QUALIFIER = (
    r"(?:\d+\s?G[Bi]*\s|high-end\s|different\s|parallel\s|NVIDIA\s|(?:Google\s)?Cloud\s|modern\s|commodity\s|"
    r"desktop\s|synchronous\s|of\s|the\s)*"
)
_NOT_USED = (
    r"(?![-\s·]?(?:hours?|days?|years?|months?|weeks?|minutes?|seconds?|core-|kernels?|memory|RAM|time)\b)"
)
_COUNTED = any_of(rf"(?:\s?[×x]\s?|[\s-]){_QUALIFIER}{_DEVICE}\b{_NOT_USED}")
_UNIT = any_of(rf"(?:\s?[×x]\s?|[\s-]){_QUALIFIER}(?:[\w-]+\s){{0,2}}?{_DEVICE}\b")
_TO_NAME = any_of(rf"(?:\s?[×x]\s?|[\s-]){_QUALIFIER}\Z")
_TIME_AFTER = any_of(r"[\s-]?(?:(?:GPUs?|TPUs?|cores?|chips?)[\s-])?(?:hours?|days?|years?|months?|weeks?)\b")
_ONE_BEFORE = any_of(rf"\b(?:single|one)[\s-]{_QUALIFIER}\Z")
_AN_BEFORE = any_of(
    rf"\b(?:on|with|using|uses?|used|via|requires?|needs?)\s(?:just\s|"
    rf"only\s)?an?\s(?:single\s)?{_QUALIFIER}\Z"
)
_SINGLE = any_of(rf"\b(?:single|one)[\s-]{_QUALIFIER}{_DEVICE}\b{_NOT_USED}")
_TRAINED = any_of(
    r"\b(?:pre-?)?train(?!able)|fine-?tun|\btakes?\b|\btook\b|hours|days|weeks|epochs|converge|learned|"
    r"computations|\bruns?\b|\bran\b|\bexperiments?\b[^.;,]{0,30}\b(?:conducted|performed|carried out|executed)\b"
)
_REPLICAS = any_of(r"\s(?:\w+\s){0,2}(?:replicas|workers)\b[^.;\d]{0,40}\b[GT]PUs?\b")
_IS_BUILT_OF = ending(
    r"\b(?:chips?|boards?|devices?|packages?|pods?|TPU(?:\sv\d)?|nodes?|machines?|servers?|hosts?|VMs?|instances?)\s(?:\w+\s)?"
    r"(?:ha(?:s|ve)|contains?|consists? of|comprises?|includes?|packs?|features?|is (?:built|made) of)"
    r"(?:\s\w+\schips? (?:and|with))?"
)
"""What a machine is built of is no count of the devices of a run."""
_PER_MACHINE = any_of(
    r"\s?(?:per|in each|on each|for each)\s(?:replica|node|machine|server|host|worker|model)\b"
)
_NOT_DONE = any_of(
    r"[^.;,]{0,40}?\b(?:(?:is|are|was|were|do|does|did)\s?(?:not|n[’']t)|never|cannot)\s"
    r"(?:been\s)?(?:studied|used?|considered|evaluated|tested|available|supported|required?|needed?)\b"
)
"""``Systems of 256 TPUs are not studied here.``"""
_HYPOTHETICAL = any_of(r"\bwould\s(?:have\s)?(?:take|taken|require|required|need|needed)\b[^.;,]*\Z")
_SPEEDUP = ending(r"speed-?ups?\s(?:by\s)?(?:using|with|on|over|from|when using)")
_OF_PROCESSORS = any_of(r"(?:\s?[×x]\s?|[\s-])(?:\w+\s)?CPU\s?cores?\b")
_RUNS_ON = ending(r"\b(?:on|across|over|using|uses?|used|with)")
"""A processor has cores, used or not: they count where the sentence says that something runs on them."""
_SPEED_OF = any_of(r"\bfps\b", r"\bframes per second\b", r"\blatency\b", r"\binference\b")
"""A sentence on how quickly a model answers: ``on a V100`` then tells where, not how many."""
_FASTER = any_of(
    r"\s(?:\w+\s)?(?:makes?|gives?|is|are|yields?|leads? to|results? in)\s[^.;]{0,40}?"
    r"(?:\bfaster\b|\bspeed-?ups?\b)"
)
"""What more devices gain is measured beside the run, not a count of its devices."""
_FOR_EXAMPLE = re.compile(r"\((?:e\.g\.|for example|for instance),?\s[^()]*\Z", re.IGNORECASE)
_DEGREE = ending(r"\d-way")
_PURPOSE = ending(
    r"\b(?:introduced|designed|invented|proposed|intended|devised)\s(?:in|by|with)\b[^.;]{0,60}?\bfor\s\w+ing\s[^.;]{0,30}?"
    r"(?:over|across|on|to|between)"
)
"""What a technique was made for: ``introduced in NetA for splitting the model over two GPUs``."""
_PARTS = any_of(r"\s(?:chips|cores)\b", r"-(?:chip|core)\b")
_SLICE = re.compile(r"-(?P<cores>\d+)\b")
_NODES = any_of(r"\s(?:[\w-]+\s){0,2}(?:nodes|machines|servers|hosts|instances|workers|replicas)\b")
_EACH = any_of(r"\b(?:each|per (?:node|machine|server|host))\b")
_FROM = any_of(r"\b(?:going|scal(?:e|ed|ing)|increas\w+|mov\w+) (?:\w+\s)?from\s\Z")
_OTHERWISE = any_of(r"\bor\b|\bthan\b|;")
_PER_BEFORE = any_of(r"(?:\b(?:per|each|every)\s|/\s?)\Z")
_COUNTED_UNKNOWN = re.compile(
    r"\s(?:[A-Z]\w+\s){0,2}[A-Z][A-Za-z]*-?\d[\w-]*\s(?:GPUs|NPUs|IPUs|TPUs|accelerators)\b"
)
_MAX_DEVICES = 100_000
_BUILD_REACH = 60
_NODES_REACH = 45
_TOTAL_BEFORE = any_of(r"\btotal(?:ing)?\s(?:of\s)?(?:about\s|around\s)?\Z")
_SPREAD = any_of(r"\b(?:distribut|scal|spread|parallel)\w*\s[^.;,]{0,40}?\b(?:to|across|over)\s\Z")
_USUALLY = any_of(r"\b(?:typically|usually|commonly|often)\b")
_NUMBER_OF = label(
    rf"\bnumbers? of {_QUALIFIER}{_DEVICE}\b[^.;\d]{{0,60}}?\b(?:rang(?:es|ed|ing)|var(?:ies|ied|ying))\sfrom\s",
    rf"\bnumbers? of {_QUALIFIER}{_DEVICE}\s"
    r"(?:(?:used|employed|needed|required)\s(?:(?:for|in|to|during)\s(?:[\w-]+\s){1,3}?)?)?"
    r"(?:is|are|was|were|=)\s(?:(?:set|equal)\sto\s)?(?:(?:from|between)\s)?",
)
_MAX_PER_NODE = 16
"""Devices in one machine; a larger count beside a number of machines is their total."""


def device_counts(passage: Passage) -> Iterator[Mention]:
    """Yield how many devices a run used; of nodes with several devices each, the product."""
    if RATING.search(passage.text):
        return
    yield from _numbers_of(passage)
    counted = list(_counted(passage))
    for number, end in counted:
        nodes = _nodes_before(passage, number)
        lead = before(passage, number.start, _BUILD_REACH)
        if nodes is None and (_PER_MACHINE.match(passage.text, end) or _IS_BUILT_OF.search(lead)):
            continue
        if nodes is None:
            yield of_number(Quantity.DEVICE_COUNT, number, end=end)
        else:
            yield of_number(
                Quantity.DEVICE_COUNT,
                number,
                end=end,
                factor=nodes.value,
                confidence=0.8,
                reasons=(f"{nodes.text} nodes of {number.text} devices each",),
            )
    slices = [] if counted else list(_slices(passage))
    yield from slices
    if not counted and not slices:
        yield from _single(passage)


def _numbers_of(passage: Passage) -> Iterator[Mention]:
    """Yield the counts of ``the number of GPUs is 8`` and ``ranges from 64 to 512``."""
    for numbers in following(passage, _NUMBER_OF) if "umber" in passage.text else ():
        for number in numbers:
            last = _other_end(passage, number)
            for one in (number, last) if last else (number,):
                ranging = replace(one, low=number.value, high=last.value) if last else one
                yield of_number(Quantity.DEVICE_COUNT, ranging, confidence=0.75)


def _other_end(passage: Passage, first: Number) -> Number | None:
    """Return the other end of ``from 64 to 512``, which the numbers do not join."""
    return next((other for other in passage.numbers if passage.text[first.end : other.start] == " to "), None)


def _slices(passage: Passage) -> Iterator[Mention]:
    """Yield the cores of a TPU slice, which its name counts: ``TPUv3-512``."""
    for named in passage.hardware:
        cores = _SLICE.match(passage.text, named.end)
        if named.hardware.kind is HardwareKind.TPU and cores:
            yield Mention(
                Quantity.DEVICE_COUNT,
                named.start,
                cores.end(),
                float(cores["cores"]),
                text_value="cores",
                confidence=0.7,
                reasons=("the name of the slice counts its cores",),
            )


def _counted(passage: Passage) -> Iterator[tuple[Number, int]]:
    """Yield the numbers that count devices of a run, each with the end of what it counts."""
    names_tpu = any(named.hardware.kind is HardwareKind.TPU for named in passage.hardware)
    nouns = (_COUNTED, _REPLICAS, *((_PARTS,) if names_tpu else ()), _COUNTED_UNKNOWN)
    for number in passage.numbers:
        if not _may_count(passage, number) or _is_beside_a_run(passage, number):
            continue
        match = next((found for noun in nouns if (found := noun.match(passage.text, number.end))), None)
        named = _name_after(passage, number)
        if (match or named) and _counts_a_run(passage, number, named):
            yield number, match.end() if match else named.end if named else number.end


def _may_count(passage: Passage, number: Number) -> bool:
    """Tell a whole number from what is only compared with, counted per machine, or given up: ``from 8 GPUs``."""
    lead = before(passage, number.start)
    is_count = 1 <= number.value <= _MAX_DEVICES and number.value.is_integer()
    if not is_count or _PER_BEFORE.search(lead) or _FROM.search(lead):
        return False
    return not COMPARED.search(lead) or bool(_SPREAD.search(before(passage, number.start, LEAD_REACH)))


def _is_beside_a_run(passage: Passage, number: Number) -> bool:
    """Tell counts of what was not run, of an example, of a gain in speed and of what a technique is for."""
    lead = before(passage, number.start, LEAD_REACH)
    if any(
        pattern.search(lead)
        for pattern in (_SPEEDUP, _FOR_EXAMPLE, _DEGREE, _PURPOSE, IMPOSSIBLE, _HYPOTHETICAL)
    ):
        return True
    if _USUALLY.search(clause(passage, number.start, number.end)):
        return True
    is_of_machine = _OF_PROCESSORS.match(passage.text, number.end) and (
        BUILT.search(passage.text) or not _RUNS_ON.search(lead)
    )
    if is_of_machine:
        return True
    unit = _UNIT.match(passage.text, number.end)
    return unit is not None and any(
        pattern.match(passage.text, unit.end()) for pattern in (_NOT_DONE, _FASTER)
    )


def _counts_a_run(passage: Passage, number: Number, named: HardwareMention | None) -> bool:
    """Tell whether a count is of devices used; a single one must be named or train something."""
    return number.value > 1 or named is not None or bool(_TRAINED.search(passage.text))


def _name_after(passage: Passage, number: Number) -> HardwareMention | None:
    """Return the product that a number counts: ``450 K40 GPUs``, ``8 × 32GB V100``."""
    for named in passage.hardware:
        if named.start >= number.end and _TO_NAME.fullmatch(passage.text, number.end, named.start):
            return None if _TIME_AFTER.match(passage.text, named.end) else named
    return None


def _single(passage: Passage) -> Iterator[Mention]:
    match = _SINGLE.search(passage.text)
    if match and _HYPOTHETICAL.search(passage.text, 0, match.start()):
        return
    if match and _is_impossible(passage, match.start()):
        return
    is_training = (match or passage.hardware) and _TRAINED.search(passage.text)
    for named in passage.hardware:
        lead = before(passage, named.start)
        is_counted = is_training and not _SPEED_OF.search(passage.text)
        is_one = _ONE_BEFORE.search(lead) or (is_counted and _AN_BEFORE.search(lead))
        if is_one and not _TIME_AFTER.match(passage.text, named.end):
            yield Mention(Quantity.DEVICE_COUNT, named.start, named.end, 1.0, confidence=0.8)
            return
    if match and is_training:
        yield Mention(Quantity.DEVICE_COUNT, match.start(), match.end(), 1.0, confidence=0.85)


def _is_impossible(passage: Passage, start: int) -> bool:
    """Tell what does not suffice, and what is said of one device among several."""
    lead = before(passage, start, LEAD_REACH)
    return IMPOSSIBLE.search(lead) is not None or lead.endswith("the ")


def _nodes_before(passage: Passage, number: Number) -> Number | None:
    """Return the number of machines of which each has the devices that a number counts, or None."""
    is_total = _TOTAL_BEFORE.search(before(passage, number.start)) is not None
    if is_total or (not _EACH.search(passage.text) and number.value > _MAX_PER_NODE):
        return None
    for other in passage.numbers:
        gap = passage.text[other.end : number.start]
        if other.end <= number.start and other.value > 1 and _NODES.match(passage.text, other.end):
            return other if len(gap) <= _NODES_REACH and not _OTHERWISE.search(gap) else None
    return None
