"""What names of models look like, in labels and in text, and how two of them are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.citations import without_citations

NameKey = tuple[str, ...]
"""A name as lower-case letter and digit groups, see `name_key`."""

_MARKS = re.compile(
    r"\^\{[†‡§¶⋆★♦⋄∗*#,\s]+\}|[†‡§¶⋆★☆♦⋄✝]+|(?<!\w)[∗*]+|[∗*]+(?!\w)"
    r"|\^\{?(?:[†‡§¶⋆★⋄∗*#]|[a-z]|\d)\}?(?!-?[\w.])"
)
_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)*|[α-ω]")

NAME = r"(?:[A-Za-z]*[A-Z][\w.]*(?:[-–+/][\w.]+)*|[a-z]+[A-Z]\w*)"
MODEL_LIKE = re.compile(
    r"""(?<![\w-])(?=[\w-]*[A-Z])
        (?:[A-Za-z]+[A-Z]\w*|[A-Z]\w*\d\w*|[A-Z]{2,}s?|[A-Z][a-z]*-(?:[A-Z]|v?\d)\w*)
        (?:[-+]\w+(?:\.\d+)?)*""",
    re.VERBOSE,
)
"""A word that looks made up: ``BiDAF``, ``VGG16``, ``BERT``, ``Inception-v4``."""
NAME_IN_TEXT = re.compile(
    rf"(?:(?:Faster|Fast|Mask|Cascade|Wide|Deep|Sparse)\s)?{MODEL_LIKE.pattern}(?:\s\((?:big|base|large|small)\))?",
    re.VERBOSE,
)
_TITLE_CASE = re.compile(r"[A-Z][a-z]+[\s-][A-Z][a-z]+")
_SINGLE_WORD = re.compile(r"[A-Z][a-z]+")
_SETTING_WORDS = frozenset({
    "none", "random", "default", "baseline", "full", "yes", "no", "all", "base", "small", "large",
    "medium", "tiny", "original", "both", "single", "standard", "vanilla", "uniform", "fixed",
    "learned", "linear", "supervised", "ours", "ensemble", "average", "mean", "max", "sum", "concat",
    "adam", "dropout", "image", "text", "word",
})  # fmt: skip
"""What a label of one capitalised word may say without naming a method."""
_CHANGE = re.compile(r"[^()→⇒]+\s(?:→|⇒|->)\s")
NO_NAMES = frozenset({
    "a", "an", "and", "the", "we", "our", "in", "on", "of", "for", "to", "this", "that", "it", "its",
    "with", "model", "models", "network", "networks", "net", "method", "methods", "deep", "neural",
    "learning", "training", "results", "table", "figure", "section", "new", "large", "small", "base",
    "baseline", "all", "gpu", "gpus", "tpu", "cnn", "cnns", "rnn", "rnns", "lstm", "lstms", "convnet",
    "convnets", "mlp", "nlp", "nmt", "sgd", "adam", "relu", "bn", "fc", "ai", "ml", "sota", "flops",
    "us", "i", "ii", "iii", "english", "german", "french", "google", "facebook", "microsoft", "pytorch",
    "tensorflow", "caffe", "architecture", "block", "layer", "module", "unit", "language", "image",
    "pre", "fine", "one", "two", "attention", "convolution", "residual", "dense", "object", "detection",
    "classification", "iou", "roi", "following", "see", "taking", "using", "while", "although",
    "whereas", "since", "inference", "unlike", "like", "when", "after", "before", "both", "cpu",
    "based", "vs", "fp", "convolutional", "convolutions", "recurrent", "multi", "head", "heads",
    "self", "short", "long", "term", "shot", "stage", "stages", "scale", "level", "step", "class", "end",
    "bidirectional", "computation", "semi", "supervised", "representation", "representations", "recognition", "data",
    "tta",
})  # fmt: skip
"""Words written with capitals that name no model by themselves."""


@lru_cache(maxsize=8192)
def name_key(name: str) -> NameKey:
    """Return a name as lower-case letter and digit groups: ``Faster R-CNN`` is ``faster r cnn``."""
    return tuple(_TOKEN.findall(without_citations(name).lower()))


def contains_key(key: NameKey, part: NameKey) -> bool:
    """Tell whether the words of one name hold those of another, side by side."""
    return part[0] in key and any(key[i : i + len(part)] == part for i in range(len(key) - len(part) + 1))


def without_marks(text: str) -> str:
    """Return a name without footnote marks: ``ResNet-50^†`` and ``BERT^a`` lose theirs."""
    return " ".join(_MARKS.sub("", text).split())


def footnote_marks(text: str) -> frozenset[str]:
    """Return the footnote marks of a cell: ``ResNet-50^{†}`` has ``†``."""
    scripts = (match.group().strip("^{}") for match in _MARKS.finditer(text))
    return frozenset(mark for script in scripts for mark in re.split(r"[,\s]+", script) if mark)


def looks_like_a_name(text: str) -> bool:
    """Tell whether a label names a method (``BiDAF``, ``Dynamic Chunk Reader``) or describes a setting."""
    label = without_citations(text).lstrip("([“\"' ")
    single = _SINGLE_WORD.fullmatch(label)
    if single:
        return single[0].lower() not in _SETTING_WORDS
    return MODEL_LIKE.match(label) is not None or _TITLE_CASE.match(label) is not None


def is_change(label: str) -> bool:
    """Tell whether a label says what was put in the place of what: ``BatchNorm [3] → LayerNorm``."""
    return _CHANGE.match(label) is not None


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model's name in a text."""

    name: str
    start: int
    end: int


def named_models(text: str) -> Iterator[NamedModel]:
    """Yield the names in a text that look like those of models, in order, data sets and metrics left out."""
    for match in NAME_IN_TEXT.finditer(text):
        name = match.group().rstrip(".")
        if not is_plain(name_key(name)) and not is_catalog_name(name):
            yield NamedModel(name, match.start(), match.start() + len(name))


def singular(key: NameKey) -> NameKey:
    """Return ``AmoebaNet`` for ``AmoebaNets``."""
    last = key[-1] if key else ""
    return (*key[:-1], last[:-1]) if len(last) > 3 and last.endswith("s") else key


def is_plain(key: NameKey) -> bool:
    """Tell a key of words that name no model by themselves: ``deep network 2``."""
    return all(token in NO_NAMES or token.isdigit() or len(token) == 1 for token in key)


def is_catalog_name(name: str) -> bool:
    """True for a data set, a metric, or a task or language by itself: they are capitalised, but are no models."""
    terms = find_terms(name)
    return any(term.facet in (Facet.DATASET, Facet.METRIC, Facet.COST) for term in terms) or any(
        term.facet in (Facet.TASK, Facet.PART) and term.end - term.start == len(name) for term in terms
    )
