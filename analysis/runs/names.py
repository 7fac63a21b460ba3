"""Model names as papers print them: when do two of them mean the same model?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from analysis.benchmarks import FAMILIES, OTHER_DATA_WORDS, families_mentioned
from extractors.catalog.networks import find


class Relation(IntEnum):
    """How the name in a compute statement relates to the name of a model; the smaller the closer."""

    EXACT = 0
    """The same name up to case, spacing, punctuation, footnote marks and evaluation protocol."""
    VARIANT = 1
    """The same numbers and nearly the same words, or the same name but for the data it names."""
    PART = 2
    """The statement's name is part of the model's: its family (``DeiT`` for ``DeiT-B``) or a short form."""


SIMILAR_SPELLING = 90.0
"""rapidfuzz token-sort ratio from which the words of two names count as the same in two spellings."""

_SHORT_WORD = 3

_EVALUATION_WORDS = frozenset({
    "crop", "single", "multi", "scale", "view", "tta", "test", "val", "dev", "best", "run", "greedy", "beam",
    "median", "mean",
})  # fmt: skip
_FILLER_WORDS = frozenset({
    "all", "and", "architecture", "based", "baseline", "by", "derived", "discovered", "english", "final", "for",
    "found", "from", "in", "layer", "method", "model", "net", "network", "nvidia", "obtained", "of", "on", "our",
    "paper", "proposed", "resulting", "searched", "setting", "the", "this", "to", "trained", "training", "using",
    "we", "with", "wmt", "work",
})  # fmt: skip
_DATA_WORDS = OTHER_DATA_WORDS.union(*(family.words for family in FAMILIES))
_CITATION = re.compile(
    r"\[[\d,;\s–-]+\]|\((?:[A-Z][^()]*?\b(?:19|20)\d\d[a-z]?|ours?|this work|proposed)\)", re.IGNORECASE
)
_MARK = re.compile(r"[†‡§¶*∗⋆★•◦∘●○◯▪■□▲△▼▽◆◇]|\^\{?[a-z0-9]\}?$")
"""Footnote marks, and bullets that tell groups of rows apart."""
_FOOTNOTE = re.compile(r"[†‡§¶⋄♦]")
"""A star often says whose a result is, and nothing of the model."""
_CROP_COUNT = re.compile(r"\b\d+[\s-]*(?=crops?\b|views?\b)")
_DATA_VERSION = re.compile(
    r"\b(wmt|squad|conll|ilsvrc|imagenet(?!\W?2[12]k)|cifar|coco|voc)[\s'’-]*v?\d+(?:\.\d+)?k?\b",
    re.IGNORECASE,
)
"""The year or the size of a data set; ``ImageNet-22k`` is no version of it, but what was trained on before."""
_HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s/=(){}\[\],;:.'\"’‘|–—-]")


@dataclass(frozen=True, slots=True)
class ModelName:
    """A printed name taken apart."""

    key: str
    """Letters, digits and meaningful signs only: names with equal keys are the same name."""
    tokens: frozenset[str]
    """The words, numbers and signs that tell models apart: no filler, evaluation protocol or data set."""
    families: frozenset[str]
    """Benchmark families whose data the name mentions."""
    distinguishing: frozenset[str]
    """The numbers, signs and short words: tokens that have no second spelling."""

    @property
    def additions(self) -> frozenset[str]:
        """The tokens that turn a model into another one: signs such as ``+`` or ``↑``, and ``ensemble``."""
        return frozenset(word for word in self.tokens if not word[0].isalnum() or word == "ensemble")

    @property
    def is_distinct(self) -> bool:
        """False for a name of sizes and numbers alone, such as ``B/16``, which any model may have."""
        return any(token.isalpha() and token not in _SIZES.values() for token in self.tokens)


def marks_of(printed: str) -> tuple[str, ...]:
    """Return the marks of footnotes that a name carries."""
    return tuple(_FOOTNOTE.findall(printed))


def says_size(token: str) -> bool:
    """True for a word or number of a name that tells sizes of one network apart."""
    return token[0].isdigit() or token in _SIZE_WORDS


def data_words(text: str) -> frozenset[str]:
    """Return the words of a text the way data sets are listed: hyphenated ones whole and in parts."""
    whole = _HYPHENATED.findall(text.casefold())
    return frozenset(whole).union(*(word.split("-") for word in whole))


@lru_cache(maxsize=100_000)
def parse(printed: str) -> ModelName:
    """Take a printed model name apart.

    The evaluation protocol (``10-crop``) is left out because it does not change what was trained; signs such
    as ``+`` and ``↑`` stay because they do.

    Returns:
        The name in its parts.
    """
    text = _MARK.sub(" ", _CITATION.sub(" ", printed)).casefold()
    text = _DATA_VERSION.sub(r"\1", _CROP_COUNT.sub(" ", text))
    without_data = _HYPHENATED.sub(lambda word: " " if word[0] in _DATA_WORDS else word[0], text)
    telling = frozenset(_tokens(without_data)) - _EVALUATION_WORDS - _FILLER_WORDS - _DATA_WORDS
    return ModelName(
        key="".join(
            token for token in _tokens(text) if token not in {*_EVALUATION_WORDS, "our", "the", "model"}
        ),
        tokens=telling,
        families=families_mentioned(data_words(text)),
        distinguishing=frozenset(
            token for token in telling if not token.isalpha() or len(token) <= _SHORT_WORD
        ),
    )


_BRACKETS = re.compile(r"\([^()]*\)")
_SIDES = "|".join(map(str, (*range(112, 1025, 16), 299, 331, 380, 456, 600)))
"""Usual sides of an input in pixels; depths of networks, such as 101, 152 and 201, are none of them."""
_RESOLUTION = re.compile(
    rf"[↑@]\s?\d{{3,4}}(?:px)?|(?<![\w.-])(?:{_SIDES})(?:²|\s?px\b|\s?[×x](?:\s?\d{{3,4}})?)?(?![\w.])|[↑@]"
)


_SIDE = re.compile(
    r"(?:[↑@]\s?|\b(?:input|image|res(?:olution|\.)?|size)\s(?:size\s|of\s)?)(\d{3})\b|\b(\d{3})(?:²|\s?px\b|\s?[×x]\s?\d{3}\b)",
    re.IGNORECASE,
)


def resolution_of(printed: str) -> int | None:
    """Return the side of the input in pixels that a name says, None where it says none."""
    found = _SIDE.search(printed)
    return int(found[1] or found[2]) if found else None


def without_resolution(printed: str) -> str:
    """Return a name without the resolution of the input that it says."""
    return " ".join(_RESOLUTION.sub(" ", printed).split())


def names_a_model(printed: str) -> bool:
    """False for a name of filler words, data and resolutions alone: ``the found network``, ``ImageNet-1k 224``."""
    bare = _RESOLUTION.sub(" ", printed)
    return bool(parse(bare).tokens) or any(
        word.casefold() not in _DATA_WORDS | _DETERMINERS and not _DATA_VERSION.match(word)
        for word in _CAPITALISED.findall(bare)
    )


_CAPITALISED = re.compile(r"\b[A-Z][\w-]*")
_DETERMINERS = frozenset({"a", "an", "our", "the", "these", "this", "those", "we"})


def side_of(name: str, protocol: str) -> int | None:
    """Return the side of the input that a row states: in its name, else as the last one in its settings."""
    said = [int(found[1] or found[2]) for found in _SIDE.finditer(protocol)]
    return resolution_of(name) or (said[-1] if said else None)


_SCHEDULE = re.compile(
    r"\b([1-9])\s?[x×](?:\s(?:training|lr))?\s(?:schedule|sched)\b"
    r"|\b(?:schedule|sched\.?|lr\s?sche?d\.?|training|R-?CNN|RetinaNet)\s([1-9])\s?[x×](?!\s?\d)",
    re.IGNORECASE,
)
"""``3x schedule`` and ``Mask R-CNN 3x``: what stands behind the name of a detector is no width of its backbone."""


def schedule_in(printed: str) -> int | None:
    """Return how often a name or a setting says that the standard schedule of detectors was run: ``3x schedule``."""
    found = _SCHEDULE.search(printed)
    return int(found[1] or found[2]) if found else None


_TEST_SCALE = re.compile(
    r"\b(?:test\s)?scales?\s(?:[a-zA-Z]\s)?(?:=\s?)?\d+\b|\bmulti-?scale\b", re.IGNORECASE
)


def training_of(printed: str) -> ModelName:
    """Return the part of a name that all tests of one training share, whatever their resolution and scale."""
    return parse(_RESOLUTION.sub(" ", _TEST_SCALE.sub(" ", printed)))


_SIZES_LISTED = re.compile(r"\s*\(\d+(?:,\s?\d+)+\)\s*")
"""What tells the networks of a family apart, such as ``Net(4,10,3)``."""


def network_of(printed: str) -> str:
    """Return the part of a name that one network has on every data set and at every resolution."""
    bare = _BRACKETS.sub(
        lambda inside: inside[0] if _SIZES_LISTED.fullmatch(inside[0]) or find(inside[0]) else " ", printed
    )
    return " ".join(sorted(parse(_RESOLUTION.sub(" ", bare)).tokens))


def relate(statement: ModelName, model: ModelName) -> Relation | None:
    """Say how the model named in a compute statement relates to a model.

    Returns:
        None when they are different models, or when the two names mention different data.
    """
    if statement.families and model.families and not statement.families & model.families:
        return None
    if statement.key and statement.key == model.key:
        return Relation.EXACT
    if not statement.tokens or not model.tokens:
        return None
    if statement.tokens == model.tokens or _similarly_spelled(statement, model):
        return Relation.VARIANT
    return Relation.PART if statement.tokens < model.tokens else None


def family(printed: str) -> str:
    """Return the family a model name shows: its first word of two letters or more (``resnet``)."""
    words = [token for token in _tokens(printed.casefold()) if token.isalpha() and token not in _FILLER_WORDS]
    return next((word for word in words if len(word) > 1), printed.casefold())


def _similarly_spelled(one: ModelName, other: ModelName) -> bool:
    """Only long words may differ, and only in spelling: numbers, signs and words like ``XL`` may not."""
    if one.distinguishing != other.distinguishing:
        return False
    words = [" ".join(sorted(name.tokens - name.distinguishing)) for name in (one, other)]
    return bool(fuzz.token_sort_ratio(*words) >= SIMILAR_SPELLING)


_SIZES = {"t": "tiny", "ti": "tiny", "s": "small", "m": "medium", "b": "base", "l": "large", "h": "huge"}
"""Letters that stand for sizes where they follow a name, as in ``ViT-B``; ``model B`` is called by its letter."""
_SIZE_WORDS = frozenset({
    *_SIZES.values(), "xs", "xxs", "xl", "xxl", "atto", "femto", "pico", "nano", "micro", "mini", "lite",
    "wide", "narrow", "slim", "deep", "shallow", "iso", "isotropic",
})  # fmt: skip
"""Words that tell sizes and shapes of one network apart."""
_SIZE = re.compile(r"(?<=[a-z0-9][-_ ])(?<!model )(?<!network )(?:ti|[tsmblh])\b")


def _tokens(text: str) -> list[str]:
    spelled_out = _SIZE.sub(lambda letter: _SIZES[letter[0]], text)
    return [_singular(token) for token in _TOKEN.findall(spelled_out)]


def _singular(token: str) -> str:
    return token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token
