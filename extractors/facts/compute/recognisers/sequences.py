"""How many tokens a sequence of training has, and over how many batches gradients are accumulated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.facts.compute.mentions import Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, before, clause, followed_by, following, label
from extractors.facts.numbers import Number
from extractors.records import Quantity

_IS = (
    r"(?:\s?(?:\([A-Za-z]{1,4}\)|of|is|are|was|were|=|:|to|at|as|be|set|fixed|limited|equals?|up to|about|"
    r"approximately|around|[A-Zn]\s?=))*\s?"
)
_OF_SEQUENCES = (
    r"(?:sequences?|contexts?|inputs?|segments?|blocks?|windows?|sentences?|chunks?|passages?|examples?)"
)
_LENGTH_LABEL = label(
    rf"(?<!text\s)\b(?:sequence|context|input|segment|block|token)[\s-]?(?:lengths?|len|windows?){_IS}",
    rf"\b(?:sequence|context|input)[\s-]length\sand\s(?:\w+\s){{1,3}}?(?:length|size)s?{_IS}",
    rf"\bcontext[\s-]sizes?{_IS}",
    rf"\bmax(?:imum|imal|\.)?[\s_-]?(?:(?:sequence|input|total|token)[\s_-]){{0,2}}len(?:gth)?s?{_IS}",
    rf"\b{_OF_SEQUENCES}\s(?:are\s|have\s|with\s)?(?:of\s)?(?:(?:a\s)?(?:max(?:imum|imal)?\s)?length\s)?(?:of\s)?"
    rf"(?:up to|at most)?{_IS}(?=\d[\d,.]*[kK]?\s?(?:sub-?word\s|word-?piece\s)?tokens\b)",
    rf"\b{_OF_SEQUENCES}\s(?:of|with)\s(?:a\s)?(?:max(?:imum|imal)?\s)?length{_IS}",
    r"\b(?:total|combined)\slength\s(?:is|of)\s(?:at most|up to|≤|less than)\s?",
    r"\blength\s(?:is|are|of)\s?(?:≤|at most)\s?(?=\d[\d,.]*\stokens)",
    rf"\b{_OF_SEQUENCES}\s(?:(?:are|is|were|was)\s)?"
    r"(?:truncated|limited|cropped|padded|packed|cut|split|chunked|restricted)\s"
    r"(?:in)?to\s(?:a\s)?(?:(?:max(?:imum|imal)?\s)?length\s(?:of\s)?)?(?:at most\s|up to\s)?",
    r"\beach\s(?:training\s|input\s)?sequence\s(?:contains|has|consists of)\s(?:up to\s|at most\s)?"
    r"(?=\d[\d,]*\stokens)",
    r"\bsequences\s?(?:\*|×|x)\s?(?=\d[\d,.]*[kK]?\s?(?:tokens|length))",
)
_OF_LENGTH = any_of(
    rf"[\s-]tokens?[\s-](?:long\s)?{_OF_SEQUENCES}\b",
    rf"\stokens\s(?:per|in each|for each)\s{_OF_SEQUENCES}\b",
    r"\s(?:max(?:imum|imal)\s)?(?:sequence|context|input)\slengths?\b",
    r"\smaxim(?:um|al)\slength\b",
)
_NOT_OF_TRAINING = any_of(
    r"\b(?:answers?|questions?|quer(?:y|ies)|spans?|generat\w+|decod\w+|outputs?|inference|n-?grams?|images?|patch\w*|"
    r"latency|memory\s(?:usage|use|footprint|consumption|complexity)|cache|sparse|task|throughput|speed\w*|faster|slower|"
    r"extrapolat\w+|extend\w*|extension|longer than|shorter than|"
    r"filter\w*|remov\w+|discard\w*|summar\w+|test\s?time|evaluat\w+|audio|speech|frames?|pixels?|clips?|videos?|average|mean|"
    r"even with)\b"
)
_SHORTEST, _LONGEST = 32, 2_000_000
_MOST_LENGTHS = 2
"""A sentence of more lengths compares them."""

_ACCUMULATION_LABEL = label(
    r"\bgradient[\s-]accumulation(?:\s(?:steps?|factor|frequency|iterations))?(?:\s?(?:of|is|to|=|:|over|for|with|set|was))*\s?",
    r"\baccumulat(?:e|ed|es|ing)\s(?:the\s|our\s)?gradients?\s(?:\w+\s)?(?:for|over|from|across|of|every)\s(?:every\s)?",
    r"\bgradients?\s(?:are|is|were|was)\saccumulated\s(?:\w+\s)?(?:for|over|from|across|of|every)\s(?:every\s)?",
    r"\b(?:gradient|gradients)\saccumulated\s(?:over|for|from|across)\s",
    r"\bupdate[\s_-]freq(?:uency)?(?:\s?(?:of|is|to|=|:|set|was))*\s?",
)
_ACCUMULATED = any_of(
    r"\s?(?:\w+[\s-]){0,2}(?:(?:mini-?)?batch(?:es)?|steps?|iterations|forward|backward|updates?|times)\b",
    r"\s?(?:$|[.;,)])",
    r"\s(?:in|for|on|with|and|to|when|during|before|so|as)\b",
)
_ACCUMULATION_STEPS = any_of(r"\s(?:gradient[\s-])?accumulation\s(?:steps?|iterations|batches)\b")
_SPELLED_ACCUMULATION = any_of(
    r"\baccumulat\w+\s(?:the\s)?gradients?\s(?:for|over|from|across)\s(?P<amount>two|three|four|eight|sixteen)\b",
    r"\bgradients?\s(?:are|were)\saccumulated\s(?:for|over|from|across)\s(?P<passive>two|three|four|eight|sixteen)\b",
)
_WORDS = {"two": 2, "three": 3, "four": 4, "eight": 8, "sixteen": 16}
_MOST_ACCUMULATED = 4096


def sequence_lengths(passage: Passage) -> Iterator[Mention]:
    """Yield how many tokens the sequences of training have at most; not those of outputs, images and comparisons."""
    found: dict[int, Mention] = {}
    for numbers in following(passage, _LENGTH_LABEL):
        # ``The sequence length and memory length are set to 512 and 384 respectively``
        for number in numbers[:1] if "respectively" in passage.text else numbers:
            if _is_length(passage, number):
                found.setdefault(number.start, _length(number))
    for numbers, match in followed_by(passage, _OF_LENGTH):
        for number in numbers:
            if _is_length(passage, number):
                found.setdefault(number.start, _length(number, match.end()))
    if len({mention.value for mention in found.values()}) <= _MOST_LENGTHS:
        yield from found.values()


def accumulated_batches(passage: Passage) -> Iterator[Mention]:
    """Yield over how many batches the gradients of one update are accumulated."""
    if "ccumulat" not in passage.text and "freq" not in passage.text:
        return
    for numbers in following(passage, _ACCUMULATION_LABEL):
        number = numbers[0]
        is_count = number.value.is_integer() and 2 <= number.value <= _MOST_ACCUMULATED
        if len(numbers) == 1 and is_count and _ACCUMULATED.match(passage.text, number.end):
            yield _accumulated(number)
            return
    for numbers, _ in followed_by(passage, _ACCUMULATION_STEPS):
        yield _accumulated(numbers[-1])
        return
    for spelled in _SPELLED_ACCUMULATION.finditer(passage.text):
        group = "amount" if spelled["amount"] else "passive"
        yield Mention(
            Quantity.ACCUMULATED_BATCHES,
            spelled.start(group),
            spelled.end(group),
            float(_WORDS[spelled[group].lower()]),
            unit_printed="batches",
            confidence=0.9,
        )
        return


def _accumulated(number: Number) -> Mention:
    """Return the mention of a count; the "over" before it is no bound."""
    unbound = replace(number, bound="")
    return of_number(Quantity.ACCUMULATED_BATCHES, unbound, unit_printed="batches")


def _is_length(passage: Passage, number: Number) -> bool:
    if not number.value.is_integer() or not _SHORTEST <= number.value <= _LONGEST:
        return False
    return not (
        _NOT_OF_TRAINING.search(passage.heading)
        or _NOT_OF_TRAINING.search(clause(passage, number.start, number.end))
        or _NOT_OF_TRAINING.search(before(passage, number.start))
    )


def _length(number: Number, end: int | None = None) -> Mention:
    return of_number(
        Quantity.SEQUENCE_LENGTH, number, end=end, text_value="tokens", unit_printed="tokens per sequence"
    )
