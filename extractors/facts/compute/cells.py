"""What one table cell says, once its head has told what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extractors.documents.model import Paragraph, ParagraphKind
from extractors.facts.compute.meaning import Meaning
from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers import device_counts, devices, footprint, schedule, size, time
from extractors.facts.compute.recognisers.batches import PER_DEVICE
from extractors.facts.compute.scales import Scale
from extractors.facts.grid import is_blank
from extractors.facts.numbers import Number, find_numbers, parse_number, with_spaced_thousands
from extractors.records import Evidence, Quantity, ReportedCompute

Recogniser = Callable[[Passage], Iterator[Mention]]
_OF_LABELS: tuple[Recogniser, ...] = (schedule.epochs, schedule.steps, size.parameters)
_IN_WORDS: tuple[Recogniser, ...] = (
    devices.hardware_models,
    device_counts.device_counts,
    time.wall_times,
    time.device_hours,
    footprint.energy,
)
_DIFFERENCE = re.compile(r"^\s*[+(]|%|×(?!\s?10)|(?<=\d)x\b|[↓↑]")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
_MARKS = re.compile(r"\^\{?[†‡*§¶a-z]\}?|[†‡*§¶]|\\?\$")
_BYTES = re.compile(r"\d\s?[GMTK]i?B\b", re.IGNORECASE)
_PAIR = re.compile(r"\s?/\s?")
_FACTORS = re.compile(r"\s?[×x*]\s?")
_PRODUCT_OF = re.compile(r"\s*\d[\d,]*(?:\s?[×x*]\s?\d[\d,]*)+\s?=\s?(?P<product>\d[\d,]*[kK]?)\s*")
"""``256 × 8 = 2048``: what each device has, how many there are, and all together."""
_FACTOR_OF = re.compile(r"\s*\d+(?:\.\d+)?\s?[×x]\s?\((?P<amount>[^()]*\d[^()]*)\)\s*")
"""``1x (8.2e9)``: the network that all others are measured by, and what it costs."""
_BETWEEN_NUMBERS = re.compile(r"[\s,;{}()\[\]]*(?:or|and|→|[-–]+>)?[\s,;{}()\[\]]*")
_CONDITION = re.compile(r"(?P<number>\d[\d.,kKMB]*)\s+(?:for|on)\s+(?P<case>[^,;]+)")
_SYMBOL = re.compile(r"\(?[A-Za-z](?:[\^_]\{?\w+\}?)?\)?")
"""A letter of a formula: ``C^2/16`` counts nothing by itself."""
_OWN_UNIT = {
    Quantity.EPOCHS: re.compile(r"(?<=\d)[\s-]?(?:e|ep|eps|epochs?)\.?$", re.IGNORECASE),
    Quantity.STEPS: re.compile(r"(?<=[\dkKM])\s?(?:iters?|iterations?|steps|updates)\.?$", re.IGNORECASE),
}
"""``400ep`` below ``Epochs``: the unit that cells print although their head does."""
_MIN_TRAINING_FLOP = 1e15
_SIZES = frozenset({Quantity.PARAMETERS, Quantity.FORWARD_FLOPS})
_AS_HEADED = 0.95
"""Confidence in a number that stands below the head of its quantity."""
_LARGEST_BARE = 5000.0
"""Numbers from here on are plain counts."""
_SMALLEST = {
    Quantity.PARAMETERS: 1e4,
    Quantity.FORWARD_FLOPS: 1e5,
    Quantity.TRAINING_FLOPS: 1e9,
    Quantity.DATASET_SIZE: 500.0,
    Quantity.STEPS: 100.0,
}
_FEWEST_TOKENS = 10_000.0
"""A model may read ``785`` tokens at once; none is trained on so few."""
_PLACED_LATER = Evidence("")


def cell_statements(text: str, meaning: Meaning, bare: Scale | None = None) -> Iterator[ReportedCompute]:
    """Yield the costs of one cell, without their place, model and stage.

    Args:
        text: The cell as printed.
        meaning: What its head says it holds.
        bare: In what bare numbers count, where the head does not say it.
    """
    text = with_spaced_thousands(text)
    if is_blank(text) or (_BYTES.search(text) and Quantity.HARDWARE_MODEL not in meaning.quantities):
        return
    if Quantity.HARDWARE_MODEL not in meaning.quantities:
        facts = list(_numbers(text, meaning, bare))
        if facts or meaning.quantities[0] in _SIZES:
            yield from facts
            return
    number = parse_number(text)
    if number is not None and Quantity.HARDWARE_MODEL in meaning.quantities:
        if number.value.is_integer() and number.value > 0:
            yield ReportedCompute(Quantity.DEVICE_COUNT, number.value, number.text, _PLACED_LATER, 0.85)
        return
    yield from _in_words(text)


def part_of(text: str, meaning: Meaning) -> str:
    """Return the part of a cell that a meaning is of, or an empty text where the cell has no such parts."""
    if meaning.part is None:
        return text
    parts, (index, count) = _PAIR.split(text.strip()), meaning.part
    return parts[index] if len(parts) == count else ""


def bare_number(text: str, meaning: Meaning) -> float | None:
    """Return the number of a cell whose scale neither the cell nor its head prints, else None."""
    number = parse_number(_MARKS.sub("", text))
    if number is None or number.has_scale or meaning.has_scale or number.value >= _LARGEST_BARE:
        return None
    return number.value


def size_in_name(label: str) -> ReportedCompute | None:
    """Return the size of a model that is called by its size, such as a row labelled ``1.3B``."""
    number = parse_number(label)
    if (
        number is None
        or number.low is not None
        or number.text[-1:] not in "MB"
        or number.value < _SMALLEST[Quantity.PARAMETERS]
    ):
        return None
    return ReportedCompute(
        Quantity.PARAMETERS,
        number.value,
        label,
        _PLACED_LATER,
        0.8,
        reasons=("the size stands for the model",),
    )


def _numbers(text: str, meaning: Meaning, bare_scale: Scale | None) -> Iterator[ReportedCompute]:
    product = _PRODUCT_OF.fullmatch(text)
    text = product["product"] if product else text
    measure = _FACTOR_OF.fullmatch(text)
    bare = _IN_BRACKETS.sub("", _MARKS.sub("", measure["amount"] if measure else text)).strip()
    if _DIFFERENCE.search(bare) and not meaning.is_product:
        return
    own_unit = _OWN_UNIT.get(meaning.quantities[0])
    bare = own_unit.sub("", bare) if own_unit else bare
    parts = (_FACTORS if meaning.is_product else _PAIR).split(bare)
    if len(parts) > 1 and any(map(_SYMBOL.fullmatch, parts)):
        return
    for position, part in enumerate(parts):
        is_paired = len(meaning.quantities) == len(parts) > 1
        quantity = meaning.quantities[position if is_paired else 0]
        for number in _listed(part):
            fact = _scaled(number, quantity, meaning, bare_scale)
            if fact is not None:
                is_share = meaning.is_product and is_paired and quantity is Quantity.BATCH_SIZE
                yield replace(fact, unit_printed=PER_DEVICE, text_value=PER_DEVICE) if is_share else fact


def _listed(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text that holds nothing else; ``10 for RTE, 3 for the rest`` counts as two."""
    whole = parse_number(text)
    if whole is not None:
        return (whole,)
    if cases := [parse_number(match["number"]) for match in _CONDITION.finditer(text)]:
        return tuple(number for number in cases if number is not None)
    numbers = find_numbers(text)
    position = 0
    for number in numbers:
        if not _BETWEEN_NUMBERS.fullmatch(text, position, number.start):
            return ()
        position = number.end
    return numbers if _BETWEEN_NUMBERS.fullmatch(text, position) else ()


def _scaled(
    number: Number, quantity: Quantity, meaning: Meaning, bare: Scale | None
) -> ReportedCompute | None:
    if meaning.needs_scale and not number.has_scale and not meaning.has_scale:
        return None
    scale = _scale_for(number, quantity, meaning, bare)
    value = _exact(number.value * scale.factor)
    is_of_tokens = quantity is Quantity.DATASET_SIZE and meaning.text_value == "tokens"
    smallest = _FEWEST_TOKENS if is_of_tokens else _SMALLEST.get(quantity, 0.0)
    if quantity is Quantity.FORWARD_FLOPS and meaning.has_scale:
        smallest = min(smallest, meaning.scale)  # ``KFLOPs``
    if value < smallest or value <= 0 or not _is_possible(value, quantity):
        return None
    if quantity is Quantity.FORWARD_FLOPS and value >= _MIN_TRAINING_FLOP:
        quantity = Quantity.TRAINING_FLOPS
    return ReportedCompute(
        quantity=quantity,
        value=value,
        value_printed=number.text,
        evidence=_PLACED_LATER,
        confidence=scale.confidence,
        text_value=meaning.text_value,
        unit_printed=meaning.unit,
        value_low=None if number.low is None else _exact(number.low * scale.factor),
        value_high=None if number.high is None else _exact(number.high * scale.factor),
        counts_macs=meaning.counts_macs,
        reasons=(*meaning.reasons, *filter(None, (scale.reason,))),
    )


def _scale_for(number: Number, quantity: Quantity, meaning: Meaning, bare: Scale | None) -> Scale:
    """Return the scale of a number: its own, that of its column where head and cell print none, or that of its head."""
    if number.has_scale and quantity in _SMALLEST:
        return Scale(1.0, _AS_HEADED, "")
    is_bare = not meaning.has_scale and quantity in _SIZES and number.value < _LARGEST_BARE
    return bare if bare is not None and is_bare else Scale(meaning.scale, _AS_HEADED, "")


def _is_possible(value: float, quantity: Quantity) -> bool:
    is_count = quantity in (Quantity.BATCH_SIZE, Quantity.STEPS, Quantity.DEVICE_COUNT)
    return value.is_integer() or not is_count


def label_statements(text: str) -> Iterator[ReportedCompute]:
    """Yield how long a label says its model was trained and how large it is, without place, model and stage.

    Args:
        text: The label of a row: ``NetA, 1000 epochs``, ``+ 500k steps``, ``NetA (12M params)``.

    Returns:
        The statements, one after another.
    """
    return _in_words(text, _OF_LABELS)


def _in_words(text: str, recognisers: Sequence[Recogniser] = _IN_WORDS) -> Iterator[ReportedCompute]:
    """Yield what a cell says in words: ``14d on 3 GTX 1080 GPUs``."""
    passage = Passage(f"Training: {text}", ParagraphKind.BODY, (), Paragraph(text))
    for recognise in recognisers:
        for mention in recognise(passage):
            yield ReportedCompute(
                quantity=mention.quantity,
                value=mention.value,
                value_printed=text,
                evidence=_PLACED_LATER,
                confidence=mention.confidence,
                text_value=mention.text_value,
                unit_printed=mention.unit_printed,
                value_low=mention.value_low,
                value_high=mention.value_high,
                reasons=mention.reasons,
            )


def _exact(value: float) -> float:
    """Drop the noise of binary arithmetic."""
    return float(f"{value:.12g}")
