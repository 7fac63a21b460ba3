"""How many examples or tokens a model is trained on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.facts.compute.mentions import SUBSET, Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.trained_on import (
    HELD_OUT,
    LEAD_REACH,
    LEARNING,
    NOT_DATA,
    TRAINING,
    confidence_in_training,
)  # fmt: skip
from extractors.facts.compute.recognisers.wording import any_of, before, clause, followed_by, following, label
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
_BARE_FOR_TRAINING = any_of(
    r"\s(?:(?!(?:speakers|users|subjects|patients|people|persons|participants|identities|classes|categories|labels|workers|"
    r"annotators|hours|days|weeks|months|years|steps|iterations|epochs|parameters|features|dimensions|RoIs|proposals|regions|anchors)\b)\w+\s)?"
    r"(?:for|as|in) (?:the\s)?(?:additional\s)?train(?:ing)?(?:\sset|\sdata)?\b",
    r"\s(?:for\s)?training(?=[,;)]|\sand\b)",
)
_THEN_HELD_OUT = any_of(r",?\s(?:and\s)?(?:val|test|dev|eval)")
"""``1.2 million and 50 thousand training and validation images``"""
_REST = any_of(
    r"\btrain(?:s|ed|ing)?\s(?:\w+\s){0,3}(?:on|with|using)\s(?:the\s)?(?:remaining|other|rest,?)\s\Z"
)
_TRAINING_FIRST = any_of(
    r"\s(?:for|in)\s(?:the\s)?train(?:ing)?(?:\s(?:set|split|data))?(?:,|\sand)\s(?:the\s)?(?:val|test|dev)"
)
"""``118K and 5K images for train and validation``"""
_PARTS_LISTED = any_of(
    r"\btrain(?:ing)?\b[^.;()\d]{0,12}(?:,|\band\b)[^.;()\d]{0,30}\b(?:test|valid|val|dev)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TRAINING_SET = any_of(r"[\s-](?:labell?ed\s)?(?:training|train|trainval\w*)\s(?:set|split|data|subset)\b")
_NUMBER_OF = label(
    rf"\bnumbers? of (?:the\s)?train(?:ing)?\b[^.;()\d]{{0,40}}?\b{_NOUN}\s(?:is|are|was|were)\s(?:about\s|around\s|"
    r"roughly\s|approximately\s)?",
)
"""``The number of training and test images is`` before a list that begins with those of training."""
_SUBSETS = label(r"\bsubsets?\sof\s(?:sizes?\s)?")
_RESPECTIVELY = any_of(r",?\srespectively\b")
_MIN_SIZE = 1000


def dataset_sizes(passage: Passage) -> Iterator[Mention]:
    """Yield sizes of training data, not those of test data, vocabularies and batches."""
    for recognise in (
        _counted_data, _training_sets, _numbers_of_data, _subsets, _rest_of_data, _bare_numbers_for_training,
    ):  # fmt: skip
        yield from recognise(passage)


def _counted_data(passage: Passage) -> Iterator[Mention]:
    """Yield amounts of what data are counted in: ``1.3M images``."""
    for numbers, match in followed_by(passage, _COUNTED):
        is_first = _PARTS_LISTED.search(before(passage, numbers[0].start)) or _TRAINING_FIRST.match(
            passage.text, match.end()
        )
        counted = numbers[0] if is_first or _is_one_for_each(passage, numbers, match.end()) else numbers[-1]
        confidence = confidence_in_training(passage, counted, match)
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


def _training_sets(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``a 50k training set`` and of the sum ``80k+40k training set``."""
    for numbers, match in followed_by(passage, _TRAINING_SET):
        total = _summed(passage, numbers[-1])
        if _is_bare_size(passage, total) and not _YEAR.fullmatch(total.text):
            yield of_number(Quantity.DATASET_SIZE, total, end=match.end(), confidence=0.85)


def _numbers_of_data(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``the number of training images is 50k``."""
    for numbers in following(passage, _NUMBER_OF) if "umber" in passage.text else ():
        if _is_size(numbers[0]):
            yield of_number(Quantity.DATASET_SIZE, numbers[0], confidence=0.85)


def _subsets(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``trained on subsets of 10k and 100k``."""
    if "subset" not in passage.text or not LEARNING.search(passage.text):
        return
    for numbers in following(passage, _SUBSETS):
        for number in numbers:
            if number.has_scale and _is_bare_size(passage, number):
                yield of_number(Quantity.DATASET_SIZE, number, confidence=0.8, reasons=(SUBSET,))


def _rest_of_data(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``trained on the remaining 45,000``."""
    for number in passage.numbers if TRAINING.search(passage.text) else ():
        if _is_bare_size(passage, number) and _REST.search(before(passage, number.start)):
            yield of_number(Quantity.DATASET_SIZE, number, confidence=0.85)


def _bare_numbers_for_training(passage: Passage) -> Iterator[Mention]:
    """Yield the sizes of ``50,000 for training``, which name nothing that is counted."""
    for numbers, match in followed_by(passage, _BARE_FOR_TRAINING):
        number = numbers[0] if _THEN_HELD_OUT.match(passage.text, match.end()) else numbers[-1]
        is_size = _is_bare_size(passage, number) and not _YEAR.fullmatch(number.text)
        if is_size and not NOT_DATA.search(clause(passage, number.start, match.end())):
            yield of_number(Quantity.DATASET_SIZE, number, end=match.end(), confidence=0.85)


def _is_one_for_each(passage: Passage, numbers: tuple[Number, ...], end: int) -> bool:
    """Tell the sizes of as many data sets: ``We use A and B, which contain 10k and 20k images, respectively``."""
    is_listed = len(numbers) > 1 and _RESPECTIVELY.match(passage.text, end) is not None
    sizes_before = (
        number.has_scale and passage.text[number.start - 1 : number.start] in {" ", "("}
        for number in passage.numbers
        if number.end < numbers[0].start
    )
    return is_listed and not any(sizes_before) and not HELD_OUT.search(passage.text)


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
    if len(numbers) > 1 and _PARTS_LISTED.search(before(passage, numbers[0].start, LEAD_REACH)):
        return numbers[:1] if _is_size(numbers[0]) else ()
    firsts = [
        numbers[0],
        *(number for number, is_after in zip(numbers[1:], after_slash, strict=True) if not is_after),
    ]
    return tuple(number for number in firsts if _is_size(number))


def _is_bare_size(passage: Passage, number: Number) -> bool:
    """Tell a size without the noun it counts from one with it."""
    return _is_size(number) and not _COUNTED.match(passage.text, number.end)


def _is_size(number: Number) -> bool:
    """Tell counts of data from few of them and from bytes: ``160G training data``."""
    return number.value >= _MIN_SIZE and number.value.is_integer() and not number.text.endswith("G")
