"""Parameters, operations of one forward pass, and operations of a whole training run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalog.units import factor
from extractors.facts.compute.mentions import Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, before, clause, followed_by, following, label
from extractors.facts.numbers import Number, series
from extractors.records import Quantity

_PARAMETERS = any_of(
    r"[\s-](?:(?:total|trainable|learnable|model|active|activated|free|tunable|unique|shared|network|learned|"
    r"non-embedding|adjustable)\s){0,2}(?:param(?:eter|ater|ter)?s?|weights)\b"
    r"(?!\s(?:per|in (?:the|each) (?:\w+\s)?layer|combinations?|settings?|configurations?|values?|choices?|"
    r"vectors?|sets?\b|"
    r"search|updates?))"
)
_PARAMETERS_LABEL = label(
    r"#\s?param(?:eter)?s?\s?(?:is|are|of|=|:)?\s?",
    r"\bnumber of (?:\w+\s){0,2}param(?:eter)?s\s?(?:is|are|was|of|=|:|equals|reaches|to)?\s?",
    r"\bparam(?:eter)?s? count\s?(?:is|of|=|:)?\s?",
    r"\bparam(?:eter)?s?\s?[=:]\s?",
)
_ACTIVATED = any_of(r"\s(?:are\s)?activated\b")
_MODEL_AFTER = any_of(
    r"[\s-](?:[\w.+/]+[\s-]){0,3}?"
    r"(?:models?|LMs?|baselines?|networks?|transformers?|variants?|versions?|checkpoints?)\b"
)
_NAME_BEFORE = re.compile(r"\b(?!(?:The|A|An|Our|Both|Each|All|This|That|For|In|On)\s)[A-Z][\w-]*\s\Z")
"""``Reddit 2.7B`` is a name, ``the 2.7B model`` a size."""
_BRACKET_AFTER_NAME = re.compile(r"(?:[A-Z][\w.+/]*-)*[A-Z]*[A-Za-z][\w.+/-]*[A-Z\d][\w.+/-]*\s\(\Z")
_MODEL_BEFORE = any_of(r"\bmodels? up to\s\Z")
_OTHER_NOUN_AFTER = any_of(
    r"\s(?:(?!and\b)\w+[\s-]){0,3}?(?:images?|tokens?|examples?|words|steps|pairs|sentences|samples|"
    r"updates|data\w*|"
    r"corpus|"
    r"classes|labels|iterations|users|documents|FLOPs|MACs|multiply|mult|GPU|hours)\b"
)
_CHANGE_BEFORE = any_of(
    r"\b(?:add(?:s|ed|ing)?|introduc\w+|extra|additional|reduc\w+|sav(?:es?|ing)|increas\w+|remov\w+|fewer|"
    r"less|"
    r"overhead)\b(?! than)"
)
_PART_BEFORE = any_of(
    r"(?<!-)\b(?:layers?|embeddings?|(?:each|every|per|one|an?|single) (?:expert|block|branch|adapter|"
    r"head))\b(?:(?!model|network)[^.;,]){0,60}\Z"
)
_ORDER_OF = any_of(r"\border of\s\Z")
_PART_REACH = 80
_CHANGE_OF_COST = any_of(
    r"\b(?:additional|extra|increase in|reduction (?:of|in))\s(?:\w+\s){0,3}(?:param|comput|cost|FLOP|"
    r"complexity|overhead)"
)
_CHANGE_IS = any_of(r"\b(?:additional|extra)\s(?:param|comput|cost|FLOP)[^.;]*\s(?:is|are)\b[^.;]*\Z")
_CHANGE_LIST_REACH = 100
_CHANGE_AFTER = any_of(
    r"\s(?:fewer|less|more|extra|additional|increases?|decreases?|growth|savings?|overhead|differences?)\b"
)
_SIGNED = re.compile(r"(?:^|[\s(])[+−-]\Z")
"""``+2.5M parameters versus NetA``"""
_CHANGE_REACH = 30
_GROWTH = any_of(
    r"\b(?:param(?:eter)?s?|model sizes?|(?:size|scale) of (?:\w+\s)?(?:language\s)?models)\b[^.;\d]{0,90}?\bfrom\s"
    r"(?:the\s)?(?:original\s|only\s|about\s|around\s|roughly\s)?"
)
_TO = re.compile(r"\sto\s(?:the\s)?(?:over\s|about\s|around\s|roughly\s|up to\s)?\Z")
_OF_NAME = re.compile(
    r"\s(?:param(?:eter)?s\s)?(?:(?:\w+ed\s)?(?:in|for|of|by|with)\s(?:the\s)?|\()(?=[A-Z])"
)
_SMALLEST_GROWN = 1e6
_GROWN = 0.7
_MIN_PARAMETERS = 10_000
_MIN_NAMING_SIZE = 1e8

_OPERATIONS = any_of(
    r"[\s-]?(?:(?:total|training|forward|theoretical|pre-?training|inference)\s)?"
    r"(?P<unit>(?:[KMGTPEZB]|giga|mega|tera|peta|exa|zetta)?-?"
    r"(?:FLOPs?|MACs?|M-?Adds?|mult(?:iply|i)?[\s-]?add(?:ition)?s?|multiply[\s-]accumulates?|"
    r"floating[\s-]point operations))\b"
)
_OPERATIONS_LABEL = label(
    r"\b(?:FLOPs?|floating[\s-]point operations|multiply-adds|MACs|compute)\b(?:\s(?!per\b)[a-z]+){0,5}?"
    r"\s?(?:is|are|was|were|of|=|:|at|equals|reaches|to)\s(?:about\s|approximately\s|roughly\s)?",
)
_FLOP_DAYS = any_of(
    r"[\s-]?(?P<unit>(?:(?:peta|exa|zetta|tera|[PETZ])?-?flops?(?:/s)?|pfs)[\s-]*(?:days?|years?|hours?))\b"
)
_BUDGET = any_of(r"\s(?:budgets?|constraints?|regimes?|limits?|ranges?|levels?|targets?)\b")
"""``a 1G FLOPs budget`` is set for a class of networks, none of which need have that cost."""
_PER_SECOND = any_of(r"\s?/\s?s(?:ec)?\b|\sper second")
_SPEED = any_of(r"\b(?:peak|throughput|utili[sz]ation|sustain\w*|per GPU|per second|TOPS|MFU)\b")
_TRAINING = any_of(r"train|compute budget|total compute")
_MULTIPLY_ADDS = any_of(r"mac|mult|m-?add")
_AS_MULTIPLY_ADDS = any_of(r"\s?\(?(?:multiply[\s-]adds?|mult-?adds?|MACs?|multiply-accumulates?)")
_TERA = 1e12
_MIN_TRAINING_FLOP = 1e15
"""No model of today needs as many operations for one forward pass."""
_MIN_FORWARD_FLOP = 1e5


def parameters(passage: Passage) -> Iterator[Mention]:
    """Yield how many parameters a model has, each number once: the first wording that it stands in counts."""
    found: dict[int, Mention] = {}
    for recognise in (_counted_parameters, _labelled_parameters, _from_and_to, _sizes_of_models):
        for mention in recognise(passage):
            found.setdefault(mention.start, mention)
    yield from found.values()


def _counted_parameters(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``25.6M parameters``."""
    for numbers, match in followed_by(passage, _PARAMETERS):
        if _CHANGE_AFTER.match(passage.text, match.end()):
            continue
        for number in numbers:
            if number.high is None and _is_model_size(passage, number):
                yield of_number(Quantity.PARAMETERS, number, end=match.end(), unit_printed="parameters")


def _labelled_parameters(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``the number of parameters is 25.6M``."""
    for numbers in following(passage, _PARAMETERS_LABEL):
        for number in numbers:
            if _is_model_size(passage, number) and not _OTHER_NOUN_AFTER.match(passage.text, number.end):
                yield of_number(Quantity.PARAMETERS, number, unit_printed="parameters")


def _sizes_of_models(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes that stand for models: ``the 7B and 13B models``."""
    for index, number in enumerate(passage.numbers):
        if _sizes_a_model(passage, number):
            for listed in series(passage.text, passage.numbers, index):
                yield of_number(
                    Quantity.PARAMETERS, listed, confidence=0.75, reasons=("the size stands for the model",)
                )


def _from_and_to(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of the two models between which parameters grew: ``from 340M in NetA to 175B in NetB``."""
    growth = _GROWTH.search(passage.text)
    if growth is None:
        return
    later = [number for number in passage.numbers if number.start >= growth.end()]
    if len(later) < 2:
        return
    first, second = later[:2]
    gap = passage.text[first.end : second.start]
    is_pair = not passage.text[growth.end() : first.start].strip() and _TO.search(gap)
    is_told = is_pair and _OF_NAME.match(gap) and _OF_NAME.match(passage.text, second.end)
    if is_told and min(first.value, second.value) >= _SMALLEST_GROWN:
        for number in (first, second):
            yield of_number(Quantity.PARAMETERS, number, unit_printed="parameters", confidence=_GROWN)


def _is_model_size(passage: Passage, number: Number) -> bool:
    return (
        number.value >= _MIN_PARAMETERS
        and not _ORDER_OF.search(before(passage, number.start))
        and not _PART_BEFORE.search(before(passage, number.start, _PART_REACH))
        and not _is_change(passage, number)
        and not _CHANGE_AFTER.match(passage.text, number.end)
    )


def _is_change(passage: Passage, number: Number) -> bool:
    """Tell what is added to or saved from a model from what it has."""
    lead = before(passage, number.start, _CHANGE_REACH)
    if _CHANGE_BEFORE.search(lead) or _SIGNED.search(lead):
        return True
    if _CHANGE_IS.search(before(passage, number.start, _CHANGE_LIST_REACH)):
        return True
    return bool(_CHANGE_OF_COST.search(clause(passage, number.start, number.end)))


def _sizes_a_model(passage: Passage, number: Number) -> bool:
    """Tell whether a size stands for a model: ``the 175B model``, ``37B activated``, ``models up to 13B``."""
    lead = before(passage, number.start)
    if not number.text.endswith(("B", "T")) or number.value < _MIN_NAMING_SIZE:
        return False
    if _ACTIVATED.match(passage.text, number.end):
        return True
    if _OTHER_NOUN_AFTER.match(passage.text, number.end) or _NAME_BEFORE.search(lead):
        return False
    is_behind_name = _BRACKET_AFTER_NAME.search(lead) and passage.text[number.end : number.end + 1] == ")"
    return bool(is_behind_name or _MODEL_AFTER.match(passage.text, number.end) or _MODEL_BEFORE.search(lead))


def operations(passage: Passage) -> Iterator[Mention]:
    """Yield operations of training runs and forward passes.

    More operations than any forward pass needs are those of a training run.
    """
    yield from _flop_days(passage)
    yield from _counted_operations(passage)
    for numbers in following(passage, _OPERATIONS_LABEL):
        for number in numbers:
            if number.value >= _MIN_TRAINING_FLOP and not _OPERATIONS.match(passage.text, number.end):
                yield of_number(Quantity.TRAINING_FLOPS, number)


def _flop_days(passage: Passage) -> Iterator[Mention]:
    """Yield the operations of ``3,640 petaflop/s-days``."""
    for numbers, match in followed_by(passage, _FLOP_DAYS):
        scale = factor(match["unit"], "flop")
        for number in numbers if scale is not None else ():
            yield of_number(
                Quantity.TRAINING_FLOPS,
                number,
                end=match.end(),
                factor=scale or 1.0,
                unit_printed=match["unit"],
            )


def _counted_operations(passage: Passage) -> Iterator[Mention]:
    """Yield the operations of ``4.1 GFLOPs`` and ``3e23 FLOPs``."""
    for numbers, match in followed_by(passage, _OPERATIONS):
        counts_macs = bool(_MULTIPLY_ADDS.search(match["unit"]))
        scale = factor(match["unit"], "multiply_add" if counts_macs else "flop")
        if scale is None or _is_speed(passage, match, numbers[-1], scale):
            continue
        counts_macs = counts_macs or bool(_AS_MULTIPLY_ADDS.match(passage.text, match.end()))
        is_change = _CHANGE_AFTER.match(passage.text, match.end()) is not None
        is_budget = _BUDGET.match(passage.text, match.end()) is not None
        for number in numbers:
            count = number.value * scale
            is_training = count >= _MIN_TRAINING_FLOP
            is_of_class = not is_training and (is_budget or number.high is not None)
            if count < _MIN_FORWARD_FLOP or is_of_class or is_change or _is_change(passage, number):
                continue
            yield of_number(
                Quantity.TRAINING_FLOPS if is_training else Quantity.FORWARD_FLOPS,
                number,
                end=match.end(),
                factor=scale,
                unit_printed=match["unit"],
                counts_macs=counts_macs and not is_training,
            )


def _is_speed(passage: Passage, match: re.Match[str], number: Number, scale: float) -> bool:
    """Tell operations per second from operations."""
    if _PER_SECOND.match(passage.text, match.end()) or _FLOP_DAYS.match(passage.text, number.end):
        return True
    if scale >= _TERA and not _TRAINING.search(passage.text):
        return True
    return scale > 1 and bool(_SPEED.search(passage.text))
