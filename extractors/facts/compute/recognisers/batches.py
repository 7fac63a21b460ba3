"""How many examples or tokens one update sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.facts.compute.mentions import Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import (
    any_of,
    before,
    followed_by,
    following,
    label,
    listed_settings,
)
from extractors.facts.numbers import Number
from extractors.records import Quantity

PER_DEVICE = "per device"
"""The unit of a batch that every device has one of."""
_NOUN = (
    r"(?:images?|examples?|samples?|sequences|(?:sentence|image-text)[\s-]?pairs?|pairs|sentences|clips|"
    r"videos?|"
    r"(?:source and target |source |target )?tokens|instances|crops|utterances|words|tuples|documents|graphs|"
    r"frames|RoIs|"
    r"patches)"
)
_DEVICE = r"(?:GPU|TPU|device|worker|card|core|node|machine|replica)"
_BATCH_SIZE = label(
    r"\b(?:mini-?\s?)?batche?[\s-]?sizes?(?:\s\([^)\d]*\))?(?:,(?=\s[a-z]))?\s?(?:(?:of|is|are|was|were|=|:|∈|to|at|as|be|"
    r"from|equals?|that|has|been|"
    r"B|N|and|fixed|set|limited|increased|reduced|linearly|gradually|used|total|about|around|roughly|"
    r"approximately|up|"
    r"respectively|most)\s?)*",
    r"\b(?:mini-?\s?)?batch(?:es)?\s(?:of|with|containing|contains?|contained|has|have|consist(?:s|ed) of|"
    r"consisting of|"
    r"compris(?:es|ed|ing)|include[sd]|is (?:constructed|composed|made up) (?:from|of)|up to|size|"
    r"contained a set of [^.;]{0,30}containing)\s"
    r"(?:(?:size|about|approximately|around|roughly|up to|at most|a total of)\s)*(?:[A-Z]\s?=\s?)?",
    r"\bbatch[\s-]?size (?:(?:aggregated|summed|added up) over|across|over)(?:\sall)? \d+ (?:\w+\s)?(?:GPUs|"
    r"TPUs|devices|workers|nodes|chips|cores) (?:is|was)\s",
    r"\bbatch[\s-]?sizes?\s[^.;,()\d]{0,50}\s(?:is|are|was|were|=)\s",
    r"\bas (?:the\s|our\s)?batch[\s-]?size,?\swe\s(?:use|used|choose|chose|take|took|set)\s",
    r"\bmini-?batch (?:stochastic )?(?:gradient descent|SGD)\s(?:\([A-Z]+\)\s)?with\s",
    r"\b(?:bs|bsz|(?:mini-?)?batch)\s?=\s?",
    r"\b(?:mini-?)?batch (?:is|was)\s(?:set to\s|fixed (?:to|at)\s)?",
    r"(?:\bwith|[,(])\s?(?:an?\s)?(?:(?:total|global)\s)?(?:mini-?)?batch\s",
)
_TOKENS_LABEL = label(
    rf"\b(?P<noun>tokens)\s(?:per|in\s(?:a|one|each|every)|of\s(?:a|one|each|every)|for\s(?:each|every))\s"
    rf"(?:(?:training\s)?(?:mini-?)?batch|{_DEVICE})(?:\s(?:per|on each|for each)\s{_DEVICE})?"
    r"\s(?:(?:is|are|was|were|to|of|=|at|as|be|set|limited|fixed|about|around|approximately)\s)+",
    r"\bmax(?:imum)?[\s_-]tokens\s?(?:(?:is|of|=|:|to|set|was|at)\s?)+",
)
"""``The maximum number of tokens per batch is``"""
_SIZE_AFTER = any_of(
    rf"\s(?:(?:global|total|effective)\s|per[\s-]{_DEVICE}\s)?(?:mini-?)?batch[\s-]?sizes?\b"
)
_PER_BATCH = any_of(
    rf"\)?\s(?:\w+\s){{0,2}}{_NOUN}"
    r"(?:\s(?:per|in (?:each|a|every|one)|for (?:each|every)|to form (?:each|a))\s|\s?/\s?)"
    r"(?:training\s)?(?:mini-?)?batch",
    rf"\s{_NOUN}\s(?:per|in (?:an?|one|each|every)|for (?:each|every)|at (?:each|every))\s"
    r"(?:(?:training|gradient|weight|parameter|optimi[sz]er|SGD)\s){0,2}(?:update|step|iteration)\b",
)
_PER = r"(?:\s(?:per|on each|for each|on every|in each)\s(?:each\s)?|\s?/\s?)"
_PER_DEVICE = any_of(rf"\s(?:\w+\s)?{_NOUN}{_PER}{_DEVICE}\b")
_EACH_DEVICE_HAS = label(
    rf"\beach\s(?:\w+\s)?{_DEVICE}s?\s(?:with|has|have|holds?|holding|having|process(?:es|ing)?|sees?|takes?)\s(?:an?\s)?"
    r"(?:(?:mini-?)?batch(?:es)?(?:\ssizes?)?\s(?:of\s)?)?"
)
_EACH_OR_PER = any_of(rf"\b(?:per|each|every)\b|/\s?{_DEVICE}")
_IS_SPEED = any_of(r"per second|\bms\b|\bthroughput|\bfps\b|/s\b")
_DRAWN = any_of(r"\b(?:randomly|selected|sampled|sampling|pairs? of|any|mixing|combining)\b[^.;,]{0,20}\Z")
_DEVICE_AFTER = any_of(
    rf"[^,.;\d]{{0,25}}?{_PER}{_DEVICE}\b",
    rf"[^,.;\d]{{0,25}}?\son each of (?:the\s|our\s)?(?:\w+\s){{0,3}}?{_DEVICE}s\b",
    rf"\sper[\s-]{_DEVICE}\s(?:mini-?)?batch",
)
_DEVICE_BEFORE = any_of(
    rf"\b(?:per[\s-]{_DEVICE}|each\s{_DEVICE}|local)\s(?:\w+\s){{0,2}}(?:mini-?\s?)?batch[^.;,]*\Z",
    rf"\b{_DEVICE}s?,?\s(?:each\s)?(?:each\s)(?:with\s)?(?:an?\s)?(?:mini-?\s?)?batch[^.;,]*\Z",
)
_OF_DEVICE = any_of(rf"\b(?:per|on each|for each)\s{_DEVICE}\b[^.;,]*\Z")
_NOUN_AFTER = any_of(rf"\)?\s(?:(?!(?:source|target)\b)\w+\s)?(?P<noun>{_NOUN})\b")
_FOR_NAME = re.compile(r"\sfor\s(?:both\s|the\s)?[A-Z]")
_ON_NAME = re.compile(r"\son\s(?:both\s|the\s)?[A-Z][^.;()\d]*\d*(?:\sand\s[A-Z][\w-]*)?,?\s(?:and\s)?\Z")
_ON_NAME_AFTER = re.compile(r"\son\s(?:both\s|the\s)?[A-Z]")
"""``128 on NetA and NetB, and 256 on NetC``: data or machines of each size, with nothing else between them."""
_NOT_SIZE = any_of(
    r"\s?(?:(?!per\b|each\b|on\b|for\b)\w+\s)?GPUs?\b",
    r"[\s-]ways?\b",
    r"\s?(?:epochs?|iterations|(?:training\s)?steps|GB|normali[sz]ation|%|layers|(?:gradient\s)?accumulation)",
    r"\s(?:hours?|minutes?|mins?|seconds?|secs?|ms)\b",
    r"\sor\s(?:larger|bigger|greater|higher|more|above|smaller|less|lower|below)\b",
    rf"\s(?:(?:\w+\s)?(?:seen|unique|unlabell?ed)\s(?:\w+\s)?{_NOUN}|{_NOUN}\s(?:seen|in total)|training\s{_NOUN})\b",
)
"""Numbers of a list that are no batch size: ``a batch size of 16k and 512 million seen samples``."""
_ENDS_AS_SIZE = any_of(r"\b(?:mini-?)?batch[\s-]?size\Z")
_RAMP = any_of(r"gradual|linearly|ramp|schedul|progressive")
"""A batch that grows during training is recorded with its first size."""
_MOST_BETWEEN = 90
"""Characters between two sizes of a list such as ``8192 for A, 4096 for B``."""


def batch_sizes(passage: Passage) -> Iterator[Mention]:
    """Yield batch sizes as printed: of a whole batch, or of one device where the sentence says "per GPU"."""
    found: dict[int, Mention] = {}
    for mention in _labelled(passage):
        found.setdefault(mention.start, mention)
    # A list of settings tells which of its numbers is the batch size; the others are no batch sizes.
    for number, is_batch in _settings_of_lists(passage):
        found.pop(number.start, None)
        if is_batch and _is_size(passage, number):
            found[number.start] = _mention(passage, number)
    found |= {mention.start: mention for mention in _tokens(passage)}
    for recognise in (_of_each_device, _per_device, _per_batch):
        for mention in recognise(passage):
            found.setdefault(mention.start, mention)
    wholes = [mention.value for mention in found.values() if mention.unit_printed != PER_DEVICE]
    yield from (mention for mention in found.values() if not _is_share(mention, wholes))


def _labelled(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes after ``batch size of``, and those that follow: ``32K tokens for A and 64K for B``."""
    for numbers in following(passage, _BATCH_SIZE):
        first = _mention(passage, numbers[0])
        for number in (*numbers, *_continued(passage, numbers[-1])):
            if _is_size(passage, number):
                mention = _mention(passage, number)
                # What is counted is often said once, of the first size.
                yield replace(mention, text_value=mention.text_value or first.text_value)


def _settings_of_lists(passage: Passage) -> Sequence[tuple[Number, bool]]:
    """Return the numbers of lists of settings that name the batch size, and whether each is that of the batch size."""
    listed = [(number, _ENDS_AS_SIZE.search(name) is not None) for name, number in listed_settings(passage)]
    return listed if any(is_batch for _, is_batch in listed) else ()


def _tokens(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``the maximum number of tokens per batch is 25k``."""
    for numbers in following(passage, _TOKENS_LABEL) if "okens" in passage.text else ():
        if _is_size(passage, numbers[0]):
            is_of_device = _OF_DEVICE.search(before(passage, numbers[0].start)) is not None
            mention = _mention(passage, numbers[0], is_of_device=is_of_device)
            yield replace(mention, text_value=" ".join(filter(None, ("tokens", mention.unit_printed))))


def _of_each_device(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``each GPU processes 32 images``."""
    for numbers in following(passage, _EACH_DEVICE_HAS) if "ach" in passage.text else ():
        if _is_size(passage, numbers[0]):
            yield _mention(passage, numbers[0], is_of_device=True)


def _per_device(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``2 images per GPU``, where one is a size, too."""
    if not _EACH_OR_PER.search(passage.text) or _IS_SPEED.search(passage.text):
        return
    for numbers, match in followed_by(passage, _PER_DEVICE):
        for number in numbers:
            if _is_size(passage, number) or number.value == 1:
                yield _mention(passage, number, end=match.end(), is_of_device=True)


def _per_batch(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``256 images per mini-batch`` and ``a 256 batch size``, not of drawn samples."""
    for pattern in (_PER_BATCH, _SIZE_AFTER):
        for numbers, match in followed_by(passage, pattern):
            if _DRAWN.search(before(passage, numbers[0].start)):
                continue
            for number in numbers:
                if _is_size(passage, number):
                    yield _mention(passage, number, end=match.end())


def _is_share(mention: Mention, wholes: Sequence[float | None]) -> bool:
    """Tell what each device takes of a batch that the sentence prints: ``8 (4 GPUs with 2 images per GPU)``."""
    share = mention.value
    if mention.unit_printed != PER_DEVICE or not share:
        return False
    return any(whole and whole > share and (whole / share).is_integer() for whole in wholes)


def _continued(passage: Passage, last: Number) -> Iterator[Number]:
    """Yield the sizes that follow: ``8192 for A, 4096 for B and 2048 for C``; ``from 256 to 128``."""
    for number in passage.numbers:
        if number.start <= last.end:
            continue
        gap = passage.text[last.end : number.start]
        if gap == " to " and _RAMP.search(passage.text):
            return
        is_for = _FOR_NAME.search(gap) and _FOR_NAME.match(passage.text, number.end)
        is_on = _ON_NAME.match(gap) and _ON_NAME_AFTER.match(passage.text, number.end)
        if gap != " to " and not (len(gap) <= _MOST_BETWEEN and (is_for or is_on)):
            continue
        yield number
        last = number


def _is_size(passage: Passage, number: Number) -> bool:
    return number.value >= 2 and number.value.is_integer() and not _NOT_SIZE.match(passage.text, number.end)


def _mention(passage: Passage, number: Number, end: int | None = None, is_of_device: bool = False) -> Mention:
    noun = _NOUN_AFTER.match(passage.text, number.end)
    counted = [noun["noun"]] if noun else []
    is_of_device = (
        is_of_device
        or _DEVICE_AFTER.match(passage.text, number.end) is not None
        or _DEVICE_BEFORE.search(before(passage, number.start)) is not None
    )
    if is_of_device:
        counted.append(PER_DEVICE)
    return of_number(
        Quantity.BATCH_SIZE,
        number,
        end=end,
        text_value=" ".join(counted),
        unit_printed=PER_DEVICE if is_of_device else "",
    )
