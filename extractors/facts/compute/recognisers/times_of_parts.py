"""How long one epoch took, and one update."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalog.units import factor
from extractors.facts.compute.mentions import Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.time import NOT_A_RUN, SPELLED
from extractors.facts.compute.recognisers.wording import any_of, before, followed_by
from extractors.records import Quantity

_TIME_OF_TRAINING = any_of(r"train|epoch|fine-?tun|\bstep|iteration|\bupdates?\b")
_OF_EACH = (
    r"\s?(?:/|per\s|for\s(?=each\b|every\b|one\b|an?\b|\d)|in\s(?=each\b|one\b)|(?=an?\s))\s?"
    r"(?:(?:each|every|one|an?)\s)?"
)
_PER_EPOCH = any_of(rf"{_OF_EACH}(?:(?P<count>\d[\d,]*)\s)?(?:training\s|full\s)?epochs?\b")
_STEP = (
    r"(?:training\s|optimi[sz]ation\s|gradient\s|sgd\s|model\s)?"
    r"(?:steps?|iterations?|iters?|updates?|batch|mini-?batch)\b"
)
_PER_STEP = any_of(rf"{_OF_EACH}{_STEP}")
_ABOUT = r"\s(?:(?:only|about|around|approximately|roughly|nearly|us|[~≈∼])\s?)*\Z"
_TAKES_TIME = (
    rf"(?:\sof training)?\s(?:\w+\s)?(?:takes?|took|lasts?|lasted|requires?|required|costs?){_ABOUT}"
)
_ONE = r"\b(?:one|an?|each|every|a single)\s"
_TIME_OF_ONE = r"\btime\s(?:per|(?:of|for)\s(?:one|an?|each))\s(?:training\s)?"
_EPOCH_TAKES = any_of(
    rf"{_ONE}(?:training\s|full\s)?epoch{_TAKES_TIME}", rf"{_TIME_OF_ONE}epoch\s(?:is|was|of){_ABOUT}"
)
_STEP_TAKES = any_of(
    rf"{_ONE}{_STEP}{_TAKES_TIME}", rf"{_TIME_OF_ONE}(?:step|iteration)\s(?:is|was|of){_ABOUT}"
)
_SHORT_SPAN = any_of(
    r"[\s-]?(?P<span>hours?\b|hrs?\b|days?\b|weeks?\b|minutes?\b|mins?\b|seconds?\b|secs?\b|milliseconds?\b|ms\b|h\b|s\b)"
)
_THOUSAND = 1000.0
_TAKES_REACH = 80


def epoch_times(passage: Passage) -> Iterator[Mention]:
    """Yield how long one pass over the data took, in hours; ``1.2 hours per 100 epochs`` is a hundredth of it."""
    if "epoch" in passage.text:
        yield from _times_of_a_part(passage, Quantity.EPOCH_HOURS, "hour", _PER_EPOCH, _EPOCH_TAKES)


def step_times(passage: Passage) -> Iterator[Mention]:
    """Yield how long one update took, in seconds."""
    yield from _times_of_a_part(passage, Quantity.STEP_SECONDS, "second", _PER_STEP, _STEP_TAKES)


def _times_of_a_part(
    passage: Passage, quantity: Quantity, unit: str, rate: re.Pattern[str], takes: re.Pattern[str]
) -> Iterator[Mention]:
    """Yield times that the words after them, or those before, make the time of one part of a run."""
    if NOT_A_RUN.search(passage.text) or not _TIME_OF_TRAINING.search(passage.text):
        return
    for numbers, match in followed_by(passage, _SHORT_SPAN):
        span = match["span"].lower()
        is_thousandth = span == "ms" or span.startswith("milli")
        amount = factor("second" if is_thousandth else SPELLED.get(span, span), unit)
        per = rate.match(passage.text, match.end())
        taken = takes.search(before(passage, numbers[0].start, _TAKES_REACH))
        if amount is None or not (per or taken) or len(numbers) > 1:
            continue
        parts = float(per["count"].replace(",", "")) if per and per.groupdict().get("count") else 1.0
        yield of_number(
            quantity,
            numbers[0],
            end=per.end() if per else match.end(),
            factor=amount / parts / (_THOUSAND if is_thousandth else 1.0),
            unit_printed=f"{match['span']}{per.group() if per else ' each'}".strip(),
        )
