"""Whether the data that a sentence counts are trained on: how sure its wording is."""

from __future__ import annotations

import re
from enum import Enum, auto

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import HEDGES, after, any_of, before, clause, starting
from extractors.facts.numbers import Number

_HAS = (
    r"(?:of|with|has|have|contain(?:s|ed|ing)?|consist(?:s|ed|ing)?\sof|compris(?:es?|ed|ing)|(?:to\s)?include[sd]?|"
    r"including|comprised of|composed of|(?:only|already|now)\s(?:has|contains)|amounts to|"
    r"provides|are|is|:|into|to|results in|resulting in|totall?ing|collected)"
)
_PART_HELD_OUT = (
    r"\b(?:(?:valid(?:ation)?|val(?:-?\d{4})?|test(?:ing)?|dev(?:elopment)?|eval(?:uation)?|held[\s-]?out|test-?dev|minival)"
    r"(?:\s(?:dev\s)?(?:set|split|data|portion|part|images|corpus))?|news-?test\s?\d{4}|newsdev\d{4})\b"
)
TRAINING = any_of(r"\b(?:pre-?)?train(?:ing|val\S*)?\b")
HELD_OUT = any_of(
    r"\b(?:valid(?:ation)?|val|test(?:ing|-dev)?|dev(?:elopment)?|eval(?:uation)?|held[\s-]?out|minival)\b"
)
LEARNING = any_of(r"\btrain|\blearn(?:ed|ing) (?:on|from)|pre-?train|fine-?tun")
NOT_DATA = any_of(
    r"\b(?:vocabular\w*|context (?:length|window|size)|sequence length|max(?:imum)? length|longer than|"
    r"shorter than|"
    r"batch\w*|mini-?batch\w*|length of|at most|per (?:second|GPU|image|class|category|batch|step|update)|"
    r"in (?:an?|one|each|every) (?:step|update|iteration)|"
    r"throughput|replay|buffer|memory bank|"
    r"warm\w*|negatives?|learning rate|beam|window|patch|crops? per|anneal\w*|decay\w*|"
    r"nearest|types|hyper-?parameter|most frequent|most common)\b"
)
"""What is counted in the same words, or said of parts of a schedule."""
_PARTS_OF_MODEL = any_of(
    r"\b(?:object|learn(?:able|ed)|decoder|anchor|denoising|positional|latent|reference|sampling)\s(?:quer|points|tokens)"
)
"""What a network has many of, counted in words that data are counted in too."""
_COUNTED_PART = any_of(
    r"\bwithout\s(?:\w+\s){0,4}\Z",
    r"\beach\s(?:class|category|label|of\s(?:them|which|these))\b[^.;,]{0,25}\Z",
    r"\b(?:classes|categories|labels)\b[^.;\d]{0,20}\beach\b[^.;,]{0,25}\Z",
)
"""What is left out of the data, or counts one class of them."""
_NOT_TRAINED_ON = starting(
    r"\s?(?:per\b(?!\s(?:task|data ?set|language)\b)|/)",
    r"\s(?:in|for|from|of)\seach\b",
    r"\seach\s(?:of|class|categor)",
    r"[^.;,\d]{0,40}\b(?:as|for) (?:an?\s|the\s|our\s)?(?:held-out\s)?(?:validation|dev|test|eval)",
    r"\s(?:were|was|are|is) (?:held[\s-]out|set aside|reserved|withheld|removed|discarded)\b",
    r"\sin total,?\s(?:with|of which|including|where)\b[^.;]*\btrain",
    r"\s(?:(?:that|which)\s(?:are|were)\s)?(?:not|never)\s(?:\w+\s)?(?:in|by|to|during)\s(?:the\s)?train(?:ing)?\b",
)
"""``20 per class``, ``5k for validation``, ``10k in total, of which 8k to train``,
``3,000 not present in the training data``"""
_TRAINING_PART_HAS = any_of(
    rf"\btrain(?:ing)?\s(?:set|data|split|part)?\s?\(\s?{HEDGES}[~≈∼]?\s?\Z",
    rf"\bpre-?training\s(?:set|data|dataset|corpus|corpora)\s?\(\s?{HEDGES}[~≈∼]?\s?\Z",
    rf"\btrain(?:ing)?\b[^.;()\d]{{0,12}}(?:,|\band\b)[^.;()\d]{{0,30}}\b(?:test|valid|val|dev)\w*\b"
    rf"[^.;()\d]{{0,25}}\s{_HAS}\s{HEDGES}\Z",
)
"""``training (1.3M images)``; ``the training, validation and test sets contain`` before a list of counts."""
_TRAINING_SPLIT = any_of(
    r"\btrain(?:ing)?\s?/\s?(?:dev|val|valid|test)",
    r"\A\s\(train",
)
"""``90k/10k train/dev pairs``, ``50k (training) images``"""
_FOR_TRAINING = starting(
    r"(?:(?!\bnot\b)(?:[^.;,]|[.,]\d)){0,40}?\b(?:(?:were |are |is )?(?:used )?for (?:\w+\s)?(?:pre-?)?training\b|"
    r"(?:used )?to (?:pre-?)?train\b|"
    r"(?:in|on|of|from) (?:the|its|our) (?:\w+\s){0,2}?train(?:ing)?\s?(?:set|split|data|portion)?\b|"
    r"as (?:the\s)?training|during (?:pre-?)?training)",
    r"\s(?:for|in)\s(?:the\s)?train(?:ing)?(?:,|\sand)\s(?:the\s)?(?:val|test|dev)",
)
_OTHER_PART_HAS = any_of(
    rf"{_PART_HELD_OUT},?\s(?:which\s|that\s)?{_HAS}\s{HEDGES}\Z",
    rf"{_PART_HELD_OUT}\s?\(\s?{HEDGES}[~≈∼]?\s?\Z",
    r"\bbatch(?:es)?\s(?:contain|consist|compris)\w*[^.;]*\Z",
)
_TRAINING_SET_HAS = any_of(
    rf"\btrain(?:ing)?\s(?:set|data|dataset|corpus|split|portion|partition|subset|part|fold)\b[^.;]{{0,60}}?\b{_HAS}\s{HEDGES}\Z"
)
_TRAINED_ON = any_of(
    r"\b(?:(?:pre-?)?train(?:ed|s|ing)?|learn(?:ed|ing|s)?|fine-?tun(?:e|ed|ing))\b[^.;]{0,90}?\b"
    rf"(?:on|with|from|using|over|for|containing)\s{HEDGES}(?:[\w\-'’]+\s(?:\([^)]*\)\s?)?){{0,6}}\(?\Z",
    rf"\bfor (?:\w+\s)?(?:pre-?)?training,?\s(?:\w+\s)?(?:we|is|are|was|were)\s(?:use[sd]?|select(?:ed)?|"
    rf"take|took|sample[d]?|"
    rf"employ(?:ed)?|have)\s{HEDGES}\Z",
)
_OVER = any_of(r"\bover\s(?:the\s|first\s|about\s)*\Z")
_RATE_CHANGE = any_of(r"learning rate|\bLR\b|warm|decay")
_WITH_SETTING = any_of(
    r"\s(?:with|using|at|and)\s(?:an?\s|the\s)?(?:max(?:imum|imal)?\s|global\s|fixed\s)?"
    r"(?:context|sequence|batch|mini-?batch)\b"
)
"""What else a sentence says that counts its data: ``2T tokens with a context length of 4096``."""
_CLAUSE_BREAK = any_of(r",|\band\b|\(|;")
_CLOSES = re.compile(r"[);]")
_DATASET_HAS = any_of(
    rf"\b(?:data|dataset|corpus|corpora|benchmark|collection|it|which|that|set|net|[a-z]+-?\d+)\s?"
    rf"(?:\[[^\]]*\]|\([^)]*\))?,?\s?(?:which\s|that\s)?{_HAS}\s{HEDGES}\Z",
    rf"\b(?:dataset|data set|corpus|corpora|benchmark)\b[^.;()\d]{{0,100}}?,?\s{_HAS}\s{HEDGES}\Z",
    rf"\AContains\s{HEDGES}\Z",
    rf"\b{_HAS}\s{HEDGES}[\d.,]+[kKM]?\s(?:\w+\s)?(?:classes|categories|labels)\s(?:and|,)\s{HEDGES}\Z",
    rf"\btokeni[sz]ed (?:in)?to\s{HEDGES}\Z",
)
_DATA_HEADING = any_of(
    r"\bdata", r"corpus|corpora", r"\btrain", r"experiment", r"set-?up", r"implementation", r"detail"
)
_HAS_AT_END = any_of(rf",?\s(?:which\s|that\s)?{_HAS}\s{HEDGES}\Z")
_SUBJECT_REACH = 20
_IN_BRACKETS = any_of(r"\(\s?(?:about|over|around)?[~≈∼]?\s?\Z")
LEAD_REACH = 140
_NEAR = 25
_MIN_CHOSEN_SIZE = 100_000
"""A data set of this size that the paper says it chose is one to train on."""
_WE = any_of(r"\b(?:we|our)\b")


class _Place(Enum):
    """Where words stand about an amount of data."""

    CLAUSE = auto()
    BEFORE = auto()
    BEFORE_OF_RATE = auto()
    """Before the amount, in a sentence on the learning rate."""
    RIGHT_BEFORE = auto()
    KIND = auto()
    """Between the amount and what is counted: ``labelled`` in ``5k labelled images``."""
    COUNTED = auto()
    """What is counted, with its kind."""
    AFTER = auto()
    RIGHT_AFTER = auto()


_CASES = (
    (_Place.CLAUSE, NOT_DATA, 0.0),
    (_Place.AFTER, _NOT_TRAINED_ON, 0.0),
    (_Place.COUNTED, _PARTS_OF_MODEL, 0.0),
    (_Place.BEFORE, _COUNTED_PART, 0.0),
    (_Place.BEFORE, _TRAINING_PART_HAS, 0.9),
    (_Place.KIND, TRAINING, 0.9),
    (_Place.COUNTED, _TRAINING_SPLIT, 0.9),
    (_Place.KIND, HELD_OUT, 0.0),
    (_Place.RIGHT_BEFORE, HELD_OUT, 0.0),
    (_Place.AFTER, _FOR_TRAINING, 0.9),
    (_Place.BEFORE, _OTHER_PART_HAS, 0.0),
    (_Place.BEFORE_OF_RATE, _OVER, 0.0),
    (_Place.BEFORE, _TRAINING_SET_HAS, 0.85),
    (_Place.RIGHT_AFTER, HELD_OUT, 0.0),
    (_Place.BEFORE, _TRAINED_ON, 0.85),
)
"""What the words at a place say of data that a sentence counts: the first case that applies tells the confidence."""


def confidence_in_training(passage: Passage, number: Number, counted: re.Match[str]) -> float:
    """Return how sure the wording is that training data are counted; 0 when it says otherwise.

    Args:
        passage: The sentence.
        number: The amount.
        counted: What is counted, right after it.
    """
    texts = _texts_about(passage, number, counted)
    told = next((sure for place, pattern, sure in _CASES if pattern.search(texts[place])), None)
    if told is not None:
        return told
    # What data are seldom counted in must be said to be training data.
    return 0.0 if counted["other"] else _confidence_in_data(passage, number, texts[_Place.BEFORE])


def _texts_about(passage: Passage, number: Number, counted: re.Match[str]) -> dict[_Place, str]:
    end = counted.end()
    lead = before(passage, number.start, LEAD_REACH)
    following = [other.start for other in passage.numbers if other.start >= end][:1]
    if (setting := _WITH_SETTING.search(passage.text, end)) is not None:
        following.append(setting.start())
    return {
        _Place.CLAUSE: clause(passage, number.start, end, min(following, default=None)),
        _Place.BEFORE: lead,
        _Place.BEFORE_OF_RATE: lead if _RATE_CHANGE.search(passage.text) else "",
        _Place.RIGHT_BEFORE: _CLAUSE_BREAK.split(before(passage, number.start, _NEAR))[-1],
        _Place.KIND: counted["kind"] or counted["other_kind"] or "",
        _Place.COUNTED: counted.group(),
        _Place.AFTER: passage.text[end:],
        _Place.RIGHT_AFTER: _CLOSES.split(after(passage, end, _NEAR))[0],
    }


def _confidence_in_data(passage: Passage, number: Number, lead: str) -> float:
    """Return how sure it is that a data set is trained on whose size a sentence tells, and does not say what for."""
    is_on_data = bool(_DATA_HEADING.search(passage.heading) or _names_data(passage.heading))
    is_chosen = number.value >= _MIN_CHOSEN_SIZE and _WE.search(passage.text) is not None
    is_used = is_on_data or is_chosen or LEARNING.search(passage.text) is not None
    if is_used and (_DATASET_HAS.search(lead) or _has_data_as_subject(lead)):
        return 0.7
    return 0.65 if is_on_data and _IN_BRACKETS.search(lead) else 0.0


def _has_data_as_subject(lead: str) -> bool:
    """Tell whether a data set of the catalog is what "has" the amount: ``English-French has``."""
    verb = _HAS_AT_END.search(lead)
    if verb is None:
        return False
    names = [term for term in find_terms(lead[: verb.start()]) if term.facet in (Facet.DATASET, Facet.PART)]
    return bool(names) and verb.start() - names[-1].end <= _SUBJECT_REACH


def _names_data(text: str) -> bool:
    return any(term.facet is Facet.DATASET for term in find_terms(text))
