"""How many examples or tokens a model is trained on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.mentions import SUBSET, Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import (
    HEDGES,
    after,
    any_of,
    before,
    clause,
    followed_by,
    following,
    label,
)
from extractors.facts.numbers import Number
from extractors.records import Quantity

_NOUN = (
    r"(?:images?|pictures|photos|examples?|samples?|sequences|sentence[\s-]?pairs?|sentences|clips|videos?|"
    r"tokens|"
    r"(?:\w+-\w+\s|training\s)?pairs|instances|utterances|words?(?=\s(?:corpus|corpora|dataset))|words|digits|records|rows|questions|documents|articles|"
    r"tuples|"
    r"captions|prompts|conversations|dialogues|web ?pages|subwords|word ?pieces|data ?points|points|train/dev)"
)
_OTHER_NOUN = (
    r"(?:scans|radiographs|X-rays|MRIs|ECGs|volumes|slices|slides|problems|transitions|trajectories|demonstrations|posts|reviews|"
    r"interactions|ratings|tracks|songs|recordings|files|molecules|graphs|proteins|structures|programs|snippets|emails|"
    r"comments|cases|studies|faces|objects|scenes|pages|paragraphs|passages|queries|triples|segments|games|"
    r"positions|sessions|events|observations)"
)
"""What training data may be counted in, where a sentence says outright that it is training data."""
_COUNTED = any_of(
    rf"\+?[\s-](?:of\s(?:the\s)?)?(?P<kind>(?:(?!(?:per|and|in|on|for|classes|categories|labels)\b)"
    rf"[\w\-+&‘’'“”\"]+(?:/\w+)*,?\s){{0,4}}?)(?P<noun>{_NOUN})\b",
    rf"\s\((?P<split>train[^)]*)\)\s(?P<split_noun>{_NOUN})\b",
    rf"\+?[\s-](?:of\s(?:the\s)?)?(?P<other_kind>(?:(?!(?:per|and|in|on|for|classes|categories|labels|of)\b)"
    rf"[\w\-+&‘’'“”\"]+\s){{0,3}}?)(?P<other>{_OTHER_NOUN})\b",
)
_TRAINING = any_of(r"\b(?:pre-?)?train(?:ing|val\S*)?\b")
_HELD_OUT = any_of(
    r"\b(?:valid(?:ation)?|val|test(?:ing|-dev)?|dev(?:elopment)?|eval(?:uation)?|held[\s-]?out|minival)\b"
)
_AS_HELD_OUT = any_of(
    r"[^.;,\d]{0,40}\b(?:as|for) (?:an?\s|the\s|our\s)?(?:held-out\s)?(?:validation|dev|test|eval)",
    r"\s(?:were|was|are|is) (?:held[\s-]out|set aside|reserved|withheld|removed|discarded)\b",
)
_PART_HELD_OUT = (
    r"\b(?:(?:valid(?:ation)?|val(?:-?\d{4})?|test(?:ing)?|dev(?:elopment)?|eval(?:uation)?|held[\s-]?out|test-?dev|minival)"
    r"(?:\s(?:dev\s)?(?:set|split|data|portion|part|images|corpus))?|news-?test\s?\d{4}|newsdev\d{4})\b"
)
_CLAUSE_BREAK = any_of(r",|\band\b|\(|;")
_CLOSES = re.compile(r"[);]")
_SPLIT_LIST = any_of(r"\btrain(?:ing)?\s?/\s?(?:dev|val|valid|test)")
_BARE_FOR_TRAINING = any_of(
    r"\s(?:(?!(?:speakers|users|subjects|patients|people|persons|participants|identities|classes|categories|labels|workers|"
    r"annotators|hours|days|weeks|months|years|steps|iterations|epochs|parameters|features|dimensions|RoIs|proposals|regions|anchors)\b)\w+\s)?"
    r"(?:for|as|in) (?:the\s)?(?:additional\s)?train(?:ing)?(?:\sset|\sdata)?\b",
    r"\s(?:for\s)?training(?=[,;)]|\sand\b)",
)
_FOR_TRAINING = any_of(
    r"(?:(?!\bnot\b)(?:[^.;,]|[.,]\d)){0,40}?\b(?:(?:were |are |is )?(?:used )?for (?:\w+\s)?(?:pre-?)?training\b|"
    r"(?:used )?to (?:pre-?)?train\b|"
    r"(?:in|on|of|from) (?:the|its|our) (?:\w+\s){0,2}?train(?:ing)?\s?(?:set|split|data|portion)?\b|"
    r"as (?:the\s)?training|during (?:pre-?)?training)",
    r"\s(?:for|in)\s(?:the\s)?train(?:ing)?(?:,|\sand)\s(?:the\s)?(?:val|test|dev)",
)
_REST = any_of(
    r"\btrain(?:s|ed|ing)?\s(?:\w+\s){0,3}(?:on|with|using)\s(?:the\s)?(?:remaining|other|rest,?)\s\Z"
)
_TRAINING_FIRST = any_of(
    r"\s(?:for|in)\s(?:the\s)?train(?:ing)?(?:\s(?:set|split|data))?(?:,|\sand)\s(?:the\s)?(?:val|test|dev)"
)
"""``118K and 5K images for train and validation``"""
_TRAINED_ON = any_of(
    r"\b(?:(?:pre-?)?train(?:ed|s|ing)?|learn(?:ed|ing|s)?|fine-?tun(?:e|ed|ing))\b[^.;]{0,90}?\b"
    rf"(?:on|with|from|using|over|for|containing)\s{HEDGES}(?:[\w\-'’]+\s(?:\([^)]*\)\s?)?){{0,6}}\(?\Z"
)
_FOR_TRAINING_WE_USE = any_of(
    rf"\bfor (?:\w+\s)?(?:pre-?)?training,?\s(?:\w+\s)?(?:we|is|are|was|were)\s(?:use[sd]?|select(?:ed)?|"
    rf"take|took|sample[d]?|"
    rf"employ(?:ed)?|have)\s{HEDGES}\Z"
)
_HAS = (
    r"(?:of|with|has|have|contain(?:s|ed|ing)?|consist(?:s|ed|ing)?\sof|compris(?:es?|ed|ing)|(?:to\s)?include[sd]?|"
    r"including|comprised of|composed of|(?:only|already|now)\s(?:has|contains)|amounts to|"
    r"provides|are|is|:|into|to|results in|resulting in|totall?ing|collected)"
)
_TRAINING_SET_HAS = any_of(
    rf"\btrain(?:ing)?\s(?:set|data|dataset|corpus|split|portion|partition|subset|part|fold)\b[^.;]{{0,60}}?\b{_HAS}\s{HEDGES}\Z"
)
_DATASET_HAS = any_of(
    rf"\b(?:data|dataset|corpus|corpora|benchmark|collection|it|which|that|set|net|[a-z]+-?\d+)\s?"
    rf"(?:\[[^\]]*\]|\([^)]*\))?,?\s?(?:which\s|that\s)?{_HAS}\s{HEDGES}\Z",
    rf"\b(?:dataset|data set|corpus|corpora|benchmark)\b[^.;()\d]{{0,100}}?,?\s{_HAS}\s{HEDGES}\Z",
    rf"\AContains\s{HEDGES}\Z",
    rf"\b{_HAS}\s{HEDGES}[\d.,]+[kKM]?\s(?:\w+\s)?(?:classes|categories|labels)\s(?:and|,)\s{HEDGES}\Z",
    rf"\btokeni[sz]ed (?:in)?to\s{HEDGES}\Z",
)
_LEARNING = any_of(r"\btrain|\blearn(?:ed|ing) (?:on|from)|pre-?train|fine-?tun")
_DATA_HEADING = any_of(
    r"\bdata", r"corpus|corpora", r"\btrain", r"experiment", r"set-?up", r"implementation", r"detail"
)
_TRAINING_PART_HAS = any_of(
    rf"\btrain(?:ing)?\s(?:set|data|split|part)?\s?\(\s?{HEDGES}[~≈∼]?\s?\Z",
    rf"\bpre-?training\s(?:set|data|dataset|corpus|corpora)\s?\(\s?{HEDGES}[~≈∼]?\s?\Z",
    rf"\btrain(?:ing)?\b[^.;()\d]{{0,12}}(?:,|\band\b)[^.;()\d]{{0,30}}\b(?:test|valid|val|dev)\w*\b"
    rf"[^.;()\d]{{0,25}}\s{_HAS}\s{HEDGES}\Z",
)
"""``training (1.3M images)``; ``the training, validation and test sets contain`` before a list of counts."""
_PARTS_LISTED = any_of(
    r"\btrain(?:ing)?\b[^.;()\d]{0,12}(?:,|\band\b)[^.;()\d]{0,30}\b(?:test|valid|val|dev)"
)
_HAS_AT_END = any_of(rf",?\s(?:which\s|that\s)?{_HAS}\s{HEDGES}\Z")
_SUBJECT_REACH = 20
_IN_BRACKETS = any_of(r"\(\s?(?:about|over|around)?[~≈∼]?\s?\Z")
_HELD_OUT_HAS = any_of(
    rf"{_PART_HELD_OUT},?\s(?:which\s|that\s)?{_HAS}\s{HEDGES}\Z",
    rf"{_PART_HELD_OUT}\s?\(\s?{HEDGES}[~≈∼]?\s?\Z",
)
_BATCH_HAS = any_of(r"\bbatch(?:es)?\s(?:contain|consist|compris)\w*[^.;]*\Z")
_PARTS_OF_MODEL = any_of(
    r"\b(?:object|learn(?:able|ed)|decoder|anchor|denoising|positional|latent|reference|sampling)\s(?:quer|points|tokens)"
)
"""What a network has many of, counted in words that data are counted in too."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_DATA = any_of(
    r"\b(?:vocabular\w*|context (?:length|window|size)|sequence length|max(?:imum)? length|longer than|"
    r"shorter than|"
    r"batch\w*|mini-?batch\w*|length of|at most|per (?:second|GPU|image|class|category|batch|step|update)|"
    r"in (?:an?|one|each|every) (?:step|update|iteration)|"
    r"throughput|replay|buffer|memory bank|"
    r"warm\w*|negatives?|learning rate|beam|window|patch|crops? per|anneal\w*|decay\w*|"
    r"nearest|types|hyper-?parameter|most frequent|most common)\b"
)
_WITH_SETTING = any_of(
    r"\s(?:with|using|at|and)\s(?:an?\s|the\s)?(?:max(?:imum|imal)?\s|global\s|fixed\s)?"
    r"(?:context|sequence|batch|mini-?batch)\b"
)
"""What else a sentence says that counts its data: ``2T tokens with a context length of 4096``."""
_WITHOUT = any_of(r"\bwithout\s(?:\w+\s){0,4}\Z")
_OVER = any_of(r"\bover\s(?:the\s|first\s|about\s)*\Z")
_RATE_CHANGE = any_of(r"learning rate|\bLR\b|warm|decay")
_OF_EACH_CLASS = any_of(
    r"\beach\s(?:class|category|label|of\s(?:them|which|these))\b[^.;,]{0,25}\Z",
    r"\b(?:classes|categories|labels)\b[^.;\d]{0,20}\beach\b[^.;,]{0,25}\Z",
)
_NOT_TRAINED_ON = any_of(
    r"\s(?:(?:that|which)\s(?:are|were)\s)?(?:not|never)\s(?:\w+\s)?(?:in|by|to|during)\s(?:the\s)?train(?:ing)?\b"
)
"""``3,000 sentences not present in the training data``"""
_RATE_AFTER = any_of(
    r"\s?(?:per\b(?!\s(?:task|data ?set|language)\b)|/)",
    r"\s(?:in|for|from|of)\seach\b",
    r"\seach\s(?:of|class|categor)",
)
_OF_WHICH = any_of(r"\sin total,?\s(?:with|of which|including|where)\b[^.;]*\btrain")
_TRAINING_SET = any_of(r"[\s-](?:labell?ed\s)?(?:training|train|trainval\w*)\s(?:set|split|data|subset)\b")
_NUMBER_OF = label(
    rf"\bnumbers? of (?:the\s)?train(?:ing)?\b[^.;()\d]{{0,40}}?\b{_NOUN}\s(?:is|are|was|were)\s(?:about\s|around\s|"
    r"roughly\s|approximately\s)?",
)
"""``The number of training and test images is`` before a list that begins with those of training."""
_SUBSETS = label(r"\bsubsets?\sof\s(?:sizes?\s)?")
_RESPECTIVELY = any_of(r",?\srespectively\b")
_LEAD_REACH = 140
_MIN_SIZE = 1000
_MIN_CHOSEN_SIZE = 100_000
"""A data set of this size that the paper says it chose is one to train on."""
_WE = any_of(r"\b(?:we|our)\b")


def dataset_sizes(passage: Passage) -> Iterator[Mention]:
    """Yield sizes of training data, not those of test data, vocabularies and batches."""
    for numbers, match in followed_by(passage, _COUNTED):
        is_first = _PARTS_LISTED.search(before(passage, numbers[0].start)) or _TRAINING_FIRST.match(
            passage.text, match.end()
        )
        counted = numbers[0] if is_first or _is_one_for_each(passage, numbers, match.end()) else numbers[-1]
        confidence = _confidence(passage, counted, match)
        noun = (match["noun"] or match["split_noun"] or match["other"]).lower()
        parts = numbers[:1] if is_first else _training_part(passage, numbers)
        for number in parts if confidence else ():
            yield of_number(
                Quantity.DATASET_SIZE,
                number,
                end=match.end(),
                text_value=noun,
                unit_printed=noun,
                confidence=confidence,
            )
    for numbers, match in followed_by(passage, _TRAINING_SET):
        total = _summed(passage, numbers[-1])
        if (
            _is_size(total)
            and not _YEAR.fullmatch(total.text)
            and not _COUNTED.match(passage.text, total.end)
        ):
            yield of_number(Quantity.DATASET_SIZE, total, end=match.end(), confidence=0.85)
    for numbers in following(passage, _NUMBER_OF) if "umber" in passage.text else ():
        if _is_size(numbers[0]):
            yield of_number(Quantity.DATASET_SIZE, numbers[0], confidence=0.85)
    if "subset" in passage.text and _LEARNING.search(passage.text):
        for numbers in following(passage, _SUBSETS):
            for number in numbers:
                if number.has_scale and _is_size(number) and not _COUNTED.match(passage.text, number.end):
                    yield of_number(Quantity.DATASET_SIZE, number, confidence=0.8, reasons=(SUBSET,))
    for number in passage.numbers if _TRAINING.search(passage.text) else ():
        is_bare = _is_size(number) and not _COUNTED.match(passage.text, number.end)
        if is_bare and _REST.search(before(passage, number.start)):
            yield of_number(Quantity.DATASET_SIZE, number, confidence=0.85)
    for numbers, match in followed_by(passage, _BARE_FOR_TRAINING):
        if (
            _is_size(numbers[-1])
            and not _YEAR.fullmatch(numbers[-1].text)
            and not _COUNTED.match(passage.text, numbers[-1].end)
            and not _NOT_DATA.search(clause(passage, numbers[-1].start, match.end()))
        ):
            yield of_number(Quantity.DATASET_SIZE, numbers[-1], end=match.end(), confidence=0.85)


def _is_one_for_each(passage: Passage, numbers: tuple[Number, ...], end: int) -> bool:
    """Tell the sizes of as many data sets: ``We use A and B, which contain 10k and 20k images, respectively``."""
    is_listed = len(numbers) > 1 and _RESPECTIVELY.match(passage.text, end) is not None
    sizes_before = (
        number.has_scale and passage.text[number.start - 1 : number.start] in {" ", "("}
        for number in passage.numbers
        if number.end < numbers[0].start
    )
    return is_listed and not any(sizes_before) and not _HELD_OUT.search(passage.text)


def _summed(passage: Passage, last: Number) -> Number:
    """Return the sum of parts: ``80k+40k`` is 120k."""
    for number in passage.numbers:
        if number.end < last.start and passage.text[number.end : last.start].strip() == "+":
            printed = passage.text[number.start : last.end]
            return replace(last, start=number.start, text=printed, value=number.value + last.value)
    return last


def _training_part(passage: Passage, numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """Return the numbers that count training data: of ``90k/10k train/dev`` the first."""
    after_slash = ["/" in passage.text[left.end : right.start] for left, right in pairwise(numbers)]
    if len(numbers) > 1 and _PARTS_LISTED.search(before(passage, numbers[0].start, _LEAD_REACH)):
        return numbers[:1] if _is_size(numbers[0]) else ()
    firsts = [
        numbers[0],
        *(number for number, is_after in zip(numbers[1:], after_slash, strict=True) if not is_after),
    ]
    return tuple(number for number in firsts if _is_size(number))


def _has_data_as_subject(lead: str) -> bool:
    """Tell whether a data set of the catalog is what "has" the amount: ``English-French has``."""
    verb = _HAS_AT_END.search(lead)
    if verb is None:
        return False
    names = [term for term in find_terms(lead[: verb.start()]) if term.facet in (Facet.DATASET, Facet.PART)]
    return bool(names) and verb.start() - names[-1].end <= _SUBJECT_REACH


def _names_data(text: str) -> bool:
    return any(term.facet is Facet.DATASET for term in find_terms(text))


def _is_size(number: Number) -> bool:
    """Tell counts of data from few of them and from bytes: ``160G training data``."""
    return number.value >= _MIN_SIZE and number.value.is_integer() and not number.text.endswith("G")


def _confidence(passage: Passage, number: Number, match: re.Match[str]) -> float:
    """Return how sure the wording is that training data are counted; 0 when it says otherwise."""
    next_number = next((other.start for other in passage.numbers if other.start >= match.end()), None)
    setting = _WITH_SETTING.search(passage.text, match.end())
    if setting is not None and (next_number is None or setting.start() < next_number):
        next_number = setting.start()
    if _NOT_DATA.search(clause(passage, number.start, match.end(), next_number)) or _RATE_AFTER.match(
        passage.text, match.end()
    ):
        return 0.0
    if _AS_HELD_OUT.match(passage.text, match.end()) or _OF_WHICH.match(passage.text, match.end()):
        return 0.0
    kind = match["kind"] or match["other_kind"] or ""
    lead = before(passage, number.start, _LEAD_REACH)
    if (
        _PARTS_OF_MODEL.search(match.group())
        or _WITHOUT.search(lead)
        or _OF_EACH_CLASS.search(lead)
        or _NOT_TRAINED_ON.match(passage.text, match.end())
    ):
        return 0.0
    if (
        match["split"]
        or _TRAINING_PART_HAS.search(lead)
        or _TRAINING.search(kind)
        or _SPLIT_LIST.search(match.group())
    ):
        return 0.9
    if _HELD_OUT.search(kind) or _HELD_OUT.search(_CLAUSE_BREAK.split(before(passage, number.start, 25))[-1]):
        return 0.0
    if _FOR_TRAINING.match(passage.text, match.end()):
        return 0.9
    if _HELD_OUT_HAS.search(lead) or _BATCH_HAS.search(lead):
        return 0.0
    if _OVER.search(lead) and _RATE_CHANGE.search(passage.text):
        return 0.0
    if _TRAINING_SET_HAS.search(lead):
        return 0.85
    if _HELD_OUT.search(_CLOSES.split(after(passage, match.end(), 25))[0]):
        return 0.0
    if _TRAINED_ON.search(lead) or _FOR_TRAINING_WE_USE.search(lead):
        return 0.85
    if match["other"]:
        return 0.0
    is_on_data = bool(_DATA_HEADING.search(passage.heading) or _names_data(passage.heading))
    is_chosen = number.value >= _MIN_CHOSEN_SIZE and _WE.search(passage.text)
    if (_DATASET_HAS.search(lead) or _has_data_as_subject(lead)) and (
        is_on_data or is_chosen or _LEARNING.search(passage.text)
    ):
        return 0.7
    return 0.65 if is_on_data and _IN_BRACKETS.search(lead) else 0.0
