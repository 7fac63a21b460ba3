"""Passes over the data and update steps; learning-rate milestones and warm-up are neither."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalog.benchmarks import EPOCHS_OF_ONE_SCHEDULE
from extractors.facts.compute.mentions import Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.milestones import is_milestone, is_part_of_run
from extractors.facts.compute.recognisers.wording import (
    any_of,
    before,
    clause,
    followed_by,
    following,
    label,
    listed_settings,
)
from extractors.facts.numbers import Number
from extractors.records import Quantity

_EPOCHS = any_of(
    r"[\s-]?(?:(?:training|pre-?training|fine-?tuning|full|total)\s){0,2}epoch(?:e?s)?\b(?!\stakes?\b|"
    r"\sof training takes)",
    r"\s(?:complete\s|full\s)?(?:cycles|passes|sweeps)\s(?:through|over)\b",
)
_NAMED_EPOCHS = any_of(r"\bepochs\Z")
_NAMED_STEPS = any_of(
    r"\b(?:training|total|number of|max(?:imum)?)\s(?:\w+\s)?(?:steps|iterations|updates)\Z"
)
_SINGLE = any_of(
    r"\b(?:train|tun)\w*\s[^.;,]{0,40}?\b(?:for|in|with)\s(?:(?:only|just)\s)?"
    r"(?P<amount>a single)\s(?:training\s|full\s)?epoch\b(?!\s(?:takes?|setting)\b)"
)
_SEEN_TIMES = any_of(
    r"\s(?:different\s)?times\b(?!\s(?:more|less|fewer|larger|smaller|faster|slower|higher|lower|as)\b)",
)
_SEES_DATA = any_of(
    r"\b(?:sees?|seen|saw|process(?:es|ed)?|visit(?:s|ed)?|pass(?:es|ed)? (?:over|through)|iterat\w+ over|"
    r"present(?:s|ed)?|"
    r"goes? (?:over|through))\s(?:the|all|each|every|our)\s(?:\w+\s){0,2}"
    r"(?:training|data|dataset|corpus|examples?|images?|samples?|sentences?)\b(?:\s\w+){0,3}\s"
    r"(?:about\s|roughly\s|approximately\s)?\Z"
)
"""``sees the training data`` before how often it does."""
_SEEN_REACH = 90
_ONE_IS = any_of(
    r"\s(?:of training\s)?(?:is|are|denotes?|means?|equals?|consists?|comprises?|contains?|corresponds?|"
    r"lasts?|refers|which is)\b",
    r"\s(?:(?:on|of|over|with|for)\s[^.;,()]{1,40}?\s)?(?:requires|needs|takes|took|lasts)\b",
)
"""A definition of one epoch does not tell how many there were."""
_ONE_OF = any_of(r"\b(?:advance|required for|(?:length|cost|time|duration) of|equivalent to)\s\Z")
_PER_UPDATE = any_of(
    r"\s(?:of optimi[sz]ation\s)?(?:per|in (?:each|every)|for (?:each|every))\s(?:\w+\s)?"
    r"(?:updates?|iterations?|rollouts?|rounds?|steps?|episodes?|batch(?:es)?)\b"
)
"""Such as PPO makes on what it has just collected."""
_EPOCHS_LABEL = label(
    r"\bnumber of (?:\w+\s)?epochs\s?(?:is|was|=|:|to|as|at|of|from|∈)?\s?(?:set (?:to|as)\s|fixed (?:to|at)\s|"
    r"(?:chosen|selected|searched|tuned)\s(?:from|in|among|over)\s)?(?:about\s|around\s|approximately\s)?",
    r"(?<!-up\s)(?<!warmup\s)\bepochs?\snumber\s(?:is|was|=|:|to|as|at)\s(?:set (?:to|as|at)\s)?",
    r"\bset (?:the\s)?(?:training\s)?epochs?\s(?:number\s)?(?:to|as|at)\s",
    r"\b(?:training|total|max(?:imum)?) epochs?\s(?:is|are|was|were)\s(?:set (?:to|as|at)\s|about\s|around\s)?",
    r"\bnumbers? of (?:\w+\s)?epochs\s(?:for|on|in)\s[^.;,\d]{1,60}\s(?:is|are|was|were|to)\s",
    r"(?<!per\s)\b(?:(?:training|max(?:imum)?|total)\s)?epochs?\s?(?:=|:|set to)\s?",
)
_TIMES = any_of(
    r"\s?[x×](?:\s(?:training|learning|lr|\([^)]*\))){0,2}\s?(?:schedules?|training)\b"
    r"(?![\s-](?:speed|time|throughput|cost|efficien|fast|acceler|memory|comput|data))"
)
"""``the 3x schedule``, ``1x training``; a ``2x training speed-up`` is no schedule."""
SCHEDULE = "schedule"
"""The unit of epochs that a sentence gives as a multiple of the standard schedule of detectors."""
_OF_DETECTION = any_of(r"detect|R-?CNN|RetinaNet|\bCOCO\b|\bmAP\b|instance segmentation")
_MOST_TIMES = 10
_NOT_PRINTED = 0.45
"""Confidence in epochs that the sentence means and does not print."""
_STEPS = any_of(
    r"[\s-]?(?:(?:training|gradient|optimi[sz]ation|optimi[sz]er|sgd|weight|parameter|total|pre-?training|"
    r"fine-?tuning|stochastic|generator|discriminator|critic|policy|descent|model|learning|backprop|mini-?batch)\s){0,3}"
    r"(?:iterations?|iters?|steps?|updates?|mini-?batches|its?)\b(?!\s?(?:size|per|/))"
)
_OF_SCHEDULE = any_of(r"\s(?:(?!(?:warm|decay|token)\w*)[A-Za-z]\w+\s)?(?:schedule|recipe)\b")
_SCHEDULE_LABEL = label(r"\bschedule\sof\s")
"""``the 160k schedule``, ``a learning schedule of 80k``: thousands are iterations there, without the word."""
_THOUSANDS = "kK"
_SCALED_STEPS = any_of(
    r"\s(?P<scale>[kM])\s(?:(?:training|gradient|optimi[sz]ation)\s)?(?P<unit>iterations|steps|updates)\b"
)
"""``100 K updates``"""
_SCALES = {"k": 1e3, "m": 1e6}
_STEPS_LABEL = label(
    r"\bnumber of (?:\w+[\s-]){0,2}(?:steps|iterations|updates)\s?(?:is|=|:|to|of|from)?\s?(?:set to\s)?"
    r"(?:\((?:about|roughly|approximately|around|i\.e\.,?)\s)?",
    r"\b(?:training|max(?:imum)?|total) (?:steps?|iterations?|updates)\s?(?:(?:is|are|=|:|of|at|to)\s?)?(?:set to\s)?",
    r"\bnumbers? of (?:training\s)?(?:steps|iterations|updates),\s",
    r"\bnumbers? of (?:\w+\s){0,2}(?:steps|iterations|updates)\s(?:\([^)\d]*\)\s)?(?:for|on|in|per)\s[^.;,\d]{1,60}\s"
    r"(?:is|are|was|were|to)\s",
    r"\bmax_?(?:iter(?:ation)?s?|steps)\s?(?:is|=|:)?\s?(?:set to\s)?",
    r"\b(?:steps|iterations):\s",
    r"\bsteps\b[^.;]{0,40}\bto \S+,? and (?:then )?(?:further )?to\s",
    r"\b(?:increas|decreas|reduc|extend|shorten|chang|set|lower)\w*\s(?:the\s)?(?:number of\s)?(?:training\s)?"
    r"(?:iterations|steps|updates)\sto\s",
)
_COUNTS_SOMETHING_ELSE = any_of(
    r"\b(?:time|diffusion|decoding|inference|sampling|denoising|reasoning|environment|bootstrapping|forward|"
    r"rollout|routing|power|sinkhorn|refinement|k-means|attack|inner|unroll\w*)[\s-]*\Z",
    r"\b(?:hours?|hrs?|h|min(?:ute)?s?|sec(?:ond)?s?|s|ms)\.?\s?(?:/|\bper\b)\s?\Z",
)
"""The steps of ``3 min/1000 iterations`` are what a time is given for, not a whole run."""
_RUN_OF_SOMETHING_ELSE = any_of(
    r"\b(?:attacks?|solver|Langevin|diffusion process|denois\w+|MCMC|Gibbs|k-means|EM algorithm|simulation|"
    r"interacts?|interactions?|environment|random walks?|power method)\b"
)
"""What takes steps of its own in a clause that speaks of no training."""
_TRAINS = any_of(r"train|\blearn|optimi[sz]|updat|tun")
_MIN_STEPS = 400
_FOR_RUN = any_of(
    r"\s?(?:(?:training\s)?(?:steps|iterations|iters|updates|epochs)\s)?(?:for|on)\s(?:the\s)?[“\"A-Z]",
    r"\s(?:for|on)\s(?:the\s)?\w+\s(?:data|set|dataset|models?|networks?|corpus|task|pairs?)",
)
"""What follows each length of a list: the run it is for."""
_MOST_BETWEEN = 60
_CHANGED = re.compile(
    r"\b(?:increas|extend|rais|prolong|lengthen|chang|reduc|decreas|shorten)\w*\b[^.;]{0,60}?\bepochs?\b[^.;\d]{0,40}?"
    r"\bfrom\s\d{1,4}\s(?:epochs\s)?to\s(?P<end>\d{1,4})\b(?!\s?[%x×])"
    r"|\bepochs?\b[^.;\d]{0,30}?\b(?:increas|extend|rais|prolong|lengthen|chang|reduc|decreas|shorten)\w*\s"
    r"from\s\d{1,4}\s(?:epochs\s)?to\s(?P<until>\d{1,4})\b(?!\s?[%x×])",
    re.IGNORECASE,
)
_ENDS_AT = re.compile(
    r"\b(?:end|stop|terminat|finish|halt|conclud)\w*\s(?:(?:early|training)\s)?(?:at|after|with|until)\s(?:the\s)?"
    r"(?:epoch\s(?P<epoch>\d+)\b|(?P<ordinal>\d+)(?:st|nd|rd|th)\sepoch\b)",
    re.IGNORECASE,
)


def epochs(passage: Passage) -> Iterator[Mention]:
    """Yield how many passes over the data a model is trained for.

    Of ``we increase the number of epochs from 90 to 270`` only what it ends at.
    """
    changes = list(_CHANGED.finditer(passage.text))
    for change in changes:
        end = change.lastgroup or 0
        yield Mention(
            Quantity.EPOCHS, change.start(end), change.end(end), float(change[end]), unit_printed="epochs"
        )
    yield from (
        mention
        for mention in _stated_epochs(passage)
        if not any(change.start() <= mention.start < change.end() for change in changes)
    )


def _stated_epochs(passage: Passage) -> Iterator[Mention]:
    for numbers, match in followed_by(passage, _EPOCHS):
        if not _is_of_one(passage, numbers, match) and not is_milestone(passage, numbers, match.end()):
            listed = _listed_for(passage, numbers[-1])
            yield from (
                of_number(Quantity.EPOCHS, n, end=match.end(), unit_printed="epochs") for n in numbers
            )
            yield from (of_number(Quantity.EPOCHS, n, unit_printed="epochs", confidence=0.8) for n in listed)
    yield from _last_epochs(passage)
    for single in _SINGLE.finditer(passage.text):
        yield _spelled_epochs(single.start("amount"), single.end(), 1.0)
    for numbers in following(passage, _EPOCHS_LABEL):
        if not is_milestone(passage, numbers, numbers[-1].end):
            yield from (of_number(Quantity.EPOCHS, n, unit_printed="epochs") for n in numbers)
    for number in _listed_lengths(passage, _NAMED_EPOCHS):
        yield of_number(Quantity.EPOCHS, number, unit_printed="epochs")
    yield from _times_seen(passage)


def _spelled_epochs(start: int, end: int, amount: float) -> Mention:
    return Mention(Quantity.EPOCHS, start, end, amount, unit_printed="epoch", confidence=0.8)


def _last_epochs(passage: Passage) -> Iterator[Mention]:
    """Yield the epochs of ``we stop after epoch 90`` and ``terminates at the 90th epoch``."""
    for last in _ENDS_AT.finditer(passage.text):
        which = last.lastgroup or 0
        yield _spelled_epochs(last.start(which), last.end(), float(last[which]))


def _times_seen(passage: Passage) -> Iterator[Mention]:
    """Yield the epochs of ``the model sees the training data 40 times``."""
    for number in passage.numbers if " times" in passage.text else ():
        times = _SEEN_TIMES.match(passage.text, number.end)
        if times and _SEES_DATA.search(before(passage, number.start, _SEEN_REACH)):
            yield of_number(Quantity.EPOCHS, number, end=times.end(), unit_printed="times", confidence=0.7)


def _is_of_one(passage: Passage, numbers: tuple[Number, ...], match: re.Match[str]) -> bool:
    """Tell what one epoch is, and passes over what was just collected, from the length of a run."""
    if _PER_UPDATE.match(passage.text, match.end()):
        return True
    is_one = numbers[-1].value == 1
    return is_one and bool(
        _ONE_IS.match(passage.text, match.end()) or _ONE_OF.search(before(passage, numbers[0].start))
    )


def standard_schedules(passage: Passage) -> Iterator[Mention]:
    """Yield the epochs of detectors trained for ``the 3x schedule``, where the sentence does not print them."""
    if "epoch" in passage.text or not _OF_DETECTION.search(f"{passage.text} {passage.heading}"):
        return
    for number in passage.numbers:
        schedule = _TIMES.match(passage.text, number.end)
        is_whole = (number.value * EPOCHS_OF_ONE_SCHEDULE).is_integer()
        if schedule is not None and number.value <= _MOST_TIMES and is_whole:
            yield of_number(
                Quantity.EPOCHS,
                number,
                end=schedule.end(),
                factor=EPOCHS_OF_ONE_SCHEDULE,
                unit_printed=SCHEDULE,
                confidence=_NOT_PRINTED,
            )


def steps(passage: Passage) -> Iterator[Mention]:
    """Yield how many updates a model is trained for."""
    for numbers, match in followed_by(passage, _STEPS):
        is_of_else = _is_of_something_else(passage, numbers[0], match.end())
        if not is_of_else and not is_milestone(passage, numbers, match.end()):
            yield from _steps_with_listed(passage, numbers, match.end(), match.group().strip(" -"))
    for numbers, match in followed_by(passage, _SCALED_STEPS):
        if not is_milestone(passage, numbers, match.end()):
            scale = _SCALES[match["scale"].lower()]
            yield of_number(
                Quantity.STEPS, numbers[-1], end=match.end(), factor=scale, unit_printed=match["unit"]
            )
    for number in _listed_lengths(passage, _NAMED_STEPS):
        yield from _plausible_steps((number,), number.end, "steps")
    yield from _steps_of_schedules(passage)
    for numbers in following(passage, _STEPS_LABEL):
        if not is_milestone(passage, numbers, numbers[-1].end):
            yield from _steps_with_listed(passage, numbers, numbers[-1].end, "steps")


def _steps_with_listed(
    passage: Passage, numbers: tuple[Number, ...], end: int, unit: str
) -> Iterator[Mention]:
    """Yield steps and those that follow them without a unit: ``20k steps for A and 60k for B``."""
    yield from _plausible_steps(numbers, end, unit)
    for number in _listed_for(passage, numbers[-1]):
        yield from _plausible_steps((number,), number.end, "steps")


def _steps_of_schedules(passage: Passage) -> Iterator[Mention]:
    of_schedules = [(numbers[-1], match.end()) for numbers, match in followed_by(passage, _OF_SCHEDULE)]
    of_schedules += [
        (numbers[0], numbers[0].end)
        for numbers in following(passage, _SCHEDULE_LABEL)
        if not _STEPS.match(passage.text, numbers[0].end)
    ]
    for number, end in of_schedules:
        if number.text[-1:] in _THOUSANDS:
            yield from _plausible_steps((number,), end, SCHEDULE)


def _is_of_something_else(passage: Passage, first: Number, end: int) -> bool:
    if _COUNTS_SOMETHING_ELSE.search(before(passage, first.start)):
        return True
    around = clause(passage, first.start, end)
    return bool(_RUN_OF_SOMETHING_ELSE.search(around)) and not _TRAINS.search(around)


def _listed_lengths(passage: Passage, named: re.Pattern[str]) -> Iterator[Number]:
    """Yield how long a run is in a list of settings: the 200 of ``batch size and number of epochs to 128 and 200``."""
    for name, number in listed_settings(passage):
        if named.search(name) and not is_part_of_run(name):
            yield number


def _listed_for(passage: Passage, last: Number) -> tuple[Number, ...]:
    """Return the lengths that follow without their unit: ``20k steps for A, 60k for B and 110k for C``."""
    listed = []
    for number in passage.numbers:
        if number.start < last.end:
            continue
        gap = passage.text[last.end : number.start]
        is_for_run = _FOR_RUN.match(gap) and _FOR_RUN.match(passage.text, number.end)
        if len(gap) > _MOST_BETWEEN or not is_for_run:
            break
        listed.append(number)
        last = number
    return tuple(listed)


def _plausible_steps(numbers: tuple[Number, ...], end: int, unit: str) -> Iterator[Mention]:
    for number in numbers:
        if number.value >= _MIN_STEPS and number.value.is_integer():
            yield of_number(Quantity.STEPS, number, end=end, unit_printed=unit)
