"""Which devices computed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalog.hardware import HardwareKind, HardwareMention
from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, before, ending
from extractors.records import Quantity

IMPOSSIBLE = any_of(
    r"\b(?:can\s?not|can[’']t|could not|unable to|(?:impossible|infeasible) to)\s(?:be\s)?(?:train|run|fit|"
    r"scale (?:beyond|past))"
    r"(?:(?!\b(?:so|hence|thus|therefore|we|instead|but)\b)[^;,])*\Z"
)
"""What did not suffice; what was taken instead follows after a comma or a ``so``."""
BUILT = any_of(r"\b(?:ha(?:s|ve)|equipped|contains?|consists?|features?|memory|RAM)\b")
COMPARED = ending(
    r"\b(?:than|as|like|unlike|versus|vs\.?|equivalent to|equals?|essentially|by|compared (?:to|with)|to|"
    r"such as|"
    r"optimi[sz]ed for|support(?:s|ed)?(?: (?:on|by|for))?|available (?:on|in|within)|fits? (?:on|in(?:to)?)|memory of)"
    r"(?:\s(?:two|one|single|older|NVIDIA|most|\d+))*"
)
RATING = any_of(
    r"\b(?:teraflops|petaflops)\b(?!\s?[/-]\s?(?:s\s?[/-]\s?)?days?)",
    r"\b(?:systolic|transistors|announced|launched|SMs|NVLink|NVSwitch|tensor cores?|registers?|"
    r"die|warps?|accumulators?|accumulat\w+ in|"
    r"(?<!gradient )(?<!gradient-)accumulation(?! (?:of gradients?|steps?|over|factor))|"
    r"instructions?(?![\s-](?:tun|fine|follow|data|model|respon|pair|example|prompt)))\b",
    r"\b(?:[GTP]FLOPS|TFLOP/s|TOPS|peak|GB/s|bandwidth|price|cheaper|hourly|per hour)\b",
)
_DONE = any_of(
    r"train|fine-?tun|\bran\b|\bruns?\b|running|\buse[sd]?\b|\busing\b|measure|evaluat|benchmark|implement|"
    r"test|experiment|tim(?:e|ing)|\btakes?\b|\btook\b|hours|days|perform|speed|latency|throughput|fps|"
    r"frames|search|conduct|inference|\b(?:machine|server|workstation|equipped)\b|\bon (?:an?|one|two|four|"
    r"eight|\d+|the same)\b"
)
_PLURAL = re.compile(r"(?<=\d)s\Z")
_MEMORY_BEFORE = re.compile(r"\d+\s?GB?[\s-]")
_UNVERSIONED = any_of(
    r"\b(?:train\w*|ran|run|evolved|performed|conducted|implement\w*|us(?:e|ed|ing)|"
    r"replicated|experiments?)\s(?:\w+\s){0,4}?"
    r"(?:on|using)\s(?:(?:an?|the|one|single|\d+)\s)*(?P<tpu>(?:Google\s)?(?:Cloud\s)?TPUs?\b)(?!\s?v\d)",
    r"\b(?P<cpu>CPU)(?=\sbased implementation|s? only)",
)
_ARCHITECTURE = re.compile(
    r"\bN(?:VIDIA|[Vv]idia)\s(?:(?:Tesla|Quadro|GeForce)\s)?(?:Kepler|Maxwell|Pascal|Volta|Turing|Ampere|"
    r"Hopper|Blackwell)"
    r"(?=\s(?:GPUs?|cards?)\b)"
)
_UNKNOWN_PRODUCT = re.compile(
    r"\b(?:AMD|NVIDIA|N[Vv]idia|Intel|Google|Huawei|Graphcore|Habana|Moore Threads)\s(?:[A-Z][a-z]+\s)?[A-Z]+-?\d[\w-]*"
    r"(?=\s(?:GPUs?|NPUs?|IPUs?|accelerators?|cards?|chips?|clusters?)\b)"
)
NO_VERSION = "the paper names no version"
LEAD_REACH = 140
_COMMON = any_of(r"\s(?:GPUs?\s)?(?:is|are)\s(?:commonly|typically|usually|often|widely)\b")


def hardware_models(passage: Passage) -> Iterator[Mention]:
    """Yield the devices a sentence says something was computed on."""
    may_name = passage.hardware or "PU" in passage.text
    if not may_name or RATING.search(passage.text) or not _DONE.search(passage.text):
        return
    for named in passage.hardware:
        lead = before(passage, named.start, LEAD_REACH)
        is_used = not _COMMON.match(passage.text, named.end) and not _is_host(passage, named)
        if is_used and not COMPARED.search(lead) and not IMPOSSIBLE.search(lead):
            name = _PLURAL.sub("", _MEMORY_BEFORE.sub("", named.text, count=1))
            yield Mention(Quantity.HARDWARE_MODEL, named.start, named.end, None, text_value=name)
    if not passage.hardware:
        yield from _architectures(passage)
        yield from _unversioned(passage)


def _is_host(passage: Passage, named: HardwareMention) -> bool:
    """Tell the processor of a machine from the accelerators in it: ``a PC with four GPUs and a CPU``."""
    kinds = {other.hardware.kind for other in passage.hardware}
    is_processor = named.hardware.kind is HardwareKind.CPU
    return is_processor and len(kinds) > 1 and BUILT.search(passage.text, 0, named.start) is not None


def _architectures(passage: Passage) -> Iterator[Mention]:
    """Yield devices that the catalog does not know: an architecture (``NVIDIA Kepler GPU``), a product of tomorrow."""
    for match in (*_ARCHITECTURE.finditer(passage.text), *_UNKNOWN_PRODUCT.finditer(passage.text)):
        yield Mention(
            Quantity.HARDWARE_MODEL,
            match.start(),
            match.end(),
            None,
            text_value=match.group(),
            confidence=0.7,
            reasons=("no product of the catalog",),
        )


def _unversioned(passage: Passage) -> Iterator[Mention]:
    for match in _UNVERSIONED.finditer(passage.text):
        kind = match.lastgroup or 0
        yield Mention(
            Quantity.HARDWARE_MODEL,
            match.start(kind),
            match.end(),
            None,
            text_value=match[kind],
            confidence=0.7,
            reasons=(NO_VERSION,),
        )
