"""What a table head or a row label says about the numbers next to it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.head_quantities import OPERATIONS, quantity_of_head
from extractors.facts.compute.head_times import is_time_of_run, time_of_epoch
from extractors.facts.compute.meaning import TRAINING_DATA, Meaning, stage_of_head
from extractors.facts.compute.recognisers.wording import any_of
from extractors.records import Quantity

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


@lru_cache(maxsize=4096)
def meaning_of(head: str) -> Meaning | None:
    """Return what the numbers under a head are, or None when they are no cost.

    Args:
        head: All heads over a column joined, or the label of a row.
    """
    if (of_epoch := time_of_epoch(head)) is not None:
        return of_epoch
    is_run = is_time_of_run(head)
    if not is_run and (_RATE.search(head) or (_NEVER.search(head) and not OPERATIONS.search(head))):
        return None
    if _ADDED.search(head):
        return None
    found = _of_first_split(head) or quantity_of_head(head)
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


_IN_PAIRS = frozenset(
    {Quantity.PARAMETERS, Quantity.FORWARD_FLOPS, Quantity.EPOCHS, Quantity.STEPS, Quantity.BATCH_SIZE}
)
